/*
 * A child process for parsing what strangers sent: one pipe out, no other
 * descriptor, seccomp allow-list, RLIMIT_AS 256 MB + what the input needs,
 * RLIMIT_CPU 5 s (30 s by the clock).  One call, one child; its death is an
 * ordinary result.  The caller must be a process with one thread.
 */
#ifndef MAIL_JAIL_H
#define MAIL_JAIL_H

#include <stdbool.h>

#include "core/buf.h"

/* The largest answer: the input's size and this. The arena must have room. */
#define JAIL_ANSWER_SLACK	((size_t)16 << 20)

/* Runs in the child: read in, append the answer to out. */
typedef void jail_fn(struct arena *, struct bytes in, struct buf *out);
/*
 * RC_INVALID when the child died, ran out of limits or answered too much.
 * RC_FAILED: no fork.  The answer is what a stranger's mail may have forged:
 * check every length in it.
 */
RC	jail_run(struct arena *, jail_fn *, struct bytes in, struct bytes *out_r);

/*
 * The same by children that stay for at most 100 calls, five minutes, or a call
 * that took long.  A process that will ask, while it holds no keys:
 * jail_serve_open(), then fork; the child drops its rights and becomes the nursery
 * of its parsers by jail_serve(), which does not return; the process itself calls
 * jail_serve_caller(), and from then on jail_run() of that function asks.
 * jail_whose(): calls from now on are of that account; a parser that has seen
 * another's gets none of them.  jail_lost(): the nursery is gone, and with it
 * every later call: end, and be started anew.
 */
void	jail_serve_open(jail_fn *, size_t max_input);
void	jail_serve_caller(void);
void	jail_serve(void) __attribute__((noreturn));
void	jail_whose(uint64_t account);
bool	jail_lost(void);
void	jail_compile(void);	/* the seccomp program, in the parent */

#endif
