/* olvido-provider: the provider's billing and other programs act on accounts. */
#include "provider.h"

int
main(int argc, char **argv)
{
	static const char *const folders[] = { "error", NULL };
	/* What the library would do for others: nobody has a session or a password
	   here, and nobody's sight is narrowed. */
	static const char *const leave_out[] = { "Q_SESSION_", "Q_AGENT_GET",
		"Q_AGENT_LOGIN_FIND", "Q_FACTOR_METHODS", "Q_POLICY_GET",
		"Q_SIGHT", "Q_WITHHELD", NULL };
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
