/* The kernel's random bytes (rand.h), for floors that may not use libsodium. */
#include "core/rand.h"

#include <errno.h>
#include <sys/random.h>

#include "core/log.h"

void
rand_bytes(void *out, size_t n)
{
	unsigned char *p = out;
	ssize_t got;

	while (n > 0) {
		got = getrandom(p, n > 256 ? 256 : n, 0);
		if (got < 0 && errno != EINTR)
			die("getrandom failed");
		if (got > 0) {
			p += got;
			n -= (size_t)got;
		}
	}
}
