/* The second factor as people meet it (second.h). */
#include "auth/second.h"

#include "core/buf.h"
#include "core/rand.h"
#include "core/str.h"
#include "core/time.h"
#include "crypto/le.h"
#include "model/access/throttle.h"
#include "model/key/keyring.h"

#define OFFER_S		900
#define RECOVERY_LEN	25	/* letters of 5 bits: 125 bits */

/* ---- what was typed --------------------------------------------------------- */

/* Without blanks and dashes, as a recovery code's letters are written. */
static const char *
normal(struct arena *a, const char *typed)
{
	struct buf b = BUF_INIT(a);
	char c;

	for (; *typed != '\0' && b.n < 64; typed++) {
		c = *typed >= 'a' && *typed <= 'z' ? (char)(*typed - 32)
		    : *typed;
		if (c == ' ' || c == '-')
			continue;
		/* Crockford: what looks alike is alike. */
		buf_chr(&b, c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c);
	}
	return (buf_cstr(&b));
}

static RC
count(struct tenant *t, struct arena *a, struct person p)
{
	struct digest d = throttle_key(t->vault, "code", arena_printf(a,
	    "%llu %d %llu", (unsigned long long)t->id.v, (int)p.kind,
	    (unsigned long long)p.id));

	return (throttle_hit(t->db, &d, CODES_PER_WINDOW, CODES_WINDOW_S));
}

static RC
check_code(struct tenant *t, struct arena *a, struct person p,
    const char *code)
{
	struct factor_state s;
	int64_t step;

	TRY(count(t, a, p));
	TRY(factor_state(t, a, p, &s));
	if (!s.has_seed)
		return (RC_DENIED);
	TRY(totp_match(s.seed, code, now_s(), &step));
	return (factor_take_step(t, p, step));
}

/* 125 bits cannot be guessed: a thief's attempts at codes do not close it. */
static RC
check_recovery(struct tenant *t, struct arena *a, struct person p,
    const char *code)
{
	struct digest d;

	TRY(factor_recovery_digest(t, p, code, &d));
	return (factor_take_recovery(t, a, p, &d));
}

RC
second_check(struct tenant *t, struct arena *a, struct person p,
    const char *typed, enum audit_way *way_r)
{
	const char *code = normal(a, typed);

	*way_r = WAY_TOTP;
	if (strlen(code) != RECOVERY_LEN)
		return (check_code(t, a, p, code));
	*way_r = WAY_RECOVERY;
	return (check_recovery(t, a, p, code));
}

/* ---- offering a seed --------------------------------------------------------- */

static const char *
percent(struct arena *a, const char *s)
{
	struct buf b = BUF_INIT(a);

	for (; *s != '\0'; s++) {
		if ((*s >= '0' && *s <= '9') || (*s >= 'a' && *s <= 'z') ||
		    (*s >= 'A' && *s <= 'Z') || strchr("-._~", *s) != NULL)
			buf_chr(&b, *s);
		else
			buf_printf(&b, "%%%02X", (unsigned char)*s);
	}
	return (buf_cstr(&b));
}

static const char *
in_groups(struct arena *a, const char *s, int n, char between)
{
	struct buf b = BUF_INIT(a);

	for (int i = 0; s[i] != '\0'; i++) {
		if (i > 0 && i % n == 0)
			buf_chr(&b, between);
		buf_chr(&b, s[i]);
	}
	return (buf_cstr(&b));
}

static void
offer_texts(struct tenant *t, struct arena *a, const char *name,
    const uint8_t seed[TOTP_SEED_LEN], struct second_offer *o)
{
	const char *key = totp_base32(a, seed, TOTP_SEED_LEN);
	const char *issuer = percent(a, t->name);

	o->key = in_groups(a, key, 4, ' ');
	o->uri = arena_printf(a, "otpauth://totp/%s:%s?secret=%s&issuer=%s"
	    "&algorithm=SHA1&digits=6&period=30", issuer, percent(a, name),
	    key, issuer);
}

struct offer_place { struct key key; struct seal_place place; };

/* Nobody else's offer opens, nor one of another session. */
static RC
offer_place(struct tenant *t, struct person p, session_id session,
    struct offer_place *at_r)
{
	struct key k;

	TRY(keyring_subject(t, p.kind, p.id, &k));
	at_r->key = key_purpose(&k, "totp-offer");
	at_r->place = (struct seal_place){ t->id, "factor.offer", session.v };
	return (RC_OK);
}

#define OFFER_LEN	(TOTP_SEED_LEN + 8)
#define OFFER_SEALED	(OFFER_LEN + SEAL_OVERHEAD)

RC
second_offer(struct tenant *t, struct arena *a, struct person p,
    const char *name, session_id session, struct second_offer *o_r)
{
	struct offer_place at;
	uint8_t plain[OFFER_LEN];
	struct bytes sealed;

	TRY(offer_place(t, p, session, &at));
	rand_bytes(plain, TOTP_SEED_LEN);
	le64(plain + TOTP_SEED_LEN, (uint64_t)(now_s() + OFFER_S));
	sealed = seal(a, &at.key, at.place,
	    (struct bytes){ plain, sizeof(plain) });
	o_r->sealed = b64url_encode(a, sealed.p, sealed.n);
	offer_texts(t, a, name, plain, o_r);
	explicit_bzero(plain, sizeof(plain));
	return (RC_OK);
}

static RC
offer_open(struct tenant *t, struct person p, session_id session,
    const char *text, uint8_t plain_r[OFFER_LEN])
{
	uint8_t sealed[OFFER_SEALED];
	struct offer_place at;

	TRY(offer_place(t, p, session, &at));
	if (b64url_decode(text, sealed, sizeof(sealed)) != RC_OK ||
	    seal_open_to(&at.key, at.place, (struct bytes){ sealed,
	    sizeof(sealed) }, plain_r, OFFER_LEN) != RC_OK ||
	    (int64_t)un64(plain_r + TOTP_SEED_LEN) < now_s())
		return (RC_GONE);
	return (RC_OK);
}

RC
second_offer_again(struct tenant *t, struct arena *a, struct person p,
    const char *name, session_id session, const char *sealed,
    struct second_offer *o_r)
{
	uint8_t plain[OFFER_LEN];

	TRY(offer_open(t, p, session, sealed, plain));
	o_r->sealed = sealed;
	offer_texts(t, a, name, plain, o_r);
	explicit_bzero(plain, sizeof(plain));
	return (RC_OK);
}

/* ---- taking it over ----------------------------------------------------------- */

RC
second_recovery_make(struct tenant *t, struct arena *a, struct person p,
    const char *text_r[RECOVERY_CODES], struct digest d_r[RECOVERY_CODES])
{
	uint8_t bytes[16];
	char *code;

	for (int i = 0; i < RECOVERY_CODES; i++) {
		rand_bytes(bytes, sizeof(bytes));
		code = b32_encode(a, bytes, sizeof(bytes));
		code[RECOVERY_LEN] = '\0';
		TRY(factor_recovery_digest(t, p, code, &d_r[i]));
		text_r[i] = in_groups(a, code, 5, '-');
	}
	explicit_bzero(bytes, sizeof(bytes));
	return (RC_OK);
}

RC
second_confirm(struct tenant *t, struct arena *a, struct person p,
    session_id session, const char *sealed, const char *code,
    const char *recovery_r[RECOVERY_CODES])
{
	struct digest d[RECOVERY_CODES];
	uint8_t plain[OFFER_LEN];
	int64_t step;

	TRY(offer_open(t, p, session, sealed, plain));
	TRY(totp_match(plain, normal(a, code), now_s(), &step));
	TRY(second_recovery_make(t, a, p, recovery_r, d));
	return (factor_set_codes(t, a, p, plain, step, d));
}

RC
second_recovery(struct tenant *t, struct arena *a, struct person p,
    const char *recovery_r[RECOVERY_CODES])
{
	struct digest d[RECOVERY_CODES];

	TRY(second_recovery_make(t, a, p, recovery_r, d));
	return (factor_set_recovery(t, a, p, d));
}
