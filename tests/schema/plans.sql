-- Rows for tests/schema/plans.sh: the shape counts, not the content.
SET foreign_key_checks = 0, unique_checks = 0, sql_log_bin = 0;
CREATE TABLE schema_version (version INT UNSIGNED NOT NULL PRIMARY KEY, at BIGINT NOT NULL);
START TRANSACTION;
INSERT INTO account (account_id, name, language, state, created_at) SELECT seq, CONCAT('a', seq), 'en', 2, 0 FROM seq_1_to_20;
INSERT INTO olvido_plan_keys.account_key SELECT seq, REPEAT('k', 73) FROM seq_1_to_20;
INSERT INTO host SELECT CONCAT('h', seq, '.example'), seq, 1 FROM seq_1_to_20;
INSERT INTO department (account_id, department_id, name, mailbox) SELECT 1 + seq % 20, seq, CONCAT('d', seq), CONCAT('m', seq, '@example') FROM seq_1_to_80;
INSERT INTO agent (account_id, agent_id, role, state, generation, language, created_at, sealed)
  SELECT 1 + seq % 20, seq, 1, 1, 1, '', 0, REPEAT('s', 105) FROM seq_1_to_400;
INSERT INTO agent_department SELECT g.account_id, g.agent_id, d.department_id FROM agent g JOIN department d USING (account_id);
INSERT INTO agent_login SELECT 1 + seq % 20, seq, REPEAT('p', 169), 0 FROM seq_1_to_400;
-- Account 7 has half of everything: acc(seq).
INSERT INTO contact SELECT IF(seq % 2, 7, 1 + seq DIV 2 % 20), seq, 1, '', 0, 0, REPEAT('s', 105), seq % 400 FROM seq_1_to_8000;
INSERT INTO company SELECT IF(seq % 2, 7, 1 + seq DIV 2 % 20), seq, 0, REPEAT('s', 105) FROM seq_1_to_400;
INSERT INTO contact_login SELECT account_id, contact_id, REPEAT('p', 169), 0 FROM contact WHERE contact_id % 4 = 0;
INSERT INTO ticket (account_id, ticket_id, code, contact_id, department_id, agent_id, status, channel, created_at, activity_at, sealed)
  SELECT IF(seq % 2, 7, 1 + seq DIV 2 % 20), seq, LPAD(seq, 10, '0'), 1 + (seq * 7 % 8000), 1 + seq % 80, 1 + seq % 400,
    1 + seq DIV 3 % 8, 1 + seq % 2, seq, seq * 1000000, REPEAT('s', 105) FROM seq_1_to_20000;
INSERT INTO message (account_id, message_id, ticket_id, kind, author_kind, author_id, channel, created_at, sealed)
  SELECT IF((1 + seq % 20000) % 2, 7, 1 + (1 + seq % 20000) DIV 2 % 20), seq, 1 + seq % 20000, 1 + seq % 3, 1 + seq % 2,
    1 + seq % 400, 1, seq * 1000, REPEAT('s', 169) FROM seq_1_to_60000;
INSERT INTO attachment (account_id, attachment_id, message_id, ticket_id, size, sealed)
  SELECT m.account_id, m.message_id, m.message_id, m.ticket_id, 1000, REPEAT('s', 105) FROM message m WHERE m.message_id % 4 = 0;
INSERT INTO tag SELECT 1 + seq % 20, seq, CONCAT('t', seq) FROM seq_1_to_200;
INSERT INTO ticket_tag SELECT account_id, ticket_id, 1 + ticket_id % 200 FROM ticket WHERE ticket_id % 3 = 0;
INSERT INTO session (account_id, session_id, digest, kind, subject_id, ticket_id, generation, created_at, seen_at, expires_at, sealed)
  SELECT IF(seq % 2, 7, 1 + seq DIV 2 % 20), seq, UNHEX(LPAD(HEX(seq), 64, '0')), 1 + seq % 2, 1 + seq % 400, 0, 1,
  seq, seq, seq, REPEAT('s', 105) FROM seq_1_to_8000;
INSERT INTO factor (account_id, kind, subject_id, methods, changed_at) SELECT account_id, 1, contact_id, 1, 0 FROM contact;
INSERT INTO factor (account_id, kind, subject_id, methods, changed_at) SELECT account_id, 2, agent_id, 1, 0 FROM agent;
INSERT INTO recovery_code (account_id, kind, subject_id, digest)
  SELECT f.account_id, f.kind, f.subject_id, UNHEX(LPAD(HEX(f.subject_id * 10 + s.seq), 64, '0')) FROM factor f JOIN seq_1_to_10 s;
INSERT INTO passkey (account_id, passkey_id, kind, subject_id, digest, counter, created_at, sealed)
  SELECT account_id, subject_id + kind * 100000, kind, subject_id, UNHEX(LPAD(HEX(subject_id + kind * 100000), 64, '0')), 0, 0, REPEAT('s', 297) FROM factor;
INSERT INTO challenge (account_id, digest, bound, purpose, expires_at)
  SELECT account_id, digest, digest, 1, expires_at FROM session;
INSERT INTO factor_policy (account_id, policy, grace_days, since) SELECT account_id, 2, 14, 0 FROM account;
INSERT INTO link (account_id, digest, purpose, contact_id, ticket_id, generation, expires_at)
  SELECT account_id, UNHEX(LPAD(HEX(ticket_id), 64, '0')), 1, contact_id, ticket_id, 1, ticket_id FROM ticket;
INSERT INTO outbox (account_id, outbox_id, kind, ticket_id, message_id, contact_id, state, next_at, created_at)
  SELECT account_id, ticket_id, 1 + ticket_id % 2, ticket_id, ticket_id, contact_id, IF(ticket_id % 100, 2, 1), ticket_id, ticket_id FROM ticket;
INSERT INTO audit (account_id, n, at, family, verb, actor_kind, actor_id, object_kind, object_id, value, result, request_id, sealed, chain)
  SELECT IF(seq % 2, 7, 1 + seq DIV 2 % 20), seq, seq, 1 + seq % 7, 101 + seq % 7 * 100, 1 + seq % 2, 1 + seq % 400,
  1, seq, 0, 0, LPAD(seq, 32, '0'), REPEAT('s', 105), UNHEX(LPAD(HEX(seq), 64, '0')) FROM seq_1_to_20000;
INSERT INTO audit_head (account_id, n, at, chain) SELECT account_id, MAX(n), MAX(n), REPEAT('c', 32) FROM audit GROUP BY account_id;
INSERT INTO security_page (account_id, shown, department_id, contact, policy, expires_at)
  SELECT account_id, 1, MIN(department_id), '', 'p', 1 FROM department GROUP BY account_id;
INSERT INTO security_thanks (account_id, thanks_id, contact_id, at, sealed)
  SELECT account_id, contact_id, contact_id, 1, REPEAT('s', 105) FROM contact WHERE contact_id % 10 = 0;
INSERT INTO throttle (digest, hits, expires_at) SELECT UNHEX(LPAD(HEX(seq), 64, '0')), 1, seq FROM seq_1_to_8000;
INSERT INTO olvido_plan_keys.bucket SELECT seq, 1 FROM seq_0_to_4095;
INSERT INTO olvido_plan_keys.secret SELECT account_id, 1, contact_id, contact_id % 4096, 1, REPEAT('w', 73) FROM contact;
INSERT INTO olvido_plan_keys.secret SELECT account_id, 2, agent_id, agent_id % 4096, 1, REPEAT('w', 73) FROM agent;
INSERT INTO olvido_plan_keys.secret SELECT account_id, 4, ticket_id, ticket_id % 4096, 1, REPEAT('w', 73) FROM ticket;
INSERT INTO olvido_plan_keys.secret SELECT account_id, 5, attachment_id, attachment_id % 4096, 1, REPEAT('w', 73) FROM attachment;
INSERT INTO olvido_plan_keys.tombstone SELECT account_id, 1, contact_id + 100000, 0, 1, REPEAT('c', 32), contact_id FROM contact WHERE contact_id % 10 = 0;
INSERT INTO olvido_plan_keys.reseal SELECT account_id, 4, ticket_id, 0, 1, REPEAT('c', 32), ticket_id, REPEAT('p', 32) FROM ticket WHERE ticket_id % 10 = 0;
INSERT INTO mention_review (account_id, contact_id, at, removed, kept) SELECT account_id, contact_id, 0, 1, 0 FROM contact WHERE contact_id % 10 = 0;
INSERT INTO olvido_plan_index.lookup SELECT account_id, 1, UNHEX(LPAD(HEX(contact_id), 64, '0')), contact_id, 0 FROM contact;
INSERT INTO olvido_plan_index.lookup SELECT account_id, 3, UNHEX(LPAD(HEX(ticket_id), 64, '0')), ticket_id, ticket_id FROM ticket;
INSERT IGNORE INTO olvido_plan_index.term SELECT t.account_id, UNHEX(LPAD(HEX(1 + (t.ticket_id * 31 + s.seq * 17) % 3000), 32, '0')), t.ticket_id
  FROM ticket t JOIN seq_1_to_10 s;
INSERT INTO api_token (account_id, token_id, digest, agent_id, generation, scopes, created_at, expires_at, tail, sealed)
  SELECT 1 + seq % 20, seq, UNHEX(LPAD(HEX(seq), 64, '0')), seq % 400, 1, 1, 0, 0, 'abcd', REPEAT('s', 105) FROM seq_1_to_2000;
INSERT INTO allow_list SELECT 1 + seq % 20, 1 + seq DIV 20, '', 0, 0, REPEAT('s', 105) FROM seq_0_to_59;
INSERT INTO erasure (account_id, erasure_id, scope, subject_id, by_kind, by_id, door, state, asked_at, receipt)
  SELECT IF(seq % 2, 7, 1 + seq DIV 2 % 20), seq, 1 + seq % 3, seq, 1, 7, 2, IF(seq % 100, 4, 2), 0, UNHEX(LPAD(HEX(seq), 64, '0')) FROM seq_1_to_8000;
INSERT INTO erasure_job (account_id, erasure_id, contact_id, way, self, sealed)
  SELECT account_id, erasure_id, subject_id, 1, 0, REPEAT('s', 169) FROM erasure WHERE erasure_id % 4 = 0;
INSERT INTO erasure_count SELECT account_id, erasure_id, 'ticket', 1 FROM erasure;
INSERT INTO erasure_mirror SELECT account_id, erasure_id, 1, 'vault-a', 1 FROM erasure WHERE state = 4;
INSERT INTO legal_hold (account_id, hold_id, kind, id, agent_id, created_at, ends_at, sealed)
  SELECT IF(seq % 2, 7, 1 + seq DIV 2 % 20), seq, IF(seq % 4 < 2, 1, 4), seq, 1, 0, seq, REPEAT('s', 105) FROM seq_1_to_4000;
INSERT INTO retention_rule (account_id, rule_id, subject, days, act, changed_at) SELECT 1 + seq % 20, seq, 1, 30, 1, 0 FROM seq_1_to_200;
INSERT INTO request (account_id, request_id, kind, state, alive, door, proof, contact_id, made_by, received_at, due_at, sealed)
  SELECT IF(seq % 2, 7, 1 + seq DIV 2 % 20), seq, 1 + seq % 6, IF(seq % 20, 3, 1), IF(seq % 20, 0, 1), 1, 1, seq, 0, seq, seq, REPEAT('s', 105) FROM seq_1_to_8000;
INSERT INTO restriction (account_id, contact_id, since, ground, agent_id, sealed)
  SELECT account_id, contact_id, 1, 1, 1, REPEAT('s', 105) FROM contact WHERE contact_id % 100 = 0;
INSERT INTO parting SELECT account_id, contact_id FROM contact WHERE contact_id % 500 = 0;
INSERT INTO purpose SELECT 1 + seq % 20, seq, 1, 1, 1, 0 FROM seq_1_to_60;
INSERT INTO purpose_text SELECT account_id, purpose_id, 1, 'en', 'n', 'b', 0 FROM purpose;
INSERT INTO consent (account_id, consent_id, contact_id, purpose_id, version, language, given_at, given_door)
  SELECT account_id, contact_id, contact_id, account_id, 1, 'en', 1, 1 FROM contact;
INSERT INTO contact_export (account_id, export_id, contact_id, actor_kind, actor_id, door, state, asked_at, due_at)
  SELECT account_id, contact_id, contact_id, 2, contact_id, 1, 1 + contact_id % 5, contact_id, contact_id FROM contact;
INSERT INTO export_setting SELECT account_id, 0, 0 FROM account;
INSERT INTO spam_ticket (account_id, ticket_id, score, verdict, label, learnt, sealed)
  SELECT account_id, ticket_id, 0, ticket_id % 3, IF(ticket_id % 4, 0, 1 + ticket_id % 2), IF(ticket_id % 4 OR ticket_id % 100 = 0, 0, 1 + ticket_id % 2), REPEAT('s', 105) FROM ticket;
INSERT INTO spam_model SELECT account_id, 1, 10, account_id, REPEAT('s', 105) FROM account;
INSERT INTO spam_setting SELECT account_id, 2, NULL, 0, 0 FROM account;
INSERT INTO spam_digest SELECT 1 + seq % 20, seq, 1 + seq % 40, seq, seq + 86400 FROM seq_1_to_4000;
INSERT INTO spam_sender SELECT 1 + seq % 20, seq, 1 + seq % 2, UNHEX(LPAD(HEX(seq), 64, '0')), seq, REPEAT('s', 105) FROM seq_1_to_400;
INSERT INTO account_event SELECT 1 + seq % 20, seq, seq, 2, 2, 2, 0, 0, 2, 0 FROM seq_1_to_2000;
INSERT INTO account_warning SELECT account_id, event_id, 7, 0 FROM account_event WHERE event_id % 2 = 0;
INSERT INTO domain (account_id, domain_id, host, token, state, settled, added_at, look_at)
  SELECT 1 + seq % 400, seq, CONCAT('d', seq, '.example'), REPEAT('t', 43), 2, 2, 0, seq FROM seq_1_to_4000 WHERE 1 + seq % 400 IN (SELECT account_id FROM account);
INSERT INTO signup (account_id, signup_id, state, host, language, created_at, expires_at, terms, processing, digest, sealed)
  SELECT 7, seq, 1 + seq % 3, CONCAT('s', seq, '.example'), 'en', seq, seq, '1', '1', UNHEX(LPAD(HEX(seq), 64, '0')), REPEAT('s', 169) FROM seq_1_to_6000;
INSERT INTO farewell SELECT 7, seq, seq, 'en', 0, IF(seq % 100, 0, seq), 4001, UNHEX(LPAD(HEX(seq), 64, '0')), REPEAT('s', 169) FROM seq_1_to_6000;
INSERT INTO agreement SELECT account_id, 1, '1', 'en', 7, 0 FROM account;
INSERT INTO provider_request SELECT 7, seq, UNHEX(LPAD(HEX(seq), 64, '0')), UNHEX(LPAD(HEX(seq), 64, '0')), 200, seq, REPEAT('s', 169) FROM seq_1_to_4000;
INSERT INTO billing_event SELECT 7, seq, 1 + seq % 20, 1 + seq % 3, 1 + seq % 8, seq, seq, UNHEX(LPAD(HEX(seq), 64, '0')) FROM seq_1_to_4000;
INSERT INTO billing_secret SELECT 7, seq, seq, IF(seq = 2, 0, 2000000000), REPEAT('s', 105) FROM seq_1_to_2;
INSERT INTO account_hour (account_id, kind, hour, n) SELECT 1 + seq % 20, 1 + seq DIV 20 % 2, seq DIV 40, 1 FROM seq_1_to_20000;
COMMIT;
ANALYZE TABLE account_event, account_warning, account_hour, account_usage, provider_request, billing_event, billing_secret;
ANALYZE TABLE account, host, department, agent, agent_login, company, contact, contact_login, ticket, message, attachment, tag, ticket_tag,
  session, link, outbox, agent_department, throttle, audit, audit_head, security_page, security_thanks, olvido_plan_keys.account_key, olvido_plan_keys.bucket, olvido_plan_keys.secret,
  olvido_plan_keys.tombstone, olvido_plan_keys.reseal, mention_review, olvido_plan_index.lookup, olvido_plan_index.term;
ANALYZE TABLE factor, recovery_code, passkey, challenge, factor_policy;
ANALYZE TABLE erasure, erasure_job, erasure_count, erasure_mirror;
ANALYZE TABLE legal_hold, retention_rule;
ANALYZE TABLE request, restriction, parting, purpose, purpose_text, consent;
ANALYZE TABLE contact_export, export_setting;
ANALYZE TABLE spam_ticket, spam_model, spam_setting, spam_sender, spam_digest;
ANALYZE TABLE domain, signup, farewell, agreement, legal_text;
