/*
 * The end of an account (ARCHITECTURE.md 9): its cold backup, its way back, its
 * death.  A cold backup is a folder Cold.Dir/ACCOUNT of the form of backup.h, of
 * one account: the rows as mariadb-dump gives them, compressed and sealed under a
 * key of the account; its sealed files; its tombstones; a manifest with MACs.
 *
 *   cold_delete()    terminated: copied, then removed.  Erasures that were begun in
 *                    it come to their end first.  What is live is untouched
 *                    until the copy was written, synced and read back whole; then
 *                    the key goes into the cold slot (olvido_keys.cold_key) and
 *                    the account's state is deleted; then rows and files go.
 *   cold_restore()   the way back, within its time.
 *   cold_destroy()   the gate of the account's key (crypto/vault.h) is destroyed,
 *                    and with it every copy of that key; then whatever is left of
 *                    the account; its state is gone, and a certificate is there.
 *                    Of an account that was not deleted before as well: what its
 *                    owner asks for (no cold backup is made of it).
 *
 * Each moves the account (model/account/lifecycle.h) and its key in one transaction, which
 * asks once more whether it may be led there: what was lifted or taken back
 * meanwhile stays as it is (RC_CONFLICT), and nothing of it is removed.
 *
 * All may be killed anywhere and run again, by themselves (cold_due) or by who
 * called them first; while rows go nobody waits longer than for one short batch.
 * A legal hold in the account stops its destruction, by whatever way, until the
 * hold ends: RC_DENIED, and r->until says when.
 */
#ifndef PRIVACY_COLD_H
#define PRIVACY_COLD_H

#include "model/account/account_purge.h"
#include "model/account/cold.h"
#include "model/key/sealed.h"
#include "privacy/backup.h"
#include "privacy/certificate.h"

struct cold_run {
	struct db	*db;
	struct vault	*vault;		/* writable */
	int		 files_dir;
	const char	*user;		/* of the database: "olvido-cron" */
	bool		 (*stopped)(void);	/* may be NULL; RC_RETRY then */
	bool		 begun_only;	/* cold_due(): no wish is carried out */
	backup_progress	*progress;	/* may be NULL */
	const char	*why;		/* what went wrong, or NULL */
	int64_t		 until;		/* of a legal hold */
	uint64_t	 rows, files;	/* removed, or put back */
	int64_t		 longest_us;	/* of one batch */
};

/* Terminated to deleted. RC_FAILED: the disk is full, or the like: nothing of the
   account has changed. */
RC	cold_delete(struct cold_run *, account_id, enum life_door);

/* Who wants an account gone. */
struct cold_order {
	enum erase_door	door;		/* DOOR_RULE: its time is over */
	enum life_event	event;
	enum actor_kind	by_kind;
	uint64_t	by;
	int64_t		asked_at;	/* microseconds */
	bool		again;		/* it was gone before: a restore */
};
RC	cold_destroy(struct cold_run *, account_id, const struct cold_order *);

/*
 * Back as it was, and active; sessions of before are over.  RC_DENIED, nothing
 * changed: it has no cold backup, or the backup is damaged (why: where), or does
 * not open.  Whatever else goes wrong: what was put back is removed again.  n_r:
 * what was opened.
 */
RC	cold_restore(struct cold_run *, account_id, struct sealed_counts *n_r);

/* What a crash left, and owners' requests that are due; a line each is said. */
RC	cold_due(struct cold_run *, void (*say)(void *, account_id,
	    const char *what), void *arg);

/* The certificate of one that is gone. RC_NOTFOUND: it is not. */
RC	cold_certificate(struct db *, struct vault *, struct arena *,
	    account_id, struct certificate *c_r);

/* ---- between its files -------------------------------------------------------- */

const char *cold_folder(struct arena *, account_id);
bool	cold_stopped(const struct cold_run *);
/* All rows that go, from the beginning, last and uncounted as in *how. RC_RETRY:
   stopped. */
RC	cold_purge(struct cold_run *, struct tenant *,
	    const struct account_purge *how);
/*
 * One of these acts on an account at a time, whoever's process it is: RC_CONFLICT
 * (r->why) when another runs.  *fd_r is to be closed (CLEANUP(cold_unlock)).
 */
RC	cold_lock(struct cold_run *, account_id, int *fd_r);
void	cold_unlock(int *fd);
/* Everything below a folder, and it: how many files. */
RC	cold_tree_remove(int at, const char *name, uint64_t *n_r);
/* The dump, on its way to the disk, and from there. */
RC	cold_data_write(struct backup *, const struct tenant *, int fd);
RC	cold_data_read(struct backup *, const struct tenant *, int fd);

#endif
