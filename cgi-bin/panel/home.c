/* Coming in and going out. */
#include "core/str.h"
#include "panel.h"
#include "web/second.h"
#include "web/sign_in.h"

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
	if (rq->signed_in || rq->half)
		return (second_go_on(rq, safe_next(rq)));
	node_str(rq->v, "Form.next", safe_next(rq));
	return (page(rq, "panel/login"));
}

static RC
form_again(struct req *rq, int status)
{
	req_form_view(rq);
	node_str(rq->v, "Form.next", safe_next(rq));
	return (page_status(rq, status, "panel/login"));
}

/* POST /panel/login */
RC
login_submit(struct req *rq)
{
	struct login l;
	int status;
	enum rc rc = sign_in_password(rq, &login_agents, &l, &status);

	if (rc == RC_DENIED)
		return (form_again(rq, status));
	TRY(rc);
	TRY(session_sign_in(rq, SESSION_AGENT, l.id, (ticket_id){ 0 },
	    l.generation, WAY_PASSWORD));
	return (second_go_on(rq, safe_next(rq)));
}

/* POST /panel/logout */
RC
logout(struct req *rq)
{
	TRY(session_stop(rq));
	flash(rq, "SignedOut");
	return (redirect(rq, "/panel/login"));
}
