-- The audit log (lib/model/audit.h): who did what, when, from where.  Ids only;
-- the address is sealed under the person's key and dies with it, the chain
-- goes over the sealed bytes and stays whole.

CREATE TABLE olvido.audit (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  n BIGINT UNSIGNED NOT NULL COMMENT 'plain: place in the account''s chain, from 1, without a gap',
  at BIGINT NOT NULL COMMENT 'plain: seconds; never less than the row before',
  family TINYINT UNSIGNED NOT NULL COMMENT 'plain: verb / 100, to filter by',
  verb SMALLINT UNSIGNED NOT NULL COMMENT 'plain: enum audit_verb',
  actor_kind TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum actor_kind',
  actor_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  object_kind TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum audit_object',
  object_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  value BIGINT UNSIGNED NOT NULL COMMENT 'plain: role, state, kind or count',
  result TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum audit_result',
  request_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'plain: random, leads to the log lines of the request',
  sealed VARBINARY(128) NULL COMMENT 'sealed: K(person), else the account''s: network of the client (/24, /48)',
  chain BINARY(32) NOT NULL COMMENT 'digest: keyed, over the chain before, this row and n',
  PRIMARY KEY (account_id, n),
  KEY audit_at (account_id, at, n),
  KEY audit_family (account_id, family, n),
  KEY audit_actor (account_id, actor_kind, actor_id, n),
  KEY audit_actor_family (account_id, actor_kind, actor_id, family, n),
  CONSTRAINT audit_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

-- Where the next row is tied on; its lock gives the rows their order.
CREATE TABLE olvido.audit_head (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  n BIGINT UNSIGNED NOT NULL COMMENT 'plain: of the last row',
  at BIGINT NOT NULL COMMENT 'plain: seconds, of the last row',
  chain BINARY(32) NOT NULL COMMENT 'digest: of the last row',
  PRIMARY KEY (account_id),
  CONSTRAINT audit_head_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

-- The signed checkpoint behind which old rows were removed by retention.
CREATE TABLE olvido.audit_start (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  n BIGINT UNSIGNED NOT NULL COMMENT 'plain: of the last row that was removed',
  at BIGINT NOT NULL COMMENT 'plain: seconds, when it was removed',
  chain BINARY(32) NOT NULL COMMENT 'digest: of the last row that was removed',
  mac BINARY(32) NOT NULL COMMENT 'digest: keyed by the installation, over the other columns',
  PRIMARY KEY (account_id),
  CONSTRAINT audit_start_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;
