/* The audit log: read by owner and admins, and taken away as a file. */
#include "core/conf.h"
#include "core/csv.h"
#include "core/json.h"
#include "core/str.h"
#include "core/time.h"
#include "model/log/audit_list.h"
#include "panel.h"
#include "tmpl/tmpl.h"
#include "view.h"

#define PAGE_LINES	50
#define FILE_LINES	50000
#define DAY		86400

static const char *
say(struct req *rq, const char *group, const char *key)
{
	return (tmpl_text(app_tmpl(), rq->language, arena_printf(rq->a,
	    "Audit.%s.%s", group, key)));
}

static const char *
say_n(struct req *rq, const char *group, uint64_t key)
{
	return (say(rq, group, arena_printf(rq->a, "%llu",
	    (unsigned long long)key)));
}

/* A text with %n, %w, %o, %v put in. */
static const char *
put_in(struct arena *a, const char *text, char mark, const char *value)
{
	struct buf b = BUF_INIT(a);

	for (; *text != '\0'; text++) {
		if (text[0] == '%' && text[1] == mark) {
			buf_str(&b, value);
			text++;
		} else
			buf_chr(&b, *text);
	}
	return (buf_cstr(&b));
}

static const char *
number(struct arena *a, uint64_t n)
{
	return (arena_printf(a, "%llu", (unsigned long long)n));
}

/* The name of an agent, of one who left too; NULL: forgotten. */
static const char *
agent_called(struct req *rq, const struct names *names, uint64_t id)
{
	const char *name = names_agent(names, id);
	struct agent g;

	if (str_empty(name) && id != 0 && agent_get(rq->t, rq->a,
	    (agent_id){ id }, &g) == RC_OK)
		name = g.name;
	return (str_empty(name) ? NULL : name);
}

static const char *
who(struct req *rq, const struct names *names, const struct actor *x)
{
	const char *name = x->kind != ACTOR_AGENT ? NULL
	    : agent_called(rq, names, x->id);

	return (name != NULL ? name : put_in(rq->a, say_n(rq, "Who", x->kind),
	    'n', number(rq->a, x->id)));
}

static const char *
what(struct req *rq, const struct names *names, const struct audit_row *r)
{
	const char *name = NULL;

	if (r->object == ON_AGENT && r->id == 0)
		return (say(rq, "On", "Unknown"));
	if (r->object == ON_AGENT)
		name = agent_called(rq, names, r->id);
	else if (r->object == ON_DEPARTMENT)
		name = names_department(names, r->id);
	else if (r->object == ON_SETTINGS)
		name = say_n(rq, "Page", r->id);
	return (!str_empty(name) ? name : put_in(rq->a, say_n(rq, "On",
	    r->object), 'n', number(rq->a, r->id)));
}

/* What the value means depends on the verb. */
static const char *
value(struct req *rq, const struct audit_row *r)
{
	switch (r->verb) {
	case AUDIT_SIGN_IN:
		return (say_n(rq, "Way", r->value));
	case AUDIT_FACTOR_ADDED:
	case AUDIT_FACTOR_REMOVED:
		return (say_n(rq, "Factor", r->value));
	case AUDIT_AGENT_INVITED:
	case AUDIT_AGENT_ROLE:
	case AUDIT_AGENT_ADDED:
		return (say_n(rq, "Role", r->value));
	case AUDIT_PROVIDER_ACT:
		return (say_n(rq, "Provider", r->value));
	case AUDIT_BILLING_CAME:
		return (say_n(rq, "Billing", r->value));
	default:
		return (number(rq->a, r->value));
	}
}

static const char *
sentence(struct req *rq, const struct names *names, const struct audit_row *r)
{
	const char *key = audit_verb_name(r->verb), *s = "";

	if (r->result != AUDIT_DONE)
		s = say(rq, "Say", arena_printf(rq->a, "%sFailed", key));
	if (*s == '\0')
		s = say(rq, "Say", key);
	s = put_in(rq->a, s, 'v', value(rq, r));
	/* Names come last: nothing is put into what people wrote. */
	if (strstr(s, "%o") != NULL && strstr(s, "%w") != NULL) {
		const char *o = strstr(s, "%o");

		return (arena_printf(rq->a, "%s%s%s", put_in(rq->a,
		    arena_strndup(rq->a, s, (size_t)(o - s)), 'w', who(rq,
		    names, &r->actor)), what(rq, names, r), put_in(rq->a,
		    o + 2, 'w', who(rq, names, &r->actor))));
	}
	if (strstr(s, "%o") != NULL)
		return (put_in(rq->a, s, 'o', what(rq, names, r)));
	return (put_in(rq->a, s, 'w', who(rq, names, &r->actor)));
}

static void
view_line(struct req *rq, struct node *v, const struct names *names,
    const struct audit_row *r)
{
	node_u64(v, "N", r->n);
	node_i64(v, "At", r->at);
	node_str(v, "Text", sentence(rq, names, r));
	node_str(v, "Prefix", r->actor.prefix);
	node_str(v, "Request", r->actor.request_id);
	if (r->result != AUDIT_DONE)
		node_str(v, "Result", say_n(rq, "Result", r->result));
	if (r->object == ON_TICKET && r->id != 0)
		node_u64(v, "Ticket", r->id);
	if (r->object == ON_CONTACT && r->id != 0)
		node_u64(v, "Contact", r->id);
	else if (r->actor.kind == ACTOR_CONTACT)
		node_u64(v, "Contact", r->actor.id);
}

static RC
filter(struct req *rq, struct audit_filter *f)
{
	int64_t to = req_date(rq, "to");

	*f = (struct audit_filter){
		.family = (unsigned)req_u64(rq, "family"),
		.agent = req_u64(rq, "agent"),
		.from = req_date(rq, "from"), .to = to != 0 ? to + DAY : 0,
	};
	return (req_u64(rq, "family") <= 7 ? RC_OK : RC_INVALID);
}

/* The filter's form, as it was sent. */
static void
view_filter(struct req *rq, const struct names *names,
    const struct audit_filter *f)
{
	struct node *row;

	for (unsigned i = 1; i <= 7; i++) {
		row = node_row(node_sub(rq->v, "Families"));
		node_u64(row, "Id", i);
		node_str(row, "Name", say_n(rq, "Group", i));
		node_bool(row, "Selected", i == f->family);
	}
	for (size_t i = 0; i < names->agents.n; i++) {
		row = node_row(node_sub(rq->v, "Agents"));
		node_u64(row, "Id", names->agents.v[i].id.v);
		node_str(row, "Name", names->agents.v[i].name);
		node_bool(row, "Selected",
		    names->agents.v[i].id.v == f->agent);
	}
	node_str(rq->v, "Filter.From", req_text(rq, "from"));
	node_str(rq->v, "Filter.To", req_text(rq, "to"));
	if (f->family != 0)
		node_u64(rq->v, "Filter.Family", f->family);
	if (f->agent != 0)
		node_u64(rq->v, "Filter.Agent", f->agent);
}

/* GET /panel/settings/audit */
RC
audit_show(struct req *rq)
{
	struct audit_filter f;
	struct audit_list l;
	struct names names;

	TRY(filter(rq, &f));
	f.before = req_u64(rq, "before");
	if (f.before == 0)
		TRY(req_audit(rq, AUDIT_SETTINGS_VIEWED, ON_SETTINGS,
		    PAGE_AUDIT, AUDIT_DONE));
	TRY(names_get(rq, &names));
	TRY(audit_list(rq->t, rq->a, &f, PAGE_LINES, &l));
	for (size_t i = 0; i < l.n; i++)
		view_line(rq, node_row(node_sub(rq->v, "Lines")), &names,
		    &l.v[i].row);
	view_filter(rq, &names, &f);
	node_bool(rq->v, "Further", f.before != 0);
	if (l.more)
		node_u64(rq->v, "Older", l.v[l.n - 1].row.n);
	node_str(rq->v, "Keep", put_in(rq->a, tmpl_text(app_tmpl(),
	    rq->language, "Audit.Keep"), 'n', number(rq->a,
	    (uint64_t)conf_int("Audit.Days"))));
	settings_title(rq, "Audit.Title");
	return (page(rq, "panel/settings_audit"));
}

/* ---- the same as a file -------------------------------------------------------- */

static void
csv_line(struct req *rq, struct buf *b, const struct names *names,
    const struct audit_line *l)
{
	const struct audit_row *r = &l->row;

	csv_u64(b, r->n);
	csv_cell(b, time_iso(rq->a, r->at));
	csv_cell(b, audit_verb_name(r->verb));
	csv_u64(b, r->actor.kind);
	csv_u64(b, r->actor.id);
	csv_u64(b, r->object);
	csv_u64(b, r->id);
	csv_u64(b, r->value);
	csv_u64(b, r->result);
	csv_cell(b, r->actor.prefix);
	csv_cell(b, r->actor.request_id);
	csv_cell(b, sentence(rq, names, r));
	csv_end(b);
}

static void
json_line(struct req *rq, struct buf *b, const struct audit_line *l)
{
	const struct audit_row *r = &l->row;

	buf_printf(b, "{\"n\":%llu,\"at\":\"%s\",\"verb\":\"%s\",\"actor\":"
	    "{\"kind\":%d,\"id\":%llu},\"object\":{\"kind\":%d,\"id\":%llu},"
	    "\"value\":%llu,\"result\":%d,\"network\":",
	    (unsigned long long)r->n, time_iso(rq->a, r->at),
	    audit_verb_name(r->verb), (int)r->actor.kind,
	    (unsigned long long)r->actor.id, (int)r->object,
	    (unsigned long long)r->id, (unsigned long long)r->value,
	    (int)r->result);
	json_str(b, r->actor.prefix);
	buf_str(b, ",\"request\":");
	json_str(b, r->actor.request_id);
	buf_printf(b, ",\"chain\":\"%s\"}\n", hex_encode(rq->a, l->chain.b,
	    DIGEST_LEN));
}

static RC
read_buf(void *arg, uint64_t offset, void *out, size_t n, size_t *got_r)
{
	const struct buf *b = arg;
	size_t left = b->n - (size_t)offset;

	*got_r = n < left ? n : left;
	memcpy(out, b->p + offset, *got_r);
	return (RC_OK);
}

static RC
file_of(struct req *rq, const struct audit_list *l, bool csv, struct buf *b)
{
	struct names names;

	TRY(names_get(rq, &names));
	if (csv)
		buf_str(b, "n,at,verb,actor_kind,actor_id,object_kind,"
		    "object_id,value,result,network,request,sentence\r\n");
	for (size_t i = 0; i < l->n; i++)
		if (csv)
			csv_line(rq, b, &names, &l->v[i]);
		else
			json_line(rq, b, &l->v[i]);
	return (RC_OK);
}

/* POST /panel/settings/audit/export */
RC
audit_export(struct req *rq)
{
	bool csv = str_eq(req_text(rq, "format"), "csv");
	struct buf b = BUF_INIT(rq->a);
	struct audit_filter f;
	struct audit_list l;

	if (!csv && !str_eq(req_text(rq, "format"), "json"))
		return (RC_INVALID);
	TRY(filter(rq, &f));
	TRY(audit_list(rq->t, rq->a, &f, FILE_LINES, &l));
	TRY(file_of(rq, &l, csv, &b));
	TRY(audit_add(rq->t, &(struct audit_row){ .verb = AUDIT_EXPORTED,
	    .object = ON_AUDIT, .value = l.n }));
	return (reply_download(rq, &(struct reply_source){
		.read = read_buf, .arg = &b, .size = b.n,
		.name = csv ? "audit.csv" : "audit.jsonl",
		.type = csv ? "text/csv" : "application/jsonl",
	}));
}
