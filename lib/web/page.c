/* Pages and error pages: templates with what every page knows. */
#include "core/conf.h"
#include "core/log.h"
#include "core/str.h"
#include "web/priv.h"

#define FLASH_COOKIE	"__Host-olvido-flash"

void
flash(struct req *rq, const char *key)
{
	cookie_set(rq, FLASH_COOKIE, key, 60);
}

/* A notice another page left: only a key of ours is ever looked up. */
static void
show_flash(struct req *rq)
{
	const char *key = cookie_get(rq->a, req_header(rq, "COOKIE"),
	    FLASH_COOKIE);

	/* One that this very act left is for the next page. */
	if (key == NULL || cookie_is_set(rq, FLASH_COOKIE) ||
	    strlen(key) == 0 || strlen(key) > 32 ||
	    strspn(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
	    != strlen(key))
		return;
	node_str(rq->v, "Flash", tmpl_text(app_tmpl(), rq->language,
	    arena_printf(rq->a, "Notice.%s", key)));
	cookie_set(rq, FLASH_COOKIE, "", -1);
}

static void
common(struct req *rq)
{
	node_str(rq->v, "Page.Language", rq->language);
	node_str(rq->v, "Page.Zone", rq->zone);
	node_str(rq->v, "Page.Path", rq->priv->path);
	node_str(rq->v, "Page.Here", route_here(rq));
	node_str(rq->v, "Page.RequestId", rq->request_id);
	node_str(rq->v, "Page.Version", app_version());
	if (rq->t == NULL)
		return;
	node_str(rq->v, "Page.Account", rq->t->name);
	node_str(rq->v, "Csrf", csrf_token(rq));
	node_bool(rq->v, "Me.SignedIn", rq->signed_in);
}

RC
page_render(struct req *rq, int status, const char *name)
{
	struct buf b = BUF_INIT(rq->a);

	common(rq);
	node_str(rq->v, "Page.Name", name);
	tmpl_render(app_tmpl(), name, rq->priv->view, rq->language, &b);
	return (reply_send(rq, status, "text/html; charset=utf-8", NULL,
	    buf_bytes(&b)));
}

RC
page_status(struct req *rq, int status, const char *name)
{
	show_flash(rq);
	if (rq->priv->stale) {
		status = 403;
		node_bool(rq->v, "Page.Stale", true);
	}
	if (rq->priv->app->frame != NULL)
		TRY(rq->priv->app->frame(rq));
	return (page_render(rq, status, name));
}

RC
page(struct req *rq, const char *name)
{
	return (page_status(rq, 200, name));
}

static void
fresh_view(struct req *rq)
{
	view_free(&rq->priv->view);
	rq->priv->view = view_new();
	rq->v = view_root(rq->priv->view);
}

void
reply_error(struct req *rq, int status, const char *code,
    const char *headers)
{
	struct buf b = BUF_INIT(rq->a);
	char key[64];

	if (rq->priv->sent) {
		log_warn("%s after the answer had begun", code);
		return;
	}
	if (rq->priv->app->sign_in != NULL) {
		reply_problem(rq, status, code, headers);
		return;
	}
	fresh_view(rq);
	common(rq);
	node_str(rq->v, "Error.Code", code);
	node_bool(rq->v, "Error.Lift", rq->priv->lift);
	node_i64(rq->v, "Error.Status", status);
	snprintf(key, sizeof(key), "Err.%s.Title", code);
	node_str(rq->v, "Error.Title", tmpl_text(app_tmpl(), rq->language,
	    key));
	snprintf(key, sizeof(key), "Err.%s.Text", code);
	node_str(rq->v, "Error.Text", tmpl_text(app_tmpl(), rq->language,
	    key));
	tmpl_render(app_tmpl(), "error/page", rq->priv->view, rq->language,
	    &b);
	if (reply_send(rq, status, "text/html; charset=utf-8", headers,
	    buf_bytes(&b)) != RC_OK)
		return;
}

void
reply_rc(struct req *rq, enum rc rc)
{
	switch (rc) {
	case RC_NOTFOUND:
		reply_error(rq, 404, "NotFound", NULL);
		break;
	case RC_INVALID:
		reply_error(rq, 400, "Invalid", NULL);
		break;
	case RC_DENIED:
		reply_error(rq, 403, "Denied", NULL);
		break;
	case RC_CONFLICT:
		reply_error(rq, 409, "Conflict", NULL);
		break;
	case RC_LIMIT:
		reply_error(rq, 429, "Limit", "Retry-After: 60\r\n");
		break;
	case RC_GONE:
		reply_error(rq, 410, "Gone", NULL);
		break;
	default:
		reply_error(rq, 503, "Failed", "Retry-After: 5\r\n");
	}
}
