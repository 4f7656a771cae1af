/*
 * secrets CONF HOST KIND ID: the raw bytes of a secret in hexadecimal, so that a
 * test can look for them everywhere after they were destroyed.  Changes nothing.
 */
#include "core/conf.h"
#include "core/log.h"
#include "core/str.h"
#include "crypto/vault.h"
#include "model/account.h"
#include "model/keyring.h"

static RC
show(struct db *db, struct vault *v, char **arg)
{
	struct arena *a = arena_new(1U << 20);
	enum account_state state;
	struct secret s;
	struct tenant *t;
	uint64_t kind, id;

	TRY(str_u64(arg[3], &kind));
	TRY(str_u64(arg[4], &id));
	TRY(account_by_host(db, v, a, arg[2], &t, &state));
	TRY(secret_get(t, (enum secret_kind)kind, id, &s));
	for (size_t i = 0; i < SECRET_LEN; i++)
		printf("%02x", s.b[i]);
	printf("\n");
	return (RC_OK);
}

int
main(int argc, char **argv)
{
	struct vault *v;
	struct db *db;
	enum rc rc;

	log_open("secrets");
	crypto_init();
	if (argc != 5) {
		fprintf(stderr, "usage: secrets CONF HOST KIND ID\n");
		return (2);
	}
	conf_load(argv[1]);
	v = vault_open(conf_str("Keys.Master"), conf_str("Keys.Slots"), false);
	db = db_new(conf_str("Db.Socket"), "root");
	rc = show(db, v, argv);
	vault_close(&v);
	db_free(&db);
	if (rc != RC_OK)
		fprintf(stderr, "secrets: %s\n", rc_name(rc));
	return (rc == RC_OK ? 0 : 1);
}
