/* The rows of a cold backup: compressed, then sealed (cold.h). */
#include <errno.h>
#include <unistd.h>

#include "core/str.h"
#include "crypto/sealedfile.h"
#include "privacy/backup_in.h"
#include "privacy/cold.h"
#include "privacy/squeeze.h"
#include "privacy/zip.h"

#define PIECE	(1U << 20)

static struct seal_place
place_of(const struct tenant *t)
{
	return ((struct seal_place){ t->id, "cold.data", t->id.v });
}

static enum rc
to_file(void *arg, struct bytes data)
{
	return (sealedfile_append(arg, data));
}

static RC
pump(struct backup *b, int fd, struct squeeze *s, struct dump_tail *tail)
{
	char *buf = arena_alloc(b->a, PIECE);
	uint64_t done = 0;
	ssize_t n;

	while ((n = read(fd, buf, PIECE)) > 0) {
		errno = 0;
		TRY(squeeze_data(s, (struct bytes){ (uint8_t *)buf,
		    (size_t)n }));
		dump_tail_add(tail, buf, (size_t)n);
		done += (uint64_t)n;
		b->progress("data, bytes", done, 0);
	}
	return (n == 0 ? RC_OK : RC_FAILED);
}

RC
cold_data_write(struct backup *b, const struct tenant *t, int fd)
{
	CLEANUP(sealedfile_drop) struct sealedwriter *w = NULL;
	CLEANUP(squeeze_drop) struct squeeze *s = NULL;
	const char *name = arena_printf(b->a, "data-%lld.cold",
	    (long long)b->at);
	struct key k = key_purpose(t->key, "cold");
	struct dump_tail tail = { .n = 0 };
	uint64_t size;
	enum rc rc;

	rc = sealedfile_create(b->dir, name, &k, place_of(t), &w);
	explicit_bzero(&k, sizeof(k));
	if (rc == RC_OK)
		rc = squeeze_new(to_file, w, &s);
	if (rc == RC_OK)
		rc = pump(b, fd, s, &tail);
	if (rc == RC_OK && !dump_tail_whole(&tail)) {
		b->why = "mariadb-dump did not reach its end; see the lines "
		    "above";
		return (RC_FAILED);
	}
	if (rc == RC_OK)
		rc = squeeze_end(&s);
	if (rc == RC_OK)
		rc = sealedfile_commit(&w, &size);
	if (rc != RC_OK)
		return (backup_trouble(b, "writing", name));
	(void)snprintf(b->m.data.name, sizeof(b->m.data.name), "%s", name);
	return (backup_digest(b, name, &b->m.data.size, &b->m.data.d));
}

/* ---- back ---------------------------------------------------------------------- */

struct source {
	struct sealedfile *f;
	uint64_t	 at;
};

static enum rc
from_file(void *arg, uint8_t *out, size_t n, size_t *got_r)
{
	struct source *r = arg;
	enum rc rc = sealedfile_read(r->f, r->at, out, n, got_r);

	if (rc == RC_OK)
		r->at += *got_r;
	return (rc);
}

RC
cold_data_read(struct backup *b, const struct tenant *t, int fd)
{
	CLEANUP(sealedfile_close) struct sealedfile *f = NULL;
	struct key k = key_purpose(t->key, "cold");
	struct source r = { .at = 0 };
	enum rc rc = sealedfile_open(b->dir, b->m.data.name, &k, place_of(t),
	    &f);

	explicit_bzero(&k, sizeof(k));
	if (rc == RC_OK) {
		r.f = f;
		rc = unsqueeze(from_file, &r, write_fd, &fd);
	}
	if (rc == RC_GONE || rc == RC_NOTFOUND)
		b->why = arena_printf(b->a, "%s/%s does not open", b->folder,
		    b->m.data.name);
	return (rc);
}
