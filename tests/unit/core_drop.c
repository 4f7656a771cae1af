/* Giving up root: in children, for good. */
#include "../support/unit.h"

#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "core/drop.h"

static void
limits(void)
{
	struct rlimit core, files;
	int sig = 0;

	getrlimit(RLIMIT_CORE, &core);
	getrlimit(RLIMIT_NOFILE, &files);
	prctl(PR_GET_PDEATHSIG, &sig);
	if (core.rlim_cur != 0 || core.rlim_max != 0)
		_exit(10);
	if (files.rlim_max > 256)
		_exit(11);
	if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1)
		_exit(12);
	if (prctl(PR_GET_DUMPABLE) != 0)
		_exit(13);
	if (sig != SIGTERM)
		_exit(14);
}

static void
as_nobody(void *arg)
{
	struct passwd *pw = getpwnam("nobody");
	gid_t groups[64];
	uid_t r, e, s;
	int n;

	(void)arg;
	if (setgroups(1, (gid_t[]){ 0 }) != 0)
		_exit(2);
	drop_rights("nobody");
	if (getresuid(&r, &e, &s) != 0 || r != pw->pw_uid || e != r || s != r)
		_exit(3);
	if (getresgid(&r, &e, &s) != 0 || r != pw->pw_gid || e != r || s != r)
		_exit(4);
	n = getgroups(64, groups);
	for (int i = 0; i < n; i++)
		if (groups[i] == 0)
			_exit(5);
	if (setuid(0) == 0 || seteuid(0) == 0 || setgid(0) == 0)
		_exit(6);
	limits();
}

static void
not_root(void *arg)
{
	(void)arg;
	if (geteuid() == 0 && setresuid(65534, 65534, 65534) != 0)
		_exit(2);
	drop_rights("no-such-user");
	limits();
}

static void
no_user(void *arg)
{
	drop_rights(arg);
}

static void
test_drop(void **state)
{
	(void)state;
	if (geteuid() != 0)
		skip();
	child_lives(as_nobody, NULL);
}

static void
test_not_root(void **state)
{
	(void)state;
	child_lives(not_root, NULL);
}

static void
test_no_user(void **state)
{
	char none[] = "no-such-user", root[] = "root";

	(void)state;
	if (geteuid() != 0)
		skip();
	child_dies(no_user, none, "there is no system user no-such-user");
	child_dies(no_user, root, "there is no system user root");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_drop),
		cmocka_unit_test(test_not_root),
		cmocka_unit_test(test_no_user),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
