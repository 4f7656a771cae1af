/*
 * Who consented to what (GDPR art. 7): which version of which text, when, by
 * which door, and when it was withdrawn.  Nothing is stored before somebody
 * consents.  Each consent is a row of its own; one that was withdrawn stays, as
 * the history.  All of it goes with the person.
 */
#ifndef MODEL_CONSENT_H
#define MODEL_CONSENT_H

#include "model/privacy/purpose.h"

enum consent_door {
	CONSENT_ASK = 1,	/* a box of the question form, signed in */
	CONSENT_ACCOUNT = 2,	/* his account in the portal */
	CONSENT_AGENT = 3,	/* told an agent, who wrote it down with how */
	CONSENT_ASK_UNPROVED = 4, /* the question form's, by whoever had only
				     just given that address */
};
struct consent {
	uint64_t	 id, purpose;
	contact_id	 contact;
	unsigned	 version;
	const char	*language;
	int64_t		 given_at, withdrawn_at;	/* 0: it holds */
	enum consent_door given_door, withdrawn_door;
	agent_id	 given_by, withdrawn_by;	/* 0: himself */
	const char	*how;		/* opened; "" */
	struct purpose_text text;	/* that he saw */
};
struct consent_list { struct consent *v; size_t n; };

/* All of his, newest first, at most 200. RC_DENIED: restricted (withheld.h). */
RC	consent_list(struct tenant *, struct arena *, contact_id,
	    struct consent_list *l_r);

/* ---- consent_change.c: logged ------------------------------------------------ */

/*
 * To the purpose's text of now, in that language; what holds already for that
 * version stays as it is.  how: an agent's word for it, or "".  Own transaction
 * unless the caller has one.  RC_INVALID: the purpose is not active.
 */
RC	consent_give(struct tenant *, struct arena *, contact_id,
	    uint64_t purpose, const char *language, enum consent_door,
	    agent_id by, const char *how);
/* All that holds for that purpose.  RC_NOTFOUND: nothing does. */
RC	consent_withdraw(struct tenant *, contact_id, uint64_t purpose,
	    enum consent_door, agent_id by);

#endif
