-- A copy of a whole account lies under a secret of its own (kind 49), which is destroyed
-- when somebody in it is forgotten (lib/model/privacy/export.h).  Those there are made anew.
ALTER TABLE olvido.contact_export
  MODIFY sealed VARBINARY(128) NULL COMMENT 'sealed: K(contact), or a secret of its own when it is of the whole account: key of the file; null before it is begun and once it is over';
UPDATE olvido.contact_export SET state = 1, attempts = 0, due_at = 0, sealed = NULL, size = 0
  WHERE contact_id IS NULL AND state IN (2, 3);
