/* The LMTP server over a socket pair, and its content reader byte by byte. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sys/socket.h>
#include <sys/wait.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "core/str.h"
#include "mail/lmtp.h"
#include "mail/lmtp_in.h"

#define MAX	100000

static struct arena *a;
static volatile int stop;

static enum rc
recipient(void *arg, struct arena *w, const char *address)
{
	(void)arg;
	(void)arena_alloc(w, 1000);
	if (str_starts(address, "no"))
		return (RC_NOTFOUND);
	return (str_starts(address, "down") ? RC_FAILED : RC_OK);
}

/* Reports to the descriptor *arg what was delivered. */
static enum rc
deliver(void *arg, struct arena *w, const char *sender, const char *rcpt,
    struct bytes raw)
{
	const char *s = arena_printf(w, "[%s>%s:%.*s]", sender, rcpt,
	    raw.n > 200 ? 0 : (int)raw.n, (const char *)raw.p);

	if (write(*(int *)arg, s, strlen(s)) < 0)
		return (RC_FAILED);
	if (str_starts(rcpt, "bad"))
		return (RC_INVALID);
	if (str_starts(rcpt, "retry"))
		return (RC_RETRY);
	return (str_starts(rcpt, "full") ? RC_LIMIT : RC_OK);
}

/* Reads until the other end closes. */
static const char *
read_all(int fd)
{
	struct buf b = BUF_INIT(a);
	char s[4096];
	ssize_t n;

	while ((n = read(fd, s, sizeof(s))) > 0)
		buf_add(&b, s, (size_t)n);
	close(fd);
	return (buf_cstr(&b));
}

struct talk {
	int	fd;		/* the client's end */
	int	report;
	pid_t	pid;
};

static struct talk
start(void)
{
	struct talk t;
	int s[2], r[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, s), 0);
	assert_int_equal(pipe(r), 0);
	t.pid = fork();
	if (t.pid == 0) {
		const struct lmtp_calls c = { recipient, deliver, &r[1], MAX };

		close(s[0]);
		close(r[0]);
		lmtp_serve(s[1], &c, &stop);
		_exit(0);
	}
	close(s[1]);
	close(r[1]);
	t.fd = s[0];
	t.report = r[0];
	return (t);
}

/* Writes and reads at once: both sides' buffers are small. */
static const char *
exchange(struct talk *t, const char *in, size_t n)
{
	struct buf b = BUF_INIT(a);
	size_t at = 0;
	char s[4096];

	for (;;) {
		struct pollfd p = { .fd = t->fd, .events = (short)(POLLIN |
		    (at < n ? POLLOUT : 0)) };
		ssize_t k;

		assert_true(poll(&p, 1, 10000) > 0);
		if (p.revents & POLLOUT) {
			k = send(t->fd, in + at, n - at,
			    MSG_DONTWAIT | MSG_NOSIGNAL);
			at += k > 0 ? (size_t)k : 0;
			if (at == n)
				shutdown(t->fd, SHUT_WR);
			if (k < 0 && errno != EAGAIN)
				at = n;
		}
		if (p.revents & (POLLIN | POLLHUP)) {
			k = read(t->fd, s, sizeof(s));
			if (k <= 0)
				break;
			buf_add(&b, s, (size_t)k);
		}
	}
	close(t->fd);
	waitpid(t->pid, NULL, 0);
	return (buf_cstr(&b));
}

/* The reply codes of a whole session, and what was delivered. */
static const char *
session(const char *in, const char **delivered_r)
{
	struct talk t = start();
	const char *s = exchange(&t, in, strlen(in));
	struct buf codes = BUF_INIT(a);

	*delivered_r = read_all(t.report);
	for (; *s != '\0'; s = strstr(s, "\r\n") + 2)
		if (s[3] == ' ')
			buf_printf(&codes, "%.3s ", s);
	return (buf_cstr(&codes));
}

static void
talk(const char *in, const char *codes, const char *delivered)
{
	const char *d;

	assert_string_equal(session(in, &d), codes);
	assert_string_equal(d, delivered);
}

#define HI	"LHLO mx\r\n"
#define FROM	"MAIL FROM:<s@x.org>\r\n"

static void
one_message(void **state)
{
	(void)state;
	talk(HI FROM "RCPT TO:<a@x.org>\r\nDATA\r\nhello\r\n.\r\nQUIT\r\n",
	    "220 250 250 250 354 250 221 ", "[s@x.org>a@x.org:hello\r\n]");
	talk("lhlo mx\r\nmail from:<> size=10 BODY=8BITMIME SMTPUTF8\r\n"
	    "rcpt to:<a@x.org>\r\ndata\r\n.\r\n",
	    "220 250 250 250 354 250 ", "[>a@x.org:]");
}

static void
each_recipient_answers(void **state)
{
	(void)state;
	talk(HI FROM "RCPT TO:<a@x.org>\r\nRCPT TO:<no@x.org>\r\n"
	    "RCPT TO:<bad@x.org>\r\nRCPT TO:<down@x.org>\r\n"
	    "RCPT TO:<retry@x.org>\r\nRCPT TO:<full@x.org>\r\n"
	    "DATA\r\nx\r\n.\r\n" FROM "RCPT TO:<b@x.org>\r\n"
	    "DATA\r\ny\r\n.\r\nQUIT\r\n",
	    "220 250 250 250 550 250 451 250 250 354 250 554 451 552 "
	    "250 250 354 250 221 ",
	    "[s@x.org>a@x.org:x\r\n][s@x.org>bad@x.org:x\r\n]"
	    "[s@x.org>retry@x.org:x\r\n][s@x.org>full@x.org:x\r\n]"
	    "[s@x.org>b@x.org:y\r\n]");
	talk(HI FROM "RCPT TO:<no@x.org>\r\nDATA\r\nQUIT\r\n",
	    "220 250 250 550 503 221 ", "");
}

static void
order_and_syntax(void **state)
{
	(void)state;
	talk("MAIL FROM:<a@x.org>\r\nEHLO x\r\nHELO x\r\nLHLO\r\nFOO\r\n\r\n",
	    "220 503 500 500 501 500 500 ", "");
	talk(HI "RCPT TO:<a@x.org>\r\nDATA\r\n" FROM FROM "RSET\r\n"
	    "RCPT TO:<a@x.org>\r\nNOOP\r\nVRFY a\r\nQUIT\r\nNOOP\r\n",
	    "220 250 503 503 250 503 250 503 250 252 221 ", "");
	talk(HI "MAIL FROM:a@x.org\r\nMAIL FROM:<a b@x.org>\r\n"
	    "MAIL FROM:<a@x.org\r\nMAIL FROM:<a@x.org> FOO=1\r\n"
	    "MAIL FROM:<a@x.org>SIZE=1\r\nMAIL FROM:<a@x.org> SIZE=x\r\n"
	    "MAIL FROM:<a@x.org> SIZE=100001\r\nMAIL FROM:<\xc3\xa1@x.org>\r\n"
	    "MAIL FROM:<a\x01@x.org>\r\nMAIL FROM:<<a@x.org>>\r\nMAIL\r\n"
	    "MAIL FROM:<\xff@x.org> SMTPUTF8\r\n" FROM
	    "RCPT TO:<>\r\nRCPT TO:<a@x.org> SIZE=1\r\n"
	    "RCPT TO:<\xc3\xa1@x.org>\r\n",
	    "220 250 501 501 501 555 501 501 552 553 501 501 501 501 250 "
	    "501 555 553 ", "");
	talk(HI "MAIL FROM:<\xc3\xa1@x.org> SMTPUTF8\r\n"
	    "RCPT TO:<\xc3\xb1@x.org>\r\nRCPT TO:<\"a b>\"@x.org>\r\n"
	    "RCPT TO:<@r.org,@s.org:c@x.org>\r\nDATA\r\n.\r\n",
	    "220 250 250 250 250 250 354 250 250 250 ",
	    "[\xc3\xa1@x.org>\xc3\xb1@x.org:][\xc3\xa1@x.org>\"a b>\"@x.org:]"
	    "[\xc3\xa1@x.org>c@x.org:]");
}

/* Ends that are none (SMTP smuggling), and dots. */
static void
only_one_end(void **state)
{
	(void)state;
	talk(HI FROM "RCPT TO:<a@x.org>\r\nDATA\r\na\n.\nb\r.\rc\n.\r\nd\r\n.\n"
	    "\r\n..e\r\n.f\r\n\r\n.\r\nQUIT\r\n",
	    "220 250 250 250 354 250 221 ",
	    "[s@x.org>a@x.org:a\n.\nb\r.\rc\n.\r\nd\r\n\n\r\n.e\r\nf\r\n\r\n]");
}

static void
cut_off_is_not_delivered(void **state)
{
	(void)state;
	talk(HI FROM "RCPT TO:<a@x.org>\r\nDATA\r\nhello\r\n",
	    "220 250 250 250 354 ", "");
	talk(HI FROM "RCPT TO:<a@x.org>\r\nDATA\r\nhello\r\n.",
	    "220 250 250 250 354 ", "");
}

static void
limits(void **state)
{
	struct buf b = BUF_INIT(a);
	const char *d, *codes;

	(void)state;
	buf_str(&b, HI FROM "RCPT TO:<a@x.org>\r\nDATA\r\n");
	for (int i = 0; i < MAX / 10 + 1; i++)
		buf_str(&b, "12345678\r\n");
	buf_str(&b, ".\r\nNOOP\r\nQUIT\r\n");
	talk(buf_cstr(&b), "220 250 250 250 354 552 250 221 ", "");
	b.n = 0;
	buf_str(&b, HI "NOOP ");
	for (int i = 0; i < 50000; i++)
		buf_chr(&b, 'x');
	buf_str(&b, "\r\nNOOP\r\nQUIT\r\n");
	talk(buf_cstr(&b), "220 250 500 250 221 ", "");
	b.n = 0;
	buf_str(&b, HI "MAIL FROM:<");
	for (int i = 0; i < 255; i++)
		buf_chr(&b, 'x');
	buf_str(&b, ">\r\nQUIT\r\n");
	talk(buf_cstr(&b), "220 250 501 221 ", "");
	b.n = 0;
	buf_str(&b, HI FROM);
	for (int i = 0; i < LMTP_RCPTS + 1; i++)
		buf_str(&b, "RCPT TO:<a@x.org>\r\n");
	codes = session(buf_cstr(&b), &d);
	assert_true(str_ends(codes, "250 250 452 "));
	b.n = 0;
	for (int i = 0; i < 100; i++)
		buf_str(&b, "FOO\r\n");
	codes = session(buf_cstr(&b), &d);
	assert_true(str_ends(codes, "500 421 "));
	talk("NOOP\nNOOP\r\nNOOP\r\n", "220 500 250 ", "");
}

static void
stops_when_told(void **state)
{
	struct talk t;

	(void)state;
	stop = 1;
	t = start();
	assert_non_null(strstr(read_all(t.fd), "421"));
	waitpid(t.pid, NULL, 0);
	close(t.report);
	stop = 0;
}

/* The same content in pieces of every size gives the same. */
static void
pieces(void **state)
{
	static const char in[] = "a\r\n..b\r\n.\n.c\r.\r\n\r\r\n.\rx\r\n.\r\nREST";
	(void)state;

	for (size_t step = 1; step < sizeof(in); step++) {
		struct lmtp_data d = { .body = { .a = a }, .max = MAX };
		size_t at = 0;

		while (!d.done && at < sizeof(in) - 1) {
			size_t n = sizeof(in) - 1 - at < step ?
			    sizeof(in) - 1 - at : step;

			at += lmtp_data_take(&d, in + at, n);
		}
		assert_true(d.done);
		assert_string_equal(in + at, "REST");
		assert_string_equal(buf_cstr(&d.body),
		    "a\r\n.b\r\n\n.c\r.\r\n\r\r\n\rx\r\n");
	}
}

static int
setup(void **state)
{
	(void)state;
	a = arena_new((size_t)1 << 28);
	return (0);
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(&a);
	return (0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_message),
		cmocka_unit_test(each_recipient_answers),
		cmocka_unit_test(order_and_syntax),
		cmocka_unit_test(only_one_end),
		cmocka_unit_test(cut_off_is_not_delivered),
		cmocka_unit_test(limits),
		cmocka_unit_test(stops_when_told),
		cmocka_unit_test(pieces),
	};

	signal(SIGPIPE, SIG_IGN);
	return (cmocka_run_group_tests(tests, setup, teardown));
}
