/* Running MariaDB's client programs (client.h). */
#include "privacy/client.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/conf.h"

RC
client_start(const char *const *argv, int in, int out, pid_t *pid_r)
{
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid < 0)
		return (RC_FAILED);
	if (pid == 0) {
		/* One that loads must not go on beside the next restore. */
		if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() == 1)
			_exit(127);
		if ((in >= 0 && dup2(in, 0) < 0) || (out >= 0 && dup2(out, 1) <
		    0))
			_exit(127);
		execvp(argv[0], (char *const *)(uintptr_t)argv);
		fprintf(stderr, "olvido: %s cannot be started; is "
		    "mariadb-client installed?\n", argv[0]);
		_exit(127);
	}
	*pid_r = pid;
	return (RC_OK);
}

RC
client_ended(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return (RC_FAILED);
	return (WIFEXITED(status) && WEXITSTATUS(status) == 0 ? RC_OK
	    : RC_FAILED);
}

RC
client_read(const char *const *argv, enum rc (*take)(void *, int in),
    void *arg, const char **why_r)
{
	int p[2];
	pid_t pid;
	enum rc rc, end;

	if (pipe2(p, O_CLOEXEC) != 0)
		return (RC_FAILED);
	rc = client_start(argv, -1, p[1], &pid);
	close(p[1]);
	if (rc == RC_OK) {
		rc = take(arg, p[0]);
		close(p[0]);		/* it ends when nobody reads */
		end = client_ended(pid);
		if (rc == RC_OK && end != RC_OK)
			*why_r = arena_printf(arena_boot(), "%s failed",
			    argv[0]);
		return (rc == RC_OK ? end : rc);
	}
	close(p[0]);
	return (rc);
}

const char *
client_socket(struct arena *a)
{
	return (arena_printf(a, "--socket=%s", conf_str("Db.Socket")));
}

RC
client_knows(void)
{
	static const char *const argv[] = { "mariadb", "--no-defaults",
		"--sandbox", "--version", NULL };
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	pid_t pid;
	enum rc rc;

	if (null < 0)
		return (RC_FAILED);
	rc = client_start(argv, -1, null, &pid);
	close(null);
	TRY(rc);
	return (client_ended(pid) == RC_OK ? RC_OK : RC_DENIED);
}
