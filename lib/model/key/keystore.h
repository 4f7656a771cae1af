/*
 * The key store as a whole: for mirrors, for putting one back, for a new master
 * key.  Linked only by the command line; everything here is across accounts.
 */
#ifndef MODEL_KEYSTORE_H
#define MODEL_KEYSTORE_H

#include "crypto/vault.h"
#include "db/db.h"

struct store_secret {
	account_id	 account;
	enum secret_kind kind;
	uint64_t	 id;
	uint32_t	 generation;
	uint8_t		 wrapped[WRAPPED_LEN];
};
struct store_account {
	account_id	 account;
	bool		 cold;		/* in the cold slot (model/account/cold.h) */
	uint8_t		 wrapped[WRAPPED_LEN];
};
/*
 * A secret that went: a tombstone, and the digest is its link of the chain; or a
 * reseal, and it is the proof of the newer secret that took the place (reseal.h).
 */
struct store_gone {
	account_id	 account;
	enum secret_kind kind;
	uint64_t	 id, at, erasure_id, seq;
	uint8_t		 digest[DIGEST_LEN];
};
struct store_gone_list { struct store_gone *v; size_t n; };

/*
 * The secrets of buckets from <= bucket < to, of one moment, with the
 * generation of each bucket's row: generation_r has to - from places, 0 where
 * there is no row.
 */
RC	store_buckets(struct db *, struct arena *, uint32_t from, uint32_t to,
	    uint32_t *generation_r, struct store_secret **v_r, size_t *n_r);
RC	store_accounts(struct db *, struct arena *, struct store_account **v_r,
	    size_t *n_r);
RC	store_tombstones(struct db *, struct arena *,
	    struct store_gone_list *l_r);
/* The last of each id. */
RC	store_reseals(struct db *, struct arena *,
	    struct store_gone_list *l_r);

/* Inside a transaction: all buckets' rows; nobody forgets until its end. */
RC	store_lock(struct db *);
/* Inside a transaction: nothing but tombstones is left; then put it anew. */
RC	store_clear(struct db *);
RC	store_bucket_put(struct db *, uint32_t bucket, uint32_t generation);
RC	store_secret_put(struct db *, uint32_t bucket,
	    const struct store_secret *);
RC	store_account_put(struct db *, const struct store_account *);

/* The mark of the master key the store is under; RC_NOTFOUND: never written. */
RC	store_mark_get(struct db *, struct digest *d_r);
RC	store_mark_set(struct db *, const struct digest *);

/* ---- mirrors: when each was confirmed ------------------------------------- */

struct mirror_row { int64_t confirmed_at; uint64_t secrets, tombstones; };
/* folder: digest of its path. RC_NOTFOUND: never. */
RC	mirror_row_get(struct db *, const struct digest *folder,
	    struct mirror_row *m_r);
/* When any of them was confirmed last; 0: never. */
RC	mirror_latest(struct db *, int64_t *at_r);
RC	mirror_row_set(struct db *, const struct digest *folder,
	    const struct mirror_row *);

#endif
