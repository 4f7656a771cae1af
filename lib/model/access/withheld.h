/*
 * Restriction of processing (GDPR art. 18): data that is kept and not used.
 *
 * The tenant's handle of an agent or of the account's own program carries who is
 * restricted (t->withheld), and model/key/keyring.c gives out no key of theirs: to
 * every list, page, file, search and answer they are as if they did not open,
 * and a handler cannot forget it.  Where a person is named by row, `restricted`
 * is set there beside `gone`, so that a page can say which it is.
 *
 * The person himself reads all of his (portal: nothing is withheld), mail is
 * taken in, and what he asks anew is answered: by writing he asks that this one
 * conversation be processed, which art. 18(2) allows by his consent.  So a ticket
 * begun after `since` opens; what was there before stays shut, also for mail out
 * of it.
 */
#ifndef MODEL_WITHHELD_H
#define MODEL_WITHHELD_H

#include "db/db.h"

/* since: WITHHELD_PARTING: he is being forgotten (parting.h), all of his is shut. */
#define WITHHELD_PARTING	INT64_MAX
struct withheld_row { contact_id contact; int64_t since; };
struct withheld {
	const struct withheld_row	*v;
	size_t				 n;
	bool	decides;	/* an admin: sees that they are there */
};

/* Sets t->withheld, never NULL then. */
RC	withheld_load(struct tenant *, struct arena *, bool decides);
/* Does this reader see what only admins do?  Nobody's handle does. */
bool	withheld_decides(const struct withheld *);
/* Is he restricted, for this reader? NULL: nobody is. *since_r may be NULL. */
bool	withheld_has(const struct withheld *, contact_id, int64_t *since_r);
/* Restricted, not on his way out: he is as one who is gone. */
bool	withheld_restricted(const struct withheld *, contact_id);
/* Is what began at that second shut? */
bool	withheld_hides(const struct withheld *, contact_id,
	    int64_t created_at);

#endif
