/* API tokens: an agent's own; admins see everybody's and can end them. */
#include "auth/apitoken.h"
#include "auth/iprange.h"
#include "core/str.h"
#include "core/time.h"
#include "model/account/account.h"
#include "panel.h"
#include "view.h"

#define YEAR	(365 * 86400)

static bool
is_admin(const struct req *rq)
{
	return (rq->session.role >= ROLE_ADMIN);
}

/* Of the texts: what an admin may let it do. */
static const char *
let_key(unsigned bit)
{
	return (bit == SCOPE_ERASE ? "Erase" : bit == SCOPE_TICKETS_WRITE
	    ? "Write" : "Trusted");
}

static void
view_token(struct req *rq, struct node *v, const struct api_token *k,
    const struct names *names)
{
	struct node *list = node_sub(v, "Scopes"), *row;
	const char *name;
	unsigned bit;

	node_u64(v, "Id", k->id);
	node_str(v, "Name", k->name);
	node_str(v, "Tail", k->tail);
	node_i64(v, "Created", k->created_at);
	node_i64(v, "Expires", k->expires_at);
	node_i64(v, "Used", (int64_t)k->used_day * 86400);
	node_bool(v, "Networks", *k->networks != '\0');
	node_bool(v, "Alive", k->alive);
	for (size_t i = 0; (name = api_scope_at(i, &bit)) != NULL; i++) {
		if (!is_admin(rq) || !k->alive || bit == SCOPE_PROVIDER ||
		    (bit & SCOPES_OWN) != 0 ||
		    (k->scopes & (bit | SCOPE_PROVIDER)) != 0)
			continue;
		row = node_row(node_sub(v, "Let"));
		node_str(row, "Name", name);
		node_str(row, "Key", let_key(bit));
	}
	if (k->agent.v != panel_me(rq).v)
		node_str(v, "Agent", names_agent(names, k->agent.v));
	for (size_t i = 0; (name = api_scope_at(i, &bit)) != NULL; i++)
		if ((k->scopes & bit) != 0)
			node_str(node_row(list), "Name", name);
}

static RC
tokens_page(struct req *rq, int status)
{
	struct node *mine = node_sub(rq->v, "Mine");
	struct node *others = node_sub(rq->v, "Others");
	struct api_token_list l;
	struct names names;
	enum rc rc;

	TRY(names_get(rq, &names));
	TRY(api_token_list(rq->t, rq->a, is_admin(rq) ? (agent_id){ 0 }
	    : panel_me(rq), &l));
	for (size_t i = 0; i < l.n; i++)
		view_token(rq, node_row(l.v[i].agent.v == panel_me(rq).v
		    ? mine : others), &l.v[i], &names);
	node_str(rq->v, "Token.Today", arena_strndup(rq->a, time_iso(rq->a,
	    rq->now + 86400), 10));
	node_str(rq->v, "Token.Last", arena_strndup(rq->a, time_iso(rq->a,
	    rq->now + 2 * YEAR), 10));
	rc = rq->session.role < ROLE_OWNER ? RC_NOTFOUND
	    : account_is_provider(rq->t, rq->a);
	if (rc != RC_NOTFOUND)
		TRY(rc);
	node_bool(rq->v, "Token.Provider", rc == RC_OK);
	settings_title(rq, "Tokens.Title");
	return (page_status(rq, status, "panel/tokens"));
}

/* GET /panel/settings/tokens */
RC
tokens_show(struct req *rq)
{
	node_str(rq->v, "Form.expires", arena_strndup(rq->a, time_iso(rq->a,
	    rq->now + YEAR), 10));
	return (tokens_page(rq, 200));
}

/* What was typed, or RC_INVALID with the mistakes noted. */
static RC
read_token(struct req *rq, struct api_token *k)
{
	struct iprange_mistake m;
	struct iprange_list l;
	bool bad = req_bad(rq);

	*k = (struct api_token){ .agent = panel_me(rq),
		.name = req_text(rq, "name"),
		.networks = req_text(rq, "networks"),
		.expires_at = req_date(rq, "expires"),
		.scopes = (req_flag(rq, "tickets.read") ? SCOPE_TICKETS_READ
		    : 0) | (req_flag(rq, "privacy") ? SCOPE_PRIVACY : 0) };
	if (!bad && (k->expires_at <= rq->now ||
	    k->expires_at > rq->now + 2 * YEAR)) {
		req_mistake(rq, "expires", "TokenExpires");
		bad = true;
	}
	if (iprange_parse(rq->a, k->networks, &l, &m) != RC_OK) {
		req_mistake(rq, "networks", "TokenNetworks");
		bad = true;
	}
	return (bad ? RC_INVALID : RC_OK);
}

/* Its text is on this answer and nowhere else. */
static RC
make(struct req *rq, bool provider)
{
	struct apitoken text;
	struct api_token k;

	if (read_token(rq, &k) != RC_OK) {
		req_form_view(rq);
		return (tokens_page(rq, 422));
	}
	text = provider ? apitoken_provider_new() : apitoken_new();
	if (provider)
		k.scopes = SCOPE_PROVIDER;
	k.generation = rq->session.generation;
	memcpy(k.tail, text.tail, sizeof(k.tail));
	TRY(api_token_add(rq->t, rq->a, &k, &text.digest));
	node_str(rq->v, "Token.Made", arena_strdup(rq->a, text.text));
	explicit_bzero(&text, sizeof(text));
	return (tokens_show(rq));
}

/* POST /panel/settings/tokens */
RC
tokens_make(struct req *rq)
{
	return (make(rq, false));
}

/* POST /panel/settings/tokens/provider: good for accounts alone (cgi-bin/provider) */
RC
tokens_provider(struct req *rq)
{
	TRY(account_is_provider(rq->t, rq->a));
	return (make(rq, true));
}

/* POST /panel/settings/tokens/{apitoken}/revoke */
RC
tokens_revoke(struct req *rq)
{
	TRY(api_token_revoke(rq->t, is_admin(rq) ? (agent_id){ 0 }
	    : panel_me(rq), req_path_id(rq, "apitoken")));
	flash(rq, "TokenRevoked");
	return (redirect(rq, "/panel/settings/tokens"));
}

/* POST /panel/settings/tokens/{apitoken}/erase: it may erase from now on */
RC
tokens_let_erase(struct req *rq)
{
	TRY(api_token_let(rq->t, req_path_id(rq, "apitoken"), SCOPE_ERASE));
	flash(rq, "TokenErases");
	return (redirect(rq, "/panel/settings/tokens"));
}

/* POST /panel/settings/tokens/{apitoken}/let: it may write, or is trusted */
RC
tokens_let(struct req *rq)
{
	bool write = str_eq(req_text(rq, "what"), "tickets.write");

	if (!write && !str_eq(req_text(rq, "what"), "trusted"))
		return (RC_INVALID);
	TRY(api_token_let(rq->t, req_path_id(rq, "apitoken"), write
	    ? SCOPE_TICKETS_WRITE : SCOPE_TRUSTED));
	flash(rq, write ? "TokenWrites" : "TokenTrusted");
	return (redirect(rq, "/panel/settings/tokens"));
}
