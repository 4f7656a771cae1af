/*
 * The provider's API: its handlers (routes.c).  Its token is of the provider's own
 * account; what it does it does to others, whose tenants are made by other_get().
 * Every act has a name (the field request) and is done once (once.c).
 */
#ifndef PROVIDER_H
#define PROVIDER_H

#include "model/account/account_page.h"
#include "model/account/domain.h"
#include "model/account/lifecycle.h"
#include "model/account/provider_request.h"
#include "web/app.h"
#include "web/json.h"
#include "web/program.h"

extern const struct route provider_routes[];

#define SKEW	300	/* seconds by which another machine's clock may differ */

/* account.c */
RC	accounts_show(struct req *);
RC	account_show(struct req *);
RC	plans_show(struct req *);
/* create.c */
RC	account_create(struct req *);
/* life.c */
RC	life_act(struct req *);
RC	plan_act(struct req *);
/* domain.c */
RC	domains_show(struct req *);
RC	domain_create(struct req *);
RC	domain_away(struct req *);
/* export.c */
RC	export_act(struct req *);
RC	export_show(struct req *);
/* billing.c */
RC	billing_show(struct req *);
RC	billing_take(struct req *);

/* ---- once.c ------------------------------------------------------------------- */

/* The act by the name that the request gave it, and its answer. */
RC	once(struct req *, RC (*act)(struct req *, struct provider_answer *));
/* From inside an act: nothing of it is done, and this is the answer. RC_DENIED. */
RC	refuse(struct req *, int status, const char *code);
/* An act has been done to that account: the provider's own log says so. */
RC	acted(struct req *, account_id, uint64_t what);
/*
 * {account} of the path, in any state, for somebody who acts: RC_NOTFOUND; the
 * provider's own is refused.
 */
RC	other_get(struct req *, struct tenant **t_r,
	    enum account_state *state_r);
/* The same by number; own_r: it is the provider's own. */
RC	other_open(struct req *, account_id, struct tenant **t_r,
	    enum account_state *state_r);

/* view.c: an account without its name */
void	view_account(struct req *, struct json *, const struct account_line *);
void	view_domain(struct req *, struct json *, const struct domain *);
void	view_life(struct req *, struct json *, account_id,
	    const struct life_result *);

#endif
