/* API tokens (apitoken.h). */
#include "auth/apitoken.h"

#include <string.h>

#include "auth/iprange.h"
#include "auth/login.h"
#include "auth/session.h"
#include "core/rand.h"
#include "core/str.h"
#include "core/time.h"
#include "model/access/factor.h"
#include "model/access/throttle.h"
#include "model/log/audit.h"
#include "model/people/agent.h"

#define PREFIX		"olv1_"
#define PREFIX_P	"olvp1_"
#define RANDOM_LEN	32
#define CRC_LEN		6
#define WINDOW		600	/* seconds */
#define NETWORK_MOST	50
#define TOKEN_MOST	20
#define COUNTED_LEN	9	/* letters of a token that name it in counting */

static const char base62[] =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/* ---- the text ------------------------------------------------------------------ */

/* CRC-32 of IEEE 802.3, bit by bit: 37 bytes. */
static uint32_t
crc32_of(const char *s, size_t n)
{
	uint32_t c = 0xFFFFFFFF;

	for (size_t i = 0; i < n; i++) {
		c ^= (uint8_t)s[i];
		for (int k = 0; k < 8; k++)
			c = c >> 1 ^ (0xEDB88320 & -(c & 1));
	}
	return (~c);
}

/* Of the first n letters. */
static void
crc_text(const char *s, size_t n, char out[CRC_LEN])
{
	uint32_t c = crc32_of(s, n);

	for (int i = CRC_LEN - 1; i >= 0; i--, c /= 62)
		out[i] = base62[c % 62];
}

static struct apitoken
new_of(const char *prefix)
{
	struct apitoken k = { .text = "" };
	size_t i = strlen(prefix), n = i + RANDOM_LEN;
	uint8_t b;

	memcpy(k.text, prefix, i);
	while (i < n) {
		rand_bytes(&b, 1);
		if (b < 248)		/* 4 * 62: each letter as likely */
			k.text[i++] = base62[b % 62];
	}
	crc_text(k.text, n, k.text + n);
	memcpy(k.tail, k.text + n + CRC_LEN - 4, 4);
	k.digest = digest(k.text, n + CRC_LEN);
	return (k);
}

static RC
parse_of(const char *prefix, const char *s, struct digest *d_r)
{
	size_t p = strlen(prefix), n = p + RANDOM_LEN;
	char crc[CRC_LEN];

	if (strlen(s) != n + CRC_LEN || memcmp(s, prefix, p) != 0 ||
	    strspn(s + p, base62) != RANDOM_LEN + CRC_LEN)
		return (RC_INVALID);
	crc_text(s, n, crc);
	if (memcmp(crc, s + n, CRC_LEN) != 0)
		return (RC_INVALID);
	*d_r = digest(s, n + CRC_LEN);
	return (RC_OK);
}

struct apitoken
apitoken_new(void)
{
	return (new_of(PREFIX));
}

struct apitoken
apitoken_provider_new(void)
{
	return (new_of(PREFIX_P));
}

RC
apitoken_parse(const char *s, struct digest *d_r)
{
	return (parse_of(PREFIX, s, d_r));
}

RC
apitoken_provider_parse(const char *s, struct digest *d_r)
{
	return (parse_of(PREFIX_P, s, d_r));
}

/* ---- wrong ones are counted ------------------------------------------------------- */

struct counted { struct digest network, token; };

static struct counted
counted(struct tenant *t, struct arena *a, const char *addr, const char *text)
{
	char begin[COUNTED_LEN + 1];

	snprintf(begin, sizeof(begin), "%s", text);
	return ((struct counted){
		throttle_key(t->vault, "api-network",
		    session_ip_prefix(a, addr)),
		throttle_key(t->vault, "api-token", begin),
	});
}

/* Before anything is looked up. */
static RC
may_try(struct tenant *t, const struct counted *c, int64_t *wait_r)
{
	enum rc rc = throttle_full(t->db, &c->network, NETWORK_MOST, wait_r);

	TRY(rc);
	return (throttle_full(t->db, &c->token, TOKEN_MOST, wait_r));
}

/* Counted, and logged while it is not too much: RC_DENIED. */
static RC
wrong(struct tenant *t, const struct counted *c, uint64_t token)
{
	enum rc rc = throttle_hit(t->db, &c->network, NETWORK_MOST, WINDOW);

	if (rc == RC_OK || rc == RC_LIMIT)
		rc = throttle_hit(t->db, &c->token, TOKEN_MOST, WINDOW);
	if (rc == RC_LIMIT)
		return (RC_DENIED);
	TRY(rc);
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_API_REFUSED,
	    .object = token != 0 ? ON_TOKEN : ON_NOTHING, .id = token,
	    .result = AUDIT_FAILED }));
	return (RC_DENIED);
}

/* A good token from a network that is not its own: somebody may have it.  Only
   his network is counted, or he could stop its owner.  RC_CONFLICT. */
static RC
elsewhere(struct tenant *t, const struct counted *c, uint64_t token)
{
	enum rc rc = throttle_hit(t->db, &c->network, NETWORK_MOST, WINDOW);

	if (rc == RC_LIMIT)
		return (RC_CONFLICT);
	TRY(rc);
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_API_REFUSED,
	    .object = ON_TOKEN, .id = token, .result = AUDIT_FAILED }));
	return (RC_CONFLICT);
}

/* ---- coming in --------------------------------------------------------------------- */

static bool
from_there(struct arena *a, const char *networks, const char *addr)
{
	struct iprange_mistake m;
	struct iprange_list l;
	struct ip ip;

	if (*networks == '\0')
		return (true);
	return (iprange_parse(a, networks, &l, &m) == RC_OK &&
	    ip_parse(addr, &ip) == RC_OK && iprange_has(&l, &ip));
}

/* user: the agent's address, or NULL when the token came alone. */
static RC
by_token(struct tenant *t, struct arena *a, const struct api_ask *ask,
    const char *user, const char *text, struct api_who *w)
{
	struct counted c = counted(t, a, ask->addr, text);
	struct api_token k = { .id = 0 };
	struct agent g = { .email = "" };
	struct digest d;
	enum rc rc;

	TRY(may_try(t, &c, &w->wait));
	if (parse_of(ask->provider ? PREFIX_P : PREFIX, text, &d) != RC_OK)
		return (wrong(t, &c, 0));
	rc = api_token_find(t, a, &d, &k);
	if (rc == RC_OK && user != NULL)
		rc = agent_get(t, a, k.agent, &g);
	if (rc == RC_NOTFOUND || (rc == RC_OK && user != NULL &&
	    !str_eqi(user, g.email)))
		return (wrong(t, &c, k.id));
	TRY(rc);
	if (!from_there(a, k.networks, ask->addr))
		return (elsewhere(t, &c, k.id));
	*w = (struct api_who){ .agent = k.agent, .role = k.role,
		.scopes = k.scopes, .token = k.id };
	return (api_token_used(t, &k));
}

/* A password alone is enough only where nobody must have more. */
static RC
alone_is_enough(struct tenant *t, struct arena *a, agent_id id, bool *yes_r)
{
	struct factor_policy p;
	struct agent g;
	unsigned methods;

	TRY(agent_get(t, a, id, &g));
	TRY(factor_policy_get(t, &p));
	TRY(factor_methods(t, (struct person){ .kind = SECRET_AGENT,
	    .id = id.v }, &methods));
	*yes_r = methods == 0 && p.need != NEED_ALL &&
	    (p.need != NEED_ADMINS || g.role < ROLE_ADMIN);
	return (RC_OK);
}

/* Who must have more has no password here: a right one is told by nothing. */
static enum rc
find_alone(struct tenant *t, struct arena *a, const char *email,
    struct login_row *row_r)
{
	bool enough;

	TRY(agent_login_find(t, a, email, row_r));
	TRY(alone_is_enough(t, a, (agent_id){ row_r->id }, &enough));
	row_r->active = row_r->active && enough;
	return (RC_OK);
}

/* Hashing anew is the panel's: this program may not write passwords. */
static enum rc
renew_not(struct tenant *t, struct arena *a, uint64_t id,
    const char *password)
{
	(void)t;
	(void)a;
	(void)id;
	(void)password;
	return (RC_OK);
}

static RC
by_password(struct tenant *t, struct arena *a, const struct api_ask *ask,
    const char *user, const char *password, struct api_who *w)
{
	static const struct whose agents = { .kind = SESSION_AGENT,
		.find = find_alone, .renew = renew_not };
	struct login l = { .whose = &agents, .addr = ask->addr,
		.email = user, .password = password };
	struct agent g;
	enum rc rc = login_password(t, a, &l);

	w->wait = l.wait;
	if (rc == RC_OK) {
		TRY(agent_get(t, a, (agent_id){ l.id }, &g));
		*w = (struct api_who){ .agent = { l.id }, .role = (int)g.role,
			.scopes = SCOPES_OWN };
	}
	if (rc == RC_DENIED)
		TRY(audit_add(t, &(struct audit_row){
		    .verb = AUDIT_API_REFUSED, .result = AUDIT_FAILED,
		    .object = l.id != 0 ? ON_AGENT : ON_NOTHING,
		    .id = l.id }));
	return (rc);
}

/* "Basic dXNlcjpzZWNyZXQ=": both parts, no NUL in them. */
static RC
basic(struct arena *a, const char *header, const char **user_r,
    const char **secret_r)
{
	char *text, *colon;
	struct bytes b;

	if (strncasecmp(header, "Basic ", 6) != 0 ||
	    b64_decode(a, header + 6, &b) != RC_OK || b.n > 1024 ||
	    memchr(b.p, '\0', b.n) != NULL)
		return (RC_DENIED);
	text = arena_strndup(a, (const char *)b.p, b.n);
	colon = strchr(text, ':');
	if (colon == NULL)
		return (RC_DENIED);
	*colon = '\0';
	*user_r = text;
	*secret_r = colon + 1;
	return (RC_OK);
}

RC
api_sign_in(struct tenant *t, struct arena *a, const struct api_ask *ask,
    struct api_who *w_r)
{
	const char *user, *secret;

	*w_r = (struct api_who){ .wait = 1 };
	/* Two at once could mean two people. */
	if ((ask->apikey != NULL) == (ask->authorization != NULL) ||
	    (ask->provider && ask->apikey == NULL))
		return (RC_DENIED);
	if (ask->apikey != NULL)
		return (by_token(t, a, ask, NULL, ask->apikey, w_r));
	TRY(basic(a, ask->authorization, &user, &secret));
	if (str_starts(secret, PREFIX))
		return (by_token(t, a, ask, user, secret, w_r));
	return (by_password(t, a, ask, user, secret, w_r));
}
