/* What mention.c looks for and mention_find.c with (lib/privacy only). */
#ifndef PRIVACY_MENTION_ROW_H
#define PRIVACY_MENTION_ROW_H

#include "privacy/mention.h"

#define SHINGLE		8	/* words in a row that are a quote */
#define NAME_FORMS	5
#define LINE_QUOTED	40	/* bytes of a line that is one */

/* Hashes of runs of words: a set that grows. */
struct shingles {
	struct arena	*a;
	uint64_t	*v;	/* 0: free */
	size_t		 n, cap;
};
void	shingles_add(struct shingles *, uint64_t);
bool	shingles_has(const struct shingles *, uint64_t);
/* Of words [i, i + n). Never 0. */
uint64_t shingle(const struct spans *, size_t i, size_t n);

/* A piece of his texts, looked for through the index. */
struct piece { const char **words; size_t n; };

struct person_words {
	contact_id	 who;
	struct spans	 email;
	struct spans	 name[NAME_FORMS];	/* "Ana Lopez", "Lopez Ana" */
	size_t		 names;
	const char	*phone;		/* digits, or "" */
	struct shingles	 runs;		/* of SHINGLE words, and long lines */
	struct piece	 piece[MENTION_TEXTS];
	size_t		 pieces;
	bool		 more;
};

/* Adds a text of his to what is looked for. */
void	mention_learn_text(struct person_words *, struct arena *scratch,
	    const char *text);

#endif
