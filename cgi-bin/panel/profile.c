/* An agent's own settings and sessions. */
#include "auth/login.h"
#include "auth/password_rule.h"
#include "core/str.h"
#include "core/zone.h"
#include "model/people/agent_login.h"
#include "panel.h"
#include "view.h"

static void
put_zones(struct req *rq, const char *mine)
{
	struct zone_names l;
	struct node *row;

	zone_list(rq->a, &l);
	for (size_t i = 0; i < l.n; i++) {
		row = node_row(node_sub(rq->v, "Zones"));
		node_str(row, "Name", l.v[i]);
		node_bool(row, "Selected", str_eq(l.v[i], mine));
	}
}

/* What he has, with what he typed over it when it was wrong. */
static RC
profile_page(struct req *rq, const struct agent *me, int status)
{
	struct node *v = node_sub(rq->v, "Profile");

	node_str(rq->v, "Form.name", me->name);
	node_str(rq->v, "Form.language", me->language);
	node_str(rq->v, "Form.signature", me->signature);
	if (status != 200)
		req_form_view(rq);
	node_str(v, "Email", me->email);
	node_str(v, "Zone", rq->t->zone);
	node_bool(v, "New", me->notify & NOTIFY_NEW);
	node_bool(v, "Assigned", me->notify & NOTIFY_ASSIGNED);
	node_bool(v, "Answered", me->notify & NOTIFY_ANSWERED);
	node_str(v, "Digest", me->notify & NOTIFY_SPAM_WEEKLY ? "weekly" :
	    me->notify & NOTIFY_SPAM_DAILY ? "daily" : "never");
	view_face(v, me);
	put_zones(rq, me->zone);
	return (page_status(rq, status, "panel/profile"));
}

RC
profile_again(struct req *rq)
{
	struct agent me;

	TRY(panel_agent(rq, &me));
	return (profile_page(rq, &me, 422));
}

/* GET /panel/profile */
RC
profile_show(struct req *rq)
{
	struct agent me;

	TRY(panel_agent(rq, &me));
	return (profile_page(rq, &me, 200));
}

/* Unknown, as left out: never. */
static unsigned
digest_of(const char *s)
{
	return (str_eq(s, "daily") ? NOTIFY_SPAM_DAILY : str_eq(s, "weekly")
	    ? NOTIFY_SPAM_WEEKLY : 0);
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
	me.zone = req_text(rq, "zone");
	if (*me.zone != '\0' && !zone_known(me.zone))
		req_mistake(rq, "zone", "Invalid");
	me.notify = (req_flag(rq, "notify_new") ? NOTIFY_NEW : 0) |
	    (req_flag(rq, "notify_assigned") ? NOTIFY_ASSIGNED : 0) |
	    (req_flag(rq, "notify_answered") ? NOTIFY_ANSWERED : 0) |
	    digest_of(req_text(rq, "digest"));
	if (req_bad(rq))
		return (profile_page(rq, &me, 422));
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
	if (rc == RC_INVALID)
		return (profile_page(rq, &me, 422));
	TRY(rc);
	TRY(agent_login_set(rq->t, rq->a, me.id, req_text(rq, "new")));
	/* Anew: the change moved his generation on by one; what others did
	   meanwhile ends this one too. */
	TRY(session_start(rq, SESSION_AGENT, me.id.v, (ticket_id){ 0 },
	    rq->session.generation + 1));
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

/* POST /panel/sessions/end-all: here too */
RC
sessions_end_all(struct req *rq)
{
	TRY(agent_end_sessions(rq->t, panel_me(rq)));
	TRY(session_stop(rq));
	flash(rq, "SignedOut");
	return (redirect(rq, "/panel/login"));
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
