/*
 * Which departments' tickets an agent sees.  The tenant's handle carries it
 * (t->sight), so that ticket.h, search.h and contact.h answer as if the others'
 * tickets were not there; a handler cannot forget it.  Owner and admins see
 * all, as do programs that act for nobody (mail, command line): NULL.
 *
 * An agent sees the departments that were given to him, or all but the
 * restricted ones when he has the flag all_departments.
 */
#ifndef MODEL_SIGHT_H
#define MODEL_SIGHT_H

#include "db/db.h"

struct sight {
	const department_id	*v;	/* what he sees; may be none */
	size_t			 n;
};

/* A plain agent's, never NULL. An admin's is nobody's business: not asked. */
RC	sight_load(struct tenant *, struct arena *, agent_id,
	    const struct sight **s_r);
/* NULL sees everything. */
bool	sight_has(const struct sight *, department_id);

/* Everyone active who sees a department: admins too, and what he wants mailed. */
struct viewer { agent_id id; unsigned notify; };
struct viewer_list { struct viewer *v; size_t n; };
RC	sight_viewers(struct tenant *, struct arena *, department_id,
	    struct viewer_list *l_r);
bool	viewer_has(const struct viewer_list *, agent_id);

#endif
