/* Every door of the API. */
#include "api.h"
#include "model/access/api_token.h"

const struct route api_routes[] = {
	{ GET, "/api/v1/me", AGENT, me_show },
	{ GET, "/api/v1/tickets", AGENT, tickets_show,
	  .scope = SCOPE_TICKETS_READ, .param = {
		{ "view", P_LINE, 16, OPTIONAL },
		{ "cursor", P_LINE, 32, OPTIONAL } } },
	/* In customers' names. */
	{ POST, "/api/v1/tickets", AGENT, ticket_make,
	  .scope = SCOPE_TICKETS_WRITE, .param = {
		{ "email", P_EMAIL, 254, REQUIRED },
		{ "name", P_LINE, 100, OPTIONAL },
		{ "subject", P_LINE, 200, REQUIRED },
		{ "body", P_TEXT, 65536, REQUIRED },
		{ "department", P_U64, 20, OPTIONAL },
		{ "language", P_LINE, 2, OPTIONAL },
		{ "trap", P_LINE, 200, OPTIONAL },
		{ "acknowledge", P_FLAG, 1, OPTIONAL } } },
	{ POST, "/api/v1/tickets/{ticket}/messages", AGENT, message_make,
	  .scope = SCOPE_TICKETS_WRITE, .param = {
		{ "body", P_TEXT, 65536, REQUIRED } } },
	{ GET, "/api/v1/requests", AGENT, requests_show,
	  .scope = SCOPE_PRIVACY, .param = {
		{ "state", P_LINE, 16, OPTIONAL },
		{ "cursor", P_LINE, 32, OPTIONAL } } },
	{ POST, "/api/v1/requests", AGENT, request_make,
	  .scope = SCOPE_PRIVACY, .param = {
		{ "contact", P_U64, 20, REQUIRED },
		{ "kind", P_LINE, 16, REQUIRED },
		{ "text", P_TEXT, 10000, OPTIONAL },
		{ "how", P_TEXT, 2000, OPTIONAL } } },
	{ GET, "/api/v1/companies", AGENT, companies_show,
	  .scope = SCOPE_TICKETS_READ, .param = {
		{ "before", P_U64, 20, OPTIONAL } } },
	{ GET, "/api/v1/companies/{company}", AGENT, company_show,
	  .scope = SCOPE_TICKETS_READ, .param = {
		{ "after", P_U64, 20, OPTIONAL } } },
	{ GET, "/api/v1/contacts/{contact}/consents", AGENT, consents_show,
	  .scope = SCOPE_PRIVACY },
	/* ---- a copy of all that there is about a contact ----------------- */
	{ POST, "/api/v1/contacts/{contact}/export", AGENT, export_make,
	  .scope = SCOPE_PRIVACY },
	{ GET, "/api/v1/contacts/{contact}/export", AGENT, export_state_show,
	  .scope = SCOPE_PRIVACY },
	{ GET, "/api/v1/contacts/{contact}/export/file", ADMIN, export_file,
	  .scope = SCOPE_PRIVACY },
	{ 0 }
};
