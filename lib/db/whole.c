/* The schema as a whole (whole.h). */
#include "db/whole.h"

#include <unistd.h>

#include "core/buf.h"
#include "core/log.h"
#include "db/priv.h"

/* One text of a query; NULL: no row. */
static RC
ask(struct db *db, struct arena *a, const char *sql, const char **v_r)
{
	MYSQL_RES *res;
	MYSQL_ROW row;

	TRY(db_connect(db));
	if (mysql_query(db->my, sql) != 0)
		return (db_error(db, mysql_errno(db->my), "asking"));
	res = mysql_store_result(db->my);
	if (res == NULL)
		return (db_error(db, mysql_errno(db->my), "asking"));
	row = mysql_fetch_row(res);
	*v_r = row == NULL || row[0] == NULL ? NULL : arena_strdup(a,
	    row[mysql_num_fields(res) - 1]);
	mysql_free_result(res);
	return (RC_OK);
}

RC
whole_users(struct db *db, uint64_t *n_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(65536);
	const char *v;

	TRY(ask(db, a, "SELECT COUNT(*) FROM information_schema.PROCESSLIST"
	    " WHERE USER LIKE 'olvido-%'", &v));
	*n_r = v == NULL ? 0 : strtoull(v, NULL, 10);
	return (RC_OK);
}

RC
whole_unfinished(struct db *db, bool *is_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(65536);
	const char *v;

	TRY(ask(db, a, "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA"
	    " WHERE SCHEMA_NAME = 'olvido_restoring'", &v));
	*is_r = v != NULL;
	return (RC_OK);
}

void
whole_again(struct db *db)
{
	db->dead = true;
}

/* What a killed restore had sent ends first, or it would go on in ours. */
static RC
alone(struct db *db)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	const char *v = NULL;

	TRY(ask(db, a, "SELECT GET_LOCK('olvido.restore', 60)", &v));
	for (int i = 0; i < 600; i++) {
		TRY(ask(db, a, "SELECT ID FROM information_schema.PROCESSLIST"
		    " WHERE DB = 'olvido' AND ID <> CONNECTION_ID() LIMIT 1",
		    &v));
		if (v == NULL)
			return (RC_OK);
		usleep(100000);
	}
	log_warn("connection %s uses the schema olvido; end it first", v);
	return (RC_FAILED);
}

RC
whole_begin(struct db *db)
{
	TRY(alone(db));
	TRY(db_script(db, "CREATE DATABASE IF NOT EXISTS olvido_restoring;"
	    "DROP DATABASE IF EXISTS olvido;"
	    "CREATE OR REPLACE DATABASE olvido CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;"
	    /* Triggers of olvido_keys write it; the load makes it anew. */
	    "CREATE TABLE olvido.roster (account_id BIGINT UNSIGNED PRIMARY KEY,"
	    " version BIGINT UNSIGNED NOT NULL);"
	    "DELETE FROM olvido_index.lookup;"
	    "DELETE FROM olvido_index.term"));
	whole_again(db);
	return (RC_OK);
}

RC
whole_empty(struct db *db)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	struct buf b = BUF_INIT(a);
	MYSQL_RES *res;
	MYSQL_ROW row;

	TRY(db_connect(db));
	if (mysql_query(db->my, "SELECT TABLE_NAME FROM"
	    " information_schema.TABLES WHERE TABLE_SCHEMA = 'olvido' AND"
	    " TABLE_TYPE = 'BASE TABLE' AND TABLE_NAME <> 'schema_version'") !=
	    0 || (res = mysql_store_result(db->my)) == NULL)
		return (db_error(db, mysql_errno(db->my), "tables"));
	buf_str(&b, "SET foreign_key_checks = 0");
	while ((row = mysql_fetch_row(res)) != NULL)
		buf_printf(&b, ";TRUNCATE TABLE olvido.%s", row[0]);
	mysql_free_result(res);
	buf_str(&b, ";SET foreign_key_checks = 1");
	return (db_script(db, buf_cstr(&b)));
}

RC
whole_end(struct db *db)
{
	return (db_script(db, "DROP DATABASE IF EXISTS olvido_restoring"));
}

RC
whole_ids_from(struct db *db, uint64_t n)
{
	CLEANUP(arena_free) struct arena *a = arena_new(65536);
	const char *v;

	/* Ids kept by this process are of before. */
	db->id_next = db->id_end = 0;
	return (ask(db, a, arena_printf(a, "SELECT SETVAL(olvido.id_seq, "
	    "%llu, 0)", (unsigned long long)n), &v));
}

RC
whole_variable(struct db *db, struct arena *a, const char *name,
    const char **value_r)
{
	const char *v;

	TRY(ask(db, a, arena_printf(a, "SHOW GLOBAL VARIABLES LIKE '%s'",
	    name), &v));
	*value_r = v == NULL ? "" : v;
	return (RC_OK);
}
