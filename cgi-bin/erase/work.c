/*
 * What a request began is ended by the same worker after its answer went, but for a
 * search for mentions that takes long; what that, a crash or a stop leaves is ended by
 * `olvido-cron erase`.
 */
#include "core/log.h"
#include "core/time.h"
#include "erase.h"
#include "model/account/account.h"

#define MOST	50		/* a page of a list (many.c) */
#define SEARCH_US	2000000		/* for one search; it ends at its next rest */
#define ALL_US	10000000	/* after that none is begun */
#define TRIES	50

static struct erasure_due left[MOST];
static size_t nleft;
static int64_t search_until, all_until;	/* mono_us() */

void
work_add(struct req *rq, uint64_t erasure)
{
	if (nleft < MOST)
		left[nleft++] = (struct erasure_due){ rq->t->id, erasure };
}

static bool
search_over(void)
{
	return (app_stopping() || mono_us() >= search_until);
}

/* RC_RETRY: its time is over. */
static RC
search(struct tenant *t, struct arena *a, uint64_t id)
{
	enum rc rc = RC_RETRY;
	struct erasure e;
	bool done;

	TRY(erasure_get(t, id, &e));
	if (e.scope != ERASE_CONTACT || e.state != ERASURE_PARTING)
		return (RC_OK);
	search_until = mono_us() + SEARCH_US;
	if (search_until > all_until)
		search_until = all_until;
	for (int i = 0; i < TRIES && rc == RC_RETRY && !search_over(); i++)
		rc = erase_step(t, a, app_files_dir(), id, search_over, &done);
	return (rc);
}

static RC
work_one(struct db *db, struct arena *a, const struct erasure_due *w)
{
	enum account_state state;
	struct tenant *t;
	enum rc rc;

	TRY(account_for_job(db, app_vault(), a, w->account, &t, &state));
	rc = erasure_take(t, w->id, 0);
	/* Cron is at it already. */
	if (rc != RC_OK)
		return (rc == RC_CONFLICT ? RC_OK : rc);
	rc = search(t, a, w->id);
	if (rc == RC_OK)
		rc = erase_run(t, app_files_dir(), w->id, app_stopping);
	erasure_leave(t, w->id);
	return (rc);
}

void
work_do(struct db *db)
{
	all_until = mono_us() + ALL_US;
	while (nleft > 0) {
		CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);

		nleft--;
		if (work_one(db, a, &left[nleft]) != RC_OK)
			log_warn("erasure %llu is not at its end; cron goes on",
			    (unsigned long long)left[nleft].id);
	}
}
