-- The spam filter judges answers too: a row each, beside the ticket's own.
ALTER TABLE olvido.spam_ticket
  ADD COLUMN message_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id of an answer; 0: what the ticket began with' AFTER ticket_id,
  DROP PRIMARY KEY, ADD PRIMARY KEY (account_id, ticket_id, message_id),
  MODIFY sealed BLOB NOT NULL COMMENT 'sealed: K(ticket): the words that were judged (only the requester''s), and the reasons';
-- What is mailed of the spam folder to agents who want it.
ALTER TABLE olvido.spam_setting
  ADD COLUMN digest_subjects TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: flag: the digest names subjects';
CREATE TABLE olvido.spam_digest (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  digest_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  agent_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of whom it is for',
  from_at BIGINT NOT NULL COMMENT 'plain: seconds; tickets from this second on',
  until_at BIGINT NOT NULL COMMENT 'plain: seconds; and before this one',
  PRIMARY KEY (account_id, digest_id),
  UNIQUE KEY spam_digest_agent (account_id, agent_id, until_at)
) ENGINE=InnoDB;
