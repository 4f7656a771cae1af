/*
 * The one page of a suspended account: its owner, who cannot sign in, writes to
 * the provider; it becomes a ticket in the provider's own account.
 */
#include "auth/session.h"
#include "core/str.h"
#include "model/access/throttle.h"
#include "model/account/account.h"
#include "model/ticket/message.h"
#include "portal.h"

#define AN_ACCOUNT	5	/* messages a day, from anybody */
#define A_NETWORK	3	/* the same, from one network */

static RC
paused_page(struct req *rq, int status)
{
	node_str(rq->v, "Error.Title", tmpl_text(app_tmpl(), rq->language,
	    "Paused.Title"));
	return (page_status(rq, status, "error/paused"));
}

/* Whom to write to. RC_NOTFOUND: the account is served, or there is nobody. */
static RC
provider(struct req *rq, struct tenant **t_r)
{
	if (rq->t->state != ACCOUNT_SUSPENDED)
		return (RC_NOTFOUND);
	return (account_provider(rq->t->db, app_vault(), rq->a, t_r));
}

/* GET /paused */
enum rc
paused_show(struct req *rq)
{
	struct tenant *to;

	TRY(provider(rq, &to));
	return (paused_page(rq, 200));
}

static RC
often(struct req *rq)
{
	const char *id = arena_printf(rq->a, "%llu",
	    (unsigned long long)rq->t->id.v);
	struct digest network = throttle_key(app_vault(), "paused-from",
	    session_ip_prefix(rq->a, rq->addr));
	struct digest account = throttle_key(app_vault(), "paused", id);

	TRY(throttle_hit(rq->t->db, &network, A_NETWORK, 86400));
	return (throttle_hit(rq->t->db, &account, AN_ACCOUNT, 86400));
}

/* The account is named by what the provider knows it by. */
static RC
send_to(struct req *rq, struct tenant *to)
{
	struct ticket tk = { .code = "", .channel = CHANNEL_WEB,
		.language = rq->language };
	struct department d;
	struct message m = {
		.kind = MESSAGE_INCOMING, .author_kind = AUTHOR_CONTACT,
		.channel = CHANNEL_WEB, .unverified = true,
		.text = arena_printf(rq->a, "%s\n\n%s: %s (%llu)",
		    req_text(rq, "body"), tmpl_text(app_tmpl(), to->language,
		    "Paused.About"), rq->t->host,
		    (unsigned long long)rq->t->id.v),
	};

	tk.subject = arena_printf(rq->a, "%s: %s", rq->t->host,
	    tmpl_text(app_tmpl(), to->language, "Paused.Subject"));
	TRY(department_main(to, rq->a, &d));
	tk.department = d.id;
	return (ticket_open(to, rq->a, app_files_dir(),
	    req_text(rq, "email"), "", &tk, &m, true));
}

/* POST /paused */
enum rc
paused_send(struct req *rq)
{
	struct tenant *to;
	enum rc rc;

	TRY(provider(rq, &to));
	if (req_bad(rq)) {
		req_form_view(rq);
		return (paused_page(rq, 422));
	}
	rc = str_empty(req_text(rq, "website")) ? often(rq) : RC_OK;
	if (rc == RC_LIMIT) {
		node_bool(rq->v, "Paused.Many", true);
		req_form_view(rq);
		return (paused_page(rq, 429));
	}
	TRY(rc);
	if (str_empty(req_text(rq, "website")))
		TRY(send_to(rq, to));
	node_bool(rq->v, "Paused.Sent", true);
	return (paused_page(rq, 200));
}
