/* olvido-api: programs of the account's own. */
#include "api.h"
#include "web/program.h"

int
main(int argc, char **argv)
{
	static const char *const folders[] = { "error", NULL };
	/* What the library would do for people: this program has no sessions,
	   writes no password, proves nobody, takes no files, and has no right
	   to. */
	static const char *const leave_out[] = { "Q_SESSION_",
		"Q_AGENT_LOGIN_RENEW", "Q_POLICY_SET", "Q_TICKET_PROVE",
		"Q_TICKET_SET_STATUS", "Q_CONTACT_PROVE", "Q_CONTACT_SET",
		"Q_ATTACHMENT_", "Q_MESSAGE_SINCE", "Q_OUTBOX_SEALED",
		"Q_USAGE_SEAT", "Q_USAGE_ROOM", "Q_ACCOUNT_BY_MAILBOX", NULL };
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
