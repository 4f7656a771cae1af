/* olvido-erase: what cannot be undone (erase.h). */
#include "core/log.h"
#include "erase.h"
#include "model/access/rights.h"
#include "web/program.h"

static const struct app portal_side = {
	.name = "portal",
	.routes = erase_portal_routes,
	.frame = erase_portal_frame,
	.login_path = "/login",
	.cookie = "__Host-olvido",
	.prove = erase_contact_prove,
	.step_up_path = "/step-up",
	.factor_path = "/factor",
	.code_path = "/code",
	.start_path = "/tickets",
	.person = erase_contact_person,
	.person_name = erase_contact_name,
	.place = PLACE_PORTAL,
}, panel_side = {
	.name = "panel",
	.routes = erase_panel_routes,
	.frame = erase_panel_frame,
	.login_path = "/panel/login",
	.cookie = "__Host-olvido-panel",
	.prove = erase_agent_prove,
	.step_up_path = "/panel/step-up",
	.factor_path = "/panel/factor",
	.code_path = "/panel/code",
	.start_path = "/panel/tickets",
	.person = erase_agent_person,
	.person_name = erase_agent_name,
	.person_live = erase_agent_live,
	.agents = true,
	.place = PLACE_PANEL,
	.language = erase_language,
	.zone = erase_zone,
	.prefix = "/panel/",
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
