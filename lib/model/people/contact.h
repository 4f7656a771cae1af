/* Contacts: natural persons who write to the account. */
#ifndef MODEL_CONTACT_H
#define MODEL_CONTACT_H

#include "crypto/vault.h"
#include "db/db.h"

struct contact {
	contact_id	 id;
	const char	*name, *email, *phone;	/* opened; "" if none */
	const char	*language;		/* "en", "es", "" */
	int64_t		 created_at;
	int64_t		 proved_at;	/* address proven (link used); 0: not */
	unsigned	 generation;
	bool		 gone;		/* forgotten: nothing opens */
	bool		 restricted;	/* gone, but only for this reader */
};

/*
 * The contact of this (normalised) address, made when there is none; *made_r
 * may be NULL.  Inside a transaction of the caller.
 */
RC	contact_ensure(struct tenant *, struct arena *, const char *email,
	    const char *name, const char *language, struct contact *c_r,
	    struct key *k_r, bool *made_r);
RC	contact_get(struct tenant *, struct arena *, contact_id,
	    struct contact *c_r, struct key *k_r /* or NULL */);
/* RC_NOTFOUND: no ticket of his is one that this reader sees (sight.h).
   (lib/model only: contact_get() asks it) */
RC	contact_seen(struct tenant *, contact_id);
/* Who wrote a message of a ticket that is seen. RC_GONE: forgotten. (lib/model
   only) */
RC	contact_author(struct tenant *, struct arena *, contact_id,
	    struct contact *c_r, struct key *k_r);
RC	contact_by_email(struct tenant *, struct arena *, const char *email,
	    struct contact *c_r);
RC	contact_prove(struct tenant *, contact_id);
/* Change name and phone (panel). */
RC	contact_set(struct tenant *, struct arena *, const struct contact *);

/* Opens the sealed column of a row that a query joined in: name, email, phone
 * of c (whose id is set). RC_GONE when it does not open. (lib/model only) */
RC	contact_open(struct tenant *, struct arena *, const struct key *,
	    struct bytes sealed, struct contact *c);

#endif
