/*
 * The last mails to who owned an account: days before its cold backup is destroyed,
 * and once it is gone.  His own rows are away by then, so the provider, who writes
 * them, keeps his address, name and the company's name from the moment the account
 * is deleted, sealed in the provider's own account (whose tenant comes first, where it
 * says so) under a secret of its own.  That secret and the row go
 *
 *   - when the last mail is out, at the latest FAREWELL_LIVES after it was written;
 *   - when the account comes back from its cold backup;
 *   - when somebody with that address is erased in the provider's account.
 *
 * Without a provider's account nothing is kept and nobody is told.
 */
#ifndef MODEL_FAREWELL_H
#define MODEL_FAREWELL_H

#include "crypto/digest.h"
#include "db/db.h"

#define FAREWELL_LIVES	(7 * 86400)	/* seconds */

struct farewell {
	uint64_t	 id;
	account_id	 about;
	const char	*language;
	/* Opened. */
	const char	*company, *name, *email;
};

/*
 * Inside the transaction in which an account is deleted or gone, of the account:
 * while its owner can be read.  Nothing happens where there is none any more, or he
 * may not come in.
 */
RC	farewell_keep(struct tenant *, struct arena *);
/* Inside a transaction, of the account: a mail is written, if there is a row. */
RC	farewell_before(struct tenant *, struct arena *);
/* The same, the last one: from now on its time runs. */
RC	farewell_after(struct tenant *, struct arena *);
/* Inside a transaction: it is back, nothing is left to be said. */
RC	farewell_over(struct db *, account_id about);
/* Destroys what is over; dry: only counted. */
RC	farewell_work(struct db *, struct vault *, int64_t now, bool dry,
	    unsigned *n_r);

/* ---- of the provider's account -------------------------------------------------- */

/* For the sender. RC_NOTFOUND, RC_GONE: there is nothing to say any more. */
RC	farewell_get(struct tenant *, struct arena *, uint64_t id,
	    struct farewell *f_r);
/* Inside the erasure's first transaction: rows of that address go, and
   their secrets are the caller's to destroy. */
#define FAREWELL_MOST	100
RC	farewell_of_address(struct tenant *, const char *email,
	    uint64_t id_r[FAREWELL_MOST], size_t *n_r);

#endif
