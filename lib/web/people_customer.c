/* Customers who are signed in, and how they prove themselves again (people.h). */
#include "auth/login.h"
#include "model/access/factor.h"
#include "model/people/contact.h"
#include "web/people.h"
#include "web/second.h"

bool
customer_whole(const struct req *rq)
{
	return (rq->signed_in && rq->session.kind == SESSION_CONTACT);
}

RC
customer_frame(struct req *rq)
{
	node_bool(rq->v, "Me.Whole", customer_whole(rq));
	return (RC_OK);
}

struct person
customer_person(const struct req *rq)
{
	return (factor_contact(rq->session.subject_id));
}

RC
customer_person_name(struct req *rq, const char **name_r)
{
	struct contact c;

	TRY(contact_get(rq->t, rq->a, (contact_id){ rq->session.subject_id },
	    &c, NULL));
	*name_r = c.email;
	return (RC_OK);
}

/* A code or the password. */
RC
customer_prove(struct req *rq, const struct proof *proof)
{
	struct login l = { .whose = &login_contacts,
		.password = proof->password };

	if (!customer_whole(rq))
		return (RC_DENIED);
	if (*proof->code != '\0')
		return (second_prove(rq, proof->code));
	TRY(customer_person_name(rq, &l.email));
	return (login_again(rq->t, rq->a, &l));
}
