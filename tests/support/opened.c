/*
 * opened CONF HOST: every sealed value of an account as it opens, so that a test
 * can say where what was planted stands, and what must be nowhere later: lines of
 * column, kind and number of whose key it is, place, what it says and up to 32
 * bytes of how it is stored, in hexadecimal.  With --columns the list of places there
 * are (lib/model/key/sealed.c) and no more.
 */
#include <fcntl.h>
#include <unistd.h>

#include "core/str.h"
#include "model/account/account.h"
#include "model/key/sealed.h"

#include "store.h"

static void
show(void *arg, const struct sealed_seen *s)
{
	(void)arg;
	printf("%s\t%u\t%llu\t%llu\t", s->column, s->kind,
	    (unsigned long long)s->owner, (unsigned long long)s->place);
	for (size_t i = 0; i < s->plain.n; i++)
		printf("%02x", s->plain.p[i]);
	printf("\t");
	/* Behind version and nonce, which a list may cut. */
	for (size_t i = 25; i < s->sealed.n && i < 25 + 32; i++)
		printf("%02x", s->sealed.p[i]);
	printf("\n");
}

static RC
walk(struct db *db, struct vault *v, char **arg)
{
	struct arena *a = arena_new(1U << 20);
	struct sealed_see see = { show, NULL };
	struct sealed_counts n;
	enum account_state state;
	struct tenant *t;
	int dir = open(conf_str("Files.Dir"), O_RDONLY | O_DIRECTORY |
	    O_CLOEXEC);
	enum rc rc;

	TRY(account_by_host(db, v, a, arg[2], &t, &state));
	rc = sealed_walk_see(t, dir, &see, &n);
	close(dir);
	return (rc);
}

int
main(int argc, char **argv)
{
	if (argc == 2 && str_eq(argv[1], "--columns")) {
		for (size_t i = 0; sealed_column(i) != NULL; i++)
			printf("%s\n", sealed_column(i));
		return (0);
	}
	if (argc != 3) {
		fprintf(stderr, "usage: opened CONF HOST | --columns\n");
		return (2);
	}
	return (store_run("opened", argv, false, walk));
}
