-- A copy of a whole account, for its owner: a row of no contact, whose file's key is
-- sealed under who asked for it (lib/model/privacy/export.h).
ALTER TABLE olvido.contact_export
  MODIFY contact_id BIGINT UNSIGNED NULL COMMENT 'plain: id of the one it is about and for; null: of the whole account, for its owner (actor_id)',
  MODIFY sealed VARBINARY(128) NULL COMMENT 'sealed: K(contact), or K(agent) of the owner who asked for everything: key of the file; null before it is begun and once it has expired';
