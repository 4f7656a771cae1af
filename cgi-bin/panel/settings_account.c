/*
 * The account as a whole, for its owner: everything of it as one file
 * (model/privacy/export.h), and the way to its end (cgi-bin/erase).
 */
#include "model/privacy/export.h"
#include "panel.h"

#define PLACE	"/panel/settings/account"

/* GET /panel/settings/account */
RC
account_show(struct req *rq)
{
	struct export e;
	enum rc rc = export_newest_all(rq->t, &e);

	if (rc == RC_OK)
		view_export(rq, node_sub(rq->v, "Export"), &e);
	else if (rc != RC_NOTFOUND)
		return (rc);
	settings_title(rq, "Whole.Title");
	return (page(rq, "panel/settings_account"));
}

/* POST /panel/settings/account/export */
RC
account_export_ask(struct req *rq)
{
	export_id id;
	enum rc rc = export_ask_all(rq->t, &id);

	if (rc != RC_OK && rc != RC_CONFLICT && rc != RC_LIMIT)
		return (rc);
	flash(rq, rc == RC_OK ? "ExportAsked" : rc == RC_LIMIT ? "ExportLimit"
	    : "ExportMaking");
	return (redirect(rq, PLACE));
}

/* GET /panel/settings/account/export/file */
RC
account_export_take(struct req *rq)
{
	struct export e;

	TRY(export_newest_all(rq->t, &e));
	return (export_send(rq, &e, "everything"));
}
