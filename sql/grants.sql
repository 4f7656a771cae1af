-- Each program is its own database user, named like its Unix user and let in
-- by the socket's peer credentials (no passwords exist). Run by every migrate.
CREATE USER IF NOT EXISTS 'olvido-portal'@localhost IDENTIFIED VIA unix_socket;
CREATE USER IF NOT EXISTS 'olvido-panel'@localhost IDENTIFIED VIA unix_socket;
CREATE USER IF NOT EXISTS 'olvido-mail'@localhost IDENTIFIED VIA unix_socket;
CREATE USER IF NOT EXISTS 'olvido-api'@localhost IDENTIFIED VIA unix_socket;
CREATE USER IF NOT EXISTS 'olvido-erase'@localhost IDENTIFIED VIA unix_socket;
CREATE USER IF NOT EXISTS 'olvido-nginx'@localhost IDENTIFIED VIA unix_socket;
CREATE USER IF NOT EXISTS 'olvido-provider'@localhost IDENTIFIED VIA unix_socket;

-- portal: customers. No password table, no agents' changes.
GRANT SELECT ON olvido.account TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido.host TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido.roster TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido.allow_list TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido.department TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido.agent TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido.agent_department TO 'olvido-portal'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.contact TO 'olvido-portal'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.contact_login TO 'olvido-portal'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.throttle TO 'olvido-portal'@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON olvido.session TO 'olvido-portal'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.ticket TO 'olvido-portal'@localhost;
GRANT SELECT, INSERT ON olvido.message TO 'olvido-portal'@localhost;
GRANT SELECT, INSERT ON olvido.attachment TO 'olvido-portal'@localhost;
GRANT SELECT, UPDATE (used_at), DELETE ON olvido.link TO 'olvido-portal'@localhost;
GRANT SELECT, INSERT ON olvido.outbox TO 'olvido-portal'@localhost;
GRANT SELECT, INSERT ON olvido.id_seq TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido.seq_0_to_4095 TO 'olvido-portal'@localhost;
GRANT INSERT ON olvido.audit TO 'olvido-portal'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.audit_head TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido_keys.account_key TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido_keys.bucket TO 'olvido-portal'@localhost;
GRANT SELECT, INSERT ON olvido_keys.secret TO 'olvido-portal'@localhost;
GRANT SELECT, INSERT ON olvido_index.lookup TO 'olvido-portal'@localhost;
GRANT INSERT ON olvido_index.term TO 'olvido-portal'@localhost;

-- panel: agents.
GRANT SELECT ON olvido.account TO 'olvido-panel'@localhost;
GRANT SELECT ON olvido.host TO 'olvido-panel'@localhost;
GRANT UPDATE (allow_version) ON olvido.account TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.allow_list TO 'olvido-panel'@localhost;
GRANT SELECT ON olvido.roster TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.department TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.api_token TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.agent TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.agent_login TO 'olvido-panel'@localhost;
GRANT SELECT, UPDATE ON olvido.contact TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, DELETE ON olvido.agent_department TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON olvido.agent_avatar TO 'olvido-panel'@localhost;
GRANT SELECT, UPDATE ON olvido.link TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON olvido.session TO 'olvido-panel'@localhost;
GRANT SELECT, UPDATE ON olvido.ticket TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT ON olvido.message TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT ON olvido.attachment TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT ON olvido.tag TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, DELETE ON olvido.ticket_tag TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT ON olvido.outbox TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.throttle TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT ON olvido.id_seq TO 'olvido-panel'@localhost;
GRANT SELECT ON olvido.seq_0_to_4095 TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT ON olvido.audit TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.audit_head TO 'olvido-panel'@localhost;
GRANT SELECT ON olvido_keys.account_key TO 'olvido-panel'@localhost;
GRANT SELECT ON olvido_keys.bucket TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT ON olvido_keys.secret TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT ON olvido_index.lookup TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT ON olvido_index.term TO 'olvido-panel'@localhost;

-- api: programs with a token or a password. No sessions, no passwords written.
GRANT SELECT ON olvido.account TO 'olvido-api'@localhost;
GRANT SELECT ON olvido.host TO 'olvido-api'@localhost;
GRANT SELECT ON olvido.roster TO 'olvido-api'@localhost;
GRANT SELECT ON olvido.allow_list TO 'olvido-api'@localhost;
GRANT SELECT ON olvido.department TO 'olvido-api'@localhost;
GRANT SELECT ON olvido.agent TO 'olvido-api'@localhost;
GRANT SELECT ON olvido.agent_login TO 'olvido-api'@localhost;
GRANT SELECT ON olvido.agent_department TO 'olvido-api'@localhost;
GRANT SELECT, UPDATE ON olvido.api_token TO 'olvido-api'@localhost;
GRANT SELECT ON olvido.contact TO 'olvido-api'@localhost;
GRANT SELECT ON olvido.ticket TO 'olvido-api'@localhost;
GRANT SELECT ON olvido.factor TO 'olvido-api'@localhost;
GRANT SELECT ON olvido.factor_policy TO 'olvido-api'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.throttle TO 'olvido-api'@localhost;
GRANT INSERT ON olvido.audit TO 'olvido-api'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.audit_head TO 'olvido-api'@localhost;
GRANT SELECT ON olvido_keys.account_key TO 'olvido-api'@localhost;
GRANT SELECT ON olvido_keys.bucket TO 'olvido-api'@localhost;
GRANT SELECT ON olvido_keys.secret TO 'olvido-api'@localhost;
GRANT SELECT ON olvido_index.lookup TO 'olvido-api'@localhost;
-- ... and writes tickets and messages in customers' names.
GRANT INSERT ON olvido.contact TO 'olvido-api'@localhost;
GRANT INSERT, UPDATE (status, activity_at, postponed_until, messages, agent_id) ON olvido.ticket TO 'olvido-api'@localhost;
GRANT INSERT ON olvido.message TO 'olvido-api'@localhost;
GRANT INSERT ON olvido.outbox TO 'olvido-api'@localhost;
GRANT INSERT ON olvido_keys.secret TO 'olvido-api'@localhost;
GRANT INSERT ON olvido_index.lookup TO 'olvido-api'@localhost;
GRANT INSERT ON olvido_index.term TO 'olvido-api'@localhost;
GRANT SELECT ON olvido.seq_0_to_4095 TO 'olvido-api'@localhost;
GRANT INSERT ON olvido.spam_ticket TO 'olvido-api'@localhost;
GRANT SELECT ON olvido.spam_model TO 'olvido-api'@localhost;
GRANT SELECT ON olvido.spam_setting TO 'olvido-api'@localhost;
GRANT SELECT (account_id, kind, digest) ON olvido.spam_sender TO 'olvido-api'@localhost;

-- provider: the provider's programs make accounts and their owners, and lead them on.
GRANT SELECT, INSERT, UPDATE (plan_id, first_steps, state, held, state_since, state_until, delete_at, state_event, sessions_from) ON olvido.account TO 'olvido-provider'@localhost;
GRANT SELECT, INSERT ON olvido.host TO 'olvido-provider'@localhost;
GRANT SELECT ON olvido.roster TO 'olvido-provider'@localhost;
GRANT SELECT ON olvido.allow_list TO 'olvido-provider'@localhost;
GRANT SELECT (host) ON olvido.signup TO 'olvido-provider'@localhost;
GRANT SELECT (account_id, host) ON olvido.account_gone TO 'olvido-provider'@localhost;
GRANT SELECT ON olvido.plan TO 'olvido-provider'@localhost;
GRANT SELECT, INSERT ON olvido.account_event TO 'olvido-provider'@localhost;
GRANT SELECT ON olvido.account_warning TO 'olvido-provider'@localhost;
GRANT INSERT ON olvido.department TO 'olvido-provider'@localhost;
GRANT SELECT, INSERT ON olvido.agent TO 'olvido-provider'@localhost;
GRANT SELECT, UPDATE (used_day) ON olvido.api_token TO 'olvido-provider'@localhost;
-- ... and ask for copies of whole accounts: of no contact's.
GRANT SELECT (account_id, contact_id, state, fault, asked_at) ON olvido.contact_export TO 'olvido-provider'@localhost;
REVOKE INSERT ON olvido.contact_export FROM 'olvido-provider'@localhost;
GRANT INSERT (account_id, export_id, actor_kind, actor_id, door, state, notes, asked_at, due_at) ON olvido.contact_export TO 'olvido-provider'@localhost;
GRANT SELECT, INSERT, UPDATE (state) ON olvido.domain TO 'olvido-provider'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.throttle TO 'olvido-provider'@localhost;
GRANT INSERT ON olvido.outbox TO 'olvido-provider'@localhost;
GRANT SELECT, INSERT ON olvido.id_seq TO 'olvido-provider'@localhost;
GRANT INSERT ON olvido.audit TO 'olvido-provider'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.audit_head TO 'olvido-provider'@localhost;
GRANT SELECT, INSERT, UPDATE (status, sealed) ON olvido.provider_request TO 'olvido-provider'@localhost;
GRANT SELECT, INSERT ON olvido.billing_event TO 'olvido-provider'@localhost;
GRANT SELECT ON olvido.billing_secret TO 'olvido-provider'@localhost;
GRANT SELECT, INSERT ON olvido_keys.account_key TO 'olvido-provider'@localhost;
GRANT SELECT ON olvido_keys.bucket TO 'olvido-provider'@localhost;
GRANT INSERT ON olvido_keys.secret TO 'olvido-provider'@localhost;
REVOKE SELECT ON olvido_keys.secret FROM 'olvido-provider'@localhost;
GRANT SELECT (account_id, kind, id, generation, wrapped) ON olvido_keys.secret TO 'olvido-provider'@localhost;
GRANT INSERT ON olvido_index.lookup TO 'olvido-provider'@localhost;

-- mail: in and out.
GRANT SELECT ON olvido.account TO 'olvido-mail'@localhost;
GRANT SELECT ON olvido.host TO 'olvido-mail'@localhost;
GRANT SELECT ON olvido.roster TO 'olvido-mail'@localhost;
GRANT SELECT ON olvido.department TO 'olvido-mail'@localhost;
GRANT SELECT ON olvido.agent TO 'olvido-mail'@localhost;
GRANT SELECT ON olvido.agent_department TO 'olvido-mail'@localhost;
GRANT SELECT, INSERT ON olvido.contact TO 'olvido-mail'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.ticket TO 'olvido-mail'@localhost;
GRANT SELECT, INSERT ON olvido.message TO 'olvido-mail'@localhost;
GRANT SELECT, INSERT ON olvido.attachment TO 'olvido-mail'@localhost;
GRANT SELECT, INSERT ON olvido.link TO 'olvido-mail'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.outbox TO 'olvido-mail'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.throttle TO 'olvido-mail'@localhost;
GRANT SELECT, INSERT ON olvido.id_seq TO 'olvido-mail'@localhost;
GRANT SELECT ON olvido.seq_0_to_4095 TO 'olvido-mail'@localhost;
GRANT SELECT ON olvido_keys.account_key TO 'olvido-mail'@localhost;
GRANT SELECT ON olvido_keys.bucket TO 'olvido-mail'@localhost;
GRANT SELECT, INSERT ON olvido_keys.secret TO 'olvido-mail'@localhost;
GRANT SELECT, INSERT ON olvido_index.lookup TO 'olvido-mail'@localhost;
GRANT INSERT ON olvido_index.term TO 'olvido-mail'@localhost;

-- nginx: 'olvido nginx sync' reads which networks may come in where.
GRANT SELECT ON olvido.host TO 'olvido-nginx'@localhost;
GRANT SELECT (account_id, place, ranges) ON olvido.allow_list TO 'olvido-nginx'@localhost;
-- ... and which domains are whose; it looks for their proofs.
GRANT SELECT (account_id, state) ON olvido.account TO 'olvido-nginx'@localhost;
GRANT SELECT, UPDATE (state, proof, looked_at, look_at, proved_at) ON olvido.domain TO 'olvido-nginx'@localhost;

-- second factors: agents' in the panel.
GRANT SELECT (account_id, kind, subject_id, last_step) ON olvido.factor TO 'olvido-mail'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.factor TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, DELETE ON olvido.recovery_code TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON olvido.passkey TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, DELETE ON olvido.challenge TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.factor_policy TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.factor TO 'olvido-portal'@localhost;
GRANT SELECT, INSERT, DELETE ON olvido.recovery_code TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido.passkey TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido.factor_policy TO 'olvido-portal'@localhost;

-- the security page: its settings in the panel, the page in the portal.
GRANT SELECT ON olvido.security_page TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido.security_thanks TO 'olvido-portal'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.security_page TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.security_thanks TO 'olvido-panel'@localhost;

-- cron: what is due by the clock. It forgets, so it may delete secrets.
CREATE USER IF NOT EXISTS 'olvido-cron'@localhost IDENTIFIED VIA unix_socket;
GRANT SELECT ON olvido.account TO 'olvido-cron'@localhost;
GRANT SELECT ON olvido.host TO 'olvido-cron'@localhost;
GRANT SELECT ON olvido.roster TO 'olvido-cron'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.cron_action TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.session TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.link TO 'olvido-cron'@localhost;
GRANT SELECT, INSERT, DELETE ON olvido.outbox TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.throttle TO 'olvido-cron'@localhost;
GRANT SELECT ON olvido.agent TO 'olvido-cron'@localhost;
GRANT SELECT ON olvido.agent_department TO 'olvido-cron'@localhost;
GRANT SELECT ON olvido.contact TO 'olvido-cron'@localhost;
GRANT SELECT ON olvido.department TO 'olvido-cron'@localhost;
GRANT SELECT, UPDATE ON olvido.ticket TO 'olvido-cron'@localhost;
GRANT SELECT, INSERT ON olvido.message TO 'olvido-cron'@localhost;
GRANT SELECT, UPDATE, DELETE ON olvido.attachment TO 'olvido-cron'@localhost;
GRANT INSERT ON olvido_index.term TO 'olvido-cron'@localhost;
GRANT SELECT, INSERT, DELETE ON olvido.audit TO 'olvido-cron'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.audit_head TO 'olvido-cron'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.audit_start TO 'olvido-cron'@localhost;
GRANT SELECT ON olvido_keys.account_key TO 'olvido-cron'@localhost;
GRANT SELECT, UPDATE ON olvido_keys.bucket TO 'olvido-cron'@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON olvido_keys.secret TO 'olvido-cron'@localhost;
GRANT SELECT, INSERT ON olvido_keys.tombstone TO 'olvido-cron'@localhost;
GRANT SELECT, INSERT ON olvido_keys.reseal TO 'olvido-cron'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido_keys.mirror TO 'olvido-cron'@localhost;
GRANT SELECT, INSERT ON olvido.id_seq TO 'olvido-cron'@localhost;
GRANT SELECT ON olvido.seq_0_to_4095 TO 'olvido-cron'@localhost;
-- sign-up: asked and confirmed in the portal, installed by cron.
GRANT SELECT, INSERT, UPDATE (state) ON olvido.signup TO 'olvido-portal'@localhost;
GRANT SELECT (host) ON olvido.account_gone TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido.legal_text TO 'olvido-portal'@localhost;
GRANT SELECT, UPDATE (digest) ON olvido.signup TO 'olvido-mail'@localhost;
GRANT SELECT, UPDATE (state), DELETE ON olvido.signup TO 'olvido-cron'@localhost;
-- the last mails about an account: kept and ended by cron, read by who sends them.
GRANT SELECT, INSERT, UPDATE (expires_at, mail_id), DELETE ON olvido.farewell TO 'olvido-cron'@localhost;
GRANT SELECT (account_id, farewell_id, about_id, language, sealed) ON olvido.farewell TO 'olvido-mail'@localhost;
GRANT SELECT (account_id, farewell_id, digest), DELETE ON olvido.farewell TO 'olvido-erase'@localhost;
GRANT INSERT ON olvido.agreement TO 'olvido-cron'@localhost;
GRANT INSERT, UPDATE (first_steps, plan_id) ON olvido.account TO 'olvido-cron'@localhost;
GRANT INSERT ON olvido_keys.account_key TO 'olvido-cron'@localhost;
GRANT INSERT ON olvido.department TO 'olvido-cron'@localhost;
GRANT INSERT ON olvido.agent TO 'olvido-cron'@localhost;

-- the panel: domains are added and removed, first steps put away.
GRANT SELECT, INSERT, UPDATE (state, look_at) ON olvido.domain TO 'olvido-panel'@localhost;
GRANT UPDATE (first_steps) ON olvido.account TO 'olvido-panel'@localhost;
GRANT UPDATE (website) ON olvido.account TO 'olvido-panel'@localhost;
GRANT UPDATE (website) ON olvido.account TO 'olvido-portal'@localhost;

-- domains: settled by cron.
GRANT SELECT, DELETE, UPDATE (state, settled) ON olvido.domain TO 'olvido-cron'@localhost;
GRANT INSERT, DELETE ON olvido.host TO 'olvido-cron'@localhost;

-- erase: the only web program that destroys secrets and removes people's rows.
GRANT SELECT ON olvido.account TO 'olvido-erase'@localhost;
GRANT SELECT ON olvido.host TO 'olvido-erase'@localhost;
GRANT SELECT ON olvido.roster TO 'olvido-erase'@localhost;
GRANT SELECT ON olvido.allow_list TO 'olvido-erase'@localhost;
GRANT SELECT ON olvido.department TO 'olvido-erase'@localhost;
GRANT SELECT ON olvido.agent_department TO 'olvido-erase'@localhost;
GRANT SELECT ON olvido.factor_policy TO 'olvido-erase'@localhost;
GRANT DELETE ON olvido.agent_department TO 'olvido-erase'@localhost;
GRANT SELECT, DELETE ON olvido.agent TO 'olvido-erase'@localhost;
GRANT SELECT, DELETE ON olvido.agent_login TO 'olvido-erase'@localhost;
-- They had all columns once.
REVOKE UPDATE ON olvido.agent FROM 'olvido-erase'@localhost;
REVOKE UPDATE ON olvido.agent_login FROM 'olvido-erase'@localhost;
GRANT UPDATE (generation) ON olvido.agent TO 'olvido-erase'@localhost;
GRANT SELECT, DELETE ON olvido.agent_avatar TO 'olvido-erase'@localhost;
GRANT SELECT, DELETE ON olvido.api_token TO 'olvido-erase'@localhost;
GRANT UPDATE (used_day) ON olvido.api_token TO 'olvido-erase'@localhost;
GRANT SELECT ON olvido.retention TO 'olvido-erase'@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON olvido.contact TO 'olvido-erase'@localhost;
GRANT SELECT, UPDATE, DELETE ON olvido.contact_login TO 'olvido-erase'@localhost;
GRANT SELECT, DELETE ON olvido.security_thanks TO 'olvido-erase'@localhost;
GRANT SELECT, UPDATE, DELETE ON olvido.session TO 'olvido-erase'@localhost;
GRANT SELECT, DELETE ON olvido.link TO 'olvido-erase'@localhost;
GRANT SELECT, UPDATE, DELETE ON olvido.factor TO 'olvido-erase'@localhost;
GRANT SELECT, DELETE ON olvido.recovery_code TO 'olvido-erase'@localhost;
GRANT SELECT, UPDATE, DELETE ON olvido.passkey TO 'olvido-erase'@localhost;
GRANT SELECT, DELETE ON olvido.challenge TO 'olvido-erase'@localhost;
GRANT SELECT, UPDATE, DELETE ON olvido.ticket TO 'olvido-erase'@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON olvido.message TO 'olvido-erase'@localhost;
GRANT SELECT, UPDATE, DELETE ON olvido.attachment TO 'olvido-erase'@localhost;
GRANT SELECT, DELETE ON olvido.ticket_tag TO 'olvido-erase'@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON olvido.outbox TO 'olvido-erase'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.throttle TO 'olvido-erase'@localhost;
GRANT SELECT, INSERT ON olvido.id_seq TO 'olvido-erase'@localhost;
GRANT SELECT ON olvido.seq_0_to_4095 TO 'olvido-erase'@localhost;
GRANT INSERT ON olvido.audit TO 'olvido-erase'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.audit_head TO 'olvido-erase'@localhost;
GRANT SELECT, UPDATE (sealed), DELETE ON olvido.legal_hold TO 'olvido-erase'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.erasure TO 'olvido-erase'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.erasure_count TO 'olvido-erase'@localhost;
GRANT SELECT, INSERT, UPDATE (searched, looked, to_look, rounds, below, kept, unsure, unreadable), DELETE ON olvido.erasure_job TO 'olvido-erase'@localhost;
GRANT SELECT, INSERT ON olvido.erasure_mirror TO 'olvido-erase'@localhost;
GRANT SELECT ON olvido_keys.mirror TO 'olvido-erase'@localhost;
GRANT SELECT ON olvido_keys.account_key TO 'olvido-erase'@localhost;
GRANT SELECT, UPDATE ON olvido_keys.bucket TO 'olvido-erase'@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON olvido_keys.secret TO 'olvido-erase'@localhost;
GRANT SELECT, INSERT ON olvido_keys.tombstone TO 'olvido-erase'@localhost;
GRANT SELECT, INSERT ON olvido_keys.reseal TO 'olvido-erase'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.mention_review TO 'olvido-erase'@localhost;
GRANT SELECT, INSERT, DELETE ON olvido_index.lookup TO 'olvido-erase'@localhost;
GRANT SELECT, INSERT, DELETE ON olvido_index.term TO 'olvido-erase'@localhost;

-- erasures: listed in the panel.
GRANT SELECT ON olvido.erasure TO 'olvido-panel'@localhost;
GRANT SELECT ON olvido_keys.mirror TO 'olvido-panel'@localhost;

-- erasures that a crash or a stop left are ended by cron.
GRANT SELECT, UPDATE ON olvido.erasure TO 'olvido-cron'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.erasure_count TO 'olvido-cron'@localhost;
GRANT SELECT, INSERT, UPDATE (searched, looked, to_look, rounds, below, kept, unsure, unreadable), DELETE ON olvido.erasure_job TO 'olvido-cron'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.mention_review TO 'olvido-cron'@localhost;
GRANT SELECT, INSERT ON olvido.erasure_mirror TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.api_token TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.agent_avatar TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.agent_login TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.security_thanks TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.contact_login TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.factor TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.passkey TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.recovery_code TO 'olvido-cron'@localhost;
GRANT SELECT, INSERT, DELETE ON olvido_index.lookup TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido_index.term TO 'olvido-cron'@localhost;
GRANT INSERT, UPDATE, DELETE ON olvido.contact TO 'olvido-cron'@localhost;
GRANT SELECT, UPDATE (sealed), DELETE ON olvido.legal_hold TO 'olvido-cron'@localhost;
GRANT DELETE ON olvido.agent TO 'olvido-cron'@localhost;
GRANT DELETE ON olvido.agent_department TO 'olvido-cron'@localhost;
GRANT DELETE ON olvido.ticket TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.ticket_tag TO 'olvido-cron'@localhost;
GRANT UPDATE, DELETE ON olvido.message TO 'olvido-cron'@localhost;
GRANT UPDATE ON olvido.outbox TO 'olvido-cron'@localhost;

-- Every program looks at its start whether it fits the database.
GRANT SELECT ON olvido.schema_version TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido.schema_version TO 'olvido-panel'@localhost;
GRANT SELECT ON olvido.schema_version TO 'olvido-api'@localhost;
GRANT SELECT ON olvido.schema_version TO 'olvido-erase'@localhost;
GRANT SELECT ON olvido.schema_version TO 'olvido-provider'@localhost;
GRANT SELECT ON olvido.schema_version TO 'olvido-mail'@localhost;
GRANT SELECT ON olvido.schema_version TO 'olvido-nginx'@localhost;
GRANT SELECT ON olvido.schema_version TO 'olvido-cron'@localhost;

-- the life of accounts (0045): the clock's steps and warnings.
GRANT UPDATE (state, held, state_since, state_until, delete_at, state_event, sessions_from) ON olvido.account TO 'olvido-cron'@localhost;
GRANT SELECT, INSERT ON olvido.account_event TO 'olvido-cron'@localhost;
GRANT SELECT, INSERT, DELETE ON olvido.account_warning TO 'olvido-cron'@localhost;
GRANT SELECT ON olvido.plan TO 'olvido-cron'@localhost;

-- what accounts use (0056): limits at their doors, counts by the hour.
GRANT SELECT ON olvido.plan TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido.plan TO 'olvido-panel'@localhost;
GRANT SELECT ON olvido.plan TO 'olvido-api'@localhost;
GRANT SELECT ON olvido.plan TO 'olvido-mail'@localhost;
GRANT SELECT ON olvido.account_usage TO 'olvido-panel'@localhost;
GRANT SELECT ON olvido.account_hour TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.account_hour TO 'olvido-api'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.account_hour TO 'olvido-erase'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.account_hour TO 'olvido-mail'@localhost;
GRANT SELECT, DELETE ON olvido.account_hour TO 'olvido-cron'@localhost;
GRANT SELECT, UPDATE (told), DELETE ON olvido.account_usage TO 'olvido-cron'@localhost;
GRANT SELECT ON olvido.gauge TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido.gauge TO 'olvido-panel'@localhost;
GRANT SELECT ON olvido.gauge TO 'olvido-api'@localhost;
GRANT SELECT ON olvido.gauge TO 'olvido-erase'@localhost;
GRANT SELECT ON olvido.gauge TO 'olvido-provider'@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON olvido.gauge TO 'olvido-cron'@localhost;

-- rights of data subjects: the register, consent, restriction.
GRANT SELECT, INSERT ON olvido.request TO 'olvido-portal'@localhost;
REVOKE UPDATE ON olvido.request FROM 'olvido-portal'@localhost;
GRANT UPDATE (state, alive, closed_at) ON olvido.request TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido.restriction TO 'olvido-portal'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.company TO 'olvido-panel'@localhost;
GRANT SELECT ON olvido.company TO 'olvido-api'@localhost;
GRANT SELECT, DELETE ON olvido.company TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.company TO 'olvido-erase'@localhost;
GRANT UPDATE (company_id) ON olvido.contact TO 'olvido-cron'@localhost;
GRANT SELECT ON olvido.parting TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido.parting TO 'olvido-panel'@localhost;
GRANT SELECT ON olvido.parting TO 'olvido-mail'@localhost;
GRANT SELECT ON olvido.parting TO 'olvido-api'@localhost;
GRANT SELECT, DELETE ON olvido.parting TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.parting TO 'olvido-erase'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.request TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, UPDATE (lift_at, told_id) ON olvido.restriction TO 'olvido-panel'@localhost;
GRANT SELECT ON olvido.request TO 'olvido-mail'@localhost;
GRANT SELECT ON olvido.restriction TO 'olvido-mail'@localhost;
GRANT SELECT ON olvido.restriction TO 'olvido-api'@localhost;
GRANT SELECT, UPDATE (reminded, sealed) ON olvido.request TO 'olvido-cron'@localhost;
GRANT SELECT, UPDATE (sealed), DELETE ON olvido.restriction TO 'olvido-cron'@localhost;
GRANT SELECT, UPDATE (sealed) ON olvido.request TO 'olvido-erase'@localhost;
GRANT SELECT, UPDATE (sealed), DELETE ON olvido.restriction TO 'olvido-erase'@localhost;
GRANT SELECT, UPDATE (sealed), DELETE ON olvido.consent TO 'olvido-erase'@localhost;
GRANT SELECT, UPDATE (sealed), DELETE ON olvido.consent TO 'olvido-cron'@localhost;
-- keeping: the bin, legal holds and retention rules in the panel.
GRANT SELECT, INSERT, UPDATE ON olvido.legal_hold TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.retention TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON olvido.retention_rule TO 'olvido-panel'@localhost;
GRANT SELECT ON olvido.retention TO 'olvido-cron'@localhost;
GRANT SELECT, UPDATE ON olvido.retention_rule TO 'olvido-cron'@localhost;
GRANT INSERT ON olvido.erasure TO 'olvido-cron'@localhost;

-- copies of people's data: asked for in portal and panel, made by cron.
GRANT SELECT, INSERT ON olvido.contact_export TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido.export_setting TO 'olvido-portal'@localhost;
GRANT SELECT, INSERT ON olvido.contact_export TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.export_setting TO 'olvido-panel'@localhost;

GRANT SELECT, UPDATE, DELETE ON olvido.contact_export TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.contact_export TO 'olvido-erase'@localhost;
GRANT UPDATE (attempts, state, fault, due_at, sealed, size, secret_id) ON olvido.contact_export TO 'olvido-erase'@localhost;
GRANT SELECT ON olvido.tag TO 'olvido-cron'@localhost;

-- the spam filter: judged where things come in, said in the panel, learnt by mail.
GRANT INSERT ON olvido.spam_ticket TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido.spam_model TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido.spam_setting TO 'olvido-portal'@localhost;
GRANT SELECT (account_id, kind, digest) ON olvido.spam_sender TO 'olvido-portal'@localhost;
GRANT SELECT, INSERT, UPDATE (label) ON olvido.spam_ticket TO 'olvido-panel'@localhost;
GRANT SELECT (account_id, learnt, sealed) ON olvido.spam_model TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.spam_setting TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, DELETE ON olvido.spam_sender TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, UPDATE (label, learnt) ON olvido.spam_ticket TO 'olvido-mail'@localhost;
GRANT SELECT, INSERT, UPDATE ON olvido.spam_model TO 'olvido-mail'@localhost;
GRANT SELECT, DELETE ON olvido.spam_ticket TO 'olvido-cron'@localhost;
GRANT SELECT (account_id, checked_at), UPDATE (checked_at) ON olvido.spam_model TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.spam_ticket TO 'olvido-erase'@localhost;
GRANT SELECT (account_id, checked_at), UPDATE (checked_at) ON olvido.spam_model TO 'olvido-erase'@localhost;
GRANT SELECT ON olvido.spam_setting TO 'olvido-mail'@localhost;
GRANT SELECT (account_id, kind, digest) ON olvido.spam_sender TO 'olvido-mail'@localhost;
GRANT SELECT (account_id, sender_id, digest), DELETE ON olvido.spam_sender TO 'olvido-erase'@localhost;
GRANT SELECT (account_id, sender_id, digest), DELETE ON olvido.spam_sender TO 'olvido-cron'@localhost;
GRANT SELECT (account_id, digest), DELETE ON olvido.spam_sender TO 'olvido-erase'@localhost;
GRANT SELECT (account_id, agent_id), DELETE ON olvido.spam_digest TO 'olvido-erase'@localhost;
-- the digest of the spam folder: made by cron, mailed by mail.
GRANT SELECT, INSERT, DELETE ON olvido.spam_digest TO 'olvido-cron'@localhost;
GRANT SELECT ON olvido.spam_digest TO 'olvido-mail'@localhost;
GRANT SELECT ON olvido.retention_rule TO 'olvido-mail'@localhost;
GRANT SELECT (account_id, digest), DELETE ON olvido.spam_sender TO 'olvido-cron'@localhost;
GRANT SELECT ON olvido.purpose_text TO 'olvido-cron'@localhost;
-- Rights that programs had once go from installations that gave them.  Of each table
-- its program has another right, given above: then it is no error when this is gone.
REVOKE SELECT ON olvido.audit FROM 'olvido-api'@localhost;
REVOKE INSERT ON olvido.parting FROM 'olvido-cron'@localhost;
REVOKE INSERT ON olvido.parting FROM 'olvido-erase'@localhost;
REVOKE DELETE ON olvido.throttle FROM 'olvido-mail'@localhost;
REVOKE SELECT ON olvido_index.term FROM 'olvido-mail'@localhost;
REVOKE DELETE ON olvido.contact_login FROM 'olvido-portal'@localhost;
REVOKE INSERT ON olvido.link FROM 'olvido-portal'@localhost;
REVOKE SELECT ON olvido_index.term FROM 'olvido-portal'@localhost;

-- records of processing: the schema's comments, as they are now.
START TRANSACTION;
DELETE FROM olvido.column_note;
INSERT INTO olvido.column_note (name, place, form, note)
  SELECT CONCAT_WS('.', c.TABLE_SCHEMA, c.TABLE_NAME, c.COLUMN_NAME), c.ORDINAL_POSITION,
    SUBSTRING_INDEX(c.COLUMN_COMMENT, ':', 1), TRIM(SUBSTRING(c.COLUMN_COMMENT, LOCATE(':', c.COLUMN_COMMENT) + 1))
  FROM information_schema.COLUMNS c
  JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME
  WHERE c.TABLE_SCHEMA IN ('olvido', 'olvido_keys', 'olvido_index') AND t.TABLE_TYPE = 'BASE TABLE'
    AND c.COLUMN_COMMENT RLIKE '^(plain|sealed|digest|secret):';
COMMIT;
GRANT SELECT ON olvido.column_note TO 'olvido-panel'@localhost;
GRANT SELECT ON olvido.retention TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido.retention_rule TO 'olvido-portal'@localhost;

-- the end of an account: copied by mariadb-dump, then removed, by cron alone.
GRANT SELECT, DELETE ON olvido.session TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.link TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.challenge TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.recovery_code TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.passkey TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.factor TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.api_token TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.agent_login TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.agent_avatar TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.agent_department TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.contact_login TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.security_thanks TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.security_page TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.consent TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.purpose_text TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.purpose TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.restriction TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.request TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.mention_review TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.contact_export TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.outbox TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.ticket_tag TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.spam_ticket TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.attachment TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.message TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.ticket TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.legal_hold TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.contact TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.agent TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.tag TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.department TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.allow_list TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.factor_policy TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.spam_model TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.spam_setting TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.spam_digest TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.spam_sender TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.retention_rule TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.retention TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.export_setting TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.audit TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.audit_head TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.audit_start TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.domain TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.signup TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.agreement TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.parting TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.provider_request TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.billing_event TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.billing_secret TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido.roster TO 'olvido-cron'@localhost;
GRANT DELETE ON olvido.host TO 'olvido-cron'@localhost;
GRANT UPDATE (name, time_zone, delete_at) ON olvido.account TO 'olvido-cron'@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON olvido.cold_backup TO 'olvido-cron'@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON olvido.account_count TO 'olvido-cron'@localhost;
GRANT SELECT, INSERT ON olvido.account_gone TO 'olvido-cron'@localhost;
GRANT SELECT, INSERT, DELETE ON olvido_keys.cold_key TO 'olvido-cron'@localhost;
GRANT DELETE ON olvido_keys.account_key TO 'olvido-cron'@localhost;
GRANT UPDATE (state, held, state_since, state_until, delete_at, state_event) ON olvido.account TO 'olvido-erase'@localhost;
GRANT SELECT, INSERT ON olvido.account_event TO 'olvido-erase'@localhost;
GRANT SELECT ON olvido.account_warning TO 'olvido-erase'@localhost;
GRANT SELECT ON olvido.plan TO 'olvido-erase'@localhost;
GRANT SELECT, DELETE ON olvido_index.lookup TO 'olvido-cron'@localhost;
GRANT SELECT, DELETE ON olvido_index.term TO 'olvido-cron'@localhost;

-- consent, and requests by the API.
GRANT SELECT ON olvido.purpose TO 'olvido-portal'@localhost;
GRANT SELECT ON olvido.purpose_text TO 'olvido-portal'@localhost;
GRANT SELECT, INSERT, UPDATE (withdrawn_at, withdrawn_door, withdrawn_by) ON olvido.consent TO 'olvido-portal'@localhost;
GRANT SELECT, INSERT, UPDATE (version, active, on_ask) ON olvido.purpose TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT ON olvido.purpose_text TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT, UPDATE (withdrawn_at, withdrawn_door, withdrawn_by) ON olvido.consent TO 'olvido-panel'@localhost;
GRANT SELECT, INSERT ON olvido.request TO 'olvido-api'@localhost;
GRANT SELECT ON olvido.consent TO 'olvido-api'@localhost;
GRANT SELECT, INSERT ON olvido.contact_export TO 'olvido-api'@localhost;
GRANT SELECT ON olvido.export_setting TO 'olvido-api'@localhost;
GRANT SELECT ON olvido.purpose_text TO 'olvido-api'@localhost;
GRANT INSERT ON olvido.outbox TO 'olvido-api'@localhost;
GRANT SELECT, INSERT ON olvido.id_seq TO 'olvido-api'@localhost;
