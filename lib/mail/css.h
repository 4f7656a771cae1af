/* The style attribute by an allow-list. Inside lib/mail only. */
#ifndef MAIL_CSS_H
#define MAIL_CSS_H

#include "core/buf.h"

/*
 * Rewrites declarations ("color: red; position: fixed") as those allowed, in a
 * normal form ("color:red"); "" when none is left.  The result holds none of
 * " < > & \ @ { } and no function but rgb(), rgba(), hsl(), hsla().
 */
const char	*css_clean(struct arena *, const char *style);

#endif
