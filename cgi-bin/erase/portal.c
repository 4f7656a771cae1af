/* A customer deletes his profile, with or without his tickets. */
#include "core/str.h"
#include "erase.h"
#include "model/access/factor.h"
#include "model/people/contact_login.h"
#include "privacy/certificate.h"
#include "web/people.h"

static uint64_t
mine(const struct req *rq)
{
	return (rq->session.subject_id);
}

/* Who has neither password nor codes proves himself by a fresh mailed link. */
static RC
show_proof(struct req *rq)
{
	unsigned methods;
	bool has;

	TRY(contact_login_has(rq->t, (contact_id){ mine(rq) }, &has));
	TRY(factor_methods(rq->t, factor_contact(mine(rq)), &methods));
	node_bool(rq->v, "Proof.Link", !has && methods == 0 &&
	    rq->session.step_up_until <= rq->now);
	return (RC_OK);
}

static RC
form(struct req *rq, int status)
{
	bool held;

	TRY(show_hold(rq, ERASE_CONTACT, mine(rq), &held));
	TRY(show_proof(rq));
	TRY(show_plan(rq, ERASE_CONTACT, mine(rq)));
	return (show_page(rq, status, "portal/erase", "Erase.Own"));
}

/* GET /erase */
enum rc
own_form(struct req *rq)
{
	if (!customer_whole(rq))
		return (redirect(rq, "/login?next=/account"));
	return (form(rq, 200));
}

/* POST /erase: his session is gone with him; the receipt's page needs none. */
enum rc
own_act(struct req *rq)
{
	const char *tickets = req_text(rq, "tickets"), *receipt;
	struct erase_ask ask = { .scope = ERASE_CONTACT, .id = mine(rq),
		.door = DOOR_PORTAL };
	uint64_t id;
	enum rc rc;

	if (!customer_whole(rq))
		return (RC_DENIED);
	if (!str_eq(tickets, "keep") && !str_eq(tickets, "delete"))
		req_mistake(rq, "tickets", "Required");
	if (!req_flag(rq, "sure"))
		req_mistake(rq, "sure", "Required");
	if (req_bad(rq)) {
		req_form_view(rq);
		return (form(rq, 422));
	}
	ask.keep_tickets = str_eq(tickets, "keep");
	rc = act(rq, &ask, &receipt, &id);
	if (rc == RC_DENIED)
		return (form(rq, 409));		/* a legal hold */
	TRY(rc);
	return (redirect(rq, "/erase/receipt/%s", receipt));
}

/* GET /erase/receipt/{token} */
enum rc
receipt_show(struct req *rq)
{
	struct digest d = req_token(rq, "token");
	struct erasure e;

	TRY(erasure_by_receipt(rq->t, &d, &e));
	TRY(show_erasure(rq, &e, READ_ANYBODY));
	return (show_page(rq, 200, "portal/erased", "Erase.Done"));
}

/* GET /erase/receipt/{token}/certificate */
enum rc
receipt_certificate(struct req *rq)
{
	struct digest d = req_token(rq, "token");
	struct erasure e;

	TRY(erasure_by_receipt(rq->t, &d, &e));
	return (show_certificate(rq, &e, READ_ANYBODY));
}

/* GET /erase/receipt/{token}/paper */
enum rc
receipt_paper(struct req *rq)
{
	struct digest d = req_token(rq, "token");
	struct erasure e;

	TRY(erasure_by_receipt(rq->t, &d, &e));
	return (show_paper(rq, &e, READ_ANYBODY, "portal/certificate"));
}

/* GET /.well-known/olvido-certificate-key: by which anybody can check them */
enum rc
key_show(struct req *rq)
{
	uint8_t public[SIGN_PUBLIC_LEN];
	const char *pem;

	TRY(certificate_key(rq->t->db, app_vault(), public));
	pem = sign_pem(rq->a, public);
	return (reply_text(rq, (struct bytes){ (const uint8_t *)pem,
	    strlen(pem) }));
}
