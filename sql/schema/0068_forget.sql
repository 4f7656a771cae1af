-- What a search for mentions met and could not open is counted
-- (lib/privacy/mention_work.h).
ALTER TABLE olvido.erasure_job
  ADD COLUMN unreadable BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: count; of what is damaged there' AFTER unsure;

-- Each copy of a person's data hangs on a secret of its own besides K(contact), which is
-- destroyed when somebody else in it is forgotten (lib/model/privacy/export.h).  Those there
-- are made anew; of whole accounts it had the number of the copy.
ALTER TABLE olvido.contact_export
  ADD COLUMN secret_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id of a secret of its own that the file''s key hangs on, 0 is none' AFTER contact_id;
UPDATE olvido.contact_export SET secret_id = export_id
  WHERE contact_id IS NULL AND state IN (2, 3, 6);
UPDATE olvido.contact_export SET state = 1, attempts = 0, due_at = 0, sealed = NULL, size = 0
  WHERE contact_id IS NOT NULL AND state IN (2, 3);
