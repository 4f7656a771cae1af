/*
 * Looking for domains' proofs.  Two children, both olvido-nginx's: one knows the
 * database and asks no stranger, one asks strangers and knows nothing; what comes
 * back from it is one byte a domain.
 */
#include <signal.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "nginx.h"
#include "core/conf.h"
#include "core/drop.h"
#include "core/log.h"
#include "core/time.h"
#include "net/net.h"

#define ASK_S	4	/* for one question */
#define LOOK_S	40	/* for one domain at most, then it is silent */
#define ROUND_S	25	/* nothing is begun after it: the rest is next's */

/* Nothing is open here but the way back. */
static void
stranger(int out, const struct domain_due *d)
{
	struct rlimit cpu = { 5, 5 }, memory = { 256U << 20, 256U << 20 };
	struct net n = { .resolver = conf_str("Domain.Resolver"),
		.allow = conf_str("Domain.Fetch.Allow"),
		.timeout_s = ASK_S };
	struct arena *a = arena_new(16U << 20);
	char found;

	if (dup2(out, 3) != 3 || close_range(4, ~0U, 0) != 0 ||
	    setrlimit(RLIMIT_CPU, &cpu) != 0 ||
	    setrlimit(RLIMIT_AS, &memory) != 0)
		_exit(1);
	alarm(LOOK_S);
	found = (char)net_proof(&n, a, d->host, arena_printf(a,
	    DOMAIN_RECORD "%s", d->host), DOMAIN_FILE, d->token);
	_exit(write(3, &found, 1) == 1 ? 0 : 1);
}

static enum domain_proof
ask(const struct domain_due *d)
{
	static const enum domain_proof proof[] = {
		[NET_TXT] = PROOF_TXT, [NET_FILE] = PROOF_FILE,
		[NET_ABSENT] = PROOF_ABSENT, [NET_OTHER] = PROOF_OTHER,
		[NET_SILENT] = PROOF_SILENT, [NET_INSIDE] = PROOF_INSIDE,
	};
	char found = 0;
	int p[2];
	pid_t pid;

	if (pipe2(p, O_CLOEXEC) != 0 || (pid = fork()) < 0)
		return (PROOF_SILENT);
	if (pid == 0)
		stranger(p[1], d);
	close(p[1]);
	if (read(p[0], &found, 1) != 1)
		found = NET_SILENT;
	close(p[0]);
	if (wait_child(pid) != RC_OK || found < NET_TXT || found > NET_INSIDE)
		return (PROOF_SILENT);
	return (proof[(int)found]);
}

static int
look_due(void)
{
	struct arena *a = arena_new(64U << 20);
	int64_t begin = now_s();
	struct domain_dues l;
	struct db *db;

	drop_rights(USER);
	db = db_new(conf_str("Db.Socket"), USER);
	if (db_check_queries() != RC_OK)
		return (1);
	if (db_ready(db) != RC_OK || domain_due(db, a, begin, &l) != RC_OK)
		return (75);
	for (size_t i = 0; i < l.n && now_s() - begin < ROUND_S; i++)
		if (domain_found(db, &l.v[i], ask(&l.v[i]), now_s(),
		    (unsigned)conf_int("Domain.Lost.Days")) != RC_OK)
			return (75);
	return (0);
}

RC
look(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(look_due());
	return (pid < 0 ? RC_FAILED : wait_child(pid));
}
