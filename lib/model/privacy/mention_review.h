/* What was decided about a person's mentions (privacy/mention.h). */
#ifndef MODEL_MENTION_REVIEW_H
#define MODEL_MENTION_REVIEW_H

#include "db/db.h"

/* So long what somebody chose to keep on the page of mentions is kept. */
#define MENTION_DECIDED	86400

struct mention_review {
	contact_id	 contact;
	int64_t		 at;		/* set by the model */
	agent_id	 by;		/* {0}: nobody, all was removed */
	uint64_t	 removed, kept;
	uint64_t	 rewritten;	/* of those removed (mention.h) */
	const char	*reason;	/* why some stay; sealed */
	const uint64_t	*kept_ids;	/* by choice or left after
					   a look (mention_key()) */
	size_t		 nkept;
};
/* The last one counts; what was removed and rewritten before is added
   to it. */
RC	mention_review_set(struct tenant *, struct arena *,
	    const struct mention_review *);
RC	mention_review_get(struct tenant *, struct arena *, contact_id,
	    struct mention_review *r_r);

#endif
