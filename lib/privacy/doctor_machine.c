/* Files, disks and the kernel (doctor.h). */
#include <limits.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/timex.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/str.h"
#include "privacy/doctor_in.h"

static void
one_file(struct doctor *d, const char *name, const char *path)
{
	struct stat sb;

	if (lstat(path, &sb) != 0) {
		finding(d, false, FINDING_BAD, name, "is not there",
		    "put it back ('olvido keys restore' for the slot file)");
		return;
	}
	finding(d, S_ISREG(sb.st_mode) && sb.st_uid == 0 && (sb.st_mode & 077)
	    == 0, FINDING_BAD, name, arena_printf(d->a, "mode %04o, user %u",
	    sb.st_mode & 07777, sb.st_uid), "chown root, chmod 0400 (master "
	    "key) or 0600 (slot file)");
}

static void
one_folder(struct doctor *d, const char *name, const char *file)
{
	const char *slash = strrchr(file, '/'), *path;
	struct stat sb;

	if (slash == NULL || slash == file)
		return;
	path = arena_strndup(d->a, file, (size_t)(slash - file));
	if (stat(path, &sb) != 0)
		return;
	finding(d, sb.st_uid == 0 && (sb.st_mode & 022) == 0, FINDING_BAD,
	    name, arena_printf(d->a, "mode %04o, user %u", sb.st_mode & 07777,
	    sb.st_uid), "others could put another file in its place: chown "
	    "root, chmod 0700");
}

void
doctor_files(struct doctor *d, const char *datadir, const char *tmpdir)
{
	const char *slots = conf_str("Keys.Slots");
	struct stat keys, data;
	struct statfs fs;

	one_file(d, "file.master", conf_str("Keys.Master"));
	one_file(d, "file.slots", slots);
	one_folder(d, "folder.master", conf_str("Keys.Master"));
	one_folder(d, "folder.slots", slots);
	if (stat(slots, &keys) == 0 && stat(datadir, &data) == 0)
		finding(d, keys.st_dev != data.st_dev, FINDING_WARN,
		    "volume.keys", keys.st_dev != data.st_dev
		    ? "keys and data lie on two volumes"
		    : "keys and data lie on one volume", "a snapshot of that "
		    "volume holds both: a volume of its own for the keys");
	finding(d, statfs(tmpdir, &fs) == 0 && fs.f_type == TMPFS_MAGIC,
	    FINDING_BAD, "mariadb.tmpdir", tmpdir, "temporary files reach the "
	    "disk: set tmpdir to a folder on a tmpfs");
}

/* ---- the kernel ------------------------------------------------------------------- */

/* The first line, or "". */
static const char *
line_of(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "re");
	char line[512] = "";

	if (f == NULL)
		return ("");
	if (fgets(line, sizeof(line), f) == NULL)
		line[0] = '\0';
	fclose(f);
	line[strcspn(line, "\n")] = '\0';
	return (arena_strdup(a, line));
}

/* dm-crypt says so; zram never leaves memory. */
static bool
swap_safe(struct arena *a, const char *device)
{
	char real[PATH_MAX];
	const char *name;

	if (realpath(device, real) == NULL)
		return (false);
	name = strrchr(real, '/') + 1;
	return (str_starts(name, "zram") || str_starts(line_of(a,
	    arena_printf(a, "/sys/block/%s/dm/uuid", name)), "CRYPT-"));
}

static void
look_swap(struct doctor *d)
{
	FILE *f = fopen("/proc/swaps", "re");
	char line[512];
	unsigned all = 0, bad = 0;

	while (f != NULL && fgets(line, sizeof(line), f) != NULL) {
		if (line[0] != '/')
			continue;
		line[strcspn(line, " \t")] = '\0';
		all++;
		bad += !swap_safe(d->a, line);
	}
	if (f != NULL)
		fclose(f);
	finding(d, bad == 0, FINDING_BAD, "swap", arena_printf(d->a, "%u, of "
	    "them %u not encrypted", all, bad), "memory with opened texts may "
	    "be written to disk: swapoff, or swap on dm-crypt");
}

void
doctor_clock(struct doctor *d, int state)
{
	finding(d, state >= 0 && state != TIME_ERROR, FINDING_WARN, "clock",
	    state < 0 ? "cannot be asked" : state == TIME_ERROR
	    ? "not synchronised" : "synchronised", "dates of erasures and of "
	    "retention are its: run chrony or systemd-timesyncd");
}

void
doctor_kernel(struct doctor *d)
{
	const char *core = line_of(d->a, "/proc/sys/kernel/core_pattern");
	struct timex t = { 0 };

	look_swap(d);
	finding(d, core[0] != '|', FINDING_WARN, "core_pattern", core,
	    "a crash of MariaDB or nginx would be given to a program with all "
	    "its memory: sysctl kernel.core_pattern=core, and limits of 0");
	doctor_clock(d, adjtimex(&t));
}
