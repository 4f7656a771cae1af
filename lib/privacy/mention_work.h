/*
 * What becomes of a person's mentions (mention.h) when he is erased, whatever door
 * asked: pages, the command line, the API, retention.  It is done by the erasure's
 * job (model/privacy/erasure_job.h), behind its first transaction: nothing of his opens for
 * anybody else any more.
 */
#ifndef PRIVACY_MENTION_WORK_H
#define PRIVACY_MENTION_WORK_H

#include "model/privacy/erasure_job.h"
#include "privacy/erase.h"
#include "privacy/mention.h"

/*
 * Other people's tickets and the registers searched, ticket by ticket, each in a
 * transaction of its own; t->lent is set.  Killed or stopped anywhere it is run again
 * and does the rest.  What was kept by choice (mention_review.h) stays and so does
 * what is held; of all else goes what needs no look (or all: names), however little of
 * it that choice saw.  Counts are added to the review after each ticket (a kill just
 * there leaves it uncounted), and to the erasure's at the end.
 * Tickets of somebody who is erased at the same time and whose tickets stay are
 * searched too; one with a damaged message stays as it is, and is counted as unseen,
 * the message as unreadable.
 * stop: asked at the beginning, after each MENTION_OPENED tickets (where it goes on
 * the next time) and before each one that is cut but the first; may be NULL;
 * RC_RETRY: it said so.
 */
RC	mention_work(struct tenant *, struct arena *, int files_dir,
	    const struct erasure *, const struct erasure_job *,
	    bool (*stop)(void));
/* Its key is not there: that nothing was searched is counted, and it is over. */
RC	mention_unseen(struct tenant *, const struct erasure *);
/* What it would find now; changes nothing. */
RC	mention_count(struct tenant *, contact_id, const struct mention_order *,
	    struct mention_done *d_r);

#endif
