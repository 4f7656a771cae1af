/*
 * Who may come in, read from the route's row: session, role, and for POST the
 * origin and the token (SECURITY 5.1, 5.2).
 */
#include "auth/allowlist.h"
#include "auth/session.h"
#include "core/str.h"
#include "model/access/sight.h"
#include "model/access/withheld.h"
#include "model/people/agent.h"
#include "web/priv.h"

#define GUEST_TOKEN_AGE	(12 * 3600)

void
actor_set(struct req *rq)
{
	struct actor *who = &rq->priv->actor;

	*who = (struct actor){
		.kind = !rq->signed_in ? ACTOR_NOBODY
		    : SESSION_OF_AGENT(rq->session.kind) ? ACTOR_AGENT
		    : ACTOR_CONTACT,
		.id = rq->signed_in ? rq->session.subject_id : 0,
		.prefix = session_ip_prefix(rq->a, rq->addr),
		.request_id = rq->request_id,
	};
	rq->t->actor = who;
}

RC
guard_address(struct req *rq)
{
	return (allowlist_check(rq->t, rq->priv->app->place, rq->addr));
}

static RC
account_and_session(struct req *rq, struct db *db, enum account_state *state_r)
{
	const struct app *app = rq->priv->app;
	const char *text = app->cookie == NULL ? NULL : cookie_get(rq->a,
	    req_header(rq, "COOKIE"), app->cookie);
	struct digest d;
	struct session_ask ask = {
		.host = rq->priv->host, .digest = &d,
		.idle = session_idle(app->agents ? SESSION_AGENT
		    : SESSION_CONTACT),
	};
	struct session ss;

	TRY(db_ready(db));
	if (text == NULL || token_parse(text, &d) != RC_OK)
		return (account_by_host(db, app_vault(), rq->a,
		    rq->priv->host, &rq->t, state_r));
	TRY(session_by_host(db, app_vault(), rq->a, &ask, &rq->t, state_r,
	    &ss));
	/* A customer's session opens no panel, and the other way round. */
	if (ss.kind == 0 || SESSION_OF_AGENT(ss.kind) != app->agents)
		return (RC_OK);
	if (ss.narrow)
		TRY(sight_load(rq->t, rq->a, (agent_id){ ss.subject_id },
		    &rq->t->sight));
	if (app->agents)
		TRY(withheld_load(rq->t, rq->a,
		    ss.role >= ROLE_ADMIN));
	rq->session = ss;
	rq->half = SESSION_HALF(ss.kind);
	rq->signed_in = !rq->half;
	return (RC_OK);
}

RC
guard_account(struct req *rq, struct db *db, enum account_state *state_r)
{
	TRY(account_and_session(rq, db, state_r));
	actor_set(rq);
	return (RC_OK);
}

enum verdict
guard_who(const struct req *rq)
{
	enum who need = rq->route->who;
	enum role role = (enum role)rq->session.role;

	if (need == GUEST)
		return (PASS);
	if (need == HALF)
		return (rq->half ? PASS : SIGN_IN);
	if (!rq->signed_in)
		return (SIGN_IN);
	if (need == CONTACT)
		return (rq->session.kind != SESSION_AGENT ? PASS : REFUSED);
	if (rq->session.kind != SESSION_AGENT)
		return (REFUSED);
	return (need == AGENT || (need == ADMIN && role >= ROLE_ADMIN) ||
	    (need == OWNER && role == ROLE_OWNER) ? PASS : REFUSED);
}

/* Past his grace without a second factor: he can set one up, nothing else. */
bool
guard_enrolled(const struct req *rq)
{
	return (rq->route->enrol || !rq->signed_in ||
	    rq->route->who == GUEST || rq->session.factor_due == 0 ||
	    rq->session.factor_due > rq->now);
}

bool
guard_step_up(const struct req *rq)
{
	return (!rq->route->step_up || rq->session.step_up_until > rq->now);
}

static const char *
mac(struct req *rq, const char *kind, struct bytes in)
{
	struct key k = key_purpose(rq->t->key, "csrf");
	struct digest d = digest_keyed(&k, kind, in);

	return (b64url_encode(rq->a, d.b, DIGEST_LEN));
}

static const char *
guest_token(struct req *rq, const char *stamp)
{
	return (arena_printf(rq->a, "%s.%s", stamp, mac(rq, "guest",
	    (struct bytes){ (const uint8_t *)stamp, strlen(stamp) })));
}

const char *
csrf_token(struct req *rq)
{
	if (rq->signed_in || rq->half)
		return (mac(rq, "session", (struct bytes){
		    rq->session.digest.b, DIGEST_LEN }));
	return (guest_token(rq, arena_printf(rq->a, "%lld",
	    (long long)rq->now)));
}

static bool
same(const char *x, const char *y)
{
	size_t n = strlen(x);

	return (n == strlen(y) && digest_eq(x, y, n));
}

static bool
token_fits(struct req *rq, const char *token)
{
	size_t n = strcspn(token, ".");
	uint64_t stamp;

	if (rq->signed_in || rq->half)
		return (same(token, csrf_token(rq)));
	if (n > 12 || str_u64(arena_strndup(rq->a, token, n), &stamp) !=
	    RC_OK || (int64_t)stamp > rq->now + 60 ||
	    (int64_t)stamp < rq->now - GUEST_TOKEN_AGE)
		return (false);
	rq->priv->form_age = rq->now - (int64_t)stamp;
	return (same(token, guest_token(rq, arena_strndup(rq->a, token, n))));
}

bool
own_origin(const char *origin, const char *host, int port)
{
	char own[300];

	if (port == 443)
		snprintf(own, sizeof(own), "https://%s", host);
	else
		snprintf(own, sizeof(own), "https://%s:%d", host, port);
	return (str_eq(origin, own));
}

/*
 * Browsers that send Sec-Fetch-Site say by it alone where a form came from:
 * under our Referrer-Policy no-referrer their Origin is "null" even from our
 * own pages.  Older ones are asked for the Origin.
 */
static bool
from_ourselves(struct req *rq)
{
	const char *site = req_header(rq, "SEC_FETCH_SITE");
	const char *origin = req_header(rq, "ORIGIN");

	if (site != NULL && !str_eq(site, "same-origin"))
		return (false);
	if (origin == NULL || (site != NULL && str_eq(origin, "null")))
		return (true);
	return (own_origin(origin, rq->priv->host, rq->t->port));
}

/* A browser itself says so: nobody can put a form before it from outside. */
bool
guard_ours(struct req *rq)
{
	const char *site = req_header(rq, "SEC_FETCH_SITE");
	const char *origin = req_header(rq, "ORIGIN");

	return (from_ourselves(rq) && (site != NULL || (origin != NULL &&
	    !str_eq(origin, "null"))));
}

RC
guard_csrf(struct req *rq, const struct fields *fields)
{
	const struct field *f, *token = NULL;

	if (!from_ourselves(rq))
		return (RC_DENIED);
	for (size_t i = 0; i < fields->n; i++) {
		f = &fields->v[i];
		if (!str_eq(f->name, "csrf"))
			continue;
		if (token != NULL || f->filename != NULL)
			return (RC_DENIED);
		token = f;
	}
	if (token != NULL && token->value.n < 128 && token_fits(rq,
	    arena_strndup(rq->a, (const char *)token->value.p,
	    token->value.n)))
		return (RC_OK);
	return (rq->route->form && guard_ours(rq) ? RC_CONFLICT : RC_DENIED);
}

const char *
local_path(const char *s)
{
	if (s == NULL || s[0] != '/' || s[1] == '/' || s[1] == '\\')
		return ("");
	for (const char *p = s; *p != '\0'; p++)
		if ((unsigned char)*p <= 0x20 || *p == '\\' ||
		    (unsigned char)*p >= 0x7F)
			return ("");
	return (s);
}
