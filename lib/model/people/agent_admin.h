/*
 * What owner and admins do to agents.  Every function asks the actor's role in
 * the database, under a lock, whatever a page allowed before: RC_DENIED when it
 * is not his to do (rights.h), RC_NOTFOUND when there is no such agent.  A change
 * of role or state bumps the generation: all sessions end in the same
 * transaction.  Each writes the audit log.
 */
#ifndef MODEL_AGENT_ADMIN_H
#define MODEL_AGENT_ADMIN_H

#include "crypto/digest.h"
#include "model/people/agent.h"

struct department_ids { const uint64_t *v; size_t n; };

/* Everyone but taken-back invitations, by name, then address; opened. */
RC	agent_list_all(struct tenant *, struct arena *,
	    struct agent_list *l_r);
/* The departments that were given to him. */
RC	agent_departments(struct tenant *, struct arena *, agent_id,
	    struct department_ids *d_r);
/* The same of everyone: pairs, by agent. */
struct agent_department { agent_id agent; department_id department; };
struct agent_department_list { struct agent_department *v; size_t n; };
RC	agent_department_list(struct tenant *, struct arena *,
	    struct agent_department_list *l_r);
/* How many tickets that are not done are assigned to him, up to 1000. */
RC	agent_open_tickets(struct tenant *, agent_id, unsigned *n_r);

/*
 * Invite: g has role, language, all_departments, email; id is set.  RC_CONFLICT:
 * the address is an agent's.  RC_INVALID: an unknown department.
 */
RC	agent_invite(struct tenant *, struct arena *, agent_id actor,
	    struct agent *g, const struct department_ids *);
/* Another link; the former ones are dead. Not invited: RC_CONFLICT. */
RC	agent_invite_again(struct tenant *, struct arena *, agent_id actor,
	    agent_id);
/* agent_owner.c, inside the caller's transaction: the owner of an account that is
   new.  He chooses his password by the mail's link; nobody else ever knows one. */
RC	agent_owner_add(struct tenant *, struct arena *, const char *name,
	    const char *email, const char *language, agent_id *id_r);
/* agent_welcome.c: the owner who signed up and has no password yet gets another
   mail with his login details. RC_NOTFOUND: there is none such. */
RC	agent_welcome(struct tenant *, struct arena *);
RC	agent_invite_cancel(struct tenant *, agent_id actor, agent_id);
/*
 * The invited one comes: name and password (already hashed), by the link.  As
 * link_take(); RC_GONE also when he is not invited any more.
 */
RC	agent_join(struct tenant *, struct arena *, const struct digest *,
	    const char *name, const char *hash);

RC	agent_set_role(struct tenant *, struct arena *, agent_id actor,
	    agent_id, enum role);
/* RC_INVALID: an unknown department. */
RC	agent_set_departments(struct tenant *, struct arena *, agent_id actor,
	    agent_id, bool all, const struct department_ids *);
/* AGENT_ACTIVE or AGENT_INACTIVE; RC_CONFLICT: he is only invited. */
RC	agent_set_state(struct tenant *, struct arena *, agent_id actor,
	    agent_id, enum agent_state);
/* End all his sessions. */
RC	agent_sign_out(struct tenant *, agent_id actor, agent_id);
/*
 * Tickets that are not done and that he may not work on (he is inactive, or does
 * not see the department any more) are nobody's again, each with its event; all
 * says: whatever he sees.  Safe to run again.
 */
RC	agent_return_tickets(struct tenant *, struct arena *, agent_id,
	    bool all, agent_id by);
/* The owner hands the account to an active colleague and becomes an admin. */
RC	agent_hand_over(struct tenant *, struct arena *, agent_id owner,
	    agent_id to);

/* ---- agent_reset.c ------------------------------------------------------- */

/*
 * A mail with a link when the address is an active agent's, else nothing, by the
 * same way (SECURITY 5.9).
 */
RC	agent_reset_ask(struct tenant *, struct arena *, const char *email);
/* The new password (already hashed) by the link: ends his sessions, tells him.
   As link_take(). */
RC	agent_reset(struct tenant *, struct arena *, const struct digest *,
	    const char *hash);

#endif
