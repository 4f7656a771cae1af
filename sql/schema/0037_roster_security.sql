-- The security page is kept by processes like the roster (0020_roster.sql): each
-- page of the portal asks whether there is one.
CREATE TRIGGER olvido.security_page_roster_insert AFTER INSERT ON olvido.security_page FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.security_page_roster_update AFTER UPDATE ON olvido.security_page FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.security_page_roster_delete AFTER DELETE ON olvido.security_page FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT OLD.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
