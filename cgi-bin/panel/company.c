/* Companies: named, given contacts; erased in the erase program. */
#include "core/str.h"
#include "model/people/company.h"
#include "model/people/contact.h"
#include "panel.h"

static company_id
path_company(struct req *rq)
{
	return ((company_id){ req_path_id(rq, "company") });
}

static RC
go_to(struct req *rq, company_id id, const char *notice)
{
	flash(rq, notice);
	return (redirect(rq, "/panel/companies/%llu",
	    (unsigned long long)id.v));
}

static void
view_company(struct node *v, const struct company *c)
{
	node_u64(v, "Id", c->id.v);
	node_str(v, "Name", c->name);
	node_i64(v, "Created", c->created_at);
	node_bool(v, "Gone", c->gone);
}

/* ---- all of them --------------------------------------------------------------- */

static RC
list(struct req *rq, uint64_t before, int status)
{
	struct company_list l;

	TRY(company_list(rq->t, rq->a, before, &l));
	for (size_t i = 0; i < l.n; i++)
		view_company(node_row(node_sub(rq->v, "Companies")), &l.v[i]);
	if (l.more)
		node_u64(rq->v, "Older", l.v[l.n - 1].id.v);
	node_str(rq->v, "Title", tmpl_text(app_tmpl(), rq->language,
	    "Company.Title"));
	return (page_status(rq, status, "panel/companies"));
}

/* GET /panel/companies */
RC
companies_show(struct req *rq)
{
	return (list(rq, req_u64(rq, "before"), 200));
}

/* POST /panel/companies */
RC
companies_make(struct req *rq)
{
	company_id id;

	if (req_bad(rq)) {
		req_form_view(rq);
		return (list(rq, 0, 422));
	}
	TRY(company_add(rq->t, rq->a, req_text(rq, "name"), &id));
	return (go_to(rq, id, "CompanyMade"));
}

/* ---- one of them --------------------------------------------------------------- */

static RC
put_people(struct req *rq, company_id id, uint64_t from)
{
	contact_id v[COMPANY_PAGE];
	struct contact c;
	struct node *row;
	uint64_t after;
	size_t n;

	TRY(company_people(rq->t, id, from, v, &n, &after));
	for (size_t i = 0; i < n; i++) {
		TRY(contact_get(rq->t, rq->a, v[i], &c, NULL));
		row = node_row(node_sub(rq->v, "People"));
		node_u64(row, "Id", c.id.v);
		node_str(row, "Name", str_empty(c.name) ? c.email : c.name);
		node_str(row, "Email", c.email);
		node_bool(row, "Restricted", c.restricted);
	}
	node_u64(rq->v, "After", after);
	return (RC_OK);
}

static RC
show(struct req *rq, uint64_t from, int status)
{
	struct company c;

	TRY(company_get(rq->t, rq->a, path_company(rq), &c));
	view_company(node_sub(rq->v, "Company"), &c);
	TRY(put_people(rq, c.id, from));
	node_str(rq->v, "Title", c.gone ? tmpl_text(app_tmpl(), rq->language,
	    "Company.Gone") : c.name);
	return (page_status(rq, status, "panel/company"));
}

/* GET /panel/companies/{company} */
RC
company_show(struct req *rq)
{
	return (show(rq, req_u64(rq, "after"), 200));
}

/* POST /panel/companies/{company} */
RC
company_rename(struct req *rq)
{
	struct company c = { .id = path_company(rq),
		.name = req_text(rq, "name") };

	if (req_bad(rq)) {
		req_form_view(rq);
		return (show(rq, 0, 422));
	}
	TRY(company_set(rq->t, rq->a, &c));
	return (go_to(rq, c.id, "CompanySaved"));
}

/* POST /panel/companies/{company}/contacts: whoever has this address */
RC
company_join(struct req *rq)
{
	struct contact c = { .id = { 0 } };
	enum rc rc = RC_NOTFOUND;

	if (!req_bad(rq)) {
		rc = contact_by_email(rq->t, rq->a, req_text(rq, "email"), &c);
		if (rc == RC_OK)
			rc = contact_get(rq->t, rq->a, c.id, &c, NULL);
		if (rc == RC_NOTFOUND)
			req_mistake(rq, "email", "CompanyNobody");
		else
			TRY(rc);
	}
	if (req_bad(rq)) {
		req_form_view(rq);
		return (show(rq, 0, 422));
	}
	TRY(company_put(rq->t, c.id, path_company(rq)));
	return (go_to(rq, path_company(rq), "CompanyJoined"));
}

/* POST /panel/companies/{company}/contacts/{contact}/remove */
RC
company_remove(struct req *rq)
{
	contact_id who = { req_path_id(rq, "contact") };
	struct company c;
	company_id now;

	TRY(company_get(rq->t, rq->a, path_company(rq), &c));
	TRY(company_of(rq->t, who, &now));
	if (now.v != c.id.v)
		return (RC_NOTFOUND);
	TRY(company_put(rq->t, who, (company_id){ 0 }));
	return (go_to(rq, c.id, "CompanyLeft"));
}

RC
company_beside(struct req *rq, contact_id who)
{
	company_id id;
	struct company c;
	enum rc rc;

	TRY(company_of(rq->t, who, &id));
	if (id.v == 0)
		return (RC_OK);
	rc = company_get(rq->t, rq->a, id, &c);
	if (rc == RC_OK)
		view_company(node_sub(rq->v, "Company"), &c);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
