/* olvido-provider: the provider's billing and other programs act on accounts. */
#include "provider.h"

int
main(int argc, char **argv)
{
	static const char *const folders[] = { "error", NULL };
	/* What the library would do for others: nobody has a session or a password
	   here, and no ticket, contact or secret of anybody's is read. */
	static const char *const leave_out[] = { "Q_ACCOUNT_BY_MAILBOX",
		"Q_ACCOUNT_SET_", "Q_AGENT_G", "Q_AGENT_L", "Q_AGENT_SET",
		"Q_BILLING_SECRET_", "Q_DOMAIN_AGAIN", "Q_EVENT_GET",
		"Q_FACTOR_", "Q_LIFE_DUE", "Q_LIFE_PROVIDER", "Q_LOGIN_",
		"Q_LOOKUP_GET", "Q_OUTBOX_SEALED", "Q_POLICY_", "Q_SESSION_",
		"Q_SIGHT", "Q_VIEWERS", "Q_WARNING_", "Q_WITHHELD", NULL };
	static const struct app provider = {
		.name = "provider",
		.user = "olvido-provider",
		.routes = provider_routes,
		.folders = folders,
		.sign_in = provider_enter,
		.leave_out = leave_out,
		.place = PLACE_API,
	};

	return (app_run(&provider, argc, argv));
}
