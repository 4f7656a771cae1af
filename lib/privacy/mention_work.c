/* A person's mentions while he is erased (mention_work.h). */
#include "privacy/mention_work.h"

#include "core/fault.h"
#include "core/log.h"
#include "core/time.h"
#include "model/privacy/hold.h"
#include "model/privacy/mention_review.h"
#include "model/privacy/pace.h"
#include "privacy/mention_row.h"

#define ROUNDS	100		/* each up to MENTION_OPENED tickets */
#define SAID_US	200000		/* between two tellings of how far it is */
#define ARENA	((size_t)256 << 20)
#define REST_EVERY_US	10000

struct work {
	struct tenant		 *t;
	struct arena		 *a;	/* of all rounds */
	int			  files_dir;
	const struct erasure	 *e;
	const struct erasure_job *j;
	contact_id		  who;
	agent_id		  by;	/* {0}: himself, a rule, the provider */
	struct person_words	 *p;
	bool			(*stop)(void);
	struct erasure_place	  next;		/* what is to be found next */
	struct erasure_search	  at;
	int64_t			  said_at;	/* mono_us() */
	struct pace		  pace;
	int64_t			  rested_at;	/* the same */
	struct lent		 *borrowed;	/* the last of them, or NULL */
};

static bool
may_stop(const struct work *f)
{
	return (f->stop != NULL && f->stop());
}

static RC
who(struct tenant *t, struct arena *a, contact_id id, bool self,
    struct person_words **p_r)
{
	return (self ? mention_address(t, a, id, p_r)
	    : mention_who(t, a, id, p_r));
}

/* Who is erased at the same time and whose tickets stay lends his secret until this
   search ends. */
static RC
borrow(void *arg, contact_id id, const struct lent **lent_r)
{
	CLEANUP(erasure_job_wipe) struct erasure_job j = { 0 };
	struct work *f = arg;
	struct erasure e;
	struct lent *l;
	enum rc rc = erasure_of(f->t, ERASE_CONTACT, id.v, &e);

	if (rc == RC_OK && e.state == ERASURE_PARTING && e.keep_tickets)
		rc = erasure_job_get(f->t, f->a, e.id, &j);
	/* He was forgotten; or is no more, and his tickets are nobody's. */
	if (rc == RC_NOTFOUND || rc == RC_GONE || j.lent.contact.v != id.v)
		return (rc == RC_NOTFOUND || rc == RC_GONE ? RC_OK : rc);
	TRY(rc);
	l = ARENA_NEW(f->a, struct lent);
	*l = j.lent;
	l->next = f->t->lent;
	*lent_r = f->t->lent = f->borrowed = l;
	return (RC_OK);
}

static void
give_back(struct work *f, const struct lent *own)
{
	struct lent *l = f->borrowed, *next;

	for (; l != NULL && l != own; l = next) {
		next = (struct lent *)(uintptr_t)l->next;
		explicit_bzero(l, sizeof(*l));
	}
	f->t->lent = own;
}

static bool
is_kept(const struct work *f, const struct mention *m)
{
	for (size_t i = 0; i < f->j->nkept; i++)
		if (f->j->kept_ids[i] == mention_key(m))
			return (true);
	return (false);
}

/* now is added to what the review has, kept takes the place of its own.  Who chose
   stays named; why went in the first transaction. */
static RC
note(const struct work *f, struct arena *a, const struct mention_done *now,
    uint64_t kept)
{
	struct mention_review r = { .by = f->by };
	enum rc rc = mention_review_get(f->t, a, f->who, &r);

	if (rc != RC_NOTFOUND)
		TRY(rc);
	return (mention_review_set(f->t, a, &(struct mention_review){
	    .contact = f->who, .by = r.by, .reason = "",
	    .removed = now->removed, .rewritten = now->rewritten,
	    .kept = kept }));
}

/* Told about five times a second. */
static void
looked(void *arg, size_t n, size_t of)
{
	struct work *f = arg;
	int64_t now = mono_us();

	f->at.looked = f->next.looked + n;
	f->at.to_look = f->next.looked + of;
	if (n < of && now - f->said_at < SAID_US)
		return;
	f->said_at = now;
	if (erasure_job_progress(f->t, f->e->id, &f->at) != RC_OK)
		log_warn("erasure %llu: its progress is not told",
		    (unsigned long long)f->e->id);
}

/* It is long, and pages are answered first. */
static void
rest(void *arg)
{
	struct work *f = arg;
	int64_t worked = mono_us() - f->rested_at;

	if (worked < REST_EVERY_US)
		return;
	pace_took(&f->pace, worked, worked);
	pace_rest(f->t->db, &f->pace);
	f->rested_at = mono_us();
}

/* Where all goes; and how many rows are left for somebody to look at. */
static const bool *
all_of(const struct work *f, struct arena *a, const struct mention_list *l,
    const bool *keep, struct mention_done *d)
{
	bool *all = arena_array(a, l->n + 1, sizeof(*all));

	for (size_t i = 0; i < l->n; i++) {
		all[i] = f->e->names;
		d->unsure += !keep[i] && !all[i] && l->v[i].unsure;
	}
	return (all);
}

/* The rows of l from i on that are of one ticket; *to_r: behind them. */
static RC
one_ticket(const struct work *f, const struct mention_list *l, size_t i,
    size_t *to_r, struct mention_done *d)
{
	CLEANUP(arena_free) struct arena *a = arena_new((size_t)16 << 20);
	struct mention_choice how = { .by = f->by, .shut = &d->unsure };
	struct mention_list part = { .v = l->v + i };
	struct mention_done now = { 0 };
	bool *keep;

	while (i + part.n < l->n && l->v[i + part.n].ticket.v ==
	    l->v[i].ticket.v)
		part.n++;
	*to_r = i + part.n;
	how.keep = keep = arena_array(a, part.n, sizeof(*keep));
	for (size_t k = 0; k < part.n; k++)
		keep[k] = is_kept(f, &part.v[k]);
	how.all = all_of(f, a, &part, keep, d);
	TRY(mention_remove(f->t, f->files_dir, f->p, &part, &how,
	    &now.removed, &now.kept));
	d->removed += now.removed;
	d->kept += now.kept;
	TRY(note(f, a, &now, d->kept));
	FAULT_POINT("erase.mention.ticket");
	return (RC_OK);
}

static RC
redact(struct work *f, const struct mention_list *l, struct mention_done *d)
{
	for (size_t i = 0; i < l->n; ) {
		/* What is begun anew each time would never come to its end. */
		if (d->removed > 0 && may_stop(f))
			return (RC_RETRY);
		TRY(one_ticket(f, l, i, &i, d));
	}
	return (RC_OK);
}

/* Its place is kept; older ones are next, or once more what is the newest now. */
static RC
round_done(struct work *f, ticket_id below, struct mention_done *d)
{
	if (below.v == 0)
		d->kept = d->unsure = d->unreadable = 0;
	f->next = (struct erasure_place){ f->next.rounds + 1, below, d->kept,
		d->unsure, d->unreadable, f->at.looked, f->at.to_look };
	TRY(erasure_job_place(f->t, f->e->id, &f->next));
	return (may_stop(f) ? RC_RETRY : RC_OK);
}

/* RC_NOTFOUND: another round would find nothing else. */
static RC
round_once(struct work *f, struct mention_done *d)
{
	CLEANUP(arena_free) struct arena *a = arena_new(ARENA);
	struct mention_list l;
	uint64_t before = d->removed;

	TRY(mention_find(f->t, a, f->p, f->next.below, &l));
	d->unseen = l.more;
	d->unreadable += l.shut;
	if ((f->j->way & MENTIONS_WAY) == MENTIONS_KEEP)
		d->kept += l.n;
	else
		TRY(redact(f, &l, d));
	if (l.below.v == 0 && (d->removed == before || !l.again))
		return (RC_NOTFOUND);
	return (round_done(f, l.below, d));
}

/* What is typed about others, once, at the end. */
static RC
registers(struct work *f, struct mention_done *d)
{
	CLEANUP(arena_free) struct arena *a = arena_new(ARENA);
	struct mention_done now = { 0 };
	struct mention_list l;
	bool *keep;

	TRY(mention_find_typed(f->t, a, f->p, false, &l));
	keep = arena_array(a, l.n + 1, sizeof(*keep));
	for (size_t i = 0; i < l.n; i++)
		keep[i] = (f->j->way & MENTIONS_WAY) == MENTIONS_KEEP || is_kept(f, &l.v[i]);
	TRY(mention_remove_typed(f->t, f->p, &l, keep, all_of(f, a, &l, keep,
	    d), &now));
	d->removed += now.removed;
	d->rewritten += now.rewritten;
	d->kept += now.kept;
	d->unseen |= l.more;
	d->unreadable += l.shut + f->p->shut;
	return (note(f, a, &now, d->kept));
}

/* That it is over, and its counts; what others lose with his key in his tickets, or
   keep, is one. */
static RC
searched(struct tenant *t, struct arena *a, const struct erasure *e,
    const struct mention_done *d)
{
	struct mention_review r = { 0 };
	uint64_t others;
	enum rc rc = mention_review_get(t, a, (contact_id){ e->subject }, &r);

	if (rc != RC_NOTFOUND)
		TRY(rc);
	TRY(erasure_others(t, e->subject, &others));
	return (erasure_job_searched(t, e->id, (struct erasure_count[]){
	    { "mentions.unseen", d->unsure + d->unseen },
	    { "mentions.unreadable", d->unreadable },
	    { "mentions.removed", r.removed },
	    { "mentions.rewritten", r.rewritten },
	    { "mentions.kept", r.kept },
	    { e->keep_tickets ? "message.others.kept" : "message.others.lost",
	    others } }, 6));
}

static RC
search(struct work *f, struct mention_done *d)
{
	enum rc rc = RC_OK;

	mention_tells(f->p, looked, f);
	mention_rests(f->p, rest, f);
	mention_borrows(f->p, borrow, f);
	mention_wholly(f->p);
	if (!f->j->self)
		TRY(mention_learn(f->t, f->a, f->p));
	FAULT_POINT("erase.mention.learned");
	while (f->next.rounds < ROUNDS && rc == RC_OK)
		rc = round_once(f, d);
	/* What was told of a list that is to be read again. */
	if (rc == RC_RETRY)
		TRY(erasure_job_place(f->t, f->e->id, &f->next));
	if (rc != RC_NOTFOUND)
		TRY(rc);
	return (registers(f, d));
}

RC
mention_work(struct tenant *t, struct arena *a, int files_dir,
    const struct erasure *e, const struct erasure_job *j, bool (*stop)(void))
{
	CLEANUP(arena_free) struct arena *own = arena_new(ARENA);
	struct work f = { .t = t, .a = own, .files_dir = files_dir, .e = e,
		.j = j, .who = { e->subject }, .stop = stop, .next = j->at,
		.at = { j->at.looked, j->at.to_look, false },
		.rested_at = mono_us(),
		.by = { e->by_kind == ACTOR_AGENT ? e->by : 0 } };
	struct mention_done d = { .unseen = true, .kept = j->at.kept,
		.unsure = j->at.unsure, .unreadable = j->at.unreadable };
	enum rc rc = RC_OK;

	if (may_stop(&f))
		return (RC_RETRY);
	rc = who(t, own, f.who, j->self, &f.p);
	/* His row does not open; or it went, as another worker was quicker. */
	if (rc == RC_GONE)
		return (searched(t, a, e, &d));
	TRY(rc);
	rc = search(&f, &d);
	give_back(&f, &j->lent);
	TRY(rc);
	return (searched(t, a, e, &d));
}

RC
mention_unseen(struct tenant *t, const struct erasure *e)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);

	return (searched(t, a, e, &(struct mention_done){ .unseen = true }));
}

static uint64_t
unsure(const struct mention_list *l)
{
	uint64_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		n += l->v[i].unsure;
	return (n);
}

RC
mention_count(struct tenant *t, contact_id id, const struct mention_order *o,
    struct mention_done *d_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(ARENA);
	struct person_words *p;
	struct mention_list l, typed, own;

	*d_r = (struct mention_done){ 0 };
	TRY(who(t, a, id, o->self, &p));
	if (!o->self)
		TRY(mention_learn(t, a, p));
	TRY(mention_find(t, a, p, (ticket_id){ 0 }, &l));
	TRY(mention_find_typed(t, a, p, false, &typed));
	TRY(mention_find_own(t, a, p, &own));
	d_r->own = own.n;
	d_r->kept = l.n + typed.n;
	d_r->unsure = unsure(&l) + unsure(&typed);
	d_r->unreadable = p->shut + l.shut + typed.shut +
	    own.shut;
	d_r->unseen = l.more || typed.more || own.more;
	return (RC_OK);
}
