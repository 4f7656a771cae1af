/* Certificates of erasures (certificate.h). */
#include "privacy/certificate.h"

#include "core/json.h"
#include "core/str.h"
#include "core/time.h"
#include "model/key/sign_key.h"

#define HEAD	"{\"certificate\":"
#define TAIL	",\"algorithm\":\"Ed25519\",\"key\":\""
#define MIDDLE	"\",\"signature\":\""
#define END	"\"}\n"

static const char *const scopes[] = { [ERASE_CONTACT] = "contact",
	[ERASE_AGENT] = "agent", [ERASE_TICKET] = "ticket",
	[ERASE_MESSAGE] = "message", [ERASE_ATTACHMENT] = "file",
	[ERASE_COMPANY] = "company", [ERASE_ACCOUNT] = "account",
	[ERASE_REQUESTER] = "requester of a ticket" };
static const char *const doors[] = { [DOOR_PORTAL] = "portal",
	[DOOR_PANEL] = "panel", [DOOR_API] = "api", [DOOR_CONSOLE] = "console",
	[DOOR_RULE] = "rule" };

static void
put_time(struct buf *b, struct arena *a, const char *name, int64_t us)
{
	buf_printf(b, ",\"%s\":", name);
	json_str(b, us == 0 ? NULL : time_iso(a, us / 1000000));
}

static void
put_counts(struct buf *b, const struct erasure_counts *c)
{
	buf_str(b, ",\"removed\":{");
	for (size_t i = 0; i < c->n; i++) {
		if (i > 0)
			buf_str(b, ",");
		json_str(b, c->v[i].name);
		buf_printf(b, ":%llu", (unsigned long long)c->v[i].n);
	}
	buf_str(b, "}");
}

void
certificate_public(struct erasure_counts *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		if (!str_starts(c->v[i].name, "mention"))
			c->v[n++] = c->v[i];
	c->n = n;
}

static void
put_mirrors(struct buf *b, struct arena *a, const struct erasure_mirrors *m)
{
	buf_str(b, ",\"mirrors\":[");
	for (size_t i = 0; i < m->n; i++) {
		buf_printf(b, "%s{\"number\":%u,\"name\":", i > 0 ? "," : "",
		    m->v[i].number);
		json_str(b, *m->v[i].name == '\0' ? NULL : m->v[i].name);
		put_time(b, a, "confirmed", m->v[i].confirmed_at);
		buf_str(b, "}");
	}
	buf_str(b, "]");
}

/* Of tickets that were sealed anew older copies are dead; not of these. */
static void
put_outside(struct buf *b, const struct erasure_counts *c)
{
	buf_str(b, ",\"outside\":[\"mail sent before\","
	    "\"logs of mail servers\"");
	for (size_t i = 0; i < c->n; i++) {
		if (str_eq(c->v[i].name, "mentions.rewritten"))
			buf_str(b, ",\"backups made before, of rows that were "
			    "rewritten under a key that lives on\"");
		if (str_eq(c->v[i].name, "mentions.unseen"))
			buf_str(b, ",\"names, phones and equal words in other "
			    "people's tickets that nobody looked at\"");
		if (str_eq(c->v[i].name, "mentions.unreadable"))
			buf_str(b, ",\"damaged tickets and messages of other "
			    "people, which do not open and may name the "
			    "person\"");
		if (str_eq(c->v[i].name, "spam_sender"))
			buf_str(b, ",\"backups made before, of the filter's "
			    "lists of senders\"");
	}
	buf_str(b, "]}");
}

static RC
inner(struct tenant *t, struct arena *a, const struct erasure *e,
    enum reader who, struct buf *b)
{
	struct erasure_mirrors m;
	struct erasure_counts c;

	TRY(erasure_counts(t, a, e->id, &c));
	TRY(erasure_mirrors(t, a, e->id, &m));
	if (who == READ_ANYBODY)
		certificate_public(&c);
	buf_printf(b, "{\"version\":2,\"account\":%llu,\"host\":",
	    (unsigned long long)t->id.v);
	json_str(b, t->host);
	buf_printf(b, ",\"erasure\":%llu,\"what\":\"%s\",\"number\":%llu,"
	    "\"%s_kept\":%s,\"door\":\"%s\"", (unsigned long long)e->id,
	    scopes[e->scope], (unsigned long long)e->subject,
	    e->scope == ERASE_COMPANY ? "contacts" : "tickets",
	    e->keep_tickets && !e->keep_others ? "true" : "false",
	    doors[e->door]);
	put_time(b, a, "asked", e->asked_at);
	put_time(b, a, "unreadable", e->unreadable_at);
	if (e->let_go_at != 0)
		put_time(b, a, "own_key_destroyed", e->let_go_at);
	put_time(b, a, "rows_gone", e->rows_gone_at);
	put_mirrors(b, a, &m);
	put_time(b, a, "certified", e->certified_at);
	put_time(b, a, "bytes_gone", e->bytes_gone_at);
	put_counts(b, &c);
	put_outside(b, &c);
	return (RC_OK);
}

RC
certificate_make(struct tenant *t, struct arena *a, const struct erasure *e,
    enum reader who, struct certificate *c_r)
{
	struct buf b = BUF_INIT(a), all = BUF_INIT(a);
	uint8_t public[SIGN_PUBLIC_LEN], sig[SIGN_LEN];
	struct key seed;

	if (e->unreadable_at == 0)
		return (RC_NOTFOUND);
	TRY(inner(t, a, e, who, &b));
	TRY(sign_key(t->db, t->vault, &seed));
	sign_public(&seed, public);
	sign_bytes(&seed, buf_bytes(&b), sig);
	explicit_bzero(&seed, sizeof(seed));
	c_r->key = b64url_encode(a, public, sizeof(public));
	c_r->signature = b64url_encode(a, sig, sizeof(sig));
	buf_printf(&all, HEAD "%s" TAIL "%s" MIDDLE "%s" END, buf_cstr(&b),
	    c_r->key, c_r->signature);
	c_r->text = buf_cstr(&all);
	return (RC_OK);
}

RC
certificate_key(struct db *db, struct vault *v,
    uint8_t public_r[SIGN_PUBLIC_LEN])
{
	struct key seed;

	TRY(sign_key(db, v, &seed));
	sign_public(&seed, public_r);
	explicit_bzero(&seed, sizeof(seed));
	return (RC_OK);
}

RC
certificate_check(struct arena *a, const char *text,
    const uint8_t public[SIGN_PUBLIC_LEN], const char **inner_r)
{
	const char *tail = str_starts(text, HEAD) ? strstr(text, TAIL) : NULL;
	const char *middle = tail == NULL ? NULL : strstr(tail, MIDDLE);
	const char *in = text + strlen(HEAD), *key, *sig;
	uint8_t got[SIGN_LEN], by[SIGN_PUBLIC_LEN];
	size_t n;

	if (middle == NULL)
		return (RC_INVALID);
	key = tail + strlen(TAIL);
	sig = middle + strlen(MIDDLE);
	n = strcspn(sig, "\"");
	if (!str_eq(sig + n, END) || b64url_decode(arena_strndup(a, sig, n),
	    got, sizeof(got)) != RC_OK || b64url_decode(arena_strndup(a, key,
	    (size_t)(middle - key)), by, sizeof(by)) != RC_OK)
		return (RC_INVALID);
	*inner_r = arena_strndup(a, in, (size_t)(tail - in));
	return (digest_eq(by, public, sizeof(by)) && sign_good(public,
	    (struct bytes){ (const uint8_t *)in, (size_t)(tail - in) }, got)
	    ? RC_OK : RC_DENIED);
}
