/* What stands around the agents' pages. */
#include "erase.h"
#include "model/people/agent.h"

/* The panel's frame: the views without their counts. */
RC
erase_panel_frame(struct req *rq)
{
	static const char *const views[] = { "new", "mine", "open",
		"answered", "postponed", "resolved", "closed", "all", "spam",
		"deleted" };
	struct agent g;

	if (!rq->signed_in)
		return (RC_OK);
	TRY(agent_get(rq->t, rq->a, (agent_id){ rq->session.subject_id }, &g));
	node_str(rq->v, "Me.Name", g.name);
	node_u64(rq->v, "Me.Id", g.id.v);
	node_i64(rq->v, "Me.Avatar", g.avatar);
	node_u64(rq->v, "Me.Role", g.role);
	if (rq->t->delete_at != 0)
		node_i64(rq->v, "Ending.At", rq->t->delete_at);
	for (size_t i = 0; i < sizeof(views) / sizeof(views[0]); i++)
		node_str(node_row(node_sub(rq->v, "Menu.Views")), "Key",
		    views[i]);
	return (RC_OK);
}
