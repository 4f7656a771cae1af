/*
 * Root's part of olvido-nginx: what it is given takes the place of what nginx
 * includes, or nothing changes.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "nginx.h"
#include "core/conf.h"
#include "core/log.h"
#include "core/str.h"

#define RELOAD_S	15	/* seconds for a new worker to be there */

int
write_all(int fd, const char *p, size_t n)
{
	ssize_t k;

	for (; n > 0; p += k, n -= (size_t)k)
		if ((k = write(fd, p, n)) < 0)
			return (75);
	return (0);
}

/* ---- reading ----------------------------------------------------------------- */

/* To the end; RC_LIMIT when it does not come to one. */
RC
read_all(int fd, struct buf *b)
{
	char part[65536];
	ssize_t n;

	while ((n = read(fd, part, sizeof(part))) != 0) {
		if (n < 0)
			return (RC_FAILED);
		if (b->n + (size_t)n > NGINXMAP_MAX)
			return (RC_LIMIT);
		buf_add(b, part, (size_t)n);
	}
	return (RC_OK);
}

RC
read_file(const char *path, struct buf *b)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	enum rc rc;

	if (fd < 0)
		return (errno == ENOENT ? RC_NOTFOUND : RC_FAILED);
	rc = read_all(fd, b);
	close(fd);
	return (rc);
}

RC
wait_child(pid_t pid)
{
	int status;

	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return (RC_FAILED);
	return (WEXITSTATUS(status) == 0 ? RC_OK
	    : WEXITSTATUS(status) == 75 ? RC_FAILED : RC_INVALID);
}

/* ---- installing ------------------------------------------------------------------ */

/* `nginx -t`: would it start with these files? */
static RC
nginx_test(struct arena *a)
{
	char *argv[] = { arena_strdup(a, conf_str("Nginx.Bin")),
		(char[]){ "-q" }, (char[]){ "-e" }, (char[]){ "stderr" },
		(char[]){ "-c" }, arena_strdup(a, conf_str("Nginx.Conf")),
		(char[]){ "-t" }, NULL };
	char *env[] = { (char[]){ "PATH=/usr/sbin:/usr/bin:/sbin:/bin" },
		NULL };
	pid_t pid = fork();

	if (pid == 0) {
		execve(argv[0], argv, env);
		_exit(127);
	}
	return (pid < 0 ? RC_FAILED : wait_child(pid));
}

/* ---- reloading ------------------------------------------------------------------- */

/* What a file of some bytes says. */
static const char *
said(struct arena *a, const char *path)
{
	struct buf b = BUF_INIT(a);

	return (read_file(path, &b) == RC_OK ? buf_cstr(&b) : "");
}

/* The running master, by the configuration's own line; 0: it does not run. */
static pid_t
master(struct arena *a)
{
	const char *conf = said(a, conf_str("Nginx.Conf"));
	const char *line = str_starts(conf, "pid ") ? conf
	    : strstr(conf, "\npid ");
	const char *path;
	uint64_t pid;

	if (line == NULL)
		return (0);
	line += strspn(line, "\n") + 4;
	path = arena_strndup(a, line, strcspn(line, ";\n"));
	if (str_u64(str_trim(a, said(a, str_trim(a, path))), &pid) != RC_OK ||
	    pid == 0 || pid > INT32_MAX || !str_eq(said(a, arena_printf(a,
	    "/proc/%d/comm", (int)pid)), "nginx\n"))
		return (0);
	return ((pid_t)pid);
}

/* " 17 18 ": its workers. */
static const char *
workers(struct arena *a, pid_t pid)
{
	return (arena_printf(a, " %s", said(a, arena_printf(a,
	    "/proc/%d/task/%d/children", (int)pid, (int)pid))));
}

static bool
any_new(struct arena *a, const char *before, const char *now)
{
	for (now += strspn(now, " "); *now != '\0'; now += strspn(now, " ")) {
		size_t n = strcspn(now, " ");

		if (strstr(before, arena_printf(a, " %.*s ", (int)n, now)) ==
		    NULL)
			return (true);
		now += n;
	}
	return (false);
}

/*
 * A master that takes its configuration starts new workers, and a tenth of a second
 * later tells the old ones to end; one that cannot goes on with the old ones and
 * says so in its log only.  RC_NOTFOUND: none runs.
 */
RC
nginx_reload(struct arena *a)
{
	struct timespec ts = { .tv_nsec = 50000000 };
	pid_t pid = master(a);
	const char *before;

	if (pid == 0)
		return (RC_NOTFOUND);
	before = workers(a, pid);
	if (kill(pid, SIGHUP) != 0)
		return (RC_NOTFOUND);
	for (int i = 0; i < RELOAD_S * 20; i++) {
		nanosleep(&ts, NULL);
		if (any_new(a, before, workers(a, pid))) {
			ts.tv_nsec = 200000000;
			nanosleep(&ts, NULL);
			return (RC_OK);
		}
	}
	return (RC_FAILED);
}

/* ---- installing ------------------------------------------------------------------ */

/* A new file of root's beside the old one, on the disk before it has the name. */
static RC
write_new(const char *path, const struct buf *b)
{
	int fd;
	bool good;

	unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
	    0644);
	if (fd < 0)
		return (RC_FAILED);
	good = write_all(fd, b->p, b->n) == 0 && fchmod(fd, 0644) == 0 &&
	    fsync(fd) == 0;
	return (close(fd) == 0 && good ? RC_OK : RC_FAILED);
}

/* One at a time: a timer's and one that somebody started. */
static RC
alone(struct arena *a, const char *path, int *fd_r)
{
	*fd_r = open(arena_printf(a, "%s.lock", path), O_RDWR | O_CREAT |
	    O_NOFOLLOW | O_CLOEXEC, 0600);
	return (*fd_r >= 0 && flock(*fd_r, LOCK_EX) == 0 ? RC_OK : RC_FAILED);
}

static void
take_back(const char *path, const char *old, const char *why)
{
	if ((old != NULL ? rename(old, path) : unlink(path)) != 0)
		log_warn("what was there could not be put back: see %s", path);
	log_warn("%s; the old lists stay", why);
}

static RC
put_in_place(struct arena *a, const char *path, const struct buf *b,
    bool was_there)
{
	const char *fresh = arena_printf(a, "%s.new", path);
	const char *old = arena_printf(a, "%s.old", path);
	enum rc rc;

	TRY(write_new(fresh, b));
	unlink(old);
	if (was_there && link(path, old) != 0)
		return (RC_FAILED);
	if (rename(fresh, path) != 0)
		return (RC_FAILED);
	if (nginx_test(a) != RC_OK) {
		take_back(path, was_there ? old : NULL, "nginx does not accept "
		    "its configuration with the new lists");
		return (RC_DENIED);
	}
	rc = nginx_reload(a);
	if (rc == RC_NOTFOUND)	/* it will read them when it starts */
		log_info("nginx does not run: not reloaded");
	if (rc != RC_FAILED)
		return (RC_OK);
	take_back(path, was_there ? old : NULL, "nginx did not reload: its "
	    "error log says why");
	return (RC_DENIED);
}

static RC
install_alone(struct arena *a, const char *path, const struct buf *b,
    bool *changed_r)
{
	struct buf had = BUF_INIT(a);
	enum rc rc = read_file(path, &had);

	if (rc != RC_NOTFOUND)
		TRY(rc);
	if (rc == RC_OK && had.n == b->n && memcmp(had.p, b->p, b->n) == 0)
		return (RC_OK);
	TRY(put_in_place(a, path, b, rc == RC_OK));
	*changed_r = true;
	return (RC_OK);
}

RC
install(struct arena *a, const struct buf *b, bool *changed_r)
{
	const char *path = conf_str("Nginx.Generated");
	unsigned line;
	enum rc rc;
	int fd;

	*changed_r = false;
	if (nginxmap_check(a, buf_bytes(b), &line) != RC_OK) {
		log_warn("SECURITY: line %u of the lists is none of ours; "
		    "nothing was installed", line);
		return (RC_DENIED);
	}
	rc = alone(a, path, &fd);
	if (rc == RC_OK)
		rc = install_alone(a, path, b, changed_r);
	if (fd >= 0)
		close(fd);
	return (rc);
}
