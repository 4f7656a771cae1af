/*
 * A ticket sealed anew under another secret of the same id, and what is changed
 * in it on the way: a part of a message or all of it is removed, or it gets
 * another requester.  The old secret is destroyed as a person's is (forget.c), so
 * every older copy of the ticket, in a backup too, is dead; neighbours in it stay
 * as they were, and ids, codes and digests of Message-IDs stay (not of what
 * is removed as a whole).
 *
 * All rows change in one transaction.  Files are written beside the old ones
 * before it and take their place after it; what a crash leaves there is mended by
 * whoever opens the file, by the next reseal, and by files_sweep().
 *
 * Linked only by programs whose database user may write olvido_keys.
 */
#ifndef MODEL_RESEAL_H
#define MODEL_RESEAL_H

#include "model/log/audit.h"
#include "model/privacy/erasure.h"
#include "model/ticket/message.h"

/* One message on its way. The edit changes m->text and names of m->files. */
struct reseal_message {
	struct message	*m;	/* opened, html too; files without content */
	/* A part of it went: TEXT_REMOVED stands there.  Its html goes with it
	   (the same words may stand there in any disguise), and inline images
	   become files that are listed. */
	bool		 part;
	bool		 all;	/* nothing of it stays, nor of its files */
	bool		*drop;	/* of its files: those that go */
};

struct reseal {
	ticket_id	 ticket;
	contact_id	 requester;	/* the new one; {0}: it stays */
	agent_id	 by;		/* shown at what was changed; {0}: erasure */
	uint64_t	 erasure_id;	/* into olvido_keys, 0 */
	const struct audit_row *audit;	/* in the same transaction, or NULL */
	/* Of a message (ERASE_MESSAGE): its row in the same transaction, with what
	   went; or NULL. */
	const struct erasure *erasure;
	/* Each may be NULL.  Called again from the start when the database asks
	   for it: they must come to the same. */
	RC		 (*subject)(void *arg, struct arena *, const char **);
	RC		 (*edit)(void *arg, struct arena *,
			    struct reseal_message *);
	void		*arg;
};
struct reseal_counts {
	uint64_t	 messages;	/* sealed anew */
	uint64_t	 parts, all;	/* changed, removed */
	uint64_t	 files, dropped;
	uint64_t	 shut;		/* did not open before; left so */
	uint64_t	 mails;		/* that will not be sent */
	bool		 broken;	/* RC_FAILED and nothing done, as below */
};

/*
 * RC_DENIED: a legal hold (unless erasure_id is set), or as an edit says.
 * RC_GONE: it cannot be opened.  RC_FAILED and nothing done: a message does not
 * open though its author's secret is there (told in the log; an erasure goes on).
 * What a restricted person wrote is kept as it is, unread.  RC_NOTFOUND: none, or not seen (t->sight).
 * RC_FAILED after the commit (told in the log): the act is done, a file or a
 * bucket's old key waits for the next start or sweep.  Not inside a transaction.
 */
RC	ticket_reseal(struct tenant *, int files_dir, const struct reseal *,
	    struct reseal_counts *n_r);

/* For files_sweep(): a file ID.next takes its place or goes. */
RC	attachment_mend(struct tenant *, int files_dir, attachment_id);

#endif
