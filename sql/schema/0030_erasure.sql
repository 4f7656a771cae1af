-- Erasures: who asked for what to be forgotten, how far it is, and the proof.
-- Ids, times and counts only: the row stays after the person is gone.
CREATE TABLE olvido.erasure (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  erasure_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  scope TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum erase_scope',
  subject_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of what was erased',
  keep_tickets TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: flag; his tickets stay and no longer say whose they were',
  by_kind TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum actor_kind',
  by_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  door TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum erase_door',
  state TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum erasure_state',
  asked_at BIGINT NOT NULL COMMENT 'plain: microseconds',
  unreadable_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: microseconds; from then on nothing opens',
  rows_gone_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: microseconds; rows and files were removed',
  bytes_gone_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: microseconds; what the database had left was overwritten',
  certified_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: microseconds',
  total INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: tickets and messages to go, counted at the start',
  done INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: how many of them went',
  receipt BINARY(32) NOT NULL COMMENT 'digest: of the token of the page that shows how far it is',
  PRIMARY KEY (account_id, erasure_id),
  UNIQUE KEY erasure_receipt (account_id, receipt),
  KEY erasure_subject (account_id, scope, subject_id),
  KEY erasure_due (state, erasure_id),
  CONSTRAINT erasure_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

-- How many rows of each table went.
CREATE TABLE olvido.erasure_count (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  erasure_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'plain: name of a table of ours, or files',
  n INT UNSIGNED NOT NULL COMMENT 'plain: count',
  PRIMARY KEY (account_id, erasure_id, name),
  CONSTRAINT erasure_count_erasure FOREIGN KEY (account_id, erasure_id) REFERENCES olvido.erasure (account_id, erasure_id)
) ENGINE=InnoDB;

-- Whose they are, where an erasure looks for them.
ALTER TABLE olvido.message ADD KEY message_author (account_id, author_kind, author_id, message_id);
ALTER TABLE olvido.outbox ADD KEY outbox_contact (account_id, contact_id, state);
ALTER TABLE olvido.outbox ADD KEY outbox_agent (account_id, agent_id, state);
