/* Settings: what the account uses of what its plan allows. */
#include "core/zone.h"
#include "model/account/usage.h"
#include "model/people/agent.h"
#include "panel.h"

static void
put_part(struct req *rq, const char *key, uint64_t used, uint64_t limit)
{
	struct node *v = node_row(node_sub(rq->v, "Parts"));

	node_str(v, "Key", key);
	node_u64(v, "Used", used);
	node_u64(v, "Limit", limit);
	node_u64(v, "Percent", usage_percent(used, limit));
	node_bool(v, "Full", limit != 0 && used >= limit);
	node_bool(v, "Over", limit != 0 && used > limit);
}

/* Days of the reader's clock, the newest first. */
static void
put_days(struct req *rq, const struct usage_hours *l)
{
	struct node *v = NULL;
	uint64_t mails = 0, api = 0;
	struct tm day, last = { .tm_yday = -1 };

	for (size_t i = l->n; i > 0; i--) {
		zone_local(rq->zone, l->v[i - 1].at, &day);
		if (day.tm_yday != last.tm_yday) {
			v = node_row(node_sub(rq->v, "Days"));
			node_i64(v, "At", l->v[i - 1].at);
			mails = api = 0;
			last = day;
		}
		mails += l->v[i - 1].mails;
		api += l->v[i - 1].api;
		node_u64(v, "Mails", mails);
		node_u64(v, "Api", api);
	}
}

static int64_t
next_hour(const struct req *rq)
{
	return (rq->now - rq->now % 3600 + 3600);
}

/* GET /panel/settings/usage */
RC
usage_show(struct req *rq)
{
	const struct limits *l = &rq->t->limits;
	struct usage_hours hours;
	struct usage u;
	uint64_t waiting;

	TRY(usage_get(rq->t, &u));
	TRY(usage_waiting(rq->t, &waiting));
	TRY(usage_hours(rq->t, rq->a, rq->now - USAGE_DAYS * 86400, &hours));
	put_part(rq, "Agents", u.agents, l->agents);
	put_part(rq, "Storage", u.bytes, l->bytes);
	put_part(rq, "Mails", u.mails, l->mails);
	put_part(rq, "Api", u.api, l->api);
	put_days(rq, &hours);
	node_u64(rq->v, "Files", u.files);
	node_u64(rq->v, "Waiting", waiting);
	node_i64(rq->v, "NextHour", next_hour(rq));
	settings_title(rq, "Usage.Title");
	return (page(rq, "panel/settings_usage"));
}

RC
usage_bar(struct req *rq)
{
	const struct limits *l = &rq->t->limits;
	struct usage u;

	if (rq->session.role < ROLE_ADMIN ||
	    l->agents + l->bytes + l->mails == 0)
		return (RC_OK);
	TRY(usage_get(rq->t, &u));
	node_bool(rq->v, "UsageBar.Agents", l->agents != 0 &&
	    u.agents > l->agents);
	if (usage_percent(u.bytes, l->bytes) >= USAGE_ALMOST)
		node_str(rq->v, "UsageBar.Storage", u.bytes >= l->bytes
		    ? "full" : "almost");
	if (l->mails != 0 && u.mails >= l->mails)
		node_i64(rq->v, "UsageBar.Until", next_hour(rq));
	return (RC_OK);
}
