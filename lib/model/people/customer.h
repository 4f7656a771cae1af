/*
 * A contact's login: what a mailed link or a form of his changes, each in one
 * transaction.  A link that was used or is too old is RC_GONE, another's or one of
 * another purpose RC_NOTFOUND; of two at once one gets it.
 */
#ifndef MODEL_CUSTOMER_H
#define MODEL_CUSTOMER_H

#include "model/access/link.h"
#include "model/people/contact_login.h"

/* The contact of that (normalised) address, made when there is none: he is not
   proved before he used a mailed link. */
RC	customer_register(struct tenant *, struct arena *, const char *email,
	    const char *name, const char *language, struct contact *c_r);
/* LINK_MAGIC is used: his address is proved. */
RC	customer_enter(struct tenant *, struct arena *, const struct digest *,
	    struct contact *c_r);
/* LINK_CONFIRM or LINK_RESET is used: proved; hash: his password from now on, or
   NULL. With a password all his sessions and links end; a reset is told by mail. */
RC	customer_choose(struct tenant *, struct arena *, const struct digest *,
	    enum link_purpose, const char *hash, struct contact *c_r);
/* Changed by himself: sessions and links end, a mail tells him. c: updated. */
RC	customer_password(struct tenant *, struct arena *, struct contact *c,
	    const char *hash);

#endif
