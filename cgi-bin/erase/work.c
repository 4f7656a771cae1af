/*
 * What a request began is ended by the same worker after its answer went; what a
 * crash or a stop leaves is ended by `olvido-cron erase`.
 */
#include "core/log.h"
#include "erase.h"
#include "model/account/account.h"

#define MOST	50	/* a page of a list (many.c) */

static struct erasure_due left[MOST];
static size_t nleft;

void
work_add(struct req *rq, uint64_t erasure)
{
	if (nleft < MOST)
		left[nleft++] = (struct erasure_due){ rq->t->id, erasure };
}

static RC
work_one(struct db *db, struct arena *a, const struct erasure_due *w)
{
	enum account_state state;
	struct tenant *t;

	TRY(account_for_job(db, app_vault(), a, w->account, &t, &state));
	return (erase_run(t, app_files_dir(), w->id, app_stopping));
}

void
work_do(struct db *db)
{
	while (nleft > 0) {
		CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);

		nleft--;
		if (work_one(db, a, &left[nleft]) != RC_OK)
			log_warn("erasure %llu is not at its end; cron goes on",
			    (unsigned long long)left[nleft].id);
	}
}
