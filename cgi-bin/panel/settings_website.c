/* Settings, Your website: a link that looks like a button, to be copied into the pages
   of the company's own site. */
#include "core/str.h"
#include "model/account/website.h"
#include "panel.h"

#define PLACE	"/panel/settings/website"

/* No script, no cookie, nothing of ours is loaded there. */
#define SNIPPET								\
	"<a href=\"%s\" hreflang=\"%s\" lang=\"%s\" style=\"display:inline-block;"\
	"padding:.6em 1.2em;border-radius:.4em;background:#1a5fb4;"	\
	"color:#fff;text-decoration:none\">%s</a>"

static const char *
address(struct req *rq)
{
	if (rq->t->port == 443)
		return (arena_printf(rq->a, "https://%s/ask?via=website",
		    rq->t->host));
	return (arena_printf(rq->a, "https://%s:%d/ask?via=website",
	    rq->t->host, rq->t->port));
}

/* GET /panel/settings/website */
RC
website_show(struct req *rq)
{
	const char *l = req_text(rq, "language"), *words, *url = address(rq);
	bool there;

	if (!str_eq(l, "en") && !str_eq(l, "es"))
		l = rq->t->language;
	words = tmpl_text(app_tmpl(), l, "Website.Words");
	TRY(website_get(rq->t, &there));
	node_str(rq->v, "Site.Language", l);
	node_str(rq->v, "Site.Words", words);
	node_str(rq->v, "Site.Url", url);
	node_str(rq->v, "Site.Snippet", arena_printf(rq->a, SNIPPET, url, l,
	    l, words));
	node_bool(rq->v, "Site.There", there);
	settings_title(rq, "Website.Title");
	return (page(rq, "panel/settings_website"));
}

/* POST /panel/settings/website */
RC
website_save(struct req *rq)
{
	TRY(website_set(rq->t, req_flag(rq, "there")));
	flash(rq, "WebsiteSaved");
	return (redirect(rq, PLACE));
}
