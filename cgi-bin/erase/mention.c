/*
 * Where else a contact stands, before he is forgotten: in other people's tickets
 * (privacy/mention.h).  The agent looks through it: his address and what is marked
 * as quoted goes unless it is kept with a reason; names, phones and equal words go
 * where he ticks them.  Tickets of departments that he does not see are not shown
 * to him; there only the former goes.
 */
#include "redact.h"

#include "core/str.h"
#include "model/people/agent.h"
#include "model/people/contact.h"
#include "model/privacy/hold.h"
#include "model/privacy/mention_review.h"
#include "web/app.h"

struct found {
	struct contact	     c;
	struct person_words *p;
	struct mention_list  l;
	struct mention_list  typed;	/* in registers */
	struct mention_list  own;	/* in tickets of his own */
};

static RC
look(struct req *rq, struct found *f)
{
	contact_id id = { req_path_id(rq, "contact") };

	TRY(contact_get(rq->t, rq->a, id, &f->c, NULL));
	if (f->c.gone)
		return (RC_GONE);
	TRY(erasure_sees_all(rq->t, id.v));
	TRY(mention_who(rq->t, rq->a, id, &f->p));
	TRY(mention_learn(rq->t, rq->a, f->p));
	TRY(mention_find(rq->t, rq->a, f->p, (ticket_id){ 0 }, &f->l));
	TRY(mention_find_own(rq->t, rq->a, f->p, &f->own));
	return (mention_find_typed(rq->t, rq->a, f->p,
	    rq->session.role >= ROLE_ADMIN, &f->typed));
}

/* name: keep or cut */
static bool
is_ticked(struct req *rq, const char *name, const struct mention *m)
{
	uint64_t id = mention_key(m);
	const uint64_t *v;
	size_t n = req_ids(rq, name, &v);

	for (size_t i = 0; i < n; i++)
		if (v[i] == id)
			return (!m->hidden);
	return (false);
}

/* GET ...?tick=all: every box that removes something comes ticked. */
static bool
tick_all(struct req *rq)
{
	return (rq->route->method == GET && str_eq(req_text(rq, "tick"), "all"));
}

static void
put_row(struct req *rq, struct node *list, const struct mention *m,
    bool posted)
{
	struct node *row = node_row(list);

	node_u64(row, "Ticket", m->ticket.v);
	node_u64(row, "Message", m->message.v);
	node_u64(row, "Row", m->row);
	node_u64(row, "About", m->about.v);
	node_u64(row, "Id", mention_key(m));
	node_str(row, "Code", m->code);
	node_u64(row, "Place", m->place);
	node_bool(row, "Quote", m->quote);
	node_u64(row, "Times", m->times);
	node_str(row, "Before", m->before);
	node_str(row, "What", m->what);
	node_str(row, "After", m->after);
	node_bool(row, "Sure", m->sure || m->own);
	node_bool(row, "Unsure", m->unsure && !m->own);
	node_bool(row, "Keep", posted && is_ticked(rq, "keep", m));
	node_bool(row, "Cut", posted ? is_ticked(rq, "cut", m)
	    : tick_all(rq));
}

static void
put_rows(struct req *rq, struct node *rows, const struct mention_list *l,
    bool posted)
{
	for (size_t i = 0; i < l->n; i++)
		if (!l->v[i].hidden)
			put_row(rq, rows, &l->v[i], posted);
}

static RC
list(struct req *rq, struct found *f, bool posted, int status)
{
	struct node *v = node_sub(rq->v, "Mentions"), *rows;
	bool unsure = false;

	node_u64(v, "Contact", f->c.id.v);
	node_str(v, "Name", str_empty(f->c.name) ? f->c.email : f->c.name);
	node_u64(v, "Opened", f->l.opened);
	node_u64(v, "Hidden", f->l.hidden + f->typed.hidden);
	node_u64(v, "Shown", f->l.n - f->l.hidden + f->typed.n -
	    f->typed.hidden);
	node_u64(v, "Unreadable", f->l.shut + f->typed.shut + f->own.shut);
	node_bool(v, "More", f->l.more || f->typed.more || f->own.more);
	rows = node_sub(v, "Rows");
	put_rows(rq, rows, &f->l, posted);
	put_rows(rq, rows, &f->typed, posted);
	for (size_t i = 0; i < f->l.n + f->typed.n; i++)
		unsure |= (i < f->l.n ? f->l.v[i] : f->typed.v[i - f->l.n])
		    .unsure;
	node_bool(v, "Unsure", unsure);
	node_bool(v, "Ticked", tick_all(rq));
	put_rows(rq, node_sub(v, "Own"), &f->own, posted);
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

/* What was ticked, row by row. */
static const bool *
ticked(struct req *rq, const char *name, const struct mention_list *l)
{
	bool *v = arena_array(rq->a, l->n + 1, sizeof(*v));

	for (size_t i = 0; i < l->n; i++)
		v[i] = is_ticked(rq, name, &l->v[i]);
	return (v);
}

/* Those kept, and those looked at and left: their keys into the review. */
static bool
stay(const struct mention_list *l, const bool *keep, const bool *cut,
    uint64_t *ids, struct mention_review *r)
{
	bool any = false;

	for (size_t i = 0; i < l->n; i++) {
		any |= keep[i];
		if (!keep[i] && (!l->v[i].unsure || cut[i] || l->v[i].hidden))
			continue;
		ids[r->nkept++] = mention_key(&l->v[i]);
		r->kept += !keep[i];
	}
	return (any);
}

/* Of his own tickets only what is kept is remembered: the rest goes when they
   stay, and with them when they do not. */
static bool
stay_own(struct req *rq, const struct mention_list *l, uint64_t *ids,
    struct mention_review *r)
{
	bool any = false;

	for (size_t i = 0; i < l->n; i++)
		if (is_ticked(rq, "keep", &l->v[i])) {
			ids[r->nkept++] = mention_key(&l->v[i]);
			any = true;
		}
	return (any);
}

struct choice { const bool *keep, *cut; };

static struct choice
chosen(struct req *rq, const struct mention_list *l)
{
	return ((struct choice){ ticked(rq, "keep", l),
		ticked(rq, "cut", l) });
}

static RC
remove_rest(struct req *rq, struct found *f, const struct choice *in,
    const struct choice *typed, struct mention_review *r)
{
	struct mention_choice how = { .keep = in->keep, .all = in->cut,
		.by = r->by };
	struct mention_done d = { 0 };

	TRY(mention_remove(rq->t, app_files_dir(), f->p, &f->l, &how,
	    &d.removed, &d.kept));
	TRY(mention_remove_typed(rq->t, f->p, &f->typed, typed->keep,
	    typed->cut, &d));
	r->removed = d.removed;
	r->rewritten = d.rewritten;
	r->kept += d.kept;
	return (mention_review_set(rq->t, rq->a, r));
}

/* POST /panel/erase/contact/{contact}/mentions */
enum rc
mentions_act(struct req *rq)
{
	struct mention_review r = { .by = { rq->session.subject_id },
		.reason = req_text(rq, "reason") };
	struct choice in, typed;
	struct found f;
	struct hold h;
	uint64_t *ids;
	bool kept;
	enum rc rc;

	TRY(look(rq, &f));
	rc = hold_stops(rq->t, HOLD_CONTACT, f.c.id.v, &h);
	if (rc == RC_DENIED) {
		node_i64(rq->v, "Held", h.ends_at);
		req_form_view(rq);
		return (list(rq, &f, true, 409));
	}
	TRY(rc);
	r.kept_ids = ids = arena_array(rq->a, f.l.n + f.typed.n + f.own.n + 1,
	    sizeof(*ids));
	in = chosen(rq, &f.l);
	typed = chosen(rq, &f.typed);
	kept = stay(&f.l, in.keep, in.cut, ids, &r);
	kept |= stay(&f.typed, typed.keep, typed.cut, ids, &r);
	kept |= stay_own(rq, &f.own, ids, &r);
	if (kept && str_empty(r.reason))
		req_mistake(rq, "reason", "MentionReason");
	if (req_bad(rq)) {
		req_form_view(rq);
		return (list(rq, &f, true, 422));
	}
	r.contact = f.c.id;
	if (!kept)
		r.reason = "";
	TRY(remove_rest(rq, &f, &in, &typed, &r));
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
