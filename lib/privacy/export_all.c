/* Everything of an account as one archive (export_all.h). */
#include "privacy/export_all.h"

#include "core/time.h"
#include "model/privacy/export_all.h"
#include "privacy/export_in.h"

RC
export_all_write(struct build *b, enum rc (*write)(void *arg, struct bytes),
    void *arg)
{
	enum rc rc = zip_new(write, arg, now_s(), &b->zip);

	if (rc == RC_OK)
		rc = export_walk(b, &export_files);
	if (rc == RC_OK)
		rc = export_walk(b, &export_json_all);
	if (rc == RC_OK)
		return (zip_end(&b->zip));
	zip_drop(&b->zip);
	return (rc);
}

RC
export_all(struct exporter *x, struct tenant *t,
    enum rc (*write)(void *arg, struct bytes), void *arg,
    struct export_all_counts *n_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new((size_t)1 << 30);
	struct export e = { .notes = true };
	struct build b = { .x = x, .t = t, .e = &e, .a = a, .all = true,
		.until = now_us(), .chunk = arena_alloc(a, SEALED_CHUNK) };
	enum rc rc;

	TRY(export_all_tickets(t, a, &b.tickets));
	rc = export_all_write(&b, write, arg);
	*n_r = (struct export_all_counts){ b.tickets.n, e.problems };
	return (rc);
}
