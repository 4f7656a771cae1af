/* Every door of the provider's API. */
#include "model/access/api_token.h"
#include "provider.h"

#define ROOT	"/api/v1/provider"
#define ONE	ROOT "/accounts/{account}"
/* The asker's own name for the act: model/account/provider_request.h. */
#define NAME	{ "request", P_LINE, PROVIDER_REQUEST_NAME, REQUIRED }
#define LIFE(path)							\
	{ POST, ONE path, OWNER, life_act, .scope = SCOPE_PROVIDER,	\
	  .param = { NAME } }
#define BILLED(path)							\
	{ POST, ONE path, OWNER, life_act, .scope = SCOPE_PROVIDER,	\
	  .param = { NAME, { "at", P_U64, 20, OPTIONAL } } }

const struct route provider_routes[] = {
	{ GET,  ROOT "/plans", OWNER, plans_show, .scope = SCOPE_PROVIDER },
	{ GET,  ROOT "/accounts", OWNER, accounts_show,
	  .scope = SCOPE_PROVIDER, .param = {
		{ "before", P_U64, 20, OPTIONAL },
		{ "state", P_LINE, 16, OPTIONAL },
		{ "plan", P_LINE, 60, OPTIONAL },
		{ "domain", P_LINE, 253, OPTIONAL } } },
	{ POST, ROOT "/accounts", OWNER, account_create,
	  .scope = SCOPE_PROVIDER, .param = { NAME,
		{ "name", P_LINE, 200, REQUIRED },
		{ "host", P_LINE, 253, REQUIRED },
		{ "owner_name", P_LINE, 100, REQUIRED },
		{ "owner_email", P_EMAIL, 254, REQUIRED },
		{ "language", P_LINE, 2, OPTIONAL },
		{ "plan", P_LINE, 60, OPTIONAL },
		{ "trial", P_LINE, 5, OPTIONAL } } },
	{ GET,  ONE, OWNER, account_show, .scope = SCOPE_PROVIDER },
	BILLED("/paid"),
	BILLED("/billing-failed"),
	LIFE("/suspend"),
	LIFE("/lift"),
	LIFE("/terminate"),
	{ POST, ONE "/delete", OWNER, life_act, .scope = SCOPE_PROVIDER,
	  .param = { NAME, { "days", P_U64, 3, OPTIONAL } } },
	LIFE("/delete/cancel"),
	{ POST, ONE "/plan", OWNER, plan_act, .scope = SCOPE_PROVIDER,
	  .param = { NAME, { "plan", P_LINE, 60, REQUIRED } } },
	{ GET,  ONE "/export", OWNER, export_show, .scope = SCOPE_PROVIDER },
	{ POST, ONE "/export", OWNER, export_act, .scope = SCOPE_PROVIDER,
	  .param = { NAME } },
	/* ---- domains of its own ------------------------------------------ */
	{ GET,  ONE "/domains", OWNER, domains_show,
	  .scope = SCOPE_PROVIDER },
	{ POST, ONE "/domains", OWNER, domain_create,
	  .scope = SCOPE_PROVIDER, .param = { NAME,
		{ "domain", P_LINE, 253, REQUIRED } } },
	{ POST, ONE "/domains/{domain}/remove", OWNER, domain_away,
	  .scope = SCOPE_PROVIDER, .param = { NAME } },
	/* ---- what billing says: signed, without a token ------------------- */
	{ GET,  ROOT "/billing", OWNER, billing_show,
	  .scope = SCOPE_PROVIDER, .param = {
		{ "before", P_U64, 20, OPTIONAL } } },
	{ POST, ROOT "/billing", GUEST, billing_take, .param = {
		{ "body", P_RAW, 65536, REQUIRED } } },
	{ 0 }
};
