/* olvido scrub: no bytes of erased rows in MariaDB's files. */
#include <dirent.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli.h"
#include "core/fault.h"
#include "core/rand.h"
#include "core/str.h"
#include "core/time.h"
#include "db/scrub.h"
#include "db/whole.h"
#include "model/key/scrub.h"

#define CHUNK	(1U << 20)

static void
say(const char *step)
{
	fprintf(stderr, "scrub: %s\n", step);
}

static bool
file_has(const char *path, const char *word, uint8_t *buf)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	size_t n = strlen(word), kept = 0;
	bool has = false;
	ssize_t got;

	if (fd < 0)
		return (false);
	while (!has && (got = read(fd, buf + kept, CHUNK)) > 0) {
		size_t all = kept + (size_t)got;

		has = memmem(buf, all, word, n) != NULL;
		kept = all < n ? all : n - 1;
		memmove(buf, buf + all - kept, kept);
	}
	close(fd);
	return (has);
}

/* Where a deleted row may lie: logs, undo, the doublewrite, the table itself. */
static bool
wanted(const char *name)
{
	return (str_starts(name, "ib") || str_starts(name, "undo") ||
	    strstr(name, "bin.") != NULL || strstr(name, "binlog") != NULL ||
	    str_ends(name, ".ibd"));
}

/* How many of these files hold the word; the last one's name. */
static unsigned
look(struct arena *a, const char *folder, const char *word,
    const char **where_r)
{
	uint8_t *buf = arena_alloc(a, CHUNK + 256);
	DIR *d = opendir(folder);
	struct dirent *e;
	unsigned n = 0;

	while (d != NULL && (e = readdir(d)) != NULL)
		if (wanted(e->d_name) && file_has(arena_printf(a, "%s/%s",
		    folder, e->d_name), word, buf)) {
			*where_r = arena_strdup(a, e->d_name);
			n++;
		}
	if (d != NULL)
		closedir(d);
	return (n);
}

static unsigned
look_all(struct arena *a, const char *data, const char *word,
    const char **where_r)
{
	return (look(a, data, word, where_r) + look(a, arena_printf(a,
	    "%s/olvido_scrub", data), word, where_r));
}

static RC
scrub(struct cli *c, const char *data, int64_t *began_r)
{
	uint8_t r[12];
	const char *word, *where = "";
	unsigned seen;

	rand_bytes(r, sizeof(r));
	word = arena_printf(c->a, "canary%s", hex_encode(c->a, r, sizeof(r)));
	TRY(scrub_canary(c->db, word));
	seen = look_all(c->a, data, word, &where);
	TRY(scrub_canary_delete(c->db));
	*began_r = now_us();
	TRY(scrub_database(c->db, say));
	if (look_all(c->a, data, word, &where) > 0) {
		fprintf(stderr, "olvido: a deleted row is still in %s: nothing "
		    "was written down as gone\n", where);
		return (RC_DENIED);
	}
	printf(seen > 0 ? "the canary was in %u files and is in none now\n"
	    : "the canary could not be seen before either: MariaDB encrypts "
	    "its files\n", seen);
	return (scrub_canary_end(c->db));
}

/* Its workers hold parts of requests until they are read over: new ones. */
static bool
nginx_anew(struct cli *c)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 16);
	char *argv[] = { path, (char[]){ "--conf" },
		arena_strdup(c->a, c->conf), (char[]){ "renew" }, NULL };
	int status = -1;
	pid_t pid;

	if (n <= 0)
		return (false);
	memcpy(path + n, "-nginx", sizeof("-nginx"));
	pid = fork();
	if (pid == 0) {
		execv(path, argv);
		_exit(127);
	}
	return (pid > 0 && waitpid(pid, &status, 0) == pid && status == 0);
}

static RC
cmd_scrub(struct cli *c)
{
	const char *data;
	int64_t began, start = mono_us();
	uint64_t n;
	enum rc rc;

	TRY(whole_variable(c->db, c->a, "datadir", &data));
	rc = scrub(c, data, &began);
	if (rc == RC_RETRY)
		fprintf(stderr, "olvido: not through; nothing was written down "
		    "as gone. Run it when the server is less busy.\n");
	TRY(rc);
	FAULT_POINT("scrub.washed");
	TRY(scrub_done(c->db, began, &n));
	printf("scrubbed in %.1f s; %llu erasures have no bytes left in the "
	    "database\n", (double)(mono_us() - start) / 1e6,
	    (unsigned long long)n);
	if (!nginx_anew(c))
		fprintf(stderr, "scrub: nginx does not run here; where it does: "
		    "olvido-nginx renew\n");
	return (RC_OK);
}

const struct command scrub_commands[] = {
	{ "scrub", "", "no bytes of erased rows in the database: every hour",
	  "Waits for purge, writes all pages, removes old binary logs, washes "
	  "the undo files and\nmakes the redo log anew, about 20 s beside the "
	  "programs; then erasures that were done\nbefore learn that no bytes "
	  "are left. Looks for a row of its own that it deleted. Then nginx\ngets "
	  "new workers: the old ones hold parts of requests. Needs\nroot "
	  "(MariaDB's SUPER). Old binary logs go: replicas must have read them. "
	  "Freed blocks of\nthe disk are not MariaDB's: encrypt the disk, run "
	  "fstrim.\n", 0, 0, cmd_scrub },
	{ 0 }
};
