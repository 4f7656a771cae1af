/* What the owner of a new account has done yet, computed from what is there. */
#ifndef MODEL_FIRST_STEPS_H
#define MODEL_FIRST_STEPS_H

#include "db/db.h"

struct first_steps {
	bool	question;	/* a ticket is there */
	bool	colleagues;	/* more than himself, invited ones too */
	bool	domain;		/* one of his own is proved */
};

/* Whether they are shown: t->first_steps. */
RC	first_steps_get(struct tenant *, struct first_steps *s_r);
RC	first_steps_hide(struct tenant *);

#endif
