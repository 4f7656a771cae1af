-- Step-up, second factors, their policy (SECURITY.md 5.1, 5.7).
ALTER TABLE olvido.session
  ADD COLUMN step_up_until BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds; until then he has proved himself freshly',
  ADD COLUMN factor TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: enum audit_way it was opened with';

-- kind and subject_id: as in olvido_keys.secret (contact 1, agent 2). A row is
-- there as soon as the subject has ever set up a factor.
CREATE TABLE olvido.factor (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  kind TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum secret_kind',
  subject_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of an agent or contact',
  methods TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: codes 1, passkeys 2',
  last_step BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: the step of the last code taken; only greater ones are',
  changed_at BIGINT NOT NULL COMMENT 'plain: seconds',
  sealed VARBINARY(256) NULL COMMENT 'sealed: K(subject): the seed of the codes',
  PRIMARY KEY (account_id, kind, subject_id),
  CONSTRAINT factor_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.recovery_code (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  kind TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum secret_kind',
  subject_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of an agent or contact',
  digest BINARY(32) NOT NULL COMMENT 'digest: under K(subject), of a code of 125 bits',
  PRIMARY KEY (account_id, kind, subject_id, digest),
  CONSTRAINT recovery_code_factor FOREIGN KEY (account_id, kind, subject_id) REFERENCES olvido.factor (account_id, kind, subject_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.passkey (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  passkey_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  kind TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum secret_kind',
  subject_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of an agent or contact',
  digest BINARY(32) NOT NULL COMMENT 'digest: under the account key, of the credential''s id',
  counter INT UNSIGNED NOT NULL COMMENT 'plain: the authenticator''s count of signatures',
  created_at BIGINT NOT NULL COMMENT 'plain: seconds',
  used_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds',
  sealed BLOB NOT NULL COMMENT 'sealed: K(subject): name, credential id, public key',
  PRIMARY KEY (account_id, passkey_id),
  UNIQUE KEY passkey_digest (account_id, digest),
  KEY passkey_subject (account_id, kind, subject_id),
  CONSTRAINT passkey_factor FOREIGN KEY (account_id, kind, subject_id) REFERENCES olvido.factor (account_id, kind, subject_id)
) ENGINE=InnoDB;

-- What a passkey must sign: 32 random bytes, taken once.
CREATE TABLE olvido.challenge (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  digest BINARY(32) NOT NULL COMMENT 'digest: of the challenge',
  bound BINARY(32) NOT NULL COMMENT 'digest: of the session or of the browser''s own token',
  purpose TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum challenge_purpose',
  expires_at BIGINT NOT NULL COMMENT 'plain: seconds',
  PRIMARY KEY (account_id, digest),
  KEY challenge_expires (account_id, expires_at),
  CONSTRAINT challenge_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

-- Who must have a second factor. No row: administrators, from the day they came.
CREATE TABLE olvido.factor_policy (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  policy TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum factor_policy',
  grace_days SMALLINT UNSIGNED NOT NULL COMMENT 'plain: days to set it up',
  since BIGINT NOT NULL COMMENT 'plain: seconds; the grace counts from here',
  PRIMARY KEY (account_id),
  CONSTRAINT factor_policy_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;
INSERT INTO olvido.factor_policy SELECT account_id, 2, 14, UNIX_TIMESTAMP() FROM olvido.account;
