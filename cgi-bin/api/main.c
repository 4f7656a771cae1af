/* olvido-api: programs of the account's own. */
#include "api.h"
#include "web/program.h"

int
main(int argc, char **argv)
{
	static const char *const folders[] = { "error", NULL };
	/* What the library would do for people: this program has no sessions and
	   takes no files. */
	static const char *const leave_out[] = { "Q_SESSION_",
		"Q_ATTACHMENT_ADD", "Q_MESSAGE_SINCE", "Q_USAGE_ROOM", NULL };
	static const struct app api = {
		.name = "api",
		.user = "olvido-api",
		.routes = api_routes,
		.folders = folders,
		.sign_in = program_enter,
		.leave_out = leave_out,
		.place = PLACE_API,
	};

	return (app_run(&api, argc, argv));
}
