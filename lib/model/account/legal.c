/* Texts in force, and who agreed to them (legal.h). */
#include "model/account/legal.h"

#include "core/str.h"

QUERY(Q_LEGAL_NOW, Q_INSTALLATION,
    "SELECT version, body, set_at FROM legal_text"
    " WHERE kind = ? AND language = ? ORDER BY set_at DESC LIMIT 1");
static const char *const kinds[] = { [LEGAL_TERMS] = "terms",
	[LEGAL_PROCESSING] = "processing" };

const char *
legal_kind_name(enum legal_kind k)
{
	return (k == LEGAL_TERMS || k == LEGAL_PROCESSING ? kinds[k] : NULL);
}

enum legal_kind
legal_kind_of(const char *name)
{
	return (str_eq(name, kinds[LEGAL_TERMS]) ? LEGAL_TERMS
	    : str_eq(name, kinds[LEGAL_PROCESSING]) ? LEGAL_PROCESSING : 0);
}

RC
legal_now(struct db *db, struct arena *a, enum legal_kind kind,
    const char *language, struct legal_text *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_LEGAL_NOW));
	bind_u64(st, kind);
	bind_str(st, language);
	TRY(stmt_row(st));
	*l_r = (struct legal_text){ arena_strdup(a, col_str(st, 0)),
		arena_strdup(a, col_str(st, 1)), col_i64(st, 2) };
	return (RC_OK);
}
