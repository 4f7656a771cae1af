-- Signing in: waits that grow, customers' passwords.
ALTER TABLE olvido.throttle
  ADD COLUMN next_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds; not before';

CREATE TABLE olvido.contact_login (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  contact_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  password VARBINARY(512) NOT NULL COMMENT 'sealed: K(contact): Argon2id text',
  changed_at BIGINT NOT NULL COMMENT 'plain: seconds',
  PRIMARY KEY (account_id, contact_id),
  CONSTRAINT contact_login_contact FOREIGN KEY (account_id, contact_id) REFERENCES olvido.contact (account_id, contact_id)
) ENGINE=InnoDB;
