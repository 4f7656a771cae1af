/* A customer's second factor: pages of web/second.h, for his own session only. */
#include "auth/login.h"
#include "model/access/factor.h"
#include "model/people/contact.h"
#include "portal.h"
#include "web/second.h"

struct person
portal_person(const struct req *rq)
{
	return (factor_contact(rq->session.subject_id));
}

static RC
me(struct req *rq, struct contact *c_r)
{
	return (contact_get(rq->t, rq->a, (contact_id){
	    rq->session.subject_id }, c_r, NULL));
}

RC
portal_person_name(struct req *rq, const char **name_r)
{
	struct contact c;

	TRY(me(rq, &c));
	*name_r = c.email;
	return (RC_OK);
}

/* His code or password again (app.h). */
RC
portal_prove(struct req *rq, const struct proof *proof)
{
	struct login l = { .whose = &login_contacts,
		.password = proof->password };
	struct contact c;

	if (!portal_whole(rq))
		return (RC_DENIED);
	if (*proof->code != '\0')
		return (second_prove(rq, proof->code));
	TRY(me(rq, &c));
	l.email = c.email;
	return (login_again(rq->t, rq->a, &l));
}

RC
portal_has_factor(struct req *rq, contact_id id, bool *has_r)
{
	unsigned methods;

	TRY(factor_methods(rq->t, factor_contact(id.v), &methods));
	*has_r = methods != 0;
	return (RC_OK);
}

/* A mailed link of one ticket changes nothing here. */
static RC
whole(struct req *rq, enum rc (*his)(struct req *))
{
	return (portal_whole(rq) ? his(rq) : RC_NOTFOUND);
}

/* GET /factor */
enum rc
factor_show(struct req *rq)
{
	return (whole(rq, second_show));
}

/* GET /factor/codes */
enum rc
factor_codes(struct req *rq)
{
	return (whole(rq, second_codes_form));
}

/* POST /factor/codes */
enum rc
factor_codes_save(struct req *rq)
{
	return (whole(rq, second_codes_save));
}

/* POST /factor/codes/remove */
enum rc
factor_codes_remove(struct req *rq)
{
	return (whole(rq, second_codes_remove));
}

/* POST /factor/recovery */
enum rc
factor_recovery(struct req *rq)
{
	return (whole(rq, second_recovery_new));
}
