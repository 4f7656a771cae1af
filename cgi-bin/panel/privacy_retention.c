/* Retention rules: what goes after how long, seen before it is switched on. */
#include "core/conf.h"
#include "core/str.h"
#include "model/ticket/bin.h"
#include "panel.h"
#include "privacy/retention.h"
#include "view.h"

static const char *const channels[] = { [CHANNEL_WEB] = "web",
	[CHANNEL_MAIL] = "mail", [CHANNEL_AGENT] = "agent",
	[CHANNEL_API] = "api" };
#define NCHANNELS	(sizeof(channels) / sizeof(channels[0]))

static const char *
tag_name(const struct tag_list *l, uint64_t id)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].id.v == id)
			return (l->v[i].name);
	return (NULL);
}

RC
view_rule(struct req *rq, struct node *v, const struct rule *r)
{
	struct tag_list tags;
	struct names n;

	TRY(names_get(rq, &n));
	TRY(tag_list(rq->t, rq->a, &tags));
	node_u64(v, "Id", r->id);
	node_u64(v, "Subject", r->subject);
	node_u64(v, "Days", r->days);
	node_u64(v, "Act", r->act);
	node_bool(v, "On", r->on);
	node_bool(v, "Seen", r->looked_at + RULE_LOOK > rq->now);
	if (r->looked_at != 0)
		node_i64(v, "LookedAt", r->looked_at);
	if (r->ran_at != 0)
		node_i64(v, "RanAt", r->ran_at);
	node_bool(v, "Department", r->department.v != 0);
	node_str(v, "DepartmentName", names_department(&n,
	    r->department.v));
	node_bool(v, "Tag", r->tag.v != 0);
	node_str(v, "TagName", tag_name(&tags, r->tag.v));
	if (r->channel > 0 && r->channel < NCHANNELS)
		node_str(v, "Channel", channels[r->channel]);
	node_str(v, "Status", ticket_status_name(r->status));
	return (RC_OK);
}

/* What the form offers. */
static void
view_offers(struct req *rq, const struct names *n,
    const struct tag_list *tags)
{
	struct node *row;

	view_departments(node_sub(rq->v, "Departments"), &n->departments,
	    (department_id){ 0 });
	for (size_t i = 0; i < tags->n; i++) {
		row = node_row(node_sub(rq->v, "Tags"));
		node_u64(row, "Id", tags->v[i].id.v);
		node_str(row, "Name", tags->v[i].name);
	}
	for (size_t i = 1; i < NCHANNELS; i++) {
		row = node_row(node_sub(rq->v, "Channels"));
		node_u64(row, "Id", i);
		node_str(row, "Name", channels[i]);
	}
	for (int s = TICKET_NEW; s < TICKET_DELETED; s++)
		node_str(node_row(node_sub(rq->v, "Statuses")), "Name",
		    ticket_status_name((enum ticket_status)s));
}

static RC
rules_page(struct req *rq, int status)
{
	struct rule_list l;
	struct tag_list tags;
	struct names n;
	unsigned days;

	privacy_title(rq, "retention", "Keep.Rules");
	TRY(names_get(rq, &n));
	TRY(tag_list(rq->t, rq->a, &tags));
	TRY(rule_list(rq->t, rq->a, &l));
	for (size_t i = 0; i < l.n; i++)
		TRY(view_rule(rq, node_row(node_sub(rq->v, "Rules")),
		    &l.v[i]));
	TRY(bin_days(rq->t, &days));
	node_u64(rq->v, "BinDays", days);
	node_i64(rq->v, "OutboxDays", conf_int("Outbox.Days"));
	node_i64(rq->v, "AuditDays", conf_int("Audit.Days"));
	view_offers(rq, &n, &tags);
	return (page_status(rq, status, "panel/retention"));
}

static RC
back(struct req *rq, const char *notice)
{
	flash(rq, notice);
	return (redirect(rq, "/panel/privacy/retention"));
}

/* GET /panel/privacy/retention */
RC
retention_show(struct req *rq)
{
	return (rules_page(rq, 200));
}

/* What the form says; mistakes are marked. */
static struct rule
rule_read(struct req *rq)
{
	uint64_t days = req_u64(rq, "days");
	struct rule r = {
		.subject = (enum rule_subject)req_u64(rq, "subject"),
		.department = { req_u64(rq, "department") },
		.tag = { req_u64(rq, "tag") },
		.channel = (enum channel)req_u64(rq, "channel"),
		.status = ticket_status_of(req_text(rq, "status")),
		.act = (enum rule_act)req_u64(rq, "act"),
	};

	if (!req_bad(rq) && (days < RULE_DAYS_MIN || days > RULE_DAYS_MAX))
		req_mistake(rq, "days", "RuleDays");
	if (r.subject == RULE_CONTACTS && (r.act != RULE_ERASE ||
	    r.department.v != 0 || r.tag.v != 0 || r.channel != 0 ||
	    r.status != 0))
		req_mistake(rq, "subject", "RuleContacts");
	if (!req_bad(rq))
		r.days = (unsigned)days;
	return (r);
}

/* POST /panel/privacy/retention */
RC
retention_add(struct req *rq)
{
	struct rule r = rule_read(rq);
	enum rc rc;

	if (req_bad(rq)) {
		req_form_view(rq);
		return (rules_page(rq, 422));
	}
	rc = rule_add(rq->t, &r);
	if (rc == RC_LIMIT)
		return (back(rq, "RulesMany"));
	TRY(rc);
	return (back(rq, "RuleMade"));
}

/* ---- one of them ---------------------------------------------------------------- */

static RC
rule_page(struct req *rq, const struct rule *r, int status)
{
	struct tag_list tags;
	struct names n;

	privacy_title(rq, "retention", "Keep.Change");
	TRY(names_get(rq, &n));
	TRY(tag_list(rq->t, rq->a, &tags));
	TRY(view_rule(rq, node_sub(rq->v, "Rule"), r));
	view_offers(rq, &n, &tags);
	return (page_status(rq, status, "panel/retention_rule"));
}

/* GET /panel/privacy/retention/{rule} */
RC
retention_rule(struct req *rq)
{
	struct node *f = node_sub(rq->v, "Form");
	struct rule r;

	TRY(rule_get(rq->t, req_path_id(rq, "rule"), &r));
	node_u64(f, "subject", r.subject);
	node_u64(f, "department", r.department.v);
	node_u64(f, "tag", r.tag.v);
	node_u64(f, "channel", r.channel);
	node_str(f, "status", ticket_status_name(r.status));
	node_u64(f, "days", r.days);
	node_u64(f, "act", r.act);
	return (rule_page(rq, &r, 200));
}

/* POST /panel/privacy/retention/{rule}: it is off until it is looked at again */
RC
retention_change(struct req *rq)
{
	struct rule was, r = rule_read(rq);

	TRY(rule_get(rq->t, req_path_id(rq, "rule"), &was));
	if (req_bad(rq)) {
		req_form_view(rq);
		return (rule_page(rq, &was, 422));
	}
	r.id = was.id;
	TRY(rule_change(rq->t, &r));
	return (back(rq, "RuleChanged"));
}

/* POST /panel/privacy/retention/bin */
RC
retention_bin_save(struct req *rq)
{
	uint64_t days = req_u64(rq, "bin_days");

	if (!req_bad(rq) && (days < 1 || days > BIN_DAYS_MAX))
		req_mistake(rq, "bin_days", "BinDays");
	if (req_bad(rq)) {
		req_form_view(rq);
		return (rules_page(rq, 422));
	}
	TRY(bin_days_set(rq->t, (unsigned)days));
	return (back(rq, "Saved"));
}

/* POST /panel/privacy/retention/{rule}/look: what it would do now */
RC
retention_look_show(struct req *rq)
{
	struct rule_row v[RETENTION_EXAMPLES];
	struct retention_counts n;
	struct node *row;
	struct rule r;
	size_t shown;

	TRY(rule_get(rq->t, req_path_id(rq, "rule"), &r));
	TRY(retention_look(rq->t, &r, &n, v, &shown));
	TRY(rule_looked(rq->t, r.id, n.done));
	privacy_title(rq, "retention", "Keep.Look");
	TRY(view_rule(rq, node_sub(rq->v, "Rule"), &r));
	node_u64(rq->v, "Look.Count", n.done);
	node_u64(rq->v, "Look.Held", n.held);
	node_u64(rq->v, "Look.Restricted", n.restricted);
	for (size_t i = 0; i < shown; i++) {
		row = node_row(node_sub(rq->v, "Examples"));
		node_u64(row, "Id", v[i].id);
		node_str(row, "Code", v[i].code);
		node_i64(row, "Activity", v[i].activity);
	}
	return (page(rq, "panel/retention_look"));
}

/* POST /panel/privacy/retention/{rule}/on */
RC
retention_on(struct req *rq)
{
	enum rc rc = rule_switch(rq->t, req_path_id(rq, "rule"), true);

	if (rc == RC_CONFLICT)
		return (back(rq, "RuleLook"));
	TRY(rc);
	return (back(rq, "RuleOn"));
}

/* POST /panel/privacy/retention/{rule}/off */
RC
retention_off(struct req *rq)
{
	TRY(rule_switch(rq->t, req_path_id(rq, "rule"), false));
	return (back(rq, "RuleOff"));
}

/* POST /panel/privacy/retention/{rule}/remove */
RC
retention_remove(struct req *rq)
{
	TRY(rule_remove(rq->t, req_path_id(rq, "rule")));
	return (back(rq, "RuleRemoved"));
}
