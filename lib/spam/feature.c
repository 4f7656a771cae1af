/*
 * What a message's features are (spam.h): byte 5-grams and words of the head, byte
 * 4-grams and words of the body without regard to ASCII capitals, hashed into
 * slots.  Each slot of a place counts once.
 */
#include "spam/priv.h"

/* Read as grams. */
#define OWN_BYTES	1300
#define ROUTE_BYTES	800
#define MARK_BYTES	300
#define BODY_BYTES	9000
#define WORD_MAX	30	/* bytes of a word that count */

static uint64_t
mix(uint64_t x)
{
	x ^= x >> 32;
	x *= 0xD6E8FEB86659FD93ULL;
	x ^= x >> 32;
	return (x * 0xD6E8FEB86659FD93ULL);
}

static uint8_t
folded(uint8_t c, bool fold)
{
	return (fold && c >= 'A' && c <= 'Z' ? c | 0x20 : c);
}

static uint64_t
hash(const uint8_t *b, size_t n, uint64_t seed, bool fold)
{
	uint64_t h = 0xCBF29CE484222325ULL ^ seed * 0x9E3779B97F4A7C15ULL;

	for (size_t i = 0; i < n; i++)
		h = (h ^ folded(b[i], fold)) * 0x100000001B3ULL;
	return (mix(h));
}

uint64_t
spam_hash(const void *p, size_t n, uint64_t seed)
{
	return (hash(p, n, seed, false));
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

/* Of n bytes each; the body's (n = 4) with capitals as small letters. */
static void
grams(struct spam_place_slots *s, uint64_t *seen, struct bytes b, unsigned n,
    uint64_t seed)
{
	bool fold = n == 4;
	uint64_t v = 0, mask = (1ULL << 8 * n) - 1;

	for (size_t i = 0; i < b.n; i++) {
		v = (v << 8 | folded(b.p[i], fold)) & mask;
		if (i + 1 >= n)
			add(s, seen, mix(v ^ seed));
	}
}

static struct bytes
first(struct bytes b, size_t n)
{
	return ((struct bytes){ b.p, b.n < n ? b.n : n });
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
		w->hash = hash(from, w->n, w->seed, w->fold);
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
    bool pairs, bool fold)
{
	struct spam_words w = { .p = b.p, .end = b.p + b.n, .seed = seed,
		.fold = fold };
	uint64_t before = 0;

	while (spam_words_next(&w)) {
		add(s, seen, w.hash);
		if (pairs && before != 0)
			add(s, seen, mix(before * 31 + w.hash));
		before = w.hash;
	}
}

/* ---- the head ---------------------------------------------------------------- */

/* Is it a line that servers, lists and readers add on the way? */
static bool
is_route(struct bytes name)
{
	static const char *const begins[] = { "received", "list-", "return-path",
		"delivered-to", "delivery-", "sender", "errors-to", "precedence",
		"mailing-list", "resent-", "envelope", "authentication-", "dkim",
		"arc-", "status", "replied", "forwarded", "x-been", "x-mailman",
		"x-loop", "x-original", "x-envelope", "x-spam", "x-virus",
		"x-scanned", "x-authentication", "x-status", "x-keywords",
		"x-uid", "x-mozilla" };
	size_t n;

	for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++) {
		if (name.n == 0 || *name.p != (uint8_t)*begins[i])
			continue;
		n = strlen(begins[i]);
		if (name.n >= n && memcmp(name.p, begins[i], n) == 0)
			return (true);
	}
	return (false);
}

static bool
is_name(struct bytes name, const char *s)
{
	return (name.n == strlen(s) && memcmp(name.p, s, name.n) == 0);
}

static void
head_grams(const struct spam_text *t, uint64_t key, uint64_t *seen,
    struct spam_place_slots *own, struct spam_place_slots *route)
{
	struct spam_lines l = { t->head.p, t->head.p + t->head.n };
	size_t left[2] = { OWN_BYTES, ROUTE_BYTES };
	struct bytes name, value, line;
	bool r;

	while (spam_lines_next(&l, &name, &value)) {
		r = is_route(name);
		line = first((struct bytes){ name.p, (size_t)(l.p - name.p) },
		    left[r]);
		left[r] -= line.n;
		grams(r ? route : own, seen, line, 5, 5ULL << 40 ^ key);
	}
	grams(own, seen, first(t->marks, MARK_BYTES), 5, 11ULL << 40 ^ key);
	forget_seen(own, seen);
	forget_seen(route, seen);
}

static void
head_words(const struct spam_text *t, uint64_t key, uint64_t *seen,
    struct spam_place_slots *own, struct spam_place_slots *route)
{
	struct spam_lines l = { t->head.p, t->head.p + t->head.n };
	struct spam_place_slots *s;
	struct bytes name, value;
	uint64_t seed;

	while (spam_lines_next(&l, &name, &value)) {
		s = is_route(name) ? route : own;
		seed = spam_hash(name.p, name.n, SPAM_SEED_NAME ^ key);
		add(s, seen, seed);
		words(s, seen, value, seed, is_name(name, "from") ||
		    is_name(name, "subject"), false);
	}
	words(own, seen, t->marks, SPAM_SEED_MARKS ^ key, false, false);
	forget_seen(own, seen);
	forget_seen(route, seen);
}

/* A subject speaks in the body's words as well. */
static void
body_words(const struct spam_text *t, uint64_t key, uint64_t *seen,
    struct spam_place_slots *s)
{
	struct spam_lines l = { t->head.p, t->head.p + t->head.n };
	struct bytes name, value;

	while (spam_lines_next(&l, &name, &value))
		if (is_name(name, "subject"))
			words(s, seen, value, SPAM_SEED_BODY ^ key, true,
			    true);
	words(s, seen, t->body, SPAM_SEED_BODY ^ key, true, true);
	forget_seen(s, seen);
}

void
spam_features(const struct spam_text *t, uint64_t key, uint64_t *seen,
    struct spam_features *f)
{
	struct spam_place_slots *p = f->place;

	for (size_t i = 0; i < SPAM_PLACES; i++)
		p[i].n = 0;
	head_grams(t, key, seen, &p[HEAD_GRAMS], &p[ROUTE_GRAMS]);
	head_words(t, key, seen, &p[HEAD_WORDS], &p[ROUTE_WORDS]);
	grams(&p[BODY_GRAMS], seen, first(t->body, BODY_BYTES), 4,
	    9ULL << 40 ^ key);
	forget_seen(&p[BODY_GRAMS], seen);
	body_words(t, key, seen, &p[BODY_WORDS]);
}
