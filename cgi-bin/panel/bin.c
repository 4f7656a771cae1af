/* Into the bin and out of it: one ticket, or many of a list. */
#include "core/str.h"
#include "model/spam/spam.h"
#include "model/ticket/bin.h"
#include "panel.h"

static ticket_id
path_ticket(struct req *rq)
{
	return ((ticket_id){ req_path_id(rq, "ticket") });
}

static RC
to_ticket(struct req *rq, const char *notice)
{
	flash(rq, notice);
	return (redirect(rq, "/panel/tickets/%llu",
	    (unsigned long long)path_ticket(rq).v));
}

/* POST /panel/tickets/{ticket}/bin */
RC
bin_ticket(struct req *rq)
{
	enum rc rc = bin_put(rq->t, rq->a, path_ticket(rq), panel_me(rq));

	if (rc == RC_DENIED)
		return (to_ticket(rq, "Held"));
	TRY(rc);
	return (to_ticket(rq, "Binned"));
}

/* POST /panel/tickets/{ticket}/restore */
RC
bin_back(struct req *rq)
{
	TRY(bin_restore(rq->t, rq->a, path_ticket(rq), panel_me(rq)));
	return (to_ticket(rq, "BinRestored"));
}

/* POST /panel/bin: those ticked on a page of a list */
RC
bin_list(struct req *rq)
{
	const char *act = req_text(rq, "act"), *notice;
	struct bin_many done;
	const uint64_t *ids;
	size_t n = req_ids(rq, "tickets", &ids);
	uint64_t only = req_u64(rq, "only");

	/* The button of one row, whatever is ticked. */
	if (only != 0) {
		act = "notspam";
		ids = &only;
		n = 1;
	}

	if (str_eq(act, "delete")) {
		TRY(bin_put_many(rq->t, rq->a, ids, n, panel_me(rq), &done));
		notice = done.held > 0 ? "BinnedSome" : "BinnedMany";
	} else if (str_eq(act, "restore")) {
		TRY(bin_restore_many(rq->t, rq->a, ids, n, panel_me(rq),
		    &done));
		notice = "BinRestoredMany";
	} else if (str_eq(act, "spam") || str_eq(act, "notspam")) {
		for (size_t i = 0; i < n; i++)
			TRY(spam_move(rq->t, rq->a, (ticket_id){ ids[i] },
			    str_eq(act, "spam") ? SAID_SPAM : SAID_HAM,
			    panel_me(rq)));
		notice = str_eq(act, "spam") ? "SpamSaidMany" : "SpamSaidNotMany";
	} else
		return (RC_INVALID);
	flash(rq, n == 0 ? "BinNothing" : notice);
	return (redirect(rq, "%s", req_list(rq, "/panel/tickets")));
}
