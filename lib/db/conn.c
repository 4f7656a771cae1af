/* The connection, ids and transactions (db.h). */
#include "db/priv.h"

#include <errmsg.h>
#include <mysqld_error.h>

#include "core/log.h"
#include "core/metric.h"
#include "core/str.h"
#include "core/time.h"

#define ID_BLOCK	64
#define ID_SECONDS	5	/* a block older than this is thrown away, so
				   that ids follow time closely */

QUERY(Q_NEW_ID, Q_INSTALLATION, "SELECT NEXT VALUE FOR olvido.id_seq");

struct tx { struct db *db; };

struct db *
db_new(const char *socket_path, const char *user)
{
	struct db *db = arena_alloc(arena_boot(), sizeof(*db));

	db->socket = socket_path;
	db->user = user;
	query_slots(&db->nslots);
	db->slot = arena_array(arena_boot(), db->nslots + 1,
	    sizeof(*db->slot));
	db->dead = true;
	return (db);
}

static void
disconnect(struct db *db)
{
	ahead_drop(db);
	for (size_t i = 0; i < db->nslots; i++) {
		if (db->slot[i].my != NULL)
			mysql_stmt_close(db->slot[i].my);
		db->slot[i].my = NULL;
	}
	if (db->my != NULL)
		mysql_close(db->my);
	db->my = NULL;
	db->in_tx = false;
	db->id_next = db->id_end = 0;
}

void
db_free(struct db **dbp)
{
	if (*dbp != NULL)
		disconnect(*dbp);
	*dbp = NULL;
}

RC
db_error(struct db *db, unsigned code, const char *what)
{
	switch (code) {
	case CR_SERVER_GONE_ERROR: case CR_SERVER_LOST:
	case CR_CONNECTION_ERROR: case CR_CONN_HOST_ERROR:
	case 2055: case 2056: case ER_UNKNOWN_COM_ERROR:
	case ER_SERVER_SHUTDOWN: case 1927 /* connection was killed */:
		db->dead = true;
		log_warn("database away: %s, error %u", what, code);
		return (RC_FAILED);
	case ER_LOCK_DEADLOCK: case ER_LOCK_WAIT_TIMEOUT:
	case 1020 /* record has changed since last read */:
		return (RC_RETRY);
	case ER_DUP_ENTRY:
		return (RC_CONFLICT);
	default:
		/* The server's message may quote values: only its number. */
		log_warn("database: %s, error %u", what, code);
		return (RC_FAILED);
	}
}

static bool
try_connect(struct db *db, const char *schema)
{
	static const char init[] = "SET SESSION sql_mode ="
	    " 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,"
	    "ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE',"
	    " tx_isolation = 'READ-COMMITTED'";
	/* Programs answer "later" rather than wait; root's migrations wait. */
	static const char hurry[] = "SET SESSION innodb_lock_wait_timeout = 3,"
	    " lock_wait_timeout = 3, max_statement_time = 20";
	unsigned connect_s = 3, io_s = 30, off = 0;
	my_bool no = 0;

	db->my = mysql_init(NULL);
	if (db->my == NULL)
		die("out of memory");
	mysql_options(db->my, MYSQL_OPT_CONNECT_TIMEOUT, &connect_s);
	mysql_options(db->my, MYSQL_OPT_READ_TIMEOUT, &io_s);
	mysql_options(db->my, MYSQL_OPT_WRITE_TIMEOUT, &io_s);
	mysql_options(db->my, MYSQL_OPT_LOCAL_INFILE, &off);
	mysql_options(db->my, MYSQL_OPT_RECONNECT, &no);
	mysql_options(db->my, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	mysql_options(db->my, MYSQL_INIT_COMMAND, init);
	if (!str_eq(db->user, "root"))
		mysql_options(db->my, MYSQL_INIT_COMMAND, hurry);
	return (mysql_real_connect(db->my, NULL, db->user, NULL, schema, 0,
	    db->socket, 0) != NULL);
}

RC
db_connect(struct db *db)
{
	unsigned code;
	enum rc rc;

	if (!db->dead)
		return (RC_OK);
	disconnect(db);
	if (!try_connect(db, "olvido")) {
		code = mysql_errno(db->my);
		disconnect(db);
		/* Before the first migration there is no schema. */
		if (code != ER_BAD_DB_ERROR || !try_connect(db, NULL))
			return (db_error(db, code, "connect"));
	}
	db->dead = false;
	if (!db->any_version) {
		rc = version_check(db);
		db->refused = rc == RC_DENIED;
		if (rc != RC_OK) {
			disconnect(db);
			db->dead = true;
			return (RC_FAILED);
		}
		db->any_version = true;	/* only at the start */
	}
	metric_add(METRIC_CONNECTS, 1);
	kept_forget();
	return (RC_OK);
}

RC
db_ready(struct db *db)
{
	if (db->in_tx)
		bug("a transaction was left open");
	ahead_drop(db);
	db->wrote = false;
	return (db_connect(db));
}

unsigned
db_count_queries(struct db *db)
{
	unsigned n = db->queries;

	db->queries = 0;
	return (n);
}

RC
db_script(struct db *db, const char *sql)
{
	MYSQL_RES *res;
	int more;

	TRY(db_connect(db));
	mysql_set_server_option(db->my, MYSQL_OPTION_MULTI_STATEMENTS_ON);
	if (mysql_query(db->my, sql) != 0)
		goto failed;
	do {
		res = mysql_store_result(db->my);
		if (res != NULL)
			mysql_free_result(res);
		more = mysql_next_result(db->my);
		if (more > 0)
			goto failed;
	} while (more == 0);
	mysql_set_server_option(db->my, MYSQL_OPTION_MULTI_STATEMENTS_OFF);
	return (RC_OK);
failed:
	if (mysql_errno(db->my) == ER_LOCK_WAIT_TIMEOUT)
		return (RC_RETRY);	/* no statement after it was run */
	/* Scripts are files of ours and hold no data: the message may show. */
	log_warn("script: %s", mysql_error(db->my));
	db->dead = true;	/* never go on behind a half-run script */
	return (RC_FAILED);
}

RC
db_new_id(struct db *db, uint64_t *id_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	if (db->id_next == db->id_end || now_s() > db->id_until) {
		TRY(stmt_installation(&st, db, &Q_NEW_ID));
		TRY(stmt_row(st));
		db->id_next = col_u64(st, 0);
		db->id_end = db->id_next + ID_BLOCK;
		db->id_until = now_s() + ID_SECONDS;
	}
	*id_r = db->id_next++;
	return (RC_OK);
}

static RC
begin(struct db *db)
{
	return (mysql_query(db->my, "START TRANSACTION") == 0 ? RC_OK
	    : db_error(db, mysql_errno(db->my), "begin"));
}

RC
tx_begin(struct tx **tx_r, struct db *db)
{
	struct tx *tx;

	TRY(db_connect(db));
	if (db->in_tx)
		bug("a transaction inside a transaction");
	ahead_drop(db);
	if (begin(db) != RC_OK) {	/* which changed nothing: once more */
		TRY(db_connect(db));
		TRY(begin(db));
	}
	db->queries++;
	if (db->tx == NULL)
		db->tx = arena_alloc(arena_boot(), sizeof(*tx));
	tx = db->tx;
	tx->db = db;
	db->in_tx = true;
	*tx_r = tx;
	return (RC_OK);
}

RC
tx_join(struct tx **tx_r, struct db *db)
{
	*tx_r = NULL;
	return (db->in_tx ? RC_OK : tx_begin(tx_r, db));
}

RC
tx_commit(struct tx **txp)
{
	struct db *db;

	if (*txp == NULL)
		return (RC_OK);
	db = (*txp)->db;
	*txp = NULL;
	db->in_tx = false;
	db->queries++;
	if (mysql_commit(db->my) != 0) {
		/* Whether it was committed is not known: start afresh. */
		enum rc rc = db_error(db, mysql_errno(db->my), "commit");

		db->dead = true;
		return (rc == RC_RETRY ? RC_RETRY : RC_FAILED);
	}
	return (RC_OK);
}

void
tx_end(struct tx **txp)
{
	struct db *db;

	if (*txp == NULL)
		return;
	db = (*txp)->db;
	*txp = NULL;
	db->in_tx = false;
	if (db->dead)
		return;
	if (mysql_rollback(db->my) != 0)
		db->dead = true;
}

bool
db_in_tx(const struct db *db)
{
	return (db->in_tx);
}
