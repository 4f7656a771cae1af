/* olvido-erase: what cannot be undone (erase.h). */
#include "core/log.h"
#include "erase.h"
#include "model/access/rights.h"
#include "web/people.h"
#include "web/program.h"

static const struct app portal_side = {
	.name = "portal",
	.routes = erase_portal_routes,
	OF_CUSTOMERS,
}, panel_side = {
	.name = "panel",
	.routes = erase_panel_routes,
	.frame = erase_panel_frame,
	.prefix = "/panel/",
	OF_AGENTS,
}, api_side = {
	.name = "api",
	.routes = erase_api_routes,
	.sign_in = program_enter,
	.place = PLACE_API,
	.prefix = "/api/",
};

/* A door that asks for less than model/access/rights.h. */
static void
rights_hold(void)
{
	const struct right *r;

	for (const struct route *d = erase_panel_routes; d->path != NULL; d++) {
		r = right_of_path(d->path);
		if (r == NULL || d->who < AGENT || d->who == HALF ||
		    (d->who == AGENT && r->least > ROLE_AGENT))
			bug("route %s asks for less than its right", d->path);
	}
}

int
main(int argc, char **argv)
{
	static const struct app *const sides[] = { &api_side, &panel_side,
		&portal_side, NULL };
	static const char *const folders[] = { "portal", "panel", "error",
		NULL };
	/* What the library would do for pages that are not here. */
	static const char *const leave_out[] = { "Q_AGENT_LOGIN_RENEW",
		"Q_LIFE_SESSIONS", "Q_LIFE_OWNER", NULL };
	static const struct app erase = {
		.name = "erase",
		.user = "olvido-erase",
		.folders = folders,
		.sides = sides,
		.forgets = true,
		.leave_out = leave_out,
		.after = work_do,
	};

	rights_hold();
	return (app_run(&erase, argc, argv));
}
