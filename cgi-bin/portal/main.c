/* The customers' portal. */
#include "portal.h"

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
		.leave_out = leave_out,
		OF_CUSTOMERS,
	};

	return (app_run(&portal, argc, argv));
}
