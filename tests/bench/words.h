/*
 * Deterministic text for the bench: the same seed gives the same words, which
 * occur as in a language (Zipf: the word of rank r about 1/r as often as the
 * first), English and Spanish mixed; past the real ones, words of syllables.
 */
#ifndef BENCH_WORDS_H
#define BENCH_WORDS_H

#include <stdint.h>

#include "core/buf.h"

#define VOCABULARY	8000

static const char *const bench_common[] = {
	"the", "de", "I", "la", "to", "que", "and", "el", "a", "en", "my",
	"no", "is", "y", "it", "los", "of", "se", "not", "por", "order", "un",
	"you", "para", "with", "con", "have", "una", "please", "mi", "on",
	"pedido", "was", "las", "can", "gracias", "we", "factura", "invoice",
	"cuenta", "account", "when", "cuando", "help", "ayuda", "delivery",
	"pago", "payment", "hola", "hello", "error", "problema", "problem",
	"thanks", "correo", "password", "enlace", "yesterday", "ayer", "card",
	"tarjeta", "refund", "devolucion", "address", "cliente", "customer",
	"number", "numero", "cancel", "cancelar", "shipping", "producto",
	"product", "pantalla", "screen", "update", "servicio", "service",
	"waiting", "espero", "still", "todavia", "broken", "roto", "package",
	"paquete", "return", "cambio", "change", "contract", "contrato",
	"phone", "ordenador", "computer", "monday", "lunes", "urgent",
	"urgente", "receipt", "recibo", "charge", "cobro", "twice",
};

struct bench_words {
	const char	*v[VOCABULARY];
	double		 upto[VOCABULARY];	/* cumulated, last is 1 */
};

static inline uint64_t
bench_next(uint64_t *seed)
{
	uint64_t z = *seed += 0x9E3779B97F4A7C15ULL;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ULL;
	z = (z ^ z >> 27) * 0x94D049BB133111EBULL;
	return (z ^ z >> 31);
}

static inline unsigned
bench_below(uint64_t *seed, unsigned n)
{
	return ((unsigned)(bench_next(seed) % n));
}

static inline struct bench_words *
bench_words_make(struct arena *a)
{
	static const char *const on[] = { "b", "c", "d", "f", "g", "l", "m",
		"n", "p", "r", "s", "t", "v", "br", "tr", "pl" };
	static const char *const in[] = { "a", "e", "i", "o", "u", "ar", "en",
		"os" };
	size_t ncommon = sizeof(bench_common) / sizeof(bench_common[0]);
	struct bench_words *w = ARENA_NEW(a, struct bench_words);
	double sum = 0, at = 0;
	size_t n;

	for (size_t r = 0; r < VOCABULARY; r++) {
		sum += 1.0 / (double)(r + 1);
		n = r - ncommon;
		w->v[r] = r < ncommon ? bench_common[r] : arena_printf(a,
		    "%s%s%s%s%s%s", on[n % 16], in[n / 16 % 8],
		    on[n / 128 % 16], in[n / 2048 % 8], on[(n * 7) % 16],
		    in[(n * 5) % 8]);
	}
	for (size_t r = 0; r < VOCABULARY; r++) {
		at += 1.0 / (double)(r + 1) / sum;
		w->upto[r] = at;
	}
	w->upto[VOCABULARY - 1] = 1;
	return (w);
}

/* The rank of the next word. */
static inline size_t
bench_rank(const struct bench_words *w, uint64_t *seed)
{
	double x = (double)(bench_next(seed) >> 11) / (double)(1ULL << 53);
	size_t lo = 0, hi = VOCABULARY - 1, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (w->upto[mid] > x)
			hi = mid;
		else
			lo = mid + 1;
	}
	return (lo);
}

/* n words; their ranks too when ranks is not NULL. */
static inline const char *
bench_text(const struct bench_words *w, struct arena *a, uint64_t *seed,
    size_t n, uint16_t *ranks)
{
	struct buf b = BUF_INIT(a);
	size_t r;

	for (size_t i = 0; i < n; i++) {
		r = bench_rank(w, seed);
		if (ranks != NULL)
			ranks[i] = (uint16_t)r;
		if (i > 0)
			buf_str(&b, i % 12 == 0 ? ".\n" : " ");
		buf_str(&b, w->v[r]);
	}
	return (buf_cstr(&b));
}

#endif
