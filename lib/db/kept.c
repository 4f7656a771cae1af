/*
 * Results that are kept from one request to the next (db.h).  A row is kept as
 * the database gave it: what is sealed stays sealed, under secrets whose bucket
 * keys are asked for at each opening, so what was forgotten does not open from
 * here either.
 */
#include <stdlib.h>

#include "core/log.h"
#include "core/str.h"
#include "core/time.h"
#include "db/priv.h"

#define ENTRIES		256
#define KEEP_US		60000000	/* rows of who has gone go as well */
#define BYTES_MAX	((size_t)2 << 20)	/* of all; the oldest go */
#define IS_NULL		UINT32_MAX
#define SECRETS		"olvido_keys.secret"

struct kept {
	const struct query	*q;	/* NULL: a free place */
	uint64_t		 account, id, version;
	uint8_t			*p;
	size_t			 n, cap, rows;
	unsigned		 users;
	int64_t			 at;		/* it was filled */
};

static struct kept entries[ENTRIES];
static size_t next, bytes;

static void
drop(struct kept *k)
{
	bytes -= k->cap;
	free(k->p);
	*k = (struct kept){ 0 };
}

/* What is being read just now is asked for again by the next one. */
void
kept_forget(void)
{
	for (size_t i = 0; i < ENTRIES; i++)
		if (entries[i].users == 0)
			drop(&entries[i]);
		else
			entries[i].version = UINT64_MAX;
}

/* A free place; NULL when all are being read. */
static struct kept *
place(void)
{
	struct kept *k, *found = NULL;

	for (size_t i = 0; i < ENTRIES && (found == NULL ||
	    bytes > BYTES_MAX); i++) {
		k = &entries[next];
		next = (next + 1) % ENTRIES;
		if (k->users > 0)
			continue;
		drop(k);
		found = k;
	}
	return (found);
}

static void
put(struct kept *k, const void *p, size_t n)
{
	if (k->n + n > k->cap) {
		bytes -= k->cap;
		k->cap = (k->n + n) * 2;
		bytes += k->cap;
		k->p = realloc(k->p, k->cap);
		if (k->p == NULL)
			die("out of memory");
	}
	memcpy(k->p + k->n, p, n);
	k->n += n;
}

/* Each column: its length, or IS_NULL; its bytes. */
static void
put_row(struct kept *k, struct stmt *st)
{
	struct col *c;
	uint32_t len;

	for (unsigned i = 0; i < st->cols; i++) {
		c = &st->col[i];
		len = c->null ? IS_NULL : c->number ? sizeof(c->value)
		    : (uint32_t)c->len;
		put(k, &len, sizeof(len));
		if (!c->null)
			put(k, c->number ? (void *)&c->value : c->p, len);
	}
	k->rows++;
}

/* It runs, and all its rows are kept. */
static RC
fill(struct stmt *st, struct kept *k)
{
	enum rc rc;

	while ((rc = stmt_row(st)) == RC_OK)
		put_row(k, st);
	if (rc != RC_NOTFOUND)
		return (rc);
	mysql_stmt_free_result(st->my);
	st->ran = false;
	return (RC_OK);
}

static bool
is(const char *word, size_t n, const char *name)
{
	return (n == strlen(name) && memcmp(word, name, n) == 0);
}

/*
 * Whether a statement may move the version: it names what the triggers watch
 * (tests/page/kept.sh compares).  That a secret is added moves nothing.
 */
bool
kept_changed_by(const char *text)
{
	static const char *const watched[] = { "account", "agent",
		"agent_department", "department", "factor", "factor_policy",
		"host", "olvido_keys.account_key", "parting", "plan",
		"restriction", "security_page", "spam_sender",
		"spam_setting", NULL };
	bool adds = str_starts(text, "INSERT ") &&
	    strstr(text, "ON DUPLICATE KEY") == NULL;
	size_t n;

	for (; *text != '\0'; text += n + (text[n] != '\0')) {
		if (str_starts(text, "olvido."))
			text += strlen("olvido.");
		n = strcspn(text, " (),");
		if (is(text, n, SECRETS) && !adds)
			return (true);
		for (const char *const *w = watched; *w != NULL; w++)
			if (is(text, n, *w))
				return (true);
	}
	return (false);
}

static struct kept *
find(const struct query *q, const struct tenant *t, uint64_t id)
{
	int64_t oldest = mono_us() - KEEP_US;
	struct kept *k;

	for (size_t i = 0; i < ENTRIES; i++) {
		k = &entries[i];
		if (k->q != NULL && k->at < oldest && k->users == 0)
			drop(k);
		if (k->q != q || k->account != t->id.v || k->id != id)
			continue;
		if (k->version == t->roster)
			return (k);
		if (k->users == 0)
			drop(k);
	}
	return (NULL);
}

RC
stmt_tenant_kept(struct stmt **st_r, struct tenant *t, const struct query *q,
    uint64_t id)
{
	struct kept *k;
	enum rc rc;

	TRY(stmt_tenant(st_r, t, q));
	if (id != 0)
		bind_u64(*st_r, id);
	/* What this request has changed itself is read afresh. */
	if (t->roster == 0 || t->db->wrote)
		return (RC_OK);
	k = find(q, t, id);
	if (k == NULL) {
		k = place();
		if (k == NULL)
			return (RC_OK);
		rc = fill(*st_r, k);
		if (rc != RC_OK) {
			drop(k);
			return (rc);
		}
		k->q = q;
		k->account = t->id.v;
		k->id = id;
		k->version = t->roster;
		k->at = mono_us();
	}
	k->users++;
	(*st_r)->kept = k;
	(*st_r)->kept_at = 0;
	return (RC_OK);
}

RC
kept_row(struct stmt *st)
{
	const struct kept *k = st->kept;
	const uint8_t *p = k->p + st->kept_at;
	struct col *c;
	uint32_t len;

	if (st->kept_at == k->n)
		return (RC_NOTFOUND);
	for (unsigned i = 0; i < st->cols; i++) {
		c = &st->col[i];
		memcpy(&len, p, sizeof(len));
		p += sizeof(len);
		c->null = len == IS_NULL;
		c->len = c->null ? 0 : len;
		if (!c->number)
			col_room(st, c, c->len);
		if (c->null)
			continue;
		memcpy(c->number ? (void *)&c->value : c->p, p, len);
		p += len;
	}
	st->kept_at = (size_t)(p - k->p);
	return (RC_OK);
}

size_t
kept_rows(const struct stmt *st)
{
	return (st->kept->rows);
}

void
kept_done(struct stmt *st)
{
	st->kept->users--;
	st->kept = NULL;
}
