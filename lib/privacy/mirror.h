/*
 * Mirrors of the keys (ARCHITECTURE.md 7): folders, each with the latest copy and
 * nothing older, in fixed places that are overwritten and synced:
 *
 *   slots    the slot file, one key a bucket
 *   keys     records of 128 bytes: wrapped secrets, account keys, tombstones,
 *            proofs of secrets that took the place of others
 *   confirm  when the copy was taken
 *
 * The master key is not among them: a mirror alone opens nothing.  A crash in
 * the middle leaves one that still opens: for that long a slot has two keys.
 */
#ifndef PRIVACY_MIRROR_H
#define PRIVACY_MIRROR_H

#include "crypto/vault.h"
#include "db/db.h"
#include "model/key/keystore.h"

struct mirror_counts {
	uint64_t	secrets, accounts, tombstones;
	uint64_t	written, removed;	/* records, in this run */
	int64_t		at;			/* the copy is of then */
};

/*
 * Setting Keys.Mirrors: folders parted by blanks, each may be named: "NAME=FOLDER",
 * 1 to 32 of a-z, 0-9 and -.  The name, not the path, is shown and certified.
 */
struct mirror_place {
	unsigned	 number;	/* from 1 */
	const char	*name, *folder;	/* name: "" is none */
	int64_t		 confirmed_at;	/* mirrors_now(); microseconds, 0: never */
};
struct mirror_places { struct mirror_place *v; size_t n; };
struct mirror_places mirror_places(struct arena *);
/* "2 (vault-b)", or "2" */
const char *mirror_label(struct arena *, const struct mirror_place *);
/* The same, and when each was confirmed last. */
RC	mirrors_now(struct db *, struct arena *, struct mirror_places *p_r);
/* It may still have what was forgotten at `at` (microseconds); how many may. */
bool	mirror_waits(const struct mirror_place *, int64_t at);
size_t	mirrors_waited(const struct mirror_places *, int64_t at);
/*
 * Bring one up to date and note it in olvido_keys.mirror.  The folder must be
 * there (is the disk mounted?), ours, 0700, empty or a mirror.  RC_DENIED,
 * nothing written, with the reason: it is none of ours, or it knows of something
 * that this key store does not (an old copy of one was put back).
 */
RC	mirror_update(struct db *, struct vault *, const char *folder,
	    struct mirror_counts *n_r, const char **why_r);

/* ---- reading one (keys restore, keys init) --------------------------------- */

struct mirror {
	uint8_t			*image;		/* of its slot file */
	uint32_t		 buckets;
	struct store_secret	*secret;
	struct store_account	*account;
	struct store_gone_list	 tombstones, reseals;	/* that we wrote */
	size_t			 nsecret, naccount, forged;
};
RC	mirror_read(struct db *, struct vault *, struct arena *,
	    const char *folder, struct mirror *m_r, const char **why_r);
/* Tombstones, and proofs of newer secrets, that only the mirror knows are added
   here: *n_r of them. */
RC	mirror_learn(struct db *, struct vault *, const struct mirror *,
	    uint64_t *n_r);
RC	mirror_teach(struct db *, struct vault *, const char *folder,
	    uint64_t *n_r, const char **why_r);

#endif
