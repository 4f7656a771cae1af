-- Who may come in from which networks.

-- In the row that every request reads: 0 means that there is no list at all, and
-- workers keep what they read of a version.
ALTER TABLE olvido.account
  ADD COLUMN allow_version BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: counter of changes of the allow-lists, 0 is none ever';

CREATE TABLE olvido.allow_list (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  place TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum allow_place',
  ranges TEXT NOT NULL COMMENT 'plain: the company''s networks, which nginx''s files hold in the clear too; no list when empty',
  agent_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of who changed it last, 0 is the provider',
  changed_at BIGINT NOT NULL COMMENT 'plain: seconds',
  sealed BLOB NOT NULL COMMENT 'sealed: key of the account: the list as typed, with its comments',
  PRIMARY KEY (account_id, place),
  CONSTRAINT allow_list_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;
