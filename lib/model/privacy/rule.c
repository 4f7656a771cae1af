/* Retention rules as rows (rule.h). */
#include "model/privacy/rule.h"

#define RULE_COLS							\
	"SELECT rule_id, subject, department_id, tag_id, channel, status,"\
	" days, act, state, looked_at, looked_n, ran_at, changed_at"	\
	" FROM retention_rule"

QUERY(Q_RULE_LIST, Q_TENANT,
    RULE_COLS " WHERE account_id = ? ORDER BY rule_id LIMIT 50");
QUERY(Q_RULE_GET, Q_TENANT,
    RULE_COLS " WHERE account_id = ? AND rule_id = ?");

static struct rule
rule_row(struct stmt *st)
{
	return ((struct rule){
		.id = col_u64(st, 0),
		.subject = (enum rule_subject)col_u64(st, 1),
		.department = { col_u64(st, 2) }, .tag = { col_u64(st, 3) },
		.channel = (enum channel)col_u64(st, 4),
		.status = (enum ticket_status)col_u64(st, 5),
		.days = (unsigned)col_u64(st, 6),
		.act = (enum rule_act)col_u64(st, 7),
		.on = col_u64(st, 8) == 1,
		.looked_at = col_i64(st, 9), .looked_n = col_u64(st, 10),
		.ran_at = col_i64(st, 11), .changed_at = col_i64(st, 12),
	});
}

RC
rule_list(struct tenant *t, struct arena *a, struct rule_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct rule_list){ .v = arena_array(a, RULES_MAX,
	    sizeof(*l_r->v)) };
	TRY(stmt_tenant(&st, t, &Q_RULE_LIST));
	while ((rc = stmt_row(st)) == RC_OK && l_r->n < RULES_MAX)
		l_r->v[l_r->n++] = rule_row(st);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
rule_get(struct tenant *t, uint64_t id, struct rule *r_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_RULE_GET));
	bind_u64(st, id);
	TRY(stmt_row(st));
	*r_r = rule_row(st);
	return (RC_OK);
}

bool
rule_takes(const struct rule *r, const struct rule_row *x, int64_t before)
{
	if (x->activity > before)
		return (false);
	if (r->subject == RULE_CONTACTS)
		return (!x->busy);
	if (r->status == 0 ? x->status == TICKET_POSTPONED ||
	    x->status == TICKET_DELETED : x->status != r->status)
		return (false);
	return ((r->department.v == 0 ||
	    r->department.v == x->department.v) &&
	    (r->channel == 0 || r->channel == x->channel));
}
