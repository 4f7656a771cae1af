/*
 * Mirrors of the keys (ARCHITECTURE.md 7): folders, each with the latest copy and
 * nothing older, in fixed places that are overwritten and synced:
 *
 *   slots    the slot file, one key a bucket
 *   keys     records of 128 bytes: wrapped secrets, account keys, tombstones
 *   confirm  when the copy was taken
 *
 * The master key is not among them: a mirror alone opens nothing.  A crash in
 * the middle leaves one that still opens: for that long a slot has two keys.
 */
#ifndef PRIVACY_MIRROR_H
#define PRIVACY_MIRROR_H

#include "crypto/vault.h"
#include "db/db.h"
#include "model/keystore.h"

struct mirror_counts {
	uint64_t	secrets, accounts, tombstones;
	uint64_t	written, removed;	/* records, in this run */
	int64_t		at;			/* the copy is of then */
};

/* Setting Keys.Mirrors: folders parted by blanks; "none". */
size_t	mirror_folders(struct arena *, const char ***v_r);
/*
 * Bring one up to date and note it in olvido_keys.mirror.  The folder must be
 * there (is the disk mounted?), ours, 0700, empty or a mirror.  RC_DENIED,
 * nothing written, with the reason: it is none of ours, or it knows of something
 * that this key store does not (an old copy of one was put back).
 */
RC	mirror_update(struct db *, struct vault *, const char *folder,
	    struct mirror_counts *n_r, const char **why_r);
/* How many there are, and how many have forgotten what was forgotten before
 * `at` (microseconds): an erasure is complete when the two are equal. */
RC	mirrors_confirmed(struct db *, int64_t at, size_t *configured_r,
	    size_t *confirmed_r);
/* When each was confirmed, 0: never. */
RC	mirror_confirmed_at(struct db *, const char *folder, int64_t *at_r);

/* ---- reading one (keys restore, keys init) --------------------------------- */

struct mirror {
	uint8_t			*image;		/* of its slot file */
	uint32_t		 buckets;
	struct store_secret	*secret;
	struct store_account	*account;
	struct store_tombstone	*tombstone;	/* those that we wrote */
	size_t			 nsecret, naccount, ntombstone, forged;
};
RC	mirror_read(struct vault *, struct arena *, const char *folder,
	    struct mirror *m_r, const char **why_r);
/* Tombstones that only the mirror knows are added here: *n_r of them. */
RC	mirror_teach(struct db *, struct vault *, const char *folder,
	    uint64_t *n_r, const char **why_r);

#endif
