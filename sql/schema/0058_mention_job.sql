-- A contact's erasure destroys his secret first.  What is needed after that, to find
-- his words in other people's tickets and to make his own nobody's, lies here under
-- the erasure's own secret (lib/model/privacy/erasure_job.h) until that is done.
CREATE TABLE olvido.erasure_job (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  erasure_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  contact_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  way TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum mention_way',
  self TINYINT UNSIGNED NOT NULL COMMENT 'plain: flag; he asked himself',
  searched TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: flag; other people''s tickets were searched',
  looked INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: count; of them looked through',
  to_look INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: count; of them found so far',
  sealed BLOB NOT NULL COMMENT 'sealed: K(erasure): the secret of who is erased; which mentions stay',
  PRIMARY KEY (account_id, erasure_id),
  CONSTRAINT erasure_job_erasure FOREIGN KEY (account_id, erasure_id) REFERENCES olvido.erasure (account_id, erasure_id)
) ENGINE=InnoDB;

ALTER TABLE olvido.erasure
  ADD COLUMN let_go_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: microseconds; the erasure''s own secret was destroyed as well, 0 is not yet or none'
    AFTER unreadable_at,
  ADD COLUMN names TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: flag; names and phones of it in other people''s tickets go unlooked at'
    AFTER keep_tickets;
