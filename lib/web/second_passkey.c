/*
 * Passkeys as second factor, as proof, and alone (second.h).  static/passkey.js
 * asks for a challenge, lets the authenticator sign it, and sends what came back
 * as one field: base64url pieces with dots between them.
 */
#include "auth/second.h"
#include "auth/session.h"
#include "core/json.h"
#include "core/str.h"
#include "model/access/passkey.h"
#include "model/access/throttle.h"
#include "web/clientdata.h"
#include "web/cookie.h"
#include "web/priv.h"
#include "web/second.h"

#define STARTS_WINDOW	600
#define STARTS_NETWORK	120	/* challenges for strangers of one network */

/* ---- who asks ------------------------------------------------------------------ */

static const char *
browser_cookie(struct req *rq)
{
	return (arena_printf(rq->a, "%s-passkey", rq->priv->app->cookie));
}

/* What a challenge is bound to: the session, or this browser's own token. */
static RC
bound_to(struct req *rq, enum challenge_purpose purpose, struct digest *d_r)
{
	const char *text;

	if (purpose != FOR_SIGN_IN) {
		*d_r = digest(&rq->session.id.v, sizeof(rq->session.id.v));
		return (RC_OK);
	}
	text = cookie_get(rq->a, req_header(rq, "COOKIE"),
	    browser_cookie(rq));
	return (text != NULL && token_parse(text, d_r) == RC_OK ? RC_OK
	    : RC_DENIED);
}

static RC
purpose_of(struct req *rq, const char *text, enum challenge_purpose *p_r)
{
	static const struct { const char *name; enum challenge_purpose p; }
	    names[] = { { "register", FOR_REGISTER }, { "second", FOR_SECOND },
		{ "proof", FOR_PROOF }, { "alone", FOR_SIGN_IN } };

	*p_r = 0;
	for (size_t i = 0; i < 4; i++)
		if (str_eq(text, names[i].name))
			*p_r = names[i].p;
	switch (*p_r) {
	case FOR_REGISTER: case FOR_PROOF:
		return (rq->signed_in && rq->priv->app->person != NULL &&
		    rq->session.kind != SESSION_TICKET ? RC_OK : RC_DENIED);
	case FOR_SECOND:
		return (rq->half ? RC_OK : RC_DENIED);
	case FOR_SIGN_IN:
		return (rq->signed_in || rq->half ? RC_DENIED : RC_OK);
	}
	return (RC_INVALID);
}

/* ---- a challenge ----------------------------------------------------------------- */

static RC
strangers(struct req *rq)
{
	struct digest d = throttle_key(rq->t->vault, "passkey-start",
	    session_ip_prefix(rq->a, rq->addr));

	return (throttle_hit(rq->t->db, &d, STARTS_NETWORK, STARTS_WINDOW));
}

/* The browser's own token, of which the challenge knows the digest. */
static struct digest
mark_browser(struct req *rq)
{
	struct token token = token_new();

	cookie_set(rq, browser_cookie(rq), arena_strdup(rq->a, token.text),
	    CHALLENGE_S);
	return (token.digest);
}

static RC
put_keys(struct req *rq, struct buf *b)
{
	struct passkey_list l;

	buf_str(b, ",\"keys\":[");
	TRY(passkey_list(rq->t, rq->a, rq->priv->app->person(rq), &l));
	for (size_t i = 0; i < l.n; i++) {
		buf_str(b, i == 0 ? "" : ",");
		json_str(b, b64url_encode(rq->a, l.v[i].key.id.p,
		    l.v[i].key.id.n));
	}
	buf_str(b, "]");
	return (RC_OK);
}

/* An opaque handle: authenticators keep it, so it says nothing of a person. */
static RC
put_user(struct req *rq, struct buf *b)
{
	struct person p = rq->priv->app->person(rq);
	struct key k = key_purpose(rq->t->key, "passkey");
	const char *name, *text = arena_printf(rq->a, "%d %llu", (int)p.kind,
	    (unsigned long long)p.id);
	struct digest d = digest_keyed(&k, "user", (struct bytes){
	    (const uint8_t *)text, strlen(text) });

	TRY(rq->priv->app->person_name(rq, &name));
	buf_str(b, ",\"user\":");
	json_str(b, b64url_encode(rq->a, d.b, DIGEST_LEN));
	buf_str(b, ",\"name\":");
	json_str(b, name);
	buf_str(b, ",\"account\":");
	json_str(b, rq->t->name);
	return (RC_OK);
}

/* POST /panel/passkey/start */
RC
second_passkey_start(struct req *rq)
{
	struct buf b = BUF_INIT(rq->a);
	enum challenge_purpose purpose;
	struct digest bound;
	struct token token;

	TRY(purpose_of(rq, req_text(rq, "for"), &purpose));
	if (purpose == FOR_SIGN_IN) {
		TRY(strangers(rq));
		bound = mark_browser(rq);
	} else
		TRY(bound_to(rq, purpose, &bound));
	TRY(challenge_add(rq->t, purpose, &bound, &token));
	buf_str(&b, "{\"challenge\":");
	json_str(&b, token.text);
	buf_str(&b, ",\"rp\":");
	json_str(&b, rq->priv->host);
	if (purpose == FOR_REGISTER)
		TRY(put_user(rq, &b));
	if (purpose != FOR_SIGN_IN)
		TRY(put_keys(rq, &b));
	buf_str(&b, "}");
	return (reply_send(rq, 200, "application/json", NULL, buf_bytes(&b)));
}

/* ---- what came back ---------------------------------------------------------------- */

#define PIECES_MAX	4
#define PIECE_BYTES	4096

/* Exactly n pieces, each decoded. */
static RC
pieces(struct arena *a, const char *text, size_t n, struct bytes v_r[])
{
	const char *dot;
	size_t len, bytes;
	uint8_t *out;

	for (size_t i = 0; i < n; i++) {
		dot = strchrnul(text, '.');
		len = (size_t)(dot - text);
		bytes = len * 3 / 4;
		if ((*dot == '\0') != (i == n - 1) || bytes == 0 ||
		    bytes > PIECE_BYTES)
			return (RC_DENIED);
		out = arena_alloc(a, bytes);
		if (b64url_decode(arena_strndup(a, text, len), out, bytes) !=
		    RC_OK)
			return (RC_DENIED);
		v_r[i] = (struct bytes){ out, bytes };
		text = dot + 1;
	}
	return (RC_OK);
}

/* Type, origin and challenge; the challenge is spent whatever comes after. */
static RC
client_fits(struct req *rq, enum challenge_purpose purpose,
    struct bytes clientdata)
{
	struct digest bound, challenge;
	struct clientdata c;

	if (clientdata_read(rq->a, clientdata, &c) != RC_OK ||
	    token_parse(c.challenge, &challenge) != RC_OK)
		return (RC_DENIED);
	TRY(bound_to(rq, purpose, &bound));
	TRY(challenge_take(rq->t, purpose, &bound, &challenge));
	return (str_eq(c.type, purpose == FOR_REGISTER ? "webauthn.create"
	    : "webauthn.get") && !c.foreign &&
	    own_origin(c.origin, rq->priv->host, rq->t->port) ? RC_OK
	    : RC_DENIED);
}

/* RC_OK: signed now, here, by a passkey of this account, whose row is k_r. */
static RC
signed_by(struct req *rq, enum challenge_purpose purpose, const char *text,
    struct passkey *k_r)
{
	struct bytes v[PIECES_MAX];
	struct passkey_signed s;
	enum rc rc;

	TRY(pieces(rq->a, text, 4, v));
	s = (struct passkey_signed){ .authdata = v[1], .clientdata = v[2],
	    .signature = v[3] };
	TRY(client_fits(rq, purpose, s.clientdata));
	rc = passkey_find(rq->t, rq->a, v[0], k_r);
	if (rc == RC_NOTFOUND || rc == RC_GONE)
		return (RC_DENIED);
	TRY(rc);
	TRY(passkey_check(rq->priv->host, &k_r->key, &s));
	/* Alone it must be two factors: the thing, and a PIN or finger. */
	if (purpose == FOR_SIGN_IN && !k_r->key.verified)
		return (RC_DENIED);
	return (passkey_used(rq->t, k_r));
}

static RC
signed_by_him(struct req *rq, enum challenge_purpose purpose,
    const char *text)
{
	struct person p = rq->priv->app->person(rq);
	struct passkey k;

	TRY(signed_by(rq, purpose, text, &k));
	return (k.person.kind == p.kind && k.person.id == p.id ? RC_OK
	    : RC_DENIED);
}

RC
second_prove_passkey(struct req *rq, const char *text)
{
	return (signed_by_him(rq, FOR_PROOF, text));
}

/* POST /panel/code/passkey */
RC
second_passkey_code(struct req *rq)
{
	enum rc rc = req_bad(rq) ? RC_DENIED : signed_by_him(rq, FOR_SECOND,
	    req_text(rq, "passkey"));

	if (rc == RC_DENIED)
		return (second_failed(rq, WAY_PASSKEY, RC_DENIED));
	TRY(rc);
	return (second_come_in(rq, WAY_PASSKEY));
}

static RC
alone_failed(struct req *rq, const struct passkey *k)
{
	bool agent = rq->priv->app->agents;

	TRY(audit_add(rq->t, &(struct audit_row){
		.verb = AUDIT_SIGN_IN, .value = WAY_PASSKEY_ALONE,
		.object = k->person.id == 0 ? ON_NOTHING : agent ? ON_AGENT
		    : ON_CONTACT, .id = k->person.id, .result = AUDIT_FAILED,
	}));
	flash(rq, "PasskeyFailed");
	return (redirect(rq, "%s", rq->priv->app->login_path));
}

/* POST /panel/passkey: instead of a password. */
RC
second_passkey_alone(struct req *rq)
{
	const struct app *app = rq->priv->app;
	struct passkey k = { 0 };
	unsigned generation = 0;
	enum rc rc;

	if (rq->signed_in || rq->half)
		return (second_go_on(rq, second_next(rq)));
	rc = signed_by(rq, FOR_SIGN_IN, req_text(rq, "passkey"), &k);
	if (rc == RC_OK && (k.person.kind == SECRET_AGENT) != app->agents)
		rc = RC_DENIED;
	if (rc == RC_OK)
		rc = app->person_live(rq, k.person.id, &generation);
	if (rc == RC_DENIED || rc == RC_NOTFOUND)
		return (alone_failed(rq, &k));
	TRY(rc);
	TRY(session_sign_in(rq, app->agents ? SESSION_AGENT : SESSION_CONTACT,
	    k.person.id, (ticket_id){ 0 }, generation, WAY_PASSKEY_ALONE));
	cookie_set(rq, browser_cookie(rq), "", -1);
	return (redirect(rq, "%s", second_next(rq)));
}

/* ---- having them ---------------------------------------------------------------------- */

static RC
passkeys_page(struct req *rq, int status)
{
	node_str(rq->v, "Title", tmpl_text(app_tmpl(), rq->language,
	    "Passkey.Title"));
	node_str(rq->v, "Factor.Path", rq->priv->app->factor_path);
	return (page_status(rq, status, arena_printf(rq->a,
	    "%s/factor_passkeys", rq->priv->app->name)));
}

RC
second_put_passkeys(struct req *rq)
{
	struct node *list = node_sub(rq->v, "Passkeys"), *row;
	struct passkey_list l;

	TRY(passkey_list(rq->t, rq->a, rq->priv->app->person(rq), &l));
	for (size_t i = 0; i < l.n; i++) {
		row = node_row(list);
		node_u64(row, "Id", l.v[i].id.v);
		node_str(row, "Name", l.v[i].name);
		node_i64(row, "Created", l.v[i].created_at);
		if (l.v[i].used_at != 0)
			node_i64(row, "Used", l.v[i].used_at);
	}
	return (RC_OK);
}

/* GET /panel/factor/passkeys */
RC
second_passkeys_form(struct req *rq)
{
	return (passkeys_page(rq, 200));
}

static RC
register_key(struct req *rq, struct passkey *k,
    const char *recovery_r[RECOVERY_CODES], bool *first_r)
{
	struct person p = rq->priv->app->person(rq);
	struct digest d[RECOVERY_CODES];
	struct bytes v[PIECES_MAX];
	unsigned methods;

	TRY(pieces(rq->a, req_text(rq, "passkey"), 2, v));
	TRY(client_fits(rq, FOR_REGISTER, v[1]));
	TRY(passkey_made(rq->a, rq->priv->host, v[0], &k->key));
	TRY(factor_methods(rq->t, p, &methods));
	*first_r = methods == 0;
	if (*first_r)
		TRY(second_recovery_make(rq->t, rq->a, p, recovery_r, d));
	return (passkey_add(rq->t, rq->a, p, k, *first_r ? d : NULL));
}

/* POST /panel/factor/passkeys */
RC
second_passkeys_save(struct req *rq)
{
	const char *recovery[RECOVERY_CODES];
	struct passkey k = { .name = req_text(rq, "name") };
	bool first = false;
	enum rc rc = req_bad(rq) ? RC_INVALID : register_key(rq, &k, recovery,
	    &first);

	if (rc == RC_DENIED || rc == RC_CONFLICT || rc == RC_LIMIT)
		req_mistake(rq, "passkey", rc == RC_LIMIT ? "PasskeysMany"
		    : rc == RC_CONFLICT ? "PasskeyKnown" : "Passkey");
	if (req_bad(rq)) {
		req_form_view(rq);
		return (passkeys_page(rq, 422));
	}
	TRY(rc);
	TRY(second_begin_again(rq));
	if (first)
		return (second_recovery_page(rq, recovery));
	flash(rq, "PasskeyAdded");
	return (redirect(rq, "%s", rq->priv->app->factor_path));
}

/* POST /panel/factor/passkeys/{passkey}/remove */
RC
second_passkeys_remove(struct req *rq)
{
	TRY(passkey_remove(rq->t, rq->a, rq->priv->app->person(rq),
	    (passkey_id){ req_path_id(rq, "passkey") }));
	TRY(second_begin_again(rq));
	flash(rq, "PasskeyRemoved");
	return (redirect(rq, "%s", rq->priv->app->factor_path));
}
