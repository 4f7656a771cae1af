/* ZIP files by libarchive (zip.h). */
#include "privacy/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/log.h"

struct zip {
	struct arena		*a;
	struct archive		*z;
	struct archive_entry	*e;
	enum rc			(*write)(void *, struct bytes);
	void			*arg;
	int64_t			 made_at;
};

enum rc
write_fd(void *fd, struct bytes data)
{
	ssize_t n;

	for (; data.n > 0; data.p += n, data.n -= (size_t)n) {
		n = write(*(int *)fd, data.p, data.n);
		if (n < 0 && errno == EINTR)
			n = 0;
		else if (n <= 0)
			return (RC_FAILED);
	}
	return (RC_OK);
}

static la_ssize_t
write_out(struct archive *z, void *arg, const void *p, size_t n)
{
	struct zip *zip = arg;

	if (zip->write(zip->arg, (struct bytes){ p, n }) == RC_OK)
		return ((la_ssize_t)n);
	archive_set_error(z, -1, "not written");
	return (-1);
}

RC
zip_new(enum rc (*write)(void *, struct bytes), void *arg, int64_t made_at,
    struct zip **z_r)
{
	struct arena *a = arena_new(65536);
	struct zip *zip = ARENA_NEW(a, struct zip);

	*zip = (struct zip){ .a = a, .write = write, .arg = arg,
		.made_at = made_at, .z = archive_write_new(),
		.e = archive_entry_new() };
	if (zip->z == NULL || zip->e == NULL)
		die("out of memory");
	*z_r = zip;
	if (archive_write_set_format_zip(zip->z) == ARCHIVE_OK &&
	    archive_write_set_bytes_per_block(zip->z, 32768) == ARCHIVE_OK &&
	    archive_write_set_bytes_in_last_block(zip->z, 1) == ARCHIVE_OK &&
	    archive_write_open(zip->z, zip, NULL, write_out, NULL) ==
	    ARCHIVE_OK)
		return (RC_OK);
	log_warn("a ZIP file cannot be begun");
	zip_drop(z_r);
	return (RC_FAILED);
}

/* Sizes are not known before: they follow each entry's data. */
RC
zip_entry(struct zip *zip, const char *path)
{
	archive_entry_clear(zip->e);
	archive_entry_set_pathname(zip->e, path);
	archive_entry_set_filetype(zip->e, AE_IFREG);
	archive_entry_set_perm(zip->e, 0600);
	archive_entry_set_mtime(zip->e, zip->made_at, 0);
	return (archive_write_header(zip->z, zip->e) == ARCHIVE_OK ? RC_OK
	    : RC_FAILED);
}

RC
zip_data(struct zip *zip, struct bytes data)
{
	la_ssize_t n;

	while (data.n > 0) {
		n = archive_write_data(zip->z, data.p, data.n);
		if (n <= 0)
			return (RC_FAILED);
		data.p += n;
		data.n -= (size_t)n;
	}
	return (RC_OK);
}

RC
zip_end(struct zip **zp)
{
	CLEANUP(zip_drop) struct zip *zip = *zp;

	*zp = NULL;
	return (archive_write_close(zip->z) == ARCHIVE_OK ? RC_OK
	    : RC_FAILED);
}

void
zip_drop(struct zip **zp)
{
	struct zip *zip = *zp;
	struct arena *a;

	if (zip == NULL)
		return;
	*zp = NULL;
	/* What is pending is not to be written any more. */
	(void)archive_write_fail(zip->z);
	(void)archive_write_free(zip->z);
	archive_entry_free(zip->e);
	a = zip->a;
	arena_free(&a);
}
