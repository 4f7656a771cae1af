/*
 * olvido-cron: does what is due and ends; a table of actions given to a skeleton
 * (cron.h).  Started as root by a timer, it opens the keys, becomes olvido-cron
 * and works as that database user.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/drop.h"
#include "core/log.h"
#include "core/str.h"
#include "core/time.h"
#include "cron.h"
#include "model/key/keyring.h"
#include "model/log/gauge.h"
#include "model/log/audit.h"
#include "model/log/job.h"
#include "model/privacy/pace.h"

#define USER		"olvido-cron"
#define ARENA		((size_t)256 << 20)
#define BUDGET		120
#define EX_DONE		0
#define EX_TROUBLE	1
#define EX_WRONG	64
#define EX_LATER	75

struct action {
	const char	*name;
	int64_t		 every;	/* seconds: `all` runs it no more often */
	enum rc		(*run)(struct cron *);
	const char	*help;
	uint64_t	 budget;	/* seconds it may take; 0: BUDGET */
};

/* In functions that it uses, and not its to ask: the command line's. */
static const char *const not_mine[] = { "Q_ERASURE_ADD", "Q_COLD_KEY_BACK",
	NULL };

static const struct action actions[] = {
	{ "purge", 300, cron_purge, "expired sessions, links and counters, "
	  "rows of sent mails" },
	{ "signup", 0, cron_signup, "confirmed sign-ups become accounts; "
	  "others end after 48 hours" },
	{ "nginx", 0, cron_nginx, "domains' proofs; nginx told of domains and "
	  "allow-lists" },
	{ "domains", 0, cron_domains, "what became of domains' proofs: \"nginx\" "
	  "does it between looking and telling" },
	{ "audit", 86400, cron_audit, "old rows of the audit log; where it "
	  "ends, kept in Var/cron/anchors" },
	{ "files", 86400, cron_files, "sealed files that no row names", 600 },
	{ "mirror", 60, cron_mirror, "copies of the keys brought up to date" },
	{ "erase", 60, cron_erase, "what a crash or a stop left of erasures" },
	{ "lifecycle", 60, cron_lifecycle, "accounts: warnings, and steps whose "
	  "day has come" },
	{ "accounts", 60, cron_accounts_end, "accounts whose owners want them "
	  "gone; what a stop left of accounts' ends" },
	{ "farewell", 0, cron_farewell, "addresses kept for the last mails about "
	  "an account, when these are out" },
	{ "requests", 3600, cron_requests, "reminders of data subjects' "
	  "requests, restrictions that end" },
	{ "digest", 300, cron_digest, "digests of the spam folder, to agents who "
	  "want them" },
	{ "retention", 3600, cron_retention, "retention rules, and the end of "
	  "the bin", 600 },
	{ "export", 0, cron_export, "copies of people's data: makes those "
	  "asked for, deletes old ones" },
	{ "usage", 3600, cron_usage, "owners are told that their storage is "
	  "nearly full" },
	{ "metrics", 0, cron_metrics, "numbers of the whole installation, for "
	  "/metrics" },
	{ 0 }
};

struct options {
	const char	*conf, *now;
	uint64_t	 every, wait, budget;	/* seconds */
	bool		 dry_run, check, all;
	char	       **names;		/* of actions */
	int		 n;
};

static volatile sig_atomic_t stopped;
static volatile sig_atomic_t child;

static void
on_signal(int sig)
{
	stopped = 1;
	if (child > 0)
		kill((pid_t)child, sig);
}

bool
cron_signalled(void)
{
	return (stopped);
}

void
cron_say(struct cron *c, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	printf("%s%s: ", c->action, c->dry_run ? " (dry run)" : "");
	vprintf(fmt, ap);
	printf("\n");
	va_end(ap);
	fflush(stdout);
	c->lines++;
}

/* ---- running actions ------------------------------------------------------- */

static const struct action *
action_find(const char *name)
{
	for (const struct action *k = actions; k->name != NULL; k++)
		if (str_eq(k->name, name))
			return (k);
	return (NULL);
}

/* Asked for by name it is always due; `all` asks when it last ended well. */
static RC
due(struct cron *c, const struct options *o, const struct action *k,
    bool *due_r)
{
	int64_t at;

	*due_r = true;
	if (!o->all || c->dry_run)
		return (RC_OK);
	TRY(job_ran_at(c->db, k->name, &at));
	*due_r = at + k->every <= now_s() || at > now_s();
	return (RC_OK);
}

static uint64_t
budget_of(const struct options *o, const struct action *k)
{
	return (o->budget != 0 ? o->budget : k->budget != 0 ? k->budget
	    : BUDGET);
}

static int
exit_code(enum rc rc)
{
	return (rc == RC_OK ? EX_DONE : rc == RC_FAILED || rc == RC_RETRY ||
	    rc == RC_CONFLICT ? EX_LATER : EX_TROUBLE);
}

/* For who watches; where the database went away it says nothing more. */
static RC
note_result(struct cron *c, const struct action *k, enum rc result)
{
	int code = exit_code(result);
	enum rc rc;

	if (c->dry_run || db_ready(c->db) != RC_OK)
		return (RC_OK);
	rc = gauge_set(c->db, &(struct gauge){
	    .name = "cron_last_run_timestamp_seconds",
	    .labels = arena_printf(c->a, "action=\"%s\",result=\"%s\"",
	    k->name, code == EX_DONE ? "done" : code == EX_LATER ? "later"
	    : "trouble"), .value = now_s() });
	return (result == RC_OK ? rc : RC_OK);
}

static RC
run_action(struct cron *c, const struct options *o, const struct action *k)
{
	bool is_due;
	enum rc rc;

	/* A lost connection lost the lock: it is asked for each time. */
	TRY(db_ready(c->db));
	TRY(job_lock(c->db));
	TRY(due(c, o, k, &is_due));
	if (!is_due)
		return (RC_OK);
	c->action = k->name;
	c->lines = 0;
	cron_begin(budget_of(o, k));
	rc = k->run(c);
	TRY(note_result(c, k, rc));
	TRY(rc);
	if (cron_over())
		cron_say(c, "its %llu s are over; the next run goes on",
		    (unsigned long long)budget_of(o, k));
	else if (c->lines == 0 && !o->all)
		cron_say(c, "nothing to do");
	return (c->dry_run || cron_signalled() || cron_over() ? RC_OK
	    : job_ran(c->db, k->name));
}

static int
run_actions(struct cron *c, const struct options *o)
{
	int worst = EX_DONE, code;
	const struct action *k;
	enum rc rc;

	for (int i = 0; !stopped; i++) {
		k = o->all ? &actions[i] : i < o->n ? action_find(o->names[i])
		    : NULL;
		if (k == NULL || k->name == NULL)
			break;
		rc = run_action(c, o, k);
		arena_reset(c->a);
		code = exit_code(rc);
		if (code != EX_DONE)
			fprintf(stderr, "olvido-cron: %s: %s\n", k->name,
			    code == EX_LATER ? "not possible right now, it "
			    "will be tried again" : rc_name(rc));
		if (worst == EX_DONE || code == EX_TROUBLE)
			worst = code;
	}
	return (worst);
}

/* ---- starting -------------------------------------------------------------- */

/* What only root may open; then the rights go. */
static void
open_all(struct cron *c)
{
	c->v = vault_open(conf_str("Keys.Master"), conf_str("Keys.Slots"),
	    true);
	c->files_dir = open(conf_str("Files.Dir"), O_RDONLY | O_DIRECTORY |
	    O_CLOEXEC);
	if (c->files_dir < 0)
		die("cannot open the folder of attachments %s",
		    conf_str("Files.Dir"));
	drop_rights(USER);
	c->a = arena_new(ARENA);
	c->db = db_new(conf_str("Db.Socket"), USER);
}

/* RC_CONFLICT: another has it, after `wait` seconds still. */
static RC
lock(struct cron *c, uint64_t wait)
{
	enum rc rc;

	TRY(db_ready(c->db));
	while ((rc = job_lock(c->db)) == RC_CONFLICT && wait-- > 0 && !stopped)
		(void)poll(NULL, 0, 1000);
	return (rc);
}

static RC
recover(struct cron *c)
{
	uint64_t risen;
	enum rc rc = keyring_recover(c->db, c->v, &risen);

	if (rc == RC_OK && risen > 0)
		printf("keys: %llu secrets destroyed again that an old copy "
		    "of the key store had brought back\n",
		    (unsigned long long)risen);
	if (rc == RC_DENIED)
		fprintf(stderr, "olvido-cron: the key store in the database "
		    "and the slot file are not of the same time: nothing is "
		    "done; see 'olvido keys init --help'\n");
	return (rc);
}

static bool
wants(const struct options *o, const char *name)
{
	for (int i = 0; i < o->n; i++)
		if (str_eq(o->names[i], name))
			return (true);
	return (o->all);
}

static int
start(const struct options *o)
{
	struct cron c = { .dry_run = o->dry_run };
	enum rc rc;

	if (wants(o, "nginx"))
		cron_helper(o->conf);
	open_all(&c);
	cron_stay_home();
	pace_give_way();
	db_leave_out(not_mine);
	rc = db_check_queries() == RC_OK ? db_prepare_all(c.db) : RC_DENIED;
	if (rc == RC_DENIED)
		die("nothing done; the line above says why");
	if (rc == RC_OK && o->check)
		return (EX_DONE);
	if (rc == RC_OK)
		rc = lock(&c, o->wait);
	if (rc == RC_CONFLICT) {
		fprintf(stderr, "olvido-cron: another olvido-cron is at work "
		    "on this installation; this one did nothing (--wait="
		    "SECONDS waits for it)\n");
		return (EX_LATER);
	}
	if (rc == RC_OK && !o->dry_run)
		rc = recover(&c);
	if (rc == RC_OK)
		return (run_actions(&c, o));
	if (rc != RC_DENIED)
		fprintf(stderr, "olvido-cron: the database is not available; "
		    "try again\n");
	return (exit_code(rc));
}

/* A process for each round: this one stays root, holds no key and only waits. */
static int
supervise(const struct options *o)
{
	pid_t pid;

	while (!stopped) {
		pid = fork();
		if (pid == 0)
			exit(start(o));
		if (pid < 0)
			die("no process for the next round");
		child = pid;
		if (stopped)
			kill(pid, SIGTERM);
		while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
			;
		child = 0;
		for (uint64_t i = 0; i < o->every && !stopped; i++)
			(void)poll(NULL, 0, 1000);
	}
	return (EX_DONE);
}

/* ---- the command line ------------------------------------------------------ */

static void
usage(FILE *f)
{
	fprintf(f, "olvido-cron: does what is due by the clock, then ends\n\n"
	    "usage: olvido-cron --conf FILE [OPTION]... ACTION...\n\n");
	fprintf(f, "  %-12s %s\n", "all", "every action below that is due: "
	    "run it each minute");
	for (const struct action *k = actions; k->name != NULL; k++)
		fprintf(f, "  %-12s %s (%s, %llu s at most)\n", k->name,
		    k->help, k->every >= 86400 ? "once a day" : k->every >=
		    3600 ? "once an hour" : k->every >= 300
		    ? "every five minutes" : "each time",
		    (unsigned long long)budget_of(&(struct options){ 0 }, k));
	fprintf(f, "\n  --conf FILE      the configuration\n"
	    "  --dry-run        say what would be done, change nothing\n"
	    "  --wait=SECONDS   for another olvido-cron to end\n"
	    "  --budget=SECONDS what each action may take, instead of its own\n"
	    "  --every=SECONDS  do it again and again until SIGTERM\n"
	    "  --now=TIME       as if it were then: 2026-12-24, or seconds; "
	    "refused unless\n                   Test.Installation = 1\n"
	    "  --check          are its database rights complete; does nothing\n"
	    "  --queries        print every query of this program\n"
	    "\nAn action ends between two batches when its time is over, and the "
	    "next run goes on\nwith it. Accounts (and erasures) share that "
	    "time: a slow one gets what the others\nleave. A copy of a "
	    "person's data and a copy of the keys are not cut short.\n"
	    "\nA line for each thing done, ids and counts only. One at a time in "
	    "an installation.\nStarted as root it becomes the user %s. May be "
	    "killed at any time.\n"
	    "\nexit: 0 done, 64 wrong use, 75 try later (the database, or "
	    "another is at work),\n1 refused, or an action found trouble: see "
	    "the lines above\n", USER);
}

/* RC_INVALID: not understood. */
static RC
option(struct options *o, const char *s)
{
	if (str_eq(s, "--dry-run"))
		o->dry_run = true;
	else if (str_eq(s, "--check"))
		o->check = true;
	else if (str_starts(s, "--now="))
		o->now = s + 6;
	else if (str_starts(s, "--every="))
		return (str_u64(s + 8, &o->every) != RC_OK || o->every == 0 ||
		    o->every > 86400 ? RC_INVALID : RC_OK);
	else if (str_starts(s, "--budget="))
		return (str_u64(s + 9, &o->budget) != RC_OK || o->budget == 0 ||
		    o->budget > 86400 ? RC_INVALID : RC_OK);
	else if (str_starts(s, "--wait="))
		return (str_u64(s + 7, &o->wait));
	else
		return (RC_INVALID);
	return (RC_OK);
}

/* Names are kept in place, at the front of argv. */
static RC
read_options(struct options *o, int argc, char **argv)
{
	o->names = argv;
	for (int i = 1; i < argc; i++) {
		if (str_eq(argv[i], "--conf") && i + 1 < argc)
			o->conf = argv[++i];
		else if (str_starts(argv[i], "--"))
			TRY(option(o, argv[i]));
		else if (str_eq(argv[i], "all"))
			o->all = true;
		else if (action_find(argv[i]) != NULL)
			o->names[o->n++] = argv[i];
		else
			return (RC_INVALID);
	}
	return (o->conf != NULL && (o->check || o->all != (o->n > 0)) ? RC_OK
	    : RC_INVALID);
}

static void
handle_signals(void)
{
	struct sigaction sa = { .sa_handler = on_signal };

	sigemptyset(&sa.sa_mask);
	if (sigaction(SIGTERM, &sa, NULL) != 0 ||
	    sigaction(SIGINT, &sa, NULL) != 0)
		die("sigaction failed");
}

int
main(int argc, char **argv)
{
	struct options o = { 0 };
	enum rc rc;

	log_open("cron");
	audit_process(ACTOR_SYSTEM);
	for (int i = 1; i < argc; i++) {
		if (str_eq(argv[i], "--help")) {
			usage(stdout);
			return (EX_DONE);
		}
		if (str_eq(argv[i], "--queries"))
			return (db_print_queries(stdout) == RC_OK ? 0 : 1);
	}
	if (read_options(&o, argc, argv) != RC_OK) {
		usage(stderr);
		return (EX_WRONG);
	}
	crypto_init();
	conf_load(o.conf);
	umask(0007);
	if (o.now != NULL) {
		rc = time_pretend_text("olvido-cron", o.now);
		if (rc == RC_INVALID)
			usage(stderr);
		if (rc != RC_OK)
			return (rc == RC_INVALID ? EX_WRONG : EX_TROUBLE);
	}
	handle_signals();
	return (o.every > 0 ? supervise(&o) : start(&o));
}
