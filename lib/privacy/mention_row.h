/* What mention.c looks for and mention_find.c with (lib/privacy only). */
#ifndef PRIVACY_MENTION_ROW_H
#define PRIVACY_MENTION_ROW_H

#include "privacy/mention.h"

#define SHINGLE		8	/* words in a row that are a quote */
#define NAME_FORMS	5
#define LINE_QUOTED	40	/* bytes of a line that is one */

/* Runs of words by their hash, and who said each first: a set that grows, up to
   786,432 of them (about 5 MB of text). */
struct run { uint64_t h; int64_t his, others; };	/* h 0: free */
struct shingles {
	struct arena	*a;
	struct run	*v;
	size_t		 n, cap;
};
/* Somebody said it at that time (microseconds): he, or somebody else. */
void	shingles_add(struct shingles *, uint64_t, int64_t at, bool his);
/* It takes no more, only what it has is said again. */
bool	shingles_full(const struct shingles *);
/* Is it his, who said it before all others? */
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
	size_t		 shut;		/* tickets and messages of his that are
					   damaged: not learned */
	bool		 exact;		/* the address, as it is spelt */
	/* mention_tells(), or NULL */
	void		(*looked)(void *arg, size_t n, size_t of);
	void		*arg;
	/* mention_borrows(), or NULL */
	RC		(*borrow)(void *arg, contact_id, const struct lent **);
	void		*borrow_arg;
	/* mention_rests(), or NULL */
	void		(*rest)(void *arg);
	void		*rest_arg;
	bool		 wholly;	/* mention_wholly() */
	size_t		 to_look;	/* tickets of the list that is made */
};

#define MENTION_LIST	2000	/* rows of a list */

/* The first place in a text, as it is shown. */
void	mention_snippet(struct arena *, const char *text, struct range,
	    struct mention *);
/* All of them taken out of a text (mention_marks()); true: there were any. */
bool	mention_cut_text(struct arena *, const struct person_words *,
	    bool all, const char **text);
/* What stands in a text into m; its first place into *first_r.  false: nothing. */
bool	mention_look(struct arena *, const struct person_words *,
	    const char *text, struct mention *m, struct range *first_r);

/* ticket_get(), and once more with what is borrowed (all->lent is set). */
RC	mention_open(struct tenant *all, struct arena *,
	    const struct person_words *, ticket_id, struct ticket *,
	    struct key *);
/* Adds a text of his to what is looked for, or one of others to what is not. */
void	mention_learn_text(struct person_words *, struct arena *scratch,
	    const char *text, int64_t at, bool his);
/* Between two tickets or two questions to the index. */
void	mention_between(const struct person_words *);
/* Others said these before him: his they are not.  Adds none. */
void	mention_others_text(struct person_words *, struct arena *scratch,
	    const char *text, int64_t at);

#endif
