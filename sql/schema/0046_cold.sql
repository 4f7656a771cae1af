-- The end of an account: its cold backup, the slot of its key meanwhile, the
-- owner's request, the export of everything, and what stays when it is gone.

-- The key of an account whose rows lie in a cold backup only: the programs that
-- serve people have no right to read it here.
CREATE TABLE olvido_keys.cold_key (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  wrapped BINARY(73) NOT NULL COMMENT 'secret: account key, sealed under the master key',
  PRIMARY KEY (account_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.cold_backup (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  state TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum cold_state',
  began_at BIGINT NOT NULL COMMENT 'plain: seconds',
  made_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds; when the backup was whole',
  removed_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds; when the last live row was gone',
  held_until BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds; the end of the last legal hold in it, 0: none',
  size BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: bytes',
  files BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: count',
  was TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum account_state before',
  PRIMARY KEY (account_id),
  KEY cold_state (state, account_id)
) ENGINE=InnoDB;

-- How many live rows of each table went: for the certificate.
CREATE TABLE olvido.account_count (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'plain: name of a table of ours, or files',
  n BIGINT UNSIGNED NOT NULL COMMENT 'plain: count',
  PRIMARY KEY (account_id, name)
) ENGINE=InnoDB;

-- An account that is gone: what its certificate still needs.
CREATE TABLE olvido.account_gone (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  erasure_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of the erasure of all of it',
  host VARCHAR(253) NOT NULL COMMENT 'plain: the host name that the company had',
  language CHAR(2) NOT NULL COMMENT 'plain: code',
  PRIMARY KEY (account_id)
) ENGINE=InnoDB;

-- Everything of an account as one archive, for its owner: sealed beside the
-- attachments for a week, then its key goes.
CREATE TABLE olvido.account_export (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  export_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id, names the file',
  agent_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of the owner who asked',
  state TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum account_export_state',
  attempts TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: count of beginnings',
  total INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: count of tickets',
  done INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: count of tickets, how far it is',
  problems INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: count of values that did not open',
  size BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: bytes',
  asked_at BIGINT NOT NULL COMMENT 'plain: seconds',
  ready_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds',
  due_at BIGINT NOT NULL COMMENT 'plain: seconds; when the next step is due: to be begun, begun anew, expired',
  sealed VARBINARY(128) NULL COMMENT 'sealed: the account''s key for it: key of the file; null before it is begun and once it has expired',
  PRIMARY KEY (account_id, export_id),
  KEY account_export_due (state, due_at),
  CONSTRAINT account_export_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

-- The gate of an account's key is kept by processes with the account's row, and an
-- agent's secret with his: the roster moves with both.
DROP TRIGGER olvido_keys.secret_roster_update;
DROP TRIGGER olvido_keys.secret_roster_delete;
CREATE TRIGGER olvido_keys.secret_roster_update AFTER UPDATE ON olvido_keys.secret FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT OLD.account_id, 1 FROM DUAL WHERE OLD.kind IN (2, 6)
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido_keys.secret_roster_delete AFTER DELETE ON olvido_keys.secret FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT OLD.account_id, 1 FROM DUAL WHERE OLD.kind IN (2, 6)
  ON DUPLICATE KEY UPDATE version = version + 1;
