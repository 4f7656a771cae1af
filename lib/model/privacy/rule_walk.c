/*
 * What a retention rule takes (rule.h): a step reads RULE_BATCH rows of the index
 * that fits the rule best, oldest activity first, and looks at the rest of the
 * rule itself, so that no step costs more than its rows.
 */
#include "core/str.h"
#include "core/time.h"
#include "model/log/audit.h"
#include "model/privacy/rule.h"

#define US		1000000
#define WALK_COLS							\
	"SELECT t.ticket_id, t.code, t.activity_at, t.department_id,"	\
	" t.channel, t.status"
#define OLDEST								\
	" AND t.activity_at >= ? AND t.activity_at <= ?"		\
	" AND (t.activity_at > ? OR t.ticket_id > ?)"			\
	" ORDER BY t.activity_at, t.ticket_id LIMIT 500"
#define TEN		"?, ?, ?, ?, ?, ?, ?, ?, ?, ?"

QUERY(Q_RULE_ALL, Q_TENANT,
    WALK_COLS " FROM ticket t FORCE INDEX (ticket_activity)"
    " WHERE t.account_id = ?" OLDEST);
QUERY(Q_RULE_STATUS, Q_TENANT,
    WALK_COLS " FROM ticket t FORCE INDEX (ticket_status)"
    " WHERE t.account_id = ? AND t.status = ?" OLDEST);
QUERY(Q_RULE_DEPARTMENT, Q_TENANT,
    WALK_COLS " FROM ticket t FORCE INDEX (ticket_department)"
    " WHERE t.account_id = ? AND t.department_id = ?" OLDEST);
/* By their ids: who has the tag are fewer than what is old. */
QUERY(Q_RULE_TAG, Q_TENANT,
    WALK_COLS " FROM ticket_tag x FORCE INDEX (ticket_tag_tag)"
    "  JOIN ticket t ON t.account_id = x.account_id"
    "   AND t.ticket_id = x.ticket_id"
    " WHERE x.account_id = ? AND x.tag_id = ? AND x.ticket_id > ?"
    " ORDER BY x.ticket_id LIMIT 500");
#define CONTACT_COLS							\
	"SELECT p.contact_id, p.created_at,"				\
	" EXISTS (SELECT 1 FROM ticket t FORCE INDEX (ticket_contact)"	\
	"  WHERE t.account_id = p.account_id"				\
	"    AND t.contact_id = p.contact_id),"				\
	" EXISTS (SELECT 1 FROM message m FORCE INDEX (message_author)"	\
	"  WHERE m.account_id = p.account_id AND m.author_kind = 1"	\
	"    AND m.author_id = p.contact_id),"				\
	" (SELECT MAX(s.seen_at) FROM session s"			\
	"  FORCE INDEX (session_subject)"				\
	"  WHERE s.account_id = p.account_id AND s.kind = 2"		\
	"    AND s.subject_id = p.contact_id)"
QUERY(Q_RULE_CONTACTS, Q_TENANT, CONTACT_COLS
    "  FROM (SELECT c.account_id, c.contact_id, c.created_at FROM contact c"
    "  WHERE c.account_id = ? AND c.contact_id > ?"
    "  ORDER BY c.contact_id LIMIT 500) p ORDER BY p.contact_id");
QUERY(Q_RULE_CONTACT_STILL, Q_TENANT, CONTACT_COLS
    "  FROM contact p WHERE p.account_id = ? AND p.contact_id = ?");
QUERY(Q_RULE_STILL, Q_TENANT,
    WALK_COLS " FROM ticket t WHERE t.account_id = ? AND t.ticket_id = ?");
QUERY(Q_RULE_BIN, Q_TENANT,
    "UPDATE ticket SET deleted_from = status, deleted_at = ?,"
    " deleted_rule = ?, status = 8, postponed_until = 0, activity_at = ?"
    " WHERE account_id = ? AND ticket_id IN (" TEN ", " TEN ", " TEN ", "
    TEN ", " TEN ") AND status < 8 AND activity_at <= ?");
QUERY(Q_RULE_RAN, Q_TENANT,
    "UPDATE retention_rule SET ran_at = ?"
    " WHERE account_id = ? AND rule_id = ?");

#define BIN_BATCH	50

void
rule_walk(struct rule_walk *w, const struct rule *r, int64_t now)
{
	*w = (struct rule_walk){ .rule = r,
		.before = now - (int64_t)r->days * 86400 };
}

static struct rule_row
ticket_of(struct stmt *st)
{
	struct rule_row x = {
		.id = col_u64(st, 0), .activity = col_i64(st, 2) / US,
		.department = { col_u64(st, 3) },
		.channel = (enum channel)col_u64(st, 4),
		.status = (enum ticket_status)col_u64(st, 5),
	};

	snprintf(x.code, sizeof(x.code), "%s", col_str(st, 1));
	return (x);
}

static struct rule_row
contact_of(struct stmt *st)
{
	int64_t seen = col_i64(st, 4), made = col_i64(st, 1);

	return ((struct rule_row){ .id = col_u64(st, 0),
		.activity = seen > made ? seen : made,
		.busy = col_u64(st, 2) != 0 || col_u64(st, 3) != 0 });
}

static RC
ask(struct tenant *t, struct rule_walk *w, struct stmt **st_r)
{
	const struct rule *r = w->rule;
	bool by_id = r->subject == RULE_CONTACTS || r->tag.v != 0;

	TRY(stmt_tenant(st_r, t, r->subject == RULE_CONTACTS
	    ? &Q_RULE_CONTACTS : r->tag.v != 0 ? &Q_RULE_TAG
	    : r->status != 0 ? &Q_RULE_STATUS
	    : r->department.v != 0 ? &Q_RULE_DEPARTMENT : &Q_RULE_ALL));
	if (r->subject == RULE_TICKETS && r->tag.v != 0)
		bind_u64(*st_r, r->tag.v);
	else if (r->subject == RULE_TICKETS && r->status != 0)
		bind_u64(*st_r, r->status);
	else if (r->subject == RULE_TICKETS && r->department.v != 0)
		bind_u64(*st_r, r->department.v);
	if (!by_id) {
		bind_i64(*st_r, w->activity);
		bind_i64(*st_r, w->before * US);
		bind_i64(*st_r, w->activity);
	}
	bind_u64(*st_r, w->after);
	return (RC_OK);
}

RC
rule_step(struct tenant *t, struct rule_walk *w,
    struct rule_row v_r[RULE_BATCH], size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	size_t read = 0;
	enum rc rc;

	*n_r = 0;
	TRY(ask(t, w, &st));
	while (read < RULE_BATCH && (rc = stmt_row(st)) == RC_OK) {
		v_r[*n_r] = w->rule->subject == RULE_CONTACTS
		    ? contact_of(st) : ticket_of(st);
		w->after = v_r[*n_r].id;
		if (w->rule->subject == RULE_TICKETS)
			w->activity = col_i64(st, 2);
		*n_r += rule_takes(w->rule, &v_r[*n_r], w->before);
		read++;
	}
	w->done = read < RULE_BATCH;
	return (w->done && rc != RC_NOTFOUND ? rc : RC_OK);
}

RC
rule_still(struct tenant *t, const struct rule_walk *w,
    const struct rule_row *x, bool *still_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	bool contacts = w->rule->subject == RULE_CONTACTS;
	struct rule_row now;
	enum rc rc;

	*still_r = false;
	TRY(stmt_tenant(&st, t, contacts ? &Q_RULE_CONTACT_STILL
	    : &Q_RULE_STILL));
	bind_u64(st, x->id);
	rc = stmt_row(st);
	if (rc == RC_NOTFOUND)
		return (RC_OK);
	TRY(rc);
	now = contacts ? contact_of(st) : ticket_of(st);
	*still_r = rule_takes(w->rule, &now, w->before);
	return (RC_OK);
}

RC
rule_bin(struct tenant *t, const struct rule_walk *w, const uint64_t *ids,
    size_t n, uint64_t *n_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;

	*n_r = 0;
	if (n == 0)
		return (RC_OK);
	TRY(tx_begin(&tx, t->db));
	TRY(stmt_tenant(&st, t, &Q_RULE_BIN));
	bind_i64(st, now_s());
	bind_u64(st, w->rule->id);
	bind_i64(st, now_us());
	for (size_t i = 0; i < BIN_BATCH; i++)
		bind_u64(st, ids[i < n ? i : n - 1]);
	bind_i64(st, w->before * US + US - 1);
	TRY(stmt_exec(st, n_r));
	if (*n_r > 0)
		TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_RULE_RAN,
		    .object = ON_RULE, .id = w->rule->id, .value = *n_r }));
	return (tx_commit(&tx));
}

RC
rule_ran(struct tenant *t, uint64_t id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_RULE_RAN));
	bind_i64(st, now_s());
	bind_u64(st, id);
	return (stmt_exec(st, NULL));
}
