-- Who sees which department is of the roster too (0020_roster.sql).
CREATE TRIGGER olvido.agent_department_roster_insert AFTER INSERT ON olvido.agent_department FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.agent_department_roster_update AFTER UPDATE ON olvido.agent_department FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.agent_department_roster_delete AFTER DELETE ON olvido.agent_department FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT OLD.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
