/*
 * The model as bytes (spam.h).  "OLSPAM2\n"; trained ham, trained spam and right
 * (4 bytes each, little endian); a bit for each slot that learnt; for each such
 * slot in order a byte of its weight; then a byte of the slow one; then half a
 * byte of what it has learnt.
 */
#include "spam/priv.h"

#include <math.h>

#define MAGIC		"OLSPAM2\n"
#define MAGIC_LEN	8
#define HEAD_LEN	(MAGIC_LEN + 12)
#define MAP_LEN		(SPAM_SLOTS / 8)

/* 7 bits of logarithm: 2^-10 to 2^3.9, nine steps an octave. */
#define W_STEPS		9.0
#define W_LEAST		(-10.0)

static uint8_t
weight_code(int16_t w)
{
	double l;
	int c;

	if (w == 0)
		return (0);
	l = (log2(abs(w) / (double)SPAM_W_UNIT) - W_LEAST) * W_STEPS;
	c = (int)lround(l) + 1;
	c = c < 1 ? 1 : c > 127 ? 127 : c;
	return ((uint8_t)(c | (w < 0 ? 128 : 0)));
}

static int16_t
weight_of(uint8_t code)
{
	int c = code & 127;
	double w;

	if (c == 0)
		return (0);
	w = exp2((c - 1) / W_STEPS + W_LEAST) * (double)SPAM_W_UNIT + 0.5;
	return ((int16_t)(code & 128 ? -w : w));
}

/* 4 bits: v is near 2^(code + 1). */
static uint8_t
learnt_code(uint16_t v)
{
	int c = (int)lround(log2(v)) - 1;

	return ((uint8_t)(c < 0 ? 0 : c > 15 ? 15 : c));
}

static uint16_t
learnt_of(uint8_t code)
{
	return ((uint16_t)(code >= 15 ? UINT16_MAX : 2U << code));
}

static void
put32(uint8_t *p, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		p[i] = (uint8_t)(v >> 8 * i);
}

static uint32_t
get32(const uint8_t *p)
{
	return (p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	    (uint32_t)p[3] << 24);
}

static size_t
bytes_of(size_t n)
{
	return (HEAD_LEN + MAP_LEN + 2 * n + (n + 1) / 2);
}

/* Codes of what is weighed most; the others are worked out. */
#define CODES	1024
static void
codes_make(uint8_t code[CODES])
{
	for (int16_t w = 0; w < CODES; w++)
		code[w] = weight_code(w);
}

static uint8_t
code_of(const uint8_t code[CODES], int16_t w)
{
	int size = abs(w);

	if (size >= CODES)
		return (weight_code(w));
	return ((uint8_t)(code[size] | (w < 0 ? 128 : 0)));
}

struct bytes
spam_save(struct arena *a, const struct spam_model *m)
{
	uint8_t *p, *map, *w, *slow, *v, code[CODES];
	size_t n = 0, k = 0;

	for (size_t i = 0; i < SPAM_SLOTS; i++)
		n += m->slot[i].learnt > 0;
	p = arena_alloc(a, bytes_of(n));
	memcpy(p, MAGIC, MAGIC_LEN);
	put32(p + MAGIC_LEN, m->trained[0]);
	put32(p + MAGIC_LEN + 4, m->trained[1]);
	put32(p + MAGIC_LEN + 8, m->right);
	map = p + HEAD_LEN;
	w = map + MAP_LEN;
	slow = w + n;
	v = slow + n;
	codes_make(code);
	for (size_t i = 0; i < SPAM_SLOTS; i++) {
		const struct spam_slot *s = &m->slot[i];

		if (s->learnt == 0)
			continue;
		map[i >> 3] |= (uint8_t)(1 << (i & 7));
		w[k] = code_of(code, s->w);
		slow[k] = code_of(code, s->slow);
		v[k >> 1] |= (uint8_t)(learnt_code(s->learnt) << (k & 1) * 4);
		k++;
	}
	return ((struct bytes){ p, bytes_of(n) });
}

RC
spam_load(struct arena *a, struct bytes b, uint64_t key,
    struct spam_model **m_r)
{
	const uint8_t *map, *w, *slow, *v;
	struct spam_model *m;
	int16_t weight[256];
	size_t n = 0, k = 0;

	if (b.n < HEAD_LEN + MAP_LEN || memcmp(b.p, MAGIC, MAGIC_LEN) != 0)
		return (RC_INVALID);
	map = b.p + HEAD_LEN;
	for (size_t i = 0; i < MAP_LEN; i++)
		n += (size_t)__builtin_popcount(map[i]);
	if (b.n != bytes_of(n))
		return (RC_INVALID);
	w = map + MAP_LEN;
	slow = w + n;
	v = slow + n;
	m = spam_model_new(a, key);
	m->trained[0] = get32(b.p + MAGIC_LEN);
	m->trained[1] = get32(b.p + MAGIC_LEN + 4);
	m->right = get32(b.p + MAGIC_LEN + 8);
	for (unsigned c = 0; c < 256; c++)
		weight[c] = weight_of((uint8_t)c);
	for (size_t i = 0; i < SPAM_SLOTS; i++) {
		if ((map[i >> 3] >> (i & 7) & 1) == 0)
			continue;
		m->slot[i] = (struct spam_slot){ weight[w[k]], weight[slow[k]],
			learnt_of(v[k >> 1] >> (k & 1) * 4 & 15) };
		k++;
	}
	*m_r = m;
	return (RC_OK);
}
