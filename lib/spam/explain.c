/* Why a score is what it is (spam.h): the words that weigh most. */
#include "spam/priv.h"

#include <math.h>

struct pick {
	struct spam_reason *v;
	size_t		 n, max;
	uint32_t	*slot;		/* of each, so that none comes twice */
};

static void
offer(struct arena *a, struct pick *k, struct spam_reason r, uint32_t slot,
    const struct spam_words *w)
{
	size_t at = k->n;

	for (size_t i = 0; i < k->n; i++)
		if (k->slot[i] == slot)
			return;
	while (at > 0 && fabs(k->v[at - 1].weight) < fabs(r.weight))
		at--;
	if (at == k->max)
		return;
	if (k->n < k->max)
		k->n++;
	memmove(&k->v[at + 1], &k->v[at], (k->n - at - 1) * sizeof(k->v[0]));
	memmove(&k->slot[at + 1], &k->slot[at], (k->n - at - 1) *
	    sizeof(k->slot[0]));
	r.word = arena_strndup(a, (const char *)w->word, w->n);
	k->v[at] = r;
	k->slot[at] = slot;
}

static void
look(struct spam_model *m, struct arena *a, struct pick *k, struct bytes text,
    uint64_t seed, enum spam_place place, const char *name)
{
	struct spam_words w = { .p = text.p, .end = text.p + text.n,
		.seed = seed };
	uint32_t slot;

	while (spam_words_next(&w)) {
		slot = spam_slot(w.hash);
		if (m->w[slot] != 0)
			offer(a, k, (struct spam_reason){ .place = place,
			    .name = name, .weight = m->w[slot] }, slot, &w);
	}
}

void
spam_explain(struct spam_model *m, struct arena *a, const struct spam_text *t,
    size_t max, struct spam_reasons *r)
{
	struct pick k = { .max = max };
	struct spam_lines l = { t->head.p, t->head.p + t->head.n };
	struct bytes name, value;

	*r = (struct spam_reasons){ 0 };
	if (max == 0)
		return;
	k.v = arena_array(a, max, sizeof(*k.v));
	k.slot = arena_array(a, max, sizeof(*k.slot));
	while (spam_lines_next(&l, &name, &value))
		look(m, a, &k, value, spam_hash(name.p, name.n,
		    SPAM_SEED_NAME ^ m->key),
		    SPAM_IN_HEAD, arena_strndup(a, (const char *)name.p,
		    name.n));
	look(m, a, &k, t->body, SPAM_SEED_BODY ^ m->key, SPAM_IN_BODY, "");
	*r = (struct spam_reasons){ k.v, k.n };
}
