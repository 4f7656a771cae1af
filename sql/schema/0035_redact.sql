-- Parts of tickets that were removed: the ticket is sealed anew under another
-- secret of the same id (lib/model/reseal.c), so older copies of it are dead.

-- What a restore needs to know: rows older than this do not open on purpose.
CREATE TABLE olvido_keys.reseal (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  kind TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum secret_kind',
  id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of that kind, as often as it was sealed anew',
  at BIGINT NOT NULL COMMENT 'plain: seconds',
  erasure_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id, 0 is none',
  chain BINARY(32) NOT NULL COMMENT 'digest: over the account''s row before and this row',
  seq BIGINT UNSIGNED NOT NULL COMMENT 'plain: place in the account''s chain',
  proof BINARY(32) NOT NULL COMMENT 'digest: of the secret that took the place; 256 random bits',
  PRIMARY KEY (account_id, seq),
  KEY reseal_id (account_id, kind, id, seq)
) ENGINE=InnoDB;

-- flags of a message: a part was removed 16, all of it 32.
ALTER TABLE olvido.message
  ADD COLUMN redacted_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds; when a part or all of it was removed last',
  ADD COLUMN redacted_by BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id of the agent, 0: an erasure';
