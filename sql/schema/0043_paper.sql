-- An erasure is at its end when each mirror of the keys has confirmed it: which
-- did, and when, for its certificate.  Kept as it was then: mirrors come and go.
CREATE TABLE olvido.erasure_mirror (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  erasure_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  place TINYINT UNSIGNED NOT NULL COMMENT 'plain: counter; its place in the setting Keys.Mirrors',
  name VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'plain: what the provider calls it, no path; empty: nothing',
  confirmed_at BIGINT NOT NULL COMMENT 'plain: microseconds; its copy is of then',
  PRIMARY KEY (account_id, erasure_id, place),
  CONSTRAINT erasure_mirror_erasure FOREIGN KEY (account_id, erasure_id) REFERENCES olvido.erasure (account_id, erasure_id)
) ENGINE=InnoDB;
