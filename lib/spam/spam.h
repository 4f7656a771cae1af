/*
 * The learning spam filter, pure: a message in, a score and its reasons out.  No
 * database, no clock, no state but the model.
 *
 * An online logistic regression with a learning rate of its own for each feature
 * (AdaGrad; Duchi, Hazan, Singer 2011) over hashed features in six places of a
 * message: byte n-grams and words of what the author's program wrote at its head,
 * of what the route added there, and of the decoded body (Goodman and Yih 2006 for
 * online regression, Cormack 2007 for overlapping n-grams).  Each place weighs the
 * same whatever its length, and learns mostly from its own error, the rest from
 * that of all together, so that none leans on the others.  An example that
 * contradicts all that was learnt moves little, and a score is half that of the
 * weights as they are and half that of a second set that follows them: one
 * correction may be a mistake.  The less is known of a message's features, the
 * nearer to 0 is its score.
 *
 * A model holds weights of hashed features, no text.  Features are hashed with
 * the model's key; who has model and key can ask whether a word weighs anything.
 */
#ifndef SPAM_SPAM_H
#define SPAM_SPAM_H

#include <stdbool.h>

#include "core/arena.h"

#define SPAM_TEXT_MAX	10000	/* bytes of any of these */
/* A message made comparable: what its features are taken from. */
struct spam_text {
	struct bytes	head;	/* "name:value\n" lines, names in lower case */
	struct bytes	marks;	/* types and codings of its parts */
	struct bytes	body;	/* decoded text, blanks in one */
};

/*
 * Read a raw message (RFC 5322 with MIME, an mbox "From " line first or not, any
 * charset, malformed or not).  At most the first 10 KB of text are looked at, and
 * 40 parts.  Lives in the arena.
 */
void	spam_read(struct arena *, struct bytes raw, struct spam_text *);
/*
 * The same for what comes by form, chat or API: fields are name and value pairs
 * ("from", "Ana <ana@example.org>"), ended by a NULL name.
 */
void	spam_form(struct arena *, const char *const fields[][2],
	    const char *text, struct spam_text *);

struct spam_model;
enum spam_label { SPAM_HAM = 0, SPAM_UNSURE = 1, SPAM_SPAM = 2 };

/* An empty model; in the arena, SPAM_MODEL_BYTES of it. key: never stored. */
#define SPAM_MODEL_BYTES	((6U << 20) + (256U << 10))
struct spam_model *spam_model_new(struct arena *, uint64_t key);

/*
 * What an empty model begins with: some words that were usual or rare in other
 * people's spam (prior.c), as weights that move like any other.  It counts as
 * nothing learnt.  False: this build has no such figures.
 */
bool	spam_begin(struct spam_model *);

/* Log-odds that it is spam, near 0 as long as little was learnt. */
double	spam_score(struct spam_model *, const struct spam_text *);
/* What to do with a score, by how much was learnt. */
enum spam_label spam_label(const struct spam_model *, double score);
/* How far above 0 a score must be to say anything: nearly 0 once much was learnt. */
double	spam_lean(const struct spam_model *);
/* Learn one message. Its effect is seen by the next spam_score(). */
void	spam_train(struct spam_model *, const struct spam_text *, bool is_spam);
/* How many were learnt. */
uint32_t spam_trained(const struct spam_model *, bool is_spam);

/*
 * The model as bytes, in the arena: 128 KB and 2.5 bytes for each slot that
 * learnt, at most SPAM_STORED_MAX.  Weights are rounded to 4 per cent.
 * RC_INVALID: not such bytes, or of an older form.
 */
#define SPAM_STORED_MAX	(3U << 20)
struct bytes spam_save(struct arena *, const struct spam_model *);
RC	spam_load(struct arena *, struct bytes, uint64_t key,
	    struct spam_model **m_r);

/* A link that shows another address than the one it leads to. */
bool	spam_link_lies(const struct spam_text *);

/* One reason of a score: a place and a word in it that weighed most. */
enum spam_place { SPAM_IN_HEAD = 0, SPAM_IN_BODY = 1 };
struct spam_reason {
	enum spam_place	 place;
	const char	*name;	/* of the head's line; "" in the body */
	const char	*word;	/* as normalised */
	double		 weight; /* share of the score; > 0 speaks for spam */
};
struct spam_reasons { struct spam_reason *v; size_t n; };
/* At most max words that weigh most in either direction, strongest first. */
void	spam_explain(struct spam_model *, struct arena *,
	    const struct spam_text *, size_t max, struct spam_reasons *);

#endif
