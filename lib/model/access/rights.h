/*
 * Who may do what: the one table of it, with the route rows.  A row here says
 * from which role on something may be done and under which doors it is done;
 * rights_check() (cgi-bin/panel) refuses to start when a door asks for less.
 * The page "Roles" shows this table.  What a role may do to whom is decided
 * below it, and the model asks again whatever a page allowed.
 */
#ifndef MODEL_RIGHTS_H
#define MODEL_RIGHTS_H

#include "model/people/agent.h"

struct right {
	const char	*key;	/* Rights.KEY in the texts */
	enum role	 least;
	/* Doors that begin so ask for it; NULL: it is checked by the model. */
	const char	*doors;
};
/* NULL at the end. The longest that fits a path counts. */
const struct right *right_at(size_t i);
const struct right *right_of_path(const char *path);

/* Admins and the owner manage agents and admins, never the owner or
   themselves. */
bool	role_manages(enum role actor, enum role target);
/* Roles that may be given: agent and admin.  An owner is made by handing over. */
bool	role_gives(enum role actor, enum role given);
/* Owner and admins see all tickets. */
bool	role_sees_all(enum role);

#endif
