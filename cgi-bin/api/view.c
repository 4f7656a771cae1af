/* What programs may see. */
#include "api.h"
#include "model/access/api_token.h"

static const char *
role_name(enum role r)
{
	return (r == ROLE_OWNER ? "owner" : r == ROLE_ADMIN ? "admin"
	    : "agent");
}

void
view_me(struct req *rq, struct json *j, const struct agent *g,
    unsigned scopes)
{
	struct json *account = json_sub(j, "account"), *list;
	const char *name;
	unsigned bit;

	json_id(account, "id", rq->t->id.v);
	json_text(account, "name", rq->t->name);
	json_text(account, "host", rq->t->host);
	json_id(j, "id", g->id.v);
	json_text(j, "name", g->name);
	json_text(j, "email", g->email);
	json_text(j, "role", role_name(g->role));
	list = json_array(j, "scopes");
	for (size_t i = 0; (name = api_scope_at(i, &bit)) != NULL; i++)
		if ((scopes & bit) != 0)
			json_row_text(list, name);
}

void
view_ticket(struct req *rq, struct json *j, const struct ticket *tk)
{
	static const char *const channel[] = { "web", "web", "mail", "agent",
		"api" };
	struct json *who;

	json_id(j, "id", tk->id.v);
	json_text(j, "code", tk->code);
	json_text(j, "status", ticket_status_name(tk->status));
	json_text(j, "channel", (unsigned)tk->channel < 5
	    ? channel[tk->channel] : "web");
	json_id(j, "department_id", tk->department.v);
	json_id(j, "agent_id", tk->agent.v);
	json_text(j, "subject", tk->subject);
	json_flag(j, "forgotten", tk->gone && !tk->restricted);
	json_flag(j, "restricted", tk->restricted);
	who = json_sub(j, "requester");
	json_id(who, "id", tk->contact.v);
	json_text(who, "name", tk->contact_name);
	json_text(who, "email", tk->contact_email);
	json_flag(who, "proved", tk->proved);
	json_count(j, "messages", tk->messages);
	json_time(rq, j, "created_at", tk->created_at);
	json_time(rq, j, "activity_at", tk->activity_at / 1000000);
	json_time(rq, j, "postponed_until", tk->postponed_until);
}
