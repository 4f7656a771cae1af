/* Cookies a program sets by itself. */
#ifndef WEB_COOKIE_H
#define WEB_COOKIE_H

#include "web/req.h"

/*
 * A short text of ours for a page that comes next: a cookie sealed under the
 * account's key, for age seconds.  One browser's next sending replaces it.
 */
void	parcel_send(struct req *, const char *cookie, const char *text,
	    int64_t age);
/* The text; NULL when there is none, it is too old, or it is not ours. */
const char *parcel_get(struct req *, const char *cookie);
/* Remember the reader's language ("en", "es") for a year. */
void	language_cookie(struct req *, const char *language);

#endif
