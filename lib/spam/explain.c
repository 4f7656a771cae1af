/* Why a score is what it is (spam.h): the words that weigh most. */
#include "spam/priv.h"

#include <math.h>
#include <strings.h>

#include "spam/decode.h"

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
		.seed = seed, .fold = place == SPAM_IN_BODY };
	uint32_t slot;

	while (spam_words_next(&w)) {
		slot = spam_slot(w.hash);
		if (spam_weight(&m->slot[slot]) != 0)
			offer(a, k, (struct spam_reason){ .place = place,
			    .name = name, .weight = spam_weight(
			    &m->slot[slot]) }, slot, &w);
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

/* ---- links --------------------------------------------------------------------- */

/* The host of the address that begins at or after p, before any '>'. */
static struct bytes
host_at(struct bytes b)
{
	struct bytes h = { 0 };
	size_t i = 0;

	while (i + 2 < b.n && b.p[i] != '>' && memcmp(b.p + i, "://", 3) != 0)
		i++;
	if (i + 2 >= b.n || b.p[i] == '>')
		return (h);
	h.p = b.p + i + 3;
	while (h.p + h.n < b.p + b.n && h.p[h.n] > ' ' &&
	    strchr("/?#\"'<>:", h.p[h.n]) == NULL)
		h.n++;
	if (h.n > 4 && bytes_begin(h, "www."))
		h = (struct bytes){ h.p + 4, h.n - 4 };
	return (h);
}

/* Is one host the other, or inside it? */
static bool
hosts_agree(struct bytes a, struct bytes b)
{
	struct bytes longer = a.n > b.n ? a : b, shorter = a.n > b.n ? b : a;
	const uint8_t *tail = longer.p + (longer.n - shorter.n);

	return (shorter.n > 0 && strncasecmp((const char *)tail,
	    (const char *)shorter.p, shorter.n) == 0 &&
	    (longer.n == shorter.n || tail[-1] == '.'));
}

bool
spam_link_lies(const struct spam_text *t)
{
	struct bytes b = t->body, to, shown;
	const uint8_t *close;

	for (; b.n > 3; b.p++, b.n--) {
		if (!bytes_begin(b, "<a "))
			continue;
		close = memchr(b.p, '>', b.n);
		if (close == NULL)
			return (false);
		to = host_at(b);
		shown = (struct bytes){ close + 1,
		    (size_t)(b.p + b.n - close - 1) };
		if (to.n == 0 || !(bytes_begin(shown, "http://") ||
		    bytes_begin(shown, "https://")))
			continue;
		shown = host_at(shown);
		if (shown.n > 0 && !hosts_agree(to, shown))
			return (true);
	}
	return (false);
}
