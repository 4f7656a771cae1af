/* Passwords of contacts: a table of its own that only portal may read. */
#ifndef MODEL_CONTACT_LOGIN_H
#define MODEL_CONTACT_LOGIN_H

#include "model/people/agent_login.h"
#include "model/people/contact.h"

/* As agent_login_find(). A contact whose address was never proved is not active. */
RC	contact_login_find(struct tenant *, struct arena *, const char *email,
	    struct login_row *row_r);
RC	contact_login_has(struct tenant *, contact_id, bool *has_r);
/* A hash of password_hash(), inside the caller's transaction; bumps the
   generation: his sessions and links end. */
RC	contact_login_set(struct tenant *, struct arena *, contact_id,
	    const char *hash);
RC	contact_login_renew(struct tenant *, struct arena *, contact_id,
	    const char *password);

#endif
