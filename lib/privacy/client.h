/*
 * MariaDB's own client programs, run beside this process: no secret stands in any
 * argument (the socket knows who asks), and none goes on when this one dies.
 */
#ifndef PRIVACY_CLIENT_H
#define PRIVACY_CLIENT_H

#include <sys/types.h>

#include "core/arena.h"

/* Starts argv with fds as its standard input and output; -1: as here. */
RC	client_start(const char *const *argv, int in, int out, pid_t *pid_r);
/* Waits; RC_FAILED unless it said that all went well. */
RC	client_ended(pid_t);
/* take() reads what it writes.  Where it wrote less than all *why_r says so. */
RC	client_read(const char *const *argv, enum rc (*take)(void *, int in),
	    void *, const char **why_r);
const char *client_socket(struct arena *);	/* "--socket=..." */
/* What it loads is read by nobody's commands: mariadb --sandbox. RC_DENIED: the
   client that is installed is too old. */
RC	client_knows(void);

#endif
