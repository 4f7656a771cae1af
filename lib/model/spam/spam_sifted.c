/* What a digest of the spam folder names (spam_digest.h): olvido-mail. */
#include "core/time.h"
#include "model/access/sight.h"
#include "model/privacy/rule.h"
#include "model/spam/spam_digest.h"
#include "model/ticket/ticket_row.h"

#define FOUND_MAX	500	/* LIMIT of Q_SIFTED_LIST */

QUERY(Q_DIGEST_GET, Q_TENANT,
    "SELECT from_at, until_at FROM spam_digest"
    " WHERE account_id = ? AND digest_id = ? AND agent_id = ?");
/* What was written to since is at most as old as the span. */
QUERY(Q_SIFTED_LIST, Q_TENANT,
    "SELECT t.ticket_id, s.score, t.department_id"
    "  FROM ticket t FORCE INDEX (ticket_status)"
    "  JOIN spam_ticket s ON s.account_id = t.account_id"
    "   AND s.ticket_id = t.ticket_id AND s.message_id = 0"
    "   AND s.label = 0 AND s.verdict = 2"
    " WHERE t.account_id = ? AND t.status = 7 AND t.activity_at >= ?"
    " AND t.created_at >= ? AND t.created_at < ?"
    " ORDER BY t.activity_at LIMIT 500");

struct found { ticket_id id; int score; };

static int
cmp_doubt(const void *x, const void *y)
{
	const struct found *a = x, *b = y;

	return (a->score < b->score ? -1 : a->score > b->score);
}

/* Days until the first rule takes it, by what is known of it now. */
static int
days_left(const struct rule_list *l, const struct ticket *tk)
{
	struct rule_row x = { .activity = tk->activity_at / 1000000,
		.department = tk->department, .channel = tk->channel,
		.status = tk->status };
	int64_t left, least = -1;

	for (size_t i = 0; i < l->n; i++) {
		/* Tags are few on spam, and are not read here. */
		if (!l->v[i].on || l->v[i].subject != RULE_TICKETS ||
		    l->v[i].tag.v != 0 || !rule_takes(&l->v[i], &x, INT64_MAX))
			continue;
		left = x.activity + (int64_t)l->v[i].days * 86400 - now_s();
		left = left < 0 ? 0 : (left + 86399) / 86400;
		if (least < 0 || left < least)
			least = left;
	}
	return ((int)least);
}

static RC
find(struct tenant *t, uint64_t id, const struct agent *g, struct found *v,
    size_t *n_r, int64_t *from_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL, *list = NULL;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_tenant(&st, t, &Q_DIGEST_GET));
	bind_u64(st, id);
	bind_u64(st, g->id.v);
	TRY(stmt_row(st));
	*from_r = col_i64(st, 0);
	TRY(stmt_tenant(&list, t, &Q_SIFTED_LIST));
	bind_i64(list, col_i64(st, 0) * 1000000);
	bind_i64(list, col_i64(st, 0));
	bind_i64(list, col_i64(st, 1));
	while ((rc = stmt_row(list)) == RC_OK)
		if (sight_has(t->sight, (department_id){ col_u64(list, 2) }))
			v[(*n_r)++] = (struct found){ { col_u64(list, 0) },
				(int)col_i64(list, 1) };
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
open_those(struct tenant *t, struct arena *a, const struct found *v, size_t n,
    struct sifted_list *l_r)
{
	struct ticket_open *open = arena_array(a, SIFTED_MAX, sizeof(*open));
	ticket_id *ids = arena_array(a, SIFTED_MAX, sizeof(*ids));
	struct rule_list rules;
	size_t opened;

	for (size_t i = 0; i < n; i++)
		ids[i] = v[i].id;
	TRY(ticket_get_many(t, a, ids, n, open, &opened));
	TRY(rule_list(t, a, &rules));
	l_r->v = arena_array(a, SIFTED_MAX, sizeof(*l_r->v));
	/* The same order; one that went meanwhile is left out. */
	for (size_t i = 0, k = 0; i < opened; i++, k++) {
		while (v[k].id.v != open[i].tk.id.v)
			k++;
		l_r->v[l_r->n++] = (struct sifted){ .id = open[i].tk.id,
			.code = open[i].tk.code,
			.subject = open[i].tk.subject,
			.created_at = open[i].tk.created_at,
			.score = v[k].score,
			.days = days_left(&rules, &open[i].tk) };
	}
	return (RC_OK);
}

RC
spam_digest_list(struct tenant *t, struct arena *a, uint64_t digest_id,
    const struct agent *g, struct sifted_list *l_r)
{
	struct found *v = arena_array(a, FOUND_MAX, sizeof(*v));
	size_t n, most;

	*l_r = (struct sifted_list){ 0 };
	TRY(find(t, digest_id, g, v, &n, &l_r->from));
	if (n == 0)
		return (RC_OK);
	qsort(v, n, sizeof(*v), cmp_doubt);
	most = n > SIFTED_MAX ? SIFTED_MAX : n;
	l_r->more = (unsigned)(n - most);
	return (open_those(t, a, v, most, l_r));
}
