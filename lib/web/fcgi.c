/* The only door to libfcgi: one request at a time on one listening socket. */
#include <errno.h>
#include <fcgiapp.h>

#include "core/log.h"
#include "web/priv.h"

struct fcgi { FCGX_Request r; };

struct fcgi *
fcgi_new(int listen_fd)
{
	struct fcgi *f = arena_alloc(arena_boot(), sizeof(*f));

	if (FCGX_Init() != 0 || FCGX_InitRequest(&f->r, listen_fd,
	    FCGI_FAIL_ACCEPT_ON_INTR) != 0)
		die("libfcgi cannot be started");
	return (f);
}

RC
fcgi_accept(struct fcgi *f)
{
	return (FCGX_Accept_r(&f->r) == 0 ? RC_OK : RC_FAILED);
}

const char *
fcgi_param(struct fcgi *f, const char *name)
{
	return (FCGX_GetParam(name, f->r.envp));
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

void
fcgi_finish(struct fcgi *f)
{
	FCGX_Finish_r(&f->r);
}

void
fcgi_stop(void)
{
	FCGX_ShutdownPending();
}
