/*
 * Reasons and notes of the registers (typed.h).  What a tag means: the file of
 * the noun (hold_change.c, request.c, mention_review.c); consents and restrictions
 * are a text alone.
 */
#include "model/privacy/typed.h"

#include "core/pack.h"
#include "core/str.h"
#include "model/key/keyring.h"
#include "model/log/audit.h"

#define PAGED(id, about, table)						\
	"SELECT " id ", " about ", sealed FROM " table			\
	" WHERE account_id = ? AND " id " > ? ORDER BY " id " LIMIT 100"
#define LOCKED(id, about, table)					\
	"SELECT " id ", " about ", sealed FROM " table			\
	" WHERE account_id = ? AND " id " = ? FOR UPDATE"
#define SET(id, table)							\
	"UPDATE " table " SET sealed = ? WHERE account_id = ? AND " id " = ?"
#define HELD	"IF(kind = 1, id, 0)"

QUERY(Q_TYPED_HOLD, Q_TENANT, PAGED("hold_id", HELD, "legal_hold"));
QUERY(Q_TYPED_HOLD_LOCK, Q_TENANT, LOCKED("hold_id", HELD, "legal_hold"));
QUERY(Q_TYPED_HOLD_SET, Q_TENANT, SET("hold_id", "legal_hold"));
QUERY(Q_TYPED_REQUEST, Q_TENANT, PAGED("request_id", "contact_id",
    "request"));
QUERY(Q_TYPED_REQUEST_LOCK, Q_TENANT, LOCKED("request_id", "contact_id",
    "request"));
QUERY(Q_TYPED_REQUEST_SET, Q_TENANT, SET("request_id", "request"));
QUERY(Q_TYPED_CONSENT, Q_TENANT, PAGED("consent_id", "contact_id",
    "consent"));
QUERY(Q_TYPED_CONSENT_LOCK, Q_TENANT, LOCKED("consent_id", "contact_id",
    "consent"));
QUERY(Q_TYPED_CONSENT_SET, Q_TENANT, SET("consent_id", "consent"));
QUERY(Q_TYPED_RESTRICTION, Q_TENANT, PAGED("contact_id", "contact_id",
    "restriction"));
QUERY(Q_TYPED_RESTRICTION_LOCK, Q_TENANT, LOCKED("contact_id", "contact_id",
    "restriction"));
QUERY(Q_TYPED_RESTRICTION_SET, Q_TENANT, SET("contact_id", "restriction"));
QUERY(Q_TYPED_REVIEW, Q_TENANT, PAGED("contact_id", "contact_id",
    "mention_review"));
QUERY(Q_TYPED_REVIEW_LOCK, Q_TENANT, LOCKED("contact_id", "contact_id",
    "mention_review"));
QUERY(Q_TYPED_REVIEW_SET, Q_TENANT, SET("contact_id", "mention_review"));

static const struct table {
	const char	   *column, *purpose;	/* NULL: the contact's key */
	const struct query *page, *lock, *set;
	unsigned	    texts;	/* tags 1 to this; 0: a text alone */
} tables[] = {
	[TYPED_HOLD] = { "legal_hold.sealed", "hold", &Q_TYPED_HOLD,
	    &Q_TYPED_HOLD_LOCK, &Q_TYPED_HOLD_SET, 1 },
	[TYPED_REQUEST] = { "request.sealed", NULL, &Q_TYPED_REQUEST,
	    &Q_TYPED_REQUEST_LOCK, &Q_TYPED_REQUEST_SET, 7 },
	[TYPED_CONSENT] = { "consent.sealed", NULL, &Q_TYPED_CONSENT,
	    &Q_TYPED_CONSENT_LOCK, &Q_TYPED_CONSENT_SET, 0 },
	[TYPED_RESTRICTION] = { "restriction.sealed", NULL,
	    &Q_TYPED_RESTRICTION, &Q_TYPED_RESTRICTION_LOCK,
	    &Q_TYPED_RESTRICTION_SET, 0 },
	[TYPED_REVIEW] = { "mention_review.sealed", "mention",
	    &Q_TYPED_REVIEW, &Q_TYPED_REVIEW_LOCK, &Q_TYPED_REVIEW_SET,
	    1 },
};
#define TAGS	7	/* of any of them */

static bool
of_its_own(const struct typed *x)
{
	return (x->kind == TYPED_REQUEST && x->about.v == 0);
}

static RC
key_of(struct tenant *t, const struct typed *x, struct key *k_r)
{
	if (tables[x->kind].purpose != NULL) {
		*k_r = key_purpose(t->key, tables[x->kind].purpose);
		return (RC_OK);
	}
	return (of_its_own(x) ? keyring_subject(t, SECRET_REQUEST, x->id, k_r)
	    : keyring_register(t, x->about, k_r));
}

static struct seal_place
place(const struct tenant *t, const struct typed *x)
{
	return ((struct seal_place){ t->id, tables[x->kind].column, x->id });
}

static void
texts(struct arena *a, struct bytes plain, struct typed *x)
{
	unsigned tags = tables[x->kind].texts;

	if (tags == 0)
		x->text[x->n++] = arena_strndup(a, (const char *)plain.p,
		    plain.n);
	for (unsigned i = 1; i <= tags; i++)
		x->text[x->n++] = unpack_str(a, plain, (uint8_t)i);
}

/* Columns 0-2; *plain_r may be NULL. */
static RC
opened(struct tenant *t, struct arena *a, struct typed *x,
    struct bytes sealed, struct bytes *plain_r)
{
	struct bytes plain;
	struct key k;
	enum rc rc;

	rc = sealed.n == 0 ? RC_GONE : key_of(t, x, &k);
	if (rc == RC_OK) {
		rc = seal_open(a, &k, place(t, x), sealed, &plain);
		x->damaged = rc == RC_GONE;
	}
	explicit_bzero(&k, sizeof(k));
	TRY(rc);
	texts(a, plain, x);
	if (plain_r != NULL)
		*plain_r = plain;
	return (RC_OK);
}

static struct bytes
sealed_of(struct arena *a, struct stmt *st)
{
	struct bytes b = { 0 };

	if (!col_null(st, 2))
		b = col_bytes(st, 2);
	return (b.n == 0 ? b : arena_bytes(a, b.p, b.n));
}

RC
typed_page(struct tenant *t, struct arena *a, enum typed_kind kind,
    uint64_t after, struct typed v_r[TYPED_PAGE], size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct bytes sealed[TYPED_PAGE];
	enum rc rc = RC_OK;

	*n_r = 0;
	TRY(stmt_tenant(&st, t, tables[kind].page));
	bind_u64(st, after);
	while (*n_r < TYPED_PAGE && (rc = stmt_row(st)) == RC_OK) {
		sealed[*n_r] = sealed_of(a, st);
		v_r[(*n_r)++] = (struct typed){ .kind = kind,
			.id = col_u64(st, 0), .about = { col_u64(st, 1) } };
	}
	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	stmt_done(&st);
	for (size_t i = 0; i < *n_r; i++) {
		rc = opened(t, a, &v_r[i], sealed[i], NULL);
		if (rc != RC_GONE)
			TRY(rc);
	}
	return (RC_OK);
}

/* ---- cutting -------------------------------------------------------------------- */

static struct bytes
packed(struct arena *a, const struct typed *x, struct bytes plain)
{
	unsigned tags = tables[x->kind].texts;
	struct buf b = BUF_INIT(a);

	if (tags == 0)
		return (pack_text(a, x->text[0]));
	for (unsigned i = 1; i <= TAGS; i++)
		if (i <= tags)
			pack_str(&b, (uint8_t)i, x->text[i - 1]);
		else
			pack_bytes(&b, (uint8_t)i, unpack_bytes(plain,
			    (uint8_t)i));
	return (pack_end(&b));
}

struct editing {
	struct tenant	*t;
	struct arena	*a;
	struct typed	 x;
	struct secret	 secret;	/* of a row that has its own */
	typed_cut	*cut;
	void		*arg;
	bool		 changed;
};

static struct victim
victim_of(const struct editing *e)
{
	return ((struct victim){ SECRET_REQUEST, e->x.id, &e->secret });
}

/* Its secret last: others wait for the bucket. */
static RC
store(struct editing *e, struct bytes plain)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct victim v = victim_of(e);
	struct key k;

	if (of_its_own(&e->x)) {
		e->secret = secret_new();
		k = key_subject(e->t->key, SECRET_REQUEST, e->x.id,
		    &e->secret);
	} else
		TRY(key_of(e->t, &e->x, &k));
	TRY(stmt_tenant(&st, e->t, tables[e->x.kind].set));
	bind_bytes(st, seal(e->a, &k, place(e->t, &e->x),
	    packed(e->a, &e->x, plain)));
	explicit_bzero(&k, sizeof(k));
	bind_u64(st, e->x.id);
	TRY(stmt_exec(st, NULL));
	return (of_its_own(&e->x) ? secret_forget_in(e->t, e->a, &v, 1, 0)
	    : RC_OK);
}

static RC
row_locked(struct editing *e, struct bytes *plain_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct bytes sealed;

	TRY(stmt_tenant(&st, e->t, tables[e->x.kind].lock));
	bind_u64(st, e->x.id);
	TRY(stmt_row(st));
	e->x.about.v = col_u64(st, 1);
	sealed = sealed_of(e->a, st);
	stmt_done(&st);
	return (opened(e->t, e->a, &e->x, sealed, plain_r));
}

/* A hold says by its kind what it is on; the others whom they are about. */
static RC
noted(struct editing *e)
{
	struct audit_row r = { .verb = AUDIT_TYPED_CUT,
		.value = e->x.kind };

	if (e->x.kind == TYPED_REQUEST) {
		r.object = ON_REQUEST;
		r.id = e->x.id;
	} else if (e->x.about.v != 0) {
		r.object = ON_CONTACT;
		r.id = e->x.about.v;
	}
	return (audit_add(e->t, &r));
}

static RC
edit(struct editing *e)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct bytes plain;

	TRY(tx_begin(&tx, e->t->db));
	TRY(row_locked(e, &plain));
	for (size_t i = 0; i < e->x.n; i++)
		e->changed |= e->cut(e->arg, e->a, &e->x.text[i]);
	if (!e->changed)
		return (RC_OK);
	TRY(store(e, plain));
	TRY(noted(e));
	return (tx_commit(&tx));
}

RC
typed_edit(struct tenant *t, enum typed_kind kind, uint64_t id,
    typed_cut *cut, void *arg, bool *changed_r, bool *alive_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new((size_t)64 << 20);
	struct editing e = { .t = t, .a = a, .x = { .kind = kind, .id = id },
		.cut = cut, .arg = arg };
	struct victim v = victim_of(&e);
	enum rc rc = edit(&e), end = RC_OK;

	if (of_its_own(&e.x) && e.changed)
		end = secret_forget_end(t, &v, 1);
	explicit_bzero(&e.secret, sizeof(e.secret));
	*changed_r = e.changed;
	*alive_r = !of_its_own(&e.x);
	return (rc == RC_OK ? end : rc);
}
