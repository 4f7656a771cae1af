-- What a request needs of its account, and of who signed in, is of the roster too
-- (0020_roster.sql): processes keep it, and ask for the session alone each time.
CREATE TRIGGER olvido.host_roster_insert AFTER INSERT ON olvido.host FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.host_roster_update AFTER UPDATE ON olvido.host FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.host_roster_delete AFTER DELETE ON olvido.host FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT OLD.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.factor_policy_roster_insert AFTER INSERT ON olvido.factor_policy FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.factor_policy_roster_update AFTER UPDATE ON olvido.factor_policy FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.factor_policy_roster_delete AFTER DELETE ON olvido.factor_policy FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT OLD.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido_keys.account_key_roster_insert AFTER INSERT ON olvido_keys.account_key FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido_keys.account_key_roster_update AFTER UPDATE ON olvido_keys.account_key FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido_keys.account_key_roster_delete AFTER DELETE ON olvido_keys.account_key FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT OLD.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.account_roster_update AFTER UPDATE ON olvido.account FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
-- Of agents only, and not for each code that is taken.
CREATE TRIGGER olvido.factor_roster_insert AFTER INSERT ON olvido.factor FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL WHERE NEW.kind = 2
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.factor_roster_update AFTER UPDATE ON olvido.factor FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL WHERE NEW.kind = 2 AND NEW.methods <> OLD.methods
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.factor_roster_delete AFTER DELETE ON olvido.factor FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT OLD.account_id, 1 FROM DUAL WHERE OLD.kind = 2
  ON DUPLICATE KEY UPDATE version = version + 1;
-- An account from before it had an agent or a department.
INSERT IGNORE INTO olvido.roster (account_id, version) SELECT account_id, 1 FROM olvido.account;
