/* Writing JSON strings (RFC 8259, 7). Reading JSON is lib/web's (json-c). */
#ifndef CORE_JSON_H
#define CORE_JSON_H

#include "core/buf.h"

/*
 * Adds s, which is valid UTF-8, with its quotes; NULL adds null.  "<", ">" and
 * "&" are escaped too, so that the text can stand inside a script element.
 */
void	 json_str(struct buf *, const char *s);

#endif
