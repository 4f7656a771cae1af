/*
 * A child process for parsing what strangers sent: one pipe out, no other
 * descriptor, seccomp allow-list, RLIMIT_AS 256 MB + what the input needs,
 * RLIMIT_CPU 5 s (30 s by the clock).  One call, one child; its death is an
 * ordinary result.  The caller must be a process with one thread.
 */
#ifndef MAIL_JAIL_H
#define MAIL_JAIL_H

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
 * The same by children that stay (at most 100 calls or a second of work each,
 * then the parent makes a new one).  jail_serve_open(): in a parent that holds
 * no keys, once; from then on jail_run() of that function asks them.
 * jail_serve(): in a child that dropped its rights; does not return.
 * jail_serve_caller(): in every process that asks.
 */
void	jail_serve_open(jail_fn *, size_t max_input);
void	jail_serve_caller(void);
void	jail_serve(void) __attribute__((noreturn));
void	jail_compile(void);	/* the seccomp program, in the parent */

#endif
