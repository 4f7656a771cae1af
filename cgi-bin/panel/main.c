/* olvido-panel: where agents work. */
#include "panel.h"

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
		.login_path = "/panel/login",
		.cookie = "__Host-olvido-panel",
		.prove = panel_prove,
		.step_up_path = "/panel/step-up",
		.factor_path = "/panel/factor",
		.code_path = "/panel/code",
		.start_path = "/panel/tickets",
		.person = panel_person,
		.person_name = panel_person_name,
		.person_live = panel_person_live,
		.agents = true,
		.place = PLACE_PANEL,
		.language = panel_language,
		.zone = panel_zone,
	};

	rights_check(panel_routes);
	return (app_run(&panel, argc, argv));
}
