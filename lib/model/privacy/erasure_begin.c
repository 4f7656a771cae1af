/* An erasure's first transaction (erasure.h). */
#include "core/fault.h"
#include "core/log.h"
#include "core/time.h"
#include "model/key/keyring.h"
#include "model/privacy/erasure_job.h"
#include "model/privacy/erasure_row.h"
#include "model/privacy/export.h"
#include "model/privacy/hold.h"
#include "model/privacy/parting.h"

static const struct {
	enum secret_kind  secret;
	enum audit_object object;
} scopes[] = {
	[ERASE_CONTACT] = { SECRET_CONTACT, ON_CONTACT },
	[ERASE_AGENT] = { SECRET_AGENT, ON_AGENT },
	[ERASE_TICKET] = { SECRET_TICKET, ON_TICKET },
	[ERASE_ATTACHMENT] = { SECRET_ATTACHMENT, ON_NOTHING },
	[ERASE_REQUESTER] = { SECRET_TICKET, ON_TICKET },
	[ERASE_COMPANY] = { SECRET_COMPANY, ON_COMPANY },
};

bool
erasure_here(enum erase_scope scope)
{
	return (scope < sizeof(scopes) / sizeof(scopes[0]) &&
	    scopes[scope].secret != 0);
}

/* The ticket's is replaced with the ticket (reseal.h), nobody's is destroyed. */
static bool
destroys(const struct erasure *e)
{
	return (e->scope != ERASE_REQUESTER);
}

static struct victim
victim_of(const struct erasure *e)
{
	return ((struct victim){ scopes[e->scope].secret, e->subject, NULL });
}

static RC
audit_erased(struct tenant *t, const struct erasure *e)
{
	return (audit_add(t, &(struct audit_row){
	    .verb = destroys(e) ? AUDIT_ERASED : AUDIT_ANONYMISED,
	    .object = scopes[e->scope].object, .id = e->subject,
	    .value = e->id }));
}

/* A hold waits, or was first: on the subject's row, or on any other that holds it. */
static RC
not_held(struct tenant *t, const struct erasure *e)
{
	static const enum hold_on on[] = { [ERASE_CONTACT] = HOLD_CONTACT,
		[ERASE_TICKET] = HOLD_TICKET, [ERASE_MESSAGE] = HOLD_MESSAGE,
		[ERASE_ATTACHMENT] = HOLD_ATTACHMENT,
		[ERASE_REQUESTER] = HOLD_TICKET,
		[ERASE_ACCOUNT] = HOLD_ACCOUNT };

	return (on[e->scope] == 0 ? RC_OK
	    : hold_bars(t, on[e->scope], e->subject));
}

/* Of two at once the second waits for the first, and finds it. */
static RC
not_begun(struct tenant *t, const struct erasure *e)
{
	struct erasure other;
	enum rc rc;

	TRY(erasure_lock_subject(t, e));
	rc = erasure_of(t, e->scope, e->subject, &other);
	return (rc == RC_OK ? RC_CONFLICT : rc == RC_NOTFOUND ? RC_OK : rc);
}

/* Has it a job of its own?  Of a contact whose secret is there. */
static RC
job_take(struct tenant *t, struct arena *a, struct erasure *e,
    struct erasure_job *j)
{
	enum rc rc = RC_GONE;

	if (e->scope == ERASE_CONTACT)
		rc = erasure_job_take(t, a, e, j);
	if (rc != RC_GONE)
		TRY(rc);
	e->state = rc == RC_OK ? ERASURE_PARTING : ERASURE_UNREADABLE;
	return (RC_OK);
}

/* The one transaction after which nothing opens. v_r: all that it destroys. */
static RC
unreadable(struct tenant *t, struct arena *a, struct erasure *e,
    struct victim **v_r, size_t *n_r)
{
	CLEANUP(erasure_job_wipe) struct erasure_job j = { 0 };
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct victim subject = victim_of(e);

	TRY(tx_begin(&tx, t->db));
	TRY(not_begun(t, e));
	TRY(job_take(t, a, e, &j));
	TRY(erasure_add(t, e));
	TRY(erasure_may_go(t, e));
	TRY(erasure_first(t, e));
	TRY(not_held(t, e));
	FAULT_POINT("erase.first.wiped");
	if (e->state == ERASURE_PARTING)
		TRY(erasure_job_add(t, a, e, &j));
	TRY(exports_victims(t, a, &subject, 1, v_r, n_r));
	TRY(erasure_farewells(t, a, e, v_r, n_r));
	TRY(secret_forget_in(t, a, *v_r, *n_r, e->id));
	TRY(erasure_set_state(t, e->id, e->state, now_us()));
	TRY(audit_erased(t, e));
	FAULT_POINT("erase.first.forgotten");
	TRY(tx_commit(&tx));
	FAULT_POINT("erase.first.committed");
	return (RC_OK);
}

/* The ticket's secret is still needed: nobody's takes its place. */
static RC
parting(struct tenant *t, struct erasure *e)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	e->state = ERASURE_PARTING;
	TRY(not_begun(t, e));
	TRY(erasure_add(t, e));
	TRY(erasure_first(t, e));
	TRY(not_held(t, e));
	TRY(audit_erased(t, e));
	return (tx_commit(&tx));
}

RC
erasure_begin(struct tenant *t, struct arena *a, struct erasure *e)
{
	struct victim *v = NULL;
	size_t n = 0;
	enum rc rc;

	if (!destroys(e))
		return (parting(t, e));
	rc = unreadable(t, a, e, &v, &n);
	if (secret_forget_end(t, v, n) != RC_OK && rc == RC_OK)
		log_warn("erasure %llu: the old key is overwritten by its next "
		    "step", (unsigned long long)e->id);
	FAULT_POINT("erase.first.settled");
	return (rc);
}

static struct victim
job_of(const struct erasure *e)
{
	return ((struct victim){ SECRET_ERASURE, e->id, NULL });
}

/* Begun by an earlier version: his secret was to wait for his tickets. */
static RC
forget_old(struct tenant *t, struct arena *a, struct erasure *e)
{
	struct victim v = victim_of(e);

	if (destroys(e)) {
		/* Of a ticket that he wrote in one may have come. */
		TRY(not_held(t, e));
		TRY(parting_end(t, (contact_id){ e->subject }));
		TRY(secret_forget_in(t, a, &v, 1, e->id));
	}
	return (erasure_set_state(t, e->id, ERASURE_UNREADABLE, now_us()));
}

/* What the job was there for is done: once, whoever comes first. */
static RC
forget_now(struct tenant *t, struct arena *a, struct erasure *e)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct victim v = job_of(e);
	struct erasure now;
	bool had;

	TRY(tx_begin(&tx, t->db));
	TRY(erasure_lock(t, e->id, &now));
	if (now.state != ERASURE_PARTING)
		return (RC_OK);
	/* It locks his row; what leads to him and came meanwhile goes. */
	TRY(erasure_first(t, e));
	TRY(erasure_job_end(t, e->id, &had));
	if (had) {
		TRY(secret_forget_in(t, a, &v, 1, e->id));
		TRY(erasure_let_go(t, e->id));
	} else
		TRY(forget_old(t, a, e));
	FAULT_POINT("erase.part.forgotten");
	TRY(tx_commit(&tx));
	FAULT_POINT("erase.part.last");
	return (RC_OK);
}

RC
erasure_forget(struct tenant *t, struct arena *a, struct erasure *e)
{
	enum rc rc = forget_now(t, a, e), end = erasure_settle(t, e);

	return (rc == RC_OK ? end : rc);
}

RC
erasure_settle(struct tenant *t, const struct erasure *e)
{
	struct victim v[] = { victim_of(e), job_of(e) };

	return (secret_forget_end(t, v, 2));
}
