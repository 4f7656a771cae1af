/* What the provider keeps of who is erased for the last mails about an account that he
   owned (model/account/farewell.h). */
#include <string.h>

#include "model/account/farewell.h"
#include "model/people/agent.h"
#include "model/people/contact.h"
#include "model/privacy/erasure_row.h"

/* "": it does not open any more, or has none. */
static RC
address_of(struct tenant *t, struct arena *a, const struct erasure *e,
    const char **email_r)
{
	struct tenant all = *t;
	struct contact c = { .email = "" };
	struct agent g = { .email = "" };
	struct key k = { 0 };
	enum rc rc = RC_OK;

	all.sight = NULL;
	all.withheld = NULL;
	if (e->scope == ERASE_CONTACT)
		rc = contact_author(&all, a, (contact_id){ e->subject }, &c,
		    &k);
	else if (e->scope == ERASE_AGENT)
		rc = agent_get(&all, a, (agent_id){ e->subject }, &g);
	explicit_bzero(&k, sizeof(k));
	*email_r = rc != RC_OK ? "" : *c.email != '\0' ? c.email : g.email;
	return (rc == RC_GONE || rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
erasure_farewells(struct tenant *t, struct arena *a, const struct erasure *e,
    struct victim **v, size_t *n)
{
	uint64_t id[FAREWELL_MOST];
	const char *email;
	struct victim *more;
	size_t found;

	TRY(address_of(t, a, e, &email));
	if (*email == '\0')
		return (RC_OK);
	TRY(farewell_of_address(t, email, id, &found));
	if (found == 0)
		return (RC_OK);
	more = arena_array(a, *n + found, sizeof(*more));
	memcpy(more, *v, *n * sizeof(*more));
	for (size_t i = 0; i < found; i++)
		more[(*n)++] = (struct victim){ SECRET_FAREWELL, id[i],
			NULL };
	*v = more;
	return (erasure_count_add(t, e->id, "farewell", found));
}
