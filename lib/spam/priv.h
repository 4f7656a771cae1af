/* Features and the model's insides; lib/spam only. */
#ifndef SPAM_PRIV_H
#define SPAM_PRIV_H

#include "spam/spam.h"

#define SPAM_BITS	20
#define SPAM_SLOTS	(1U << SPAM_BITS)
/*
 * Grams and words of what the author's own program wrote at the head, of what the
 * mail's route added there, and of the body.
 */
enum { HEAD_GRAMS, HEAD_WORDS, ROUTE_GRAMS, ROUTE_WORDS, BODY_GRAMS,
	BODY_WORDS, SPAM_PLACES };
#define SPAM_FEATURES	8192	/* of a place, at most */

/* Weights in parts of SPAM_W_UNIT. */
#define SPAM_W_UNIT	1024.0F
struct spam_slot {
	int16_t	 w;		/* as learnt last */
	int16_t	 slow;		/* follows it, so that one mistake weighs less */
	uint16_t learnt;	/* sum of squared errors */
};

struct spam_model {
	uint64_t key;		/* of its hashes */
	struct spam_slot *slot;
	uint64_t *seen;		/* one bit a slot, all zero between calls */
	uint32_t trained[2];	/* ham, spam */
	uint32_t right;		/* of them, how many it had called by themselves */
};

/* A word's log-odds in mails of others, and those of a mail that has none of them:
   made when the product is built (bin/make/spam_prior.c). */
struct spam_prior_row { const char *word; float weight; };
extern const struct spam_prior_row spam_prior_rows[];
extern const size_t spam_prior_n;
extern const float spam_prior_general;

/* What a slot weighs. */
static inline float
spam_weight(const struct spam_slot *s)
{
	return ((float)(s->w + s->slow) / (2 * SPAM_W_UNIT));
}

/* Slots of a place, each once. */
struct spam_place_slots {
	uint32_t n;
	uint32_t slot[SPAM_FEATURES];
};
struct spam_features { struct spam_place_slots place[SPAM_PLACES]; };

/* seen: SPAM_SLOTS bits, zero before and after. */
void	spam_features(const struct spam_text *, uint64_t key, uint64_t *seen,
	    struct spam_features *);

/* Words of a text with their slots, for features and for reasons. */
struct spam_words {
	const uint8_t	*p, *end;
	uint64_t	 seed;
	bool		 fold;	/* ASCII capitals are as small letters */
	/* the word found last */
	const uint8_t	*word;
	size_t		 n;
	uint64_t	 hash;
};
bool	spam_words_next(struct spam_words *);
/* The line of a head: its name's hash, its value; false at the end. */
struct spam_lines { const uint8_t *p, *end; };
bool	spam_lines_next(struct spam_lines *, struct bytes *name_r,
	    struct bytes *value_r);
uint64_t spam_hash(const void *, size_t, uint64_t seed);
static inline uint32_t
spam_slot(uint64_t hash)
{
	return ((uint32_t)(hash >> 32) & (SPAM_SLOTS - 1));
}
#define SPAM_SEED_BODY	1
#define SPAM_SEED_NAME	7	/* of a line of the head */
#define SPAM_SEED_MARKS	99

#endif
