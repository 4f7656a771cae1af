-- What a provider's programs do to accounts (cgi-bin/provider): each act once, what
-- billing said, and the secrets that it signs with.  All of it lies with the
-- provider's own account.

-- An act by the name that its asker gave it: the same again finds its answer here.
CREATE TABLE olvido.provider_request (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of the provider''s own account',
  request_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  name BINARY(32) NOT NULL COMMENT 'digest: keyed, of the asker''s own name for the act',
  act BINARY(32) NOT NULL COMMENT 'digest: keyed, of what was asked for',
  status SMALLINT UNSIGNED NOT NULL COMMENT 'plain: of HTTP; 0 while it is being done',
  made_at BIGINT NOT NULL COMMENT 'plain: seconds; after 30 days the row goes',
  sealed BLOB NOT NULL COMMENT 'sealed: key of the provider''s account: the answer',
  PRIMARY KEY (account_id, request_id),
  UNIQUE KEY provider_request_name (account_id, name),
  KEY provider_request_made (made_at),
  CONSTRAINT provider_request_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

-- Each message of a billing system whose signature was good, whatever came of it.
CREATE TABLE olvido.billing_event (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of the provider''s own account',
  billing_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  target_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of the account that it is about, 0 is an unknown one',
  kind TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum billing_kind',
  outcome TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum billing_outcome',
  at BIGINT NOT NULL COMMENT 'plain: seconds; when it happened, as billing says',
  received_at BIGINT NOT NULL COMMENT 'plain: seconds; after 400 days the row goes',
  mac BINARY(32) NOT NULL COMMENT 'digest: keyed, of the signed message: it is taken once',
  PRIMARY KEY (account_id, billing_id),
  UNIQUE KEY billing_event_mac (account_id, mac),
  KEY billing_event_received (received_at),
  CONSTRAINT billing_event_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.billing_secret (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of the provider''s own account',
  secret_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  made_at BIGINT NOT NULL COMMENT 'plain: seconds',
  ends_at BIGINT NOT NULL COMMENT 'plain: seconds; good until then, 0 is for as long as there is no newer one',
  sealed BLOB NOT NULL COMMENT 'sealed: key of the provider''s account: the secret',
  PRIMARY KEY (account_id, secret_id),
  CONSTRAINT billing_secret_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

-- The provider's lists of accounts: of a state, of a plan, of both.
ALTER TABLE olvido.account
  ADD KEY account_state (state, account_id),
  ADD KEY account_plan (plan_id, account_id),
  ADD KEY account_state_plan (state, plan_id, account_id);
