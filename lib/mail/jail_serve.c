/*
 * Parsers that stay for some calls.  A nursery, forked before any key was read,
 * makes them when it is handed a channel (SOCK_SEQPACKET): there is nothing in
 * them to steal, and a parser sees what comes over its own channel and nothing
 * else, whatever a mail has made of it.  The caller gives each account a channel
 * of its own and drops it in time.  A call is its size and a descriptor for input
 * and answer: the death of a parser is seen there as an end.
 */
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "core/log.h"
#include "core/time.h"
#include "mail/jail_in.h"

#define CALLS_MAX	100		/* SECURITY.md 6.2 */
#define CALL_LONG_US	500000		/* of RLIMIT_CPU's five seconds: the last */
#define CHANNEL_US	((int64_t)300 * 1000 * 1000)
#define LIFE_S		600		/* the kernel ends one that stays on */

static int nursery[2] = { -1, -1 };	/* callers' end, its own end */
static jail_fn *served;
static size_t input_max;

/* The caller's. */
static int channel = -1;
static uint64_t channel_whose;
static int64_t channel_at;
static int channel_calls;
static bool lost;

void
jail_serve_open(jail_fn *fn, size_t max)
{
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, nursery) !=
	    0)
		die("mail: no socket for the parsers");
	served = fn;
	input_max = max;
	jail_compile();
}

void
jail_serve_caller(void)
{
	if (nursery[1] >= 0)
		close(nursery[1]);
	nursery[1] = -1;
}

bool
jail_served(jail_fn *fn)
{
	return (nursery[0] >= 0 && fn == served);
}

bool
jail_lost(void)
{
	return (lost);
}

/* ---- a number and a descriptor, over a socket -------------------------------- */

/* The descriptor, or -1 at the end. */
static int
fd_take(int from, uint64_t *n_r)
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
		r = recvmsg(from, &m, 0);
	while (r < 0 && errno == EINTR);
	if (r != sizeof(*n_r) || (c = CMSG_FIRSTHDR(&m)) == NULL ||
	    c->cmsg_type != SCM_RIGHTS)
		return (-1);
	memcpy(&fd, CMSG_DATA(c), sizeof(fd));
	return (fd);
}

static bool
fd_give(int to, int fd, uint64_t n)
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
	return (sendmsg(to, &m, MSG_NOSIGNAL) == sizeof(n));
}

/* ---- a parser ------------------------------------------------------------------ */

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

/* Calls until the other end of the channel is closed. */
__attribute__((noreturn)) static void
parser(int fd)
{
	struct arena *a;
	uint64_t n;

	(void)prctl(PR_SET_NAME, "olvido-parser");
	(void)alarm(LIFE_S);
	jail_lock(fd, input_max + input_max / 5);
	a = arena_new(((size_t)256 << 20) + input_max * 6);
	/* The lowest that is free: what came is JAIL_IN. */
	while (fd_take(JAIL_OUT, &n) == JAIL_IN && n <= input_max) {
		call_serve(a, (size_t)n);
		arena_reset(a);
	}
	_exit(0);
}

/* ---- the nursery: reads no byte of any mail ---------------------------------- */

void
jail_serve(void)
{
	uint64_t unused;
	pid_t pid;
	int fd;

	/* Of what the process had open only this is its business, and the log. */
	if (dup2(nursery[1], 3) < 0 ||
	    syscall(SYS_close_range, 4U, ~0U, 0U) != 0)
		_exit(2);
	(void)signal(SIGCHLD, SIG_IGN);		/* the dead need no care */
	while ((fd = fd_take(3, &unused)) >= 0) {
		pid = fork();
		if (pid == 0)
			parser(fd);
		if (pid < 0)
			log_warn("mail: no process for a parser: errno %d",
			    errno);
		close(fd);
	}
	_exit(0);
}

/* ---- the caller ---------------------------------------------------------------- */

static void
channel_close(void)
{
	if (channel >= 0)
		close(channel);
	channel = -1;
}

static RC
channel_open(void)
{
	int c[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, c) != 0) {
		log_warn("mail: no socket for a parser: errno %d", errno);
		return (RC_FAILED);
	}
	if (!fd_give(nursery[0], c[1], 0)) {
		log_warn("mail: the parsers' nursery is gone");
		lost = true;
		close(c[0]);
		close(c[1]);
		return (RC_FAILED);
	}
	close(c[1]);
	channel = c[0];
	channel_at = mono_us();
	channel_calls = 0;
	return (RC_OK);
}

void
jail_whose(uint64_t whose)
{
	if (whose != channel_whose)
		channel_close();
	channel_whose = whose;
}

/* Hands over one call; a parser that ended between two calls is made anew. */
static RC
call_give(int fd, uint64_t n)
{
	if (channel >= 0 && (channel_calls >= CALLS_MAX || mono_us() >
	    channel_at + CHANNEL_US || !fd_give(channel, fd, n)))
		channel_close();
	else if (channel >= 0) {
		channel_calls++;
		return (RC_OK);
	}
	TRY(channel_open());
	channel_calls = 1;
	return (fd_give(channel, fd, n) ? RC_OK : RC_FAILED);
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
	int64_t begun = mono_us();
	bool whole;
	int p[2];
	enum rc rc;

	if (in.n > input_max)
		return (RC_INVALID);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, p) != 0) {
		log_warn("mail: no socket for the parser: errno %d", errno);
		return (RC_FAILED);
	}
	(void)setsockopt(p[0], SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));
	rc = call_give(p[1], in.n);
	close(p[1]);
	whole = rc == RC_OK && send_all(p[0], in) &&
	    jail_answer(a, p[0], in.n + JAIL_ANSWER_SLACK, out_r);
	close(p[0]);
	if (rc != RC_OK)
		return (rc);
	if (!whole || mono_us() > begun + CALL_LONG_US)
		channel_close();
	if (!whole)
		log_warn("mail: a parser died or took too long");
	return (whole ? RC_OK : RC_INVALID);
}
