/*
 * The CSRF token that a guest's form of an account had at a given second: an
 * expired one cannot be waited for.
 * usage: csrf_at --conf FILE HOST SECONDS
 */
#include "core/conf.h"
#include "core/log.h"
#include "core/str.h"
#include "model/account/account.h"
#include "web/priv.h"

int
main(int argc, char **argv)
{
	enum account_state state;
	struct req rq = { .a = arena_boot() };
	struct vault *v;
	uint64_t now;

	log_open("csrf_at");
	if (argc != 5 || !str_eq(argv[1], "--conf") ||
	    str_u64(argv[4], &now) != RC_OK)
		die("usage: csrf_at --conf FILE HOST SECONDS");
	crypto_init();
	conf_load(argv[2]);
	v = vault_open(conf_str("Keys.Master"), conf_str("Keys.Slots"),
	    false);
	if (account_by_host(db_new(conf_str("Db.Socket"), "root"), v, rq.a,
	    argv[3], &rq.t, &state) != RC_OK)
		die("there is no such account");
	rq.now = (int64_t)now;
	puts(csrf_token(&rq));
	return (0);
}
