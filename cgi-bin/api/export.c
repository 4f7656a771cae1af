/*
 * A copy of all that there is about a contact, for programs: asked for as in the
 * panel (the setting says who may), looked after, and fetched by an admin's token.
 */
#include "api.h"
#include "core/time.h"
#include "model/people/contact.h"
#include "model/privacy/export.h"

static void
view_export(struct req *rq, struct json *j, const struct export *e)
{
	static const char *const states[] = { "", "waiting", "building",
		"ready", "failed", "expired", "expired" };
	static const char *const doors[] = { "", "portal", "panel", "api" };
	bool over = e->state == EXPORT_READY && e->expires_at <= rq->now;

	json_id(j, "id", e->id.v);
	json_id(j, "contact_id", e->contact.v);
	json_text(j, "state", over ? "expired" : states[e->state]);
	json_text(j, "door", doors[e->door]);
	json_count(j, "tickets", (int64_t)e->total);
	json_count(j, "tickets_done", (int64_t)e->done);
	json_count(j, "tickets_not_whole", (int64_t)e->problems);
	json_count(j, "size", (int64_t)e->size);
	json_time(rq, j, "asked_at", e->asked_at);
	json_time(rq, j, "ready_at", e->ready_at);
	json_time(rq, j, "expires_at", e->expires_at);
}

/* As in the panel: agents where the setting lets them, of contacts they see. */
static RC
may_ask(struct req *rq, contact_id id)
{
	struct export_settings s;

	TRY(export_settings_get(rq->t, &s));
	if (!s.agents && rq->session.role < ROLE_ADMIN)
		return (RC_DENIED);
	return (contact_seen(rq->t, id));
}

/* POST /api/v1/contacts/{contact}/export: 409 while one is made, 429 within a day */
RC
export_make(struct req *rq)
{
	contact_id id = { req_path_id(rq, "contact") };
	struct json *j = json_new(rq);
	struct export e;
	export_id made;
	enum rc rc;

	TRY(may_ask(rq, id));
	rc = export_ask(rq->t, rq->a, id, EXPORT_API, &made);
	TRY(rc == RC_GONE ? RC_NOTFOUND : rc);
	TRY(export_get(rq->t, made, &e));
	view_export(rq, j, &e);
	return (json_reply(rq, 202, j));
}

/* GET /api/v1/contacts/{contact}/export: the newest */
RC
export_state_show(struct req *rq)
{
	contact_id id = { req_path_id(rq, "contact") };
	struct json *j = json_new(rq);
	struct export e;

	TRY(may_ask(rq, id));
	TRY(export_newest(rq->t, id, &e));
	view_export(rq, j, &e);
	return (json_reply(rq, 200, j));
}

static enum rc
read_file(void *arg, uint64_t offset, void *out, size_t n, size_t *got_r)
{
	return (sealedfile_read(arg, offset, out, n, got_r));
}

/* GET /api/v1/contacts/{contact}/export/file: written down, as every taking of it */
RC
export_file(struct req *rq)
{
	CLEANUP(sealedfile_close) struct sealedfile *file = NULL;
	contact_id id = { req_path_id(rq, "contact") };
	struct export e;

	TRY(may_ask(rq, id));
	TRY(export_newest(rq->t, id, &e));
	TRY(export_open(rq->t, rq->a, app_files_dir(), &e, &file));
	TRY(export_taken(rq->t, &e));
	return (reply_download(rq, &(struct reply_source){
	    .read = read_file, .arg = file, .size = sealedfile_size(file),
	    .type = "application/zip", .name = arena_printf(rq->a,
	    "data-%llu-%s.zip", (unsigned long long)e.contact.v,
	    arena_strndup(rq->a, time_iso(rq->a, e.ready_at), 10)) }));
}
