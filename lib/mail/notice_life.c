/* What mails about an account's life say (notice_life.h). */
#include "mail/notice_life.h"

#include "model/account/account.h"

/* Under Letter in the texts. */
static const struct { const char *before, *after; } keys[] = {
	[ACCOUNT_TRIAL] = { "LifeTrial", NULL },
	[ACCOUNT_ACTIVE] = { NULL, "LifeNowActive" },
	[ACCOUNT_PAST_DUE] = { "LifePastDue", "LifeNowPastDue" },
	[ACCOUNT_SUSPENDED] = { "LifeSuspended", "LifeNowSuspended" },
	[ACCOUNT_TERMINATED] = { "LifeTerminated", "LifeNowTerminated" },
};
#define NKEYS	((int)(sizeof(keys) / sizeof(keys[0])))

bool
life_kind(enum outbox_kind kind)
{
	return (kind == OUTBOX_LIFE_BEFORE || kind == OUTBOX_LIFE_AFTER);
}

RC
life_letter(struct tenant *t, const struct outbox *o,
    struct privacy_letter *l_r)
{
	*l_r = (struct privacy_letter){ .kind = "", .said = "",
		.ground = "" };
	if (t->state <= 0 || t->state >= NKEYS ||
	    t->state_event != o->message.v)
		return (RC_GONE);
	l_r->key = o->kind == OUTBOX_LIFE_BEFORE ? keys[t->state].before
	    : keys[t->state].after;
	l_r->until = t->state_until;
	return (l_r->key != NULL ? RC_OK : RC_GONE);
}
