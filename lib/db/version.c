/* Whether program and database fit each other (db.h, migrate.h). */
#include <mysqld_error.h>

#include "core/log.h"
#include "db/priv.h"

unsigned
db_schema(void)
{
	return (SCHEMA);
}

void
db_any_version(struct db *db)
{
	db->any_version = true;
}

bool
db_refused(const struct db *db)
{
	return (db->refused);
}

/* A database of before there were such rules, or not made yet. */
static bool
no_rules(unsigned code)
{
	return (code == ER_NO_SUCH_TABLE || code == ER_BAD_FIELD_ERROR ||
	    code == ER_BAD_DB_ERROR || code == ER_TABLEACCESS_DENIED_ERROR ||
	    code == ER_COLUMNACCESS_DENIED_ERROR ||
	    code == ER_DBACCESS_DENIED_ERROR);
}

RC
db_versions(struct db *db, struct db_versions *v_r)
{
	MYSQL_RES *res = NULL;
	MYSQL_ROW row;

	*v_r = (struct db_versions){ .program = SCHEMA };
	TRY(db_connect(db));
	if (mysql_query(db->my, "SELECT MAX(version), MAX(oldest) FROM"
	    " olvido.schema_version") == 0)
		res = mysql_store_result(db->my);
	if (res == NULL)
		return (no_rules(mysql_errno(db->my)) ? RC_NOTFOUND : RC_FAILED);
	row = mysql_fetch_row(res);
	if (row != NULL && row[0] != NULL)
		v_r->database = (unsigned)strtoul(row[0], NULL, 10);
	if (row != NULL && row[1] != NULL)
		v_r->oldest = (unsigned)strtoul(row[1], NULL, 10);
	mysql_free_result(res);
	return (RC_OK);
}

/* What is not known is left to preparing the queries. */
RC
version_check(struct db *db)
{
	struct db_versions v;
	enum rc rc = db_versions(db, &v);

	if (rc != RC_OK)
		return (rc == RC_NOTFOUND ? RC_OK : rc);
	if (v.database < v.program)
		log_warn("this program is of schema %u, the database of %u: "
		    "run 'olvido migrate'", v.program, v.database);
	else if (v.program < v.oldest)
		log_warn("this program is of schema %u, the database of %u, "
		    "which takes none before %u: more than one version lies "
		    "between; install the present one", v.program,
		    v.database, v.oldest);
	else
		return (RC_OK);
	return (RC_DENIED);
}
