/* Purposes that the account asks consent for, and a contact's consents
   (model/purpose.h, consent.h). */
#include "core/str.h"
#include "model/privacy/consent.h"
#include "panel.h"
#include "view.h"

#define PURPOSES	"/panel/privacy/consent"

static void
put_purpose(struct req *rq, struct node *v, const struct purpose *p)
{
	const struct purpose_text *x = purpose_in(p, rq->language);

	node_u64(v, "Id", p->id);
	node_u64(v, "Version", p->version);
	node_bool(v, "Active", p->active);
	node_bool(v, "OnAsk", p->on_ask);
	node_str(v, "Name", x->name);
	node_html(v, "Body", text_to_html(rq->a, x->body));
}

static RC
list_page(struct req *rq, int status)
{
	struct purpose_list l;

	TRY(purpose_list(rq->t, rq->a, &l));
	for (size_t i = 0; i < l.n; i++)
		put_purpose(rq, node_row(node_sub(rq->v, "Purposes")),
		    &l.v[i]);
	privacy_title(rq, "consent", "Consent.Title");
	return (page_status(rq, status, "panel/privacy_consent"));
}

/* GET /panel/privacy/consent */
RC
purposes_show(struct req *rq)
{
	return (list_page(rq, 200));
}

static void
read_purpose(struct req *rq, struct purpose *p)
{
	p->active = req_flag(rq, "active");
	p->on_ask = req_flag(rq, "on_ask");
	p->en = (struct purpose_text){ req_text(rq, "name_en"),
		req_text(rq, "body_en") };
	p->es = (struct purpose_text){ req_text(rq, "name_es"),
		req_text(rq, "body_es") };
}

/* POST /panel/privacy/consent */
RC
purpose_make(struct req *rq)
{
	struct purpose p = { 0 };

	if (req_bad(rq)) {
		req_form_view(rq);
		node_bool(rq->v, "Bad", true);
		return (list_page(rq, 422));
	}
	read_purpose(rq, &p);
	TRY(purpose_add(rq->t, rq->a, &p, panel_me(rq)));
	flash(rq, "Saved");
	return (redirect(rq, PURPOSES));
}

static RC
purpose_page(struct req *rq, int status)
{
	struct purpose p;

	TRY(purpose_get(rq->t, rq->a, req_path_id(rq, "purpose"), &p));
	put_purpose(rq, node_sub(rq->v, "Purpose"), &p);
	if (status == 200) {
		node_str(rq->v, "Form.name_en", p.en.name);
		node_str(rq->v, "Form.body_en", p.en.body);
		node_str(rq->v, "Form.name_es", p.es.name);
		node_str(rq->v, "Form.body_es", p.es.body);
		node_bool(rq->v, "Form.active", p.active);
		node_bool(rq->v, "Form.on_ask", p.on_ask);
	}
	privacy_title(rq, "consent", "Consent.Title");
	return (page_status(rq, status, "panel/privacy_purpose"));
}

/* GET /panel/privacy/consent/{purpose} */
RC
purpose_show(struct req *rq)
{
	return (purpose_page(rq, 200));
}

/* POST /panel/privacy/consent/{purpose} */
RC
purpose_save(struct req *rq)
{
	struct purpose p = { .id = req_path_id(rq, "purpose") };

	if (req_bad(rq)) {
		req_form_view(rq);
		return (purpose_page(rq, 422));
	}
	read_purpose(rq, &p);
	TRY(purpose_set(rq->t, rq->a, &p, panel_me(rq)));
	flash(rq, "Saved");
	return (redirect(rq, PURPOSES));
}

/* ---- a contact's ----------------------------------------------------------------- */

RC
consents_of_contact(struct req *rq, contact_id id)
{
	struct consent_list l;
	struct purpose_list all;
	struct names n;
	struct node *row;

	TRY(consent_list(rq->t, rq->a, id, &l));
	TRY(purpose_list(rq->t, rq->a, &all));
	TRY(names_get(rq, &n));
	for (size_t i = 0; i < l.n; i++) {
		row = node_row(node_sub(rq->v, "Consents"));
		node_u64(row, "Purpose", l.v[i].purpose);
		node_str(row, "Name", l.v[i].text.name);
		node_u64(row, "Version", l.v[i].version);
		node_html(row, "Body", text_to_html(rq->a,
		    l.v[i].text.body));
		node_i64(row, "Given", l.v[i].given_at);
		node_u64(row, "GivenDoor", l.v[i].given_door);
		node_str(row, "GivenBy", names_agent(&n,
		    l.v[i].given_by.v));
		node_i64(row, "Withdrawn", l.v[i].withdrawn_at);
		node_u64(row, "WithdrawnDoor", l.v[i].withdrawn_door);
		node_str(row, "WithdrawnBy", names_agent(&n,
		    l.v[i].withdrawn_by.v));
		node_html(row, "How", text_to_html(rq->a, l.v[i].how));
	}
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].active)
			put_purpose(rq, node_row(node_sub(rq->v,
			    "Purposes")), &all.v[i]);
	return (RC_OK);
}

static RC
who(struct req *rq, struct contact *c_r)
{
	TRY(contact_get(rq->t, rq->a, (contact_id){ req_path_id(rq,
	    "contact") }, c_r, NULL));
	return (c_r->restricted ? RC_DENIED : c_r->gone ? RC_NOTFOUND : RC_OK);
}

static RC
done(struct req *rq, const struct contact *c)
{
	flash(rq, "Saved");
	return (redirect(rq, "/panel/contacts/%llu",
	    (unsigned long long)c->id.v));
}

/* POST /panel/contacts/{contact}/consent */
RC
contact_consent(struct req *rq)
{
	struct contact c;
	enum rc rc;

	TRY(who(rq, &c));
	if (req_bad(rq)) {
		req_form_view(rq);
		node_str(rq->v, "Form.Which", "consent");
		return (contact_page(rq, c.id, 422));
	}
	rc = consent_give(rq->t, rq->a, c.id, req_u64(rq, "purpose"),
	    str_empty(c.language) ? rq->t->language : c.language,
	    CONSENT_AGENT, panel_me(rq), req_text(rq, "how"));
	TRY(rc == RC_NOTFOUND ? RC_INVALID : rc);
	return (done(rq, &c));
}

/* POST /panel/contacts/{contact}/consent/withdraw */
RC
contact_consent_withdraw(struct req *rq)
{
	struct contact c;

	TRY(who(rq, &c));
	TRY(consent_withdraw(rq->t, c.id, req_u64(rq, "purpose"),
	    CONSENT_AGENT, panel_me(rq)));
	return (done(rq, &c));
}
