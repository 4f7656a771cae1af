/* What happens in an account's life (lifecycle.h). */
#include "model/account/lifecycle_in.h"

#include "core/time.h"
#include "model/log/audit.h"

#define TRIES	8

static bool
request_good(const char *s)
{
	size_t n = strlen(s);

	return (n > 0 && n <= LIFE_REQUEST_MAX && strspn(s,
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789._:-") == n);
}

RC
lifecycle_tell(struct tenant *t, enum outbox_kind kind, uint64_t event)
{
	agent_id owner;
	enum rc rc;

	if (t->key == NULL)
		return (RC_OK);
	rc = account_owner(t, &owner);
	if (rc != RC_OK)
		return (rc == RC_NOTFOUND ? RC_OK : rc);
	return (outbox_agent(t, kind, (ticket_id){ 0 }, (message_id){ event },
	    owner));
}

static RC
moved(struct tenant *t, const struct life *from, const struct life *to)
{
	if (life_serves(from->state) != LIFE_SERVED &&
	    life_serves(to->state) == LIFE_SERVED)
		TRY(account_sessions_over(t));
	return (lifecycle_tell(t, OUTBOX_LIFE_AFTER, to->event));
}

static RC
note(struct tenant *t, const struct life *next)
{
	if (t->key == NULL)
		return (RC_OK);
	return (audit_add(t, &(struct audit_row){
		.verb = AUDIT_ACCOUNT_CHANGED, .object = ON_ACCOUNT,
		.id = t->id.v, .value = next->state,
	}));
}

static RC
repeated(const struct life_record *before, const struct life_ask *ask,
    struct life_result *r_r)
{
	*r_r = (struct life_result){ .from = before->from, .to = before->to,
		.repeated = true };
	return (before->event == ask->event ? RC_OK : RC_CONFLICT);
}

static RC
act(struct tenant *t, struct arena *a, const struct life_ask *ask,
    const char *request_id, uint64_t id, struct life_result *r_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct life_record before, record;
	struct life now, next;
	int64_t at = now_s();
	bool moves;
	enum rc rc;

	TRY(tx_join(&tx, t->db));
	TRY(account_life(t, a, true, &now));
	rc = account_event_find(t, a, request_id, &before);
	if (rc != RC_NOTFOUND)
		return (rc == RC_OK ? repeated(&before, ask, r_r) : rc);
	TRY(life_next(&now, ask, at, &next));
	moves = next.state != now.state;
	if (moves)
		next.event = id;
	record = (struct life_record){ .id = id, .request_id = request_id,
		.event = ask->event, .from = now.state, .to = next.state,
		.at = ask->at != 0 ? ask->at : at, .recorded_at = at,
		.door = ask->door, .by = ask->by };
	TRY(account_life_set(t, &next));
	TRY(account_event_add(t, &record));
	if (moves)
		TRY(moved(t, &now, &next));
	TRY(note(t, &next));
	*r_r = (struct life_result){ .from = now.state, .to = next.state,
		.until = next.until, .older = life_older(&now, ask, at) };
	return (tx_commit(&tx));
}

RC
lifecycle_event(struct tenant *t, struct arena *a, const struct life_ask *ask,
    struct life_result *r_r)
{
	const char *request_id = ask->request_id;
	int tries = db_in_tx(t->db) ? 1 : TRIES;
	enum rc rc = RC_RETRY;
	uint64_t id;

	*r_r = (struct life_result){ 0 };
	TRY(db_new_id(t->db, &id));
	if (request_id == NULL)
		request_id = arena_printf(a, "own-%llu",
		    (unsigned long long)id);
	else if (!request_good(request_id))
		return (RC_INVALID);
	for (int i = 0; i < tries && rc == RC_RETRY; i++)
		rc = act(t, a, ask, request_id, id, r_r);
	return (rc);
}
