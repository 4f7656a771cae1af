/*
 * The only door to libfcgi: one request at a time.  Connections are accepted
 * here and not by libfcgi, which has a window in which a signal is missed,
 * drops what waits in the queue when it is stopped, and lets a peer that says
 * nothing keep a worker for ever.
 */
#include <errno.h>
#include <fcgiapp.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "core/log.h"
#include "core/str.h"
#include "web/priv.h"

/* nginx sends whole requests at once; answers go at the reader's pace. */
#define RECEIVE_S	10
#define SEND_S		60
/* One that was woken may end before it accepts: another looks soon by itself. */
#define LOOK_MS		1000

struct fcgi {
	FCGX_Request	r;
	int		listen_fd, wait_fd;
	sigset_t	open, closed;
	bool		body;		/* the request has one */
};

static volatile sig_atomic_t told_stop, told_drain;

void
fcgi_stop(bool drain)
{
	if (drain)
		told_drain = 1;
	else
		told_stop = 1;
}

struct fcgi *
fcgi_new(int listen_fd)
{
	struct fcgi *f = arena_alloc(arena_boot(), sizeof(*f));
	/* A connection wakes one worker and not all that wait. */
	struct epoll_event one = { .events = EPOLLIN | EPOLLEXCLUSIVE };

	f->listen_fd = listen_fd;
	f->wait_fd = epoll_create1(EPOLL_CLOEXEC);
	if (f->wait_fd < 0 || (listen_fd >= 0 && epoll_ctl(f->wait_fd,
	    EPOLL_CTL_ADD, listen_fd, &one) != 0))
		die("the listening socket cannot be waited for");
	sigemptyset(&f->open);
	sigemptyset(&f->closed);
	sigaddset(&f->closed, SIGTERM);
	sigaddset(&f->closed, SIGUSR1);
	if (FCGX_Init() != 0 || FCGX_InitRequest(&f->r, -1, 0) != 0)
		die("libfcgi cannot be started");
	return (f);
}

static void
time_limits(int fd)
{
	struct timeval in = { RECEIVE_S, 0 }, out = { SEND_S, 0 };

	if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &in, sizeof(in)) != 0 ||
	    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &out, sizeof(out)) != 0)
		log_warn("no time limits for a connection");
}

/* The next connection, or -1 when it is time to end. */
static int
next_connection(struct fcgi *f)
{
	struct epoll_event came;
	int fd;

	for (;;) {
		/* What came in during the request is told now. */
		sigprocmask(SIG_SETMASK, &f->open, NULL);
		sigprocmask(SIG_SETMASK, &f->closed, NULL);
		if (told_stop)
			return (-1);
		fd = accept4(f->listen_fd, NULL, NULL, SOCK_CLOEXEC);
		if (fd >= 0) {
			time_limits(fd);
			return (fd);
		}
		if (told_drain)
			return (-1);
		if (errno == EAGAIN || errno == EWOULDBLOCK)
			epoll_pwait(f->wait_fd, &came, 1, LOOK_MS, &f->open);
		else if (errno != EINTR && errno != ECONNABORTED) {
			log_warn("accept failed, error %d", errno);
			usleep(100000);
		}
	}
}

const char *
fcgi_param(struct fcgi *f, const char *name)
{
	return (FCGX_GetParam(name, f->r.envp));
}

RC
fcgi_accept(struct fcgi *f)
{
	for (;;) {
		f->r.ipcFd = next_connection(f);
		if (f->r.ipcFd < 0)
			return (RC_FAILED);
		/* libfcgi takes a kept connection up without accepting. */
		f->r.keepConnection = 1;
		if (FCGX_Accept_r(&f->r) == 0) {
			const char *n = fcgi_param(f, "CONTENT_LENGTH");

			f->body = !str_empty(n) && !str_eq(n, "0");
			return (RC_OK);
		}
		/* It did not speak FastCGI, or went away: libfcgi closed it
		   and has no listening socket of its own to go on with. */
	}
}

RC
fcgi_read(struct fcgi *f, void *out, size_t n)
{
	char *p = out;
	int got;

	while (n > 0) {
		got = FCGX_GetStr(p, n > 65536 ? 65536 : (int)n, f->r.in);
		if (got <= 0)
			return (RC_INVALID);
		p += got;
		n -= (size_t)got;
	}
	return (RC_OK);
}

RC
fcgi_write(struct fcgi *f, const void *in, size_t n)
{
	const char *p = in;
	int put;

	while (n > 0) {
		put = FCGX_PutStr(p, n > 65536 ? 65536 : (int)n, f->r.out);
		if (put <= 0)
			return (RC_FAILED);
		p += put;
		n -= (size_t)put;
	}
	return (RC_OK);
}

/* Closing while something is unread would take the answer back. */
static bool
all_read(const struct fcgi *f)
{
	char c;

	return (!f->body && recv(f->r.ipcFd, &c, 1, MSG_PEEK |
	    MSG_DONTWAIT) < 0 && errno == EAGAIN);
}

void
fcgi_finish(struct fcgi *f)
{
	/* Then libfcgi need not wait until the other side has closed. */
	if (all_read(f))
		FCGX_Detach(&f->r);
	/* One request a connection, whatever the other side asks for. */
	f->r.keepConnection = 0;
	FCGX_Finish_r(&f->r);
}
