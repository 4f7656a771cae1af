/*
 * What is cut out of a text: ranges of bytes, found by hand (lines), by pattern
 * (card numbers) or by words (whatever somebody wrote, wherever it stands).  No
 * database here.
 */
#ifndef PRIVACY_REDACT_H
#define PRIVACY_REDACT_H

#include <stdbool.h>

#include "core/arena.h"
#include "text/fold.h"

#define REDACT_SCRATCH	((size_t)512 << 20)	/* one text taken apart */

struct range { size_t from, to; };
/* In the order they were added until ranges_merge(). */
struct ranges {
	struct arena	*a;
	struct range	*v;
	size_t		 n, cap;
};
void	ranges_add(struct ranges *, size_t from, size_t to);
/* Sorted; those that overlap or touch, or with only blanks between, are one. */
void	ranges_merge(struct ranges *, const char *text);

/* The text with TEXT_REMOVED for each (merged) range; a marker that stands there
   already is not doubled. */
const char *redact_cut(struct arena *, const char *text,
	    const struct ranges *);

/*
 * Card numbers: 13 to 19 digits, alone or in groups by single blanks, hyphens or
 * dots, that begin with 2 to 6 and end with the right check digit (Luhn).
 */
void	redact_cards(const char *text, struct ranges *);
bool	luhn(const char *digits, size_t n);

/*
 * Wherever `what` stands: the same words in a row whatever case, accents and
 * punctuation; from 6 bytes on the same bytes inside words too.  Nothing without
 * a letter or digit.
 */
void	redact_find(struct arena *, const char *text, const char *what,
	    struct ranges *);
/* The same for words that were taken apart already. */
void	redact_words(const struct spans *in, const struct spans *what,
	    struct ranges *);

/*
 * The words of stored (safe) HTML: without its tags, as one word what they part;
 * with a blank for each; or with what stands in their attributes.  A text is in
 * it when it is in one of these.
 */
enum plain { PLAIN_JOINED, PLAIN_APART, PLAIN_ATTRIBUTES };
const char *redact_plain(struct arena *, const char *html, enum plain);

/*
 * The lines of a text; of long ones the sentences.  What can be ticked.  At most
 * max; the last one takes the rest.
 */
struct ranges redact_pieces(struct arena *, const char *text, size_t max);

#endif
