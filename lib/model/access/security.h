/*
 * An account's security page, its security.txt (RFC 9116), and the list of those
 * it thanks.  Who is thanked gave his name for it; it is sealed under his key and
 * leaves the page when he is forgotten.
 */
#ifndef MODEL_SECURITY_H
#define MODEL_SECURITY_H

#include "db/db.h"

struct security_page {
	bool		 shown;
	department_id	 department;	/* a restricted one; 0: make one */
	const char	*contact;	/* "mailto:..." or "https://...", or "" */
	const char	*policy;
	int64_t		 expires_at;	/* set by security_set() */
};

/* RC_NOTFOUND: never set up. */
RC	security_get(struct tenant *, struct arena *,
	    struct security_page *p_r);
/*
 * Own transaction, logged; confirms it for a year.  name: of the department that
 * is made when there is none to choose.  RC_INVALID: the department is not one
 * of the restricted ones, or contact is no address that security.txt may hold.
 */
RC	security_set(struct tenant *, struct arena *, struct security_page *,
	    const char *name);

struct thanks { uint64_t id; int64_t at; const char *name; };
struct thanks_list { struct thanks *v; size_t n; };

/* The newest first, at most 200; who was forgotten is not among them. */
RC	thanks_list(struct tenant *, struct arena *, struct thanks_list *l_r);

#endif
