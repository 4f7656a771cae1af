/* What the files of olvido-nginx share. */
#ifndef OLVIDO_NGINX_NGINX_H
#define OLVIDO_NGINX_NGINX_H

#include <sys/types.h>

#include "auth/nginxmap.h"

#define USER	"olvido-nginx"

/* ---- install.c ---- */

int	write_all(int fd, const char *, size_t);	/* 0 or 75 */
/* To the end; RC_LIMIT when it does not come to one. */
RC	read_all(int fd, struct buf *);
RC	read_file(const char *path, struct buf *);
RC	wait_child(pid_t);
RC	nginx_reload(struct arena *);	/* RC_NOTFOUND: it does not run */
/*
 * Takes what is of the grammar, what `nginx -t` accepts and what a running nginx
 * reloads; else puts back what was there.  RC_DENIED: not taken.
 */
RC	install(struct arena *, const struct buf *, bool *changed_r);

/* ---- look.c ---- */

/* Proofs of domains that are due, as the user olvido-nginx. */
RC	look(void);

#endif
