/*
 * One small text over plain HTTP (net.h).  The address is looked up once, judged
 * and connected to as it was judged, so that no second answer of the DNS leads
 * anywhere else.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/str.h"
#include "core/time.h"
#include "net/net.h"

#define HEAD_MAX	8192
#define BODY_MAX	1024

static bool
allowed(const struct net *n, const char *address)
{
	size_t len = strlen(address);

	for (const char *p = n->allow; *p != '\0'; p += strspn(p, " ")) {
		size_t k = strcspn(p, " ");

		if (k == len && memcmp(p, address, k) == 0)
			return (true);
		p += k;
	}
	return (net_public(address));
}

static socklen_t
place(const char *address, struct sockaddr_storage *ss)
{
	struct sockaddr_in *in = (struct sockaddr_in *)ss;
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)ss;

	memset(ss, 0, sizeof(*ss));
	if (inet_pton(AF_INET, address, &in->sin_addr) == 1) {
		in->sin_family = AF_INET;
		in->sin_port = htons(80);
		return (sizeof(*in));
	}
	if (inet_pton(AF_INET6, address, &in6->sin6_addr) != 1)
		return (0);
	in6->sin6_family = AF_INET6;
	in6->sin6_port = htons(80);
	return (sizeof(*in6));
}

/* Until fd is ready for it, or the time is over. */
static RC
wait_for(int fd, short what, int64_t until_ms)
{
	struct pollfd p = { .fd = fd, .events = what };
	int64_t left = until_ms - now_us() / 1000;

	return (left > 0 && poll(&p, 1, (int)left) == 1 ? RC_OK : RC_FAILED);
}

static RC
reach(const char *address, int64_t until_ms, int *fd_r)
{
	struct sockaddr_storage ss;
	socklen_t len = place(address, &ss), n = sizeof(int);
	int fd, fault = 0;

	if (len == 0)
		return (RC_FAILED);
	fd = socket(ss.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC,
	    0);
	if (fd < 0)
		return (RC_FAILED);
	if ((connect(fd, (struct sockaddr *)&ss, len) == 0 ||
	    errno == EINPROGRESS) && wait_for(fd, POLLOUT, until_ms) == RC_OK
	    && getsockopt(fd, SOL_SOCKET, SO_ERROR, &fault, &n) == 0 &&
	    fault == 0) {
		*fd_r = fd;
		return (RC_OK);
	}
	close(fd);
	return (RC_FAILED);
}

/* HTTP/1.0, so that the answer comes in one piece and ends with the connection. */
static RC
talk(int fd, const char *question, char *answer, size_t max, int64_t until_ms)
{
	size_t n = 0, left = strlen(question);
	ssize_t k;

	while (left > 0) {
		TRY(wait_for(fd, POLLOUT, until_ms));
		k = send(fd, question, left, MSG_NOSIGNAL);
		if (k <= 0)
			return (RC_FAILED);
		question += k;
		left -= (size_t)k;
	}
	while (n < max) {
		TRY(wait_for(fd, POLLIN, until_ms));
		k = recv(fd, answer + n, max - n, 0);
		if (k < 0)
			return (RC_FAILED);
		if (k == 0)
			break;
		n += (size_t)k;
	}
	answer[n] = '\0';
	return (RC_OK);
}

static RC
body_of(struct arena *a, const char *answer, const char **body_r)
{
	const char *end = strstr(answer, "\r\n\r\n");

	if (!str_starts(answer, "HTTP/1.") || strlen(answer) < 12 ||
	    memcmp(answer + 8, " 200", 4) != 0 || end == NULL ||
	    strlen(end + 4) > BODY_MAX)
		return (RC_NOTFOUND);
	*body_r = str_trim(a, end + 4);
	return (RC_OK);
}

RC
fetch_text(const struct net *n, struct arena *a, const char *host,
    const char *path, const char **body_r)
{
	char *answer = arena_alloc(a, HEAD_MAX + BODY_MAX + 1);
	int64_t until = now_us() / 1000 + (int64_t)n->timeout_s * 1000;
	const char *question = arena_printf(a, "GET %s HTTP/1.0\r\nHost: %s\r\n"
	    "User-Agent: Olvido\r\nAccept: text/plain\r\n\r\n", path, host);
	struct net_texts l;
	enum rc rc = RC_FAILED;
	int fd = -1;

	TRY(dns_addresses(n, a, host, &l));
	for (size_t i = 0; i < l.n; i++)
		if (!allowed(n, l.v[i]))
			return (RC_DENIED);
	for (size_t i = 0; i < l.n && rc != RC_OK; i++)
		rc = reach(l.v[i], until, &fd);
	TRY(rc);
	rc = talk(fd, question, answer, HEAD_MAX + BODY_MAX, until);
	close(fd);
	TRY(rc);
	return (body_of(a, answer, body_r));
}
