/*
 * What a test of accounts' ends asks (tests/hosting/cold.sh); changes nothing.
 *
 *   cold tables                     lib/model/account/account_purge.c as lines: table, kind
 *   cold gate CONF ACCOUNT          raw bytes of the gate of its key, hexadecimal
 *   cold open CONF ACCOUNT FOLDER   does a copy of its cold backup open with all
 *                                   the keys there are?  "opens" or "closed"
 */
#include <fcntl.h>

#include "core/conf.h"
#include "core/log.h"
#include "core/str.h"
#include "model/key/keyring.h"
#include "privacy/cold.h"

static void
no_progress(const char *what, uint64_t done, uint64_t total)
{
	(void)what;
	(void)done;
	(void)total;
}

static int
tables(void)
{
	static const char *const kind[] = { "", "rows", "derived", "last",
		"stays" };
	const struct purge_table *t;

	for (unsigned i = 0; (t = purge_table_at(i)) != NULL; i++)
		printf("%s\t%s\n", t->name, kind[t->kind]);
	return (0);
}

static RC
gate(struct tenant *t)
{
	struct secret s;

	TRY(secret_get(t, SECRET_ACCOUNT, 0, &s));
	for (size_t i = 0; i < SECRET_LEN; i++)
		printf("%02x", s.b[i]);
	printf("\n");
	return (RC_OK);
}

static RC
opens(struct tenant *t, struct arena *a, const char *folder)
{
	struct backup b = { .a = a, .dir = -1, .lock = -1, .folder = folder,
		.progress = no_progress };
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	enum rc rc = backup_open(&b, a, folder);

	if (rc == RC_OK)
		rc = backup_check(&b);
	if (rc == RC_OK && t->key != NULL)
		rc = cold_data_read(&b, t, null);
	else if (rc == RC_OK)
		rc = RC_GONE;
	backup_close(&b);
	printf("%s\n", rc == RC_OK ? "opens" : rc == RC_GONE ? "closed"
	    : rc_name(rc));
	return (RC_OK);
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new(64U << 20);
	enum account_state state;
	struct vault *v;
	struct tenant *t;
	account_id id;
	struct db *db;
	enum rc rc;

	log_open("cold");
	if (argc == 2 && str_eq(argv[1], "tables"))
		return (tables());
	if (argc < 4 || str_u64(argv[3], &id.v) != RC_OK)
		return (64);
	crypto_init();
	conf_load(argv[2]);
	v = vault_open(conf_str("Keys.Master"), conf_str("Keys.Slots"), false);
	db = db_new(conf_str("Db.Socket"), "root");
	rc = account_any(db, v, a, id, &t, &state, NULL);
	if (rc == RC_OK)
		rc = str_eq(argv[1], "gate") ? gate(t) : argc == 5 ? opens(t,
		    a, argv[4]) : RC_INVALID;
	db_free(&db);
	vault_close(&v);
	return (rc == RC_OK ? 0 : 1);
}
