/* A new master key, and the end of a change that a crash left (keys.h). */
#include <signal.h>
#include <unistd.h>

#include "core/log.h"
#include "core/str.h"
#include "model/account/account.h"
#include "model/key/keyring.h"
#include "model/log/audit_check.h"
#include "privacy/keys.h"

static const char *
new_of(struct arena *a, const char *path)
{
	const char *p = arena_printf(a, "%s.new", path);

	return (access(p, F_OK) == 0 ? p : path);
}

/* Is the key store in the database the one of these files? */
static RC
in_force(struct db *db, struct vault *v)
{
	struct digest is, mark = vault_mark(v);
	enum rc rc = store_mark_get(db, &is);

	if (rc == RC_OK && !digest_eq(is.b, mark.b, DIGEST_LEN))
		return (RC_DENIED);
	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	return (keyring_fits(db, v));
}

RC
keys_mark(struct db *db, struct vault *v)
{
	struct digest is, mark = vault_mark(v);
	enum rc rc = store_mark_get(db, &is);

	if (rc == RC_NOTFOUND)
		return (store_mark_set(db, &mark));
	TRY(rc);
	return (digest_eq(is.b, mark.b, DIGEST_LEN) ? RC_OK : RC_DENIED);
}

RC
keys_finish(struct db *db, const struct key_files *k, bool *done_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(65536);
	const char *master = new_of(a, k->master), *why;
	const char *slots = new_of(a, k->slots);
	struct vault *v;
	enum rc rc = RC_DENIED;

	*done_r = false;
	if (master == k->master && slots == k->slots) {
		rc = vault_take_new(k->slots); /* an old one, overwritten */
		if (rc == RC_OK || rc == RC_NOTFOUND)
			rc = vault_take_new(k->master);
		return (rc == RC_NOTFOUND ? RC_OK : rc);
	}
	v = vault_try(master, slots, false, &why);
	if (v != NULL)
		rc = in_force(db, v);
	vault_close(&v);
	if (rc != RC_OK && rc != RC_DENIED)
		return (rc); /* the database cannot be asked */
	*done_r = rc == RC_OK;
	rc = *done_r ? vault_take_new(k->slots) : vault_drop_new(k->slots);
	if (rc == RC_OK || rc == RC_NOTFOUND)
		rc = *done_r ? vault_take_new(k->master)
			     : vault_drop_new(k->master);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static void
die_here(const char *die_at, const char *here)
{
	if (str_eq(die_at, here))
		(void)kill(getpid(), SIGKILL);
}

static RC
rewrap_accounts(struct db *db, struct arena *a, struct vault *from,
    struct vault *to, struct rotate_counts *n)
{
	struct store_account *k, out;
	size_t nk;

	TRY(store_accounts(db, a, &k, &nk));
	for (size_t i = 0; i < nk; i++) {
		struct tenant old = {
			.db = db, .vault = from, .id = k[i].account
		};
		bool had;

		out.account = k[i].account;
		out.cold = k[i].cold;
		TRY(vault_account_rewrap(from, to, k[i].account,
		    (struct bytes){ k[i].wrapped, WRAPPED_LEN }, out.wrapped));
		TRY(store_account_put(db, &out));
		TRY(audit_start_resign(&old, to, &had));
		n->accounts++;
		n->checkpoints += had;
	}
	return (RC_OK);
}

static RC
rotate(struct db *db, struct arena *a, struct vault *v,
    const struct key_files *k, const char *die_at, struct rotate_counts *n)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	const char *why;
	struct digest mark;
	struct vault *to;
	enum rc rc;

	/* Nobody forgets meanwhile: its keys would be in the old file only. */
	TRY(tx_begin(&tx, db));
	TRY(store_lock(db));
	TRY(vault_renew(v, k->master, k->slots));
	die_here(die_at, "files");
	to = vault_try(new_of(a, k->master), new_of(a, k->slots), false, &why);
	if (to == NULL) {
		log_warn("%s", why);
		return (RC_FAILED);
	}
	mark = vault_mark(to);
	rc = rewrap_accounts(db, a, v, to, n);
	n->buckets = vault_buckets(to);
	vault_close(&to);
	TRY(rc);
	TRY(store_mark_set(db, &mark));
	return (tx_commit(&tx));
}

RC
keys_rotate(struct db *db, const struct key_files *k, const char *die_at,
    struct rotate_counts *n_r, const char **why_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 30);
	CLEANUP(vault_close) struct vault *v = NULL;
	uint64_t risen;
	bool done;
	enum rc rc;

	*n_r = (struct rotate_counts){ 0 };
	*why_r = NULL;
	TRY(keys_finish(db, k, &done));
	v = vault_try(k->master, k->slots, true, why_r);
	if (v == NULL)
		return (RC_DENIED);
	rc = in_force(db, v);
	if (rc == RC_OK)
		rc = keyring_recover(db, v, &risen);
	if (rc == RC_DENIED)
		*why_r = "the key store and the slot file are not of the same "
			 "time; see 'olvido keys restore'";
	TRY(rc);
	rc = rotate(db, a, v, k, die_at, n_r);
	die_here(die_at, "commit");
	if (rc != RC_OK) {
		/* Perhaps it was committed: the database is asked. */
		enum rc end = keys_finish(db, k, &done);

		return (end == RC_OK && done ? RC_OK : rc);
	}
	TRY(vault_take_new(k->slots));
	die_here(die_at, "slots");
	return (vault_take_new(k->master));
}
