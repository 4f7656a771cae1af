/* Anchors of the audit log in files (anchor.h). */
#include "privacy/anchor.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/log.h"
#include "core/str.h"
#include "core/time.h"

#define ANCHORS_MAX	100000

static void
file_close(FILE **f)
{
	if (*f != NULL)
		fclose(*f);
}

static void
fd_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

RC
anchors_read(struct vault *v, struct arena *a, const char *path,
    struct anchor **v_r, size_t *n_r, size_t *line_r)
{
	CLEANUP(file_close) FILE *f = fopen(path, "re");
	char line[512];

	*n_r = *line_r = 0;
	if (f == NULL)
		return (RC_NOTFOUND);
	*v_r = arena_array(a, ANCHORS_MAX, sizeof(**v_r));
	while (fgets(line, sizeof(line), f) != NULL && *n_r < ANCHORS_MAX) {
		line[strcspn(line, "\r\n")] = '\0';
		(*line_r)++;
		if (!str_starts(line, "audit "))
			continue;
		if (anchor_parse(v, a, line, &(*v_r)[*n_r]) != RC_OK)
			return (RC_DENIED);
		(*n_r)++;
	}
	*line_r = 0;
	return (*n_r > 0 ? RC_OK : RC_DENIED);
}

RC
anchor_keep(struct arena *a, const char *folder, const char *line)
{
	CLEANUP(fd_close) int fd = -1;
	const char *day = arena_strndup(a, time_iso(a, now_s()), 10);
	const char *text = arena_printf(a, "%s\n", line);
	size_t n = strlen(text);

	if (mkdir(folder, 0700) != 0 && errno != EEXIST)
		return (RC_FAILED);
	fd = open(arena_printf(a, "%s/%s.txt", folder, day), O_WRONLY |
	    O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0 || write(fd, text, n) != (ssize_t)n || fsync(fd) != 0) {
		log_warn("cannot write an anchor into %s", folder);
		return (RC_FAILED);
	}
	return (RC_OK);
}
