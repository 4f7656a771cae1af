/*
 * Searching.  What is looked for is often a person: it goes by POST, and the
 * results stand at an address that holds it only sealed for this session.
 */
#include "core/str.h"
#include "model/search/search.h"
#include "panel.h"
#include "view.h"
#include "web/cookie.h"

#define SEALED_AS	"search"
#define SEARCH_AGE	(12 * 3600)

/* POST /panel/search */
RC
search_send(struct req *rq)
{
	const char *q = req_text(rq, "q");

	if (req_bad(rq)) {
		req_form_view(rq);
		node_str(rq->v, "Search.Query", q);
		return (page_status(rq, 422, "panel/search"));
	}
	if (*q == '\0')
		return (redirect(rq, "/panel/search"));
	return (redirect(rq, "/panel/search?s=%s", url_seal(rq, SEALED_AS, q,
	    SEARCH_AGE)));
}

static RC
results(struct req *rq, const char *q)
{
	ticket_id before = { req_u64(rq, "before") };
	struct ticket_list l;
	struct names n;
	enum rc rc = search_tickets(rq->t, rq->a, q, before, &l);

	node_str(rq->v, "Search.Query", q);
	node_bool(rq->v, "Search.Done", true);
	if (rc == RC_INVALID) {
		node_bool(rq->v, "Search.Invalid", true);
		return (page(rq, "panel/search"));
	}
	TRY(rc);
	TRY(names_get(rq, &n));
	view_tickets(node_sub(rq->v, "Tickets"), &l, &n);
	node_bool(rq->v, "View.Further", before.v != 0);
	if (l.more)
		node_u64(rq->v, "Search.Next", l.last.v);
	return (page(rq, "panel/search"));
}

/* GET /panel/search */
RC
search_show(struct req *rq)
{
	const char *s = req_text(rq, "s"), *q;

	if (*s == '\0')
		return (page(rq, "panel/search"));
	q = url_open(rq, SEALED_AS, s);
	if (q == NULL) {
		node_bool(rq->v, "Search.Over", true);
		return (page_status(rq, 410, "panel/search"));
	}
	node_str(rq->v, "Search.Id", s);
	return (results(rq, q));
}
