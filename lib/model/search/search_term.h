/* How a word becomes a key of olvido_index.term, and a question keys
   (lib/model only). */
#ifndef MODEL_SEARCH_TERM_H
#define MODEL_SEARCH_TERM_H

#include "crypto/vault.h"
#include "db/db.h"

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

/* ---- a question (search_query.c takes it apart, search_ask.c asks) ------ */

#define ASK_WORDS	40	/* words of one question */
#define ASK_PHRASES	8
#define ASK_JOIN	4	/* words joined in the index; more when opened */

struct ask_word {
	enum term_kind	 kind;
	const char	*word, *stem;	/* folded */
	struct term	 term;
	uint64_t	 dense;		/* how common here: 0 rare (search_ask.c) */
};

struct ask {
	struct ask_word	 v[ASK_WORDS];	/* ask_ids() puts the rarest first */
	size_t		 n;
	bool		 prefix;	/* the last word may go on */
	struct ask_word	 last;
	struct term	 from, to;	/* its range */
	const char	*phrase[ASK_PHRASES];	/* folded, " a phrase " */
	size_t		 nphrase;
};

/* A ticket the index gave; exact: with the whole last word, not only its beginning. */
struct ask_hit { ticket_id id; bool exact; };
/* Tickets with all words that were joined, below `before`, newest first, each
   once; at most max. */
RC	ask_ids(struct tenant *, struct arena *, struct ask *, ticket_id before,
	    size_t max, struct ask_hit **v_r, size_t *n_r);

#endif
