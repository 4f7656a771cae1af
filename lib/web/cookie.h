/* Texts that the browser carries for us: cookies, and sealed pieces of a URL. */
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
/*
 * A text that must not stand in a URL, as a piece of one: sealed for this session,
 * so that it says nothing in a history or a log, and opens in no other session and
 * not after age seconds (NULL then).  Nothing of it is stored on our side.
 */
const char *url_seal(struct req *, const char *what, const char *text,
	    int64_t age);
const char *url_open(struct req *, const char *what, const char *sealed);
/* Remember the reader's language ("en", "es") for a year. */
void	language_cookie(struct req *, const char *language);

#endif
