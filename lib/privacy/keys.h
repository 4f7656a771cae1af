/*
 * The key store as a whole: taken from a mirror when it was lost, or put under
 * a new master key.  Both make new files beside the old ones, change the
 * database in one transaction, and only then rename; keys_finish() ends or
 * undoes what a crash left, and runs before the vault is opened.
 */
#ifndef PRIVACY_KEYS_H
#define PRIVACY_KEYS_H

#include "privacy/mirror.h"

struct key_files {
	const char *master, *slots;
};

/* *done_r: a change that was begun is in force now. Cheap when there is none.
 */
RC keys_finish(struct db *, const struct key_files *, bool *done_r);

/* RC_DENIED: the key store in the database is under another master key. */
RC keys_mark(struct db *, struct vault *);

struct restore_counts {
	uint64_t kept;     /* opened with what was here */
	uint64_t mirrored; /* taken from the mirror */
	uint64_t dead;     /* in the mirror or here, but destroyed */
	uint64_t outdated; /* of them: others took their place */
	uint64_t lost;     /* here, but nothing opens them */
	uint64_t taught;   /* tombstones and proofs only the mirror knew */
	uint64_t accounts; /* account keys taken from the mirror */
	bool changed;      /* false: nothing had to be restored */
};
/*
 * Every secret that opens here or in the mirror and was not destroyed, under
 * fresh bucket keys.  RC_DENIED, nothing changed, with the reason.  Programs
 * must be stopped; the master key must be in its place.
 */
RC keys_restore(struct db *, const struct key_files *, const char *folder,
    struct restore_counts *n_r, const char **why_r);

struct rotate_counts {
	uint64_t accounts, buckets, checkpoints;
};
/*
 * A new master key: account keys, bucket keys, checkpoints of the audit log.
 * Secrets stay as they are, so it takes seconds.  *die_at: tests stop it there
 * ("files", "commit", "slots"), NULL.  Programs that run go on with the old key
 * and fail until they are started anew.
 */
RC keys_rotate(struct db *, const struct key_files *, const char *die_at,
    struct rotate_counts *n_r, const char **why_r);

#endif
