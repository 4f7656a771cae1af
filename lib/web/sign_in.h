/* The forms people sign in with: panel and portal. */
#ifndef WEB_SIGN_IN_H
#define WEB_SIGN_IN_H

#include "auth/login.h"
#include "web/req.h"

/*
 * Tries the form's "email" and "password".  RC_OK: l says who; the browser is a
 * known device of his from now on.  RC_DENIED: show the form again with
 * *status_r; why is noted in it (mistakes, SignIn.*) and in the audit log.
 */
RC	sign_in_password(struct req *, const struct whose *, struct login *l_r,
	    int *status_r);
/* This browser is a known device of that (normalised) name: 90 days. */
void	sign_in_device(struct req *, const struct whose *, const char *email);
/* Say in the answer when to try again, as Retry-After. */
void	retry_after(struct req *, int64_t seconds);

#endif
