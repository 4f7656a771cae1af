/*
 * Copies of people's data: the page of them, what goes in, and sending a contact
 * his own.  Only admins may take one themselves, and it is written down.
 */
#include "core/time.h"
#include "model/people/contact.h"
#include "model/privacy/export.h"
#include "panel.h"
#include "view.h"

#define AGAIN	86400	/* one a day */

void
view_export(struct req *rq, struct node *n, const struct export *e)
{
	static const char *const states[] = { "", "waiting", "building",
		"ready", "failed", "expired", "expired" };
	bool made = e->state == EXPORT_WAITING ||
	    e->state == EXPORT_BUILDING;
	bool over = e->state == EXPORT_READY && e->expires_at <= rq->now;

	node_u64(n, "Id", e->id.v);
	node_u64(n, "Contact", e->contact.v);
	node_str(n, "State", over ? "expired" : states[e->state]);
	node_bool(n, "Made", made);
	node_bool(n, "Ready", e->state == EXPORT_READY && !over);
	node_u64(n, "Fault", e->fault);
	node_u64(n, "Done", e->done);
	node_u64(n, "Total", e->total);
	node_u64(n, "Size", e->size);
	node_u64(n, "Problems", e->problems);
	node_i64(n, "Asked", e->asked_at);
	node_i64(n, "Expires", e->expires_at);
	node_bool(n, "Himself", e->actor_kind == ACTOR_CONTACT);
	if (made)
		node_u64(rq->v, "Page.Refresh", 5);
	else if (e->state != EXPORT_FAILED &&
	    e->fault != EXPORT_FAULT_FORGOTTEN && e->asked_at + AGAIN > rq->now)
		node_i64(n, "Again", e->asked_at + AGAIN);
}

static RC
may_send(struct req *rq, bool *may_r)
{
	struct export_settings s;

	TRY(export_settings_get(rq->t, &s));
	*may_r = s.agents || rq->session.role >= ROLE_ADMIN;
	return (RC_OK);
}

/* What the contact's page shows of it: Export, when it is the reader's to send. */
RC
contact_export_view(struct req *rq, contact_id id)
{
	struct node *n = node_sub(rq->v, "Export");
	struct export e;
	bool may;
	enum rc rc;

	TRY(may_send(rq, &may));
	node_bool(n, "May", may);
	if (!may)
		return (RC_OK);
	rc = export_newest(rq->t, id, &e);
	if (rc == RC_OK)
		view_export(rq, n, &e);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* POST /panel/contacts/{contact}/export */
RC
contact_export(struct req *rq)
{
	contact_id id = { req_path_id(rq, "contact") };
	struct contact c;
	export_id made;
	bool may;
	enum rc rc;

	TRY(contact_get(rq->t, rq->a, id, &c, NULL));
	TRY(may_send(rq, &may));
	if (!may)
		return (RC_DENIED);
	rc = export_ask(rq->t, rq->a, id, EXPORT_PANEL, &made);
	if (rc != RC_OK && rc != RC_CONFLICT && rc != RC_LIMIT)
		return (rc);
	flash(rq, rc == RC_OK ? "ExportAsked" : rc == RC_LIMIT ? "ExportLimit"
	    : "ExportMaking");
	return (redirect(rq, "/panel/contacts/%llu",
	    (unsigned long long)id.v));
}

/* GET /panel/privacy/exports */
RC
exports_show(struct req *rq)
{
	struct export_settings s;
	struct export_list l;

	TRY(export_settings_get(rq->t, &s));
	TRY(export_list(rq->t, rq->a, &l));
	node_bool(rq->v, "Form.notes", s.notes);
	node_bool(rq->v, "Form.agents", s.agents);
	for (size_t i = 0; i < l.n; i++)
		view_export(rq, node_row(node_sub(rq->v, "Exports")),
		    &l.v[i]);
	privacy_title(rq, "exports", "Export.Panel");
	return (page(rq, "panel/privacy_exports"));
}

/* POST /panel/privacy/exports */
RC
exports_save(struct req *rq)
{
	struct export_settings s = { .notes = req_flag(rq, "notes"),
		.agents = req_flag(rq, "agents") };

	TRY(export_settings_set(rq->t, &s));
	flash(rq, "Saved");
	return (redirect(rq, "/panel/privacy/exports"));
}

static enum rc
read_file(void *arg, uint64_t offset, void *out, size_t n, size_t *got_r)
{
	return (sealedfile_read(arg, offset, out, n, got_r));
}

RC
export_send(struct req *rq, const struct export *e, const char *of)
{
	CLEANUP(sealedfile_close) struct sealedfile *file = NULL;

	TRY(export_open(rq->t, rq->a, app_files_dir(), e, &file));
	TRY(export_taken(rq->t, e));
	return (reply_download(rq, &(struct reply_source){
		.read = read_file, .arg = file,
		.size = sealedfile_size(file), .type = "application/zip",
		.name = arena_printf(rq->a, "%s-%s.zip", of, arena_strndup(
		    rq->a, time_iso(rq->a, e->ready_at), 10)) }));
}

/* GET /panel/privacy/exports/{export}/download */
RC
exports_download(struct req *rq)
{
	struct export e;

	TRY(export_get(rq->t, (export_id){ req_path_id(rq, "export") }, &e));
	/* Of everything: the owner's, on a page of his own. */
	if (e.contact.v == 0)
		return (RC_NOTFOUND);
	return (export_send(rq, &e, arena_printf(rq->a, "data-%llu",
	    (unsigned long long)e.contact.v)));
}
