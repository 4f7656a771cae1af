/* What a browser says about a passkey's use (WebAuthn 5.8.1), read from JSON. */
#ifndef WEB_CLIENTDATA_H
#define WEB_CLIENTDATA_H

#include <stdbool.h>

#include "core/arena.h"

struct clientdata {
	const char	*type, *challenge, *origin;
	bool		 foreign;	/* in a frame of another origin */
};

/* RC_INVALID: not an object with these three texts. */
RC	clientdata_read(struct arena *, struct bytes json,
	    struct clientdata *c_r);

#endif
