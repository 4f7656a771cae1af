/* Coming in and going out. */
#include "auth/login.h"
#include "core/str.h"
#include "panel.h"

#define START	"/panel/tickets"

/* Only pages of the panel; anything else begins at the list. */
static const char *
safe_next(struct req *rq)
{
	const char *next = req_text(rq, "next");

	if (!str_starts(next, "/panel/") ||
	    str_starts(next, "/panel/log") || strstr(next, "/.") != NULL)
		return (START);
	for (const char *p = next; *p != '\0'; p++)
		if (*p <= ' ' || *p >= 0x7f || *p == '\\')
			return (START);
	return (next);
}

/* GET /panel */
RC
home(struct req *rq)
{
	return (redirect(rq, START));
}

/* GET /panel/login */
RC
login_form(struct req *rq)
{
	if (rq->signed_in)
		return (redirect(rq, "%s", safe_next(rq)));
	node_str(rq->v, "Form.next", safe_next(rq));
	return (page(rq, "panel/login"));
}

static RC
login_again(struct req *rq, int status)
{
	req_form_view(rq);
	node_str(rq->v, "Form.next", safe_next(rq));
	return (page_status(rq, status, "panel/login"));
}

/* POST /panel/login */
RC
login_submit(struct req *rq)
{
	agent_id id = { 0 };
	unsigned generation;
	enum rc rc;

	if (req_bad(rq))
		return (login_again(rq, 422));
	rc = login_agent(rq->t, rq->a, rq->addr, req_text(rq, "email"),
	    req_text(rq, "password"), &id, &generation);
	if (rc == RC_DENIED || rc == RC_INVALID) {
		TRY(req_audit(rq, AUDIT_SIGN_IN, ON_AGENT, id.v,
		    AUDIT_FAILED));
		req_mistake(rq, "password", "Password");
		return (login_again(rq, 422));
	}
	if (rc == RC_LIMIT) {
		req_mistake(rq, "password", "Limit");
		return (login_again(rq, 429));
	}
	TRY(rc);
	TRY(session_sign_in(rq, SESSION_AGENT, id.v, (ticket_id){ 0 },
	    generation, WAY_PASSWORD));
	return (redirect(rq, "%s", safe_next(rq)));
}

/* POST /panel/logout */
RC
logout(struct req *rq)
{
	TRY(session_stop(rq));
	flash(rq, "SignedOut");
	return (redirect(rq, "/panel/login"));
}
