/* The key store out of a mirror (keys.h). */
#include <unistd.h>

#include "core/log.h"
#include "core/str.h"
#include "model/key/keyring.h"
#include "privacy/keys.h"
#include "privacy/mirror_in.h"

struct gather {
	struct db *db;
	struct arena *a;
	const struct key_files *k;
	struct vault *here;  /* NULL: it does not open */
	struct vault *there; /* the mirror's */
	struct mirror m;
	struct mirror_file dead, have; /* sets, by key */
	struct mirror_file newest;     /* proofs of secrets sealed anew */
	uint32_t *generation;          /* the highest of each bucket */
	struct store_secret *row;      /* of the database as it is */
	struct store_account *account;
	size_t nrow, naccount;
	struct restore_counts *n;
};

static void
set_new(struct mirror_file *f, struct arena *a, size_t n)
{
	*f = (struct mirror_file){ .a = a, .fd = -1, .cap = n };
	f->v = arena_array(a, n + 1, RECORD);
}

/* ---- what there is
 * ----------------------------------------------------------- */

static void
at_least(struct gather *g, uint32_t bucket, uint32_t generation)
{
	if (g->generation[bucket] < generation)
		g->generation[bucket] = generation;
}

static RC
generations(struct gather *g)
{
	uint32_t *row = arena_array(g->a, g->m.buckets, sizeof(*row));

	TRY(store_buckets(
	    g->db, g->a, 0, g->m.buckets, row, &g->row, &g->nrow));
	for (uint32_t b = 0; b < g->m.buckets; b++) {
		at_least(g, b, row[b]);
		for (int i = 0; i < 2; i++)
			at_least(g, b, image_generation(g->m.image, b, i));
		if (g->here != NULL)
			at_least(g, b,
			    vault_generation(g->here, b) +
				vault_bucket_pending(g->here, b));
	}
	for (size_t i = 0; i < g->nrow; i++)
		at_least(g,
		    vault_bucket(g->there, g->row[i].account, g->row[i].kind,
			g->row[i].id),
		    g->row[i].generation);
	return (RC_OK);
}

static void
set_of(struct mirror_file *f, struct arena *a, const struct store_gone_list *l)
{
	struct record *r;

	set_new(f, a, l->n);
	for (size_t i = 0; i < l->n; i++) {
		r = &f->v[f->n++];
		record_key(r, l->v[i].account.v, l->v[i].kind, 0, l->v[i].id);
		memcpy(r->b + 24, l->v[i].digest, DIGEST_LEN);
	}
	mirror_file_index(f);
}

static RC
learn_gone(struct gather *g)
{
	struct store_gone_list dead, newest;

	TRY(mirror_learn(g->db, g->there, &g->m, &g->n->taught));
	TRY(store_tombstones(g->db, g->a, &dead));
	TRY(store_reseals(g->db, g->a, &newest));
	set_of(&g->dead, g->a, &dead);
	set_of(&g->newest, g->a, &newest);
	return (RC_OK);
}

/* Only the newest secret of an id is taken: model/key/reseal.h. */
static bool
outdated(const struct gather *g, const struct record *key,
    const struct secret *s)
{
	const struct record *r = mirror_file_find(&g->newest, key);
	struct digest is;

	if (r == NULL)
		return (false);
	is = reseal_proof(s);
	return (!digest_eq(is.b, r->b + 24, DIGEST_LEN));
}

/* Destroyed, itself or with its whole account. */
static bool
is_dead(struct gather *g, const struct store_secret *s)
{
	struct record key;

	record_key(&key, s->account.v, s->kind, 0, s->id);
	if (mirror_file_find(&g->dead, &key) != NULL)
		return (true);
	record_key(&key, s->account.v, SECRET_ACCOUNT, 0, 0);
	return (mirror_file_find(&g->dead, &key) != NULL);
}

static RC
unwrap(struct vault *v, const struct store_secret *s, struct secret *s_r)
{
	if (v == NULL)
		return (RC_GONE);
	return (vault_unwrap(v, s->account, s->kind, s->id, s->generation,
	    (struct bytes){ s->wrapped, WRAPPED_LEN }, s_r));
}

/* How many of these are new and open; the first that opens is the one. */
static uint64_t
collect(struct gather *g, struct vault *v, const struct store_secret *s,
    size_t n, uint64_t *not_r)
{
	uint64_t taken = 0;
	struct record key;
	struct secret plain;

	*not_r = 0;
	for (size_t i = 0; i < n; i++) {
		record_key(&key, s[i].account.v, s[i].kind, 0, s[i].id);
		if (is_dead(g, &s[i])) {
			g->n->dead++;
			continue;
		}
		if (mirror_file_find(&g->have, &key) != NULL)
			continue;
		if (unwrap(v, &s[i], &plain) != RC_OK) {
			(*not_r)++;
			continue;
		}
		if (outdated(g, &key, &plain)) {
			g->n->dead++;
			g->n->outdated++;
			continue;
		}
		memcpy(key.b + 24, plain.b, SECRET_LEN);
		mirror_file_hold(&g->have, &key);
		taken++;
	}
	explicit_bzero(&plain, sizeof(plain));
	return (taken);
}

/* ---- writing
 * ------------------------------------------------------------------- */

static RC
put_secrets(struct gather *g, struct vault *to)
{
	struct store_secret s;
	struct secret plain;
	uint32_t b;

	for (size_t i = 0; i < g->have.n; i++) {
		const struct record *r = &g->have.v[i];

		s = (struct store_secret){ .account = { record_account(r) },
			.kind = (enum secret_kind)record_kind(r),
			.id = record_id(r) };
		memcpy(plain.b, r->b + 24, SECRET_LEN);
		b = vault_bucket(to, s.account, s.kind, s.id);
		s.generation = vault_generation(to, b);
		TRY(vault_wrap(to, s.account, s.kind, s.id, s.generation,
		    &plain, s.wrapped));
		TRY(store_secret_put(g->db, b, &s));
	}
	return (RC_OK);
}

/* An account's key: the one here if it opens, else the mirror's. */
static RC
put_accounts(struct gather *g, struct vault *to)
{
	bool gated;

	for (size_t i = 0; i < g->m.naccount; i++)
		if (vault_account_fits(to, g->m.account[i].account,
			(struct bytes){ g->m.account[i].wrapped, WRAPPED_LEN },
			&gated)) {
			TRY(store_account_put(g->db, &g->m.account[i]));
			g->n->accounts++;
		}
	for (size_t i = 0; i < g->naccount; i++)
		if (vault_account_fits(to, g->account[i].account,
			(struct bytes){ g->account[i].wrapped, WRAPPED_LEN },
			&gated))
			TRY(store_account_put(g->db, &g->account[i]));
	return (RC_OK);
}

static RC
write_store(struct gather *g, struct vault *to)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct digest mark = vault_mark(to);

	TRY(tx_begin(&tx, g->db));
	TRY(store_clear(g->db));
	for (uint32_t b = 0; b < vault_buckets(to); b++)
		TRY(store_bucket_put(g->db, b, vault_generation(to, b)));
	TRY(put_secrets(g, to));
	TRY(put_accounts(g, to));
	TRY(store_mark_set(g->db, &mark));
	return (tx_commit(&tx));
}

static RC
renew(struct gather *g)
{
	const char *path = arena_printf(g->a, "%s.new", g->k->slots), *why;
	struct vault *to;
	uint64_t risen;
	enum rc rc;

	TRY(vault_slots_fresh(g->k->master, path, g->m.buckets, g->generation));
	to = vault_try(g->k->master, path, true, &why);
	if (to == NULL) {
		log_warn("%s", why);
		return (RC_FAILED);
	}
	rc = write_store(g, to);
	if (rc == RC_OK)
		rc = vault_take_new(g->k->slots);
	if (rc == RC_OK)
		rc = keyring_recover(g->db, to, &risen);
	vault_close(&to);
	return (rc);
}

/* Nothing lost, nothing only in the mirror, slots and buckets fit. */
static RC
whole(struct gather *g)
{
	if (g->here == NULL || g->n->mirrored + g->n->lost > 0 ||
	    g->naccount < g->m.naccount)
		return (RC_DENIED);
	return (keyring_fits(g->db, g->here));
}

static RC
restore(struct gather *g)
{
	uint64_t broken, lost;
	enum rc rc;

	g->generation = arena_array(g->a, g->m.buckets, sizeof(*g->generation));
	TRY(generations(g));
	TRY(store_accounts(g->db, g->a, &g->account, &g->naccount));
	TRY(learn_gone(g));
	set_new(&g->have, g->a, g->nrow + g->m.nsecret);
	mirror_file_index(&g->have);
	g->n->kept = collect(g, g->here, g->row, g->nrow, &lost);
	g->n->mirrored =
	    collect(g, g->there, g->m.secret, g->m.nsecret, &broken);
	/* What opened in neither; the mirror may have had some of them. */
	g->n->lost = 0;
	lost += g->n->outdated;
	for (size_t i = 0; i < g->nrow && lost > 0; i++) {
		struct record key;

		record_key(
		    &key, g->row[i].account.v, g->row[i].kind, 0, g->row[i].id);
		g->n->lost += mirror_file_find(&g->have, &key) == NULL &&
			      !is_dead(g, &g->row[i]);
	}
	if (broken > 0)
		log_warn("ALARM: %llu secrets of the mirror do not open",
		    (unsigned long long)broken);
	rc = whole(g);
	if (rc != RC_DENIED)
		return (rc);
	g->n->changed = true;
	return (renew(g));
}

RC
keys_restore(struct db *db, const struct key_files *k, const char *folder,
    struct restore_counts *n_r, const char **why_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(16UL << 30);
	CLEANUP(vault_close) struct vault *here = NULL, *there = NULL;
	struct gather g = { .db = db, .a = a, .k = k, .n = n_r };
	const char *why, *slots = arena_printf(a, "%s.mirror", k->slots);
	bool done;

	*n_r = (struct restore_counts){ 0 };
	*why_r = NULL;
	TRY(keys_finish(db, k, &done));
	/* The mirror may be another user's: its slots are read from a copy. */
	TRY(mirror_slots(a, folder, slots, why_r));
	there = vault_try(k->master, slots, false, why_r);
	if (unlink(slots) != 0)
		return (RC_FAILED);
	if (there == NULL)
		return (RC_DENIED);
	TRY(mirror_read(db, there, a, folder, &g.m, why_r));
	here = vault_try(k->master, k->slots, false, &why);
	if (here != NULL && vault_buckets(here) != g.m.buckets)
		vault_close(&here);
	g.here = here;
	g.there = there;
	return (restore(&g));
}
