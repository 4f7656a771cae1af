/*
 * Passwords: Argon2id, by default t=2, m=64 MiB, p=1 (libsodium INTERACTIVE;
 * above OWASP's minimum of t=2, m=19 MiB).  The text form carries its parameters.
 * One call costs about 90 ms and 64 MiB: a web program has olvido-hash do it, which
 * does two at once for the whole installation, whatever comes in.
 */
#ifndef CRYPTO_PASSWORD_H
#define CRYPTO_PASSWORD_H

#include <stdbool.h>
#include <sys/types.h>

#include "core/arena.h"

#define PASSWORD_HASH_MAX 128

/* Parameters of new hashes; below OWASP's minimum dies. At start. */
void	password_parameters(uint64_t ops, uint64_t mem_kib);
/*
 * Have the hashers behind this socket do the work, for at most `seats` of this
 * process's later children at once, `strangers` of them for anybody, the others
 * for people that are known already.  At start, before any fork.
 */
void	password_pool(const char *socket_path, unsigned seats,
	    unsigned strangers);
/* A child that may have died at it. */
void	password_pool_left(pid_t);

/*
 * Whoever wants one hash for sure takes a seat first, before he counts an
 * attempt: RC_LIMIT when all are taken.  Without a pool there is always one.
 */
RC	password_seat(bool known);
void	password_seat_leave(void);

/*
 * hash_r: NUL-terminated.  RC_LIMIT: no seat, or 50 wait for the hashers: try
 * later.  RC_FAILED: no memory, or no hashers.
 */
RC	password_hash(const char *password, char hash_r[PASSWORD_HASH_MAX]);
/* RC_OK when it fits, RC_DENIED when not, else as above. A NULL hash costs the
   same time. */
RC	password_check(const char *hash, const char *password);
/* Whether it was made with other parameters than new ones are. */
bool	password_stale(const char *hash);

/* ---- for olvido-hash -------------------------------------------------------- */

/* One call as it goes over the socket; both sides are of one build. */
struct password_ask {
	uint64_t	ops, mem;	/* mem: bytes */
	bool		check;
	char		hash[PASSWORD_HASH_MAX];	/* to check against */
	char		password[1024];
};
struct password_answer {
	enum rc		rc;
	char		hash[PASSWORD_HASH_MAX];
};
#define PASSWORD_MEM_MAX	(256ULL << 20)
void	password_work(const struct password_ask *, struct password_answer *);

#endif
