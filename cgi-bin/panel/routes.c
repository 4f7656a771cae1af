/* Every door of the panel. */
#include "model/people/company.h"
#include "panel.h"
#include "web/second.h"

#define RULE_PARAMS							\
	{ "subject", P_U64, 1, REQUIRED },				\
	{ "department", P_U64, 20, OPTIONAL },				\
	{ "tag", P_U64, 20, OPTIONAL },					\
	{ "channel", P_U64, 2, OPTIONAL },				\
	{ "status", P_LINE, 16, OPTIONAL },				\
	{ "days", P_U64, 5, REQUIRED },					\
	{ "act", P_U64, 1, REQUIRED }

const struct route panel_routes[] = {
	/* ---- signing in -------------------------------------------------- */
	{ GET,  "/panel/login", GUEST, login_form, .param = {
		{ "next", P_LINE, 200, OPTIONAL } } },
	{ POST, "/panel/login", GUEST, login_submit, .form = true, .param = {
		{ "email", P_LINE, 254, REQUIRED },
		{ "password", P_PASSWORD, 128, REQUIRED },
		{ "next", P_LINE, 200, OPTIONAL } } },
	{ POST, "/panel/logout", AGENT, logout, .enrol = true },
	{ GET,  "/panel", AGENT, home },
	{ GET,  "/panel/", AGENT, home },

	{ GET,  "/panel/invite/{token}", GUEST, join_form },
	{ POST, "/panel/invite/{token}", GUEST, join, .form = true, .param = {
		{ "name", P_LINE, 100, REQUIRED },
		{ "new", P_PASSWORD, 128, REQUIRED } } },
	{ GET,  "/panel/forgot", GUEST, forgot_form },
	{ POST, "/panel/forgot", GUEST, forgot, .form = true, .param = {
		{ "email", P_EMAIL, 254, REQUIRED } } },
	{ GET,  "/panel/forgot/sent", GUEST, forgot_sent },
	{ GET,  "/panel/reset/{token}", GUEST, reset_form },
	{ POST, "/panel/reset/{token}", GUEST, reset, .form = true, .param = {
		{ "new", P_PASSWORD, 128, REQUIRED } } },

	/* ---- second factor, step-up -------------------------------------- */
	{ POST, "/panel/step-up", AGENT, step_up_done, .step_up = true,
	  .enrol = true, .param = { { "next", P_LINE, 2048, OPTIONAL } } },
	{ GET,  "/panel/code", HALF, second_code_form, .param = {
		{ "next", P_LINE, 2048, OPTIONAL } } },
	{ POST, "/panel/code", HALF, second_code_submit, .form = true,
	  .param = {
		{ "code", P_LINE, 64, REQUIRED },
		{ "next", P_LINE, 2048, OPTIONAL } } },
	{ POST, "/panel/code/leave", HALF, second_leave },
	{ GET,  "/panel/factor", AGENT, second_show, .enrol = true },
	{ GET,  "/panel/factor/codes", AGENT, second_codes_form,
	  .step_up = true, .enrol = true },
	{ POST, "/panel/factor/codes", AGENT, second_codes_save, .form = true,
	  .step_up = true, .enrol = true, .param = {
		{ "offer", P_LINE, 100, REQUIRED },
		{ "code", P_LINE, 32, REQUIRED } } },
	{ POST, "/panel/factor/codes/remove", AGENT, second_codes_remove,
	  .step_up = true, .enrol = true },
	{ POST, "/panel/passkey/start", GUEST, second_passkey_start, .param = {
		{ "for", P_LINE, 10, REQUIRED } } },
	{ POST, "/panel/passkey", GUEST, second_passkey_alone, .param = {
		{ "passkey", P_LINE, 8192, REQUIRED },
		{ "next", P_LINE, 2048, OPTIONAL } } },
	{ POST, "/panel/code/passkey", HALF, second_passkey_code, .form = true,
	  .param = {
		{ "passkey", P_LINE, 8192, REQUIRED },
		{ "code", P_LINE, 64, OPTIONAL },
		{ "next", P_LINE, 2048, OPTIONAL } } },
	{ GET,  "/panel/factor/passkeys", AGENT, second_passkeys_form,
	  .step_up = true, .enrol = true },
	{ POST, "/panel/factor/passkeys", AGENT, second_passkeys_save,
	  .form = true, .step_up = true, .enrol = true, .param = {
		{ "name", P_LINE, 60, REQUIRED },
		{ "passkey", P_LINE, 8192, REQUIRED } } },
	{ POST, "/panel/factor/passkeys/{passkey}/remove", AGENT,
	  second_passkeys_remove, .step_up = true, .enrol = true },
	{ POST, "/panel/factor/recovery", AGENT, second_recovery_new,
	  .step_up = true, .enrol = true },

	/* ---- tickets ----------------------------------------------------- */
	{ GET,  "/panel/tickets", AGENT, ticket_list_show, .param = {
		{ "view", P_LINE, 16, OPTIONAL },
		{ "department", P_U64, 20, OPTIONAL },
		{ "before", P_LINE, 48, OPTIONAL } } },
	{ GET,  "/panel/tickets/{ticket}", AGENT, ticket_show },
	{ POST, "/panel/tickets/{ticket}/reply", AGENT, ticket_answer,
	  .form = true, .param = {
		{ "body", P_TEXT, 64 * 1024, REQUIRED },
		{ "status", P_LINE, 16, OPTIONAL },
		{ "seen", P_U64, 20, OPTIONAL },
		{ "files", P_FILES, 25 * MB, OPTIONAL } } },
	{ POST, "/panel/tickets/{ticket}/note", AGENT, ticket_note,
	  .form = true, .param = {
		{ "body", P_TEXT, 64 * 1024, REQUIRED },
		{ "seen", P_U64, 20, OPTIONAL },
		{ "files", P_FILES, 25 * MB, OPTIONAL } } },
	{ POST, "/panel/tickets/{ticket}/assign", AGENT, ticket_change_agent,
	  .param = { { "agent", P_U64, 20, REQUIRED } } },
	{ POST, "/panel/tickets/{ticket}/department", AGENT,
	  ticket_change_department, .param = {
		{ "department", P_U64, 20, REQUIRED } } },
	{ POST, "/panel/tickets/{ticket}/status", AGENT, ticket_change_status,
	  .form = true, .param = {
		{ "status", P_LINE, 16, REQUIRED },
		{ "until", P_DATE, 10, OPTIONAL } } },
	{ POST, "/panel/tickets/{ticket}/spam", AGENT, ticket_change_spam,
	  .param = {
		{ "spam", P_FLAG, 1, OPTIONAL },
		{ "message", P_U64, 20, OPTIONAL } } },
	{ POST, "/panel/tickets/{ticket}/tags", AGENT, ticket_change_tags,
	  .form = true, .param = {
		{ "tags", P_LINE, 1000, OPTIONAL },
		{ "had", P_LINE, 1000, OPTIONAL } } },
	{ POST, "/panel/tickets/{ticket}/bin", AGENT, bin_ticket },
	{ POST, "/panel/tickets/{ticket}/restore", AGENT, bin_back },
	{ POST, "/panel/bin", AGENT, bin_list, .param = {
		{ "tickets", P_IDS, 50, OPTIONAL },
		{ "act", P_LINE, 8, OPTIONAL },
		{ "only", P_U64, 20, OPTIONAL },
		{ "view", P_LINE, 16, OPTIONAL } } },
	{ GET,  "/panel/tickets/{ticket}/attachments/{attachment}", AGENT,
	  attachment_get, .param = { { "inline", P_FLAG, 1, OPTIONAL } } },
	{ GET,  "/panel/tickets/{ticket}/messages/{message}/body", AGENT,
	  message_body, .param = { { "remote", P_FLAG, 1, OPTIONAL } } },

	{ GET,  "/panel/search", AGENT, search_show, .param = {
		{ "s", P_LINE, 2000, OPTIONAL },
		{ "before", P_U64, 20, OPTIONAL } } },
	{ POST, "/panel/search", AGENT, search_send, .form = true, .param = {
		{ "q", P_LINE, 200, OPTIONAL } } },
	{ GET,  "/panel/contacts/{contact}", AGENT, contact_show, .param = {
		{ "before", P_LINE, 48, OPTIONAL } } },
	{ POST, "/panel/contacts/{contact}/factor", ADMIN,
	  contact_factor_reset, .step_up = true },

	/* ---- companies --------------------------------------------------- */
	{ GET,  "/panel/companies", AGENT, companies_show, .param = {
		{ "before", P_U64, 20, OPTIONAL } } },
	{ POST, "/panel/companies", AGENT, companies_make, .form = true,
	  .param = { { "name", P_LINE, COMPANY_NAME_MAX, REQUIRED } } },
	{ GET,  "/panel/companies/{company}", AGENT, company_show, .param = {
		{ "after", P_U64, 20, OPTIONAL } } },
	{ POST, "/panel/companies/{company}", AGENT, company_rename,
	  .form = true, .param = {
		{ "name", P_LINE, COMPANY_NAME_MAX, REQUIRED } } },
	{ POST, "/panel/companies/{company}/contacts", AGENT, company_join,
	  .form = true, .param = { { "email", P_EMAIL, 254, REQUIRED } } },
	{ POST, "/panel/companies/{company}/contacts/{contact}/remove", AGENT,
	  company_remove },

	/* ---- one's own profile ------------------------------------------- */
	{ GET,  "/panel/profile", AGENT, profile_show },
	{ POST, "/panel/profile/avatar", AGENT, avatar_save, .form = true,
	  .param = { { "picture", P_FILES, 300 * 1024, OPTIONAL } } },
	{ GET,  "/panel/agents/{agent}/avatar", AGENT, avatar_get },
	{ POST, "/panel/profile", AGENT, profile_save, .form = true, .param = {
		{ "name", P_LINE, 100, REQUIRED },
		{ "language", P_LINE, 8, OPTIONAL },
		{ "zone", P_LINE, 64, OPTIONAL },
		{ "notify_new", P_FLAG, 1, OPTIONAL },
		{ "notify_assigned", P_FLAG, 1, OPTIONAL },
		{ "notify_answered", P_FLAG, 1, OPTIONAL },
		{ "digest", P_LINE, 8, OPTIONAL },
		{ "signature", P_TEXT, 4000, OPTIONAL } } },
	{ POST, "/panel/password", AGENT, password_save, .form = true,
	  .step_up = true,
	  .param = {
		{ "current", P_PASSWORD, 128, REQUIRED },
		{ "new", P_PASSWORD, 128, REQUIRED } } },
	{ GET,  "/panel/sessions", AGENT, sessions_show },
	{ POST, "/panel/sessions/{session}/revoke", AGENT, sessions_revoke },
	{ POST, "/panel/sessions/end-all", AGENT, sessions_end_all },
	{ POST, "/panel/sessions/end-others", AGENT, sessions_end_others },

	/* ---- settings: agents, roles ------------------------------------- */
	{ GET,  "/panel/settings", AGENT, settings_show },
	{ GET,  "/panel/settings/roles", AGENT, roles_show },
	{ GET,  "/panel/settings/agents", ADMIN, agents_show },
	{ GET,  "/panel/settings/agents/invite", ADMIN, agent_invite_form },
	{ POST, "/panel/settings/agents/invite", ADMIN, agent_invite_send,
	  .form = true, .step_up = true, .param = {
		{ "email", P_EMAIL, 254, REQUIRED },
		{ "role", P_LINE, 8, REQUIRED },
		{ "language", P_LINE, 8, OPTIONAL },
		{ "all", P_FLAG, 1, OPTIONAL },
		{ "departments", P_IDS, 200, OPTIONAL } } },
	{ GET,  "/panel/settings/agents/{agent}", ADMIN, agent_show },
	{ POST, "/panel/settings/agents/{agent}/role", ADMIN, agent_role_save,
	  .step_up = true, .param = { { "role", P_LINE, 8, REQUIRED } } },
	{ POST, "/panel/settings/agents/{agent}/departments", ADMIN,
	  agent_departments_save, .param = {
		{ "all", P_FLAG, 1, OPTIONAL },
		{ "departments", P_IDS, 200, OPTIONAL } } },
	{ POST, "/panel/settings/agents/{agent}/deactivate", ADMIN,
	  agent_deactivate, .step_up = true, .param = {
		{ "return", P_FLAG, 1, OPTIONAL } } },
	{ POST, "/panel/settings/agents/{agent}/activate", ADMIN,
	  agent_activate, .step_up = true },
	{ POST, "/panel/settings/agents/{agent}/sign-out", ADMIN,
	  agent_sessions_end },
	{ POST, "/panel/settings/agents/{agent}/resend", ADMIN, agent_resend },
	{ POST, "/panel/settings/agents/{agent}/cancel", ADMIN, agent_cancel },
	{ GET,  "/panel/settings/owner", OWNER, owner_show },
	{ POST, "/panel/settings/owner", OWNER, owner_hand_over,
	  .form = true, .step_up = true, .param = {
		{ "agent", P_U64, 20, REQUIRED },
		{ "sure", P_FLAG, 1, OPTIONAL } } },

	/* ---- settings: departments --------------------------------------- */
	{ GET,  "/panel/settings/departments", ADMIN, departments_show },
	{ POST, "/panel/settings/departments", ADMIN, departments_make,
	  .form = true, .param = {
		{ "name", P_LINE, 100, REQUIRED },
		{ "mailbox", P_EMAIL, 254, REQUIRED } } },
	{ GET,  "/panel/settings/departments/{department}", ADMIN,
	  department_show },
	{ POST, "/panel/settings/departments/{department}", ADMIN,
	  department_save, .form = true, .param = {
		{ "name", P_LINE, 100, REQUIRED },
		{ "mailbox", P_EMAIL, 254, REQUIRED },
		{ "main", P_FLAG, 1, OPTIONAL } } },

	/* ---- settings: domains; first steps ------------------------------ */
	{ GET,  "/panel/settings/domains", ADMIN, domains_show },
	{ POST, "/panel/settings/domains", ADMIN, domains_add, .form = true,
	  .param = { { "name", P_LINE, 254, REQUIRED } } },
	{ POST, "/panel/settings/domains/look", ADMIN, domains_look, .param = {
		{ "domain", P_U64, 20, REQUIRED } } },
	{ POST, "/panel/settings/domains/remove", ADMIN, domains_remove,
	  .param = { { "domain", P_U64, 20, REQUIRED } } },
	{ GET,  "/panel/settings/account", OWNER, account_show },
	{ POST, "/panel/settings/account/export", OWNER, account_export_ask,
	  .step_up = true },
	{ GET,  "/panel/settings/account/export/file", OWNER,
	  account_export_take, .step_up = true },
	{ GET,  "/panel/settings/usage", ADMIN, usage_show },
	{ GET,  "/panel/settings/website", ADMIN, website_show, .param = {
		{ "language", P_LINE, 2, OPTIONAL } } },
	{ POST, "/panel/settings/website", ADMIN, website_save, .param = {
		{ "there", P_FLAG, 1, OPTIONAL } } },
	{ GET,  "/panel/first-steps", OWNER, first_steps_show },
	{ POST, "/panel/first-steps/hide", OWNER, first_steps_away },

	/* ---- settings: access policy, allow-lists ------------------------ */
	{ GET,  "/panel/settings/access", ADMIN, access_show },
	{ POST, "/panel/settings/access", ADMIN, access_save, .form = true,
	  .step_up = true, .param = {
		{ "need", P_U64, 1, REQUIRED },
		{ "grace", P_U64, 2, REQUIRED } } },
	{ POST, "/panel/settings/access/{agent}/reset", ADMIN, access_reset,
	  .step_up = true },
	{ GET,  "/panel/settings/network", ADMIN, network_show },
	{ POST, "/panel/settings/network", ADMIN, network_save, .form = true,
	  .step_up = true, .param = {
		{ "panel", P_TEXT, ALLOW_TYPED_MAX, OPTIONAL },
		{ "api", P_TEXT, ALLOW_TYPED_MAX, OPTIONAL },
		{ "portal", P_TEXT, ALLOW_TYPED_MAX, OPTIONAL } } },

	/* ---- settings: API tokens ---------------------------------------- */
	{ GET,  "/panel/settings/tokens", AGENT, tokens_show },
	{ POST, "/panel/settings/tokens", AGENT, tokens_make, .form = true,
	  .step_up = true, .param = {
		{ "name", P_LINE, 60, REQUIRED },
		{ "expires", P_DATE, 10, REQUIRED },
		{ "tickets.read", P_FLAG, 1, OPTIONAL },
		{ "privacy", P_FLAG, 1, OPTIONAL },
		{ "networks", P_TEXT, 2000, OPTIONAL } } },
	{ POST, "/panel/settings/tokens/provider", OWNER, tokens_provider,
	  .form = true, .step_up = true, .param = {
		{ "name", P_LINE, 60, REQUIRED },
		{ "expires", P_DATE, 10, REQUIRED },
		{ "tickets.read", P_FLAG, 1, OPTIONAL },
		{ "privacy", P_FLAG, 1, OPTIONAL },
		{ "networks", P_TEXT, 2000, OPTIONAL } } },
	{ POST, "/panel/settings/tokens/{apitoken}/erase", ADMIN,
	  tokens_let_erase, .step_up = true },
	{ POST, "/panel/settings/tokens/{apitoken}/let", ADMIN,
	  tokens_let, .step_up = true, .param = {
		{ "what", P_LINE, 16, REQUIRED } } },
	{ POST, "/panel/settings/tokens/{apitoken}/revoke", AGENT,
	  tokens_revoke },

	/* ---- settings: audit log ----------------------------------------- */
	{ GET,  "/panel/settings/audit", ADMIN, audit_show, .param = {
		{ "family", P_U64, 20, OPTIONAL },
		{ "agent", P_U64, 20, OPTIONAL },
		{ "from", P_DATE, 10, OPTIONAL },
		{ "to", P_DATE, 10, OPTIONAL },
		{ "before", P_U64, 20, OPTIONAL } } },
	{ POST, "/panel/settings/audit/export", ADMIN, audit_export,
	  .step_up = true, .param = {
		{ "family", P_U64, 20, OPTIONAL },
		{ "agent", P_U64, 20, OPTIONAL },
		{ "from", P_DATE, 10, OPTIONAL },
		{ "to", P_DATE, 10, OPTIONAL },
		{ "format", P_LINE, 8, REQUIRED } } },

	/* ---- settings: security page ------------------------------------- */
	{ GET,  "/panel/settings/security", ADMIN, security_settings },
	{ POST, "/panel/settings/security", ADMIN, security_save,
	  .form = true, .param = {
		{ "shown", P_FLAG, 1, OPTIONAL },
		{ "department", P_U64, 20, OPTIONAL },
		{ "contact", P_LINE, 300, OPTIONAL },
		{ "policy", P_TEXT, 20000, OPTIONAL } } },
	{ POST, "/panel/settings/security/thanks", ADMIN, security_thank,
	  .form = true, .param = {
		{ "ticket", P_U64, 20, REQUIRED },
		{ "name", P_LINE, 100, REQUIRED } } },
	{ POST, "/panel/settings/security/thanks-remove", ADMIN,
	  security_unthank, .param = {
		{ "thanks", P_U64, 20, REQUIRED } } },

	{ GET,  "/panel/privacy/records", ADMIN, records_show },
	/* ---- privacy: retention rules ------------------------------------ */
	{ GET,  "/panel/privacy/retention", ADMIN, retention_show },
	{ POST, "/panel/privacy/retention", ADMIN, retention_add,
	  .form = true, .param = { RULE_PARAMS } },
	{ GET,  "/panel/privacy/retention/{rule}", ADMIN, retention_rule },
	{ POST, "/panel/privacy/retention/{rule}", ADMIN, retention_change,
	  .form = true, .param = { RULE_PARAMS } },
	{ POST, "/panel/privacy/retention/bin", ADMIN, retention_bin_save,
	  .form = true, .step_up = true, .param = {
		{ "bin_days", P_U64, 4, REQUIRED } } },
	{ POST, "/panel/privacy/retention/{rule}/look", ADMIN,
	  retention_look_show },
	{ POST, "/panel/privacy/retention/{rule}/on", ADMIN,
	  retention_on, .step_up = true },
	{ POST, "/panel/privacy/retention/{rule}/off", ADMIN,
	  retention_off },
	{ POST, "/panel/privacy/retention/{rule}/remove", ADMIN,
	  retention_remove },

	/* ---- privacy: legal holds ---------------------------------------- */
	{ GET,  "/panel/privacy/holds", ADMIN, holds_show },
	{ GET,  "/panel/privacy/holds/ticket/{ticket}", ADMIN,
	  hold_ticket_form },
	{ POST, "/panel/privacy/holds/ticket/{ticket}", ADMIN,
	  hold_ticket_save, .form = true, .param = {
		{ "ends", P_DATE, 10, REQUIRED },
		{ "reason", P_TEXT, 2000, REQUIRED } } },
	{ GET,  "/panel/privacy/holds/contact/{contact}", ADMIN,
	  hold_contact_form },
	{ POST, "/panel/privacy/holds/contact/{contact}", ADMIN,
	  hold_contact_save, .form = true, .param = {
		{ "ends", P_DATE, 10, REQUIRED },
		{ "reason", P_TEXT, 2000, REQUIRED } } },
	{ POST, "/panel/privacy/holds/{hold}/lift", ADMIN, hold_lift_save,
	  .step_up = true },
	/* ---- settings: spam ---------------------------------------------- */
	{ GET,  "/panel/settings/spam", ADMIN, spam_settings },
	{ POST, "/panel/settings/spam", ADMIN, spam_settings_save, .form = true,
	  .param = {
		{ "mode", P_LINE, 8, REQUIRED },
		{ "spam_at", P_LINE, 8, OPTIONAL },
		{ "digest_subjects", P_FLAG, 1, OPTIONAL },
		{ "unsure_at", P_LINE, 8, REQUIRED } } },
	{ POST, "/panel/settings/spam/sender", ADMIN, spam_list_add,
	  .form = true, .param = {
		{ "name", P_LINE, 254, REQUIRED },
		{ "kind", P_LINE, 8, REQUIRED } } },
	{ POST, "/panel/settings/spam/sender-remove", ADMIN, spam_list_remove,
	  .param = { { "sender", P_U64, 20, REQUIRED } } },

	/* ---- privacy ----------------------------------------------------- */
	{ GET,  "/panel/privacy", AGENT, privacy_show },
	{ GET,  "/panel/privacy/erasures", ADMIN, erasures_show, .param = {
		{ "before", P_U64, 20, OPTIONAL } } },
	{ GET,  "/panel/privacy/requests", AGENT, requests_show, .param = {
		{ "state", P_LINE, 16, OPTIONAL },
		{ "after", P_LINE, 48, OPTIONAL } } },
	{ GET,  "/panel/privacy/requests/new", AGENT, request_form, .param = {
		{ "contact", P_U64, 20, OPTIONAL } } },
	{ POST, "/panel/privacy/requests", AGENT, request_make, .form = true,
	  .param = {
		{ "contact", P_U64, 20, OPTIONAL },
		{ "kind", P_LINE, 16, REQUIRED },
		{ "name", P_LINE, 200, OPTIONAL },
		{ "address", P_LINE, 300, OPTIONAL },
		{ "received", P_DATE, 10, OPTIONAL },
		{ "text", P_TEXT, 20000, OPTIONAL },
		{ "how", P_TEXT, 2000, OPTIONAL } } },
	{ GET,  "/panel/privacy/requests/{request}", AGENT, request_show },
	{ POST, "/panel/privacy/requests/{request}/note", AGENT,
	  request_note_add, .form = true, .param = {
		{ "note", P_TEXT, 10000, REQUIRED } } },
	{ POST, "/panel/privacy/requests/{request}/take", AGENT,
	  request_take_it, .param = { { "agent", P_U64, 20, REQUIRED } } },
	{ POST, "/panel/privacy/requests/{request}/extend", ADMIN,
	  request_longer, .form = true, .param = {
		{ "reason", P_TEXT, 4000, REQUIRED } } },
	{ POST, "/panel/privacy/requests/{request}/done", ADMIN,
	  request_answered, .form = true, .param = {
		{ "answer", P_TEXT, 10000, REQUIRED } } },
	{ POST, "/panel/privacy/requests/{request}/refuse", ADMIN,
	  request_refuse, .form = true, .param = {
		{ "ground", P_U64, 2, OPTIONAL },
		{ "answer", P_TEXT, 10000, REQUIRED } } },
	{ GET,  "/panel/privacy/consent", ADMIN, purposes_show },
	{ POST, "/panel/privacy/consent", ADMIN, purpose_make, .form = true,
	  .param = {
		{ "name_en", P_LINE, 100, REQUIRED },
		{ "body_en", P_TEXT, 4000, REQUIRED },
		{ "name_es", P_LINE, 100, REQUIRED },
		{ "body_es", P_TEXT, 4000, REQUIRED },
		{ "active", P_FLAG, 1, OPTIONAL },
		{ "on_ask", P_FLAG, 1, OPTIONAL } } },
	{ GET,  "/panel/privacy/consent/{purpose}", ADMIN, purpose_show },
	{ POST, "/panel/privacy/consent/{purpose}", ADMIN, purpose_save,
	  .form = true, .param = {
		{ "name_en", P_LINE, 100, REQUIRED },
		{ "body_en", P_TEXT, 4000, REQUIRED },
		{ "name_es", P_LINE, 100, REQUIRED },
		{ "body_es", P_TEXT, 4000, REQUIRED },
		{ "active", P_FLAG, 1, OPTIONAL },
		{ "on_ask", P_FLAG, 1, OPTIONAL } } },
	{ POST, "/panel/contacts/{contact}/consent", AGENT, contact_consent,
	  .form = true, .param = {
		{ "purpose", P_U64, 20, REQUIRED },
		{ "how", P_TEXT, 2000, REQUIRED } } },
	{ POST, "/panel/contacts/{contact}/consent/withdraw", AGENT,
	  contact_consent_withdraw, .param = {
		{ "purpose", P_U64, 20, REQUIRED } } },
	{ GET,  "/panel/privacy/restrictions", ADMIN, restrictions_show },
	{ POST, "/panel/contacts/{contact}/restrict", ADMIN,
	  contact_restrict, .form = true, .param = {
		{ "ground", P_U64, 1, OPTIONAL },
		{ "reason", P_TEXT, 4000, REQUIRED } } },
	{ POST, "/panel/contacts/{contact}/restrict/end", ADMIN,
	  contact_restrict_end, .form = true, .param = {
		{ "until", P_DATE, 10, REQUIRED } } },
	{ POST, "/panel/contacts/{contact}/restrict/keep", ADMIN,
	  contact_restrict_keep },
	/* copies of people's data */
	{ POST, "/panel/contacts/{contact}/export", AGENT, contact_export,
	  .step_up = true },
	{ GET,  "/panel/privacy/exports", ADMIN, exports_show },
	{ POST, "/panel/privacy/exports", ADMIN, exports_save,
	  .step_up = true, .param = {
		{ "notes", P_FLAG, 1, OPTIONAL },
		{ "agents", P_FLAG, 1, OPTIONAL } } },
	{ GET,  "/panel/privacy/exports/{export}/download", ADMIN,
	  exports_download, .step_up = true },

	{ 0 }
};
