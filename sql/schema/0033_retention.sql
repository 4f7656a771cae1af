-- Keeping and letting go: jobs, the bin, legal holds, retention rules.

-- When a job of olvido-cron last ended well; one that is due less often than
-- it is called looks here.
CREATE TABLE olvido.cron_action (
  name VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'plain: a job''s name in the program',
  ran_at BIGINT NOT NULL COMMENT 'plain: seconds',
  PRIMARY KEY (name)
) ENGINE=InnoDB;

-- The bin: since when, what the ticket was before, and which rule put it there.
ALTER TABLE olvido.ticket
  ADD COLUMN deleted_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds; since when it is in the bin, 0 is not',
  ADD COLUMN deleted_from TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: enum ticket_status it had before',
  ADD COLUMN deleted_rule BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id of the retention rule that put it there, 0 is an agent';
UPDATE olvido.ticket SET deleted_at = UNIX_TIMESTAMP(), deleted_from = 5 WHERE status = 8;

-- How long an account keeps things. No row: the defaults of lib/model/retention.h.
CREATE TABLE olvido.retention (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  bin_days SMALLINT UNSIGNED NOT NULL COMMENT 'plain: days a ticket can be restored from the bin, then it is erased',
  changed_at BIGINT NOT NULL COMMENT 'plain: seconds',
  PRIMARY KEY (account_id),
  CONSTRAINT retention_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

-- One rule: which tickets (0 is any), after how many days without activity, what
-- is done. It is made switched off, and switched on only after its dry run.
CREATE TABLE olvido.retention_rule (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  rule_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  subject TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum rule_subject, tickets 1, contacts without tickets 2',
  department_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id, 0 is any',
  tag_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id, 0 is any',
  channel TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: enum channel, 0 is any',
  status TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: enum ticket_status, 0 is any outside the bin',
  days SMALLINT UNSIGNED NOT NULL COMMENT 'plain: days without activity',
  act TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum rule_act, bin 1, erase 2, anonymise 3',
  state TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: on 1, off 0',
  looked_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds; when an admin last saw what it would do, 0 is never',
  looked_n BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: count it would have done then',
  ran_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds; when it last ran to its end',
  changed_at BIGINT NOT NULL COMMENT 'plain: seconds',
  PRIMARY KEY (account_id, rule_id),
  CONSTRAINT retention_rule_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

-- What may not be deleted for now, and why. kind: as in olvido_keys.secret.
CREATE TABLE olvido.legal_hold (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  hold_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  kind TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum secret_kind, contact 1 or ticket 4',
  id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of that kind',
  agent_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of who set it',
  created_at BIGINT NOT NULL COMMENT 'plain: seconds',
  ends_at BIGINT NOT NULL COMMENT 'plain: seconds; from then on it stops nothing, also when it was lifted before',
  lifted_by BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id of the agent who lifted it, 0 is nobody',
  sealed BLOB NOT NULL COMMENT 'sealed: key of the account: the reason, which may name people',
  PRIMARY KEY (account_id, hold_id),
  KEY hold_of (account_id, kind, id, ends_at),
  KEY hold_ends (account_id, ends_at),
  CONSTRAINT legal_hold_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;
