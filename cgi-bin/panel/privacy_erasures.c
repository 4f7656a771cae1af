/* Privacy: everything that was asked to be forgotten, and how far it is. */
#include "model/privacy/erasure.h"
#include "privacy/mirror.h"
#include "panel.h"
#include "view.h"

#define US	1000000

static void
view_waits(struct node *v, struct arena *a, const struct erasure *e,
    const struct mirror_places *p)
{
	if (e->state != ERASURE_ROWS_GONE)
		return;
	for (size_t i = 0; i < p->n; i++)
		if (mirror_waits(&p->v[i], e->rows_gone_at))
			node_str(node_row(node_sub(v, "Waits")), "Label",
			    mirror_label(a, &p->v[i]));
}

static void
view_erasure(struct node *v, const struct erasure *e, const struct names *n)
{
	node_u64(v, "Id", e->id);
	node_u64(v, "Scope", e->scope);
	node_u64(v, "Subject", e->subject);
	node_u64(v, "State", e->state);
	node_u64(v, "ByKind", e->by_kind);
	if (e->by_kind == ACTOR_AGENT)
		node_str(v, "By", names_agent(n, e->by));
	node_i64(v, "Asked", e->asked_at / US);
}

/* GET /panel/privacy/erasures */
RC
erasures_show(struct req *rq)
{
	struct mirror_places p;
	struct erasure_list l;
	struct node *row;
	struct names n;

	TRY(erasure_list(rq->t, rq->a, req_u64(rq, "before"), &l));
	TRY(names_get(rq, &n));
	TRY(mirrors_now(rq->t->db, rq->a, &p));
	for (size_t i = 0; i < l.n; i++) {
		row = node_row(node_sub(rq->v, "Erasures"));
		view_erasure(row, &l.v[i], &n);
		view_waits(row, rq->a, &l.v[i], &p);
	}
	if (l.more)
		node_u64(rq->v, "Older", l.v[l.n - 1].id);
	privacy_title(rq, "erasures", "Erase.List");
	return (page(rq, "panel/privacy_erasures"));
}
