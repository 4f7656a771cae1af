-- The version of an account's agents and departments: it moves in the transaction
-- of any change to them, whoever makes it, and of an agent's secret, so that no
-- process goes on with rows it has kept (lib/db/kept.c).
CREATE TABLE olvido.roster (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  version BIGINT UNSIGNED NOT NULL COMMENT 'plain: counter',
  PRIMARY KEY (account_id)
) ENGINE=InnoDB;
INSERT INTO olvido.roster (account_id, version) SELECT account_id, 1 FROM olvido.account;

CREATE TRIGGER olvido.agent_roster_insert AFTER INSERT ON olvido.agent FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.agent_roster_update AFTER UPDATE ON olvido.agent FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.agent_roster_delete AFTER DELETE ON olvido.agent FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT OLD.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.department_roster_insert AFTER INSERT ON olvido.department FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.department_roster_update AFTER UPDATE ON olvido.department FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.department_roster_delete AFTER DELETE ON olvido.department FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT OLD.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido_keys.secret_roster_update AFTER UPDATE ON olvido_keys.secret FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT OLD.account_id, 1 FROM DUAL WHERE OLD.kind = 2
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido_keys.secret_roster_delete AFTER DELETE ON olvido_keys.secret FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT OLD.account_id, 1 FROM DUAL WHERE OLD.kind = 2
  ON DUPLICATE KEY UPDATE version = version + 1;
