/* Records of processing (GDPR Art. 30): what is stored, why and how long. */
#include "core/conf.h"
#include "core/str.h"
#include "model/privacy/records.h"
#include "model/privacy/rule.h"
#include "model/ticket/bin.h"
#include "panel.h"
#include "view.h"

/* Tables of these owners, under one head each, in this order. */
static const enum noun_owner owners[] = { OF_CONTACT, OF_AGENT, OF_SUBJECT,
	OF_TICKET, OF_MESSAGE, OF_ACCOUNT, OF_NOBODY };

/* "7 days" as a key of the texts: 7_days; so are the columns' notes. */
static const char *
text_key(struct arena *a, const char *text)
{
	char *key = arena_strdup(a, text);

	for (char *p = key; *p != '\0'; p++)
		if (strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		    "0123456789", *p) == NULL)
			*p = '_';
	return (key);
}

static void
view_record(struct node *v, struct arena *a, const struct record *r)
{
	struct node *row;

	node_str(v, "Table", r->noun->table);
	node_str(v, "Key", r->table);
	node_str(v, "Erased", noun_erased_name(r->noun->erased));
	node_str(v, "Ends", text_key(a, r->noun->retained));
	node_bool(v, "Exported", r->noun->exported);
	node_bool(v, "Sealed", r->sealed);
	for (size_t i = 0; i < r->n; i++) {
		row = node_row(node_sub(v, "Columns"));
		node_str(row, "Name", r->v[i].name);
		node_str(row, "Form", r->v[i].form);
		node_str(row, "Note", r->v[i].note);
		node_str(row, "Key", text_key(a, r->v[i].note));
	}
}

/* The rules that are on say how long. */
static RC
view_rules(struct req *rq)
{
	struct rule_list l;
	struct node *row;
	unsigned days;

	TRY(rule_list(rq->t, rq->a, &l));
	for (size_t i = 0; i < l.n; i++) {
		if (!l.v[i].on)
			continue;
		row = node_row(node_sub(rq->v, "Rules"));
		TRY(view_rule(rq, row, &l.v[i]));
	}
	TRY(bin_days(rq->t, &days));
	node_u64(rq->v, "BinDays", days);
	node_i64(rq->v, "OutboxDays", conf_int("Outbox.Days"));
	node_i64(rq->v, "AuditDays", conf_int("Audit.Days"));
	return (RC_OK);
}

/* GET /panel/privacy/records */
RC
records_show(struct req *rq)
{
	struct node *group;
	struct record_list l;

	privacy_title(rq, "records", "Records.Title");
	TRY(record_list(rq->t->db, rq->a, &l));
	for (size_t k = 0; k < sizeof(owners) / sizeof(owners[0]); k++) {
		group = node_row(node_sub(rq->v, "Groups"));
		node_str(group, "Owner", noun_owner_name(owners[k]));
		for (size_t i = 0; i < l.n; i++)
			if (l.v[i].noun->owner == owners[k])
				view_record(node_row(node_sub(group,
				    "Records")), rq->a, &l.v[i]);
	}
	TRY(view_rules(rq));
	return (page(rq, "panel/records"));
}
