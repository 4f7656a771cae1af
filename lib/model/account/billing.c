/* Messages of a billing system (billing.h). */
#include "model/account/billing.h"

#include "core/time.h"
#include "model/log/audit.h"

#define PAGE	50	/* LIMIT of Q_BILLING_LIST less one */

QUERY(Q_BILLING_ADD, Q_TENANT,
    "INSERT INTO billing_event (account_id, billing_id, target_id, kind,"
    " outcome, at, received_at, mac) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
QUERY(Q_BILLING_LIST, Q_TENANT,
    "SELECT billing_id, target_id, kind, outcome, at, received_at"
    " FROM billing_event WHERE account_id = ? AND billing_id < ?"
    " ORDER BY billing_id DESC LIMIT 51");

const char *
billing_kind_name(enum billing_kind k)
{
	static const char *const name[] = { "other", "payment.succeeded",
		"payment.failed", "subscription.cancelled" };

	return (name[k]);
}

const char *
billing_outcome_name(enum billing_outcome o)
{
	static const char *const name[] = { "", "applied", "unchanged",
		"older", "unknown-account", "future", "impossible", "ignored",
		"repeated", "name-in-use" };

	return (name[o]);
}

RC
billing_note(struct tenant *t, const struct billing_event *e)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t id;

	TRY(db_new_id(t->db, &id));
	TRY(tx_join(&tx, t->db));
	TRY(stmt_tenant(&st, t, &Q_BILLING_ADD));
	bind_u64(st, id);
	bind_u64(st, e->target.v);
	bind_u64(st, e->kind);
	bind_u64(st, e->outcome);
	bind_i64(st, e->at);
	bind_i64(st, now_s());
	bind_bytes(st, (struct bytes){ e->mac.b, DIGEST_LEN });
	TRY(stmt_exec(st, NULL));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_BILLING_CAME,
	    .object = e->target.v != 0 ? ON_CUSTOMER : ON_NOTHING,
	    .id = e->target.v, .value = e->outcome,
	    .actor = { .kind = ACTOR_PROVIDER } }));
	return (tx_commit(&tx));
}

RC
billing_list(struct tenant *t, struct arena *a, uint64_t before,
    struct billing_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct billing_list){ .v = arena_array(a, PAGE,
	    sizeof(struct billing_event)) };
	TRY(stmt_tenant(&st, t, &Q_BILLING_LIST));
	bind_u64(st, before != 0 ? before : INT64_MAX);
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->n == PAGE) {
			l_r->more = true;
			break;
		}
		l_r->v[l_r->n++] = (struct billing_event){
			.id = col_u64(st, 0), .target = { col_u64(st, 1) },
			.kind = (enum billing_kind)col_u64(st, 2),
			.outcome = (enum billing_outcome)col_u64(st, 3),
			.at = col_i64(st, 4), .received_at = col_i64(st, 5),
		};
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* ---- what comes of one ------------------------------------------------------- */

static enum life_event
event_of(enum billing_kind k)
{
	static const enum life_event e[] = { 0, LIFE_PAID,
		LIFE_BILLING_FAILED, LIFE_TERMINATE };

	return (e[k]);
}

RC
billing_apply(struct tenant *target, struct arena *a,
    struct billing_event *e, struct life_result *r_r)
{
	struct life_ask ask = { .event = event_of(e->kind), .at = e->at,
		.door = LIFE_API };
	struct life l;
	enum rc rc;

	TRY(account_life(target, a, true, &l));
	*r_r = (struct life_result){ .from = l.state, .to = l.state,
		.until = l.until };
	/* A cancellation that came late has been overtaken, too. */
	if (e->kind == BILLING_CANCELLED && e->at < l.billed) {
		e->outcome = BILLING_OLDER;
		return (RC_OK);
	}
	rc = lifecycle_event(target, a, &ask, r_r);
	if (rc == RC_DENIED) {
		*r_r = (struct life_result){ .from = l.state, .to = l.state,
			.until = l.until };
		e->outcome = BILLING_IMPOSSIBLE;
		return (RC_OK);
	}
	TRY(rc);
	e->outcome = r_r->older ? BILLING_OLDER
	    : r_r->from == r_r->to ? BILLING_SAME : BILLING_APPLIED;
	return (RC_OK);
}
