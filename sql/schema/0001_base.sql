-- The first schema. Every column's COMMENT begins with one of
--   plain:  not personal, or why it may stand in the clear
--   sealed: XChaCha20-Poly1305 under a key of the person (crypto/vault.h)
--   digest: keyed or plain digest, opens nothing
--   secret: a wrapped secret
-- tests/schema reads these comments and fails on a column without one.

CREATE DATABASE IF NOT EXISTS olvido CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE DATABASE IF NOT EXISTS olvido_keys CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE DATABASE IF NOT EXISTS olvido_index CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE SEQUENCE olvido.id_seq START WITH 1024 INCREMENT BY 64 CACHE 100;

-- ---- accounts -------------------------------------------------------------

CREATE TABLE olvido.account (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  name VARCHAR(200) NOT NULL COMMENT 'plain: the company''s public name, shown on its portal; an organisation',
  language CHAR(2) NOT NULL COMMENT 'plain: code',
  state TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum account_state',
  created_at BIGINT NOT NULL COMMENT 'plain: seconds',
  PRIMARY KEY (account_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.host (
  host VARCHAR(253) NOT NULL COMMENT 'plain: the account''s public host name',
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  is_primary TINYINT UNSIGNED NOT NULL COMMENT 'plain: flag',
  PRIMARY KEY (host),
  KEY account_host (account_id, is_primary),
  CONSTRAINT host_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.department (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  department_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  name VARCHAR(100) NOT NULL COMMENT 'plain: name of a department, shown to the public',
  mailbox VARCHAR(254) NOT NULL COMMENT 'plain: the company''s own public support address',
  PRIMARY KEY (account_id, department_id),
  UNIQUE KEY mailbox (mailbox),
  CONSTRAINT department_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

-- ---- people ---------------------------------------------------------------

CREATE TABLE olvido.agent (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  agent_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  role TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum role',
  state TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum agent_state',
  generation INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'plain: counter that ends sessions',
  language CHAR(2) NOT NULL DEFAULT '' COMMENT 'plain: code',
  created_at BIGINT NOT NULL COMMENT 'plain: seconds',
  sealed BLOB NOT NULL COMMENT 'sealed: K(agent): name, address, signature',
  PRIMARY KEY (account_id, agent_id),
  CONSTRAINT agent_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.agent_login (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  agent_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  password VARBINARY(512) NOT NULL COMMENT 'sealed: K(agent): Argon2id text',
  changed_at BIGINT NOT NULL COMMENT 'plain: seconds',
  PRIMARY KEY (account_id, agent_id),
  CONSTRAINT agent_login_agent FOREIGN KEY (account_id, agent_id) REFERENCES olvido.agent (account_id, agent_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.contact (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  contact_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  generation INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'plain: counter that ends sessions and links',
  language CHAR(2) NOT NULL DEFAULT '' COMMENT 'plain: code',
  created_at BIGINT NOT NULL COMMENT 'plain: seconds',
  proved_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds; when the address was proven',
  sealed BLOB NOT NULL COMMENT 'sealed: K(contact): name, address, phone',
  PRIMARY KEY (account_id, contact_id),
  CONSTRAINT contact_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.session (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  session_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  digest BINARY(32) NOT NULL COMMENT 'digest: of the 256-bit token',
  kind TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum session_kind',
  subject_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of an agent or contact',
  ticket_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id',
  generation INT UNSIGNED NOT NULL COMMENT 'plain: the subject''s, when made',
  created_at BIGINT NOT NULL COMMENT 'plain: seconds',
  seen_at BIGINT NOT NULL COMMENT 'plain: seconds, to the minute',
  expires_at BIGINT NOT NULL COMMENT 'plain: seconds',
  sealed BLOB NOT NULL COMMENT 'sealed: K(subject): address prefix, browser label',
  PRIMARY KEY (account_id, session_id),
  UNIQUE KEY session_digest (account_id, digest),
  KEY session_subject (account_id, kind, subject_id),
  KEY session_expires (expires_at),
  CONSTRAINT session_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

-- ---- tickets --------------------------------------------------------------

CREATE TABLE olvido.ticket (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  ticket_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  code CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'plain: random reference, grants nothing',
  contact_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of the requester',
  department_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  agent_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id, 0 is nobody',
  status TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum ticket_status',
  channel TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum channel',
  created_at BIGINT NOT NULL COMMENT 'plain: seconds',
  activity_at BIGINT NOT NULL COMMENT 'plain: microseconds',
  postponed_until BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds',
  proved TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: flag',
  messages INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: count',
  language CHAR(2) NOT NULL DEFAULT '' COMMENT 'plain: code',
  linked_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id of a ticket that a mail only suggested',
  sealed BLOB NOT NULL COMMENT 'sealed: K(ticket): subject',
  PRIMARY KEY (account_id, ticket_id),
  UNIQUE KEY ticket_code (account_id, code),
  KEY ticket_activity (account_id, activity_at, ticket_id),
  KEY ticket_status (account_id, status, activity_at, ticket_id),
  KEY ticket_agent (account_id, agent_id, activity_at, ticket_id),
  KEY ticket_department (account_id, department_id, activity_at, ticket_id),
  KEY ticket_contact (account_id, contact_id, activity_at, ticket_id),
  CONSTRAINT ticket_contact_fk FOREIGN KEY (account_id, contact_id) REFERENCES olvido.contact (account_id, contact_id),
  CONSTRAINT ticket_department_fk FOREIGN KEY (account_id, department_id) REFERENCES olvido.department (account_id, department_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.message (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  message_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  ticket_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  kind TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum message_kind',
  author_kind TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum author_kind',
  author_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id',
  channel TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum channel',
  created_at BIGINT NOT NULL COMMENT 'plain: microseconds',
  event TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: enum event_type',
  event_value BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: status or id',
  flags TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: html 1, remote images 2, unverified 4, broken 8',
  to_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id of the contact it goes to',
  files INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: count of attachments',
  sealed MEDIUMBLOB NOT NULL COMMENT 'sealed: K(message): text, Message-ID',
  sealed_html MEDIUMBLOB NULL COMMENT 'sealed: K(message): sanitized HTML body',
  PRIMARY KEY (account_id, message_id),
  KEY message_ticket (account_id, ticket_id, created_at, message_id),
  CONSTRAINT message_ticket_fk FOREIGN KEY (account_id, ticket_id) REFERENCES olvido.ticket (account_id, ticket_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.attachment (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  attachment_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  message_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  ticket_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  size BIGINT UNSIGNED NOT NULL COMMENT 'plain: bytes',
  is_inline TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: flag',
  sealed BLOB NOT NULL COMMENT 'sealed: K(attachment): name, type, Content-ID',
  PRIMARY KEY (account_id, attachment_id),
  KEY attachment_ticket (account_id, ticket_id, message_id),
  CONSTRAINT attachment_message_fk FOREIGN KEY (account_id, message_id) REFERENCES olvido.message (account_id, message_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.tag (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  tag_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  name VARCHAR(40) NOT NULL COMMENT 'plain: a category of the company''s; the panel says that tags must not name people',
  PRIMARY KEY (account_id, tag_id),
  UNIQUE KEY tag_name (account_id, name),
  CONSTRAINT tag_account FOREIGN KEY (account_id) REFERENCES olvido.account (account_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.ticket_tag (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  ticket_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  tag_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  PRIMARY KEY (account_id, ticket_id, tag_id),
  KEY ticket_tag_tag (account_id, tag_id, ticket_id),
  CONSTRAINT ticket_tag_ticket FOREIGN KEY (account_id, ticket_id) REFERENCES olvido.ticket (account_id, ticket_id),
  CONSTRAINT ticket_tag_tag_fk FOREIGN KEY (account_id, tag_id) REFERENCES olvido.tag (account_id, tag_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.link (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  digest BINARY(32) NOT NULL COMMENT 'digest: of the 256-bit token in the mail',
  purpose TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum link_purpose',
  contact_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  ticket_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  generation INT UNSIGNED NOT NULL COMMENT 'plain: the contact''s, when made',
  expires_at BIGINT NOT NULL COMMENT 'plain: seconds',
  PRIMARY KEY (account_id, digest),
  KEY link_contact (account_id, contact_id),
  KEY link_expires (expires_at),
  CONSTRAINT link_contact_fk FOREIGN KEY (account_id, contact_id) REFERENCES olvido.contact (account_id, contact_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.outbox (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  outbox_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  kind TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum outbox_kind',
  ticket_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  message_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id',
  contact_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of the recipient',
  state TINYINT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'plain: waiting 1, sent 2, given up 3',
  attempts INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: count',
  smtp_status SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: last SMTP code',
  next_at BIGINT NOT NULL COMMENT 'plain: seconds; not before',
  created_at BIGINT NOT NULL COMMENT 'plain: seconds',
  done_at BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds',
  PRIMARY KEY (account_id, outbox_id),
  KEY outbox_due (state, next_at),
  KEY outbox_ticket (account_id, ticket_id)
) ENGINE=InnoDB;

CREATE TABLE olvido.throttle (
  digest BINARY(32) NOT NULL COMMENT 'digest: keyed, of what is counted; rows expire',
  hits INT UNSIGNED NOT NULL COMMENT 'plain: count',
  expires_at BIGINT NOT NULL COMMENT 'plain: seconds',
  PRIMARY KEY (digest),
  KEY throttle_expires (expires_at)
) ENGINE=InnoDB;

-- ---- keys: never in a backup ----------------------------------------------

CREATE TABLE olvido_keys.account_key (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  wrapped BINARY(73) NOT NULL COMMENT 'secret: account key, sealed under the master key',
  PRIMARY KEY (account_id)
) ENGINE=InnoDB;

CREATE TABLE olvido_keys.bucket (
  bucket INT UNSIGNED NOT NULL COMMENT 'plain: slot number',
  generation INT UNSIGNED NOT NULL COMMENT 'plain: of the bucket key in the slot file that counts',
  PRIMARY KEY (bucket)
) ENGINE=InnoDB;

CREATE TABLE olvido_keys.secret (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  kind TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum secret_kind',
  id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of that kind',
  bucket INT UNSIGNED NOT NULL COMMENT 'plain: slot number',
  generation INT UNSIGNED NOT NULL COMMENT 'plain: of the bucket key it is wrapped under',
  wrapped BINARY(73) NOT NULL COMMENT 'secret: sealed under a bucket key',
  PRIMARY KEY (account_id, kind, id),
  KEY secret_bucket (bucket)
) ENGINE=InnoDB;

CREATE TABLE olvido_keys.tombstone (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  kind TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum secret_kind',
  id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id of that kind; never given out again',
  at BIGINT NOT NULL COMMENT 'plain: seconds',
  erasure_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  chain BINARY(32) NOT NULL COMMENT 'digest: over the account''s tombstone before and this row',
  seq BIGINT UNSIGNED NOT NULL COMMENT 'plain: place in the account''s chain',
  PRIMARY KEY (account_id, kind, id),
  UNIQUE KEY tombstone_seq (account_id, seq)
) ENGINE=InnoDB;

-- ---- derived: rebuilt, never in a backup ------------------------------------

CREATE TABLE olvido_index.lookup (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  kind TINYINT UNSIGNED NOT NULL COMMENT 'plain: enum lookup_kind',
  digest BINARY(32) NOT NULL COMMENT 'digest: keyed, of the normalised value',
  id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  id2 BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: id',
  PRIMARY KEY (account_id, kind, digest),
  KEY lookup_id (account_id, kind, id)
) ENGINE=InnoDB;

CREATE TABLE olvido_index.term (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  term BINARY(16) NOT NULL COMMENT 'digest: keyed, of a word''s first letters and stem (model/search.c)',
  ticket_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  PRIMARY KEY (account_id, term, ticket_id),
  KEY term_ticket (account_id, ticket_id)
) ENGINE=InnoDB;
