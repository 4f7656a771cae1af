-- What data subjects ask for (GDPR art. 12, 15-21), what they consent to
-- (art. 7), and whose data is kept and not used (art. 18).

-- The register outlives the person: kind, dates, state and decision stay, for
-- accountability; what names him is sealed under his own key and goes with it.
-- One who is not in our records has a secret of the request's own (kind 11).
CREATE TABLE olvido.request (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  request_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id, the case number',
  kind TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum request_kind',
  state TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum request_state',
  alive TINYINT UNSIGNED NOT NULL COMMENT 'plain: flag; it waits for a decision',
  door TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum request_door',
  proof TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum request_proof; how he proved who he is',
  ground TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: enum request_ground; why it was refused',
  contact_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id, 0: not in our records',
  made_by BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of the agent who wrote it down, 0: himself',
  agent_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id of its handler, 0 is nobody',
  received_at BIGINT NOT NULL COMMENT 'plain: seconds',
  due_at BIGINT NOT NULL COMMENT 'plain: seconds; the last of its last day',
  closed_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds',
  reminded TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: the last reminder sent: 1 a week before, 2 a day before, 3 overdue',
  sealed MEDIUMBLOB NULL COMMENT 'sealed: K(contact) or K(request): name, address, what he asked, proof, reasons, notes',
  PRIMARY KEY (account_id, request_id),
  KEY request_alive (account_id, alive, due_at, request_id),
  KEY request_state (account_id, state, due_at, request_id),
  KEY request_contact (account_id, contact_id, received_at, request_id),
  CONSTRAINT request_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

-- A purpose's text never changes: a new version is a new text, and consent is
-- to the version that was shown.
CREATE TABLE olvido.purpose (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  purpose_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  version INT UNSIGNED NOT NULL COMMENT 'plain: counter; the text that is asked with now',
  active TINYINT UNSIGNED NOT NULL COMMENT 'plain: flag; it may be consented to',
  on_ask TINYINT UNSIGNED NOT NULL COMMENT 'plain: flag; the question form offers it',
  created_at BIGINT NOT NULL COMMENT 'plain: seconds',
  PRIMARY KEY (account_id, purpose_id),
  CONSTRAINT purpose_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.purpose_text (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  purpose_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  version INT UNSIGNED NOT NULL COMMENT 'plain: counter',
  language CHAR(2) NOT NULL COMMENT 'plain: code',
  name VARCHAR(100) NOT NULL COMMENT 'plain: what the company asks consent for, shown to the public',
  body TEXT NOT NULL COMMENT 'plain: what the company asks consent for, shown to the public',
  created_at BIGINT NOT NULL COMMENT 'plain: seconds',
  PRIMARY KEY (account_id, purpose_id, version, language),
  CONSTRAINT purpose_text_purpose FOREIGN KEY (account_id, purpose_id) REFERENCES olvido.purpose (account_id, purpose_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.consent (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  consent_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  contact_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  purpose_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  version INT UNSIGNED NOT NULL COMMENT 'plain: of the text that was shown',
  language CHAR(2) NOT NULL COMMENT 'plain: code; of the text that was shown',
  given_at BIGINT NOT NULL COMMENT 'plain: seconds',
  given_door TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum consent_door',
  given_by BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id of the agent who wrote it down, 0: himself',
  withdrawn_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds, 0: it holds',
  withdrawn_door TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: enum consent_door',
  withdrawn_by BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id of the agent who wrote it down, 0: himself',
  sealed BLOB NULL COMMENT 'sealed: K(contact): how it was given or withdrawn, in an agent''s words',
  PRIMARY KEY (account_id, consent_id),
  KEY consent_contact (account_id, contact_id, given_at, consent_id),
  KEY consent_purpose (account_id, purpose_id, withdrawn_at),
  CONSTRAINT consent_contact_fk FOREIGN KEY (account_id, contact_id) REFERENCES olvido.contact (account_id, contact_id),
  CONSTRAINT consent_purpose_fk FOREIGN KEY (account_id, purpose_id) REFERENCES olvido.purpose (account_id, purpose_id)
) ENGINE=InnoDB;

-- Whose key no agent and no program of the account's is given (model/withheld.h).
CREATE TABLE olvido.restriction (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  contact_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  since BIGINT NOT NULL COMMENT 'plain: seconds',
  ground TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum restriction_ground',
  agent_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of who set it',
  lift_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds; when it ends, 0: not said',
  told_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id of the mail that says so, which goes first',
  sealed BLOB NOT NULL COMMENT 'sealed: K(contact): the reason',
  PRIMARY KEY (account_id, contact_id),
  CONSTRAINT restriction_contact FOREIGN KEY (account_id, contact_id) REFERENCES olvido.contact (account_id, contact_id)
) ENGINE=InnoDB;

-- The set of them is kept by processes like the roster, and moves with it.
CREATE TRIGGER olvido.restriction_roster_insert AFTER INSERT ON olvido.restriction FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.restriction_roster_update AFTER UPDATE ON olvido.restriction FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT NEW.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER olvido.restriction_roster_delete AFTER DELETE ON olvido.restriction FOR EACH ROW
  INSERT INTO olvido.roster (account_id, version) SELECT OLD.account_id, 1 FROM DUAL
  ON DUPLICATE KEY UPDATE version = version + 1;
