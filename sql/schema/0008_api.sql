-- Keys that programs come in with, each an agent's.
CREATE TABLE olvido.api_token (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  token_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  digest BINARY(32) NOT NULL COMMENT 'digest: of the token, which has 190 random bits',
  agent_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of the agent it acts for',
  generation INT UNSIGNED NOT NULL COMMENT 'plain: the agent''s, when made',
  scopes INT UNSIGNED NOT NULL COMMENT 'plain: enum api_scope together',
  created_at BIGINT NOT NULL COMMENT 'plain: seconds',
  expires_at BIGINT NOT NULL COMMENT 'plain: seconds',
  revoked_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds, 0 is not',
  used_day INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: day of last use since 1970, no time of day',
  tail CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'plain: its last letters, a checksum''s',
  sealed BLOB NOT NULL COMMENT 'sealed: K(agent): name, networks',
  PRIMARY KEY (account_id, token_id),
  UNIQUE KEY api_token_digest (account_id, digest),
  KEY api_token_agent (account_id, agent_id),
  CONSTRAINT api_token_agent_fk FOREIGN KEY (account_id, agent_id) REFERENCES olvido.agent (account_id, agent_id)
) ENGINE=InnoDB;
