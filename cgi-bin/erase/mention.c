/*
 * Where else a contact stands, before he is forgotten: in other people's tickets
 * (privacy/mention.h).  The agent looks through it: what is ticked is removed,
 * what stays has a reason.  Tickets of departments that he does not see are not
 * shown to him; what stands there is removed.
 */
#include "redact.h"

#include "core/str.h"
#include "model/contact.h"
#include "model/hold.h"
#include "model/mention_review.h"
#include "web/app.h"

struct found {
	struct contact	     c;
	struct person_words *p;
	struct mention_list  l;
};

static RC
look(struct req *rq, struct found *f)
{
	contact_id id = { req_path_id(rq, "contact") };

	TRY(contact_get(rq->t, rq->a, id, &f->c, NULL));
	if (f->c.gone)
		return (RC_GONE);
	TRY(erasure_sees_all(rq->t, id.v));
	TRY(mention_learn(rq->t, rq->a, id, &f->p));
	return (mention_find(rq->t, rq->a, f->p, (ticket_id){ 0 }, &f->l));
}

static bool
is_kept(struct req *rq, const struct mention *m)
{
	uint64_t id = mention_key(m);
	const uint64_t *v;
	size_t n = req_ids(rq, "keep", &v);

	for (size_t i = 0; i < n; i++)
		if (v[i] == id)
			return (!m->hidden);
	return (false);
}

static void
put_row(struct req *rq, struct node *list, const struct mention *m,
    bool posted)
{
	struct node *row = node_row(list);

	node_u64(row, "Ticket", m->ticket.v);
	node_u64(row, "Message", m->message.v);
	node_u64(row, "Id", mention_key(m));
	node_str(row, "Code", m->code);
	node_u64(row, "Place", m->place);
	node_bool(row, "Quote", m->quote);
	node_u64(row, "Times", m->times);
	node_str(row, "Before", m->before);
	node_str(row, "What", m->what);
	node_str(row, "After", m->after);
	node_bool(row, "Keep", posted && is_kept(rq, m));
}

static RC
list(struct req *rq, struct found *f, bool posted, int status)
{
	struct node *v = node_sub(rq->v, "Mentions"), *rows;

	node_u64(v, "Contact", f->c.id.v);
	node_str(v, "Name", str_empty(f->c.name) ? f->c.email : f->c.name);
	node_u64(v, "Opened", f->l.opened);
	node_u64(v, "Hidden", f->l.hidden);
	node_u64(v, "Shown", f->l.n - f->l.hidden);
	node_bool(v, "More", f->l.more);
	rows = node_sub(v, "Rows");
	for (size_t i = 0; i < f->l.n; i++)
		if (!f->l.v[i].hidden)
			put_row(rq, rows, &f->l.v[i], posted);
	return (show_page(rq, status, "panel/mentions", "Mentions.Title"));
}

/* GET /panel/erase/contact/{contact}/mentions */
enum rc
mentions_form(struct req *rq)
{
	struct found f;

	TRY(look(rq, &f));
	return (list(rq, &f, false, 200));
}

/* POST /panel/erase/contact/{contact}/mentions */
enum rc
mentions_act(struct req *rq)
{
	struct mention_choice how = { .by = { rq->session.subject_id } };
	struct mention_review r = { .by = how.by,
		.reason = req_text(rq, "reason") };
	struct found f;
	struct hold h;
	uint64_t *ids;
	bool *keep;
	enum rc rc;

	TRY(look(rq, &f));
	rc = hold_stops(rq->t, HOLD_CONTACT, f.c.id.v, &h);
	if (rc == RC_DENIED) {
		node_i64(rq->v, "Held", h.ends_at);
		req_form_view(rq);
		return (list(rq, &f, true, 409));
	}
	TRY(rc);
	keep = arena_array(rq->a, f.l.n + 1, sizeof(*keep));
	r.kept_ids = ids = arena_array(rq->a, f.l.n + 1, sizeof(*ids));
	for (size_t i = 0; i < f.l.n; i++)
		if ((keep[i] = is_kept(rq, &f.l.v[i])))
			ids[r.nkept++] = mention_key(&f.l.v[i]);
	if (r.nkept > 0 && str_empty(r.reason))
		req_mistake(rq, "reason", "MentionReason");
	if (req_bad(rq)) {
		req_form_view(rq);
		return (list(rq, &f, true, 422));
	}
	how.keep = keep;
	TRY(mention_remove(rq->t, app_files_dir(), f.p, &f.l, &how,
	    &r.removed, &r.kept));
	r.contact = f.c.id;
	if (r.nkept == 0)
		r.reason = "";
	TRY(mention_review_set(rq->t, rq->a, &r));
	return (redirect(rq, "/panel/erase/contact/%llu",
	    (unsigned long long)f.c.id.v));
}

/* ---- the page that asks ---------------------------------------------------- */

RC
mentions_show(struct req *rq, contact_id id)
{
	struct node *v = node_sub(rq->v, "Mentions");
	struct mention_review r;
	enum rc rc = mention_review_get(rq->t, rq->a, id, &r);

	node_u64(v, "Contact", id.v);
	if (rc == RC_NOTFOUND || (rc == RC_OK &&
	    r.at <= rq->now - MENTION_DECIDED))
		return (RC_OK);
	TRY(rc);
	node_i64(v, "Done", r.at);
	node_u64(v, "Removed", r.removed);
	node_u64(v, "Kept", r.kept);
	return (RC_OK);
}
