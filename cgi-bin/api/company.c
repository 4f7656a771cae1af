/* Companies as programs read them. */
#include "api.h"
#include "model/people/company.h"

static void
view_company(struct req *rq, struct json *j, const struct company *c)
{
	json_id(j, "id", c->id.v);
	json_text(j, "name", c->name);
	json_flag(j, "forgotten", c->gone);
	json_time(rq, j, "created_at", c->created_at);
}

/* GET /api/v1/companies: newest first */
RC
companies_show(struct req *rq)
{
	struct json *j = json_new(rq), *list = json_array(j, "companies");
	struct company_list l;

	TRY(company_list(rq->t, rq->a, req_u64(rq, "before"), &l));
	for (size_t i = 0; i < l.n; i++)
		view_company(rq, json_row(list), &l.v[i]);
	json_id(j, "next", l.more ? l.v[l.n - 1].id.v : 0);
	return (json_reply(rq, 200, j));
}

/* GET /api/v1/companies/{company}: with the ids of its contacts */
RC
company_show(struct req *rq)
{
	struct json *j = json_new(rq), *list;
	company_id id = { req_path_id(rq, "company") };
	contact_id v[COMPANY_PAGE];
	struct company c;
	uint64_t after;
	size_t n;

	TRY(company_get(rq->t, rq->a, id, &c));
	TRY(company_people(rq->t, id, req_u64(rq, "after"), v, &n, &after));
	view_company(rq, j, &c);
	list = json_array(j, "contacts");
	for (size_t i = 0; i < n; i++)
		json_row_text(list, arena_printf(rq->a, "%llu",
		    (unsigned long long)v[i].v));
	json_id(j, "next", after);
	return (json_reply(rq, 200, j));
}
