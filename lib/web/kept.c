/*
 * What was typed comes back in a page that stands between: before a dangerous act
 * (step_up.c), and where the session ended while a form was open.
 */
#include "core/str.h"
#include "web/priv.h"

/* Secrets are not echoed; files a page cannot send back. */
static bool
may_keep(const struct req *rq, const struct field *f)
{
	const struct param *p = rq->route->param;

	if (f->filename != NULL)
		return (false);
	for (int i = 0; i < ROUTE_PARAMS && p[i].type != P_END; i++)
		if (str_eq(p[i].name, f->name))
			return (p[i].type != P_PASSWORD &&
			    p[i].type != P_FILES);
	return (false);
}

bool
kept_fields(struct req *rq, const struct fields *fields)
{
	struct node *kept = node_sub(rq->v, "Kept"), *row;
	const struct param *p = rq->route->param;
	bool again = false;

	for (int i = 0; i < ROUTE_PARAMS && p[i].type != P_END; i++)
		again |= p[i].type == P_PASSWORD;
	for (size_t i = 0; i < fields->n; i++) {
		again |= fields->v[i].filename != NULL &&
		    fields->v[i].value.n > 0;
		if (!may_keep(rq, &fields->v[i]))
			continue;
		row = node_row(kept);
		node_str(row, "Name", fields->v[i].name);
		node_str(row, "Value", arena_strndup(rq->a,
		    (const char *)fields->v[i].value.p,
		    fields->v[i].value.n));
	}
	return (again);
}

/* Sent on after he signed in elsewhere, the form is an old one of ours: its page
   shows it again, and he sends it himself (guard_csrf()). */
RC
signed_out_page(struct req *rq, const struct fields *fields)
{
	node_str(rq->v, "Out.Path", rq->priv->path);
	node_str(rq->v, "Out.SignInPath", rq->priv->app->login_path);
	node_bool(rq->v, "Out.Again", kept_fields(rq, fields));
	node_str(rq->v, "Error.Title", tmpl_text(app_tmpl(), rq->language,
	    "Err.SignedOut.Title"));
	return (page_status(rq, 403, "error/signed_out"));
}
