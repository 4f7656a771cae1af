/* Warnings before the clock's steps (lifecycle.h): cron. */
#include "core/fault.h"
#include "core/time.h"
#include "model/account/farewell.h"
#include "model/account/lifecycle_in.h"

#define TRIES	8

/* Of one that is deleted the provider knows who owned it. */
static RC
tell(struct tenant *t, struct arena *a, const struct life *l)
{
	if (l->state == ACCOUNT_DELETED)
		return (farewell_before(t, a));
	return (lifecycle_tell(t, OUTBOX_LIFE_BEFORE, l->event));
}

static RC
warn(struct tenant *t, struct arena *a, bool dry, unsigned *days_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct life now;
	unsigned sent;

	TRY(tx_begin(&tx, t->db));
	TRY(account_life(t, a, true, &now));
	TRY(account_warning_least(t, now.event, &sent));
	*days_r = life_warning_due(&now, sent, now_s());
	if (*days_r == 0 || dry)
		return (RC_OK);
	TRY(account_warning_add(t, now.event, *days_r, now_s()));
	TRY(tell(t, a, &now));
	FAULT_POINT("lifecycle.warned");
	TRY(tx_commit(&tx));
	FAULT_POINT("lifecycle.warned.committed");
	return (RC_OK);
}

RC
lifecycle_warn(struct tenant *t, struct arena *a, bool dry, unsigned *days_r)
{
	enum rc rc = RC_RETRY;

	*days_r = 0;
	for (int i = 0; i < TRIES && rc == RC_RETRY; i++)
		rc = warn(t, a, dry, days_r);
	return (rc);
}
