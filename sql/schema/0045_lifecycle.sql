-- The life of an account (lib/model/lifecycle.h): plans, where it stands, what
-- brought it there, which warnings went out.

-- Every number of the life cycle, in days, and what an account of it may use; a
-- limit of 0 is none.
CREATE TABLE olvido.plan (
  plan_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  name VARCHAR(60) NOT NULL COMMENT 'plain: the provider''s name of the plan, nobody''s data',
  trial_days SMALLINT UNSIGNED NOT NULL COMMENT 'plain: days without paying, then it is suspended',
  past_due_days SMALLINT UNSIGNED NOT NULL COMMENT 'plain: days after billing failed, then it is suspended',
  suspended_days SMALLINT UNSIGNED NOT NULL COMMENT 'plain: days, then it is terminated',
  terminated_days SMALLINT UNSIGNED NOT NULL COMMENT 'plain: days, then its live data is deleted',
  deleted_days SMALLINT UNSIGNED NOT NULL COMMENT 'plain: days, then its key is destroyed',
  warn_first SMALLINT UNSIGNED NOT NULL COMMENT 'plain: days before a step that its owner is warned',
  warn_second SMALLINT UNSIGNED NOT NULL COMMENT 'plain: days, again',
  warn_last SMALLINT UNSIGNED NOT NULL COMMENT 'plain: days, for the last time; no step is taken sooner after it',
  agents INT UNSIGNED NOT NULL COMMENT 'plain: how many at most, 0 any number',
  storage_bytes BIGINT UNSIGNED NOT NULL COMMENT 'plain: bytes of files at most, 0 any number',
  mails_per_hour INT UNSIGNED NOT NULL COMMENT 'plain: mails out at most, 0 any number',
  api_calls_per_hour INT UNSIGNED NOT NULL COMMENT 'plain: at most, 0 any number',
  PRIMARY KEY (plan_id),
  UNIQUE KEY plan_name (name)
) ENGINE=InnoDB;
INSERT INTO olvido.plan VALUES (1, 'standard', 14, 7, 60, 30, 30, 7, 3, 1, 0, 0, 0, 0);

ALTER TABLE olvido.account
  ADD COLUMN plan_id BIGINT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'plain: id',
  ADD COLUMN state_since BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds',
  ADD COLUMN state_until BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds; when the next step is due, 0 is never',
  ADD COLUMN state_event BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id of the account_event that brought it here',
  ADD COLUMN held TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: flag; suspended by the provider''s hand, paying does not lift it',
  ADD COLUMN delete_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds; when its owner''s wish to delete it is carried out, 0 is none',
  ADD COLUMN sessions_from BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds; sessions from before are over',
  ADD COLUMN is_provider TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: flag; the provider''s own help desk, which owners of others write to',
  ADD KEY account_due (state_until),
  ADD KEY account_delete (delete_at),
  ADD KEY account_provider (is_provider);
UPDATE olvido.account SET state_since = created_at;

-- Everything that was asked of an account's life, also what changed nothing: the
-- same request a second time finds its answer here.
CREATE TABLE olvido.account_event (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  event_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  request_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'plain: the asker''s own number of this act: letters, digits and . _ : - only',
  event TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum life_event',
  from_state TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum account_state, 0 is not there yet',
  to_state TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum account_state',
  at BIGINT NOT NULL COMMENT 'plain: seconds; when it happened, as the asker says',
  recorded_at BIGINT NOT NULL COMMENT 'plain: seconds',
  door TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum life_door',
  by_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of the agent or token, 0 is the provider or the clock',
  PRIMARY KEY (account_id, event_id),
  UNIQUE KEY account_event_request (account_id, request_id),
  KEY account_event_kind (account_id, event, at),
  CONSTRAINT account_event_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

-- Which warning of which step went out: written with its mail, so never twice.
CREATE TABLE olvido.account_warning (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  event_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of the account_event whose state ends with the step',
  days SMALLINT UNSIGNED NOT NULL COMMENT 'plain: days before the step',
  sent_at BIGINT NOT NULL COMMENT 'plain: seconds',
  PRIMARY KEY (account_id, event_id, days),
  CONSTRAINT account_warning_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;
