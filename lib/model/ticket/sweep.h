/* Sealed files that no row names: see attachment_add() in message.c. */
#ifndef MODEL_SWEEP_H
#define MODEL_SWEEP_H

#include "db/db.h"

struct sweep_counts {
	uint64_t	 kept;		/* a row names it */
	uint64_t	 young;		/* its row may not be committed yet */
	uint64_t	 removed;	/* without a row */
	uint64_t	 unfinished;	/* removed: a write that broke off */
	uint64_t	 mended;	/* a reseal that broke off (reseal.h) */
};

/*
 * Remove the account's files older than `before` that no attachment, and copies of
 * people's data that no export names: what a rolled-back act or a crash left. Each is looked up by itself, so it may be
 * stopped anywhere and run again. RC_FAILED: database or disk; *n_r counts what
 * was done until then.
 */
RC	 files_sweep(struct tenant *, int files_dir, int64_t before,
	    struct sweep_counts *n_r);

#endif
