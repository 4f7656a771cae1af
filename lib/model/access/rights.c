/* Who may do what (rights.h). */
#include "model/access/rights.h"

#include "core/str.h"

static const struct right rights[] = {
	{ "OwnTickets", ROLE_AGENT, "/panel/tickets" },
	{ "Contacts", ROLE_AGENT, "/panel/contacts" },
	{ "Companies", ROLE_AGENT, "/panel/companies" },
	{ "Search", ROLE_AGENT, "/panel/search" },
	{ "Profile", ROLE_AGENT, "/panel/profile" },
	{ "Sessions", ROLE_AGENT, "/panel/sessions" },
	{ "Factor", ROLE_AGENT, "/panel/factor" },
	{ "Privacy", ROLE_AGENT, "/panel/privacy" },
	{ "Requests", ROLE_AGENT, "/panel/privacy/requests" },
	{ "RequestsDecide", ROLE_ADMIN, NULL },
	{ "Restrict", ROLE_ADMIN, "/panel/privacy/restrictions" },
	{ "Consent", ROLE_AGENT, NULL },
	{ "Purposes", ROLE_ADMIN, "/panel/privacy/consent" },
	{ "Roles", ROLE_AGENT, "/panel/settings/roles" },
	{ "Tokens", ROLE_AGENT, "/panel/settings/tokens" },
	{ "Erase", ROLE_AGENT, "/panel/erase/" },
	{ "TokensErase", ROLE_ADMIN, NULL },
	{ "TokensProvider", ROLE_OWNER, "/panel/settings/tokens/provider" },
	{ "Erasures", ROLE_ADMIN, "/panel/privacy/erasures" },
	{ "EraseAgent", ROLE_ADMIN, "/panel/erase/agent" },
	{ "EndAccount", ROLE_OWNER, "/panel/erase/account" },
	{ "EraseCompany", ROLE_ADMIN, "/panel/erase/company" },
	{ "ExportSend", ROLE_AGENT, "/panel/contacts/{contact}/export" },
	{ "AllTickets", ROLE_ADMIN, NULL },
	{ "Settings", ROLE_ADMIN, "/panel/settings/" },
	{ "Agents", ROLE_ADMIN, "/panel/settings/agents" },
	{ "Departments", ROLE_ADMIN, "/panel/settings/departments" },
	{ "Access", ROLE_ADMIN, "/panel/settings/access" },
	{ "ContactFactor", ROLE_ADMIN, NULL },
	{ "Network", ROLE_ADMIN, "/panel/settings/network" },
	{ "Audit", ROLE_ADMIN, "/panel/settings/audit" },
	{ "Domains", ROLE_ADMIN, "/panel/settings/domains" },
	{ "Website", ROLE_ADMIN, "/panel/settings/website" },
	{ "Whole", ROLE_OWNER, "/panel/settings/account" },
	{ "Usage", ROLE_ADMIN, "/panel/settings/usage" },
	{ "FirstSteps", ROLE_OWNER, "/panel/first-steps" },
	{ "Spam", ROLE_ADMIN, "/panel/settings/spam" },
	{ "Security", ROLE_ADMIN, "/panel/settings/security" },
	{ "Holds", ROLE_ADMIN, "/panel/privacy/holds" },
	{ "Retention", ROLE_ADMIN, "/panel/privacy/retention" },
	{ "Records", ROLE_ADMIN, "/panel/privacy/records" },
	{ "Exports", ROLE_ADMIN, "/panel/privacy/exports" },
	{ "Owner", ROLE_OWNER, "/panel/settings/owner" },
};

const struct right *
right_at(size_t i)
{
	return (i < sizeof(rights) / sizeof(rights[0]) ? &rights[i] : NULL);
}

const struct right *
right_of_path(const char *path)
{
	const struct right *best = NULL, *r;

	for (size_t i = 0; (r = right_at(i)) != NULL; i++)
		if (r->doors != NULL && str_starts(path, r->doors) &&
		    (best == NULL || strlen(r->doors) > strlen(best->doors)))
			best = r;
	return (best);
}

bool
role_manages(enum role actor, enum role target)
{
	return (actor >= ROLE_ADMIN && target < ROLE_OWNER);
}

bool
role_gives(enum role actor, enum role given)
{
	return (actor >= ROLE_ADMIN &&
	    (given == ROLE_AGENT || given == ROLE_ADMIN));
}

bool
role_sees_all(enum role r)
{
	return (r >= ROLE_ADMIN);
}
