/* The two ways of the jail, for each other: a child a call, a child that serves. */
#ifndef MAIL_JAIL_IN_H
#define MAIL_JAIL_IN_H

#include <stdbool.h>
#include <sys/types.h>

#include "mail/jail.h"

#define JAIL_WALL_US	((int64_t)30 * 1000 * 1000)
#define JAIL_IN		0	/* a serving child: the call it works on */
#define JAIL_OUT	1	/* the answer, or where calls come from */

/* In the child, for good: only descriptor `fd`, as JAIL_OUT, and the limits. */
void	 jail_lock(int fd, size_t input);
/* All of it to JAIL_OUT or JAIL_IN; ends the child when it cannot. */
void	 jail_write(int fd, const void *p, size_t n);
/* The child's answer; false when it is not whole. */
bool	 jail_answer(struct arena *, int fd, size_t max, struct bytes *out_r);
/* Does the serving child know this function?  Then ask it. */
bool	 jail_served(jail_fn *);
RC	 jail_ask(struct arena *, struct bytes in, struct bytes *out_r);

#endif
