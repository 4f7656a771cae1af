/* olvido cold: accounts' cold backups; the certificate of one that is gone. */
#include <fcntl.h>
#include <unistd.h>

#include "cli.h"
#include "core/conf.h"
#include "core/str.h"
#include "core/time.h"
#include "model/privacy/pace.h"
#include "privacy/client.h"
#include "privacy/cold.h"

#define LL(x)	((unsigned long long)(x))

static RC
account_arg(struct cli *c, account_id *id_r)
{
	if (str_u64(c->argv[0], &id_r->v) == RC_OK)
		return (RC_OK);
	fprintf(stderr, "olvido: give an account's number; see 'olvido cold "
	    "list'\n");
	return (RC_INVALID);
}

static struct cold_run
run_of(struct cli *c)
{
	return ((struct cold_run){ .db = c->db, .vault = cli_vault(c),
	    .user = "root", .files_dir = open(conf_str("Files.Dir"),
	    O_RDONLY | O_DIRECTORY | O_CLOEXEC) });
}

static RC
told(const struct cold_run *r, enum rc rc)
{
	if (rc != RC_OK && r->why != NULL)
		fprintf(stderr, "olvido: %s\n", r->why);
	if (rc == RC_DENIED && r->until != 0)
		fprintf(stderr, "olvido: a legal hold in it stops that until "
		    "%lld\n", (long long)r->until);
	if (r->files_dir >= 0)
		close(r->files_dir);
	return (rc);
}

static const char *
state_name(enum cold_state s)
{
	static const char *const name[] = { "", "making", "removing", "kept",
		"restoring" };

	return (s <= COLD_RESTORING ? name[s] : "");
}

static RC
cmd_list(struct cli *c)
{
	struct cold_list l;

	TRY(cold_list(c->db, c->a, &l));
	for (size_t i = 0; i < l.n; i++)
		printf("%llu\t%s\t%s\t%llu\t%llu\t%s\n", LL(l.v[i].account.v),
		    state_name(l.v[i].state), l.v[i].made_at == 0 ? "-"
		    : time_iso(c->a, l.v[i].made_at), LL(l.v[i].size),
		    LL(l.v[i].files), l.v[i].held_until == 0 ? "-"
		    : time_iso(c->a, l.v[i].held_until));
	return (RC_OK);
}

/* What the clock would do as well, when an account is terminated. */
static RC
cmd_make(struct cli *c)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	struct cold_run r = run_of(c);
	enum account_state state;
	struct tenant *t;
	account_id id;
	enum rc rc = account_arg(c, &id);

	if (rc == RC_OK)
		rc = account_any(c->db, r.vault, a, id, &t, &state, NULL);
	if (rc == RC_OK && state < ACCOUNT_TERMINATED) {
		r.why = "the account is in use; terminate it first";
		rc = RC_DENIED;
	}
	pace_give_way();
	if (rc == RC_OK)
		rc = cold_delete(&r, id, LIFE_CONSOLE);
	if (rc == RC_OK)
		printf("account %llu: deleted; %llu rows and %llu files "
		    "removed, its cold backup is in %s\n", LL(id.v),
		    LL(r.rows), LL(r.files), cold_folder(a, id));
	return (told(&r, rc));
}

static RC
cmd_restore(struct cli *c)
{
	struct cold_run r = run_of(c);
	struct sealed_counts n;
	account_id id;
	enum rc rc = account_arg(c, &id);

	if (rc == RC_OK) {
		rc = client_knows();
		if (rc != RC_OK)
			r.why = "the program mariadb is missing or does not "
			    "know --sandbox; install a newer mariadb-client";
	}
	if (rc == RC_OK)
		rc = cold_restore(&r, id, &n);
	if (rc == RC_OK)
		printf("account %llu: active; opened %llu sealed values and "
		    "%llu files, %llu of forgotten people\n", LL(id.v),
		    LL(n.opened), LL(n.files), LL(n.gone));
	return (told(&r, rc));
}

static RC
cmd_destroy(struct cli *c)
{
	struct cold_run r = run_of(c);
	enum account_state state;
	struct tenant *t;
	account_id id;
	enum rc rc = account_arg(c, &id);

	if (rc == RC_OK)
		rc = account_any(c->db, r.vault, c->a, id, &t, &state, NULL);
	if (rc == RC_OK && state < ACCOUNT_TERMINATED) {
		r.why = "the account is in use; terminate it first";
		rc = RC_DENIED;
	}
	pace_give_way();
	if (rc == RC_OK)
		rc = cold_destroy(&r, id, &(struct cold_order){
		    .door = DOOR_CONSOLE, .by_kind = ACTOR_PROVIDER,
		    .event = LIFE_TIME_PASSED,
		    .asked_at = now_us() });
	if (rc == RC_OK)
		printf("account %llu: gone; see 'olvido cold certificate "
		    "%llu'\n", LL(id.v), LL(id.v));
	return (told(&r, rc));
}

static RC
cmd_certificate(struct cli *c)
{
	struct certificate cert;
	account_id id;

	TRY(account_arg(c, &id));
	TRY(cold_certificate(c->db, cli_vault(c), c->a, id, &cert));
	printf("%s", cert.text);
	return (RC_OK);
}

const struct command cold_commands[] = {
	{ "cold list", "", "accounts' cold backups",
	  "Account, state (making, removing, kept, restoring), when it was "
	  "made, bytes, files,\nuntil when a legal hold keeps it.\n", 0, 0,
	  cmd_list },
	{ "cold make", "ACCOUNT", "a terminated account is deleted now",
	  "Its cold backup is made in Cold.Dir and read back; only then its key "
	  "goes into the\ncold slot and its live rows and files are removed. "
	  "Stopped: run it again.\n", 1, 1, cmd_make },
	{ "cold restore", "ACCOUNT", "a deleted account comes back",
	  "Checks that this installation made its cold backup and that it is "
	  "whole, puts rows and\nfiles back, removes whoever was forgotten "
	  "since, makes the index anew and opens every\nsealed value. Then the "
	  "account is active. A damaged backup is refused whole, with the\n"
	  "place. Stopped: run it again.\n", 1, 1, cmd_restore },
	{ "cold destroy", "ACCOUNT", "a terminated or deleted account is gone",
	  "Destroys its key, and with it every copy of its cold backup; removes "
	  "what is left of it.\nCannot be undone. A legal hold in it stops "
	  "it.\n", 1, 1, cmd_destroy },
	{ "cold certificate", "ACCOUNT", "of an account that is gone",
	  "Prints the signed certificate; see 'olvido certificate verify'.\n",
	  1, 1, cmd_certificate },
	{ 0 }
};
