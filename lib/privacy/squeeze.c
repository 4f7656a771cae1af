/* Compressed streams by libarchive (squeeze.h). */
#include "privacy/squeeze.h"

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>

#include "core/log.h"

#define CHUNK	65536

struct squeeze {
	struct arena	*a;
	struct archive	*z;
	squeeze_sink	*sink;
	void		*arg;
};

static la_ssize_t
write_out(struct archive *z, void *arg, const void *p, size_t n)
{
	struct squeeze *s = arg;

	if (s->sink(s->arg, (struct bytes){ p, n }) == RC_OK)
		return ((la_ssize_t)n);
	archive_set_error(z, -1, "not written");
	return (-1);
}

/* Its one entry is the stream. */
static bool
header(struct archive *z)
{
	struct archive_entry *e = archive_entry_new();
	bool good;

	if (e == NULL)
		die("out of memory");
	archive_entry_set_pathname(e, "data");
	archive_entry_set_filetype(e, AE_IFREG);
	good = archive_write_header(z, e) == ARCHIVE_OK;
	archive_entry_free(e);
	return (good);
}

RC
squeeze_new(squeeze_sink *sink, void *arg, struct squeeze **s_r)
{
	struct arena *a = arena_new(65536);
	struct squeeze *s = ARENA_NEW(a, struct squeeze);

	*s = (struct squeeze){ .a = a, .z = archive_write_new(),
		.sink = sink, .arg = arg };
	if (s->z == NULL)
		die("out of memory");
	*s_r = s;
	if (archive_write_set_format_raw(s->z) == ARCHIVE_OK &&
	    archive_write_add_filter_zstd(s->z) == ARCHIVE_OK &&
	    archive_write_set_bytes_per_block(s->z, CHUNK) == ARCHIVE_OK &&
	    archive_write_set_bytes_in_last_block(s->z, 1) == ARCHIVE_OK &&
	    archive_write_open(s->z, s, NULL, write_out, NULL) ==
	    ARCHIVE_OK && header(s->z))
		return (RC_OK);
	log_warn("a compressed stream cannot be begun");
	squeeze_drop(s_r);
	return (RC_FAILED);
}

RC
squeeze_data(struct squeeze *s, struct bytes data)
{
	la_ssize_t n;

	while (data.n > 0) {
		n = archive_write_data(s->z, data.p, data.n);
		if (n <= 0)
			return (RC_FAILED);
		data.p += n;
		data.n -= (size_t)n;
	}
	return (RC_OK);
}

RC
squeeze_end(struct squeeze **sp)
{
	CLEANUP(squeeze_drop) struct squeeze *s = *sp;

	*sp = NULL;
	return (archive_write_close(s->z) == ARCHIVE_OK ? RC_OK : RC_FAILED);
}

void
squeeze_drop(struct squeeze **sp)
{
	struct squeeze *s = *sp;
	struct arena *a;

	if (s == NULL)
		return;
	*sp = NULL;
	(void)archive_write_fail(s->z);
	(void)archive_write_free(s->z);
	a = s->a;
	arena_free(&a);
}

/* ---- back ---------------------------------------------------------------------- */

struct from {
	squeeze_source	*source;
	void		*arg;
	uint8_t		*chunk;
	enum rc		 rc;
};

static la_ssize_t
read_in(struct archive *z, void *arg, const void **p_r)
{
	struct from *f = arg;
	size_t got;

	f->rc = f->source(f->arg, f->chunk, CHUNK, &got);
	if (f->rc != RC_OK) {
		archive_set_error(z, -1, "not read");
		return (-1);
	}
	*p_r = f->chunk;
	return ((la_ssize_t)got);
}

static RC
pour(struct archive *z, struct from *f, uint8_t *out, squeeze_sink *sink,
    void *to)
{
	struct archive_entry *e;
	la_ssize_t n;

	if (archive_read_support_filter_zstd(z) != ARCHIVE_OK ||
	    archive_read_support_format_raw(z) != ARCHIVE_OK ||
	    archive_read_open(z, f, NULL, read_in, NULL) != ARCHIVE_OK ||
	    archive_read_next_header(z, &e) != ARCHIVE_OK)
		return (f->rc != RC_OK ? f->rc : RC_GONE);
	while ((n = archive_read_data(z, out, CHUNK)) > 0)
		TRY(sink(to, (struct bytes){ out, (size_t)n }));
	return (n == 0 ? RC_OK : f->rc != RC_OK ? f->rc : RC_GONE);
}

RC
unsqueeze(squeeze_source *source, void *from, squeeze_sink *sink, void *to)
{
	CLEANUP(arena_free) struct arena *a = arena_new(4 * CHUNK);
	struct from f = { source, from, arena_alloc(a, CHUNK), RC_OK };
	struct archive *z = archive_read_new();
	enum rc rc;

	if (z == NULL)
		die("out of memory");
	rc = pour(z, &f, arena_alloc(a, CHUNK), sink, to);
	(void)archive_read_free(z);
	return (rc);
}
