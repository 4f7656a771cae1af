-- Where a search that was stopped goes on (lib/privacy/mention_work.h).
ALTER TABLE olvido.erasure_job
  ADD COLUMN rounds INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: count; of lists that are done' AFTER to_look,
  ADD COLUMN below BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id of a ticket; older ones are next, 0 is the newest' AFTER rounds,
  ADD COLUMN kept BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: count; of what stays there' AFTER below,
  ADD COLUMN unsure BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: count; of what nobody looked at there' AFTER kept;
