/*
 * The keyring joins the vault (keys, no SQL) with olvido_keys (SQL, no keys):
 * secrets are made, fetched and unwrapped here, and become keys.
 */
#ifndef MODEL_KEYRING_H
#define MODEL_KEYRING_H

#include "crypto/vault.h"
#include "db/db.h"

/* A wrapped secret as a row of olvido_keys.secret holds it. */
struct wrapped {
	uint32_t	generation;
	struct bytes	bytes;		/* empty: there is no row */
};
/* Reads columns i (generation) and i+1 (wrapped) of the current row. */
struct wrapped col_wrapped(struct stmt *, unsigned i);

/*
 * The secret of a contact whose erasure is at work: destroyed in olvido_keys, and
 * kept by it alone until what he said elsewhere is found (erasure_job.h).  On
 * t->lent it stands in for the missing one, and those behind it for theirs.
 */
struct lent {
	contact_id	   contact;
	struct secret	   secret;
	const struct lent *next;
};

/*
 * Inside a transaction: make a secret, lock its bucket's row against
 * forgetting (shared lock), insert it.  Call for the parent first.
 */
RC	secret_add(struct tenant *, enum secret_kind, uint64_t id,
	    struct secret *s_r);
/* RC_GONE: there is none (forgotten, or lost: see tombstone). */
RC	secret_get(struct tenant *, enum secret_kind, uint64_t id,
	    struct secret *s_r);

/* K(subject) of a contact or agent. RC_GONE as above, and for every key of a
   contact whose data is withheld from this reader (model/access/withheld.h). */
RC	keyring_subject(struct tenant *, enum secret_kind, uint64_t id,
	    struct key *k_r);
/* Keys from rows that a list query joined in. RC_GONE when a secret is not
 * there or does not open. */
RC	keyring_contact(struct tenant *, contact_id, struct wrapped,
	    struct key *k_r);
/* K(contact) of the requester of a ticket begun then: withheld_hides() says
   whether it is withheld.  (lib/model only) */
RC	keyring_requester(struct tenant *, contact_id, struct wrapped,
	    struct key *k_r);
/* What the registers of model/privacy/request.h, consent.h and restriction.h hold of a
   contact: it is there to be handled, and never withheld.  (lib/model only) */
RC	keyring_register(struct tenant *, contact_id, struct key *k_r);
RC	keyring_ticket(struct tenant *, const struct key *requester, ticket_id,
	    struct wrapped, struct key *k_r);
RC	keyring_agent(struct tenant *, agent_id, struct wrapped, struct key *k_r);
RC	keyring_company(struct tenant *, company_id, struct wrapped,
	    struct key *k_r);
RC	keyring_attachment(struct tenant *, const struct key *message,
	    attachment_id, struct wrapped, struct key *k_r);

/* ---- forget.c: only for programs that may delete from olvido_keys -------- */

/*
 * Forget: the whole dance of vault.h in its own transaction.  victims: secrets
 * of one account; erasure_id goes into the tombstones.  Idempotent: after
 * anything but RC_OK call again until it is (RC_RETRY: nothing happened;
 * RC_FAILED: perhaps committed, but an old bucket key may still be there).
 */
struct victim {
	enum secret_kind     kind;
	uint64_t	     id;
	/* NULL: it is destroyed, and a tombstone tells so.  Else this one takes
	   its place under the same id (model/key/reseal.h): the old one is as dead,
	   and a row of olvido_keys.reseal tells so. */
	const struct secret *instead;
	/* An older one than its row of olvido_keys.reseal tells of: no tombstone. */
	bool		     outdated;
};
RC	secret_forget(struct tenant *, const struct victim *, size_t n,
	    uint64_t erasure_id);
/*
 * The same inside the caller's transaction, near its end: the buckets' rows are
 * locked from here on.  However that transaction ended, secret_forget_end()
 * comes after it: only then no old bucket key is left.  RC_GONE: one that was
 * to be replaced is not there.
 */
RC	secret_forget_in(struct tenant *, struct arena *,
	    const struct victim *, size_t n, uint64_t erasure_id);
RC	secret_forget_end(struct tenant *, const struct victim *, size_t n);
/*
 * Inside the caller's transaction: secrets whose keys come from one that was
 * forgotten already, so that no copy of them opens anything; their buckets stay
 * as they are.
 */
RC	secret_drop(struct tenant *, enum secret_kind, const uint64_t *id,
	    size_t n, uint64_t erasure_id);	/* forget_drop.c */
/* Theirs, which have none yet, at the end of the account's chain. (lib/model only) */
RC	tombstones_add(struct tenant *, enum secret_kind, const uint64_t *id,
	    size_t n, uint64_t at, uint64_t erasure_id);
/* At start of programs that forget: finish or discard half-done steps, and
 * destroy again any secret that has a tombstone. *n_r: how many came back.
 * RC_DENIED: the key store and the slot file are not of the same time. */
RC	keyring_recover(struct db *, struct vault *, uint64_t *n_r);
/* Every bucket's row names the key its slot holds; else RC_DENIED, and a line. */
RC	keyring_fits(struct db *, struct vault *);
/* A tombstone that another copy of the key store knows: added at the end of the
 * account's chain unless there is one; its secret is keyring_recover()'s. */
struct store_gone;
RC	tombstone_merge(struct db *, struct vault *,
	    const struct store_gone *, bool *added_r);
/* chain = BLAKE2b(chain before | account | kind | id | at | erasure | seq). */
struct digest tombstone_chain(const struct digest *before,
	    const uint64_t row[6]);
/*
 * ---- forget_reseal.c: secrets that others took the place of -------------------
 * A row of olvido_keys.reseal that another copy of the key store knows: added
 * unless it is known, or what is here is newer.
 */
RC	reseal_add(struct tenant *, const struct store_gone *); /* lib/model */
RC	reseal_merge(struct db *, struct vault *, const struct store_gone *,
	    bool *added_r);
/* RC_OK: here is the secret that it tells of, or a newer one, or none; RC_GONE:
   only an older one. */
RC	reseal_here(struct db *, struct vault *, const struct store_gone *);
/* An older secret in the place of a newer one is destroyed again: an old copy of
   the key store brought it back.  The newer one is in a mirror. *n_r: how many. */
RC	keyring_outdated(struct db *, struct vault *, uint64_t *n_r);
/* What olvido_keys.reseal remembers of the secret that took the place. */
struct digest reseal_proof(const struct secret *);
/* keyring_check.c: how many secrets and account keys are missing without a
 * tombstone (each an alarm in the log; nothing is changed), and how many
 * tombstones do not follow the one before. */
RC	keyring_missing(struct db *, uint64_t *n_r);
RC	keyring_chains(struct db *, uint64_t *n_r);
/* The bucket table's rows for a new slot file; does nothing when filled. */
RC	keyring_create_buckets(struct db *, struct vault *);

#endif
