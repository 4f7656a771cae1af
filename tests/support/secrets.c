/*
 * secrets CONF HOST KIND ID [KIND ID]...: raw bytes of secrets in hexadecimal, one
 * a line, so that a test can look for them everywhere after they were destroyed;
 * KIND 0: the account's key;
 * with --keys the keys that come out of a person's secret, too.  Changes nothing.
 */
#include "core/conf.h"
#include "core/log.h"
#include "core/str.h"
#include "crypto/vault.h"
#include "model/account/account.h"
#include "model/key/keyring.h"

static void
show(const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		printf("%02x", p[i]);
	printf("\n");
}

static RC
show_all(struct db *db, struct vault *v, char **arg, bool keys)
{
	struct arena *a = arena_new(1U << 20);
	enum account_state state;
	struct secret s;
	struct tenant *t;
	uint64_t kind, id;
	struct key k;

	TRY(account_by_host(db, v, a, arg[0], &t, &state));
	for (arg++; arg[0] != NULL && arg[1] != NULL; arg += 2) {
		TRY(str_u64(arg[0], &kind));
		TRY(str_u64(arg[1], &id));
		if (kind == 0) {
			show(t->key->b, KEY_LEN);
			continue;
		}
		TRY(secret_get(t, (enum secret_kind)kind, id, &s));
		show(s.b, SECRET_LEN);
		if (!keys || kind == SECRET_TICKET || kind == SECRET_ATTACHMENT)
			continue;
		k = key_subject(t->key, (enum secret_kind)kind, id, &s);
		show(k.b, KEY_LEN);
	}
	return (RC_OK);
}

int
main(int argc, char **argv)
{
	bool keys = argc > 1 && str_eq(argv[1], "--keys");
	struct vault *v;
	struct db *db;
	enum rc rc;

	log_open("secrets");
	crypto_init();
	argv += keys;
	argc -= keys;
	if (argc < 5) {
		fprintf(stderr, "usage: secrets [--keys] CONF HOST KIND ID "
		    "[KIND ID]...\n");
		return (2);
	}
	conf_load(argv[1]);
	v = vault_open(conf_str("Keys.Master"), conf_str("Keys.Slots"), false);
	db = db_new(conf_str("Db.Socket"), "root");
	rc = show_all(db, v, argv + 2, keys);
	vault_close(&v);
	db_free(&db);
	if (rc != RC_OK)
		fprintf(stderr, "secrets: %s\n", rc_name(rc));
	return (rc == RC_OK ? 0 : 1);
}
