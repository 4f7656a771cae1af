/*
 * For unit tests: cmocka, repeatable random numbers, and a child process for
 * what must end the process.
 */
#ifndef SUPPORT_UNIT_H
#define SUPPORT_UNIT_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sys/wait.h>

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <unistd.h>

#include "core/arena.h"

#ifdef __SANITIZE_ADDRESS__
#define UNIT_ASAN	1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNIT_ASAN	1
#endif
#endif
#ifndef UNIT_ASAN
#define UNIT_ASAN	0
#endif

/* An arena of at most n bytes for all tests of a program: static a, made and freed by
   cmocka_run_group_tests(tests, setup, teardown). */
#define UNIT_ARENA(n)							\
	static struct arena *a;						\
	static int setup(void **state)					\
	{								\
		(void)state;						\
		a = arena_new(n);					\
		return (0);						\
	}								\
	static int teardown(void **state)				\
	{								\
		(void)state;						\
		arena_free(&a);						\
		return (0);						\
	}

/* SplitMix64: the same numbers in each run, or those of SEED=n. */
static inline uint64_t
rnd(void)
{
	static uint64_t state;
	const char *seed;
	uint64_t z;

	if (state == 0) {
		seed = getenv("SEED");
		state = seed == NULL ? 20261124 : strtoull(seed, NULL, 10);
	}
	z = state += 0x9E3779B97F4A7C15;
	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
	z = (z ^ z >> 27) * 0x94D049BB133111EB;
	return (z ^ z >> 31);
}

static inline size_t
rnd_below(size_t n)
{
	return ((size_t)(rnd() % n));
}

static inline void
rnd_fill(void *out, size_t n)
{
	uint8_t *p = out;

	while (n-- > 0)
		*p++ = (uint8_t)rnd();
}

/* Runs fn in a child, its stderr into err; what waitpid said. */
static inline int
child_run(void (*fn)(void *), void *arg, char *err, size_t size)
{
	size_t n = 0;
	ssize_t got;
	int p[2], status;
	pid_t pid;

	assert_int_equal(pipe2(p, O_CLOEXEC), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		/* Not cmocka's: a signal must end the child. */
		signal(SIGABRT, SIG_DFL);
		signal(SIGSEGV, SIG_DFL);
		dup2(p[1], STDERR_FILENO);
		fn(arg);
		_exit(0);
	}
	close(p[1]);
	while ((got = read(p[0], err + n, size - 1 - n)) > 0)
		n += (size_t)got;
	err[n] = '\0';
	close(p[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return (status);
}

/* fn must end by die() with this text in its line. */
static inline void
child_dies(void (*fn)(void *), void *arg, const char *text)
{
	char err[4096];
	int status = child_run(fn, arg, err, sizeof(err));

	if (!WIFEXITED(status) || WEXITSTATUS(status) != 1 ||
	    strstr(err, " fatal ") == NULL || strstr(err, text) == NULL)
		fail_msg("status %x, not '%s' but: %s", (unsigned)status,
		    text, err);
}

/* fn must end by bug() with this text in its line. */
static inline void
child_bugs(void (*fn)(void *), void *arg, const char *text)
{
	char err[4096];
	int status = child_run(fn, arg, err, sizeof(err));

	if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGABRT ||
	    strstr(err, " BUG ") == NULL || strstr(err, text) == NULL)
		fail_msg("status %x, not '%s' but: %s", (unsigned)status,
		    text, err);
}

/* fn must come back. */
static inline void
child_lives(void (*fn)(void *), void *arg)
{
	char err[4096];
	int status = child_run(fn, arg, err, sizeof(err));

	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail_msg("status %x: %s", (unsigned)status, err);
}

/* A code point as UTF-8 at out (up to 4 bytes); how many it took. */
static inline size_t
put_cp(uint32_t cp, void *out)
{
	uint8_t *p = out;

	if (cp < 0x80) {
		p[0] = (uint8_t)cp;
		return (1);
	}
	if (cp < 0x800) {
		p[0] = (uint8_t)(0xC0 | cp >> 6);
		p[1] = (uint8_t)(0x80 | (cp & 0x3F));
		return (2);
	}
	if (cp < 0x10000) {
		p[0] = (uint8_t)(0xE0 | cp >> 12);
		p[1] = (uint8_t)(0x80 | (cp >> 6 & 0x3F));
		p[2] = (uint8_t)(0x80 | (cp & 0x3F));
		return (3);
	}
	p[0] = (uint8_t)(0xF0 | cp >> 18);
	p[1] = (uint8_t)(0x80 | (cp >> 12 & 0x3F));
	p[2] = (uint8_t)(0x80 | (cp >> 6 & 0x3F));
	p[3] = (uint8_t)(0x80 | (cp & 0x3F));
	return (4);
}

#endif
