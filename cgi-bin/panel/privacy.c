/* The Privacy section: its front page and what its pages share. */
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
