-- Nothing uses it: a copy of a whole account is made by the command line.
DROP TABLE olvido.account_export;
