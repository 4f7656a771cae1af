/*
 * olvido-log: nginx's error log without people. nginx writes whole addresses,
 * queries and referrers of every failed request; this reads its syslog lines from
 * a unix socket, cuts them, and appends what is left to a file.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/log.h"
#include "core/str.h"

#define LINE	4096

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

/* The end of a quoted value that begins at s (behind the first quote). */
static const char *
quote_end(const char *s)
{
	const char *e = strchr(s, '"');

	return (e != NULL ? e : s + strlen(s));
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

/* "GET /t/TOKEN?x HTTP/1.1" to "GET /t": method and first piece of the path. */
static const char *
put_request(struct out *o, const char *s)
{
	const char *e = quote_end(s), *path = memchr(s, ' ', (size_t)(e - s));
	size_t n;

	if (path == NULL)
		return (e);
	path++;
	n = strcspn(path, "?\" ");
	if (n > 1)
		n = 1 + strcspn(path + 1, "/?\" ");
	put(o, s, (size_t)(path - s) + n);
	return (e);
}

static void
cut_line(const char *s, struct out *o)
{
	static const struct {
		const char *key;
		const char *(*cut)(struct out *, const char *);
	} cuts[] = {
		{ "client: ", put_client }, { "request: \"", put_request },
		{ "referrer: \"", NULL }, { "open() \"", NULL },
		{ "upstream: \"", NULL }, { "subrequest: \"", NULL },
		{ "while logging to ", NULL }, { "\"GET ", NULL },
		{ "from client: ", put_client },
	};
	bool hit;

	o->n = 0;
	while (*s != '\0' && o->n < LINE - 1) {
		hit = false;
		for (size_t i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
			if (!str_starts(s, cuts[i].key))
				continue;
			put(o, s, strlen(cuts[i].key));
			s += strlen(cuts[i].key);
			s = cuts[i].cut != NULL ? cuts[i].cut(o, s)
			    : quote_end(s);
			hit = true;
			break;
		}
		if (!hit)
			put(o, (unsigned char)*s < 0x20 ? " " : s, 1), s++;
	}
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
	if (bind(in, (struct sockaddr *)&sa, sizeof(sa)) != 0 ||
	    chmod(path, 0666) != 0)
		die("cannot listen on %s", path);
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
		    "referrers, appends to FILE.\n");
		return (argc == 2 && str_eq(argv[1], "--help") ? 0 : 64);
	}
	return (serve(argv[1], argv[2]));
}
