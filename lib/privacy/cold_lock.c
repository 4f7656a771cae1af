/*
 * One act on an account's cold backup at a time (cold.h): a byte of one file for
 * each account, locked as long as the process holds it open.  Between a backup that
 * is whole and the rows that go after it nobody may copy again: it would write over
 * the whole one what is left.
 */
#include "privacy/cold.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/log.h"

#define NAME	".lock"

/* His whose the folder is: root and olvido-cron both come. */
static int
lock_file(struct arena *a)
{
	const char *dir = conf_str("Cold.Dir");
	const char *name = arena_printf(a, "%s/" NAME, dir);
	int fd = open(name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	struct stat sb;

	if (fd >= 0 || errno != ENOENT)
		return (fd);
	fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd >= 0 && geteuid() == 0 && stat(dir, &sb) == 0 &&
	    fchown(fd, sb.st_uid, sb.st_gid) != 0)
		log_warn("the lock of cold backups keeps its owner");
	return (fd);
}

RC
cold_lock(struct cold_run *r, account_id id, int *fd_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(65536);
	struct flock at = { .l_type = F_WRLCK, .l_whence = SEEK_SET,
		.l_start = (off_t)id.v, .l_len = 1 };

	*fd_r = lock_file(a);
	if (*fd_r < 0) {
		r->why = "Cold.Dir cannot be written to";
		return (RC_FAILED);
	}
	if (fcntl(*fd_r, F_OFD_SETLK, &at) == 0)
		return (RC_OK);
	r->why = errno == EAGAIN || errno == EACCES ? "another act on its cold "
	    "backup runs now" : "its cold backup cannot be locked";
	return (errno == EAGAIN || errno == EACCES ? RC_CONFLICT : RC_FAILED);
}

void
cold_unlock(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}
