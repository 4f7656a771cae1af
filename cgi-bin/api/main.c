/* olvido-api: programs of the account's own. */
#include "api.h"
#include "web/program.h"

int
main(int argc, char **argv)
{
	static const char *const folders[] = { "error", NULL };
	/* What the library would do for people: this program has no sessions,
	   makes nobody and writes no password, and has no right to. */
	static const char *const leave_out[] = { "Q_SESSION_", "Q_SECRET_ADD",
		"Q_LOOKUP_", "Q_AGENT_LOGIN_RENEW", "Q_VIEWERS", "Q_TICKET_",
		"Q_POLICY_SET", "Q_CONTACT_", "Q_ATTACHMENT_", "Q_MESSAGE_",
		"Q_OUTBOX_SEALED", "Q_SPAM_", "Q_TERM_", "Q_USAGE_SEAT",
		"Q_USAGE_ROOM", "Q_ACCOUNT_BY_MAILBOX",
		NULL };
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
