/* Lists of tickets: by view, by contact. */
#include "core/str.h"
#include "model/access/factor.h"
#include "model/ticket/bin.h"
#include "model/privacy/hold.h"
#include "model/spam/spam.h"
#include "panel.h"
#include "view.h"

static const struct {
	const char	*key;
	enum ticket_view view;
} views[] = {
	{ "new", VIEW_NEW }, { "mine", VIEW_MINE }, { "open", VIEW_OPEN },
	{ "answered", VIEW_ANSWERED }, { "postponed", VIEW_POSTPONED },
	{ "resolved", VIEW_RESOLVED }, { "closed", VIEW_CLOSED },
	{ "all", VIEW_ALL }, { "spam", VIEW_SPAM },
	{ "deleted", VIEW_DELETED }, { "unsure", VIEW_UNSURE },
	{ "sifted", VIEW_SIFTED },
};

static RC
view_of(const char *key, enum ticket_view *view_r)
{
	for (size_t i = 0; i < sizeof(views) / sizeof(views[0]); i++)
		if (str_eq(views[i].key, key)) {
			*view_r = views[i].view;
			return (RC_OK);
		}
	return (RC_NOTFOUND);
}

/* "ACTIVITY.ID" of the last row shown; empty is the first page. */
static RC
parse_before(struct req *rq, struct ticket_page *p)
{
	const char *s = req_text(rq, "before"), *dot = strchr(s, '.');
	uint64_t activity;

	if (*s == '\0')
		return (RC_OK);
	if (dot == NULL || str_u64(arena_strndup(rq->a, s, (size_t)(dot - s)),
	    &activity) != RC_OK || activity > INT64_MAX)
		return (RC_INVALID);
	p->before_activity = (int64_t)activity;
	return (str_u64(dot + 1, &p->before.v));
}

static void
put_older(struct req *rq, const struct ticket_list *l)
{
	const struct ticket *last;

	if (!l->more || l->n == 0)
		return;
	last = &l->v[l->n - 1];
	node_str(rq->v, "Older", arena_printf(rq->a, "%lld.%llu",
	    (long long)last->activity_at, (unsigned long long)last->id.v));
}

static RC
choose(struct req *rq, const struct names *n, struct ticket_page *p)
{
	const char *view = req_text(rq, "view");

	p->department.v = req_u64(rq, "department");
	if (p->department.v != 0) {
		p->view = VIEW_DEPARTMENT;
		node_u64(rq->v, "View.Department", p->department.v);
		node_str(rq->v, "View.Name", names_department(n,
		    p->department.v));
		return (names_department(n, p->department.v) != NULL ? RC_OK
		    : RC_NOTFOUND);
	}
	if (*view == '\0')
		view = "open";
	TRY(view_of(view, &p->view));
	node_str(rq->v, "View.Key", view);
	return (RC_OK);
}

/* Those that the filter is not sure of and nobody spoke of yet. */
static RC
mark_unsure(struct req *rq, struct ticket_list *l)
{
	ticket_id *v = arena_array(rq->a, SPAM_UNSURE_MAX, sizeof(*v));
	size_t n;

	TRY(spam_unsure(rq->t, v, &n));
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < n && !l->v[i].unsure; k++)
			l->v[i].unsure = v[k].v == l->v[i].id.v;
	return (RC_OK);
}

/* A list of the spam filter's. */
static bool
sifts(const struct ticket_page *p)
{
	return (p->view == VIEW_UNSURE || p->view == VIEW_SIFTED);
}

/* GET /panel/tickets */
RC
ticket_list_show(struct req *rq)
{
	struct ticket_page p = { .me = panel_me(rq) };
	struct ticket_list l;
	unsigned days;
	struct names n;

	TRY(parse_before(rq, &p));
	TRY(names_get(rq, &n));
	TRY(choose(rq, &n, &p));
	if (!sifts(&p))
		TRY(ticket_list_ahead(rq->t, &p));
	TRY(spam_unsure_ahead(rq->t));
	TRY(ticket_counts_ahead(rq->t, panel_me(rq)));
	TRY(spam_counts_ahead(rq->t));
	TRY(sifts(&p) ? spam_list(rq->t, rq->a, &p, &l)
	    : ticket_list(rq->t, rq->a, &p, &l));
	TRY(mark_unsure(rq, &l));
	view_tickets(node_sub(rq->v, "Tickets"), &l, &n);
	node_bool(rq->v, "View.Further", p.before.v != 0);
	/* The list's rows can be ticked: to delete them, or to have them back. */
	node_str(rq->v, "Bulk", p.view == VIEW_DELETED ? "restore" : "delete");
	node_bool(rq->v, "Sift", p.view == VIEW_SPAM || sifts(&p));
	if (p.view == VIEW_DELETED) {
		TRY(bin_days(rq->t, &days));
		node_u64(rq->v, "BinDays", days);
	}
	put_older(rq, &l);
	return (page(rq, "panel/ticket_list"));
}

/* Only his own holds: those of his tickets stand there. */
static RC
put_held(struct req *rq, contact_id id)
{
	struct hold_list l;

	TRY(hold_list_on(rq->t, rq->a, HOLD_CONTACT, id.v, &l));
	if (l.n > 0)
		node_i64(rq->v, "Contact.HeldUntil", l.v[0].ends_at);
	return (RC_OK);
}

static RC
contact_page_of(struct req *rq, const struct ticket_page *p, int status)
{
	struct contact c;
	struct ticket_list l;
	struct names n;
	unsigned methods = 0;

	TRY(contact_get(rq->t, rq->a, p->contact, &c, NULL));
	TRY(ticket_list(rq->t, rq->a, p, &l));
	TRY(names_get(rq, &n));
	view_contact(node_sub(rq->v, "Contact"), &c);
	TRY(contact_privacy(rq, &c));
	TRY(put_held(rq, p->contact));
	if (rq->session.role >= ROLE_ADMIN)
		TRY(factor_methods(rq->t, factor_contact(p->contact.v),
		    &methods));
	node_bool(rq->v, "Contact.Factor", methods != 0);
	if (!c.gone) {
		TRY(contact_export_view(rq, p->contact));
		TRY(company_beside(rq, p->contact));
	}
	view_tickets(node_sub(rq->v, "Tickets"), &l, &n);
	node_bool(rq->v, "View.Further", p->before.v != 0);
	put_older(rq, &l);
	return (page_status(rq, status, "panel/contact"));
}

RC
contact_page(struct req *rq, contact_id id, int status)
{
	struct ticket_page p = { .view = VIEW_CONTACT, .contact = id };

	return (contact_page_of(rq, &p, status));
}

/* GET /panel/contacts/{contact} */
RC
contact_show(struct req *rq)
{
	struct ticket_page p = { .view = VIEW_CONTACT,
		.contact = { req_path_id(rq, "contact") } };

	TRY(parse_before(rq, &p));
	return (contact_page_of(rq, &p, 200));
}
