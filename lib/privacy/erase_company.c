/*
 * Contacts go with their company (erase.h): one after the other, each as an erasure
 * of his own below the company's, with his mentions, tickets and certificate.  Who
 * is under a legal hold stays, and is of no company.
 */
#include "model/people/company_end.h"
#include "privacy/erase_in.h"

static RC
begin(struct tenant *t, struct arena *a, const struct erasure *e,
    contact_id who)
{
	struct erase_ask ask = { .scope = ERASE_CONTACT, .id = who.v,
		.door = e->door, .parent = e->id,
		.mentions = { .names = e->names } };
	uint64_t id;
	enum rc rc = erase_begin(t, a, &ask, &id);

	if (rc == RC_DENIED)
		return (company_leave_held(t, who, e->id));
	return (rc == RC_CONFLICT || rc == RC_NOTFOUND ? RC_OK : rc);
}

/* A batch of his; when his row is gone he is not found again. */
static RC
batch(struct tenant *t, struct arena *a, int files_dir,
    const struct erasure *e, const struct erasure *his, bool (*stop)(void))
{
	bool done;
	enum rc rc = erase_step(t, a, files_dir, his->id, stop, &done);
	struct erasure now;

	if (rc == RC_DENIED)
		return (company_leave_held(t,
		    (contact_id){ his->subject }, e->id));
	TRY(rc);
	TRY(erasure_get(t, his->id, &now));
	return (now.state == ERASURE_ROWS_GONE ? erase_step(t, a, files_dir,
	    his->id, stop, &done) : RC_OK);
}

/* Unless another is at it, who is waited for a little. */
static RC
go_on(struct tenant *t, struct arena *a, int files_dir,
    const struct erasure *e, const struct erasure *his, bool (*stop)(void))
{
	enum rc rc = erasure_take(t, his->id, 1);

	if (rc != RC_OK)
		return (rc == RC_CONFLICT ? RC_OK : rc);
	rc = batch(t, a, files_dir, e, his, stop);
	erasure_leave(t, his->id);
	return (rc);
}

static RC
step(struct tenant *t, struct arena *a, int files_dir,
    const struct erasure *e, contact_id who, bool (*stop)(void))
{
	struct erasure his;
	enum rc rc = erasure_of(t, ERASE_CONTACT, who.v, &his);

	if (rc == RC_NOTFOUND)
		return (begin(t, a, e, who));
	TRY(rc);
	/* He was erased, and a backup brought his row. */
	if (his.state >= ERASURE_ROWS_GONE)
		return (company_leave_held(t, who, e->id));
	return (go_on(t, a, files_dir, e, &his, stop));
}

RC
erase_company_step(struct tenant *t, struct arena *a, int files_dir,
    const struct erasure *e, bool (*stop)(void), bool *none_r)
{
	struct actor by = { e->by_kind, e->by, "", "" };
	const struct actor *before = t->actor;
	contact_id who;
	enum rc rc = company_next(t, (company_id){ e->subject }, &who);

	*none_r = rc == RC_NOTFOUND;
	if (rc != RC_OK)
		return (*none_r ? RC_OK : rc);
	/* Each is asked for by who asked for all. */
	if (e->by_kind == ACTOR_AGENT)
		t->actor = &by;
	rc = step(t, a, files_dir, e, who, stop);
	t->actor = before;
	return (rc);
}
