/* Restriction of processing (model/privacy/restriction.h): its list, and its forms on the
   contact's page. */
#include "core/str.h"
#include "core/time.h"
#include "model/privacy/restriction.h"
#include "panel.h"
#include "view.h"

#define DAY	86400

static contact_id
path_contact(struct req *rq)
{
	return ((contact_id){ req_path_id(rq, "contact") });
}

static void
put_restriction(struct node *v, const struct restriction *r,
    const struct names *n)
{
	node_u64(v, "ContactId", r->contact.v);
	node_i64(v, "Since", r->since);
	node_u64(v, "Ground", r->ground);
	node_str(v, "By", names_agent(n, r->by.v));
	node_i64(v, "Lift", r->lift_at);
	node_bool(v, "Told", r->told);
}

/* GET /panel/privacy/restrictions */
RC
restrictions_show(struct req *rq)
{
	struct restriction_list l;
	struct names n;

	TRY(restriction_list(rq->t, rq->a, &l));
	TRY(names_get(rq, &n));
	for (size_t i = 0; i < l.n; i++)
		put_restriction(node_row(node_sub(rq->v, "Restrictions")),
		    &l.v[i], &n);
	privacy_title(rq, "restrictions", "Restrict.Title");
	return (page(rq, "panel/privacy_restrictions"));
}

/* The reason is read by who decides. */
static RC
put_own(struct req *rq, contact_id id, const struct names *n)
{
	struct node *v = node_sub(rq->v, "Restriction");
	struct restriction r;
	enum rc rc = restriction_get(rq->t, rq->a, id, &r);

	if (rc == RC_NOTFOUND)
		return (RC_OK);
	TRY(rc);
	put_restriction(v, &r, n);
	if (rq->session.role >= ROLE_ADMIN)
		node_html(v, "Reason", text_to_html(rq->a, r.reason));
	return (RC_OK);
}

RC
contact_privacy(struct req *rq, const struct contact *c)
{
	struct names n;

	TRY(names_get(rq, &n));
	node_str(rq->v, "Restrict.Tomorrow", arena_strndup(rq->a,
	    time_iso(rq->a, rq->now + DAY), 10));
	TRY(requests_of_contact(rq, c->id));
	if (c->gone && !c->restricted)
		return (RC_OK);
	if (!c->restricted)
		TRY(consents_of_contact(rq, c->id));
	return (put_own(rq, c->id, &n));
}

static RC
again(struct req *rq, const char *which)
{
	req_form_view(rq);
	node_str(rq->v, "Form.Which", which);
	return (contact_page(rq, path_contact(rq), 422));
}

static RC
done(struct req *rq, const char *notice)
{
	flash(rq, notice);
	return (redirect(rq, "/panel/contacts/%llu",
	    (unsigned long long)path_contact(rq).v));
}

/* POST /panel/contacts/{contact}/restrict */
RC
contact_restrict(struct req *rq)
{
	uint64_t ground = req_u64(rq, "ground");
	struct contact c;
	enum rc rc;

	TRY(contact_get(rq->t, rq->a, path_contact(rq), &c, NULL));
	if (c.gone)
		return (c.restricted ? RC_CONFLICT : RC_NOTFOUND);
	if (ground < RESTRICT_ACCURACY || ground > RESTRICT_OBJECTION)
		req_mistake(rq, "ground", "Required");
	if (req_bad(rq))
		return (again(rq, "restrict"));
	rc = restriction_set(rq->t, rq->a, c.id,
	    (enum restriction_ground)ground, req_text(rq, "reason"),
	    panel_me(rq));
	TRY(rc);
	return (done(rq, "Restricted"));
}

/* POST /panel/contacts/{contact}/restrict/end */
RC
contact_restrict_end(struct req *rq)
{
	int64_t until = req_date(rq, "until");
	struct contact c;

	TRY(contact_get(rq->t, rq->a, path_contact(rq), &c, NULL));
	if (!req_bad(rq) && until <= rq->now)
		req_mistake(rq, "until", "Future");
	if (req_bad(rq))
		return (again(rq, "end"));
	TRY(restriction_end(rq->t, c.id, until, panel_me(rq)));
	return (done(rq, "RestrictEnding"));
}

/* POST /panel/contacts/{contact}/restrict/keep */
RC
contact_restrict_keep(struct req *rq)
{
	struct contact c;

	TRY(contact_get(rq->t, rq->a, path_contact(rq), &c, NULL));
	TRY(restriction_keep(rq->t, c.id, panel_me(rq)));
	return (done(rq, "RestrictKept"));
}
