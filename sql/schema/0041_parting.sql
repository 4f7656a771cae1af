-- Whose tickets are being made nobody's before his secret goes (lib/model/parting.h):
-- from its first transaction on he is out of everybody's reach.
CREATE TABLE olvido.parting (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  contact_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of a contact whose erasure has begun',
  PRIMARY KEY (account_id, contact_id),
  CONSTRAINT parting_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;
-- Processes keep who is withheld (lib/model/withheld.h).
CREATE TRIGGER olvido.parting_roster_insert AFTER INSERT ON olvido.parting FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.parting_roster_delete AFTER DELETE ON olvido.parting FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT OLD.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
-- Those that were begun before.
INSERT INTO olvido.parting (account_id, contact_id)
  SELECT DISTINCT account_id, subject_id FROM olvido.erasure WHERE scope = 1 AND state = 1;
