/* Every door of the erase program, one row each. */
#include "api.h"
#include "model/access/api_token.h"
#include "redact.h"

/* Of a program's act: what the question before it answered, and its own name, by
   which a second one of the same is known. */
#define PROGRAM_PARAMS							\
	{ "confirm", P_LINE, 80, REQUIRED },				\
	{ "request", P_LINE, 64, REQUIRED }

const struct route erase_portal_routes[] = {
	{ GET,  "/erase", CONTACT, own_form },
	{ POST, "/erase", CONTACT, own_act, .form = true, .step_up = true,
	  .param = {
		{ "tickets", P_LINE, 8, OPTIONAL },
		{ "sure", P_FLAG, 1, OPTIONAL } } },
	{ GET,  "/erase/receipt/{token}", GUEST, receipt_show },
	{ GET,  "/erase/receipt/{token}/certificate", GUEST,
	  receipt_certificate },
	{ GET,  "/erase/receipt/{token}/paper", GUEST, receipt_paper },
	{ GET,  "/.well-known/olvido-certificate-key", GUEST, key_show },
	{ 0 }
};

const struct route erase_panel_routes[] = {
	{ GET,  "/panel/erase/contact/{contact}", AGENT, contact_form },
	{ POST, "/panel/erase/contact/{contact}", AGENT, contact_act,
	  .form = true, .step_up = true, .param = {
		{ "tickets", P_LINE, 8, OPTIONAL },
		{ "sure", P_FLAG, 1, OPTIONAL } } },
	{ GET,  "/panel/erase/ticket/{ticket}", AGENT, ticket_form },
	{ POST, "/panel/erase/ticket/{ticket}", AGENT, ticket_act,
	  .form = true, .step_up = true, .param = {
		{ "sure", P_FLAG, 1, OPTIONAL } } },
	{ GET,  "/panel/erase/ticket/{ticket}/attachment/{attachment}", AGENT,
	  attachment_form },
	{ POST, "/panel/erase/ticket/{ticket}/attachment/{attachment}", AGENT,
	  attachment_act, .form = true, .step_up = true, .param = {
		{ "sure", P_FLAG, 1, OPTIONAL } } },
	{ GET,  "/panel/erase/company/{company}", ADMIN, company_form },
	{ POST, "/panel/erase/company/{company}", ADMIN, company_act,
	  .form = true, .step_up = true, .param = {
		{ "contacts", P_LINE, 8, OPTIONAL },
		{ "sure", P_FLAG, 1, OPTIONAL } } },
	{ GET,  "/panel/erase/agent/{agent}", ADMIN, agent_form },
	{ POST, "/panel/erase/agent/{agent}", ADMIN, agent_act,
	  .form = true, .step_up = true, .param = {
		{ "sure", P_FLAG, 1, OPTIONAL } } },

	/* ---- many of a list ---------------------------------------------- */
	{ POST, "/panel/erase/tickets", AGENT, many_form, .form = true,
	  .param = {
		{ "tickets", P_IDS, 50, OPTIONAL },
		{ "view", P_LINE, 16, OPTIONAL } } },
	{ POST, "/panel/erase/tickets/all", AGENT, many_act, .form = true,
	  .step_up = true, .param = {
		{ "tickets", P_IDS, 50, OPTIONAL },
		{ "view", P_LINE, 16, OPTIONAL },
		{ "sure", P_FLAG, 1, OPTIONAL } } },

	/* ---- everything ---------------------------------------------------- */
	{ GET,  "/panel/erase/account", OWNER, account_form },
	{ POST, "/panel/erase/account", OWNER, account_act,
	  .form = true, .step_up = true, .param = {
		{ "when", P_LINE, 8, OPTIONAL },
		{ "sure", P_FLAG, 1, OPTIONAL } } },
	{ POST, "/panel/erase/account/cancel", OWNER, account_keep,
	  .form = true },

	/* ---- a message or a part of it; mentions ------------------------- */
	{ GET,  "/panel/erase/ticket/{ticket}/message/{message}", AGENT,
	  redact_form },
	{ POST, "/panel/erase/ticket/{ticket}/message/{message}/preview",
	  AGENT, redact_preview, .form = true, .param = { REDACT_PARAMS } },
	{ POST, "/panel/erase/ticket/{ticket}/message/{message}", AGENT,
	  redact_act, .form = true, .step_up = true, .param = {
		REDACT_PARAMS } },
	{ GET,  "/panel/erase/contact/{contact}/mentions", AGENT,
	  mentions_form, .param = { { "tick", P_LINE, 8, OPTIONAL } } },
	{ POST, "/panel/erase/contact/{contact}/mentions", AGENT,
	  mentions_act, .form = true, .step_up = true, .param = {
		{ "keep", P_IDS, 2000, OPTIONAL },
		{ "cut", P_IDS, 2000, OPTIONAL },
		{ "reason", P_LINE, 300, OPTIONAL } } },

	{ GET,  "/panel/erase/done/{erasure}", AGENT, erasure_show },
	{ GET,  "/panel/erase/done/{erasure}/certificate", AGENT,
	  erasure_certificate },
	{ GET,  "/panel/erase/done/{erasure}/paper", AGENT, erasure_paper },
	{ 0 }
};

const struct route erase_api_routes[] = {
	{ GET,  "/api/v1/erasures", ADMIN, api_list, .scope = SCOPE_ERASE,
	  .param = { { "before", P_U64, 20, OPTIONAL } } },
	{ GET,  "/api/v1/erasures/{erasure}", AGENT, api_show,
	  .scope = SCOPE_ERASE },
	{ GET,  "/api/v1/erasures/{erasure}/certificate", AGENT,
	  erasure_certificate, .scope = SCOPE_ERASE },
	{ GET,  "/api/v1/erasures/contact/{contact}", AGENT, api_contact,
	  .scope = SCOPE_ERASE, .param = {
		{ "tickets", P_LINE, 8, REQUIRED },
		{ "mentions", P_LINE, 8, OPTIONAL },
		{ "names", P_LINE, 5, OPTIONAL },
		{ "own", P_LINE, 8, OPTIONAL } } },
	{ POST, "/api/v1/erasures/contact/{contact}", AGENT, api_contact_act,
	  .scope = SCOPE_ERASE, .param = {
		{ "tickets", P_LINE, 8, REQUIRED },
		{ "mentions", P_LINE, 8, REQUIRED },
		{ "names", P_LINE, 5, OPTIONAL },
		{ "own", P_LINE, 8, OPTIONAL },
		{ "reason", P_LINE, 300, OPTIONAL }, PROGRAM_PARAMS } },
	{ GET,  "/api/v1/erasures/ticket/{ticket}", AGENT, api_ticket,
	  .scope = SCOPE_ERASE },
	{ POST, "/api/v1/erasures/ticket/{ticket}", AGENT, api_ticket_act,
	  .scope = SCOPE_ERASE, .param = { PROGRAM_PARAMS } },
	{ GET,  "/api/v1/erasures/ticket/{ticket}/attachment/{attachment}",
	  AGENT, api_attachment, .scope = SCOPE_ERASE },
	{ POST, "/api/v1/erasures/ticket/{ticket}/attachment/{attachment}",
	  AGENT, api_attachment_act, .scope = SCOPE_ERASE, .param = {
		PROGRAM_PARAMS } },
	{ GET,  "/api/v1/erasures/ticket/{ticket}/message/{message}", AGENT,
	  api_message, .scope = SCOPE_ERASE },
	{ POST, "/api/v1/erasures/ticket/{ticket}/message/{message}", AGENT,
	  api_message_act, .scope = SCOPE_ERASE, .param = {
		{ "confirm", P_LINE, 80, REQUIRED } } },
	{ GET,  "/api/v1/erasures/company/{company}", ADMIN, api_company,
	  .scope = SCOPE_ERASE, .param = {
		{ "contacts", P_LINE, 8, REQUIRED },
		{ "names", P_LINE, 5, OPTIONAL } } },
	{ POST, "/api/v1/erasures/company/{company}", ADMIN, api_company_act,
	  .scope = SCOPE_ERASE, .param = {
		{ "contacts", P_LINE, 8, REQUIRED },
		{ "names", P_LINE, 5, OPTIONAL }, PROGRAM_PARAMS } },
	{ GET,  "/api/v1/erasures/agent/{agent}", ADMIN, api_agent,
	  .scope = SCOPE_ERASE },
	{ POST, "/api/v1/erasures/agent/{agent}", ADMIN, api_agent_act,
	  .scope = SCOPE_ERASE, .param = { PROGRAM_PARAMS } },

	/* ---- the bin: it can be had back --------------------------------- */
	{ POST, "/api/v1/tickets/{ticket}/bin", AGENT, api_bin,
	  .scope = SCOPE_ERASE },
	{ POST, "/api/v1/tickets/{ticket}/restore", AGENT, api_restore,
	  .scope = SCOPE_ERASE },
	{ 0 }
};
