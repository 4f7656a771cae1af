/* Forward-only schema (migrate.h). */
#include "db/migrate.h"

#include <dirent.h>
#include <poll.h>

#include "core/buf.h"
#include "core/log.h"
#include "core/str.h"
#include "db/priv.h"

#define RULES_FROM	71	/* files before it are as they are */
#define LOCK_TRIES	60
#define OLDEST		"-- oldest: "

struct migration {
	struct db	*db;
	struct arena	*a;
	const char	*dir;
	bool		 stopped;	/* no program is running */
	const char	**name;
	int		 n;
	long long	 was;		/* the schema that was made whole last */
	long long	 oldest;	/* programs that may start from now on */
};

static RC
read_file(struct arena *a, const char *path, const char **text_r)
{
	struct buf b = BUF_INIT(a);
	char chunk[8192];
	size_t n;
	FILE *f = fopen(path, "re");

	if (f == NULL) {
		log_warn("cannot read %s", path);
		return (RC_FAILED);
	}
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(&b, chunk, n);
	fclose(f);
	*text_r = buf_cstr(&b);
	return (RC_OK);
}

/* One number from the text protocol; -1 when there is none. */
static long long
ask_number(struct db *db, const char *sql)
{
	MYSQL_RES *res;
	MYSQL_ROW row;
	long long v = -1;

	if (mysql_query(db->my, sql) != 0)
		return (-1);
	res = mysql_store_result(db->my);
	if (res == NULL)
		return (-1);
	row = mysql_fetch_row(res);
	if (row != NULL && row[0] != NULL)
		v = strtoll(row[0], NULL, 10);
	mysql_free_result(res);
	return (v);
}

static RC
number_of(struct db *db, const char *sql, long long *v_r)
{
	*v_r = ask_number(db, sql);
	return (*v_r < 0 ? RC_FAILED : RC_OK);
}

/* ---- the files ----------------------------------------------------------------- */

static int
schema_file(const struct dirent *e)
{
	return (str_ends(e->d_name, ".sql"));
}

static long long
number(const struct migration *m, int i)
{
	return (strtoll(m->name[i], NULL, 10));
}

static RC
text_of(struct migration *m, int i, const char **text_r)
{
	return (read_file(m->a, arena_printf(m->a, "%s/schema/%s", m->dir,
	    m->name[i]), text_r));
}

/* Of two files with one number the second would never be applied. */
static RC
numbers_differ(struct migration *m)
{
	for (int i = 1; i < m->n; i++)
		if (number(m, i) == number(m, i - 1)) {
			log_warn("%s and %s have one number; rename the newer",
			    m->name[i], m->name[i - 1]);
			return (RC_INVALID);
		}
	return (RC_OK);
}

static RC
read_folder(struct migration *m)
{
	struct dirent **list;

	m->n = scandir(arena_printf(m->a, "%s/schema", m->dir), &list,
	    schema_file, alphasort);
	if (m->n <= 0) {
		log_warn("cannot read %s/schema; give the folder by --sql",
		    m->dir);
		return (RC_FAILED);
	}
	m->name = arena_array(m->a, (size_t)m->n, sizeof(*m->name));
	for (int i = 0; i < m->n; i++) {
		m->name[i] = arena_strdup(m->a, list[i]->d_name);
		free(list[i]);
	}
	free(list);
	return (numbers_differ(m));
}

static RC
is_applied(struct migration *m, int i, bool *is_r)
{
	long long n;

	TRY(number_of(m->db, arena_printf(m->a, "SELECT COUNT(*) FROM"
	    " olvido.schema_version WHERE version = %lld", number(m, i)), &n));
	*is_r = n > 0;
	return (RC_OK);
}

/* ---- versions ------------------------------------------------------------------- */

/*
 * A row's oldest is written when its version is whole, so that what stopped half
 * way is no version: the one before it is still the one that may run.
 */
static RC
version_find(struct migration *m)
{
	static const char of_before[] = "UPDATE olvido.schema_version a JOIN"
	    " (SELECT MAX(version) AS top, MAX(oldest) AS any_ FROM"
	    " olvido.schema_version) b ON a.version = b.top SET a.oldest = 0"
	    " WHERE b.any_ IS NULL";

	TRY(db_script(m->db, of_before));
	return (number_of(m->db, "SELECT COALESCE(MAX(version), 0) FROM"
	    " olvido.schema_version WHERE oldest IS NOT NULL", &m->was));
}

/* The files are those of a version before: they have nothing to give. */
static RC
older_files(struct migration *m, long long top, bool *older_r)
{
	long long now, oldest;

	TRY(number_of(m->db, "SELECT COALESCE(MAX(version), 0) FROM"
	    " olvido.schema_version", &now));
	TRY(number_of(m->db, "SELECT COALESCE(MAX(oldest), 0) FROM"
	    " olvido.schema_version", &oldest));
	*older_r = now > top;
	if (top < oldest && *older_r) {
		log_warn("this version is of schema %lld, the database of "
		    "%lld, which takes none before %lld: more than one version "
		    "lies between; install the present one", top, now, oldest);
		return (RC_DENIED);
	}
	if (*older_r)
		printf("the database is of schema %lld, this version of %lld: "
		    "it may run, and nothing was changed\n", now, top);
	return (RC_OK);
}

/* What the file says of programs that cannot run beside it. */
static RC
may_apply(struct migration *m, int i)
{
	const char *text, *said;
	long long oldest;
	bool applied;

	TRY(is_applied(m, i, &applied));
	if (applied)
		return (RC_OK);
	TRY(text_of(m, i, &text));
	said = str_starts(text, OLDEST) ? text : strstr(text, "\n" OLDEST);
	if (said == NULL)
		return (RC_OK);
	oldest = strtoll(strstr(said, OLDEST) + strlen(OLDEST), NULL, 10);
	if (m->was > 0 && m->was < oldest && !m->stopped) {
		log_warn("%s takes away what programs before schema %lld use, "
		    "and those of %lld may be running: migrate to a version "
		    "between first, or stop all programs on every machine "
		    "(systemctl stop olvido.target), then 'olvido migrate "
		    "--stopped'", m->name[i], oldest, m->was);
		return (RC_DENIED);
	}
	if (oldest > m->oldest)
		m->oldest = oldest;
	return (RC_OK);
}

/* ---- applying -------------------------------------------------------------------- */

/* A lock that somebody holds: the others are let by, then the file begins again. */
static RC
run_file(struct migration *m, int i, const char *text)
{
	bool ruled = number(m, i) >= RULES_FROM;
	enum rc rc = RC_RETRY;

	if (!ruled)
		return (db_script(m->db, text));
	TRY(db_script(m->db, "SET SESSION lock_wait_timeout = 2,"
	    " innodb_lock_wait_timeout = 2, alter_algorithm = 'INPLACE'"));
	for (int t = 0; t < LOCK_TRIES && rc == RC_RETRY; t++) {
		if (t > 0)
			poll(NULL, 0, 500);
		rc = db_script(m->db, text);
	}
	if (rc == RC_RETRY)
		log_warn("%s waits for a table that a long transaction holds (a "
		    "dump?); try again when it has ended",
		    m->name[i]);
	TRY(rc);
	return (db_script(m->db, "SET SESSION lock_wait_timeout = DEFAULT,"
	    " innodb_lock_wait_timeout = DEFAULT, alter_algorithm ="
	    " DEFAULT"));
}

static RC
apply(struct migration *m, int i)
{
	const char *text;
	bool applied;

	TRY(is_applied(m, i, &applied));
	if (applied)
		return (RC_OK);
	TRY(text_of(m, i, &text));
	printf("schema %s\n", m->name[i]);
	TRY(run_file(m, i, text));
	return (db_script(m->db, arena_printf(m->a, "INSERT INTO"
	    " olvido.schema_version (version, at) VALUES (%lld,"
	    " UNIX_TIMESTAMP())", number(m, i))));
}

/* ---- grants ------------------------------------------------------------------------ */

/* "REVOKE RIGHT ON db.table FROM 'user'@localhost;": is the right there? */
static RC
is_granted(struct migration *m, const char *line, bool *is_r)
{
	char right[32], schema[65], table[65], user[65];
	long long n;

	if (sscanf(line, "REVOKE %31[A-Z] ON %64[a-z0-9_].%64[a-z0-9_] FROM"
	    " '%64[a-z-]'@localhost;", right, schema, table, user) != 4) {
		log_warn("grants.sql: not understood: %.80s", line);
		return (RC_INVALID);
	}
	TRY(number_of(m->db, arena_printf(m->a, "SELECT COUNT(*) FROM"
	    " mysql.tables_priv WHERE Db = '%s' AND Table_name = '%s' AND"
	    " User = '%s' AND Host = 'localhost' AND FIND_IN_SET('%s',"
	    " Table_priv)", schema, table, user, right), &n));
	*is_r = n > 0;
	return (RC_OK);
}

/*
 * A right is taken only from who has it: REVOKE takes the rights on single
 * columns too, and until they are given again below running programs would be
 * without.
 */
static RC
grant(struct migration *m)
{
	struct buf b = BUF_INIT(m->a);
	const char *text, *end;
	bool granted;

	TRY(read_file(m->a, arena_printf(m->a, "%s/grants.sql", m->dir),
	    &text));
	for (; *text != '\0'; text = end) {
		end = text + strcspn(text, "\n");
		end += *end != '\0';
		granted = true;
		if (str_starts(text, "REVOKE "))
			TRY(is_granted(m, text, &granted));
		if (granted)
			buf_add(&b, text, (size_t)(end - text));
	}
	return (db_script(m->db, buf_cstr(&b)));
}

/* ---- the whole ----------------------------------------------------------------------- */

static RC
run(struct migration *m)
{
	long long top = number(m, m->n - 1);
	bool older;

	TRY(older_files(m, top, &older));
	if (older)
		return (RC_OK);
	TRY(version_find(m));
	m->oldest = m->was;
	for (int i = 0; i < m->n; i++)
		TRY(may_apply(m, i));
	for (int i = 0; i < m->n; i++)
		TRY(apply(m, i));
	TRY(grant(m));
	return (db_script(m->db, arena_printf(m->a, "UPDATE"
	    " olvido.schema_version SET oldest = %lld WHERE version = %lld AND"
	    " oldest IS NULL", m->oldest, top)));
}

RC
migrate_run(struct db *db, const char *dir, bool stopped)
{
	static const char first[] =
	    "CREATE DATABASE IF NOT EXISTS olvido CHARACTER SET utf8mb4"
	    " COLLATE utf8mb4_bin;"
	    "CREATE TABLE IF NOT EXISTS olvido.schema_version ("
	    " version INT UNSIGNED NOT NULL COMMENT 'plain: number of a file"
	    " in sql/schema', at BIGINT NOT NULL COMMENT 'plain: seconds',"
	    " PRIMARY KEY (version)) ENGINE=InnoDB;"
	    "ALTER TABLE olvido.schema_version ADD COLUMN IF NOT EXISTS oldest"
	    " INT UNSIGNED NULL COMMENT 'plain: number; programs before it do"
	    " not start. Null until the version is whole'";
	CLEANUP(arena_free) struct arena *a = arena_new(64U << 20);
	struct migration m = { .db = db, .a = a, .dir = dir,
	    .stopped = stopped };

	db_any_version(db);
	TRY(db_connect(db));
	if (ask_number(db, "SELECT GET_LOCK('olvido.migrate', 60)") != 1) {
		log_warn("another migration is running; try again later");
		return (RC_FAILED);
	}
	TRY(db_script(db, first));
	TRY(read_folder(&m));
	TRY(run(&m));
	if (ask_number(db, "DO RELEASE_LOCK('olvido.migrate')") > 0)
		return (RC_OK);
	return (RC_OK);
}
