-- Who owned an account is written to when it is deleted and gone (lib/model/account/farewell.h):
-- until then his address lies with the provider's own account, sealed under a secret of
-- its own (kind 50), which is forgotten with the last mail.
CREATE TABLE olvido.farewell (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of the provider''s own account',
  farewell_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  about_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of the account that ends',
  language CHAR(2) NOT NULL COMMENT 'plain: code',
  kept_at BIGINT NOT NULL COMMENT 'plain: seconds',
  expires_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds; nothing is left after it, 0 while the account has its cold backup',
  mail_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id of the last mail to him, 0 is none',
  digest BINARY(32) NOT NULL COMMENT 'digest: keyed, of his address',
  sealed BLOB NOT NULL COMMENT 'sealed: K(farewell): company, name, address',
  PRIMARY KEY (account_id, farewell_id),
  KEY farewell_about (about_id),
  KEY farewell_expires (expires_at),
  KEY farewell_digest (account_id, digest),
  CONSTRAINT farewell_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

-- Which department the account's own mails come from: one is marked.
ALTER TABLE olvido.department
  ADD COLUMN main TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: 1: the account''s own mails come from here';
UPDATE olvido.department d JOIN (SELECT account_id, MIN(department_id) department_id FROM olvido.department GROUP BY account_id) f
  USING (account_id, department_id) SET d.main = 1;

-- The company's own website leads to its help desk.
ALTER TABLE olvido.account
  ADD COLUMN website TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: 1: its website has the button, or a question came through it';
