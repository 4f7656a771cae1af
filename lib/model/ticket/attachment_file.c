/* Where the sealed file of an attachment stands (message_row.h). */
#include "model/ticket/message_row.h"

const char *
attachment_next_path(struct arena *a, struct tenant *t, attachment_id id)
{
	return (arena_printf(a, "%s.next", attachment_path(a, t, id)));
}

static bool
is_other(enum rc rc)
{
	return (rc == RC_GONE || rc == RC_NOTFOUND);
}

RC
attachment_file(struct tenant *t, int files_dir, attachment_id id,
    const struct key *k, struct sealedfile **f_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(65536);
	struct seal_place at = { t->id, "attachment.file", id.v };
	const char *name = attachment_path(a, t, id);
	enum rc rc = RC_GONE, next;

	/* Twice: ID.next may become ID between the two looks. */
	for (int try = 0; try < 2 && is_other(rc); try++) {
		rc = sealedfile_open(files_dir, name, k, at, f_r);
		if (!is_other(rc))
			return (rc);
		next = sealedfile_open(files_dir,
		    attachment_next_path(a, t, id), k, at, f_r);
		if (!is_other(next))
			return (next);
	}
	return (rc);
}

RC
attachment_content(struct tenant *t, struct arena *a, int files_dir,
    const struct attachment *f, const struct key *k, struct bytes *b_r)
{
	CLEANUP(sealedfile_close) struct sealedfile *file = NULL;
	uint8_t *p;
	size_t got;

	TRY(attachment_file(t, files_dir, f->id, k, &file));
	p = arena_alloc(a, f->size + 1);
	for (size_t n = 0; n < f->size; n += got) {
		TRY(sealedfile_read(file, n, p + n, f->size - n, &got));
		if (got == 0)
			return (RC_GONE);
	}
	*b_r = (struct bytes){ p, f->size };
	return (RC_OK);
}

RC
attachment_settle(struct tenant *t, int files_dir, attachment_id id,
    const struct key *k)
{
	CLEANUP(arena_free) struct arena *a = arena_new(65536);
	CLEANUP(sealedfile_close) struct sealedfile *f = NULL;
	struct seal_place at = { t->id, "attachment.file", id.v };
	const char *name = attachment_path(a, t, id);
	const char *next = attachment_next_path(a, t, id);
	enum rc rc = sealedfile_open(files_dir, next, k, at, &f);

	if (rc == RC_NOTFOUND)
		return (RC_OK);
	if (rc == RC_OK)
		return (sealedfile_move(files_dir, next, name));
	if (rc != RC_GONE)
		return (rc);
	/* Left by an act that did not come to its end. */
	rc = sealedfile_open(files_dir, name, k, at, &f);
	if (is_other(rc))
		return (RC_OK);
	return (rc == RC_OK ? sealedfile_remove(files_dir, next) : rc);
}
