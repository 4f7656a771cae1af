/* Every door of the portal, one row each. */
#include "portal.h"
#include "web/second.h"

const struct route portal_routes[] = {
	{ GET,  "/", GUEST, home_show },
	{ GET,  "/ask", GUEST, ask_show, .param = {
		{ "via", P_LINE, 10, OPTIONAL } } },
	{ POST, "/ask", GUEST, ask_send, .form = 1, .param = {
		{ "name", P_LINE, 100, REQUIRED },
		{ "email", P_EMAIL, 254, REQUIRED },
		{ "subject", P_LINE, 200, REQUIRED },
		{ "body", P_TEXT, 65536, REQUIRED },
		{ "department", P_U64, 20, OPTIONAL },
		{ "consent", P_IDS, 50, OPTIONAL },
		{ "via", P_LINE, 10, OPTIONAL },
		{ "website", P_LINE, 200, OPTIONAL },
		{ "files", P_FILES, 25 * MB, OPTIONAL } } },
	{ GET,  "/sent", GUEST, ask_sent },
	/* Of a suspended account, to its provider. */
	{ GET,  "/paused", GUEST, paused_show, .suspended = 1 },
	{ POST, "/paused", GUEST, paused_send, .form = 1, .suspended = 1,
	  .param = {
		{ "email", P_EMAIL, 254, REQUIRED },
		{ "body", P_TEXT, 4096, REQUIRED },
		{ "website", P_LINE, 200, OPTIONAL } } },
	{ GET,  "/.well-known/security.txt", GUEST, security_txt },
	{ GET,  "/security", GUEST, security_show },
	{ GET,  "/privacy", GUEST, privacy_text },
	{ POST, "/security", GUEST, security_report, .form = 1, .param = {
		{ "name", P_LINE, 100, OPTIONAL },
		{ "email", P_EMAIL, 254, REQUIRED },
		{ "subject", P_LINE, 200, REQUIRED },
		{ "body", P_TEXT, 65536, REQUIRED },
		{ "thanks", P_LINE, 100, OPTIONAL },
		{ "website", P_LINE, 200, OPTIONAL },
		{ "files", P_FILES, 25 * MB, OPTIONAL } } },
	{ GET,  "/t/{token}", GUEST, link_show },
	{ POST, "/t/{token}", GUEST, link_use },
	{ POST, "/t/{token}/again", GUEST, link_again },
	{ POST, "/t/{token}/not-mine", GUEST, link_not_mine },
	{ GET,  "/ticket/{ticket}", CONTACT, ticket_show },
	{ POST, "/ticket/{ticket}/reply", CONTACT, ticket_answer,
	  .form = 1, .param = {
		{ "body", P_TEXT, 65536, REQUIRED },
		{ "files", P_FILES, 25 * MB, OPTIONAL } } },
	{ POST, "/ticket/{ticket}/close", CONTACT, ticket_close },
	{ POST, "/ticket/{ticket}/reopen", CONTACT, ticket_reopen },
	{ GET,  "/ticket/{ticket}/attachments/{attachment}", CONTACT,
	  attachment_download },
	/* ---- customers' logins ------------------------------------------ */
	{ GET,  "/login", GUEST, login_form, .param = {
		{ "next", P_LINE, 200, OPTIONAL } } },
	{ POST, "/login", GUEST, login_submit, .form = 1, .param = {
		{ "email", P_LINE, 254, REQUIRED },
		{ "password", P_PASSWORD, 128, REQUIRED },
		{ "next", P_LINE, 200, OPTIONAL } } },
	{ POST, "/login/link", GUEST, login_link, .form = 1, .param = {
		{ "email", P_EMAIL, 254, REQUIRED },
		{ "next", P_LINE, 200, OPTIONAL } } },
	{ GET,  "/login/sent", GUEST, login_sent },
	{ GET,  "/forgot", GUEST, forgot_form },
	{ POST, "/forgot", GUEST, forgot_submit, .form = 1, .param = {
		{ "email", P_EMAIL, 254, REQUIRED } } },
	{ GET,  "/register", GUEST, register_form },
	{ POST, "/register", GUEST, register_submit, .form = 1, .param = {
		{ "name", P_LINE, 100, REQUIRED },
		{ "email", P_EMAIL, 254, REQUIRED },
		{ "website", P_LINE, 200, OPTIONAL } } },
	{ GET,  "/enter/{token}", GUEST, enter_show },
	{ POST, "/enter/{token}", GUEST, enter_use },
	{ GET,  "/confirm/{token}", GUEST, confirm_show },
	{ POST, "/confirm/{token}", GUEST, confirm_use, .form = 1, .param = {
		{ "password", P_PASSWORD, 128, OPTIONAL } } },
	{ GET,  "/reset/{token}", GUEST, reset_show },
	{ POST, "/reset/{token}", GUEST, reset_use, .form = 1, .param = {
		{ "password", P_PASSWORD, 128, REQUIRED } } },
	{ GET,  "/code", HALF, second_code_form, .param = {
		{ "next", P_LINE, 2048, OPTIONAL } } },
	{ POST, "/code", HALF, second_code_submit, .form = 1, .param = {
		{ "code", P_LINE, 64, REQUIRED },
		{ "next", P_LINE, 2048, OPTIONAL } } },
	{ POST, "/code/leave", HALF, second_leave },
	{ POST, "/step-up", CONTACT, step_up_done, .step_up = 1, .param = {
		{ "next", P_LINE, 2048, OPTIONAL } } },
	{ GET,  "/factor", CONTACT, factor_show },
	{ GET,  "/factor/codes", CONTACT, factor_codes, .step_up = 1 },
	{ POST, "/factor/codes", CONTACT, factor_codes_save, .form = 1,
	  .step_up = 1, .param = {
		{ "offer", P_LINE, 100, REQUIRED },
		{ "code", P_LINE, 32, REQUIRED } } },
	{ POST, "/factor/codes/remove", CONTACT, factor_codes_remove,
	  .step_up = 1 },
	{ POST, "/factor/recovery", CONTACT, factor_recovery, .step_up = 1 },
	{ GET,  "/tickets", CONTACT, tickets_show, .param = {
		{ "before", P_LINE, 48, OPTIONAL } } },
	{ GET,  "/account", CONTACT, account_show },
	{ POST, "/account/profile", CONTACT, account_save, .form = 1, .param = {
		{ "name", P_LINE, 100, REQUIRED },
		{ "language", P_LINE, 8, OPTIONAL } } },
	{ POST, "/account/password", CONTACT, account_password, .form = 1,
	  .param = {
		{ "current", P_PASSWORD, 128, OPTIONAL },
		{ "new", P_PASSWORD, 128, REQUIRED } } },
	{ POST, "/account/sessions/{session}/revoke", CONTACT,
	  account_revoke },
	{ POST, "/account/sign-out", CONTACT, account_sign_out },

	/* ---- signing up for a help desk of one's own ---------------------- */
	{ GET,  "/signup", GUEST, signup_form },
	{ POST, "/signup", GUEST, signup_send, .form = 1, .param = {
		{ "company", P_LINE, 100, REQUIRED },
		{ "name", P_LINE, 100, REQUIRED },
		{ "email", P_EMAIL, 254, REQUIRED },
		{ "address", P_LINE, 63, REQUIRED },
		{ "language", P_LINE, 2, OPTIONAL },
		{ "terms", P_LINE, 40, OPTIONAL },
		{ "processing", P_LINE, 40, OPTIONAL },
		{ "website", P_LINE, 200, OPTIONAL } } },
	{ GET,  "/signup/address", GUEST, signup_address, .param = {
		{ "address", P_LINE, 253, OPTIONAL } } },
	{ GET,  "/signup/sent", GUEST, signup_sent },
	{ GET,  "/signup/confirm/{token}", GUEST, signup_confirm_show },
	{ POST, "/signup/confirm/{token}", GUEST, signup_confirm_send },
	{ GET,  "/signup/ready", GUEST, signup_ready },
	{ GET,  "/signup/terms", GUEST, signup_terms },
	{ GET,  "/signup/processing", GUEST, signup_processing },

	/* ---- his rights ------------------------------------------------- */
	{ GET,  "/privacy/requests", CONTACT, requests_show },
	{ POST, "/privacy/requests", CONTACT, request_make, .form = 1,
	  .param = {
		{ "kind", P_LINE, 16, REQUIRED },
		{ "text", P_TEXT, 10000, OPTIONAL } } },
	{ POST, "/account/consent", CONTACT, consent_yes, .param = {
		{ "purpose", P_U64, 20, REQUIRED } } },
	{ POST, "/account/consent/withdraw", CONTACT, consent_no, .param = {
		{ "purpose", P_U64, 20, REQUIRED } } },
	{ POST, "/privacy/requests/{request}/withdraw", CONTACT,
	  request_take_back },
	/* ---- his own copy of his data ------------------------------------ */
	{ GET,  "/account/data", CONTACT, data_show },
	{ POST, "/account/data", CONTACT, data_ask },
	{ POST, "/account/data/sure", CONTACT, data_ask, .step_up = 1 },
	{ GET,  "/account/data/file", CONTACT, data_download },
	{ GET,  "/account/data/download", CONTACT, data_download,
	  .step_up = 1 },
	{ GET,  "/account/data/{token}", CONTACT, data_link },

	{ POST, "/language", GUEST, language_set, .param = {
		{ "language", P_LINE, 2, REQUIRED },
		{ "next", P_LINE, 200, OPTIONAL } } },
	{ POST, "/logout", GUEST, sign_out },
	{ 0 }
};
