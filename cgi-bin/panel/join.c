/* Coming in by a mailed link: invitations and forgotten passwords. */
#include "auth/login.h"
#include "auth/password_rule.h"
#include "auth/reset.h"
#include "core/str.h"
#include "crypto/password.h"
#include "model/access/link.h"
#include "model/people/agent_admin.h"
#include "panel.h"
#include "web/sign_in.h"

static RC
link_gone(struct req *rq)
{
	settings_title(rq, "People.LinkGone");
	return (page_status(rq, 410, "panel/link_gone"));
}

static RC
form(struct req *rq, const char *name, const char *title, int status)
{
	settings_title(rq, title);
	return (page_status(rq, status, name));
}

/* The mistake in a new password is noted under "new". */
static void
password_look(struct req *rq, const struct password_owner *owner)
{
	const char *fault = password_fault(rq->a, req_text(rq, "new"), owner);

	if (!req_bad(rq) && fault != NULL)
		req_mistake(rq, "new", fault);
}

/* The agent of a live link. */
static RC
by_link(struct req *rq, enum link_purpose purpose, struct agent *g_r)
{
	struct digest d = req_token(rq, "token");
	struct link l;

	TRY(link_get(rq->t, rq->a, &d, purpose, &l));
	if (l.agent.v == 0)
		return (RC_NOTFOUND);
	return (agent_get(rq->t, rq->a, l.agent, g_r));
}

/* GET /panel/invite/{token} */
RC
join_form(struct req *rq)
{
	struct agent g;
	enum rc rc = by_link(rq, LINK_INVITE, &g);

	if (rc == RC_GONE)
		return (link_gone(rq));
	TRY(rc);
	/* Who signed up has said it before. */
	node_str(rq->v, "Form.name", g.name);
	return (form(rq, "panel/join", "People.Join", 200));
}

/* POST /panel/invite/{token} */
RC
join(struct req *rq)
{
	struct digest d = req_token(rq, "token");
	char hash[PASSWORD_HASH_MAX];
	struct agent g;
	enum rc rc = by_link(rq, LINK_INVITE, &g);

	if (rc == RC_GONE)
		return (link_gone(rq));
	TRY(rc);
	password_look(rq, &(struct password_owner){ .email = g.email,
	    .name = req_text(rq, "name"), .company = rq->t->name });
	if (req_bad(rq)) {
		req_form_view(rq);
		return (form(rq, "panel/join", "People.Join", 422));
	}
	TRY(password_hash(req_text(rq, "new"), hash));
	rc = agent_join(rq->t, rq->a, &d, req_text(rq, "name"), hash);
	if (rc == RC_GONE)
		return (link_gone(rq));
	TRY(rc);
	flash(rq, "Joined");
	return (redirect(rq, "/panel/login"));
}

/* GET /panel/forgot */
RC
forgot_form(struct req *rq)
{
	return (form(rq, "panel/forgot", "People.Forgot", 200));
}

/* POST /panel/forgot: one answer for everybody. */
RC
forgot(struct req *rq)
{
	if (req_bad(rq)) {
		req_form_view(rq);
		return (form(rq, "panel/forgot", "People.Forgot", 422));
	}
	TRY(reset_ask(rq->t, rq->a, req_text(rq, "email")));
	return (redirect(rq, "/panel/forgot/sent"));
}

/* GET /panel/forgot/sent */
RC
forgot_sent(struct req *rq)
{
	return (form(rq, "panel/forgot_sent", "People.Forgot", 200));
}

/* GET /panel/reset/{token} */
RC
reset_form(struct req *rq)
{
	struct agent g;
	enum rc rc = by_link(rq, LINK_RESET, &g);

	if (rc == RC_GONE)
		return (link_gone(rq));
	TRY(rc);
	return (form(rq, "panel/reset", "People.Reset", 200));
}

/* POST /panel/reset/{token}: nobody is signed in by it (ASVS 6.4.3). */
RC
reset(struct req *rq)
{
	struct digest d = req_token(rq, "token");
	char hash[PASSWORD_HASH_MAX];
	struct agent g;
	enum rc rc = by_link(rq, LINK_RESET, &g);

	if (rc == RC_GONE)
		return (link_gone(rq));
	TRY(rc);
	password_look(rq, &(struct password_owner){ .email = g.email,
	    .name = g.name, .company = rq->t->name });
	if (req_bad(rq)) {
		req_form_view(rq);
		return (form(rq, "panel/reset", "People.Reset", 422));
	}
	TRY(password_hash(req_text(rq, "new"), hash));
	rc = agent_reset(rq->t, rq->a, &d, hash);
	if (rc == RC_GONE)
		return (link_gone(rq));
	TRY(rc);
	/* Strangers' guesses at his name keep him out no longer. */
	TRY(login_unlock(rq->t, &login_agents, g.email));
	sign_in_device(rq, &login_agents, g.email);
	flash(rq, "PasswordSet");
	return (redirect(rq, "/panel/login"));
}
