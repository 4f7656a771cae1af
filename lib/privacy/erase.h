/*
 * Erasing (ARCHITECTURE.md 8): a person, a company, a ticket, a file.  erase_begin() is one
 * short transaction, whatever the size of the history: the secret is destroyed
 * and with it every copy of the data; sessions, links, logins and look-ups go,
 * and mails that wait.  erase_step() then removes rows and files, a batch a
 * transaction; it may be killed anywhere, run again, and run by two at once.  It is
 * at its end, and certified, when each mirror of the keys was confirmed behind that.
 *
 * Of a contact the erasure alone has the means, under a secret of its own that goes as
 * soon as that is done (model/privacy/erasure_job.h), to find first what is his in
 * other people's tickets (mention_work.h), and to seal anew under nobody's secret,
 * without his texts, those of his tickets that stay (keep_tickets).  The same for one
 * ticket alone is ERASE_REQUESTER: its requester stays known elsewhere.
 */
#ifndef PRIVACY_ERASE_H
#define PRIVACY_ERASE_H

#include "model/privacy/erasure.h"

/* What becomes of a contact in other people's tickets. */
struct mention_order {
	enum mention_way way;		/* 0: MENTIONS_REDACT */
	/* He asks himself: his proved address is all that is looked for, as it is
	   spelt.  His name and his words are as he likes them, and others'
	   tickets are not his to cut. */
	bool		 self;
	/* What stands there by a name, a phone or unmarked words goes too, unlooked
	   at (mention_marks()): who asks said so in so many words.  Of a company
	   it is said for the contacts that go with it. */
	bool		 names;
	/* What others say of him in tickets of his own that stay stays there. */
	bool		 own;
	const char	*reason;	/* MENTIONS_KEEP, own; not kept itself */
};
struct erase_ask {
	enum erase_scope scope;
	uint64_t	 id;
	/* ERASE_CONTACT; of ERASE_COMPANY it says that the contacts stay */
	bool		 keep_tickets;
	/* Of his tickets what other contacts wrote in them, and no more: it would
	   die with his key (SECURITY.md 5.21). */
	bool		 keep_others;
	struct mention_order mentions;
	uint64_t	 parent;	/* erasure that it is a part of, or 0 */
	enum erase_door	 door;
	struct digest	 receipt;	/* of the token of its public page; all
					   zero: it has none */
};

/*
 * Who asks is t->actor, or the process (audit_process).  When it returns RC_OK
 * nothing opens any more.  RC_NOTFOUND: there is no such; RC_DENIED: a legal hold, the account's owner, or
 * not his to do; RC_CONFLICT: it was begun before, *id_r says under which number;
 * RC_INVALID: a scope that is not erased here, or to keep without a reason.
 */
RC	erase_begin(struct tenant *, struct arena *, const struct erase_ask *,
	    uint64_t *id_r);
/*
 * A message, or a part of it, is removed by its ticket's reseal, which begins this
 * erasure and ends its rows (model/key/reseal.h, erasure).  What is left is its
 * certificate: erase_run().
 */
RC	erase_message(struct tenant *, message_id, enum erase_door,
	    struct erasure *e_r);
/*
 * The next batch of an erasure: some 20 ms in the database; the search for mentions
 * is one, of many short transactions, and ends early when stop() (may be NULL) says so
 * (RC_RETRY).  *done_r: there is none; its certificate is there, or it waits for a
 * mirror (erase_confirm()).  arena: may be reset after each.  Who calls it has taken
 * the erasure.
 */
RC	erase_step(struct tenant *, struct arena *, int files_dir, uint64_t id,
	    bool (*stop)(void), bool *done_r);
/* Certified when each mirror confirmed what went; *waits_r: not yet. */
RC	erase_certify(struct tenant *, struct arena *, const struct erasure *,
	    bool *waits_r);
/* All steps until its end, or until stop() says so; between batches others come
   first.  RC_CONFLICT: another process is at it (erasure_take()), which is left
   alone; with stop NULL it is waited for. */
RC	erase_run(struct tenant *, int files_dir, uint64_t id,
	    bool (*stop)(void));
/*
 * Everything that is not at its end, over the installation. *n_r: how many ended.
 * turn: the next of so many begins, false ends it; after it stop() is false until
 * the erasure's share of the time is over, and then it comes again.
 */
RC	erase_due(struct db *, struct vault *, int files_dir,
	    bool (*stop)(void), bool (*turn)(size_t left), unsigned *n_r);
/* A mirror was brought up to date: those that waited only for it are at their end. */
RC	erase_confirm(struct db *, struct vault *, bool (*stop)(void),
	    unsigned *n_r);
/* A restore: rows are there of what was forgotten at as->unreadable_at; no hold
   is asked.  Until they are gone; its record is there again. erase_again.c */
RC	erase_again(struct tenant *, struct arena *, int files_dir,
	    const struct erasure *as);

#endif
