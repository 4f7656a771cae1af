/* The recipe that leaves no bytes of deleted rows (scrub.h). */
#include "db/scrub.h"

#include <unistd.h>

#include "core/fault.h"
#include "core/log.h"
#include "core/str.h"
#include "db/priv.h"

#define UNDO_ROUNDS	8
#define WAIT_S		120

/* The column of the first row; "" when there is none. */
static RC
ask(struct db *db, struct arena *a, const char *sql, unsigned col,
    const char **v_r)
{
	MYSQL_RES *res;
	MYSQL_ROW row, last = NULL;

	*v_r = "";
	TRY(db_connect(db));
	if (mysql_query(db->my, sql) != 0)
		return (db_error(db, mysql_errno(db->my), "scrub"));
	res = mysql_store_result(db->my);
	if (res == NULL)
		return (RC_OK);
	while ((row = mysql_fetch_row(res)) != NULL)
		last = row;
	if (last != NULL && col < mysql_num_fields(res) && last[col] != NULL)
		*v_r = arena_strdup(a, last[col]);
	mysql_free_result(res);
	return (RC_OK);
}

static RC
purge_wait(struct db *db)
{
	return (db_script(db, "SET GLOBAL innodb_max_purge_lag_wait = 0"));
}

static RC
wait_clean(struct db *db, struct arena *a)
{
	const char *n;

	for (int i = 0; i < WAIT_S * 5; i++) {
		TRY(ask(db, a, "SHOW GLOBAL STATUS LIKE"
		    " 'Innodb_buffer_pool_pages_dirty'", 1, &n));
		if (str_eq(n, "0"))
			return (RC_OK);
		usleep(200000);
	}
	log_warn("scrub: pages stay dirty: the server is too busy now");
	return (RC_RETRY);
}

/* Every changed page goes to its file; then as before. */
static RC
flush_pages(struct db *db, struct arena *a)
{
	const char *pct, *lwm;
	enum rc rc, back;

	TRY(ask(db, a, "SELECT @@GLOBAL.innodb_max_dirty_pages_pct", 0, &pct));
	TRY(ask(db, a, "SELECT @@GLOBAL.innodb_max_dirty_pages_pct_lwm", 0,
	    &lwm));
	TRY(db_script(db, "SET GLOBAL innodb_max_dirty_pages_pct_lwm = 0;"
	    "SET GLOBAL innodb_max_dirty_pages_pct = 0"));
	rc = wait_clean(db, a);
	/* One that was stopped in between left 0, which is not the setting. */
	if (str_eq(pct, "0.000000"))
		pct = "90";
	back = db_script(db, arena_printf(a, "SET GLOBAL"
	    " innodb_max_dirty_pages_pct = %s; SET GLOBAL"
	    " innodb_max_dirty_pages_pct_lwm = %s", pct, lwm));
	return (rc == RC_OK ? back : rc);
}

/* All but the newest, which begins empty. */
static RC
binary_logs(struct db *db, struct arena *a)
{
	const char *on, *newest;

	TRY(ask(db, a, "SELECT @@GLOBAL.log_bin", 0, &on));
	if (str_eq(on, "0"))
		return (RC_OK);
	TRY(db_script(db, "FLUSH BINARY LOGS"));
	TRY(ask(db, a, "SHOW BINARY LOGS", 0, &newest));
	return (db_script(db, arena_printf(a, "PURGE BINARY LOGS TO '%s'",
	    newest)));
}

static RC
truncations(struct db *db, struct arena *a, uint64_t *n_r)
{
	const char *v;

	TRY(ask(db, a, "SHOW GLOBAL STATUS LIKE 'Innodb_undo_truncations'", 1,
	    &v));
	return (str_u64(v, n_r) == RC_OK ? RC_OK : RC_FAILED);
}

static RC
undo_round(struct db *db)
{
	TRY(db_script(db, "SET SESSION sql_log_bin = 0;"
	    "UPDATE olvido_scrub.t SET w = REPEAT(CHAR(97 + RAND() * 25), 900);"
	    "SET SESSION sql_log_bin = 1"));
	return (purge_wait(db));
}

/* Enough changes that every undo file passes its limit and is cut. */
static RC
undo_wash(struct db *db, struct arena *a)
{
	const char *files;
	uint64_t before, now, want = 3;

	TRY(ask(db, a, "SELECT @@GLOBAL.innodb_undo_tablespaces", 0, &files));
	if (str_u64(files, &want) != RC_OK)
		return (RC_FAILED);
	TRY(truncations(db, a, &before));
	TRY(db_script(db, "SET SESSION sql_log_bin = 0;"
	    "CREATE DATABASE IF NOT EXISTS olvido_scrub;"
	    "DROP TABLE IF EXISTS olvido_scrub.t;"
	    "CREATE TABLE olvido_scrub.t (id INT PRIMARY KEY, w VARCHAR(900))"
	    " ENGINE=InnoDB;"
	    "INSERT INTO olvido_scrub.t SELECT seq, REPEAT('a', 900)"
	    " FROM olvido_scrub.seq_1_to_16000;"
	    "SET SESSION sql_log_bin = 1"));
	now = before;
	for (int i = 0; i < UNDO_ROUNDS * (int)want && (i < 6 || now - before <
	    2 * want); i++) {
		TRY(undo_round(db));
		TRY(truncations(db, a, &now));
	}
	/*
	 * Its thousand pages go over all places of the doublewrite: those of a
	 * table that was dropped before would not be written.
	 */
	TRY(undo_round(db));
	TRY(flush_pages(db, a));
	TRY(db_script(db, "SET SESSION sql_log_bin = 0;"
	    "DROP TABLE olvido_scrub.t; SET SESSION sql_log_bin = 1"));
	if (now - before >= want)
		return (RC_OK);
	log_warn("scrub: undo files were cut %llu times, at least %llu are "
	    "needed; see innodb_undo_log_truncate and "
	    "innodb_max_undo_log_size", (unsigned long long)(now - before),
	    (unsigned long long)want);
	return (RC_RETRY);
}

/* A new file of another size. */
static RC
redo_anew(struct db *db, struct arena *a)
{
	const uint64_t step = 4U << 20;
	const char *v;
	uint64_t n;

	TRY(ask(db, a, "SELECT @@GLOBAL.innodb_log_file_size", 0, &v));
	TRY(str_u64(v, &n));
	n = n % (2 * step) == 0 ? n + step : n - step;
	return (db_script(db, arena_printf(a, "SET GLOBAL"
	    " innodb_log_file_size = %llu", (unsigned long long)n)));
}

RC
scrub_database(struct db *db, void (*say)(const char *step))
{
	CLEANUP(arena_free) struct arena *a = arena_new(16U << 20);

	say("purge");
	TRY(purge_wait(db));
	say("pages");
	TRY(flush_pages(db, a));
	FAULT_POINT("scrub.pages");
	say("binary logs");
	TRY(binary_logs(db, a));
	say("undo");
	TRY(undo_wash(db, a));
	say("pages again");
	TRY(flush_pages(db, a));
	say("redo");
	TRY(redo_anew(db, a));
	say("binary logs again");
	return (binary_logs(db, a));
}

RC
scrub_canary(struct db *db, const char *word)
{
	CLEANUP(arena_free) struct arena *a = arena_new(65536);

	TRY(db_script(db, "CREATE DATABASE IF NOT EXISTS olvido_scrub;"
	    "DROP TABLE IF EXISTS olvido_scrub.canary;"
	    "CREATE TABLE olvido_scrub.canary (id INT PRIMARY KEY,"
	    " w VARCHAR(200), b LONGTEXT, KEY (w)) ENGINE=InnoDB"));
	/* Hundreds of pages, so that it stands all over the doublewrite. */
	TRY(db_script(db, arena_printf(a, "INSERT INTO olvido_scrub.canary"
	    " SELECT seq, '%s', REPEAT('%s ', 2000)"
	    " FROM olvido_scrub.seq_1_to_100", word, word)));
	return (flush_pages(db, a));
}

RC
scrub_canary_delete(struct db *db)
{
	return (db_script(db, "DELETE FROM olvido_scrub.canary"));
}

RC
scrub_canary_end(struct db *db)
{
	return (db_script(db, "DROP DATABASE IF EXISTS olvido_scrub"));
}
