/*
 * Asking olvido-hash (password.h).  Its queue is the kernel's: a connection that
 * finds 50 before it is refused at once.  Seats bound how many workers of a
 * program wait: the others go on serving pages.
 */
#include <errno.h>
#include <poll.h>
#include <sodium.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/log.h"
#include "core/time.h"
#include "crypto/password_in.h"

#define SEATS_MAX	64
#define WAIT_MS		20000	/* 50 before it, on a busy machine */

static struct sockaddr_un where;
static _Atomic pid_t *seat;	/* shared by all workers; 0: free */
static unsigned seats, open_seats;
static int mine = -1;

void
password_pool(const char *path, unsigned n, unsigned strangers)
{
	if (strlen(path) >= sizeof(where.sun_path))
		die("socket %s: the path is too long", path);
	where.sun_family = AF_UNIX;
	memcpy(where.sun_path, path, strlen(path) + 1);
	seats = n < 1 ? 1 : n > SEATS_MAX ? SEATS_MAX : n;
	open_seats = strangers < 1 ? 1 : strangers > seats ? seats
	    : strangers;
	seat = mmap(NULL, SEATS_MAX * sizeof(*seat), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (seat == MAP_FAILED)
		die("no memory for the seats");
}

bool
password_is_pooled(void)
{
	return (where.sun_family == AF_UNIX);
}

void
password_pool_left(pid_t pid)
{
	pid_t his;

	for (unsigned i = 0; seat != NULL && i < seats; i++) {
		his = pid;
		atomic_compare_exchange_strong(&seat[i], &his, 0);
	}
}

RC
password_seat(bool known)
{
	unsigned n = known ? seats : open_seats;
	pid_t nobody;

	if (!password_is_pooled() || mine >= 0)
		return (RC_OK);
	/* From the last: those that only the known may have come first. */
	for (unsigned i = n; i-- > 0;) {
		nobody = 0;
		if (atomic_compare_exchange_strong(&seat[i], &nobody,
		    getpid())) {
			mine = (int)i;
			return (RC_OK);
		}
	}
	return (RC_LIMIT);
}

void
password_seat_leave(void)
{
	if (mine >= 0)
		atomic_store(&seat[mine], 0);
	mine = -1;
}

/* ---- the call ------------------------------------------------------------------ */

static RC
wait_for(int fd, short what, int64_t until)
{
	struct pollfd p = { .fd = fd, .events = what };
	int64_t left;
	int n;

	do {
		left = (until - mono_us()) / 1000;
		n = poll(&p, 1, left > 0 ? (int)left : 0);
	} while (n < 0 && errno == EINTR);
	return (n > 0 ? RC_OK : RC_LIMIT);
}

static RC
put(int fd, const void *p, size_t n, int64_t until)
{
	const char *at = p;
	ssize_t w;

	for (; n > 0; at += w, n -= (size_t)w) {
		TRY(wait_for(fd, POLLOUT, until));
		w = send(fd, at, n, MSG_NOSIGNAL);
		if (w < 0 && errno != EAGAIN && errno != EINTR)
			return (RC_FAILED);
		w = w < 0 ? 0 : w;
	}
	return (RC_OK);
}

static RC
take(int fd, void *p, size_t n, int64_t until)
{
	char *at = p;
	ssize_t r;

	for (; n > 0; at += r, n -= (size_t)r) {
		TRY(wait_for(fd, POLLIN, until));
		r = recv(fd, at, n, 0);
		if (r == 0 || (r < 0 && errno != EAGAIN && errno != EINTR))
			return (RC_FAILED);
		r = r < 0 ? 0 : r;
	}
	return (RC_OK);
}

static RC
call(int fd, const struct password_ask *q, struct password_answer *w)
{
	int64_t until = mono_us() + WAIT_MS * 1000LL;

	if (connect(fd, (struct sockaddr *)&where, sizeof(where)) != 0) {
		if (errno == EAGAIN)
			return (RC_LIMIT);	/* the queue is full */
		log_warn("the hashers do not answer; is olvido-hash running?");
		return (RC_FAILED);
	}
	TRY(put(fd, q, sizeof(*q), until));
	return (take(fd, w, sizeof(*w), until));
}

RC
password_over(const struct password_ask *q, struct password_answer *w)
{
	bool had = mine >= 0;
	enum rc rc;
	int fd;

	TRY(password_seat(true));
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	rc = fd < 0 ? RC_FAILED : call(fd, q, w);
	if (fd >= 0)
		close(fd);
	if (!had)
		password_seat_leave();
	return (rc);
}
