/* olvido keys: making, mending, checking, mirroring and renewing them. */
#include <fcntl.h>
#include <unistd.h>

#include "cli.h"
#include "core/conf.h"
#include "core/str.h"
#include "db/whole.h"
#include "model/account/account_any.h"
#include "model/key/keyring.h"
#include "model/key/sign_key.h"
#include "model/log/audit.h"
#include "privacy/erase.h"
#include "privacy/keys.h"
#include "privacy/restore.h"

#define LL(x)	((unsigned long long)(x))

static struct key_files
key_files(void)
{
	return ((struct key_files){ conf_str("Keys.Master"),
	    conf_str("Keys.Slots") });
}

/* Mirrors may know of more that was destroyed than a key store put back. */
static RC
learn_from_mirrors(struct cli *c, uint64_t *n_r)
{
	struct mirror_places p = mirror_places(c->a);
	const char *why;
	uint64_t taught;
	enum rc rc;

	for (size_t i = 0; i < p.n; i++) {
		rc = mirror_teach(c->db, cli_vault(c), p.v[i].folder, &taught,
		    &why);
		if (rc == RC_DENIED) {
			/* A new or absent mirror keeps nobody from starting. */
			fprintf(stderr, "olvido: mirror: %s\n", why);
			continue;
		}
		TRY(rc);
		*n_r += taught;
		if (taught > 0)
			printf("%s: %llu destroyed secrets that this key store "
			    "did not know of\n", p.v[i].folder, LL(taught));
	}
	return (RC_OK);
}

static RC
recover(struct cli *c, uint64_t *n_r)
{
	uint64_t risen = 0;
	enum rc rc = keyring_recover(c->db, cli_vault(c), &risen);

	if (rc == RC_DENIED)
		fprintf(stderr, "olvido: the key store in the database and the "
		    "slot file %s are not of the same time: put the one back "
		    "that belongs to the other, or run 'olvido keys restore "
		    "--mirror DIR'\n", conf_str("Keys.Slots"));
	TRY(rc);
	*n_r += risen;
	if (risen > 0)
		printf("destroyed %llu secrets again that an old copy of the "
		    "key store had brought back\n", LL(risen));
	TRY(keyring_outdated(c->db, cli_vault(c), &risen));
	if (risen > 0)
		printf("destroyed %llu older secrets again, of tickets that "
		    "were sealed anew since that copy of the key store: run "
		    "'olvido keys restore --mirror DIR' for the newer ones\n",
		    LL(risen));
	return (RC_OK);
}

static void
tell_not(const char *what, uint64_t done, uint64_t total)
{
	(void)what;
	(void)done;
	(void)total;
}

/* An old copy of everything was put back: their rows are there again, and some of
   what was said about them is sealed under the account's key. */
static RC
rows_again(struct cli *c)
{
	int dir = open(conf_str("Files.Dir"), O_RDONLY | O_DIRECTORY |
	    O_CLOEXEC);
	struct restore_report n = { 0 };
	enum rc rc;

	if (dir < 0)
		return (RC_FAILED);
	rc = restore_forget(c->db, cli_vault(c), dir,
	    (account_id){ 0 }, tell_not, &n);
	close(dir);
	if (rc == RC_OK)
		printf("forgotten again: %llu contacts, %llu agents, %llu "
		    "tickets, %llu files\n", LL(n.contacts), LL(n.agents),
		    LL(n.tickets), LL(n.files));
	return (rc);
}

/* *n_r: how many were to be destroyed and were not. */
static RC
start(struct cli *c, uint64_t *n_r)
{
	struct key_files k = key_files();
	bool done;
	enum rc rc;

	TRY(keys_finish(c->db, &k, &done));
	if (done)
		printf("ended a change of keys that was stopped\n");
	rc = vault_create(k.master, k.slots,
	    (uint32_t)conf_int("Keys.Buckets"));
	if (rc == RC_OK)
		printf("made a master key: %s (keep a copy offline)\n",
		    k.master);
	else if (rc != RC_CONFLICT)
		return (rc);
	TRY(keyring_create_buckets(c->db, cli_vault(c)));
	rc = keys_mark(c->db, c->v);
	if (rc == RC_DENIED)
		fprintf(stderr, "olvido: %s is not the master key that the key "
		    "store is under; put the right one back\n", k.master);
	TRY(rc);
	TRY(sign_key_make(c->db, c->v));
	TRY(learn_from_mirrors(c, n_r));
	return (recover(c, n_r));
}

/* Make the master key and slot file once; finish what a crash left half done. */
RC
keys_start(struct cli *c)
{
	uint64_t n = 0;

	return (start(c, &n));
}

static RC
cmd_keys_init(struct cli *c)
{
	uint64_t gates, n = 0;
	bool unfinished;

	TRY(whole_unfinished(c->db, &unfinished));
	if (unfinished) {
		fprintf(stderr, "olvido: a restore was not ended; run 'olvido "
		    "restore DIR' again before anything starts\n");
		return (RC_DENIED);
	}
	TRY(start(c, &n));
	TRY(account_gates(c->db, c->v, &gates));
	if (gates > 0)
		printf("%llu accounts' keys have a gate now\n", LL(gates));
	return (n > 0 ? rows_again(c) : RC_OK);
}

/* Everything that must be there is; changes nothing. */
static RC
cmd_keys_check(struct cli *c)
{
	uint64_t missing, broken;

	(void)cli_vault(c);		/* dies when its files are not right */
	TRY(keyring_missing(c->db, &missing));
	TRY(keyring_chains(c->db, &broken));
	printf("missing %llu\nbroken-chain %llu\n",
	    (unsigned long long)missing, (unsigned long long)broken);
	if (missing + broken == 0)
		return (RC_OK);
	fprintf(stderr, "olvido: ALARM: keys are missing that nobody destroyed "
	    "on purpose, or tombstones were changed; nothing was removed. Put "
	    "the newest copy of the key store back.\n");
	return (RC_DENIED);
}

/* Every one, also behind one that fails. */
static RC
cmd_keys_mirror(struct cli *c)
{
	struct mirror_places p = mirror_places(c->a);
	const char *why;
	struct mirror_counts m;
	enum rc rc = RC_OK, one;
	unsigned confirmed;

	if (p.n == 0) {
		fprintf(stderr, "olvido: Keys.Mirrors names no folder: the "
		    "keys have no copy\n");
		return (RC_INVALID);
	}
	for (size_t i = 0; i < p.n; i++) {
		one = mirror_update(c->db, cli_vault(c), p.v[i].folder, &m,
		    &why);
		if (one == RC_OK)
			printf("%s: %llu secrets, %llu account keys, %llu "
			    "tombstones; %llu written, %llu removed\n",
			    p.v[i].folder, LL(m.secrets), LL(m.accounts),
			    LL(m.tombstones), LL(m.written), LL(m.removed));
		else
			fprintf(stderr, "olvido: %s was not brought up to "
			    "date: %s\n", p.v[i].folder, why != NULL ? why :
			    rc_name(one));
		rc = rc == RC_OK ? one : rc;
	}
	one = erase_confirm(c->db, cli_vault(c), NULL, &confirmed);
	if (confirmed > 0)
		printf("%u erasures are confirmed by every mirror\n",
		    confirmed);
	return (rc == RC_OK ? one : rc);
}

/* The provider's act, in every account's log. */
static RC
audit_all(struct cli *c, uint64_t what)
{
	struct audit_row row = { .verb = AUDIT_KEYS_CHANGED,
		.object = ON_ACCOUNT, .value = what };
	struct vault *v = vault_open(conf_str("Keys.Master"),
	    conf_str("Keys.Slots"), false);
	enum account_state state;
	struct account_list l;
	struct tenant *t;
	enum rc rc = account_list(c->db, c->a, &l);

	for (size_t i = 0; i < l.n && rc == RC_OK; i++) {
		rc = account_by_id(c->db, v, c->a, l.v[i], &t, &state);
		if (rc == RC_OK)
			rc = audit_add(t, &row);
		else if (rc == RC_NOTFOUND)
			rc = RC_OK;
	}
	vault_close(&v);
	return (rc);
}

static RC
cmd_keys_restore(struct cli *c)
{
	struct key_files k = key_files();
	struct restore_counts n;
	const char *why;
	enum rc rc;

	if (c->argc != 2 || !str_eq(c->argv[0], "--mirror"))
		return (RC_INVALID);
	rc = keys_restore(c->db, &k, c->argv[1], &n, &why);
	if (rc == RC_DENIED)
		fprintf(stderr, "olvido: nothing was restored: %s\n",
		    why != NULL ? why : "see the lines above");
	TRY(rc);
	printf("kept %llu\nfrom-mirror %llu\ndestroyed %llu\nlost %llu\n",
	    LL(n.kept), LL(n.mirrored), LL(n.dead), LL(n.lost));
	if (!n.changed) {
		printf("the key store is whole; nothing was changed\n");
		return (RC_OK);
	}
	TRY(audit_all(c, 2));
	if (n.lost > 0)
		fprintf(stderr, "olvido: %llu secrets open neither here nor in "
		    "the mirror: they came after its last copy; 'olvido keys "
		    "check' names them\n", LL(n.lost));
	return (n.lost > 0 ? RC_DENIED : RC_OK);
}

static RC
cmd_keys_rotate(struct cli *c)
{
	struct key_files k = key_files();
	struct rotate_counts n;
	const char *why, *die_at = NULL;
	enum rc rc;

	if (c->argc == 1 && str_starts(c->argv[0], "--die-at="))
		die_at = c->argv[0] + 9;
	else if (c->argc != 0)
		return (RC_INVALID);
	rc = keys_rotate(c->db, &k, die_at, &n, &why);
	if (rc != RC_OK && why != NULL)
		fprintf(stderr, "olvido: nothing was changed: %s\n", why);
	TRY(rc);
	printf("a new master key: %s (keep a copy offline, destroy copies of "
	    "the old one)\n%llu account keys, %llu bucket keys, %llu "
	    "checkpoints of audit logs sealed anew\nstart every program anew "
	    "now; bring the mirrors up to date; make anchors anew\n", k.master,
	    LL(n.accounts), LL(n.buckets), LL(n.checkpoints));
	return (audit_all(c, 1));
}

const struct command keys_commands[] = {
	{ "keys init", "", "make or mend the keys: at each start",
	  "Makes the master key and the slot file once (never overwrites), ends "
	  "what a crash\nleft half done, and destroys again any secret of a "
	  "forgotten person that an old\ncopy of the key store brought back. "
	  "Keep a copy of the master key offline: without\nit all data is lost."
	  "\n", 0, 0, cmd_keys_init },
	{ "keys check", "", "are all keys there that must be",
	  "Looks for every person, ticket and file whose secret is missing "
	  "though it was not\ndestroyed on purpose, and follows the chains of "
	  "tombstones. Changes nothing.\nPrints two counts; exit 1 when one is "
	  "not 0.\n", 0, 0, cmd_keys_check },
	{ "keys mirror", "", "copies of the keys, brought up to date",
	  "Copies slot file, wrapped secrets, account keys and tombstones into "
	  "each folder of\nKeys.Mirrors, in place: what was destroyed is "
	  "destroyed there, too. The master key is\nnot among them. A folder "
	  "must exist and be root's (mkdir -m 0700). Run it every few\nminutes: "
	  "an erasure is complete when each mirror has confirmed. Exit 1 when "
	  "one has not.\n", 0, 0, cmd_keys_mirror },
	{ "keys restore", "--mirror DIR", "lost keys, out of a mirror",
	  "For a lost or damaged slot file or key store, or when the two are not "
	  "of the same\ntime. Stop the programs; the master key must be in its "
	  "place; an empty database needs\n'olvido migrate' first. Takes "
	  "every secret that opens here or in the mirror, leaves\nout what was "
	  "destroyed, seals all under fresh bucket keys. May be stopped and "
	  "run again.\nThe folder is not changed.\n", 2, 2, cmd_keys_restore },
	{ "keys rotate-master", "", "a new master key",
	  "Seals account keys, bucket keys and checkpoints of the audit log "
	  "under a new master\nkey, in seconds. Then start every program anew "
	  "(SIGHUP for web programs, restart for\nolvido-mail): "
	  "until then they answer 'later'. Stopped in between, the\nnext 'keys "
	  "init' or 'keys rotate-master' ends or undoes it. Anchors of the "
	  "audit log\nmade before are no longer known: verify with them first, "
	  "make new ones after. Waits\nfor wrong passwords begin anew.\n",
	  0, 1, cmd_keys_rotate },
	{ 0 }
};
