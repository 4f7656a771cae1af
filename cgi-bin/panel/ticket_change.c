/* The small forms beside a conversation: who, where, in which state, tags. */
#include "core/str.h"
#include "panel.h"
#include "view.h"

#define TAGS_MAX	20
#define TAG_LENGTH	40	/* bytes */

static ticket_id
path_ticket(struct req *rq)
{
	return ((ticket_id){ req_path_id(rq, "ticket") });
}

static RC
done(struct req *rq, const char *notice)
{
	flash(rq, notice);
	return (redirect(rq, "/panel/tickets/%llu",
	    (unsigned long long)path_ticket(rq).v));
}

static RC
change_again(struct req *rq, const char *which)
{
	req_form_view(rq);
	node_str(rq->v, "Form.Which", which);
	return (ticket_page_status(rq, path_ticket(rq), 422));
}

/* POST /panel/tickets/{ticket}/assign */
RC
ticket_change_agent(struct req *rq)
{
	agent_id to = { req_u64(rq, "agent") };

	TRY(ticket_assign(rq->t, rq->a, path_ticket(rq), to, panel_me(rq)));
	return (done(rq, to.v == 0 ? "Unassigned" : "Assigned"));
}

/* POST /panel/tickets/{ticket}/department */
RC
ticket_change_department(struct req *rq)
{
	department_id to = { req_u64(rq, "department") };

	TRY(ticket_set_department(rq->t, rq->a, path_ticket(rq), to,
	    panel_me(rq)));
	return (done(rq, "Moved"));
}

/* POST /panel/tickets/{ticket}/status */
RC
ticket_change_status(struct req *rq)
{
	enum ticket_status to = ticket_status_of(req_text(rq, "status"));
	int64_t until = req_date(rq, "until");

	if (to == 0 && *req_text(rq, "status") != '\0')
		return (RC_INVALID);
	if (to == TICKET_POSTPONED && !req_bad(rq) && until <= rq->now)
		req_mistake(rq, "until", "Date");
	if (req_bad(rq))
		return (change_again(rq, "status"));
	TRY(ticket_set_status(rq->t, rq->a, path_ticket(rq), to,
	    to == TICKET_POSTPONED ? until : 0, panel_me(rq)));
	return (done(rq, "StatusChanged"));
}

/* "a, b,,c" to names; false when there are too many or one is too long. */
static bool
split_tags(struct req *rq, const char **v, size_t *n_r)
{
	const char *s = req_text(rq, "tags"), *name;
	size_t n;

	for (*n_r = 0; *s != '\0'; s += n + (s[n] == ',')) {
		n = strcspn(s, ",");
		name = str_trim(rq->a, arena_strndup(rq->a, s, n));
		if (*name == '\0')
			continue;
		if (*n_r == TAGS_MAX || strlen(name) > TAG_LENGTH)
			return (false);
		v[(*n_r)++] = name;
	}
	return (true);
}

/* POST /panel/tickets/{ticket}/tags */
RC
ticket_change_tags(struct req *rq)
{
	const char *v[TAGS_MAX];
	size_t n = 0;

	if (!req_bad(rq) && !split_tags(rq, v, &n))
		req_mistake(rq, "tags", "TooLong");
	if (req_bad(rq))
		return (change_again(rq, "tags"));
	TRY(ticket_set_tags(rq->t, rq->a, path_ticket(rq), v, n));
	return (done(rq, "Tagged"));
}
