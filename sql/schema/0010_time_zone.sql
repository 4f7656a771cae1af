-- Whose clock an account's pages and mails tell the time of.
ALTER TABLE olvido.account
  ADD COLUMN time_zone VARCHAR(64) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'plain: IANA name of the company''s time zone, empty is UTC; an organisation';
