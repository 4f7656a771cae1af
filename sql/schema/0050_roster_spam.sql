-- The spam filter's settings, and whether there are lists of senders, are kept by
-- processes like the roster (0020_roster.sql): each question asks for them.
CREATE TRIGGER olvido.spam_setting_roster_insert AFTER INSERT ON olvido.spam_setting FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.spam_setting_roster_update AFTER UPDATE ON olvido.spam_setting FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.spam_setting_roster_delete AFTER DELETE ON olvido.spam_setting FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT OLD.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.spam_sender_roster_insert AFTER INSERT ON olvido.spam_sender FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.spam_sender_roster_update AFTER UPDATE ON olvido.spam_sender FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.spam_sender_roster_delete AFTER DELETE ON olvido.spam_sender FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT OLD.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
-- No query goes along it since ticket_agent_status is there, and each change of a
-- ticket wrote it.
ALTER TABLE olvido.ticket DROP KEY ticket_agent;
