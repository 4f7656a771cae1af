/*
 * --json at every command (cli.h): the command runs in a child, whatever becomes of
 * it; what it printed and how it ended becomes one document.
 */
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <signal.h>
#include <unistd.h>

#include "cli.h"
#include "core/buf.h"
#include "core/json.h"
#include "core/log.h"
#include "core/str.h"
#include "core/utf8.h"

#define OURS	"olvido: "	/* begins a line for people, not the log's */

static const char *
text_of(struct arena *a, int fd)
{
	struct stat sb;
	char *p;

	if (fstat(fd, &sb) != 0)
		return ("");
	p = arena_alloc(a, (size_t)sb.st_size + 1);
	if (pread(fd, p, (size_t)sb.st_size, 0) != sb.st_size)
		return ("");
	p[sb.st_size] = '\0';
	return (utf8_valid(p, (size_t)sb.st_size) ? p : utf8_clean(a, p,
	    (size_t)sb.st_size, false));
}

static void
lines(struct arena *a, struct buf *b, const char *text)
{
	size_t n;

	buf_str(b, "\"lines\":[");
	for (bool first = true; *text != '\0'; first = false) {
		n = strcspn(text, "\n");
		if (!first)
			buf_chr(b, ',');
		json_str(b, arena_strndup(a, text, n));
		text += n + (text[n] == '\n');
	}
	buf_chr(b, ']');
}

/* The first thing it said to people, else the last line of all. */
static const char *
fault(struct arena *a, const char *err)
{
	const char *line, *found = NULL;
	size_t n;

	for (line = err; *line != '\0'; line += n + (line[n] == '\n')) {
		n = strcspn(line, "\n");
		if (n == 0)
			continue;
		if (str_starts(line, OURS))
			return (arena_strndup(a, line + strlen(OURS),
			    n - strlen(OURS)));
		found = arena_strndup(a, line, n);
	}
	if (found == NULL)
		return ("it did not reach its end");
	/* A line of the log: behind its time and place. */
	line = strstr(found, " - ");
	return (line != NULL ? line + 3 : found);
}

static const char *
what_to_do(struct arena *a, const struct command *k, int code)
{
	if (code == 75)
		return ("see what the error output says, then run it again");
	return (arena_printf(a, "see 'olvido %s%s--help'%s", k == NULL ? ""
	    : k->name, k == NULL ? "" : " ", code == 64 ? "" : " and what "
	    "the error output says"));
}

/* To its end, by what it begins with. */
static bool
whole(const char *out)
{
	size_t n = strlen(out);

	while (n > 0 && out[n - 1] == '\n')
		n--;
	return (n > 1 && ((out[0] == '{' && out[n - 1] == '}') ||
	    (out[0] == '[' && out[n - 1] == ']')));
}

/* A document of its own may say that something is wrong: the doctor's. */
static void
document(struct arena *a, struct buf *b, const struct command *k, bool own,
    int code, const char *out, const char *err)
{
	if (own && whole(out)) {
		buf_str(b, out);
		return;
	}
	buf_str(b, "{\"command\":");
	json_str(b, k == NULL ? NULL : k->name);
	if (code != 0) {
		buf_str(b, ",\"error\":");
		json_str(b, code == 64 ? "wrong use" : fault(a, err));
		buf_str(b, ",\"do\":");
		json_str(b, what_to_do(a, k, code));
	}
	buf_printf(b, ",\"exit\":%d,", code);
	lines(a, b, out);
	buf_str(b, "}\n");
}

static int
ended(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		continue;
	return (WIFEXITED(status) ? WEXITSTATUS(status) : 75);
}

void
cli_json(const struct command *k, bool own)
{
	int out = memfd_create("out", MFD_CLOEXEC);
	int err = memfd_create("err", MFD_CLOEXEC), code;
	struct arena *a;
	struct buf b;
	const char *said;
	pid_t pid;

	if (out < 0 || err < 0 || (pid = fork()) < 0)
		die("no process for it");
	if (pid == 0) {
		(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
		if (dup2(out, STDOUT_FILENO) < 0 || dup2(err, STDERR_FILENO) <
		    0)
			_exit(75);
		return;
	}
	code = ended(pid);
	a = arena_new((size_t)1 << 30);
	b = (struct buf)BUF_INIT(a);
	said = text_of(a, err);
	fputs(said, stderr);
	document(a, &b, k, own, code, text_of(a, out), said);
	fputs(buf_cstr(&b), stdout);
	if (fflush(stdout) != 0)
		code = 75;
	_exit(code);
}
