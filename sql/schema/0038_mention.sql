-- What was decided about a person's mentions in other people's tickets before he
-- was forgotten (lib/privacy/mention.h): counts, and why some stay.
CREATE TABLE olvido.mention_review (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  contact_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  at BIGINT NOT NULL COMMENT 'plain: seconds',
  agent_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id of who decided, 0: nobody, all was removed',
  removed INT UNSIGNED NOT NULL COMMENT 'plain: how many were removed',
  kept INT UNSIGNED NOT NULL COMMENT 'plain: how many stay',
  sealed BLOB NULL COMMENT 'sealed: the account''s key for this: why they stay',
  PRIMARY KEY (account_id, contact_id),
  CONSTRAINT mention_review_contact FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;
