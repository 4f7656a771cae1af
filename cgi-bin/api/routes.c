/* Every door of the API. */
#include "api.h"
#include "model/api_token.h"

const struct route api_routes[] = {
	{ GET, "/api/v1/me", AGENT, me_show },
	{ GET, "/api/v1/tickets", AGENT, tickets_show,
	  .scope = SCOPE_TICKETS_READ, .param = {
		{ "view", P_LINE, 16, OPTIONAL },
		{ "cursor", P_LINE, 32, OPTIONAL } } },
	{ 0 }
};
