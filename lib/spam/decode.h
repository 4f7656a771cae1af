/*
 * Forgiving decoders, made for reading features and not for showing: what is
 * broken is skipped, output stops when the room is full.
 */
#ifndef SPAM_DECODE_H
#define SPAM_DECODE_H

#include <stdbool.h>

#include "core/arena.h"

/* A text being written: never more than cap bytes. */
struct spam_out { uint8_t *p; size_t n, cap; };

static inline void
out_chr(struct spam_out *o, uint8_t c)
{
	if (o->n < o->cap)
		o->p[o->n++] = c;
}
void	out_bytes(struct spam_out *, struct bytes);
void	out_str(struct spam_out *, const char *);

/* RFC 2045 6.8 and 6.7; underscore: the "Q" coding of RFC 2047. */
void	decode_base64(struct bytes, struct spam_out *);
void	decode_quoted(struct bytes, bool underscore, struct spam_out *);
/* A header's value with its encoded words (RFC 2047) opened, on one line. */
void	decode_value(struct bytes, struct spam_out *);
/*
 * Text of HTML: tags become nothing or a blank, entities their characters; of
 * links, images, fonts, forms and tables the attributes are kept, since those
 * are what spam plays with.
 */
void	decode_html(struct bytes, struct spam_out *);

/* Case-blind, ASCII: does b begin with s; does it hold s. */
bool	bytes_begin(struct bytes b, const char *s);
bool	bytes_hold(struct bytes b, const char *s);

#endif
