/* Every door of the erase program, one row each. */
#include "redact.h"

const struct route erase_portal_routes[] = {
	{ GET,  "/erase", CONTACT, own_form },
	{ POST, "/erase", CONTACT, own_act, .form = true, .step_up = true,
	  .param = {
		{ "tickets", P_LINE, 8, OPTIONAL },
		{ "sure", P_FLAG, 1, OPTIONAL } } },
	{ GET,  "/erase/receipt/{token}", GUEST, receipt_show },
	{ GET,  "/erase/receipt/{token}/certificate", GUEST,
	  receipt_certificate },
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
	{ GET,  "/panel/erase/agent/{agent}", ADMIN, agent_form },
	{ POST, "/panel/erase/agent/{agent}", ADMIN, agent_act,
	  .form = true, .step_up = true, .param = {
		{ "sure", P_FLAG, 1, OPTIONAL } } },

	/* ---- a message or a part of it; mentions ------------------------- */
	{ GET,  "/panel/erase/ticket/{ticket}/message/{message}", AGENT,
	  redact_form },
	{ POST, "/panel/erase/ticket/{ticket}/message/{message}/preview",
	  AGENT, redact_preview, .form = true, .param = { REDACT_PARAMS } },
	{ POST, "/panel/erase/ticket/{ticket}/message/{message}", AGENT,
	  redact_act, .form = true, .step_up = true, .param = {
		REDACT_PARAMS } },
	{ GET,  "/panel/erase/contact/{contact}/mentions", AGENT,
	  mentions_form },
	{ POST, "/panel/erase/contact/{contact}/mentions", AGENT,
	  mentions_act, .form = true, .step_up = true, .param = {
		{ "keep", P_IDS, 2000, OPTIONAL },
		{ "reason", P_LINE, 300, OPTIONAL } } },

	{ GET,  "/panel/erase/done/{erasure}", AGENT, erasure_show },
	{ GET,  "/panel/erase/done/{erasure}/certificate", AGENT,
	  erasure_certificate },
	{ 0 }
};
