-- What every column is for, as the schema's own comments say: filled anew by each
-- migrate (grants.sql), because no program may look into information_schema for
-- tables that are not its own.
CREATE TABLE olvido.column_note (
  name VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'plain: schema, table and column',
  place INT UNSIGNED NOT NULL COMMENT 'plain: of the column in its table',
  form VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'plain: plain, sealed, digest or secret',
  note VARCHAR(1024) NOT NULL COMMENT 'plain: the rest of the column''s comment in the schema',
  PRIMARY KEY (name)
) ENGINE=InnoDB;
