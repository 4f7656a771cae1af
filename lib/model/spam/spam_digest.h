/*
 * The digest of the spam folder: a mail to each agent who wants one (agent.h,
 * NOTIFY_SPAM_DAILY), that names what the filter put away since the last and
 * nobody spoke of.  A digest is a row with its span of time; what it names is
 * looked up when it is mailed, so nothing of one forgotten or corrected meanwhile
 * is in it.
 */
#ifndef MODEL_SPAM_DIGEST_H
#define MODEL_SPAM_DIGEST_H

#include "model/people/agent.h"
#include "model/ticket/ticket.h"

#define SPAM_DIGEST_HOUR	7	/* of the account's zone; weekly: Mondays */

/*
 * olvido-cron: those whose hour has come, each as one transaction of its row and,
 * when there is something to name, its mail: after a crash it is there or comes
 * again, never twice.  *n_r: mails.
 */
RC	spam_digest_make(struct tenant *, struct arena *, int64_t now,
	    bool dry_run, unsigned *n_r);
/* When the last such hour before now was. */
int64_t	spam_digest_hour(struct arena *, const char *zone, int64_t now,
	    bool weekly);

/* ---- olvido-mail ------------------------------------------------------------ */

struct sifted {
	ticket_id	 id;
	const char	*code, *subject;	/* "" : forgotten */
	int64_t		 created_at;
	int		 score;			/* thousandths */
	int		 days;	/* until a retention rule takes it; -1: none does */
};
#define SIFTED_MAX	50
struct sifted_list {
	struct sifted	*v;		/* most doubtful first */
	size_t		 n;
	unsigned	 more;		/* that are not in v, up to 450 */
	int64_t		 from;		/* of the span, seconds */
};
/* What this agent sees of it. RC_NOTFOUND: there is no such digest of his. */
RC	spam_digest_list(struct tenant *, struct arena *, uint64_t digest_id,
	    const struct agent *, struct sifted_list *l_r);

#endif
