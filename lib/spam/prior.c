/*
 * What a model begins with (spam.h): figures of a public data set, made when the
 * product is built, so that a new account's filter does not see its first mails
 * blindly.  Weak: of 25 English words, in a filter that says little as long as it
 * learnt little, and one that puts nothing away before it learnt of both kinds.
 */
#include "spam/priv.h"

/*
 * A place's sum is divided by the root of its features' number (model.c): log-odds
 * are as many times larger here as that root is in a usual mail.
 */
#define OF_BODY		12.0F
#define OF_HEAD		0.8F	/* of either of two names: less, for forms have few */
#define MOST		15.0F	/* what store.c can keep */
#define LEARNT		32	/* it moves as what three errors or so made */

static void
put(struct spam_model *m, uint64_t hash, float weight)
{
	struct spam_slot *s = &m->slot[spam_slot(hash)];

	weight = weight > MOST ? MOST : weight < -MOST ? -MOST : weight;
	s->w = s->slow = (int16_t)(weight * SPAM_W_UNIT);
	s->learnt = LEARNT;
}

bool
spam_begin(struct spam_model *m)
{
	/* Any message has these: what is usual of a mail without such words. */
	static const char *const always[] = { "from", "subject" };
	struct spam_words w;

	for (size_t i = 0; i < sizeof(always) / sizeof(always[0]); i++)
		put(m, spam_hash(always[i], strlen(always[i]),
		    SPAM_SEED_NAME ^ m->key), OF_HEAD * spam_prior_general);
	for (size_t i = 0; i < spam_prior_n; i++) {
		const struct spam_prior_row *r = &spam_prior_rows[i];

		w = (struct spam_words){ .p = (const uint8_t *)r->word,
			.seed = SPAM_SEED_BODY ^ m->key, .fold = true };
		w.end = w.p + strlen(r->word);
		if (spam_words_next(&w))
			put(m, w.hash, OF_BODY * r->weight);
	}
	return (spam_prior_n > 0);
}
