/* Erasing, from the question to the end (erase.h). */
#include "privacy/erase_in.h"

#include "core/fault.h"
#include "core/log.h"
#include "core/str.h"
#include "core/time.h"
#include "model/privacy/pace.h"
#include "model/account/account.h"
#include "privacy/mention_work.h"
#include "privacy/mirror.h"

#define TRIES	8

static RC
count_total(struct tenant *t, struct erasure *e)
{
	uint64_t n = 1;

	if (e->scope == ERASE_CONTACT)
		TRY(erasure_tickets(t, e->subject, &n));
	e->total = n > UINT32_MAX ? UINT32_MAX : (unsigned)n;
	return (RC_OK);
}

static enum mention_way
way_of(const struct mention_order *o)
{
	enum mention_way way = o->way != 0 ? o->way : MENTIONS_REDACT;

	return (o->own ? way | MENTIONS_OWN : way);
}

/* Who wants something to stay says why. */
static bool
reasoned(const struct mention_order *o)
{
	if (o->way == MENTIONS_KEEP && o->names)
		return (false);
	return ((o->way != MENTIONS_KEEP && !o->own) || !str_empty(o->reason));
}

/* RC_CONFLICT: *id_r. */
static RC
not_before(struct tenant *t, const struct erase_ask *ask, uint64_t *id_r)
{
	struct erasure before;
	enum rc rc = erasure_of(t, ask->scope, ask->id, &before);

	if (rc == RC_OK)
		*id_r = before.id;
	return (rc == RC_OK ? RC_CONFLICT : rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
erase_begin(struct tenant *t, struct arena *a, const struct erase_ask *ask,
    uint64_t *id_r)
{
	static const struct digest nothing;
	struct erasure e = {
		.scope = ask->scope, .subject = ask->id, .door = ask->door,
		.keep_others = ask->keep_others,
		.keep_tickets = ask->keep_tickets || ask->keep_others ||
		    ask->scope == ERASE_REQUESTER, .receipt = ask->receipt,
		.parent = ask->parent, .names = ask->mentions.names,
		.way = way_of(&ask->mentions), .self = ask->mentions.self,
		.by_kind = t->actor != NULL ? t->actor->kind
		    : ask->door == DOOR_CONSOLE ? ACTOR_PROVIDER : ACTOR_SYSTEM,
		.by = t->actor != NULL ? t->actor->id : 0,
		.asked_at = now_us(),
	};
	enum rc rc = RC_RETRY, other;

	*id_r = 0;
	if (!erasure_here(ask->scope) ||
	    (ask->keep_tickets && ask->scope != ERASE_CONTACT &&
	    ask->scope != ERASE_COMPANY) ||
	    (ask->keep_others && (ask->scope != ERASE_CONTACT ||
	    ask->keep_tickets)) || !reasoned(&ask->mentions))
		return (RC_INVALID);
	/* Who has no page for it: nobody knows the token of this one. */
	if (digest_eq(ask->receipt.b, nothing.b, DIGEST_LEN))
		e.receipt = token_new().digest;
	/* What is at it may have locked his row. */
	TRY(not_before(t, ask, id_r));
	TRY(count_total(t, &e));
	TRY(db_new_id(t->db, &e.id));
	for (int i = 0; i < TRIES && rc == RC_RETRY; i++)
		rc = erasure_begin(t, a, &e);
	if (rc == RC_OK)
		*id_r = e.id;
	/* By another at the same time; its row may be gone. */
	else if (rc == RC_CONFLICT || rc == RC_NOTFOUND) {
		other = not_before(t, ask, id_r);
		rc = other == RC_CONFLICT ? other : rc;
	}
	return (rc);
}

RC
erase_message(struct tenant *t, message_id id, enum erase_door door,
    struct erasure *e_r)
{
	*e_r = (struct erasure){ .scope = ERASE_MESSAGE, .subject = id.v,
		.door = door, .receipt = token_new().digest,
		.by_kind = t->actor != NULL ? t->actor->kind : ACTOR_SYSTEM,
		.by = t->actor != NULL ? t->actor->id : 0,
		.asked_at = now_us() };
	return (db_new_id(t->db, &e_r->id));
}

/* Whose tickets, or whose ticket, stay. */
static RC
who_parts(struct tenant *t, struct arena *a, const struct erasure *e,
    contact_id *who_r)
{
	struct tenant all = *t;
	struct ticket tk;

	*who_r = (contact_id){ e->subject };
	if (e->scope != ERASE_REQUESTER)
		return (RC_OK);
	all.sight = NULL;
	all.withheld = NULL;
	TRY(ticket_get(&all, a, (ticket_id){ e->subject }, &tk, NULL));
	*who_r = tk.contact;
	return (RC_OK);
}

/* His texts go, and from the others' what says who he was, but what stays by choice.
   j: NULL: there is none. */
static RC
part(struct tenant *t, struct arena *a, int files_dir,
    const struct erasure *e, const struct erasure_job *j, bool *done_r)
{
	struct mention_cut c = { 0 };
	struct erasure_cut cut = { mention_part_subject, e->keep_others
	    ? mention_part_others : mention_part_message, &c };
	contact_id who;
	enum rc rc;

	rc = who_parts(t, a, e, &who);
	if (rc == RC_OK)
		rc = mention_who(t, a, who, &c.learns);
	/* The ticket went, or does not open; or he does not, and they go with him. */
	*done_r = rc == RC_NOTFOUND || rc == RC_GONE;
	if (rc != RC_OK)
		return (*done_r ? RC_OK : rc);
	c.person = c.learns;
	if (j != NULL) {
		c.keep = j->kept_ids;
		c.nkeep = j->nkept;
		c.keep_all = j->way & MENTIONS_OWN;
	}
	TRY(erasure_part(t, a, files_dir, e, &cut, done_r));
	TRY(erasure_count_add(t, e->id, "mentions.own.removed", c.removed));
	return (erasure_count_add(t, e->id, "mentions.own.kept", c.kept));
}

/* By what the job has of his: mentions, then his tickets, then it lets go. */
static RC
with_job(struct tenant *t, struct arena *a, int files_dir,
    struct erasure *e, const struct erasure_job *j, bool (*stop)(void))
{
	struct actor by = { e->by_kind, e->by, "", "" };
	const struct actor *before = t->actor;
	bool parted = true;
	enum rc rc;

	if (!j->searched) {
		/* Who asked for it cuts in others' tickets. */
		if (e->by_kind == ACTOR_AGENT)
			t->actor = &by;
		rc = mention_work(t, a, files_dir, e, j, stop);
		t->actor = before;
		return (rc);
	}
	if (e->keep_tickets)
		TRY(part(t, a, files_dir, e, j, &parted));
	return (parted ? erasure_forget(t, a, e) : RC_OK);
}

static RC
without_job(struct tenant *t, struct arena *a, int files_dir,
    struct erasure *e, bool lost)
{
	bool parted = true;

	/* An old copy was put back, where its key is gone, as it should be. */
	if (lost) {
		log_warn("erasure %llu: other people's tickets cannot be "
		    "searched any more", (unsigned long long)e->id);
		TRY(mention_unseen(t, e));
		return (erasure_forget(t, a, e));
	}
	TRY(part(t, a, files_dir, e, NULL, &parted));
	return (parted ? erasure_forget(t, a, e) : RC_OK);
}

static RC
work(struct tenant *t, struct arena *a, int files_dir, struct erasure *e,
    bool (*stop)(void))
{
	CLEANUP(erasure_job_wipe) struct erasure_job j = { 0 };
	enum rc rc = RC_NOTFOUND;

	TRY(erasure_settle(t, e));
	if (e->scope == ERASE_CONTACT)
		rc = erasure_job_get(t, a, e->id, &j);
	if (rc == RC_NOTFOUND || rc == RC_GONE)
		return (without_job(t, a, files_dir, e, rc == RC_GONE));
	TRY(rc);
	t->lent = &j.lent;
	rc = with_job(t, a, files_dir, e, &j, stop);
	t->lent = NULL;
	return (rc);
}

/* Its end, when each mirror was confirmed behind its rows; else not yet. */
RC
erase_certify(struct tenant *t, struct arena *a, const struct erasure *e,
    bool *waits_r)
{
	struct erasure_mirrors m = { 0 };
	struct mirror_places p;

	TRY(mirrors_now(t->db, a, &p));
	*waits_r = mirrors_waited(&p, e->rows_gone_at) > 0;
	if (*waits_r)
		return (RC_OK);
	m.v = arena_array(a, p.n + 1, sizeof(*m.v));
	for (size_t i = 0; i < p.n; i++)
		m.v[m.n++] = (struct erasure_mirror){ p.v[i].number,
			p.v[i].name, p.v[i].confirmed_at };
	FAULT_POINT("erase.confirmed");
	TRY(erasure_certify(t, e->id, &m));
	FAULT_POINT("erase.certified");
	return (RC_OK);
}

RC
erase_step(struct tenant *t, struct arena *a, int files_dir, uint64_t id,
    bool (*stop)(void), bool *done_r)
{
	struct erasure e;
	bool rows_done, none = true;

	*done_r = false;
	TRY(erasure_get(t, id, &e));
	if (!erasure_here(e.scope) && e.state < ERASURE_ROWS_GONE)
		return (RC_INVALID);
	switch (e.state) {
	case ERASURE_PARTING:
		return (work(t, a, files_dir, &e, stop));
	case ERASURE_UNREADABLE:
		TRY(erasure_settle(t, &e));
		if (e.scope == ERASE_COMPANY && !e.keep_tickets)
			TRY(erase_company_step(t, a, files_dir, &e, stop,
			    &none));
		return (!none ? RC_OK : erasure_rows(t, a, files_dir, &e, &rows_done));
	case ERASURE_ROWS_GONE:
		return (erase_certify(t, a, &e, done_r));
	case ERASURE_CERTIFIED:
		*done_r = true;
		return (RC_OK);
	}
	return (RC_FAILED);
}

static RC
run(struct tenant *t, int files_dir, uint64_t id, bool (*stop)(void))
{
	CLEANUP(arena_free) struct arena *a = arena_new(256U << 20);
	struct pace pace = { 0 };
	unsigned tries = 0;
	bool done = false;
	int64_t began, took;
	enum rc rc;

	while (!done && (stop == NULL || !stop())) {
		began = mono_us();
		rc = erase_step(t, a, files_dir, id, stop, &done);
		tries = rc == RC_RETRY ? tries + 1 : 0;
		if (rc != RC_OK && (rc != RC_RETRY || tries == 50))
			return (rc);
		arena_reset(a);
		took = mono_us() - began;
		pace_took(&pace, took, took);
		pace_rest(t->db, &pace);
	}
	return (done ? RC_OK : RC_RETRY);
}

RC
erase_run(struct tenant *t, int files_dir, uint64_t id, bool (*stop)(void))
{
	enum rc rc;

	/* Who was killed has it for a moment longer. */
	do
		rc = erasure_take(t, id, 1);
	while (rc == RC_CONFLICT && stop == NULL);
	TRY(rc);
	rc = run(t, files_dir, id, stop);
	erasure_leave(t, id);
	return (rc);
}

/* *cut_r: its share of the time is over, and it is not at its end. */
static RC
due_one(struct db *db, struct vault *v, int files_dir,
    const struct erasure_due *d, bool (*stop)(void), bool *cut_r,
    unsigned *n_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	enum account_state state;
	struct erasure e;
	struct tenant *t;
	enum rc rc;

	/* What was begun ends in a suspended or terminated account too; a
	   deleted one's rows go by themselves. */
	TRY(account_for_job(db, v, a, d->account, &t, &state));
	if (state >= ACCOUNT_DELETED)
		return (RC_OK);
	rc = erase_run(t, files_dir, d->id, stop);
	if (rc == RC_RETRY && stop()) {
		*cut_r = true;
		return (RC_OK);
	}
	/* A hold came while his tickets were made nobody's: it waits.  Or another
	   is at it. */
	if (rc == RC_DENIED || rc == RC_CONFLICT)
		return (RC_OK);
	TRY(rc);
	TRY(erasure_get(t, d->id, &e));
	*n_r += e.state == ERASURE_CERTIFIED;
	return (RC_OK);
}

/* One that makes trouble, or takes long, does not hold up the others. */
RC
erase_due(struct db *db, struct vault *v, int files_dir, bool (*stop)(void),
    bool (*turn)(size_t left), unsigned *n_r)
{
	struct erasure_due due[100];
	enum rc rc = RC_OK, one;
	bool again = true;
	size_t n;

	*n_r = 0;
	while (again) {
		again = false;
		TRY(erasures_due(db, due, &n));
		for (size_t i = 0; i < n; i++) {
			if (!turn(n - i))
				return (rc);
			one = due_one(db, v, files_dir, &due[i], stop, &again,
			    n_r);
			rc = rc == RC_OK ? one : rc;
		}
	}
	return (rc);
}

static RC
confirm_one(struct db *db, struct vault *v, struct arena *a,
    const struct erasure_due *d, bool *waits_r)
{
	enum account_state state;
	struct erasure e;
	struct tenant *t;

	*waits_r = true;
	TRY(account_for_job(db, v, a, d->account, &t, &state));
	if (state >= ACCOUNT_DELETED)
		return (RC_OK);
	TRY(erasure_get(t, d->id, &e));
	return (erase_certify(t, a, &e, waits_r));
}

RC
erase_confirm(struct db *db, struct vault *v, bool (*stop)(void),
    unsigned *n_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	struct erasure_due due[100];
	uint64_t after = 0;
	size_t n = 100;
	bool waits;

	*n_r = 0;
	while (n == 100) {
		TRY(erasures_unconfirmed(db, after, due, &n));
		for (size_t i = 0; i < n; i++) {
			if (stop != NULL && stop())
				return (RC_OK);
			TRY(confirm_one(db, v, a, &due[i], &waits));
			*n_r += !waits;
			after = due[i].id;
			arena_reset(a);
		}
	}
	return (RC_OK);
}
