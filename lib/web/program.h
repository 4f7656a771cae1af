/*
 * Programs for programs: who comes in by a token or a password (auth/apitoken.h),
 * and the refusals that a handler gives itself.
 */
#ifndef WEB_PROGRAM_H
#define WEB_PROGRAM_H

#include "web/req.h"

/* app.sign_in of the api and of the erase program's side for programs. */
RC	program_enter(struct req *, int64_t *wait_r);
/* The same of the provider's program: elsewhere than at the provider's own account
   RC_NOTFOUND, whatever was brought; a GUEST row asks for no token. */
RC	provider_enter(struct req *, int64_t *wait_r);
/* A problem (RFC 9457) as the answer; code: its text is Err.CODE.Text. */
RC	program_problem(struct req *, int status, const char *code);

#endif
