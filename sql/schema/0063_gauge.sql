-- Numbers of the whole installation for who watches over it (lib/model/log/gauge.h).
CREATE TABLE olvido.gauge (
  name VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'plain: a metric''s name in the program',
  labels VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'plain: words of the program: states, actions, results',
  value BIGINT NOT NULL COMMENT 'plain: number',
  at BIGINT NOT NULL COMMENT 'plain: seconds; when it was looked at',
  PRIMARY KEY (name, labels)
) ENGINE=InnoDB;
