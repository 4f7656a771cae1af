/* What reseal.c and reseal_file.c share (lib/model only). */
#ifndef MODEL_RESEAL_ROW_H
#define MODEL_RESEAL_ROW_H

#include "core/pack.h"
#include "model/key/keyring.h"
#include "model/key/reseal.h"
#include "model/ticket/message_row.h"

/* A file written beside the old one, or on its way out. */
struct reseal_file {
	attachment_id	    id;
	bool		    dropped;
	struct reseal_file *next;
};

struct reseal_run {
	struct tenant	   *t;
	struct arena	   *a;		/* until the end */
	struct arena	   *scratch;	/* emptied after each message */
	const struct reseal *r;
	int		    files_dir;
	struct ticket	    tk;		/* as it will be */
	contact_id	    was;	/* its requester until now */
	struct secret	    secret;	/* the new one */
	struct key	    from, to;	/* K(ticket) */
	struct reseal_file *files;
	size_t		    nfiles;
	bool		    indexed;	/* its first message */
	const struct withheld *withheld; /* the reader's */
	bool		    keys;	/* this message's are all there */
	bool		    broken;	/* and yet it does not open */
	struct reseal_counts n;
	struct victim	   *victims;	/* of this attempt */
	size_t		    nvictims;
};

/* m->files and their keys, opened; those that do not open are left out. */
RC	reseal_files_open(struct reseal_run *, struct arena *,
	    struct message *m, const struct key *from);
/* Their rows anew, their contents beside the old ones; m->files: what stays. */
RC	reseal_files(struct reseal_run *, struct arena *,
	    struct reseal_message *, const struct key *to);
/* After the commit; after a rollback. */
RC	reseal_files_switch(struct reseal_run *);
void	reseal_files_undo(struct reseal_run *);

#endif
