/* The customers' portal. */
#include "portal.h"

int
main(int argc, char **argv)
{
	static const char *const folders[] = { "portal", "error", NULL };
	static const struct app portal = {
		.name = "portal",
		.user = "olvido-portal",
		.routes = portal_routes,
		.folders = folders,
		.cookie = "__Host-olvido",
		.place = PLACE_PORTAL,
	};

	return (app_run(&portal, argc, argv));
}
