/*
 * Delivers mails over LMTP as an MTA does: N connections, each sends the next
 * mail when the last was answered; only "250 after DATA" counts, and anything
 * else ends the run.  Every second mail has an HTML part as well.
 * usage: lmtp_load SOCKET CONNECTIONS SECONDS RECIPIENT SEED
 * prints: mails seconds
 */
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/log.h"
#include "core/time.h"
#include "words.h"

struct lmtp_client {
	int			 fd;
	char			 in[4096];
	size_t			 nin;
	uint64_t		 seed;
	struct arena		*a;
	const struct bench_words *w;
	const char		*to;
	unsigned		 number, sent;
};

static void
client_open(struct lmtp_client *c, const char *path)
{
	struct sockaddr_un sa = { .sun_family = AF_UNIX };

	if (strlen(path) >= sizeof(sa.sun_path))
		die("socket %s: the path is too long", path);
	memcpy(sa.sun_path, path, strlen(path) + 1);
	c->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (c->fd < 0 || connect(c->fd, (struct sockaddr *)&sa,
	    sizeof(sa)) != 0)
		die("cannot connect to %s", path);
}

static void
put(struct lmtp_client *c, const char *s, size_t n)
{
	ssize_t put;

	for (; n > 0; s += put, n -= (size_t)put)
		if ((put = write(c->fd, s, n)) <= 0)
			die("the server closed the connection");
}

/* One reply, all its lines; it must begin with that code. */
static void
expect(struct lmtp_client *c, const char *code)
{
	char *end;
	ssize_t n;
	bool last;

	for (;;) {
		while ((end = memmem(c->in, c->nin, "\r\n", 2)) == NULL) {
			n = read(c->fd, c->in + c->nin,
			    sizeof(c->in) - c->nin);
			if (n <= 0)
				die("the server closed the connection");
			c->nin += (size_t)n;
		}
		if (strncmp(c->in, code, 3) != 0)
			die("wanted %s, got: %.*s", code, (int)(end - c->in),
			    c->in);
		last = c->in[3] != '-';
		n = end + 2 - c->in;
		memmove(c->in, c->in + n, c->nin - (size_t)n);
		c->nin -= (size_t)n;
		if (last)
			return;
	}
}

static void
part(struct buf *b, const char *type, const char *text, bool html)
{
	buf_printf(b, "Content-Type: text/%s; charset=utf-8\r\n\r\n", type);
	if (html)
		buf_str(b, "<html><body style=\"font-family:sans-serif\"><p>");
	for (; *text != '\0'; text++)
		if (*text == '\n')
			buf_str(b, html ? "</p>\r\n<p>" : "\r\n");
		else
			buf_chr(b, *text);
	buf_str(b, html ? "</p><table><tr><td>1</td></tr></table></body>"
	    "</html>\r\n" : "\r\n");
}

static struct bytes
mail_make(struct lmtp_client *c)
{
	struct buf b = BUF_INIT(c->a);
	unsigned who = bench_below(&c->seed, 2000);
	const char *text = bench_text(c->w, c->a, &c->seed,
	    30 + bench_below(&c->seed, 60), NULL);

	buf_printf(&b, "Received: from mx.example by mail.example; %s\r\n"
	    "From: %s %s <writer%u@mail.example>\r\nTo: <%s>\r\n"
	    "Subject: %s\r\nDate: %s\r\nMessage-ID: <%llx.%u.%u@example>\r\n"
	    "MIME-Version: 1.0\r\n", time_rfc5322(c->a, now_s()),
	    c->w->v[who % 500], c->w->v[who % 700 + 90], who, c->to,
	    bench_text(c->w, c->a, &c->seed, 5, NULL),
	    time_rfc5322(c->a, now_s()),
	    (unsigned long long)bench_next(&c->seed), c->number, c->sent);
	if (c->sent % 2 == 0) {
		part(&b, "plain", text, false);
	} else {
		buf_str(&b, "Content-Type: multipart/alternative;"
		    " boundary=\"=_part\"\r\n\r\n--=_part\r\n");
		part(&b, "plain", text, false);
		buf_str(&b, "--=_part\r\n");
		part(&b, "html", text, true);
		buf_str(&b, "--=_part--\r\n");
	}
	buf_str(&b, ".\r\n");
	return (buf_bytes(&b));
}

static void
deliver(struct lmtp_client *c)
{
	struct bytes mail = mail_make(c);
	const char *envelope = arena_printf(c->a, "MAIL FROM:"
	    "<writer%u@mail.example> SIZE=%zu\r\nRCPT TO:<%s>\r\nDATA\r\n",
	    c->sent % 2000, mail.n, c->to);

	put(c, envelope, strlen(envelope));
	expect(c, "250");
	expect(c, "250");
	expect(c, "354");
	put(c, (const char *)mail.p, mail.n);
	expect(c, "250");
	c->sent++;
	arena_reset(c->a);
}

static void
child(struct lmtp_client *c, const char *path, int64_t until, int out)
{
	client_open(c, path);
	expect(c, "220");
	put(c, "LHLO bench\r\n", 12);
	expect(c, "250");
	while (mono_us() < until)
		deliver(c);
	put(c, "QUIT\r\n", 6);
	if (write(out, &c->sent, sizeof(c->sent)) != sizeof(c->sent))
		_exit(1);
	_exit(0);
}

int
main(int argc, char **argv)
{
	struct arena *boot = arena_boot();
	struct lmtp_client c = { .w = bench_words_make(boot) };
	int64_t begin, until;
	int p[2], status, bad = 0;
	unsigned n, sent, total = 0;

	log_open("lmtp_load");
	if (argc != 6 || pipe(p) != 0)
		die("usage: lmtp_load SOCKET CONNECTIONS SECONDS RECIPIENT SEED");
	n = (unsigned)strtoul(argv[2], NULL, 10);
	c.to = argv[4];
	begin = mono_us();
	until = begin + strtol(argv[3], NULL, 10) * 1000000L;
	for (c.number = 0; c.number < n; c.number++)
		if (fork() == 0) {
			c.a = arena_new(1U << 20);
			c.seed = strtoul(argv[5], NULL, 10) * 1000 + c.number;
			child(&c, argv[1], until, p[1]);
		}
	close(p[1]);
	while (wait(&status) > 0)
		bad += status != 0;
	while (read(p[0], &sent, sizeof(sent)) == sizeof(sent))
		total += sent;
	printf("%u %.3f\n", total, (double)(mono_us() - begin) / 1e6);
	return (bad != 0);
}
