/* An LMTP session, byte by byte, through a socket pair. */
#include <sys/socket.h>

#include <unistd.h>

#include "fuzz.h"
#include "core/str.h"
#include "mail/lmtp.h"

static const char *const seeds[] = {
	"LHLO x\r\nMAIL FROM:<a@x> SIZE=1\r\nRCPT TO:<b@x>\r\nDATA\r\n..x\r\n"
	    ".\r\nQUIT\r\n",
	"LHLO x\r\nMAIL FROM:<> SMTPUTF8 BODY=8BITMIME\r\nRCPT TO:<\"a b\"@x>"
	    "\r\nRCPT TO:<@r:c@x>\r\nRSET\r\nNOOP\r\nVRFY\r\n",
	NULL,
};

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	fuzz_seeds(*argc, *argv, seeds);
	return (0);
}

static enum rc
recipient(void *arg, struct arena *a, const char *address)
{
	(void)arg, (void)a;
	/* What no address may hold after the syntax was checked. */
	if (strlen(address) > 254 || strpbrk(address, "\r\n") != NULL)
		abort();
	return (address[0] == 'n' ? RC_NOTFOUND : RC_OK);
}

static enum rc
deliver(void *arg, struct arena *a, const char *sender, const char *rcpt,
    struct bytes raw)
{
	(void)arg, (void)a;
	if (sender == NULL || rcpt == NULL || raw.n > 5000 ||
	    (raw.n > 0 && (raw.n < 2 || raw.p[raw.n - 1] != '\n')))
		abort();
	return (RC_OK);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static volatile int stop;
	const struct lmtp_calls c = { recipient, deliver, NULL, 5000 };
	int s[2];

	if (n > 60000 || socketpair(AF_UNIX, SOCK_STREAM, 0, s) != 0)
		return (0);
	if (write(s[0], p, n) == (ssize_t)n) {
		(void)shutdown(s[0], SHUT_WR);
		lmtp_serve(s[1], &c, &stop);
	}
	close(s[0]);
	close(s[1]);
	return (0);
}
