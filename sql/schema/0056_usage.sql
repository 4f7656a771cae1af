-- What an account uses of what its plan allows (lib/model/account/usage.h).

-- Its files, kept right by triggers: whoever adds or removes one.
CREATE TABLE olvido.account_usage (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  files BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: count of attachments',
  bytes BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: bytes of attachments',
  told TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: percent of its storage of which its owner was told, 0 is none',
  PRIMARY KEY (account_id)
) ENGINE=InnoDB;
INSERT INTO olvido.account_usage (account_id) SELECT account_id FROM olvido.account;
CREATE TRIGGER olvido.account_usage_insert AFTER INSERT ON olvido.account FOR EACH ROW
  INSERT INTO olvido.account_usage (account_id) SELECT NEW.account_id FROM DUAL;
CREATE TRIGGER olvido.attachment_usage_insert AFTER INSERT ON olvido.attachment FOR EACH ROW
  INSERT INTO olvido.account_usage (account_id, files, bytes) SELECT NEW.account_id, 1, NEW.size FROM DUAL
  ON DUPLICATE KEY UPDATE files = files + 1, bytes = bytes + NEW.size;
CREATE TRIGGER olvido.attachment_usage_update AFTER UPDATE ON olvido.attachment FOR EACH ROW
  UPDATE olvido.account_usage SET bytes = bytes + CAST(NEW.size AS SIGNED) - CAST(OLD.size AS SIGNED)
  WHERE account_id = NEW.account_id AND NEW.size <> OLD.size;
CREATE TRIGGER olvido.attachment_usage_delete AFTER DELETE ON olvido.attachment FOR EACH ROW
  UPDATE olvido.account_usage SET files = files - 1, bytes = bytes - OLD.size
  WHERE account_id = OLD.account_id;
-- Those that were there; nobody writes one meanwhile.
LOCK TABLES olvido.attachment READ, olvido.account_usage WRITE;
INSERT INTO olvido.account_usage (account_id, files, bytes)
  SELECT account_id, COUNT(*), SUM(size) FROM olvido.attachment GROUP BY account_id
  ON DUPLICATE KEY UPDATE files = VALUES(files), bytes = VALUES(bytes);
UNLOCK TABLES;

-- What happened in each hour of the last weeks: mails of tickets that went out, and
-- what programs asked.  No rows for hours in which nothing did.
CREATE TABLE olvido.account_hour (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  kind TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum usage_kind',
  hour INT UNSIGNED NOT NULL COMMENT 'plain: hours since 1970',
  n BIGINT UNSIGNED NOT NULL COMMENT 'plain: count',
  PRIMARY KEY (account_id, kind, hour),
  KEY account_hour_old (hour)
) ENGINE=InnoDB;

-- The plan's limits are of what processes keep of an account (0020_roster.sql).
CREATE TRIGGER olvido.plan_roster_update AFTER UPDATE ON olvido.plan FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT account_id, 1 FROM olvido.account WHERE plan_id = NEW.plan_id
  ON DUPLICATE KEY UPDATE version = version + 1;
