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
life_letter(struct tenant *t, struct arena *a, const struct outbox *o,
    struct privacy_letter *l_r)
{
	struct tenant *provider;

	*l_r = (struct privacy_letter){ .kind = "", .said = "",
		.ground = "" };
	if (t->state <= 0 || t->state >= NKEYS ||
	    t->state_event != o->message.v)
		return (RC_GONE);
	l_r->key = o->kind == OUTBOX_LIFE_BEFORE ? keys[t->state].before
	    : keys[t->state].after;
	l_r->until = t->state_until;
	/* Without a provider's account it is the last mail. */
	if (o->kind == OUTBOX_LIFE_BEFORE && t->state == ACCOUNT_TERMINATED &&
	    account_provider(t->db, t->vault, a, &provider) != RC_OK)
		l_r->key = "LifeTerminatedLast";
	return (l_r->key != NULL ? RC_OK : RC_GONE);
}

bool
farewell_kind(enum outbox_kind kind)
{
	return (kind == OUTBOX_FAREWELL_BEFORE ||
	    kind == OUTBOX_FAREWELL_AFTER);
}

RC
farewell_letter(struct tenant *t, struct arena *a, const struct outbox *o,
    struct farewell *f_r, struct privacy_letter *l_r)
{
	bool before = o->kind == OUTBOX_FAREWELL_BEFORE;
	enum account_state state;
	struct tenant *about;

	TRY(farewell_get(t, a, o->message.v, f_r));
	TRY(account_for_job(t->db, t->vault, a, f_r->about, &about, &state));
	if (state != (before ? ACCOUNT_DELETED : ACCOUNT_GONE))
		return (RC_GONE);
	*l_r = (struct privacy_letter){
		.key = before ? "FarewellBefore" : "FarewellAfter",
		.said = about->zone, .until = before ? about->state_until : 0,
		.path = before ? NULL : "/.well-known/olvido-certificate-key" };
	if (strcmp(f_r->language, "es") != 0)
		f_r->language = "en";
	return (RC_OK);
}
