/* The parser's child: what it may not do, and what its end means. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sys/socket.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "core/str.h"
#include "mail/jail.h"

#if defined(__SANITIZE_ADDRESS__)
#define FENCE	0
#else
#define FENCE	1
#endif

static void
echo(struct arena *a, struct bytes in, struct buf *out)
{
	(void)a;
	buf_add(out, in.p, in.n);
}

static void
sockets(struct arena *a, struct bytes in, struct buf *out)
{
	(void)a, (void)in;
	buf_printf(out, "%d", socket(AF_UNIX, SOCK_STREAM, 0));
}

static void
files(struct arena *a, struct bytes in, struct buf *out)
{
	int fd = open("/etc/passwd", O_RDONLY);

	(void)a, (void)in;
	buf_printf(out, "%d %d", fd, fd < 0 ? errno : 0);
}

static void
speaks(struct arena *a, struct bytes in, struct buf *out)
{
	(void)a, (void)in;
	if (write(2, "x", 1) == 1)
		buf_str(out, "written");
}

static void
forks(struct arena *a, struct bytes in, struct buf *out)
{
	(void)a, (void)in;
	if (fork() == 0)
		_exit(0);
	buf_str(out, "forked");
}

static void
eats(struct arena *a, struct bytes in, struct buf *out)
{
	(void)in, (void)out;
	for (;;)
		memset(arena_alloc(a, 1 << 20), 1, 1 << 20);
}

static void
crashes(struct arena *a, struct bytes in, struct buf *out)
{
	(void)a, (void)in, (void)out;
	abort();
}

static void
talks(struct arena *a, struct bytes in, struct buf *out)
{
	char *s = arena_alloc(a, 1 << 20);

	memset(s, 'x', 1 << 20);
	for (size_t i = 0; i < JAIL_ANSWER_SLACK / (1 << 20) + in.n; i++)
		buf_add(out, s, 1 << 20);
}

static struct bytes text = { (const uint8_t *)"hello", 5 };

static void
answer_comes_back(void **state)
{
	struct arena *a = arena_new((size_t)64 << 20);
	struct bytes out;

	(void)state;
	for (int i = 0; i < 20; i++) {
		assert_int_equal(jail_run(a, echo, text, &out), RC_OK);
		assert_int_equal(out.n, 5);
		assert_memory_equal(out.p, "hello", 5);
	}
	arena_free(&a);
}

static void
fence_holds(void **state)
{
	struct arena *a = arena_new((size_t)64 << 20);
	struct bytes out;

	(void)state;
	if (!FENCE)
		skip();
	assert_int_equal(jail_run(a, sockets, text, &out), RC_INVALID);
	assert_int_equal(jail_run(a, speaks, text, &out), RC_INVALID);
	assert_int_equal(jail_run(a, forks, text, &out), RC_INVALID);
	assert_int_equal(jail_run(a, files, text, &out), RC_OK);
	assert_string_equal(arena_strndup(a, (const char *)out.p, out.n),
	    "-1 13");
	arena_free(&a);
}

static void
death_is_a_result(void **state)
{
	struct arena *a = arena_new((size_t)64 << 20);
	struct bytes out;

	(void)state;
	if (!FENCE)
		skip();
	assert_int_equal(jail_run(a, crashes, text, &out), RC_INVALID);
	assert_int_equal(jail_run(a, eats, text, &out), RC_INVALID);
	assert_int_equal(jail_run(a, talks, text, &out), RC_INVALID);
	assert_int_equal(jail_run(a, echo, text, &out), RC_OK);
	arena_free(&a);
}

/* What this parser saw before: what a mail that has taken it over could send on. */
static void
remembers(struct arena *a, struct bytes in, struct buf *out)
{
	static char before[64];

	(void)a;
	if (in.n == 5 && memcmp(in.p, "crash", 5) == 0)
		abort();
	buf_str(out, before);
	snprintf(before, sizeof(before), "%.*s", (int)in.n,
	    (const char *)in.p);
}

static struct arena *asker;

static const char *
ask(const char *what)
{
	struct bytes out;

	if (jail_run(asker, remembers, (struct bytes){ (const uint8_t *)what,
	    strlen(what) }, &out) != RC_OK)
		return ("dead");
	return (arena_strndup(asker, (const char *)out.p, out.n));
}

static void
accounts_are_apart(void **state)
{
	pid_t nurse;

	(void)state;
	asker = arena_new((size_t)64 << 20);
	jail_serve_open(remembers, 1U << 20);
	nurse = fork();
	if (nurse == 0)
		jail_serve();
	jail_serve_caller();
	jail_whose(1);
	assert_string_equal(ask("a"), "");
	assert_string_equal(ask("b"), "a");
	jail_whose(1);
	assert_string_equal(ask("c"), "b");
	/* Another account's mails are never in the same process, nor when the
	   first one's turn comes again. */
	jail_whose(2);
	assert_string_equal(ask("x"), "");
	assert_string_equal(ask("y"), "x");
	jail_whose(1);
	assert_string_equal(ask("d"), "");
	/* One that dies takes nobody along. */
	assert_string_equal(ask("crash"), "dead");
	assert_string_equal(ask("e"), "");
	/* No parser sees more than a hundred. */
	jail_whose(3);
	for (int i = 0; i < 100; i++)
		assert_string_equal(ask("n"), i == 0 ? "" : "n");
	assert_string_equal(ask("n"), "");
	assert_false(jail_lost());
	/* Without its nursery it says so. */
	assert_int_equal(kill(nurse, SIGKILL), 0);
	assert_true(waitpid(nurse, NULL, 0) == nurse);
	jail_whose(4);
	assert_string_equal(ask("z"), "dead");
	assert_true(jail_lost());
	arena_free(&asker);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answer_comes_back),
		cmocka_unit_test(fence_holds),
		cmocka_unit_test(death_is_a_result),
		cmocka_unit_test(accounts_are_apart),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
