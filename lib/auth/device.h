/*
 * The device cookie (SECURITY 5.8): a browser in which a name signed in before
 * says so by a sealed value, for 90 days.  Wrong passwords from there are counted
 * apart, so that no stranger's can keep the owner out.  It opens nothing.
 */
#ifndef AUTH_DEVICE_H
#define AUTH_DEVICE_H

#include "crypto/digest.h"
#include "db/db.h"

#define DEVICE_AGE	(90 * 86400)

/* kind: enum session_kind; name: the normalised address. */
const char *device_make(struct tenant *, struct arena *, int kind,
	    const char *name);
/* RC_OK: ours, of that name and not too old; *id_r tells it from others of his.
   Else RC_DENIED. value may be NULL. */
RC	device_check(struct tenant *, struct arena *, const char *value,
	    int kind, const char *name, struct digest *id_r);

#endif
