/* The Privacy section: its front page and what its pages share. */
#include "model/privacy/request.h"
#include "panel.h"
#include "tmpl/tmpl.h"

void
privacy_title(struct req *rq, const char *tab, const char *key)
{
	node_str(rq->v, "Privacy.Tab", tab);
	node_str(rq->v, "Title", tmpl_text(app_tmpl(), rq->language, key));
}

/* GET /panel/privacy */
RC
privacy_show(struct req *rq)
{
	privacy_title(rq, "front", "Privacy.Title");
	return (page(rq, "panel/privacy"));
}

RC
privacy_menu(struct req *rq)
{
	unsigned n;

	if (rq->session.role < ROLE_ADMIN)
		return (RC_OK);
	TRY(request_overdue(rq->t, &n));
	node_u64(rq->v, "Menu.Overdue", n);
	return (RC_OK);
}
