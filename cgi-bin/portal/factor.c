/* A customer's second factor: pages of web/second.h, for his own session only. */
#include "model/access/factor.h"
#include "portal.h"
#include "web/second.h"

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
	return (customer_whole(rq) ? his(rq) : RC_NOTFOUND);
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
