-- What was chosen about mentions stays with the erasure: asked for again by the same
-- name, it is the same only with the same choices.
ALTER TABLE olvido.erasure
  ADD COLUMN way TINYINT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'plain: enum mention_way' AFTER names;
