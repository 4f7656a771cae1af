/* Forward-only schema (migrate.h). */
#include "db/migrate.h"

#include <dirent.h>

#include "core/buf.h"
#include "core/log.h"
#include "core/str.h"
#include "db/priv.h"

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

static int
schema_file(const struct dirent *e)
{
	return (str_ends(e->d_name, ".sql"));
}

static RC
apply(struct db *db, struct arena *a, const char *dir, const char *name)
{
	const char *text, *known;
	long long version = strtoll(name, NULL, 10);

	known = arena_printf(a, "SELECT COUNT(*) FROM olvido.schema_version"
	    " WHERE version = %lld", version);
	if (ask_number(db, known) > 0)
		return (RC_OK);
	TRY(read_file(a, arena_printf(a, "%s/schema/%s", dir, name), &text));
	printf("schema %s\n", name);
	TRY(db_script(db, text));
	return (db_script(db, arena_printf(a, "INSERT INTO"
	    " olvido.schema_version (version, at) VALUES (%lld,"
	    " UNIX_TIMESTAMP())", version)));
}

/* Of two files with one number the second would never be applied. */
static RC
numbers_differ(struct dirent **list, int n)
{
	for (int i = 1; i < n; i++)
		if (strtoll(list[i]->d_name, NULL, 10) ==
		    strtoll(list[i - 1]->d_name, NULL, 10)) {
			log_warn("%s and %s have one number; rename the newer",
			    list[i - 1]->d_name, list[i]->d_name);
			return (RC_INVALID);
		}
	return (RC_OK);
}

RC
migrate_run(struct db *db, const char *dir)
{
	static const char first[] =
	    "CREATE DATABASE IF NOT EXISTS olvido CHARACTER SET utf8mb4"
	    " COLLATE utf8mb4_bin;"
	    "CREATE TABLE IF NOT EXISTS olvido.schema_version ("
	    " version INT UNSIGNED NOT NULL COMMENT 'plain: number of a file"
	    " in sql/schema', at BIGINT NOT NULL COMMENT 'plain: seconds',"
	    " PRIMARY KEY (version)) ENGINE=InnoDB";
	CLEANUP(arena_free) struct arena *a = arena_new(64U << 20);
	struct dirent **list = NULL;
	const char *text;
	enum rc rc = RC_OK;
	int n;

	TRY(db_connect(db));
	if (ask_number(db, "SELECT GET_LOCK('olvido.migrate', 60)") != 1) {
		log_warn("another migration is running; try again later");
		return (RC_FAILED);
	}
	TRY(db_script(db, first));
	n = scandir(arena_printf(a, "%s/schema", dir), &list, schema_file,
	    alphasort);
	if (n < 0) {
		log_warn("cannot read %s/schema; give the folder by --sql",
		    dir);
		return (RC_FAILED);
	}
	rc = numbers_differ(list, n);
	for (int i = 0; i < n; i++) {
		if (rc == RC_OK)
			rc = apply(db, a, dir, list[i]->d_name);
		free(list[i]);
	}
	free(list);
	TRY(rc);
	TRY(read_file(a, arena_printf(a, "%s/grants.sql", dir), &text));
	TRY(db_script(db, text));
	if (ask_number(db, "DO RELEASE_LOCK('olvido.migrate')") > 0)
		return (RC_OK);
	return (RC_OK);
}
