/*
 * Putting a backup back: what comes behind loading its data (bin/olvido/backup.c
 * runs the client programs, restore.c knows what a backup must not bring back).
 */
#ifndef PRIVACY_RESTORE_H
#define PRIVACY_RESTORE_H

#include "model/key/restoration.h"
#include "model/key/sealed.h"
#include "privacy/backup.h"

struct restore_report {
	uint64_t	taught;		/* tombstones that only it knew */
	uint64_t	contacts, agents, companies, tickets, files;	/* removed again */
	uint64_t	requests;	/* names in requests, the same */
	uint64_t	senders;	/* addresses on the spam filter's lists */
	struct ended	ended;
	uint64_t	later;		/* came after it, not in it */
	struct sealed_counts sealed;
};

/* An account that is gone goes again; one in its cold backup is terminated: its
   rows are here, nobody is served, and it is deleted again when it is due.  One
   that is back since is deleted: no backup but its cold one has it. */
RC	restore_ended(struct db *, struct vault *, int files_dir);
/* Rows of the forgotten go as in an erasure, whose record comes back with them.
   of: 0 is of every account. */
RC	restore_forget(struct db *, struct vault *, int files_dir,
	    account_id of, backup_progress *, struct restore_report *n_r);
/* The sealed files that a row names, below files_dir; those there stay. */
RC	restore_files(struct backup *, struct db *, int files_dir);
/* Ids, sessions, links, mails. */
RC	restore_settle(struct backup *, struct db *,
	    struct restore_report *n_r);
/* Look-ups and words anew, then every sealed value is opened, of each account. */
RC	restore_accounts(struct db *, struct vault *, int files_dir,
	    backup_progress *, struct restore_report *n_r);
/* restoration's row, and one in the audit log of each account. */
RC	restore_record(struct db *, struct vault *, const struct manifest *,
	    const struct restore_report *);

#endif
