/*
 * Words into olvido_index.term, and the making of a term (search.h).
 *
 * A term is 16 bytes: keyed digests of the stem's first 3 letters (4 bytes), of
 * its first 4, 5 and 6 letters (2 bytes each) and of the whole stem (6 bytes).
 * So an exact word is one key, and a prefix of 3 to 6 letters is one range of
 * keys: no second table for prefixes.  What it tells a thief: which tickets
 * share words or beginnings of words, never which words.
 */
#include "model/search/search.h"

#include "core/str.h"
#include "crypto/vault.h"
#include "model/search/search_term.h"
#include "text/fold.h"

#define WORDS_MAX	2000	/* distinct words indexed of one message */

QUERY(Q_TERM_ADD, Q_TENANT,
    "INSERT IGNORE INTO olvido_index.term (account_id, term, ticket_id)"
    " SELECT ?, SUBSTRING(CAST(? AS BINARY), q.seq * 16 + 1, 16), ?"
    "  FROM seq_0_to_4095 q WHERE q.seq < ?");

static const size_t part_letters[] = { 3, 4, 5, 6 };
static const size_t part_bytes[] = { 4, 2, 2, 2 };

/* Bytes of the first n code points of a valid string. */
static size_t
letters(const char *s, size_t n)
{
	size_t i = 0;

	while (s[i] != '\0' && n > 0) {
		i++;
		while (((unsigned char)s[i] & 0xC0) == 0x80)
			i++;
		n--;
	}
	return (i);
}

static void
term_part(const struct key *k, const char *kind, size_t part,
    const char *word, size_t nbytes, uint8_t *out, size_t len)
{
	char name[16];
	struct digest d;

	snprintf(name, sizeof(name), "%s%zu", kind, part);
	d = digest_keyed(k, name, (struct bytes){ (const uint8_t *)word,
	    nbytes });
	memcpy(out, d.b, len);
}

struct term
term_make(const struct key *k, enum term_kind kind, const char *stem)
{
	const char *name = kind == TERM_FROM ? "f" : "w";
	struct term t = { 0 };
	size_t at = 0;

	for (size_t i = 0; i < 4; i++) {
		term_part(k, name, part_letters[i], stem,
		    letters(stem, part_letters[i]), t.b + at, part_bytes[i]);
		at += part_bytes[i];
	}
	term_part(k, name, 0, stem, strlen(stem), t.b + at, TERM_LEN - at);
	return (t);
}

/* The range of terms whose stem begins with these letters. */
void
term_range(const struct key *k, enum term_kind kind, const char *prefix,
    struct term *from_r, struct term *to_r)
{
	size_t n = utf8_letters(prefix), at = 0;

	*from_r = term_make(k, kind, prefix);
	*to_r = *from_r;
	for (size_t i = 0; i < 4 && part_letters[i] <= n; i++)
		at += part_bytes[i];
	memset(from_r->b + at, 0, TERM_LEN - at);
	memset(to_r->b + at, 0xFF, TERM_LEN - at);
}

size_t
utf8_letters(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return (n);
}

static int
cmp_term(const void *x, const void *y)
{
	return (memcmp(x, y, TERM_LEN));
}

static size_t
add_words(struct tenant *t, struct arena *a, const struct key *k,
    enum term_kind kind, const char *text, struct term *v, size_t n)
{
	struct words w = text_words(a, text, WORDS_MAX - n);

	for (size_t i = 0; i < w.n && n < WORDS_MAX; i++)
		v[n++] = term_make(k, kind, kind == TERM_FROM ? w.v[i]
		    : text_stem(a, w.v[i], t->language));
	return (n);
}

RC
search_index(struct tenant *t, struct arena *a, ticket_id id,
    const char *const *texts, size_t ntexts, const char *from_name,
    const char *from_email)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k = key_purpose(t->key, "term");
	struct term *v = arena_array(a, WORDS_MAX, sizeof(*v));
	size_t n = 0, m = 0;

	n = add_words(t, a, &k, TERM_FROM, from_name, v, n);
	n = add_words(t, a, &k, TERM_FROM, from_email, v, n);
	for (size_t i = 0; i < ntexts; i++)
		n = add_words(t, a, &k, TERM_WORD, texts[i], v, n);
	if (n == 0)
		return (RC_OK);
	/* In key order: fewer page visits, and the same lock order for all. */
	qsort(v, n, sizeof(*v), cmp_term);
	for (size_t i = 0; i < n; i++)
		if (m == 0 || cmp_term(&v[m - 1], &v[i]) != 0)
			v[m++] = v[i];
	TRY(stmt_tenant(&st, t, &Q_TERM_ADD));
	bind_bytes(st, (struct bytes){ v->b, m * TERM_LEN });
	bind_u64(st, id.v);
	bind_u64(st, m);
	return (stmt_exec(st, NULL));
}
