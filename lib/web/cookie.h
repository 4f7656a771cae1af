/* Cookies a program sets by itself. */
#ifndef WEB_COOKIE_H
#define WEB_COOKIE_H

#include "web/req.h"

/* Remember the reader's language ("en", "es") for a year. */
void	language_cookie(struct req *, const char *language);

#endif
