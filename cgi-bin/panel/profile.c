/* An agent's own settings and sessions. */
#include "auth/login.h"
#include "auth/password_rule.h"
#include "core/str.h"
#include "model/agent_login.h"
#include "panel.h"
#include "view.h"

static RC
profile_page(struct req *rq, const struct agent *me, int status)
{
	node_str(rq->v, "Form.name", me->name);
	node_str(rq->v, "Form.language", me->language);
	node_str(rq->v, "Form.signature", me->signature);
	node_str(rq->v, "Profile.Email", me->email);
	return (page_status(rq, status, "panel/profile"));
}

/* GET /panel/profile */
RC
profile_show(struct req *rq)
{
	struct agent me;

	TRY(panel_agent(rq, &me));
	return (profile_page(rq, &me, 200));
}

/* POST /panel/profile */
RC
profile_save(struct req *rq)
{
	const char *language = req_text(rq, "language");
	struct agent me;

	TRY(panel_agent(rq, &me));
	if (*language != '\0' && !str_eq(language, "en") &&
	    !str_eq(language, "es"))
		req_mistake(rq, "language", "Invalid");
	if (req_bad(rq)) {
		req_form_view(rq);
		node_str(rq->v, "Profile.Email", me.email);
		return (page_status(rq, 422, "panel/profile"));
	}
	me.name = req_text(rq, "name");
	me.language = language;
	me.signature = req_text(rq, "signature");
	TRY(agent_set_profile(rq->t, rq->a, &me));
	flash(rq, "Saved");
	return (redirect(rq, "/panel/profile"));
}

/* RC_OK, or RC_INVALID with the mistake noted. */
static RC
password_try(struct req *rq, const struct agent *me)
{
	struct password_owner owner = { .name = me->name, .email = me->email,
		.company = rq->t->name };
	const char *fault = password_fault(rq->a, req_text(rq, "new"), &owner);
	unsigned generation;
	agent_id id;
	enum rc rc;

	if (!req_bad(rq) && fault != NULL)
		req_mistake(rq, "new", fault);
	if (req_bad(rq))
		return (RC_INVALID);
	rc = login_agent(rq->t, rq->a, rq->addr, me->email, req_text(rq,
	    "current"), &id, &generation);
	if (rc == RC_DENIED || rc == RC_LIMIT)
		req_mistake(rq, "current", rc == RC_LIMIT ? "Limit"
		    : "PasswordCurrent");
	return (rc == RC_DENIED || rc == RC_LIMIT ? RC_INVALID : rc);
}

/* POST /panel/password: every session ends, and this one begins anew. */
RC
password_save(struct req *rq)
{
	struct agent me;
	enum rc rc;

	TRY(panel_agent(rq, &me));
	rc = password_try(rq, &me);
	if (rc == RC_INVALID) {
		req_form_view(rq);
		return (profile_page(rq, &me, 422));
	}
	TRY(rc);
	TRY(agent_login_set(rq->t, rq->a, me.id, req_text(rq, "new")));
	/* Anew: the change moved his generation on. */
	TRY(agent_get(rq->t, rq->a, me.id, &me));
	TRY(session_start(rq, SESSION_AGENT, me.id.v, (ticket_id){ 0 },
	    me.generation));
	flash(rq, "PasswordChanged");
	return (redirect(rq, "/panel/profile"));
}

/* GET /panel/sessions */
RC
sessions_show(struct req *rq)
{
	struct node *list = node_sub(rq->v, "Sessions");
	struct session_list l;

	TRY(session_list(rq->t, rq->a, SESSION_AGENT, panel_me(rq).v, &l));
	for (size_t i = 0; i < l.n; i++)
		view_session(node_row(list), &l.v[i],
		    l.v[i].id.v == rq->session.id.v);
	node_bool(rq->v, "SessionsMore", l.n > 1);
	return (page(rq, "panel/sessions"));
}

/* POST /panel/sessions/{session}/revoke */
RC
sessions_revoke(struct req *rq)
{
	session_id id = { req_path_id(rq, "session") };

	if (id.v == rq->session.id.v) {
		TRY(session_stop(rq));
		flash(rq, "SignedOut");
		return (redirect(rq, "/panel/login"));
	}
	TRY(session_revoke(rq->t, SESSION_AGENT, panel_me(rq).v, id));
	flash(rq, "Revoked");
	return (redirect(rq, "/panel/sessions"));
}

/* POST /panel/sessions/end-others */
RC
sessions_end_others(struct req *rq)
{
	TRY(session_end_others(rq->t, SESSION_AGENT, panel_me(rq).v,
	    rq->session.id));
	flash(rq, "OthersEnded");
	return (redirect(rq, "/panel/sessions"));
}
