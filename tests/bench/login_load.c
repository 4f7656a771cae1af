/*
 * login_load: asks a program by FastCGI as nginx does, each time from another
 * network.  Prints one line.
 *
 *   login_load flood SOCKET HOST SECONDS PROCESSES
 *     wrong passwords of names that nobody has, each process a fiftieth of a
 *     second after its last answer; prints: tried busy others
 *   login_load pair SOCKET HOST N < lines "known" (addresses, up to N)
 *     wrong passwords of a known and an unknown name in turn; prints the
 *     medians in microseconds: known unknown
 *   login_load cookie SOCKET HOST N PATH COOKIE
 *     PATH without and with that Cookie in turn; prints: without with
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/log.h"
#include "core/rand.h"
#include "core/str.h"
#include "core/time.h"

#define PAUSE_US	20000

static struct sockaddr_un where = { .sun_family = AF_UNIX };
static const char *host;

static void
record(struct buf *b, int type, const void *p, size_t n)
{
	const uint8_t head[8] = { 1, (uint8_t)type, 0, 1, (uint8_t)(n >> 8),
		(uint8_t)n, 0, 0 };

	buf_add(b, head, sizeof(head));
	buf_add(b, p, n);
}

static void
pair(struct buf *b, const char *name, const char *value)
{
	size_t n = strlen(name), m = strlen(value);
	const uint8_t big[4] = { (uint8_t)(m >> 24 | 0x80),
		(uint8_t)(m >> 16), (uint8_t)(m >> 8), (uint8_t)m };

	buf_chr(b, (char)n);
	if (m < 128)
		buf_chr(b, (char)m);
	else
		buf_add(b, big, sizeof(big));
	buf_add(b, name, n);
	buf_add(b, value, m);
}

static const char *
some_address(struct arena *a)
{
	uint8_t r[4];

	rand_bytes(r, sizeof(r));
	return (arena_printf(a, "10.%u.%u.%u", r[0], r[1], r[2]));
}

/* The answer, NUL-terminated, without its record heads. */
static const char *
ask(struct arena *a, const char *path, const char *cookie, const char *body)
{
	static const uint8_t begin[8] = { 0, 1 };
	struct buf params = BUF_INIT(a), out = BUF_INIT(a), in = BUF_INIT(a);
	struct buf text = BUF_INIT(a);
	const uint8_t *r;
	size_t len;
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	char chunk[65536];
	ssize_t n;

	pair(&params, "REQUEST_METHOD", body != NULL ? "POST" : "GET");
	pair(&params, "PATH_INFO", path);
	pair(&params, "QUERY_STRING", "");
	pair(&params, "OLVIDO_HOST", host);
	pair(&params, "OLVIDO_ADDR", some_address(a));
	pair(&params, "HTTP_COOKIE", cookie);
	pair(&params, "CONTENT_TYPE", "application/x-www-form-urlencoded");
	pair(&params, "CONTENT_LENGTH", arena_printf(a, "%zu",
	    body != NULL ? strlen(body) : 0));
	record(&out, 1, begin, sizeof(begin));
	record(&out, 4, params.p, params.n);
	record(&out, 4, "", 0);
	if (body != NULL)
		record(&out, 5, body, strlen(body));
	record(&out, 5, "", 0);
	if (fd < 0 || connect(fd, (struct sockaddr *)&where, sizeof(where)) !=
	    0 || write(fd, out.p, out.n) != (ssize_t)out.n)
		die("the program does not answer");
	while ((n = read(fd, chunk, sizeof(chunk))) > 0)
		buf_add(&in, chunk, (size_t)n);
	close(fd);
	for (size_t at = 0; at + 8 <= in.n; at += 8 + len + r[6]) {
		r = (const uint8_t *)in.p + at;
		len = (size_t)r[4] << 8 | r[5];
		if (r[1] == 6 && at + 8 + len <= in.n)
			buf_add(&text, r + 8, len);
	}
	if (text.n == 0)
		die("no answer");
	return (buf_cstr(&text));
}

static int
number(const char *s)
{
	int v = 0;

	for (; *s >= '0' && *s <= '9' && v < 1000000; s++)
		v = v * 10 + *s - '0';
	return (v);
}

static int
status_of(const char *answer)
{
	return (str_starts(answer, "Status: ") ? number(answer + 8) : 0);
}

static const char *
token(struct arena *a)
{
	const char *s = strstr(ask(a, "/panel/login", "", NULL),
	    "name=\"csrf\" value=\"");

	if (s == NULL)
		die("no form to sign in with");
	s += 19;
	return (arena_strndup(a, s, strcspn(s, "\"")));
}

static int
guess(struct arena *a, const char *csrf, const char *email)
{
	return (status_of(ask(a, "/panel/login", "", arena_printf(a,
	    "csrf=%s&email=%s&password=a+wrong+password+of+his", csrf,
	    email))));
}

static const char *
nobody(struct arena *a)
{
	uint8_t r[8];

	rand_bytes(r, sizeof(r));
	return (arena_printf(a, "n%s@flood.example", hex_encode(a, r,
	    sizeof(r))));
}

static void
flood(int seconds, int processes)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 26);
	int64_t until = mono_us() + seconds * 1000000LL;
	unsigned n[3] = { 0 }, all[3] = { 0 };
	const char *csrf = token(a);
	int p[2], status;

	if (pipe(p) != 0)
		die("pipe");
	for (int i = 0; i < processes; i++) {
		if (fork() != 0)
			continue;
		struct arena *own = arena_new(1U << 26);

		while (mono_us() < until) {
			status = guess(own, csrf, nobody(own));
			n[status == 422 ? 0 : status == 503 ? 1 : 2]++;
			arena_reset(own);
			usleep(PAUSE_US);
		}
		_exit(write(p[1], n, sizeof(n)) != sizeof(n));
	}
	for (int i = 0; i < processes; i++)
		if (read(p[0], n, sizeof(n)) == sizeof(n))
			for (int k = 0; k < 3; k++)
				all[k] += n[k];
	while (wait(NULL) > 0)
		;
	printf("%u %u %u\n", all[0], all[1], all[2]);
}

static int
compare(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

	return (a < b ? -1 : a > b);
}

static long long
median(int64_t *v, size_t n)
{
	qsort(v, n, sizeof(*v), compare);
	return ((long long)v[n / 2]);
}

static void
pairs(size_t n, const char *path, const char *cookie)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 28);
	struct arena *own = arena_new(1U << 26);
	int64_t *t[2] = { arena_array(a, n, 8), arena_array(a, n, 8) }, at;
	const char *csrf = path == NULL ? token(a) : "";
	char line[300];
	int status;

	for (size_t i = 0; i < n; i++) {
		if (path == NULL && fgets(line, sizeof(line), stdin) == NULL)
			die("not enough names");
		line[path == NULL ? strcspn(line, "\n") : 0] = '\0';
		for (size_t k = 0; k < 2; k++) {
			/* Which is first changes each time. */
			size_t which = (k + i) % 2;

			at = mono_us();
			status = path == NULL ? guess(own, csrf, which == 0 ?
			    line : nobody(own)) : status_of(ask(own, path,
			    which == 0 ? "" : cookie, NULL));
			t[which][i] = mono_us() - at;
			if (status != (path == NULL ? 422 : 200))
				die("answered %d", status);
			arena_reset(own);
		}
	}
	printf("%lld %lld\n", median(t[0], n), median(t[1], n));
	arena_free(&own);
}

int
main(int argc, char **argv)
{
	log_open("login_load");
	if (argc < 5 || strlen(argv[2]) >= sizeof(where.sun_path))
		die("see the head of login_load.c");
	memcpy(where.sun_path, argv[2], strlen(argv[2]) + 1);
	host = argv[3];
	if (str_eq(argv[1], "flood") && argc == 6)
		flood(number(argv[4]), number(argv[5]));
	else if (str_eq(argv[1], "pair"))
		pairs((size_t)number(argv[4]), NULL, NULL);
	else if (str_eq(argv[1], "cookie") && argc == 7)
		pairs((size_t)number(argv[4]), argv[5], argv[6]);
	else
		die("see the head of login_load.c");
	return (0);
}
