/* How a word becomes a key of olvido_index.term (lib/model only). */
#ifndef MODEL_SEARCH_TERM_H
#define MODEL_SEARCH_TERM_H

#include "crypto/vault.h"

#define TERM_LEN	16

struct term { uint8_t b[TERM_LEN]; };
enum term_kind { TERM_WORD, TERM_FROM };

/* stem: folded; TERM_FROM words are not stemmed. */
struct term	term_make(const struct key *, enum term_kind, const char *stem);
/* prefix of 3 letters or more; longer than 6 ranges over its first 6. */
void		term_range(const struct key *, enum term_kind,
		    const char *prefix, struct term *from_r,
		    struct term *to_r);
size_t		utf8_letters(const char *);

#endif
