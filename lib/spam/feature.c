/*
 * What a message's features are (spam.h): byte 5-grams and words, of the head and
 * of the body, hashed into slots.  Each slot of a place counts once.
 */
#include "spam/priv.h"

#define HEAD_GRAMS	1300	/* bytes of the head read as 5-grams */
#define BODY_GRAMS	4500
#define WORD_MAX	30	/* bytes of a word that count */

static uint64_t
mix(uint64_t x)
{
	x ^= x >> 32;
	x *= 0xD6E8FEB86659FD93ULL;
	x ^= x >> 32;
	return (x * 0xD6E8FEB86659FD93ULL);
}

uint64_t
spam_hash(const void *p, size_t n, uint64_t seed)
{
	const uint8_t *b = p;
	uint64_t h = 0xCBF29CE484222325ULL ^ seed * 0x9E3779B97F4A7C15ULL;

	for (size_t i = 0; i < n; i++)
		h = (h ^ b[i]) * 0x100000001B3ULL;
	return (mix(h));
}

static void
add(struct spam_place_slots *s, uint64_t *seen, uint64_t hash)
{
	uint32_t slot = spam_slot(hash);

	if (s->n == SPAM_FEATURES || (seen[slot >> 6] >> (slot & 63) & 1))
		return;
	seen[slot >> 6] |= 1ULL << (slot & 63);
	s->slot[s->n++] = slot;
}

static void
forget_seen(const struct spam_place_slots *s, uint64_t *seen)
{
	for (uint32_t i = 0; i < s->n; i++)
		seen[s->slot[i] >> 6] = 0;
}

static void
grams(struct spam_place_slots *s, uint64_t *seen, struct bytes b, size_t max,
    uint64_t seed)
{
	uint64_t v = 0;

	for (size_t i = 0; i < b.n && i < max; i++) {
		v = (v << 8 | b.p[i]) & 0xFFFFFFFFFFULL;
		if (i >= 4)
			add(s, seen, mix(v ^ seed));
	}
}

/* ---- words ------------------------------------------------------------------- */

static bool
word_byte(uint8_t c)
{
	return ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c >= 0x80 || c == '$' || c == '\'' ||
	    c == '-' || c == '_' || c == '!' || c == '.');
}

static bool
edge_byte(uint8_t c)
{
	return (c == '.' || c == '-' || c == '\'');
}

bool
spam_words_next(struct spam_words *w)
{
	const uint8_t *from, *to;

	while (w->p < w->end) {
		while (w->p < w->end && !word_byte(*w->p))
			w->p++;
		from = w->p;
		while (w->p < w->end && word_byte(*w->p))
			w->p++;
		to = w->p;
		while (from < to && edge_byte(*from))
			from++;
		while (to > from && edge_byte(to[-1]))
			to--;
		if (from == to)
			continue;
		w->word = from;
		w->n = to - from > WORD_MAX ? WORD_MAX : (size_t)(to - from);
		w->hash = spam_hash(from, w->n, w->seed);
		return (true);
	}
	return (false);
}

bool
spam_lines_next(struct spam_lines *l, struct bytes *name_r,
    struct bytes *value_r)
{
	const uint8_t *nl, *colon;

	if (l->p >= l->end)
		return (false);
	nl = memchr(l->p, '\n', (size_t)(l->end - l->p));
	if (nl == NULL)
		nl = l->end;
	colon = memchr(l->p, ':', (size_t)(nl - l->p));
	if (colon == NULL)
		colon = nl;
	*name_r = (struct bytes){ l->p, (size_t)(colon - l->p) };
	*value_r = (struct bytes){ colon, (size_t)(nl - colon) };
	l->p = nl < l->end ? nl + 1 : nl;
	return (true);
}

/* Words, and with pairs each with the one before. */
static void
words(struct spam_place_slots *s, uint64_t *seen, struct bytes b, uint64_t seed,
    bool pairs)
{
	struct spam_words w = { .p = b.p, .end = b.p + b.n, .seed = seed };
	uint64_t before = 0;

	while (spam_words_next(&w)) {
		add(s, seen, w.hash);
		if (pairs && before != 0)
			add(s, seen, mix(before * 31 + w.hash));
		before = w.hash;
	}
}

static void
head_words(const struct spam_text *t, uint64_t key, uint64_t *seen,
    struct spam_place_slots *head, struct spam_place_slots *body)
{
	struct spam_lines l = { t->head.p, t->head.p + t->head.n };
	struct bytes name, value;
	uint64_t seed;
	bool pairs;

	while (spam_lines_next(&l, &name, &value)) {
		seed = spam_hash(name.p, name.n, SPAM_SEED_NAME ^ key);
		add(head, seen, seed);
		pairs = name.n == 4 && memcmp(name.p, "from", 4) == 0;
		if (name.n == 7 && memcmp(name.p, "subject", 7) == 0)
			pairs = true;
		words(head, seen, value, seed, pairs);
	}
	words(head, seen, t->marks, SPAM_SEED_MARKS ^ key, false);
	forget_seen(head, seen);
	/* A subject speaks in the body's words as well. */
	l = (struct spam_lines){ t->head.p, t->head.p + t->head.n };
	while (spam_lines_next(&l, &name, &value))
		if (name.n == 7 && memcmp(name.p, "subject", 7) == 0)
			words(body, seen, value, SPAM_SEED_BODY ^ key, true);
}

void
spam_features(const struct spam_text *t, uint64_t key, uint64_t *seen,
    struct spam_features *f)
{
	struct spam_place_slots *p = f->place;

	for (size_t i = 0; i < SPAM_PLACES; i++)
		p[i].n = 0;
	grams(&p[0], seen, t->head, HEAD_GRAMS, 5ULL << 40 ^ key);
	grams(&p[0], seen, t->marks, 300, 11ULL << 40 ^ key);
	forget_seen(&p[0], seen);
	grams(&p[1], seen, t->body, BODY_GRAMS, 9ULL << 40 ^ key);
	forget_seen(&p[1], seen);
	head_words(t, key, seen, &p[2], &p[3]);
	words(&p[3], seen, t->body, SPAM_SEED_BODY ^ key, true);
	forget_seen(&p[3], seen);
}
