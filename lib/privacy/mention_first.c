/* Mentions before an erasure, without a page (mention_first.h). */
#include "privacy/mention_first.h"

#include "core/log.h"
#include "core/str.h"
#include "core/time.h"
#include "model/privacy/hold.h"
#include "model/privacy/mention_review.h"

#define ROUNDS	100		/* each up to MENTION_OPENED tickets */
#define ARENA	((size_t)256 << 20)

struct first {
	struct tenant		   *t;
	struct arena		   *a;	/* of all rounds */
	int			    files_dir;
	const struct mention_order *o;
	struct person_words	   *p;
	bool			  (*stop)(void);
	struct mention_review	    r;	/* what was decided before */
	bool			    decided;
	ticket_id		    below;	/* what is to be found next */
};

static RC
learn(struct tenant *t, struct arena *a, const struct mention_order *o,
    struct person_words **p_r)
{
	return (o->self ? mention_address(t, a, o->who, p_r)
	    : mention_learn(t, a, o->who, p_r));
}

static bool
may_stop(const struct first *f)
{
	return (f->stop != NULL && f->stop());
}

/* What somebody chose to keep, and not too long ago. */
static RC
decided(struct first *f)
{
	enum rc rc = mention_review_get(f->t, f->a, f->o->who, &f->r);

	if (rc != RC_NOTFOUND)
		TRY(rc);
	f->decided = rc == RC_OK && f->r.nkept > 0 &&
	    f->r.at > now_s() - MENTION_DECIDED;
	return (RC_OK);
}

static bool
is_kept(const struct first *f, const struct mention *m)
{
	for (size_t i = 0; f->decided && i < f->r.nkept; i++)
		if (f->r.kept_ids[i] == mention_key(m))
			return (true);
	return (false);
}

/* now is added to what the review has, kept takes the place of its own. */
static RC
note(const struct first *f, struct arena *a, const struct mention_done *now,
    uint64_t kept)
{
	struct mention_review r = { .contact = f->o->who, .by = f->o->by,
		.reason = f->o->way == MENTIONS_KEEP ? f->o->reason : "" };

	if (f->decided && f->o->way == MENTIONS_REDACT)
		r = f->r;
	r.removed = now->removed;
	r.rewritten = now->rewritten;
	r.kept = kept;
	return (mention_review_set(f->t, a, &r));
}

/* Where all goes; and how many rows are left for somebody to look at. */
static const bool *
all_of(const struct first *f, struct arena *a, const struct mention_list *l,
    const bool *keep, struct mention_done *d)
{
	bool *all = arena_array(a, l->n + 1, sizeof(*all));

	for (size_t i = 0; i < l->n; i++) {
		all[i] = f->o->names;
		d->unsure += !keep[i] && !all[i] && l->v[i].unsure;
	}
	return (all);
}

/* The rows of l from i on that are of one ticket; *to_r: behind them. */
static RC
one_ticket(const struct first *f, const struct mention_list *l, size_t i,
    size_t *to_r, struct mention_done *d)
{
	CLEANUP(arena_free) struct arena *a = arena_new((size_t)16 << 20);
	struct mention_choice how = { .by = f->o->by };
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
	return (note(f, a, &now, d->kept));
}

static RC
redact(struct first *f, const struct mention_list *l, struct mention_done *d)
{
	for (size_t i = 0; i < l->n; ) {
		if (may_stop(f))
			return (RC_RETRY);
		TRY(one_ticket(f, l, i, &i, d));
	}
	return (RC_OK);
}

/* RC_NOTFOUND: another round would find nothing else. */
static RC
round_once(struct first *f, struct mention_done *d)
{
	CLEANUP(arena_free) struct arena *a = arena_new(ARENA);
	struct mention_list l;
	uint64_t before = d->removed;

	if (may_stop(f))
		return (RC_RETRY);
	TRY(mention_find(f->t, a, f->p, f->below, &l));
	d->unseen = l.more;
	/* What is older than the end of this list the next one has wholly. */
	while (l.n > 0 && l.v[l.n - 1].ticket.v < l.below.v)
		l.n--;
	if (f->o->way == MENTIONS_KEEP)
		d->kept += l.n;
	else
		TRY(redact(f, &l, d));
	/* Older ones; else once more what is the newest now. */
	if (l.below.v == 0 && (d->removed == before || !l.more))
		return (RC_NOTFOUND);
	if (l.below.v == 0)
		d->kept = d->unsure = 0;
	f->below = l.below;
	return (RC_OK);
}

/* What is typed about others, once, at the end. */
static RC
registers(struct first *f, struct mention_done *d)
{
	CLEANUP(arena_free) struct arena *a = arena_new(ARENA);
	struct mention_done now = { 0 };
	struct mention_list l;
	bool *keep;

	if (may_stop(f))
		return (RC_RETRY);
	TRY(mention_find_typed(f->t, a, f->p, false, &l));
	keep = arena_array(a, l.n + 1, sizeof(*keep));
	for (size_t i = 0; i < l.n; i++)
		keep[i] = f->o->way == MENTIONS_KEEP || is_kept(f, &l.v[i]);
	TRY(mention_remove_typed(f->t, f->p, &l, keep, all_of(f, a, &l, keep,
	    d), &now));
	d->removed += now.removed;
	d->rewritten += now.rewritten;
	d->kept += now.kept;
	d->unseen |= l.more;
	return (note(f, a, &now, d->kept));
}

RC
mention_first(struct tenant *t, int files_dir, const struct mention_order *o,
    bool (*stop)(void), struct mention_done *d_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(ARENA);
	struct first f = { .t = t, .a = a, .files_dir = files_dir, .o = o,
		.stop = stop };
	enum rc rc = RC_OK;

	*d_r = (struct mention_done){ .unseen = true };
	if (o->way == MENTIONS_KEEP && str_empty(o->reason))
		return (RC_INVALID);
	/* What may not be erased is not to be taken apart either. */
	TRY(hold_stops(t, HOLD_CONTACT, o->who.v, NULL));
	TRY(learn(t, a, o, &f.p));
	TRY(decided(&f));
	for (int i = 0; i < ROUNDS && rc == RC_OK; i++)
		rc = round_once(&f, d_r);
	if (rc != RC_NOTFOUND)
		TRY(rc);
	return (registers(&f, d_r));
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
mention_count(struct tenant *t, const struct mention_order *o,
    struct mention_done *d_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(ARENA);
	struct person_words *p;
	struct mention_list l, typed;

	*d_r = (struct mention_done){ 0 };
	TRY(learn(t, a, o, &p));
	TRY(mention_find(t, a, p, (ticket_id){ 0 }, &l));
	TRY(mention_find_typed(t, a, p, false, &typed));
	d_r->kept = l.n + typed.n;
	d_r->unsure = unsure(&l) + unsure(&typed);
	d_r->unseen = l.more || typed.more;
	return (RC_OK);
}

/* ---- and then the erasure ------------------------------------------------------ */

static RC
counted(struct tenant *t, struct arena *a, contact_id id, uint64_t erasure,
    const struct mention_done *d)
{
	struct mention_review r;
	enum rc rc = mention_review_get(t, a, id, &r);

	if (rc != RC_OK)
		return (rc == RC_NOTFOUND ? RC_OK : rc);
	if (d->unsure > 0 || d->unseen)
		TRY(erasure_count_add(t, erasure, "mentions.unseen",
		    d->unsure + d->unseen));
	TRY(erasure_count_add(t, erasure, "mentions.removed", r.removed));
	TRY(erasure_count_add(t, erasure, "mentions.rewritten",
	    r.rewritten));
	return (erasure_count_add(t, erasure, "mentions.kept", r.kept));
}

RC
mention_erase(struct tenant *t, struct arena *a, int files_dir,
    const struct erase_ask *ask, const struct mention_order *o,
    bool (*stop)(void), uint64_t *id_r)
{
	struct mention_done d = { 0 };
	uint64_t others = 0;
	enum rc rc = RC_OK;

	if (ask->scope == ERASE_CONTACT)
		rc = mention_first(t, files_dir, o, stop, &d);
	if (rc != RC_GONE)		/* begun before */
		TRY(rc);
	/* Before its clock runs: they are many, perhaps. */
	if (ask->scope == ERASE_CONTACT)
		TRY(erasure_others(t, ask->id, &others));
	TRY(erase_begin(t, a, ask, id_r));
	if (ask->scope != ERASE_CONTACT)
		return (RC_OK);
	/* It has begun: whatever this says. */
	rc = erasure_count_add(t, *id_r, ask->keep_tickets ||
	    ask->keep_others ? "message.others.kept" : "message.others.lost",
	    others);
	if (rc == RC_OK)
		rc = counted(t, a, o->who, *id_r, &d);
	if (rc != RC_OK)
		log_warn("erasure %llu: others and mentions are not counted "
		    "(%s)",
		    (unsigned long long)*id_r, rc_name(rc));
	return (RC_OK);
}
