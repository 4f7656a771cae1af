/* Agents (agent.h). Sealed: 1 name, 2 address, 3 signature. */
#include "model/people/agent.h"

#include "core/pack.h"
#include "model/key/keyring.h"
#include "model/people/agent_admin.h"

enum { F_NAME = 1, F_EMAIL = 2, F_SIGNATURE = 3 };

#define AGENT_SELECT							\
	"SELECT g.agent_id, g.role, g.state, g.generation, g.language,"	\
	" g.sealed, s.generation, s.wrapped, g.all_departments,"	\
	" g.notify, g.invited_at, g.zone,"	\
	" g.avatar"				\
	"  FROM agent g LEFT JOIN olvido_keys.secret s"			\
	"    ON s.account_id = g.account_id AND s.kind = 2"		\
	"   AND s.id = g.agent_id"

QUERY(Q_AGENT_GET, Q_TENANT, AGENT_SELECT
    " WHERE g.account_id = ? AND g.agent_id = ?");
QUERY(Q_AGENT_LIST_ALL, Q_TENANT, AGENT_SELECT
    " WHERE g.account_id = ? AND g.state < 4 ORDER BY g.agent_id LIMIT 1000");
QUERY(Q_AGENT_LIST, Q_TENANT, AGENT_SELECT
    " WHERE g.account_id = ? AND g.state = 1 ORDER BY g.agent_id LIMIT 1000");

struct bytes
agent_seal(struct tenant *t, struct arena *a, const struct agent *g,
    const struct key *k)
{
	struct buf b = BUF_INIT(a);

	pack_str(&b, F_NAME, g->name);
	pack_str(&b, F_EMAIL, g->email);
	pack_str(&b, F_SIGNATURE, g->signature);
	return (seal(a, k, (struct seal_place){ t->id, "agent.sealed",
	    g->id.v }, pack_end(&b)));
}

static RC
agent_row(struct tenant *t, struct arena *a, struct stmt *st,
    struct agent *g_r)
{
	struct bytes plain = { 0 };
	struct key k;

	*g_r = (struct agent){
		.id = { col_u64(st, 0) },
		.role = (enum role)col_u64(st, 1),
		.state = (enum agent_state)col_u64(st, 2),
		.generation = (unsigned)col_u64(st, 3),
		.language = arena_strdup(a, col_str(st, 4)),
		.all_departments = col_u64(st, 8) != 0,
		.notify = (unsigned)col_u64(st, 9),
		.invited_at = col_i64(st, 10),
		.avatar = col_i64(st, 12),
		.name = "", .email = "", .signature = "",
		.zone = arena_strdup(a, col_str(st, 11)),
	};
	/* A forgotten agent stays as a number: "former agent". */
	if (keyring_agent(t, g_r->id, col_wrapped(st, 6), &k) != RC_OK ||
	    seal_open(a, &k, (struct seal_place){ t->id, "agent.sealed",
	    g_r->id.v }, col_bytes(st, 5), &plain) != RC_OK)
		return (RC_OK);
	g_r->name = unpack_str(a, plain, F_NAME);
	g_r->email = unpack_str(a, plain, F_EMAIL);
	g_r->signature = unpack_str(a, plain, F_SIGNATURE);
	return (RC_OK);
}

RC
agent_name(struct tenant *t, struct arena *a, agent_id id,
    const char **name_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct agent g = { .name = "" };
	enum rc rc;

	TRY(stmt_tenant_kept(&st, t, &Q_AGENT_GET, id.v));
	rc = stmt_row(st);
	if (rc == RC_OK)
		rc = agent_row(t, a, st, &g);
	*name_r = g.name;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
agent_get(struct tenant *t, struct arena *a, agent_id id, struct agent *a_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_AGENT_GET));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	return (agent_row(t, a, st, a_r));
}

static int
cmp_name(const void *x, const void *y)
{
	const struct agent *a = x, *b = y;

	return (strcmp(a->name, b->name));
}

static RC
list(struct tenant *t, struct arena *a, struct query *q,
    struct agent_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct agent_list){ 0 };
	TRY(stmt_tenant_kept(&st, t, q, 0));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->n == 0)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(struct agent));
		TRY(agent_row(t, a, st, &l_r->v[l_r->n++]));
	}
	if (l_r->n > 0)
		qsort(l_r->v, l_r->n, sizeof(struct agent), cmp_name);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
agent_list(struct tenant *t, struct arena *a, struct agent_list *l_r)
{
	return (list(t, a, &Q_AGENT_LIST, l_r));
}

RC
agent_list_all(struct tenant *t, struct arena *a, struct agent_list *l_r)
{
	return (list(t, a, &Q_AGENT_LIST_ALL, l_r));
}
