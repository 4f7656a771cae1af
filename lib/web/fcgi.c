/*
 * The only door to libfcgi: one request at a time.  Connections are accepted
 * here and not by libfcgi, which has a window in which a signal is missed,
 * drops what waits in the queue when it is stopped, and lets a peer that says
 * nothing keep a worker for ever.
 */
#include <errno.h>
#include <fastcgi.h>
#include <fcgiapp.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

#include "core/log.h"
#include "core/str.h"
#include "web/priv.h"

/* nginx sends whole requests at once; answers go at the reader's pace. */
#define RECEIVE_S	10
#define SEND_S		60
/* One that was woken may end before it accepts: another looks soon by itself. */
#define LOOK_MS		1000

#define RECORD_HEAD	8
#define RECORD_MAX	65528	/* of content, the most that ends on 8 bytes */
#define RECORDS		8	/* written at once */

struct fcgi {
	FCGX_Request	r;
	int		listen_fd, wait_fd;
	sigset_t	open, closed;
	bool		body;		/* the request has one */
	bool		ended;		/* its answer is out, whole */
	void		(*idle)(void);
	uint8_t		end[2 * RECORD_HEAD + 8];
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
		if (errno == EAGAIN || errno == EWOULDBLOCK) {
			if (epoll_pwait(f->wait_fd, &came, 1, LOOK_MS,
			    &f->open) == 0 && f->idle != NULL)
				f->idle();
		} else if (errno != EINTR && errno != ECONNABORTED) {
			log_warn("accept failed, error %d", errno);
			usleep(100000);
		}
	}
}

void
fcgi_idle(struct fcgi *f, void (*idle)(void))
{
	f->idle = idle;
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

/* ---- the answer ------------------------------------------------------------------ */

/* A record's head: version, type, request, content length, no padding. */
static void
record_head(const struct fcgi *f, uint8_t h[RECORD_HEAD], unsigned type,
    size_t n)
{
	h[0] = FCGI_VERSION_1;
	h[1] = (uint8_t)type;
	h[2] = (uint8_t)(f->r.requestId >> 8);
	h[3] = (uint8_t)f->r.requestId;
	h[4] = (uint8_t)(n >> 8);
	h[5] = (uint8_t)n;
	h[6] = h[7] = 0;
}

/* The end of the output, then the end of the request: done, status 0. */
static void
put_end(struct fcgi *f)
{
	record_head(f, f->end, FCGI_STDOUT, 0);
	record_head(f, f->end + RECORD_HEAD, FCGI_END_REQUEST, 8);
	memset(f->end + 2 * RECORD_HEAD, 0, 8);
	f->ended = true;
}

static RC
write_all(struct fcgi *f, struct iovec *v, int n)
{
	ssize_t put;

	while (n > 0) {
		put = writev(f->r.ipcFd, v, n);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0) {
			/* In the middle of a record: nothing can follow. */
			f->ended = true;
			return (RC_FAILED);
		}
		for (; n > 0 && (size_t)put >= v->iov_len; n--, v++)
			put -= (ssize_t)v->iov_len;
		if (n > 0) {
			v->iov_base = (uint8_t *)v->iov_base + put;
			v->iov_len -= (size_t)put;
		}
	}
	return (RC_OK);
}

/*
 * Records of one buffer after the other, RECORDS at a time.  libfcgi would cut
 * them into pieces of 8 kB and wake the web server for each.
 */
static RC
write_records(struct fcgi *f, const struct bytes *part, size_t parts,
    bool last)
{
	uint8_t head[RECORDS][RECORD_HEAD];
	struct iovec v[2 * RECORDS + 1];
	size_t at = 0, len;
	int n = 0;

	for (size_t i = 0; i < parts; at = 0, i++)
		for (; at < part[i].n; at += len) {
			if (n == 2 * RECORDS) {
				TRY(write_all(f, v, n));
				n = 0;
			}
			len = part[i].n - at < RECORD_MAX ? part[i].n - at
			    : RECORD_MAX;
			record_head(f, head[n / 2], FCGI_STDOUT, len);
			v[n++] = (struct iovec){ head[n / 2], RECORD_HEAD };
			v[n++] = (struct iovec){ (void *)(uintptr_t)
			    (part[i].p + at), len };
		}
	if (last) {
		put_end(f);
		v[n++] = (struct iovec){ f->end, sizeof(f->end) };
	}
	return (write_all(f, v, n));
}

RC
fcgi_answer(struct fcgi *f, struct bytes head, struct bytes body)
{
	TRY(write_records(f, (struct bytes[]){ head, body }, 2, true));
	/* nginx looks at the last piece only when it has seen the end. */
	shutdown(f->r.ipcFd, SHUT_WR);
	return (RC_OK);
}

RC
fcgi_write(struct fcgi *f, const void *in, size_t n)
{
	return (write_records(f, &(struct bytes){ in, n }, 1, false));
}

/* Closing while something is unread would take the answer back. */
static bool
all_read(const struct fcgi *f)
{
	char c;
	ssize_t n;

	if (f->body)
		return (false);
	n = recv(f->r.ipcFd, &c, 1, MSG_PEEK | MSG_DONTWAIT);
	/* Nothing, or it has closed already. */
	return (n == 0 || (n < 0 && errno == EAGAIN));
}

void
fcgi_finish(struct fcgi *f)
{
	/* Then libfcgi need not wait until the other side has closed. */
	if (all_read(f))
		FCGX_Detach(&f->r);
	/* libfcgi's own streams hold nothing.  One request a connection,
	   whatever the other side asks for. */
	if (!f->ended && write_records(f, NULL, 0, true) != RC_OK)
		log_info("the other side went away");
	f->ended = false;
	FCGX_Free(&f->r, 1);
}
