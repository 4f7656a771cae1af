/* The small forms beside a conversation: who, where, in which state, tags. */
#include "core/str.h"
#include "core/utf8.h"
#include "model/spam/spam.h"
#include "panel.h"
#include "text/fold.h"
#include "view.h"

#define TAGS_MAX	20
#define TAG_LENGTH	40	/* letters */

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
	if (!sight_has(rq->t->sight, to)) {
		flash(rq, "Moved");
		return (redirect(rq, "/panel/tickets"));
	}
	return (done(rq, "Moved"));
}

/* Into the spam folder or out of it: the filter learns from that. */
static RC
tell_filter(struct req *rq, enum ticket_status to)
{
	struct ticket tk;
	enum rc rc = ticket_get(rq->t, rq->a, path_ticket(rq), &tk, NULL);

	if (rc != RC_OK && rc != RC_GONE)
		return (rc);
	if (to == TICKET_SPAM)
		return (spam_move(rq->t, rq->a, tk.id, SAID_SPAM,
		    panel_me(rq)));
	if (tk.status == TICKET_SPAM && to != TICKET_DELETED)
		return (spam_say(rq->t, rq->a, tk.id, SAID_HAM));
	return (RC_OK);
}

/* POST /panel/tickets/{ticket}/spam */
RC
ticket_change_spam(struct req *rq)
{
	bool spam = req_flag(rq, "spam");
	message_id answer = { req_u64(rq, "message") };
	struct ticket tk;

	/* Of one by its address it is told when it is not there. */
	TRY(ticket_get(rq->t, rq->a, path_ticket(rq), &tk, NULL));
	if (tk.restricted)
		return (RC_DENIED);
	if (answer.v != 0)
		TRY(spam_say_answer(rq->t, &tk, answer, spam ? SAID_SPAM
		    : SAID_HAM));
	else
		TRY(spam_move(rq->t, rq->a, tk.id, spam ? SAID_SPAM
		    : SAID_HAM, panel_me(rq)));
	return (done(rq, answer.v != 0 ? spam ? "SpamAnswer" :
	    "SpamSaidNot" : spam ? "SpamSaid" : "SpamSaidNot"));
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
	if (to == TICKET_DELETED)
		return (bin_ticket(rq));
	if (req_bad(rq))
		return (change_again(rq, "status"));
	TRY(tell_filter(rq, to));
	TRY(ticket_set_status(rq->t, rq->a, path_ticket(rq), to,
	    to == TICKET_POSTPONED ? until : 0, panel_me(rq)));
	return (done(rq, "StatusChanged"));
}

/* One spelling for each tag: small letters, single blanks. */
static const char *
tag_clean(struct req *rq, const char *s, size_t n)
{
	char *name = str_lower(rq->a, text_nfc(rq->a,
	    arena_strndup(rq->a, s, n))), *to = name;

	for (const char *p = name; *p != '\0'; p++)
		if (*p != ' ' || (to > name && to[-1] != ' '))
			*to++ = *p;
	if (to > name && to[-1] == ' ')
		to--;
	*to = '\0';
	return (name);
}

/* "a, b,,c" to names; false when there are too many or one is too long. */
static bool
split_tags(struct req *rq, const char *s, struct tag_names *l_r)
{
	const char **v = arena_array(rq->a, TAGS_MAX, sizeof(*v)), *name;
	size_t n;

	*l_r = (struct tag_names){ .v = v };
	for (; *s != '\0'; s += n + (s[n] == ',')) {
		n = strcspn(s, ",");
		name = tag_clean(rq, s, n);
		if (*name == '\0')
			continue;
		if (l_r->n == TAGS_MAX || utf8_count(name) > TAG_LENGTH)
			return (false);
		v[l_r->n++] = name;
	}
	return (true);
}

/* POST /panel/tickets/{ticket}/tags */
RC
ticket_change_tags(struct req *rq)
{
	struct tag_names had, now;
	enum rc rc = RC_LIMIT;

	if (!split_tags(rq, req_text(rq, "had"), &had))
		return (RC_INVALID);
	if (!req_bad(rq) && split_tags(rq, req_text(rq, "tags"), &now))
		rc = ticket_set_tags(rq->t, rq->a, path_ticket(rq), had, now);
	if (rc == RC_LIMIT)
		req_mistake(rq, "tags", "Tags");
	else
		TRY(rc);
	if (req_bad(rq))
		return (change_again(rq, "tags"));
	return (done(rq, "Tagged"));
}
