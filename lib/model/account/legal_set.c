/* New texts, and all there were (legal.h): the command line. */
#include <string.h>

#include "core/str.h"
#include "core/time.h"
#include "model/account/legal.h"

#define VERSION	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"	\
		"0123456789.-_"

QUERY(Q_LEGAL_SET, Q_INSTALLATION,
    "INSERT INTO legal_text (kind, version, language, body, set_at)"
    " VALUES (?, ?, ?, ?, ?)");
QUERY(Q_LEGAL_LIST, Q_INSTALLATION,
    "SELECT kind, version, set_at FROM legal_text WHERE language = 'en'"
    " ORDER BY kind, set_at DESC LIMIT 1000");
QUERY(Q_AGREEMENT_LIST, Q_TENANT,
    "SELECT kind, version, language, agent_id, agreed_at FROM agreement"
    " WHERE account_id = ? ORDER BY kind, version LIMIT 1000");

static RC
put(struct db *db, enum legal_kind kind, const char *version,
    const char *language, const char *body)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_LEGAL_SET));
	bind_u64(st, kind);
	bind_str(st, version);
	bind_str(st, language);
	bind_str(st, body);
	bind_i64(st, now_s());
	return (stmt_exec(st, NULL));
}

RC
legal_set(struct db *db, enum legal_kind kind, const char *version,
    const char *en, const char *es)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	size_t n = strlen(version);

	if (n == 0 || n > 40 || strspn(version, VERSION) != n ||
	    str_empty(en) || str_empty(es))
		return (RC_INVALID);
	TRY(tx_begin(&tx, db));
	TRY(put(db, kind, version, "en", en));
	TRY(put(db, kind, version, "es", es));
	return (tx_commit(&tx));
}

RC
legal_list(struct db *db, struct arena *a, struct legal_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct legal_list){ 0 };
	TRY(stmt_installation(&st, db, &Q_LEGAL_LIST));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->n == 0)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		l_r->v[l_r->n++] = (struct legal_row){
			(enum legal_kind)col_u64(st, 0),
			arena_strdup(a, col_str(st, 1)), col_i64(st, 2) };
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
agreement_list(struct tenant *t, struct arena *a, struct agreement_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct agreement_list){ 0 };
	TRY(stmt_tenant(&st, t, &Q_AGREEMENT_LIST));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->n == 0)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		l_r->v[l_r->n++] = (struct agreement){
			(enum legal_kind)col_u64(st, 0),
			arena_strdup(a, col_str(st, 1)),
			arena_strdup(a, col_str(st, 2)),
			{ col_u64(st, 3) }, col_i64(st, 4) };
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
