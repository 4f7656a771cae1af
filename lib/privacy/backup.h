/*
 * Backups (ARCHITECTURE.md 8): a folder of
 *
 *   OLVIDO-BACKUP        says whose it is
 *   data-TIME.sql        the schema olvido of one moment (mariadb-dump)
 *   tombstones-TIME      what was destroyed until then, and proofs of secrets that
 *                        took the place of others; ids and times
 *   files/               sealed attachments
 *   files-TIME.list      their digests
 *   manifest             names the three with digests; written last, whole
 *
 * No keys and no index: without the key store it opens nothing, and what was
 * forgotten since does not open with it.  A folder without a manifest is no
 * backup yet: the same command goes on where it was stopped.  One with a manifest
 * is brought up to date, and stays the old backup until the new one is whole.
 * The digests tell damage.  The manifest's MACs tell whose backup it is, one by
 * the master key, one by the installation's own key, which is sealed anew under
 * a new master key: either is enough (backup_mac.c).
 */
#ifndef PRIVACY_BACKUP_H
#define PRIVACY_BACKUP_H

#include <stdbool.h>

#include "crypto/digest.h"
#include "db/db.h"

#define BACKUP_FORM	3	/* 1 had no MACs, 2 no proofs of newer secrets */
#define BACKUP_MACS	2
#define BACKUP_NAME	64

struct backup_part { char name[BACKUP_NAME]; uint64_t size; struct digest d; };
struct backup_account { uint64_t id; unsigned state; };

struct manifest {
	unsigned		 form, schema;	/* newest file of sql/schema */
	int64_t			 at;		/* seconds */
	uint64_t		 sequence;	/* ids below it were given out */
	uint64_t		 ntombstone, nfile, bytes;
	struct backup_part	 data, tombstones, list;
	struct backup_account	*account;
	size_t			 naccount;
	uint64_t		 cold;		/* an account's: cold.h; else 0 */
	struct digest		 master;	/* vault_mark() */
	struct digest		 d;		/* of all of it */
	struct digest		 mac[BACKUP_MACS];
};

/* done of total (0: not known) bytes or files. */
typedef void backup_progress(const char *what, uint64_t done, uint64_t total);

struct backup {
	struct arena	*a;
	const char	*folder;
	int		 dir, lock;
	uint64_t	 account;	/* of one only (cold.h); 0: of all */
	int64_t		 at;
	bool		 had;		/* there was a manifest */
	struct manifest	 m;		/* of the new one */
	struct manifest	 old;		/* what there was */
	backup_progress	*progress;
	uint64_t	 copied;	/* files, in this run */
	const char	*why;		/* what went wrong */
};

/*
 * Begin or go on.  RC_DENIED: another's folder; RC_CONFLICT: a backup into it
 * runs now.  Each of these sets b->why when it does not give RC_OK.
 */
RC	backup_begin(struct backup *, struct arena *, const char *folder);
/* What comes out of fd (mariadb-dump) becomes data-TIME.sql. */
RC	backup_data(struct backup *, int fd);
RC	backup_tombstones(struct backup *, struct db *);
/* Copies what is not there already. */
RC	backup_files(struct backup *, int files_dir);
/* The manifest; what no longer belongs to it goes. */
RC	backup_end(struct backup *, struct db *, struct vault *);
void	backup_close(struct backup *);

/* ---- reading ---------------------------------------------------------------- */

/* Every digest is made anew. RC_DENIED: damaged, b->why says where. */
RC	backup_open(struct backup *, struct arena *, const char *folder);
/* RC_DENIED: this installation did not make it. Before anything of the folder
   is believed. */
RC	backup_ours(struct backup *, struct db *, struct vault *);
RC	backup_check(struct backup *);
/* Calls fn for each file of the list: path below files/, size, digest. */
RC	backup_each_file(struct backup *, RC (*fn)(void *, const char *path,
	    uint64_t size, const struct digest *), void *arg);
/* How many secrets of the key store are older than those the data needs: others
   took their place before the backup. */
RC	backup_outdated(struct backup *, struct db *, struct vault *,
	    uint64_t *n_r);
/* Merges the backup's tombstones and proofs into the key store. */
RC	backup_teach(struct backup *, struct db *, struct vault *,
	    uint64_t *added_r);

#endif
