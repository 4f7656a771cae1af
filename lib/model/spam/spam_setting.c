/* What an account wants of the filter, and its lists of senders (spam.h). */
#include "core/pack.h"
#include "core/str.h"
#include "model/spam/spam_row.h"
#include "text/fold.h"

#define LABELS	6	/* of a domain that are looked up: a.b.c.d.e.f */

QUERY(Q_SPAM_SETTING, Q_TENANT,
    "SELECT mode, spam_at, unsure_at, digest_subjects FROM spam_setting WHERE account_id = ?");
QUERY(Q_SPAM_SENDER_ANY, Q_TENANT,
    "SELECT kind FROM spam_sender WHERE account_id = ? LIMIT 1");
QUERY(Q_SPAM_SENDER_OF, Q_TENANT,
    "SELECT kind FROM spam_sender WHERE account_id = ?"
    " AND digest IN (?, ?, ?, ?, ?, ?, ?) ORDER BY kind LIMIT 1");

RC
spam_setting_get(struct tenant *t, struct spam_setting *s_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*s_r = (struct spam_setting){ SPAM_ON, SPAM_AUTO, 0, false };
	TRY(stmt_tenant_kept(&st, t, &Q_SPAM_SETTING, 0));
	rc = stmt_row(st);
	if (rc == RC_NOTFOUND)
		return (RC_OK);
	TRY(rc);
	s_r->mode = (enum spam_mode)col_u64(st, 0);
	if (!col_null(st, 1))
		s_r->spam_at = (int)col_i64(st, 1);
	s_r->unsure_at = (int)col_i64(st, 2);
	s_r->subjects = col_u64(st, 3) != 0;
	return (RC_OK);
}

/* The address itself, then its domain and those above it, down to two labels. */
static void
digests_of(struct tenant *t, const char *email, struct digest d[LABELS + 1])
{
	const char *at = strrchr(email, '@'), *dot;
	size_t n = 1;

	d[0] = spam_sender_digest(t, "address", email);
	for (const char *p = at == NULL ? "" : at + 1; n <= LABELS &&
	    (dot = strchr(p, '.')) != NULL; p = dot + 1)
		d[n++] = spam_sender_digest(t, "domain", p);
	for (; n <= LABELS; n++)
		d[n] = d[0];
}

/* Most accounts have no lists: RC_NOTFOUND. */
static RC
has_lists(struct tenant *t)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant_kept(&st, t, &Q_SPAM_SENDER_ANY, 0));
	return (stmt_row(st));
}

RC
spam_sender_of(struct tenant *t, struct arena *a, const char *email,
    enum spam_sender_kind *k_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct digest *d = arena_array(a, LABELS + 1, sizeof(*d));
	enum rc rc = has_lists(t);

	*k_r = 0;
	if (rc == RC_NOTFOUND)
		return (RC_OK);
	TRY(rc);
	digests_of(t, email, d);
	TRY(stmt_tenant(&st, t, &Q_SPAM_SENDER_OF));
	for (size_t i = 0; i <= LABELS; i++)
		bind_bytes(st, (struct bytes){ d[i].b, DIGEST_LEN });
	rc = stmt_row(st);
	if (rc == RC_OK)
		*k_r = (enum spam_sender_kind)col_u64(st, 0);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
