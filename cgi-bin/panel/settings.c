/* The settings' front page: what this agent may set, by the menu's own list. */
#include "panel.h"
#include "tmpl/tmpl.h"

void
settings_title(struct req *rq, const char *key)
{
	node_str(rq->v, "Title", tmpl_text(app_tmpl(), rq->language, key));
}

/* GET /panel/settings */
RC
settings_show(struct req *rq)
{
	settings_title(rq, "Settings.Title");
	return (page(rq, "panel/settings"));
}
