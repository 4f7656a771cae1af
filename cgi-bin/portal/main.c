/* The customers' portal. */
#include "portal.h"

bool
portal_whole(const struct req *rq)
{
	return (rq->signed_in && rq->session.kind == SESSION_CONTACT);
}

static enum rc
frame(struct req *rq)
{
	node_bool(rq->v, "Me.Whole", portal_whole(rq));
	return (RC_OK);
}

int
main(int argc, char **argv)
{
	static const char *const folders[] = { "portal", "error", NULL };
	/* What agents attach in the panel. */
	static const char *const leave_out[] = { "Q_USAGE_ROOM", NULL };
	static const struct app portal = {
		.name = "portal",
		.user = "olvido-portal",
		.routes = portal_routes,
		.folders = folders,
		.frame = frame,
		.login_path = "/login",
		.prove = portal_prove,
		.step_up_path = "/step-up",
		.factor_path = "/factor",
		.code_path = "/code",
		.start_path = "/tickets",
		.person = portal_person,
		.person_name = portal_person_name,
		.cookie = "__Host-olvido",
		.place = PLACE_PORTAL,
		.leave_out = leave_out,
	};

	return (app_run(&portal, argc, argv));
}
