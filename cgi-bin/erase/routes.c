/* Every door of the erase program, one row each. */
#include "erase.h"

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
	{ GET,  "/panel/erase/done/{erasure}", AGENT, erasure_show },
	{ GET,  "/panel/erase/done/{erasure}/certificate", AGENT,
	  erasure_certificate },
	{ 0 }
};
