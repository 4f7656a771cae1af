/* What the security page says, where its reports go, and whom it thanks. */
#include "core/str.h"
#include "model/access/security.h"
#include "model/access/security_thanks.h"
#include "panel.h"
#include "tmpl/tmpl.h"
#include "view.h"

#define SOON	(30 * 86400)

/* Only restricted departments may take reports. */
static RC
view_choice(struct req *rq, department_id chosen)
{
	struct node *row;
	struct names n;

	TRY(names_get(rq, &n));
	for (size_t i = 0; i < n.departments.n; i++) {
		if (!n.departments.v[i].restricted)
			continue;
		row = node_row(node_sub(rq->v, "Restricted"));
		node_u64(row, "Id", n.departments.v[i].id.v);
		node_str(row, "Name", n.departments.v[i].name);
		node_bool(row, "Selected",
		    n.departments.v[i].id.v == chosen.v);
	}
	return (RC_OK);
}

static RC
view_thanks(struct req *rq)
{
	struct thanks_list l;
	struct node *row;

	TRY(thanks_list(rq->t, rq->a, &l));
	for (size_t i = 0; i < l.n; i++) {
		row = node_row(node_sub(rq->v, "Thanks"));
		node_u64(row, "Id", l.v[i].id);
		node_i64(row, "At", l.v[i].at);
		node_str(row, "Name", l.v[i].name);
	}
	return (RC_OK);
}

/* filled: the form was sent and shows what was typed. */
static RC
security_form(struct req *rq, int status, bool filled)
{
	struct security_page p = { .contact = "", .policy = "" };
	enum rc rc = security_get(rq->t, rq->a, &p);

	if (rc != RC_NOTFOUND)
		TRY(rc);
	if (!filled) {
		node_str(rq->v, "Form.contact", p.contact);
		node_str(rq->v, "Form.policy", p.policy);
		node_bool(rq->v, "Form.shown", p.shown);
	}
	if (p.shown) {
		node_i64(rq->v, "Expires", p.expires_at);
		node_bool(rq->v, "ExpiresSoon", p.expires_at - rq->now < SOON);
	}
	TRY(view_choice(rq, filled ? (department_id){ req_u64(rq,
	    "department") } : p.department));
	TRY(view_thanks(rq));
	settings_title(rq, "Security.Nav");
	return (page_status(rq, status, "panel/settings_security"));
}

/* GET /panel/settings/security */
RC
security_settings(struct req *rq)
{
	return (security_form(rq, 200, false));
}

/* POST /panel/settings/security */
RC
security_save(struct req *rq)
{
	struct security_page p = {
		.shown = req_flag(rq, "shown"),
		.department = { req_u64(rq, "department") },
		.contact = req_text(rq, "contact"),
		.policy = req_text(rq, "policy"),
	};
	enum rc rc = RC_INVALID;

	if (!req_bad(rq)) {
		rc = security_set(rq->t, rq->a, &p, tmpl_text(app_tmpl(),
		    rq->t->language, "Security.DepartmentName"));
		if (rc == RC_INVALID)
			req_mistake(rq, "contact", "SecurityContact");
	}
	if (rc == RC_INVALID) {
		req_form_view(rq);
		return (security_form(rq, 422, true));
	}
	TRY(rc);
	flash(rq, "Saved");
	return (redirect(rq, "/panel/settings/security"));
}

/* POST /panel/settings/security/thanks */
RC
security_thank(struct req *rq)
{
	enum rc rc = RC_INVALID;

	if (!req_bad(rq)) {
		rc = thanks_add(rq->t, rq->a, (ticket_id){ req_u64(rq,
		    "ticket") }, req_text(rq, "name"));
		if (rc == RC_NOTFOUND || rc == RC_GONE) {
			req_mistake(rq, "ticket", "SecurityTicket");
			rc = RC_INVALID;
		}
	}
	if (rc == RC_INVALID) {
		req_form_view(rq);
		return (security_form(rq, 422, false));
	}
	TRY(rc);
	flash(rq, "Saved");
	return (redirect(rq, "/panel/settings/security"));
}

/* POST /panel/settings/security/thanks-remove */
RC
security_unthank(struct req *rq)
{
	TRY(thanks_remove(rq->t, req_u64(rq, "thanks")));
	flash(rq, "Saved");
	return (redirect(rq, "/panel/settings/security"));
}
