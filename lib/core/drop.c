/*
 * Giving up root (drop.h). Called by every program that serves, after it opened
 * what only root may open and before it reads what strangers send.
 */
#include "core/drop.h"

#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/log.h"

static void
limit(int what, rlim_t n)
{
	struct rlimit r = { n, n };

	if (setrlimit((__rlimit_resource_t)what, &r) != 0)
		die("setrlimit failed");
}

void
drop_rights(const char *user)
{
	struct passwd *pw;

	if (geteuid() == 0) {
		pw = getpwnam(user);
		if (pw == NULL || pw->pw_uid == 0)
			die("there is no system user %s; run bin/setup or "
			    "'make install'", user);
		if (initgroups(user, pw->pw_gid) != 0 ||
		    setresgid(pw->pw_gid, pw->pw_gid, pw->pw_gid) != 0 ||
		    setresuid(pw->pw_uid, pw->pw_uid, pw->pw_uid) != 0)
			die("cannot become %s", user);
		if (setuid(0) == 0)
			die("root could be had back");
	}
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_NOFILE, 256);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    prctl(PR_SET_DUMPABLE, 0) != 0)
		die("prctl failed");
	prctl(PR_SET_PDEATHSIG, SIGTERM);
}
