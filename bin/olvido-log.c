/*
 * olvido-log: nginx's error log without people. nginx writes whole addresses,
 * queries and referrers of every failed request; this reads its syslog lines from
 * a unix socket, cuts them, and appends what is left to a file.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/drop.h"
#include "core/log.h"
#include "core/str.h"

#define LINE	4096
#define CLIENT	", client: "
#define WRITERS	"www-data"	/* nginx's user; its group may write */

struct out {
	char	p[LINE];
	size_t	n;
};

static void
put(struct out *o, const char *s, size_t n)
{
	if (n > sizeof(o->p) - 1 - o->n)
		n = sizeof(o->p) - 1 - o->n;
	memcpy(o->p + o->n, s, n);
	o->n += n;
	o->p[o->n] = '\0';
}

/* "192.0.2.7" to "192.0.2.0", "2001:db8:1::7" to "2001:db8:1::" */
static const char *
put_client(struct out *o, const char *s)
{
	size_t n = strspn(s, "0123456789abcdefABCDEF:."), keep = 0;
	int colons = 0;

	if (memchr(s, ':', n) == NULL) {
		for (size_t i = 0; i < n; i++)
			if (s[i] == '.')
				keep = i + 1;
		put(o, s, keep);
		put(o, "0", 1);
		return (s + n);
	}
	for (; keep < n && colons < 3; keep++)
		colons += s[keep] == ':';
	put(o, s, keep);
	put(o, ":", 1);
	return (s + n);
}

/* First pieces of paths that are words of ours; others may be people's. */
static bool
our_word(const char *s, size_t n)
{
	static const char *const words[] = { "", "account", "api", "ask", "code",
		"confirm",
		"enter", "factor", "forgot", "language", "login",
		"logout", "panel", "register", "reset", "static", "t",
		"ticket", "tickets", NULL };

	for (int i = 0; words[i] != NULL; i++)
		if (strlen(words[i]) == n && memcmp(words[i], s, n) == 0)
			return (true);
	return (false);
}

/* "GET /t/TOKEN?x HTTP/1.1" to "GET /t": method and first piece of the path. */
static void
put_request(struct out *o, const char *s)
{
	size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	const char *path = s + n + 2;

	if (n == 0 || n > 10 || s[n] != ' ' || s[n + 1] != '/') {
		put(o, "-", 1);
		return;
	}
	put(o, s, n + 2);
	n = strcspn(path, "/?\" ");
	if (our_word(path, n))
		put(o, path, n);
	else
		put(o, "-", 1);
}

/* An address that stands in a message, with nothing said before it. */
static const char *
put_word(struct out *o, const char *s, const char *end)
{
	size_t n = strspn(s, "0123456789abcdefABCDEF:."), colons = 0, dots = 0;

	if (n > (size_t)(end - s))
		n = (size_t)(end - s);
	for (size_t i = 0; i < n; i++) {
		colons += s[i] == ':';
		dots += s[i] == '.';
	}
	if (dots == 3 || colons > 1)
		return (put_client(o, s));
	if (n == 0)
		n = 1;
	put(o, s, n);
	return (s + n);
}

/* " (2: No such file or directory)" of the message's end, by its number alone. */
static void
put_errno(struct out *o, const char *s, const char *end)
{
	const char *p = NULL, *text, *n;
	int e = 0;

	for (; (n = memmem(s, (size_t)(end - s), " (", 2)) != NULL; s = n + 2)
		p = n + 2;
	if (p == NULL)
		return;
	for (n = p; n < end && n - p < 4 && *n >= '0' && *n <= '9'; n++)
		e = e * 10 + (*n - '0');
	text = strerrordesc_np(e);
	if (n == p || n == end || *n != ':' || text == NULL)
		return;
	put(o, " (", 2);
	put(o, p, (size_t)(n + 1 - p));
	put(o, " ", 1);
	put(o, text, strlen(text));
	put(o, ")", 1);
}

/*
 * The message: what stands behind its first quote came from somebody. Where it
 * ends cannot be told, for a name may have quotes, and nginx cuts long lines.
 */
static void
put_message(struct out *o, const char *s, const char *end)
{
	while (s < end && *s != '"') {
		if ((unsigned char)*s < 0x20) {
			put(o, " ", 1);
			s++;
		} else
			s = put_word(o, s, end);
	}
	if (s >= end)
		return;
	put(o, "\"\"", 2);
	put_errno(o, s, end);
}

/* Date, level and numbers: up to "[error] 7#7: *5 ", as nginx wrote them. */
static const char *
head_end(const char *line)
{
	const char *s = strstr(line, "] "), *p;

	if (s == NULL)
		return (line);
	s += 2;
	p = s + strspn(s, "0123456789#");
	if (p == s || p[0] != ':' || p[1] != ' ')
		return (line);
	p += 2;
	if (*p == '*')
		p += 1 + strspn(p + 1, "0123456789") + 1;
	return (strlen(line) < (size_t)(p - line) ? line : p);
}

/*
 * Only what is known to be nobody's is kept: head, message, client, request.
 * The words ", client: " can also stand in a path, before nginx's own, or in a
 * referrer, behind them: where there are two, it cannot be told who it was.
 */
static void
cut_line(const char *s, struct out *o)
{
	const char *message = head_end(s), *client, *request;

	o->n = 0;
	put(o, s, (size_t)(message - s));
	client = strstr(message, CLIENT);
	if (client == NULL) {
		put_message(o, message, message + strlen(message));
		return;
	}
	put_message(o, message, client);
	put(o, CLIENT, sizeof(CLIENT) - 1);
	client += sizeof(CLIENT) - 1;
	if (strstr(client, CLIENT) != NULL) {
		put(o, "-", 1);
		return;
	}
	put_client(o, client);
	request = strstr(client, ", request: \"");
	if (request == NULL)
		return;
	put(o, ", request: \"", 12);
	put_request(o, request + 12);
	put(o, "\"", 1);
}

static void
write_line(int fd, char *line)
{
	struct out o;
	size_t n = strlen(line);

	while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
		line[--n] = '\0';
	cut_line(line, &o);
	o.p[o.n < LINE - 1 ? o.n : LINE - 2] = '\n';
	if (write(fd, o.p, o.n < LINE - 1 ? o.n + 1 : LINE - 1) < 0)
		log_warn("the log cannot be written (errno %d)", errno);
}

/* Only nginx may write: root and its workers' group. */
static void
only_writers(const char *path)
{
	struct group *g = geteuid() == 0 ? getgrnam(WRITERS) : NULL;

	if (geteuid() == 0 && g == NULL)
		die("there is no group " WRITERS "; run bin/setup");
	if ((g != NULL && chown(path, 0, g->gr_gid) != 0) ||
	    chmod(path, 0660) != 0)
		die("cannot give %s to its writers", path);
}

static int
serve(const char *path, const char *file)
{
	struct sockaddr_un sa = { .sun_family = AF_UNIX };
	int in = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int out = open(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
	char line[LINE];
	ssize_t n;

	if (strlen(path) >= sizeof(sa.sun_path) || in < 0 || out < 0)
		die("cannot open %s or %s", path, file);
	memcpy(sa.sun_path, path, strlen(path) + 1);
	unlink(path);
	umask(0117);
	if (bind(in, (struct sockaddr *)&sa, sizeof(sa)) != 0)
		die("cannot listen on %s", path);
	only_writers(path);
	drop_rights("olvido-log");
	while ((n = recv(in, line, sizeof(line) - 1, 0)) >= 0 ||
	    errno == EINTR) {
		if (n <= 0)
			continue;
		line[n] = '\0';
		write_line(out, line);
	}
	return (1);
}

int
main(int argc, char **argv)
{
	char line[LINE];

	log_open("olvido-log");
	if (argc == 2 && str_eq(argv[1], "--filter")) {
		while (fgets(line, sizeof(line), stdin) != NULL)
			write_line(STDOUT_FILENO, line);
		return (0);
	}
	if (argc != 3 || argv[1][0] == '-') {
		fprintf(argc == 2 && str_eq(argv[1], "--help") ? stdout
		    : stderr, "usage: olvido-log SOCKET FILE\n"
		    "       olvido-log --filter < lines > lines\n"
		    "Reads nginx's syslog lines, cuts addresses, queries and "
		    "referrers, appends to FILE.\n"
		    "Root and the group " WRITERS " may write to SOCKET; it "
		    "runs as olvido-log.\n");
		return (argc == 2 && str_eq(argv[1], "--help") ? 0 : 64);
	}
	return (serve(argv[1], argv[2]));
}
