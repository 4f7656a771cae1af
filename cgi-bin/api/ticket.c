/* Tickets as programs read them. */
#include "api.h"
#include "core/str.h"

/* A place in a list, as text that means something to us alone. */
static const char *
cursor_text(struct req *rq, const struct ticket *tk)
{
	uint64_t v[2] = { (uint64_t)tk->activity_at, tk->id.v };

	return (b64url_encode(rq->a, v, sizeof(v)));
}

static RC
cursor_read(struct req *rq, struct ticket_page *p)
{
	const char *text = req_text(rq, "cursor");
	uint64_t v[2];

	if (*text == '\0')
		return (RC_OK);
	TRY(b64url_decode(text, v, sizeof(v)));
	if (v[0] == 0 || v[0] > INT64_MAX || v[1] == 0 || v[1] > INT64_MAX)
		return (RC_INVALID);
	p->before_activity = (int64_t)v[0];
	p->before.v = v[1];
	return (RC_OK);
}

static RC
view_read(struct req *rq, struct ticket_page *p)
{
	static const struct { const char *name; enum ticket_view view; } v[] = {
		{ "", VIEW_ALL }, { "all", VIEW_ALL }, { "new", VIEW_NEW },
		{ "mine", VIEW_MINE }, { "open", VIEW_OPEN },
		{ "answered", VIEW_ANSWERED },
		{ "postponed", VIEW_POSTPONED },
		{ "resolved", VIEW_RESOLVED }, { "closed", VIEW_CLOSED },
	};

	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++)
		if (str_eq(req_text(rq, "view"), v[i].name)) {
			p->view = v[i].view;
			return (RC_OK);
		}
	return (RC_INVALID);
}

/* GET /api/v1/tickets */
RC
tickets_show(struct req *rq)
{
	struct ticket_page p = { .me = { rq->session.subject_id } };
	struct json *j = json_new(rq), *list = json_array(j, "tickets");
	struct ticket_list l;

	TRY(view_read(rq, &p));
	TRY(cursor_read(rq, &p));
	TRY(ticket_list(rq->t, rq->a, &p, &l));
	for (size_t i = 0; i < l.n; i++)
		view_ticket(rq, json_row(list), &l.v[i]);
	if (l.more && l.n > 0)
		json_text(j, "next", cursor_text(rq, &l.v[l.n - 1]));
	else
		json_none(j, "next");
	return (json_reply(rq, 200, j));
}
