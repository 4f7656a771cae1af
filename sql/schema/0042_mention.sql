-- Mentions are also removed from what is typed about people in the registers
-- (lib/model/typed.h); most of these hang on a key that lives on.
ALTER TABLE olvido.mention_review
  ADD COLUMN rewritten INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: how many of those removed were rewritten under a key that lives on'
    AFTER removed;
