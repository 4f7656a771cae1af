/* What customers read about their data: from nouns.c and the account's rules. */
#include "core/conf.h"
#include "core/str.h"
#include "model/key/nouns.h"
#include "model/privacy/rule.h"
#include "model/ticket/bin.h"
#include "portal.h"
#include "tmpl/tmpl.h"

/* Whose rows may be a customer's. */
static bool
of_customers(enum noun_owner o)
{
	return (o == OF_CONTACT || o == OF_SUBJECT || o == OF_TICKET ||
	    o == OF_MESSAGE);
}

/* Tables that have a name for people; names of departments are not told. */
static void
view_stored(struct req *rq)
{
	static const enum noun_owner why[] = { OF_CONTACT, OF_SUBJECT,
		OF_TICKET, OF_MESSAGE };
	const struct noun *x;
	const char *key;
	struct node *row;

	for (unsigned i = 0; (x = noun_at(i)) != NULL; i++) {
		key = strrchr(x->table, '.') + 1;
		if (!of_customers(x->owner) || str_empty(tmpl_text(app_tmpl(),
		    rq->language, arena_printf(rq->a, "Records.What.%s",
		    key))))
			continue;
		row = node_row(node_sub(rq->v, "Records"));
		node_str(row, "Key", key);
		node_str(row, "Erased", noun_erased_name(x->erased));
	}
	for (size_t i = 0; i < sizeof(why) / sizeof(why[0]); i++)
		node_str(node_row(node_sub(rq->v, "Owners")), "Owner",
		    noun_owner_name(why[i]));
}

static void
view_rule(struct node *v, const struct rule *r)
{
	node_u64(v, "Subject", r->subject);
	node_u64(v, "Days", r->days);
	node_u64(v, "Act", r->act);
	node_bool(v, "Certain", r->department.v != 0 || r->tag.v != 0 ||
	    r->channel != 0 || r->status != 0);
}

/* GET /privacy */
enum rc
privacy_text(struct req *rq)
{
	struct rule_list l;
	unsigned days;

	TRY(rule_list(rq->t, rq->a, &l));
	for (size_t i = 0; i < l.n; i++)
		if (l.v[i].on)
			view_rule(node_row(node_sub(rq->v, "Rules")),
			    &l.v[i]);
	TRY(bin_days(rq->t, &days));
	node_u64(rq->v, "BinDays", days);
	node_i64(rq->v, "OutboxDays", conf_int("Outbox.Days"));
	node_i64(rq->v, "AuditDays", conf_int("Audit.Days"));
	view_stored(rq);
	node_str(rq->v, "Title", tmpl_text(app_tmpl(), rq->language,
	    "Records.PublicTitle"));
	return (page(rq, "portal/privacy"));
}
