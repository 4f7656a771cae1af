/* olvido-panel: where agents work. */
#include "panel.h"
#include "web/people.h"

int
main(int argc, char **argv)
{
	static const char *const folders[] = { "panel", "error", NULL };
	static const struct app panel = {
		.name = "panel",
		.user = "olvido-panel",
		.routes = panel_routes,
		.folders = folders,
		.frame = panel_frame,
		OF_AGENTS,
	};

	rights_check(panel_routes);
	return (app_run(&panel, argc, argv));
}
