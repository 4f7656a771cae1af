/*
 * Handing over to a smarthost: one of our own that says what the recipient's
 * name asks for, and Postfix's smtp-sink where there is one.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <signal.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/str.h"
#include "mail/smtp.h"

static struct arena *a;
static char url[64];
static pid_t server;

static int
listening(struct sockaddr_in *at)
{
	socklen_t len = sizeof(*at);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	*at = (struct sockaddr_in){ .sin_family = AF_INET,
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (struct sockaddr *)at, len), 0);
	assert_int_equal(listen(fd, 5), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)at, &len), 0);
	return (fd);
}

static void
say(FILE *f, const char *s)
{
	fprintf(f, "%s\r\n", s);
	fflush(f);
}

/* The content; "550" in it is refused, a stuffed dot must have come. */
static void
server_data(FILE *f, char *line, int size)
{
	const char *answer = "250 ok";

	say(f, "354 go");
	while (fgets(line, size, f) != NULL && !str_eq(line, ".\r\n"))
		if (str_starts(line, "refuse"))
			answer = "554 no";
		else if (str_eq(line, ".one\r\n"))
			answer = "554 dot not stuffed";
	say(f, answer);
}

static void
server_talk(FILE *f)
{
	char line[2000];
	bool null_sender = false;

	say(f, "220 test");
	while (fgets(line, sizeof(line), f) != NULL) {
		if (str_starts(line, "EHLO"))
			say(f, "250 test");
		else if (str_starts(line, "MAIL FROM:")) {
			null_sender = str_starts(line, "MAIL FROM:<>");
			say(f, "250 ok");
		} else if (str_starts(line, "RCPT TO:<null"))
			say(f, null_sender ? "250 ok" : "550 not null");
		else if (str_starts(line, "RCPT TO:<later"))
			say(f, "451 later");
		else if (str_starts(line, "RCPT TO:<never"))
			say(f, "550 never");
		else if (str_starts(line, "RCPT TO:<hangup"))
			return;
		else if (str_starts(line, "RCPT"))
			say(f, "250 ok");
		else if (str_starts(line, "DATA"))
			server_data(f, line, sizeof(line));
		else if (str_starts(line, "QUIT"))
			return;
		else
			say(f, "250 ok");
	}
}

/* Greets the first connection with 554, then serves. */
static void
server_run(int fd)
{
	for (int i = 0;; i++) {
		int c = accept(fd, NULL, NULL);
		FILE *f = c < 0 ? NULL : fdopen(c, "r+");

		if (f == NULL)
			_exit(1);
		if (i == 0)
			say(f, "554 no service");
		else
			server_talk(f);
		fclose(f);
	}
}

static int
setup(void **state)
{
	struct sockaddr_in at;
	int fd;

	(void)state;
	a = arena_new(1 << 20);
	fd = listening(&at);
	(void)snprintf(url, sizeof(url), "smtp://127.0.0.1:%d",
	    ntohs(at.sin_port));
	server = fork();
	if (server == 0)
		server_run(fd);
	close(fd);
	return (server < 0);
}

static int
teardown(void **state)
{
	(void)state;
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
	arena_free(&a);
	return (0);
}

static enum rc
send_to(struct smtp *s, const char *from, const char *to, const char *text,
    int *status)
{
	return (smtp_send(s, from, to, (struct bytes){ (const uint8_t *)text,
	    strlen(text) }, status));
}

static void
answers(void **state)
{
	static const char mail[] = "Subject: x\r\n\r\n.one\r\n..two\r\n.\r\nend\r\n";
	struct smtp *s = smtp_new(url);
	int st;

	(void)state;
	/* The server's own trouble is not the mail's fault. */
	assert_int_equal(send_to(s, "", "a@x.org", mail, &st), RC_FAILED);
	assert_int_equal(send_to(s, "f@x.org", "a@x.org", mail, &st), RC_OK);
	assert_int_equal(st, 250);
	assert_int_equal(send_to(s, "", "null@x.org", mail, &st), RC_OK);
	assert_int_equal(send_to(s, "f@x.org", "null@x.org", mail, &st),
	    RC_INVALID);
	assert_int_equal(st, 550);
	assert_int_equal(send_to(s, "", "later@x.org", mail, &st), RC_FAILED);
	assert_int_equal(st, 451);
	assert_int_equal(send_to(s, "", "never@x.org", mail, &st), RC_INVALID);
	assert_int_equal(send_to(s, "", "a@x.org", "X: y\r\n\r\nrefuse\r\n",
	    &st), RC_INVALID);
	assert_int_equal(st, 554);
	assert_int_equal(send_to(s, "", "hangup@x.org", mail, &st), RC_FAILED);
	assert_int_equal(send_to(s, "", "a@x.org", mail, &st), RC_OK);
	smtp_free(&s);
	assert_null(s);
}

static void
bad_addresses(void **state)
{
	static const char *const bad[] = {
		"", "a@x.org>\r\nRCPT TO:<b@x.org", "a b@x.org", "a@x.org\n",
		"<a@x.org>", "a@x.org\x01",
	};
	struct smtp *s = smtp_new(url);
	int st;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(send_to(s, "", bad[i], "x", &st), RC_INVALID);
	assert_int_equal(send_to(s, "x\r\n", "a@x.org", "x", &st), RC_INVALID);
	smtp_free(&s);
}

static void
nobody_there(void **state)
{
	struct smtp *s = smtp_new("smtp://127.0.0.1:1");
	int st;

	(void)state;
	assert_int_equal(send_to(s, "", "a@x.org", "x\r\n", &st), RC_FAILED);
	assert_int_equal(st, 0);
	smtp_free(&s);
}

static void
postfix_sink(void **state)
{
	static const char sink[] = "/usr/sbin/smtp-sink";
	struct sockaddr_in at;
	struct smtp *s;
	char where[64], addr[32];
	pid_t pid;
	int st, rc = RC_FAILED;

	(void)state;
	if (access(sink, X_OK) != 0)
		skip();
	close(listening(&at));		/* a free port */
	(void)snprintf(addr, sizeof(addr), "127.0.0.1:%d", ntohs(at.sin_port));
	(void)snprintf(where, sizeof(where), "smtp://%s", addr);
	pid = fork();
	if (pid == 0) {
		execl(sink, sink, "-u", "nobody", addr, "10", (char *)NULL);
		_exit(127);
	}
	s = smtp_new(where);
	for (int i = 0; i < 50 && rc != RC_OK; i++) {
		usleep(100000);
		rc = send_to(s, "", "a@x.org", "X: y\r\n\r\nz\r\n", &st);
	}
	assert_int_equal(rc, RC_OK);
	for (int i = 0; i < 20; i++)
		assert_int_equal(send_to(s, "b@x.org", "a@x.org",
		    "X: y\r\n\r\nz\r\n", &st), RC_OK);
	smtp_free(&s);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers),
		cmocka_unit_test(bad_addresses),
		cmocka_unit_test(nobody_there),
		cmocka_unit_test(postfix_sink),
	};

	signal(SIGPIPE, SIG_IGN);
	return (cmocka_run_group_tests(tests, setup, teardown));
}
