/*
 * For programs that tests/ run on an instance's database and keys, as root: main()
 * behind its arguments.
 */
#ifndef SUPPORT_STORE_H
#define SUPPORT_STORE_H

#include <stdio.h>

#include "core/conf.h"
#include "core/log.h"
#include "crypto/vault.h"
#include "db/db.h"

/* The exit code; arg[1]: the configuration. */
static int
store_run(const char *name, char **arg, bool forgets,
    enum rc (*fn)(struct db *, struct vault *, char **arg))
{
	struct vault *v;
	struct db *db;
	enum rc rc;

	log_open(name);
	crypto_init();
	conf_load(arg[1]);
	v = vault_open(conf_str("Keys.Master"), conf_str("Keys.Slots"),
	    forgets);
	db = db_new(conf_str("Db.Socket"), "root");
	rc = fn(db, v, arg);
	vault_close(&v);
	db_free(&db);
	if (rc != RC_OK)
		fprintf(stderr, "%s: %s\n", name, rc_name(rc));
	return (rc == RC_OK ? 0 : 1);
}

#endif
