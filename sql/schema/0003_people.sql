-- People who work here: one owner, who sees which tickets, links and mails
-- about a login.

-- An account has one owner: MariaDB itself refuses a second.
ALTER TABLE olvido.agent
  ADD COLUMN all_departments TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: flag; else those of agent_department' AFTER language,
  ADD COLUMN notify TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: flags, enum agent_notify' AFTER all_departments,
  ADD COLUMN invited_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds; when the invitation was last sent' AFTER created_at,
  ADD COLUMN owner TINYINT UNSIGNED AS (IF(role = 3, 1, NULL)) PERSISTENT COMMENT 'plain: 1 or null, made from role',
  ADD UNIQUE KEY agent_owner (account_id, owner);
UPDATE olvido.agent SET all_departments = 1;

ALTER TABLE olvido.department
  ADD COLUMN restricted TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: flag; only those it was given to see it, and admins';

CREATE TABLE olvido.agent_department (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  agent_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  department_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  PRIMARY KEY (account_id, agent_id, department_id),
  KEY agent_department_department (account_id, department_id),
  CONSTRAINT agent_department_agent FOREIGN KEY (account_id, agent_id) REFERENCES olvido.agent (account_id, agent_id),
  CONSTRAINT agent_department_department_fk FOREIGN KEY (account_id, department_id) REFERENCES olvido.department (account_id, department_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.agent_avatar (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  agent_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  sealed MEDIUMBLOB NOT NULL COMMENT 'sealed: K(agent): a picture of him',
  PRIMARY KEY (account_id, agent_id),
  CONSTRAINT agent_avatar_agent FOREIGN KEY (account_id, agent_id) REFERENCES olvido.agent (account_id, agent_id)
) ENGINE=InnoDB;

-- The list of one department and status, newest activity first.
CREATE INDEX ticket_department_status ON olvido.ticket (account_id, department_id, status, activity_at, ticket_id);

ALTER TABLE olvido.link
  MODIFY contact_id BIGINT UNSIGNED NULL COMMENT 'plain: id; this or agent_id',
  MODIFY ticket_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id, 0 is none',
  ADD COLUMN agent_id BIGINT UNSIGNED NULL COMMENT 'plain: id' AFTER contact_id,
  ADD COLUMN used_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds; links of one use',
  ADD COLUMN sealed BLOB NULL COMMENT 'sealed: K(subject): what the link carries, as a new address',
  ADD KEY link_agent (account_id, agent_id),
  ADD CONSTRAINT link_agent_fk FOREIGN KEY (account_id, agent_id) REFERENCES olvido.agent (account_id, agent_id);

ALTER TABLE olvido.outbox
  MODIFY ticket_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id, 0 is none',
  MODIFY contact_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id of the recipient; this or agent_id, or neither: nothing is sent',
  ADD COLUMN agent_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id of the recipient' AFTER contact_id,
  ADD COLUMN sealed BLOB NULL COMMENT 'sealed: K(subject): another address of his, what the link carries';
