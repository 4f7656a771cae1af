/*
 * LMTP (RFC 2033) for the MTA in front of us: it keeps a mail until we say 250,
 * and we say so only after the callback's commit.  Called by the mail program's
 * children, one connection at a time.  Replies are constant texts.
 */
#include <sys/socket.h>

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "core/log.h"
#include "core/str.h"
#include "core/time.h"
#include "core/wipe.h"
#include "mail/lmtp.h"
#include "mail/lmtp_in.h"

#define IDLE_US		((int64_t)300 * 1000 * 1000)
#define ERRORS		20	/* bad commands before we hang up */
#define ARENA_SLACK	((size_t)64 << 20)

struct lmtp {
	int			  fd;
	const struct lmtp_calls	 *c;
	const volatile int	 *stop;
	char			  in[16384];
	size_t			  nin;
	char			  out[8192];
	size_t			  nout;
	bool			  closed;
	bool			  hello;
	size_t			  errors;
	/* the transaction */
	struct arena		 *a;		/* paths and content */
	struct arena		 *work;		/* for a callback */
	const char		 *sender;	/* NULL before MAIL */
	bool			  utf8;
	const char		 *rcpt[LMTP_RCPTS];
	size_t			  nrcpt;
	size_t			  tries;	/* RCPTs, refused ones, too */
};

static bool
wait_for(struct lmtp *l, short events, bool stoppable)
{
	struct pollfd p = { .fd = l->fd, .events = events };
	int64_t end = mono_us() + IDLE_US;

	while (mono_us() < end) {
		int r;

		if (stoppable && *l->stop)
			return (false);
		r = poll(&p, 1, 500);
		if (r > 0)
			return (true);
		if (r < 0 && errno != EINTR)
			break;
	}
	l->closed = true;
	return (false);
}

static void
flush(struct lmtp *l)
{
	size_t at = 0;

	while (at < l->nout && !l->closed) {
		ssize_t n = send(l->fd, l->out + at, l->nout - at,
		    MSG_NOSIGNAL | MSG_DONTWAIT);

		if (n > 0)
			at += (size_t)n;
		else if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
			(void)wait_for(l, POLLOUT, false);
		else if (n == 0 || errno != EINTR)
			l->closed = true;
	}
	l->nout = 0;
}

/* Replies wait until there is nothing more to read (RFC 2920 3.2). */
static void
reply(struct lmtp *l, const char *text)
{
	size_t n = strlen(text);

	if (l->nout + n > sizeof(l->out))
		flush(l);
	memcpy(l->out + l->nout, text, n);
	l->nout += n;
	if ((text[0] == '5' && text[1] == '0') && ++l->errors >= ERRORS) {
		static const char enough[] = "421 4.7.0 Too many errors\r\n";

		flush(l);
		memcpy(l->out, enough, sizeof(enough) - 1);
		l->nout = sizeof(enough) - 1;
		flush(l);
		l->closed = true;
	}
}

/* More bytes into the buffer. */
static bool
fill(struct lmtp *l, bool stoppable)
{
	ssize_t n;

	flush(l);
	if (l->closed || !wait_for(l, POLLIN, stoppable))
		return (false);
	n = recv(l->fd, l->in + l->nin, sizeof(l->in) - l->nin, MSG_DONTWAIT);
	if (n < 0 && (errno == EINTR || errno == EAGAIN ||
	    errno == EWOULDBLOCK))
		return (true);
	if (n <= 0) {
		l->closed = true;
		return (false);
	}
	l->nin += (size_t)n;
	return (true);
}

static void
consume(struct lmtp *l, size_t n)
{
	memmove(l->in, l->in + n, l->nin - n);
	l->nin -= n;
}

/* Reads on to the end of a line that is too long. */
static bool
skip_line(struct lmtp *l)
{
	char *end;

	while ((end = memmem(l->in, l->nin, "\r\n", 2)) == NULL) {
		if (l->nin > 1)
			consume(l, l->nin - 1);
		if (!fill(l, true))
			return (false);
	}
	consume(l, (size_t)(end - l->in) + 2);
	return (true);
}

/*
 * The next command without its CRLF; false at the end.  A line that is too long
 * or holds a bare CR, LF or NUL comes as "": a syntax error.
 */
static bool
next_line(struct lmtp *l, char line[LMTP_LINE])
{
	char *end;
	size_t n;

	line[0] = '\0';
	while ((end = memmem(l->in, l->nin, "\r\n", 2)) == NULL) {
		if (l->nin >= LMTP_LINE)
			return (skip_line(l));
		if (!fill(l, true))
			return (false);
	}
	n = (size_t)(end - l->in);
	if (n < LMTP_LINE && memchr(l->in, '\0', n) == NULL &&
	    memchr(l->in, '\n', n) == NULL && memchr(l->in, '\r', n) == NULL) {
		memcpy(line, l->in, n);
		line[n] = '\0';
	}
	consume(l, n + 2);
	return (true);
}

static void
transaction_end(struct lmtp *l)
{
	arena_reset(l->a);
	stack_wipe();
	l->sender = NULL;
	l->utf8 = false;
	l->nrcpt = 0;
	l->tries = 0;
}

static void
do_lhlo(struct lmtp *l, const char *arg)
{
	char size[64];

	if (arg[0] == '\0') {
		reply(l, "501 5.5.4 LHLO needs a name\r\n");
		return;
	}
	transaction_end(l);
	l->hello = true;
	(void)snprintf(size, sizeof(size), "250-SIZE %zu\r\n",
	    l->c->max_message);
	reply(l, "250-olvido\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n");
	reply(l, size);
	reply(l, "250-8BITMIME\r\n250 SMTPUTF8\r\n");
}

static void
do_mail(struct lmtp *l, const char *arg)
{
	struct lmtp_path p;

	if (!l->hello || l->sender != NULL) {
		reply(l, l->hello ? "503 5.5.1 MAIL was given\r\n" :
		    "503 5.5.1 LHLO first\r\n");
		return;
	}
	if (strncasecmp(arg, "FROM:", 5) != 0) {
		reply(l, "501 5.5.4 MAIL FROM:<address>\r\n");
		return;
	}
	transaction_end(l);		/* what a refused MAIL left */
	p = lmtp_path(l->a, arg + 5, true);
	if (p.error != NULL) {
		reply(l, p.error);
	} else if (p.size > l->c->max_message) {
		reply(l, "552 5.3.4 Message too big\r\n");
	} else {
		l->sender = p.address;
		l->utf8 = p.utf8;
		reply(l, "250 2.1.0 Sender ok\r\n");
	}
}

/* said: an answer for each result that has one of its own. */
static void
reply_rc(struct lmtp *l, enum rc rc, const char *const said[RC_FAILED + 1])
{
	reply(l, said[rc] != NULL ? said[rc]
	    : "451 4.3.0 Try again later\r\n");
}

static void
rcpt_reply(struct lmtp *l, const char *address)
{
	static const char *const said[RC_FAILED + 1] = {
		[RC_OK] = "250 2.1.5 Recipient ok\r\n",
		[RC_NOTFOUND] = "550 5.1.1 No such address here\r\n",
		[RC_INVALID] = "553 5.1.3 Bad address\r\n",
		[RC_LIMIT] = "452 4.2.2 Too much mail\r\n",
	};
	enum rc rc = l->c->recipient(l->c->arg, l->work, address);

	arena_reset(l->work);
	if (rc == RC_OK)
		l->rcpt[l->nrcpt++] = address;
	reply_rc(l, rc, said);
}

static void
do_rcpt(struct lmtp *l, const char *arg)
{
	struct lmtp_path p;

	if (l->sender == NULL) {
		reply(l, "503 5.5.1 MAIL first\r\n");
		return;
	}
	if (strncasecmp(arg, "TO:", 3) != 0) {
		reply(l, "501 5.5.4 RCPT TO:<address>\r\n");
		return;
	}
	if (l->nrcpt == LMTP_RCPTS || ++l->tries > LMTP_RCPTS * 10) {
		reply(l, "452 4.5.3 Too many recipients\r\n");
		return;
	}
	p = lmtp_path(l->a, arg + 3, false);
	if (p.error != NULL)
		reply(l, p.error);
	else if (p.utf8 && !l->utf8)
		reply(l, "553 5.6.7 SMTPUTF8 is needed\r\n");
	else
		rcpt_reply(l, p.address);
}

/* One recipient's answer to the content (RFC 2033 4.2). */
static void
deliver_reply(struct lmtp *l, const char *rcpt, const struct lmtp_data *d)
{
	static const char *const said[RC_FAILED + 1] = {
		[RC_OK] = "250 2.0.0 Stored\r\n",
		[RC_INVALID] = "554 5.6.0 Message refused\r\n",
		[RC_LIMIT] = "552 5.3.4 Message too big\r\n",
		[RC_NOTFOUND] = "550 5.1.1 No such address here\r\n",
	};
	enum rc rc = RC_LIMIT;

	if (!d->too_big)
		rc = l->c->deliver(l->c->arg, l->work, l->sender, rcpt,
		    buf_bytes(&d->body));
	arena_reset(l->work);
	reply_rc(l, rc, said);
}

static void
do_data(struct lmtp *l, const char *arg)
{
	struct lmtp_data d = { .body = { .a = l->a },
	    .max = l->c->max_message };

	if (arg[0] != '\0') {
		reply(l, "501 5.5.4 DATA has no argument\r\n");
		return;
	}
	if (l->nrcpt == 0) {
		reply(l, "503 5.5.1 No valid recipients\r\n");
		return;
	}
	reply(l, "354 End with CRLF . CRLF\r\n");
	flush(l);
	while (!d.done) {
		consume(l, lmtp_data_take(&d, l->in, l->nin));
		if (!d.done && !fill(l, false))
			return;		/* cut off: nothing was taken */
	}
	for (size_t i = 0; i < l->nrcpt; i++) {
		deliver_reply(l, l->rcpt[i], &d);
		flush(l);
	}
	transaction_end(l);
}

/* The argument if line is that command, else NULL. */
static const char *
command(const char *line, const char *name)
{
	size_t n = strlen(name);

	if (strncasecmp(line, name, n) != 0 ||
	    (line[n] != ' ' && line[n] != '\0'))
		return (NULL);
	return (line + n + strspn(line + n, " "));
}

static void
do_command(struct lmtp *l, const char *line)
{
	const char *arg;

	if ((arg = command(line, "LHLO")) != NULL) {
		do_lhlo(l, arg);
	} else if ((arg = command(line, "MAIL")) != NULL) {
		do_mail(l, arg);
	} else if ((arg = command(line, "RCPT")) != NULL) {
		do_rcpt(l, arg);
	} else if ((arg = command(line, "DATA")) != NULL) {
		do_data(l, arg);
	} else if (command(line, "RSET") != NULL) {
		transaction_end(l);
		reply(l, "250 2.0.0 Ok\r\n");
	} else if (command(line, "NOOP") != NULL) {
		reply(l, "250 2.0.0 Ok\r\n");
	} else if (command(line, "VRFY") != NULL) {
		reply(l, "252 2.5.2 Send it and see\r\n");
	} else if (command(line, "QUIT") != NULL) {
		reply(l, "221 2.0.0 Bye\r\n");
		flush(l);
		l->closed = true;
	} else {
		/* HELO and EHLO, too (RFC 2033 4.1) */
		reply(l, "500 5.5.1 Unknown command\r\n");
	}
}

void
lmtp_serve(int fd, const struct lmtp_calls *c, const volatile int *stop)
{
	struct arena *boot = arena_new(sizeof(struct lmtp) + 65536);
	struct lmtp *l = ARENA_NEW(boot, struct lmtp);
	char line[LMTP_LINE];

	l->fd = fd;
	l->c = c;
	l->stop = stop;
	l->a = arena_new(c->max_message * 5 + ARENA_SLACK);
	l->work = arena_new(c->max_message * 4 + ARENA_SLACK);
	reply(l, "220 olvido LMTP\r\n");
	flush(l);
	while (!l->closed && next_line(l, line))
		do_command(l, line);
	if (!l->closed) {
		reply(l, "421 4.3.2 Shutting down\r\n");
		flush(l);
	}
	arena_free(&l->a);
	arena_free(&l->work);
	arena_free(&boot);
}
