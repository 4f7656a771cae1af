/* Handing a message over by LMTP (lmtp_send.h). Blocking, one message. */
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

#include <unistd.h>

#include "core/buf.h"
#include "core/str.h"
#include "mail/lmtp_send.h"

#define WAIT_S	300

struct peer {
	int	 fd;
	char	 in[4096];
	size_t	 n;
};

static bool
peer_write(struct peer *p, const void *data, size_t n)
{
	const char *s = data;

	while (n > 0) {
		ssize_t w = send(p->fd, s, n, MSG_NOSIGNAL);

		if (w <= 0)
			return (false);
		s += w;
		n -= (size_t)w;
	}
	return (true);
}

/* The code of the next whole reply; 0 when the other side is gone. */
static int
peer_reply(struct peer *p)
{
	for (;;) {
		char *end = memmem(p->in, p->n, "\r\n", 2);
		size_t line = end == NULL ? 0 : (size_t)(end - p->in) + 2;
		int code = line >= 5 ? (int)strtol(p->in, NULL, 10) : 0;
		bool last = line >= 5 && p->in[3] != '-';
		ssize_t r;

		if (line > 0) {
			memmove(p->in, p->in + line, p->n - line);
			p->n -= line;
			if (last)
				return (code);
			continue;
		}
		r = p->n < sizeof(p->in) - 1 ? recv(p->fd, p->in + p->n,
		    sizeof(p->in) - 1 - p->n, 0) : 0;
		if (r <= 0)
			return (0);
		p->n += (size_t)r;
		p->in[p->n] = '\0';
	}
}

static int
command(struct peer *p, struct arena *a, const char *name, const char *arg,
    const char *end)
{
	const char *s = arena_printf(a, "%s%s%s\r\n", name, arg, end);

	return (peer_write(p, s, strlen(s)) ? peer_reply(p) : 0);
}

/* Lines end in CRLF, a dot at the start of one is doubled. */
static struct bytes
content(struct arena *a, struct bytes raw)
{
	struct buf b = BUF_INIT(a);
	uint8_t last = '\n';

	for (size_t i = 0; i < raw.n; i++) {
		uint8_t c = raw.p[i];

		if (c == '\n' && last != '\r')
			buf_chr(&b, '\r');
		if (c == '.' && last == '\n')
			buf_chr(&b, '.');
		buf_chr(&b, (char)c);
		last = c;
	}
	buf_str(&b, last == '\n' ? ".\r\n" : "\r\n.\r\n");
	return (buf_bytes(&b));
}

static enum rc
code_rc(int code)
{
	if (code >= 200 && code < 400)
		return (RC_OK);
	return (code == 552 ? RC_LIMIT : code >= 500 ? RC_INVALID : RC_FAILED);
}

static RC
dialogue(struct peer *p, struct arena *a, const char *sender,
    const char *recipient, struct bytes raw)
{
	struct bytes b = content(a, raw);
	int code;

	if (peer_reply(p) != 220)
		return (RC_FAILED);
	TRY(code_rc(command(p, a, "LHLO ", "localhost", "")));
	TRY(code_rc(command(p, a, "MAIL FROM:<", sender, ">")));
	code = command(p, a, "RCPT TO:<", recipient, ">");
	if (code >= 500)
		return (RC_NOTFOUND);
	TRY(code_rc(code));
	TRY(code_rc(command(p, a, "DATA", "", "")));
	if (!peer_write(p, b.p, b.n))
		return (RC_FAILED);
	return (code_rc(peer_reply(p)));
}

enum rc
lmtp_send(struct arena *a, const char *path, const char *sender,
    const char *recipient, struct bytes raw)
{
	struct timeval wait = { .tv_sec = WAIT_S };
	struct sockaddr_un sa = { .sun_family = AF_UNIX };
	struct peer p = { 0 };
	enum rc rc = RC_FAILED;

	/* What could end a command is no address. */
	if (strpbrk(sender, "\r\n<>") != NULL ||
	    strpbrk(recipient, "\r\n<>") != NULL)
		return (RC_NOTFOUND);
	p.fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (p.fd < 0 || strlen(path) >= sizeof(sa.sun_path))
		return (RC_FAILED);
	memcpy(sa.sun_path, path, strlen(path) + 1);
	(void)setsockopt(p.fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	(void)setsockopt(p.fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));
	if (connect(p.fd, (struct sockaddr *)&sa, sizeof(sa)) == 0)
		rc = dialogue(&p, a, sender, recipient, raw);
	close(p.fd);
	return (rc);
}
