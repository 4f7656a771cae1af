/*
 * What the account asks consent for (GDPR art. 7): purposes with a text in each
 * language.  A text is never changed: a new one is a new version, and what was
 * consented to stays the version that was shown.
 */
#ifndef MODEL_PURPOSE_H
#define MODEL_PURPOSE_H

#include "db/db.h"

struct purpose_text { const char *name, *body; };
struct purpose {
	uint64_t	 id;
	unsigned	 version;	/* that is asked with now */
	bool		 active;	/* may be consented to */
	bool		 on_ask;	/* the question form offers it */
	struct purpose_text en, es;	/* of that version */
};
struct purpose_list { struct purpose *v; size_t n; };
#define PURPOSES_MAX	50

/* All of them, by id. */
RC	purpose_list(struct tenant *, struct arena *,
	    struct purpose_list *l_r);
RC	purpose_get(struct tenant *, struct arena *, uint64_t id,
	    struct purpose *p_r);
/* One text of it, of any version; RC_NOTFOUND. */
RC	purpose_text(struct tenant *, struct arena *, uint64_t id,
	    unsigned version, const char *language, struct purpose_text *x_r);
/* The text in the reader's language. */
const struct purpose_text *purpose_in(const struct purpose *,
	    const char *language);

/*
 * purpose_change.c: by an admin, each in its own transaction, logged.  RC_DENIED;
 * RC_LIMIT: there are PURPOSES_MAX.  set: active and on_ask, and a new version
 * when a text differs.
 */
RC	purpose_add(struct tenant *, struct arena *, struct purpose *p,
	    agent_id by);
RC	purpose_set(struct tenant *, struct arena *, struct purpose *p,
	    agent_id by);

#endif
