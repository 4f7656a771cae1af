/* Rows of the forgotten that a restored backup brought back (erase.h). */
#include "privacy/erase.h"

RC
erase_again(struct tenant *t, struct arena *a, int files_dir,
    const struct erasure *as)
{
	struct erasure e = *as;
	unsigned tries = 0;
	bool done = false;
	enum rc rc;

	TRY(erasure_again(t, &e));
	for (;;) {
		TRY(erasure_get(t, e.id, &e));
		if (e.state >= ERASURE_ROWS_GONE)
			return (RC_OK);
		rc = erase_step(t, a, files_dir, e.id, NULL, &done);
		tries = rc == RC_RETRY ? tries + 1 : 0;
		if (rc != RC_OK && (rc != RC_RETRY || tries == 50))
			return (rc);
		arena_reset(a);
	}
}
