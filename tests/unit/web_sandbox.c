/* A worker's sandbox: what it may do, and what ends it or is refused. */
#include "../support/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include "core/conf.h"
#include "core/log.h"
#include "web/priv.h"

static char conf[] = "/tmp/olvido-sandbox-XXXXXX";

static int
teardown(void **state)
{
	(void)state;
	unlink(conf);
	return (0);
}

/* In a child: the setting is read once. */
static void
enter(const char *setting)
{
	char line[64];
	int fd = open(conf, O_WRONLY | O_TRUNC | O_CLOEXEC);
	int n = snprintf(line, sizeof(line), "Sandbox = %s\n", setting);

	if (fd < 0 || write(fd, line, (size_t)n) != n)
		die("no configuration");
	close(fd);
	conf_load(conf);
	sandbox_enter();
}

/* What a worker does all day. */
static void
honest(void *setting)
{
	void *p;
	int fd, s;

	enter(setting);
	fd = openat(AT_FDCWD, conf, O_WRONLY | O_CLOEXEC);
	if (fd < 0 || write(fd, "x", 1) != 1 || fdatasync(fd) != 0)
		die("files");
	close(fd);
	p = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED || munmap(p, 1 << 20) != 0)
		die("memory");
	s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (s < 0)
		die("the database's socket");
	close(s);
}

static void
tries_socket(void *setting)
{
	enter(setting);
	if (socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM)
		return;
	die("a socket to the network");
}

static void
tries_netlink(void *setting)
{
	enter(setting);
	if (socket(AF_NETLINK, SOCK_RAW, 0) < 0 && errno == EPERM)
		return;
	die("a netlink socket");
}

static void
tries_exec(void *setting)
{
	char *argv[] = { (char[]){ "true" }, NULL };

	enter(setting);
	execv("/bin/true", argv);
	if (errno != EPERM)
		die("exec");
}

static void
tries_fork(void *setting)
{
	enter(setting);
	if (fork() >= 0 || errno != EPERM)
		die("fork");
}

static void
tries_exec_memory(void *setting)
{
	enter(setting);
	if (mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE |
	    MAP_ANONYMOUS, -1, 0) != MAP_FAILED || errno != EPERM)
		die("memory that runs");
}

static void
tries_setuid(void *setting)
{
	enter(setting);
	if (syscall(SYS_setuid, 0) == 0 || errno != EPERM)
		die("setuid");
}

static void
tries_kill(void *setting)
{
	enter(setting);
	if (kill(getppid(), 0) == 0 || errno != EPERM)
		die("a signal to another process");
}

static void
test_honest(void **state)
{
	(void)state;
	child_lives(honest, (char[]){ "refuse" });
	child_lives(honest, (char[]){ "kill" });
}

static void
killed(void (*fn)(void *), char *setting)
{
	char err[4096];
	int status = child_run(fn, setting, err, sizeof(err));

	if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGSYS)
		fail_msg("status %x: %s", (unsigned)status, err);
}

static void
test_kill(void **state)
{
	(void)state;
	if (UNIT_ASAN)
		skip();
	killed(tries_socket, (char[]){ "kill" });
	killed(tries_netlink, (char[]){ "kill" });
	killed(tries_exec, (char[]){ "kill" });
	killed(tries_fork, (char[]){ "kill" });
	killed(tries_exec_memory, (char[]){ "kill" });
	killed(tries_setuid, (char[]){ "kill" });
	killed(tries_kill, (char[]){ "kill" });
}

/* In the first releases what was forgotten is refused; the worst still ends. */
static void
test_refuse(void **state)
{
	(void)state;
	if (UNIT_ASAN)
		skip();
	killed(tries_socket, (char[]){ "refuse" });
	killed(tries_netlink, (char[]){ "refuse" });
	killed(tries_exec, (char[]){ "refuse" });
	killed(tries_fork, (char[]){ "refuse" });
	child_lives(tries_exec_memory, (char[]){ "refuse" });
	child_lives(tries_setuid, (char[]){ "refuse" });
	child_lives(tries_kill, (char[]){ "refuse" });
}

static void
loads(void *text)
{
	enter(text);
}

static void
test_setting(void **state)
{
	(void)state;
	child_dies(loads, (char[]){ "off" }, "must be refuse or kill");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_honest),
		cmocka_unit_test(test_kill),
		cmocka_unit_test(test_refuse),
		cmocka_unit_test(test_setting),
	};
	int fd = mkostemp(conf, O_CLOEXEC);

	if (fd < 0)
		return (1);
	close(fd);
	return (cmocka_run_group_tests(tests, NULL, teardown));
}
