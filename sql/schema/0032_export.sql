-- Copies of all that is known about a contact, made for him (lib/privacy/export.h):
-- the file lies sealed beside the attachments for a week, then its key goes.

CREATE TABLE olvido.contact_export (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  export_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id, names the file',
  contact_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of the one it is about and for',
  actor_kind TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum actor_kind, who asked',
  actor_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  door TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum export_door',
  state TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum export_state',
  fault TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: enum export_fault',
  notes TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: flag, internal notes are in it',
  attempts TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: count of beginnings',
  total INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: count of tickets',
  done INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: count of tickets, how far it is',
  problems INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: count of tickets that are not whole in it',
  size BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: bytes',
  asked_at BIGINT NOT NULL COMMENT 'plain: seconds',
  ready_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds',
  expires_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds',
  due_at BIGINT NOT NULL COMMENT 'plain: seconds; when the next step is due: to be begun, begun anew, expired',
  sealed VARBINARY(128) NULL COMMENT 'sealed: K(contact): key of the file; null before it is begun and once it has expired',
  PRIMARY KEY (account_id, export_id),
  KEY contact_export_contact (account_id, contact_id, asked_at),
  KEY contact_export_asked (account_id, asked_at, export_id),
  KEY contact_export_due (state, due_at),
  CONSTRAINT contact_export_contact_fk FOREIGN KEY (account_id, contact_id) REFERENCES olvido.contact (account_id, contact_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.export_setting (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  notes TINYINT UNSIGNED NOT NULL COMMENT 'plain: flag, internal notes go into exports',
  agents TINYINT UNSIGNED NOT NULL COMMENT 'plain: flag, agents may send a contact his data, not only admins',
  PRIMARY KEY (account_id),
  CONSTRAINT export_setting_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

-- What somebody wrote in other people's tickets, and what he was mailed.
CREATE INDEX IF NOT EXISTS message_author ON olvido.message (account_id, author_kind, author_id, message_id);
CREATE INDEX IF NOT EXISTS outbox_contact ON olvido.outbox (account_id, contact_id, state);
