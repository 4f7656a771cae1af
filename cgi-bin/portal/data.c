/*
 * "Get my data": a customer asks for his copy, sees how far it is, and takes it.
 * Who has a password or codes proves himself again; a guest of one ticket has no
 * business here.
 */
#include "core/time.h"
#include "model/access/link.h"
#include "model/people/contact_login.h"
#include "model/privacy/export.h"
#include "portal.h"

#define AGAIN	86400	/* one a day */

static contact_id
me(const struct req *rq)
{
	return ((contact_id){ rq->session.subject_id });
}

/* A step-up row is for who has something to prove himself by, and no other. */
static RC
has_proof(struct req *rq, bool *has_r)
{
	bool factor;

	TRY(contact_login_has(rq->t, me(rq), has_r));
	TRY(portal_has_factor(rq, me(rq), &factor));
	*has_r |= factor;
	return (RC_OK);
}

static RC
right_row(struct req *rq)
{
	bool has;

	if (!customer_whole(rq))
		return (RC_DENIED);
	TRY(has_proof(rq, &has));
	return (has && !rq->route->step_up ? RC_DENIED : RC_OK);
}

static void
view_export(struct req *rq, const struct export *e)
{
	static const char *const states[] = { "", "waiting", "building",
		"ready", "failed", "expired", "expired" };
	struct node *n = node_sub(rq->v, "Copy");
	bool made = e->state == EXPORT_WAITING ||
	    e->state == EXPORT_BUILDING;
	bool over = e->state == EXPORT_READY && e->expires_at <= rq->now;

	node_str(n, "State", over ? "expired" : states[e->state]);
	node_bool(n, "Made", made);
	node_u64(n, "Fault", e->fault);
	node_u64(n, "Done", e->done);
	node_u64(n, "Total", e->total);
	node_u64(n, "Size", e->size);
	node_u64(n, "Problems", e->problems);
	node_i64(n, "Asked", e->asked_at);
	node_i64(n, "Expires", e->expires_at);
	if (made)
		node_u64(rq->v, "Page.Refresh", 5);
	else if (e->state != EXPORT_FAILED && e->asked_at + AGAIN > rq->now)
		node_i64(n, "Again", e->asked_at + AGAIN);
}

/* GET /account/data */
enum rc
data_show(struct req *rq)
{
	struct export e;
	bool has;
	enum rc rc;

	if (!customer_whole(rq))
		return (redirect(rq, "/login?next=/account/data"));
	TRY(has_proof(rq, &has));
	node_bool(rq->v, "Proof", has);
	rc = export_newest(rq->t, me(rq), &e);
	if (rc == RC_OK)
		view_export(rq, &e);
	else if (rc != RC_NOTFOUND)
		return (rc);
	return (titled(rq, 200, "portal/data", "Export.Get"));
}

/* POST /account/data, /account/data/sure */
enum rc
data_ask(struct req *rq)
{
	export_id id;
	enum rc rc;

	TRY(right_row(rq));
	rc = export_ask(rq->t, rq->a, me(rq), EXPORT_PORTAL, &id);
	/* The page says why not. */
	if (rc != RC_OK && rc != RC_CONFLICT && rc != RC_LIMIT)
		return (rc);
	flash(rq, rc == RC_OK ? "ExportAsked" : rc == RC_LIMIT ? "ExportLimit"
	    : "ExportMaking");
	return (redirect(rq, "/account/data"));
}

static enum rc
read_file(void *arg, uint64_t offset, void *out, size_t n, size_t *got_r)
{
	return (sealedfile_read(arg, offset, out, n, got_r));
}

/* GET /account/data/file, /account/data/download */
enum rc
data_download(struct req *rq)
{
	CLEANUP(sealedfile_close) struct sealedfile *file = NULL;
	struct export e;

	TRY(right_row(rq));
	TRY(export_newest(rq->t, me(rq), &e));
	TRY(export_open(rq->t, rq->a, app_files_dir(), &e, &file));
	TRY(export_taken(rq->t, &e));
	return (reply_download(rq, &(struct reply_source){
		.read = read_file, .arg = file,
		.size = sealedfile_size(file), .type = "application/zip",
		.name = arena_printf(rq->a, "data-%s.zip", arena_strndup(
		    rq->a, time_iso(rq->a, e.ready_at), 10)) }));
}

/* GET /account/data/{token}: the mail's link, for him who signs in and no other. */
enum rc
data_link(struct req *rq)
{
	struct digest d = req_token(rq, "token");
	struct link l;
	enum rc rc;

	if (!customer_whole(rq))
		return (redirect(rq, "/login?next=/account/data"));
	rc = link_get(rq->t, rq->a, &d, LINK_EXPORT, &l);
	if (rc == RC_OK && l.contact.v != me(rq).v)
		rc = RC_NOTFOUND;
	if (rc == RC_GONE)
		return (titled(rq, 410, "portal/login_gone",
		    "Portal.LinkGone"));
	TRY(rc);
	return (redirect(rq, "/account/data"));
}
