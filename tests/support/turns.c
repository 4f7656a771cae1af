/*
 * turns: twenty processes take turns at one name at the same time, five each, of
 * which five in all may be had (tests/access/login.sh).  Prints how many were.
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/log.h"
#include "core/rand.h"
#include "model/access/throttle.h"

#define PROCESSES	20

static int
some(const struct digest *d)
{
	static const struct turns turns = { .free = 100, .most = 5,
		.longest = 900, .kept = 60 };
	struct db *db = db_new(conf_str("Db.Socket"), "root");
	int64_t wait;
	int had = 0;
	enum rc rc;

	for (int i = 0; i < 5; i++) {
		rc = db_ready(db) == RC_OK ? throttle_turn(db, d, &turns,
		    &wait) : RC_FAILED;
		if (rc != RC_OK && rc != RC_LIMIT)
			return (100);
		had += rc == RC_OK;
	}
	return (had);
}

int
main(int argc, char **argv)
{
	struct digest d;
	int status, all = 0;

	log_open("turns");
	crypto_init();
	if (argc != 2)
		die("usage: turns CONF");
	conf_load(argv[1]);
	rand_bytes(d.b, sizeof(d.b));
	for (int i = 0; i < PROCESSES; i++)
		if (fork() == 0)
			_exit(some(&d));
	while (wait(&status) > 0)
		all += WIFEXITED(status) ? WEXITSTATUS(status) : 100;
	printf("%d\n", all);
	return (0);
}
