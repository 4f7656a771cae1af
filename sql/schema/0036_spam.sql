-- The spam filter: what it said of a ticket and what agents said, the model that
-- an account's corrections made, and whom an account always lets in or never.

CREATE TABLE olvido.spam_ticket (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  ticket_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  score INT NOT NULL COMMENT 'plain: thousandths of log-odds, above 0 rather spam',
  verdict TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum spam_label, of the filter',
  label TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: enum spam_said, of an agent',
  learnt TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: enum spam_said, what the model learnt from it',
  due TINYINT UNSIGNED AS (label <> learnt) STORED COMMENT 'plain: flag: waits to be learnt',
  sealed BLOB NOT NULL COMMENT 'sealed: K(ticket): the words that were judged, and the reasons',
  PRIMARY KEY (account_id, ticket_id),
  KEY spam_ticket_due (due, account_id),
  KEY spam_ticket_label (account_id, label, verdict, ticket_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.spam_model (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  version BIGINT UNSIGNED NOT NULL COMMENT 'plain: counts changes',
  learnt INT UNSIGNED NOT NULL COMMENT 'plain: how many tickets it was made from',
  checked_at BIGINT NOT NULL COMMENT 'plain: seconds; when these were counted last, 0: at once',
  sealed MEDIUMBLOB NULL COMMENT 'sealed: the account''s key for it: weights of hashed features',
  PRIMARY KEY (account_id),
  KEY spam_model_checked (checked_at)
) ENGINE=InnoDB;

CREATE TABLE olvido.spam_setting (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  mode TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum spam_mode',
  spam_at INT NULL COMMENT 'plain: thousandths; a score above it is spam; null: the filter chooses',
  unsure_at INT NOT NULL COMMENT 'plain: thousandths; above it is unsure',
  PRIMARY KEY (account_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.spam_sender (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  sender_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  kind TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum spam_sender_kind',
  digest BINARY(32) NOT NULL COMMENT 'digest: of an address or a domain, under the account''s key',
  added_at BIGINT NOT NULL COMMENT 'plain: seconds',
  sealed BLOB NOT NULL COMMENT 'sealed: the account''s key for it: the address or domain',
  PRIMARY KEY (account_id, sender_id),
  UNIQUE KEY spam_sender_digest (account_id, digest)
) ENGINE=InnoDB;
