/*
 * Parsers that stay: children forked before any key was read, so that there is
 * nothing in them to steal, and not one fork a mail.  Calls come over one
 * SOCK_SEQPACKET pair, each with a descriptor for its input and answer: the death
 * of a child is seen there as an end, by that caller alone.
 */
#include <sys/socket.h>
#include <sys/time.h>

#include <errno.h>
#include <time.h>
#include <unistd.h>

#include "core/log.h"
#include "mail/jail_in.h"

#define CALLS_MAX	100		/* SECURITY.md 6.2 */
#define CPU_MAX_S	1		/* of RLIMIT_CPU's five */

static int pair[2] = { -1, -1 };	/* callers' end, parsers' end */
static jail_fn *served;
static size_t input_max;

void
jail_serve_open(jail_fn *fn, size_t max)
{
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		die("mail: no socket for the parsers");
	served = fn;
	input_max = max;
	jail_compile();
}

void
jail_serve_caller(void)
{
	if (pair[1] >= 0)
		close(pair[1]);
	pair[1] = -1;
}

bool
jail_served(jail_fn *fn)
{
	return (pair[0] >= 0 && fn == served);
}

/* ---- the child ------------------------------------------------------------- */

/* The next call's size; its descriptor is JAIL_IN, the lowest that is free. */
static bool
call_take(uint64_t *n_r)
{
	union {
		char		buf[CMSG_SPACE(sizeof(int))];
		struct cmsghdr	align;
	} control;
	struct iovec iov = { .iov_base = n_r, .iov_len = sizeof(*n_r) };
	struct msghdr m = {
		.msg_iov = &iov, .msg_iovlen = 1, .msg_control = control.buf,
		.msg_controllen = sizeof(control.buf),
	};
	struct cmsghdr *c;
	ssize_t r;
	int fd = -1;

	do
		r = recvmsg(JAIL_OUT, &m, 0);
	while (r < 0 && errno == EINTR);
	if (r != sizeof(*n_r) || (c = CMSG_FIRSTHDR(&m)) == NULL ||
	    c->cmsg_type != SCM_RIGHTS)
		return (false);
	memcpy(&fd, CMSG_DATA(c), sizeof(fd));
	return (fd == JAIL_IN && *n_r <= input_max);
}

/* Exactly n bytes; poll(2) is not among what the jail allows. */
static bool
call_read(uint8_t *p, size_t n)
{
	while (n > 0) {
		ssize_t r = read(JAIL_IN, p, n);

		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			return (false);
		p += r;
		n -= (size_t)r;
	}
	return (true);
}

static void
call_serve(struct arena *a, size_t n)
{
	struct buf b = BUF_INIT(a);
	uint8_t *p = arena_alloc(a, n + 1);
	uint64_t answer;

	if (call_read(p, n)) {
		served(a, (struct bytes){ p, n }, &b);
		answer = b.n;
		jail_write(JAIL_IN, &answer, sizeof(answer));
		jail_write(JAIL_IN, b.p, b.n);
	}
	close(JAIL_IN);
}

void
jail_serve(void)
{
	struct arena *a;
	struct timespec cpu = { 0 };
	uint64_t n;

	close(pair[0]);
	jail_lock(pair[1], input_max + input_max / 5);
	a = arena_new(((size_t)256 << 20) + input_max * 6);
	for (int i = 0; i < CALLS_MAX && cpu.tv_sec < CPU_MAX_S; i++) {
		if (!call_take(&n))
			break;
		call_serve(a, (size_t)n);
		arena_reset(a);
		(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
	}
	_exit(0);
}

/* ---- the caller ---------------------------------------------------------------- */

static bool
call_give(int fd, uint64_t n)
{
	union {
		char		buf[CMSG_SPACE(sizeof(int))];
		struct cmsghdr	align;
	} control = { 0 };
	struct iovec iov = { .iov_base = &n, .iov_len = sizeof(n) };
	struct msghdr m = {
		.msg_iov = &iov, .msg_iovlen = 1, .msg_control = control.buf,
		.msg_controllen = sizeof(control.buf),
	};
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);

	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(c), &fd, sizeof(fd));
	return (sendmsg(pair[0], &m, MSG_NOSIGNAL) == sizeof(n));
}

static bool
send_all(int fd, struct bytes b)
{
	size_t at = 0;

	while (at < b.n) {
		ssize_t n = send(fd, b.p + at, b.n - at, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return (false);
		at += (size_t)n;
	}
	return (true);
}

enum rc
jail_ask(struct arena *a, struct bytes in, struct bytes *out_r)
{
	struct timeval wait = { .tv_sec = JAIL_WALL_US / 1000000 };
	bool whole;
	int p[2];

	if (in.n > input_max)
		return (RC_INVALID);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, p) != 0) {
		log_warn("mail: no socket for the parser: errno %d", errno);
		return (RC_FAILED);
	}
	(void)setsockopt(p[0], SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));
	if (!call_give(p[1], in.n)) {
		log_warn("mail: no parser: errno %d", errno);
		close(p[0]);
		close(p[1]);
		return (RC_FAILED);
	}
	close(p[1]);
	whole = send_all(p[0], in) &&
	    jail_answer(a, p[0], in.n + JAIL_ANSWER_SLACK, out_r);
	close(p[0]);
	if (!whole)
		log_warn("mail: a parser died or took too long");
	return (whole ? RC_OK : RC_INVALID);
}
