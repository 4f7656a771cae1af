/* The owner of a new account is shown what makes it his. */
#include "core/str.h"
#include "model/access/factor.h"
#include "model/account/first_steps.h"
#include "model/account/website.h"
#include "model/ticket/ticket.h"
#include "panel.h"

#define STEPS	6

/* GET /panel/first-steps */
RC
first_steps_show(struct req *rq)
{
	struct person me = { SECRET_AGENT, panel_me(rq).v };
	struct department_list d;
	struct department main;
	struct first_steps s;
	bool website;
	unsigned methods, open = 0;	/* departments, but for restricted ones */

	TRY(first_steps_get(rq->t, &s));
	TRY(factor_methods(rq->t, me, &methods));
	TRY(website_get(rq->t, &website));
	TRY(department_list(rq->t, rq->a, &d));
	for (size_t i = 0; i < d.n; i++)
		open += !d.v[i].restricted;
	node_bool(rq->v, "Steps.Department", open > 1);
	node_bool(rq->v, "Steps.Shown", rq->t->first_steps);
	node_bool(rq->v, "Steps.Mail", s.question);
	node_bool(rq->v, "Steps.Agents", s.colleagues);
	node_bool(rq->v, "Steps.Factor", methods != 0);
	node_bool(rq->v, "Steps.Domain", s.domain);
	node_bool(rq->v, "Steps.Website", website);
	node_u64(rq->v, "Steps.Done", (unsigned)s.question + s.colleagues +
	    (methods != 0) + s.domain + (open > 1) + website);
	node_str(rq->v, "Steps.Of", str_replace(rq->a, tmpl_text(app_tmpl(),
	    rq->language, "Steps.Progress"), "%n", arena_printf(rq->a, "%d",
	    STEPS)));
	if (department_main(rq->t, rq->a, &main) == RC_OK)
		node_str(rq->v, "Steps.Mailbox", main.mailbox);
	settings_title(rq, "Steps.Title");
	return (page(rq, "panel/first_steps"));
}

/* POST /panel/first-steps/hide */
RC
first_steps_away(struct req *rq)
{
	TRY(first_steps_hide(rq->t));
	flash(rq, "StepsHidden");
	return (redirect(rq, "/panel/tickets"));
}
