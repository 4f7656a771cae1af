/* relearn: an account's spam model made anew, from at most so many tickets. */
#include "core/conf.h"
#include "core/log.h"
#include "core/str.h"
#include "crypto/vault.h"
#include "model/account/account.h"
#include "model/spam/spam.h"

static RC
relearn(struct db *db, struct vault *v, const char *host, const char *newest)
{
	struct arena *a = arena_new(16U << 20);
	enum account_state state;
	struct tenant *t;
	uint64_t n;

	TRY(str_u64(newest, &n));
	TRY(account_by_host(db, v, a, host, &t, &state));
	return (spam_learn_anew(t, a, n));
}

int
main(int argc, char **argv)
{
	struct vault *v;
	struct db *db;
	enum rc rc;

	log_open("relearn");
	crypto_init();
	if (argc != 4) {
		fprintf(stderr, "usage: relearn CONF HOST NEWEST\n");
		return (2);
	}
	conf_load(argv[1]);
	v = vault_open(conf_str("Keys.Master"), conf_str("Keys.Slots"), false);
	db = db_new(conf_str("Db.Socket"), "root");
	rc = relearn(db, v, argv[2], argv[3]);
	vault_close(&v);
	db_free(&db);
	return (rc == RC_OK ? 0 : 1);
}
