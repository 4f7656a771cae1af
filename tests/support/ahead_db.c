/*
 * Reads that are sent ahead (db/ahead.c) over a real connection (tests/schema/
 * ahead.sh).  Prints "ok NAME" or "not ok NAME: line".
 *
 * usage: ahead_db CONF   as root; changes one row that it made.
 */
#include <malloc.h>
#include <mysql.h>
#include <sys/socket.h>

#include "core/conf.h"
#include "core/log.h"
#include "core/time.h"
#include "db/priv.h"

#include "told.h"

QUERY(Q_UP_TO, Q_INSTALLATION,
    "SELECT seq FROM seq_1_to_5000 WHERE seq <= ? ORDER BY seq");
QUERY(Q_LONG, Q_INSTALLATION,
    "SELECT REPEAT('x', 200), seq FROM seq_1_to_2000 WHERE seq <= ?");
QUERY(Q_HERE, Q_INSTALLATION, "SELECT CONNECTION_ID()");
QUERY(Q_VALUE, Q_INSTALLATION, "SELECT at FROM ahead_test WHERE id = ?");
QUERY(Q_SET, Q_INSTALLATION, "UPDATE ahead_test SET at = at + 1");

static struct db *db;

static void
ahead(struct query *q, uint64_t v)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	CHECK(stmt_installation(&st, db, q) == RC_OK);
	bind_u64(st, v);
	stmt_ahead(&st);
}

/* The rows, by all ways of counting them; the last one's number in *last_r. */
static size_t
rows(struct query *q, uint64_t v, unsigned col, uint64_t *last_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	size_t n = 0;
	enum rc rc;

	CHECK(stmt_installation(&st, db, q) == RC_OK);
	bind_u64(st, v);
	while ((rc = stmt_row(st)) == RC_OK) {
		*last_r = col_u64(st, col);
		n++;
	}
	CHECK(rc == RC_NOTFOUND);
	CHECK(stmt_rows(st) == n);
	return (n);
}

static void
test_together(void)
{
	uint64_t x;

	for (int i = 0; i < 3; i++) {
		db_count_queries(db);
		ahead(&Q_UP_TO, 7);
		ahead(&Q_LONG, 300);
		ahead(&Q_VALUE, 1);
		CHECK(rows(&Q_LONG, 300, 1, &x) == 300 && x == 300);
		CHECK(rows(&Q_UP_TO, 7, 0, &x) == 7 && x == 7);
		CHECK(rows(&Q_VALUE, 1, 0, &x) == 1 && x == 10);
		CHECK(db_count_queries(db) == 3);
	}
	done("three sent, taken in another order, and again");
}

/* What a page read, the next one has not still in memory. */
static void
test_memory(void)
{
	size_t before = 0;
	uint64_t x;

	for (int i = 0; i < 200; i++) {
		ahead(&Q_LONG, 2000);
		if (i % 2 == 0)
			CHECK(rows(&Q_LONG, 2000, 1, &x) == 2000);
		else
			CHECK(db_ready(db) == RC_OK);	/* nobody wanted it */
		if (i == 20)
			before = mallinfo2().uordblks;
	}
	CHECK(mallinfo2().uordblks < before + (4U << 20));
	done("two hundred, and no memory is lost");
}

static void
test_others(void)
{
	uint64_t x;

	db_count_queries(db);
	ahead(&Q_UP_TO, 7);
	CHECK(rows(&Q_UP_TO, 9, 0, &x) == 9 && x == 9);
	CHECK(rows(&Q_UP_TO, 7, 0, &x) == 7 && x == 7);
	CHECK(db_count_queries(db) == 3);
	done("other values get their own answer");
	ahead(&Q_LONG, 2000);
	ahead(&Q_UP_TO, 3);
	CHECK(db_ready(db) == RC_OK);
	CHECK(rows(&Q_UP_TO, 4, 0, &x) == 4 && x == 4);
	CHECK(rows(&Q_LONG, 2, 1, &x) == 2 && x == 2);
	done("what nobody wanted is in nobody's way");
}

static void
test_write(void)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	CLEANUP(tx_end) struct tx *tx = NULL;
	uint64_t x;

	ahead(&Q_VALUE, 1);
	CHECK(stmt_installation(&st, db, &Q_SET) == RC_OK);
	CHECK(stmt_exec(st, NULL) == RC_OK);
	CHECK(rows(&Q_VALUE, 1, 0, &x) == 1 && x == 11);
	done("what was written since is seen");
	ahead(&Q_VALUE, 1);
	CHECK(tx_begin(&tx, db) == RC_OK);
	ahead(&Q_UP_TO, 2);
	CHECK(rows(&Q_VALUE, 1, 0, &x) == 1 && x == 11);
	CHECK(rows(&Q_UP_TO, 2, 0, &x) == 2);
	CHECK(tx_commit(&tx) == RC_OK);
	done("a transaction begins afresh");
}

/* Nothing was found ahead; asked again, by itself, nobody waits for rows. */
static void
test_none(void)
{
	int64_t began = mono_us();
	uint64_t x;

	for (int i = 0; i < 3; i++) {
		ahead(&Q_UP_TO, 0);
		CHECK(rows(&Q_UP_TO, 0, 0, &x) == 0);
		CHECK(rows(&Q_UP_TO, 0, 0, &x) == 0);
		ahead(&Q_UP_TO, 0);
		CHECK(db_ready(db) == RC_OK);
		CHECK(rows(&Q_UP_TO, 3, 0, &x) == 3 && x == 3);
	}
	/* The connection's patience is 30 seconds. */
	CHECK(mono_us() - began < 20000000);
	done("none found ahead, and the next one does not wait");
}

/* The connection dies with two on their way: both are asked again. */
static void
test_killed(void)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct db *aside = db_new(conf_str("Db.Socket"), "root");
	uint64_t x = 0;
	char text[64];

	CHECK(stmt_installation(&st, db, &Q_HERE) == RC_OK);
	CHECK(stmt_row(st) == RC_OK);
	x = col_u64(st, 0);
	stmt_done(&st);
	ahead(&Q_UP_TO, 7);
	ahead(&Q_LONG, 1000);
	snprintf(text, sizeof(text), "KILL %llu", (unsigned long long)x);
	CHECK(db_ready(aside) == RC_OK && db_script(aside, text) == RC_OK);
	shutdown(mysql_get_socket(db->my), 2);
	CHECK(rows(&Q_LONG, 1000, 1, &x) == 1000 && x == 1000);
	CHECK(rows(&Q_UP_TO, 7, 0, &x) == 7 && x == 7);
	CHECK(rows(&Q_UP_TO, 7, 0, &x) == 7 && x == 7);
	db_free(&aside);
	done("a connection that dies with two on their way");
}

/* Dead before its first question: that one is asked over a new connection. */
static void
test_first(void)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	uint64_t x = 0;

	db_free(&db);
	db = db_new(conf_str("Db.Socket"), "root");
	CHECK(db_ready(db) == RC_OK);
	shutdown(mysql_get_socket(db->my), 2);
	CHECK(rows(&Q_UP_TO, 7, 0, &x) == 7 && x == 7);
	done("a connection that is dead before its first question");
	shutdown(mysql_get_socket(db->my), 2);
	CHECK(tx_begin(&tx, db) == RC_OK);
	CHECK(rows(&Q_UP_TO, 7, 0, &x) == 7 && x == 7);
	CHECK(tx_commit(&tx) == RC_OK);
	done("a connection that is dead before a transaction");
}

int
main(int argc, char **argv)
{
	struct db *script;

	if (argc != 2)
		die("usage: ahead_db CONF");
	conf_load(argv[1]);
	script = db_new(conf_str("Db.Socket"), "root");
	db = db_new(conf_str("Db.Socket"), "root");
	if (db_ready(script) != RC_OK || db_ready(db) != RC_OK ||
	    db_script(script, "CREATE OR REPLACE TABLE olvido.ahead_test"
	    " (id BIGINT PRIMARY KEY, at BIGINT);"
	    "INSERT INTO olvido.ahead_test VALUES (1, 10)") != RC_OK)
		die("no table");
	test_together();
	test_memory();
	test_others();
	test_write();
	test_none();
	test_killed();
	test_first();
	if (db_script(script, "DROP TABLE olvido.ahead_test") != RC_OK)
		die("the table stays");
	return (0);
}
