/*
 * Domains and nginx by the clock (cron.h).  Only root may reload nginx, and only
 * who has no keys may ask strangers: a process that was left behind before this
 * one gave up root runs olvido-nginx for it, and this one can open no connection
 * to anywhere.
 */
#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/log.h"
#include "cron.h"
#include "model/account/domain.h"

static int helper = -1;

/* ---- the helper: root, no keys, two words ---------------------------------------- */

static ino_t
generated(void)
{
	struct stat st;

	return (stat(conf_str("Nginx.Generated"), &st) == 0 ? st.st_ino : 0);
}

/* The exit code of olvido-nginx. */
static uint8_t
run(const char *conf, const char *word)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 16);
	char *argv[] = { path, (char[]){ "--conf" },
		arena_strdup(arena_boot(), conf),
		arena_strdup(arena_boot(), word), NULL };
	int status, null;
	pid_t pid;

	for (; n > 0 && path[n - 1] != '/'; n--)
		;
	if (n <= 0)
		return (1);
	memcpy(path + n, "olvido-nginx", sizeof("olvido-nginx"));
	pid = fork();
	if (pid == 0) {
		null = open("/dev/null", O_WRONLY | O_CLOEXEC);
		if (null >= 0)
			dup2(null, 1);
		execv(path, argv);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return (75);
	return ((uint8_t)WEXITSTATUS(status));
}

static void
serve(int fd, const char *conf)
{
	uint8_t answer[2];
	char word;
	ino_t before;

	while (read(fd, &word, 1) == 1) {
		before = generated();
		answer[0] = run(conf, word == 'l' ? "look" : "sync");
		answer[1] = generated() != before;
		if (write(fd, answer, sizeof(answer)) != sizeof(answer))
			break;
	}
	_exit(0);
}

void
cron_helper(const char *conf)
{
	int pair[2];
	pid_t pid;

	if (geteuid() != 0)
		return;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0 ||
	    (pid = fork()) < 0)
		die("no process that reloads nginx");
	if (pid == 0) {
		close(pair[1]);
		serve(pair[0], conf);
	}
	close(pair[0]);
	helper = pair[1];
}

void
cron_stay_home(void)
{
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);

	if (ctx == NULL || seccomp_rule_add(ctx,
	    SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1,
	    SCMP_A0(SCMP_CMP_NE, AF_UNIX)) != 0 || seccomp_load(ctx) != 0)
		die("the network could not be closed to this process");
	seccomp_release(ctx);
}

/* ---- the actions ----------------------------------------------------------------- */

static RC
ask(char word, bool *changed_r)
{
	uint8_t answer[2] = { 75, 0 };
	ssize_t n;

	if (write(helper, &word, 1) != 1)
		return (RC_FAILED);
	do
		n = read(helper, answer, sizeof(answer));
	while (n < 0 && errno == EINTR);
	if (n != sizeof(answer))
		return (RC_FAILED);
	*changed_r = answer[1] != 0;
	return (answer[0] == 0 ? RC_OK : answer[0] == 75 ? RC_FAILED
	    : RC_DENIED);
}

RC
cron_domains(struct cron *c)
{
	enum account_state state;
	struct domain_accounts l;
	struct tenant *t;
	unsigned n;
	enum rc rc;

	if (c->settled)
		return (RC_OK);		/* by "nginx" just now */
	TRY(domain_unsettled(c->db, c->a, &l));
	for (size_t i = 0; i < l.n && !cron_stopped(); i++) {
		rc = account_by_id(c->db, c->v, c->a, l.v[i], &t, &state);
		if (rc == RC_NOTFOUND)
			continue;	/* terminated or later */
		TRY(rc);
		TRY(domain_settle(t, c->a, c->dry_run, &n));
		if (n > 0)
			cron_say(c, "account %llu: %u domains",
			    (unsigned long long)l.v[i].v, n);
	}
	c->settled = !cron_stopped();
	return (RC_OK);
}

RC
cron_nginx(struct cron *c)
{
	bool changed = false;
	enum rc looked;

	if (helper < 0) {
		log_warn("nginx: only root can reload it; start olvido-cron as "
		    "root, or run 'olvido nginx sync' apart");
		return (RC_DENIED);
	}
	if (c->dry_run)
		return (cron_domains(c));
	/* What could not be asked today is asked next time. */
	looked = ask('l', &changed);
	TRY(cron_domains(c));
	TRY(ask('s', &changed));
	if (changed)
		cron_say(c, "lists or domains changed, reloaded");
	return (looked == RC_FAILED ? RC_OK : looked);
}
