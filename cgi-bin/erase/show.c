/* What both sides show: what will go, and how far it is. */
#include "auth/session.h"
#include "core/str.h"
#include "model/privacy/erasure_job.h"
#include "model/privacy/hold.h"
#include "privacy/certificate.h"
#include "privacy/mirror.h"
#include "redact.h"

#define US	1000000

RC
show_page(struct req *rq, int status, const char *name, const char *title)
{
	node_str(rq->v, "Title", tmpl_text(app_tmpl(), rq->language, title));
	node_str(rq->v, "Page.Title", tmpl_text(app_tmpl(), rq->language,
	    title));
	return (page_status(rq, status, name));
}

void
show_counts(struct req *rq, const struct erasure_plan *p)
{
	struct node *v = node_sub(rq->v, "Plan");

	node_u64(v, "Contacts", p->contacts);
	node_u64(v, "Tickets", p->tickets);
	node_u64(v, "Messages", p->messages);
	node_u64(v, "Others", p->others);
	node_u64(v, "Elsewhere", p->elsewhere);
	node_u64(v, "Files", p->files);
	node_u64(v, "Waiting", p->waiting);
	node_u64(v, "Sessions", p->sessions);
}

RC
show_plan(struct req *rq, enum erase_scope scope, uint64_t id)
{
	struct erasure_plan p;

	TRY(erasure_plan(rq->t, scope, id, &p));
	show_counts(rq, &p);
	return (RC_OK);
}

RC
show_hold(struct req *rq, enum erase_scope scope, uint64_t id, bool *held_r)
{
	static const enum hold_on on[] = { [ERASE_CONTACT] = HOLD_CONTACT,
		[ERASE_TICKET] = HOLD_TICKET,
		[ERASE_ATTACHMENT] = HOLD_ATTACHMENT };
	struct hold h;
	enum rc rc;

	*held_r = false;
	if (scope >= sizeof(on) / sizeof(on[0]) || on[scope] == 0)
		return (RC_OK);
	rc = hold_stops(rq->t, on[scope], id, &h);
	if (rc != RC_DENIED)
		return (rc);
	*held_r = true;
	node_i64(rq->v, "Held", h.ends_at);
	return (RC_OK);
}

static void
show_times(struct node *v, const struct erasure *e)
{
	node_i64(v, "Asked", e->asked_at / US);
	if (e->unreadable_at != 0)
		node_i64(v, "Unreadable", e->unreadable_at / US);
	if (e->let_go_at != 0)
		node_i64(v, "LetGo", e->let_go_at / US);
	if (e->rows_gone_at != 0)
		node_i64(v, "RowsGone", e->rows_gone_at / US);
	if (e->certified_at != 0)
		node_i64(v, "Certified", e->certified_at / US);
	if (e->bytes_gone_at != 0)
		node_i64(v, "BytesGone", e->bytes_gone_at / US);
}

/* The mirrors that confirmed it; before its end those it waits for, too. */
static RC
show_mirrors(struct req *rq, struct node *v, const struct erasure *e)
{
	struct erasure_mirrors m;
	struct mirror_places p;
	struct node *row;

	if (e->state == ERASURE_CERTIFIED) {
		TRY(erasure_mirrors(rq->t, rq->a, e->id, &m));
		for (size_t i = 0; i < m.n; i++) {
			row = node_row(node_sub(v, "Mirrors"));
			node_str(row, "Label", mirror_label(rq->a,
			    &(struct mirror_place){ .name = m.v[i].name,
			    .number = m.v[i].number }));
			node_i64(row, "At", m.v[i].confirmed_at / US);
		}
		return (RC_OK);
	}
	TRY(mirrors_now(rq->t->db, rq->a, &p));
	for (size_t i = 0; i < p.n; i++) {
		row = node_row(node_sub(v, "Mirrors"));
		node_str(row, "Label", mirror_label(rq->a, &p.v[i]));
		if (e->state != ERASURE_ROWS_GONE)
			continue;
		if (mirror_waits(&p.v[i], e->rows_gone_at))
			node_str(node_row(node_sub(v, "Waits")), "Label",
			    mirror_label(rq->a, &p.v[i]));
		else
			node_i64(row, "At", p.v[i].confirmed_at / US);
	}
	return (RC_OK);
}

/* Other people's tickets that are looked through: how many is not told to who holds
   a receipt (certificate.h). */
static RC
show_search(struct req *rq, struct node *v, const struct erasure *e,
    enum reader who)
{
	struct erasure_search s;
	enum rc rc;

	if (e->state != ERASURE_PARTING || e->scope != ERASE_CONTACT)
		return (RC_OK);
	rc = erasure_job_at(rq->t, e->id, &s);
	if (rc != RC_OK)
		return (rc == RC_NOTFOUND ? RC_OK : rc);
	node_bool(v, "Searching", !s.searched);
	if (who == READ_ANYBODY)
		return (RC_OK);
	node_u64(v, "Looked", s.looked);
	node_u64(v, "ToLook", s.to_look);
	return (RC_OK);
}

RC
show_erasure(struct req *rq, const struct erasure *e, enum reader who)
{
	struct node *v = node_sub(rq->v, "Erasure"), *row;
	struct erasure_counts c;

	TRY(erasure_counts(rq->t, rq->a, e->id, &c));
	if (who == READ_ANYBODY)
		certificate_public(&c);
	node_u64(v, "Id", e->id);
	node_u64(v, "Scope", e->scope);
	node_u64(v, "State", e->state);
	node_bool(v, "Kept", e->keep_tickets && !e->keep_others);
	node_u64(v, "Total", e->total);
	node_u64(v, "Done", e->done);
	node_u64(v, "Subject", e->subject);
	node_u64(v, "Door", e->door);
	show_times(v, e);
	TRY(show_mirrors(rq, v, e));
	TRY(show_search(rq, v, e, who));
	for (size_t i = 0; i < c.n; i++) {
		row = node_row(node_sub(v, "Counts"));
		node_str(row, "Name", c.v[i].name);
		node_u64(row, "N", c.v[i].n);
	}
	/* A mirror may be away for days. */
	node_bool(rq->v, "Page.Refresh", e->state < ERASURE_ROWS_GONE ||
	    (e->state == ERASURE_ROWS_GONE &&
	    rq->now - e->rows_gone_at / US < 300));
	return (RC_OK);
}

RC
act_as(struct req *rq, const struct erase_ask *ask, uint64_t *id_r)
{
	struct erase_ask mine = *ask;

	mine.mentions.self = rq->session.kind != SESSION_AGENT;
	TRY(erase_begin(rq->t, rq->a, &mine, id_r));
	work_add(rq, *id_r);
	return (RC_OK);
}

RC
act(struct req *rq, struct erase_ask *ask, const char **receipt_r,
    uint64_t *id_r)
{
	struct token token = token_new();

	ask->receipt = token.digest;
	*receipt_r = arena_strdup(rq->a, token.text);
	return (act_as(rq, ask, id_r));
}

/* ---- the certificate as a file ------------------------------------------------------ */

static enum rc
text_read(void *arg, uint64_t offset, void *out, size_t n, size_t *got_r)
{
	const char *text = arg;
	size_t left = strlen(text) - (size_t)offset;

	*got_r = n < left ? n : left;
	memcpy(out, text + offset, *got_r);
	return (RC_OK);
}

RC
show_certificate(struct req *rq, const struct erasure *e, enum reader who)
{
	struct certificate c;

	if (e->state != ERASURE_CERTIFIED)
		return (RC_NOTFOUND);
	TRY(certificate_make(rq->t, rq->a, e, who, &c));
	return (reply_download(rq, &(struct reply_source){
	    .read = text_read, .arg = arena_strdup(rq->a, c.text),
	    .size = strlen(c.text), .type = "application/json",
	    .name = arena_printf(rq->a, "erasure-%llu.json",
	    (unsigned long long)e->id) }));
}

/* The same on one sheet of paper. */
RC
show_paper(struct req *rq, const struct erasure *e, enum reader who,
    const char *name)
{
	struct node *v = node_sub(rq->v, "Paper");
	struct certificate c;

	if (e->state != ERASURE_CERTIFIED)
		return (RC_NOTFOUND);
	TRY(certificate_make(rq->t, rq->a, e, who, &c));
	node_str(v, "Host", rq->t->host);
	node_str(v, "KeyUrl", req_url(rq,
	    "/.well-known/olvido-certificate-key"));
	node_str(v, "Key", c.key);
	node_str(v, "Signature", c.signature);
	TRY(show_erasure(rq, e, who));
	return (show_page(rq, 200, name, "Paper.Title"));
}
