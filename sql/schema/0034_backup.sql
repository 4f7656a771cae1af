-- Copies of the keys, a new master key, backups that were put back.

-- When each mirror of the keys was last brought up to date.
CREATE TABLE olvido_keys.mirror (
  folder BINARY(32) NOT NULL COMMENT 'digest: of the mirror''s folder',
  confirmed_at BIGINT NOT NULL COMMENT 'plain: microseconds; what was destroyed before is destroyed there too',
  secrets BIGINT UNSIGNED NOT NULL COMMENT 'plain: count',
  tombstones BIGINT UNSIGNED NOT NULL COMMENT 'plain: count',
  PRIMARY KEY (folder)
) ENGINE=InnoDB;

-- Which master key the account keys are sealed under: one row.
CREATE TABLE olvido_keys.master (
  one TINYINT UNSIGNED NOT NULL COMMENT 'plain: always 1',
  mark BINARY(32) NOT NULL COMMENT 'digest: keyed by the master key, opens nothing',
  since BIGINT NOT NULL COMMENT 'plain: seconds',
  PRIMARY KEY (one)
) ENGINE=InnoDB;

-- Backups that were put back: what is here may be older than it looks.
CREATE TABLE olvido.restoration (
  restoration_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  at BIGINT NOT NULL COMMENT 'plain: seconds',
  taken_at BIGINT NOT NULL COMMENT 'plain: seconds; when the backup was made',
  forgotten BIGINT UNSIGNED NOT NULL COMMENT 'plain: count of people, tickets and files that were removed again',
  resealed BIGINT UNSIGNED NOT NULL COMMENT 'plain: count of tickets whose older text was redacted since',
  later BIGINT UNSIGNED NOT NULL COMMENT 'plain: count of those who came after the backup and are not in it',
  opened BIGINT UNSIGNED NOT NULL COMMENT 'plain: count of sealed values that were opened as a check',
  PRIMARY KEY (restoration_id)
) ENGINE=InnoDB;

-- When what the database had left of erased rows was last overwritten: one row.
CREATE TABLE olvido.scrub (
  one TINYINT UNSIGNED NOT NULL COMMENT 'plain: always 1',
  began_at BIGINT NOT NULL COMMENT 'plain: microseconds; what went before is gone',
  done_at BIGINT NOT NULL COMMENT 'plain: microseconds',
  PRIMARY KEY (one)
) ENGINE=InnoDB;
