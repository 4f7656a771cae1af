/* olvido: erasing by the provider's hand, where no page can be used. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "cli.h"
#include "core/conf.h"
#include "core/rand.h"
#include "core/str.h"
#include "core/time.h"
#include "privacy/erase.h"

static enum erase_scope
scope_of(const char *name)
{
	return (str_eq(name, "contact") ? ERASE_CONTACT
	    : str_eq(name, "agent") ? ERASE_AGENT
	    : str_eq(name, "ticket") ? ERASE_TICKET
	    : str_eq(name, "attachment") ? ERASE_ATTACHMENT : 0);
}

static RC
run_all(struct tenant *t, uint64_t id)
{
	int dir = open(conf_str("Files.Dir"), O_RDONLY | O_DIRECTORY |
	    O_CLOEXEC);
	enum rc rc;

	if (dir < 0)
		return (RC_FAILED);
	rc = erase_run(t, dir, id, NULL);
	close(dir);
	return (rc);
}

static void
say(struct tenant *t, uint64_t id)
{
	struct erasure e;

	if (erasure_get(t, id, &e) != RC_OK)
		return;
	printf("erasure %llu unreadable after %lld ms, rows gone after %lld ms\n",
	    (unsigned long long)id,
	    (long long)(e.unreadable_at - e.asked_at + 999) / 1000,
	    (long long)(e.rows_gone_at - e.asked_at + 999) / 1000);
}

static RC
ask_of(struct cli *c, struct erase_ask *ask, bool *later)
{
	bool yes = false;

	*ask = (struct erase_ask){ .scope = scope_of(c->argv[1]),
		.door = DOOR_CONSOLE };
	rand_bytes(ask->receipt.b, DIGEST_LEN);
	for (int i = 3; i < c->argc; i++) {
		yes |= str_eq(c->argv[i], "--yes");
		*later |= str_eq(c->argv[i], "--later");
		ask->keep_tickets |= str_eq(c->argv[i], "--keep-tickets");
	}
	if (ask->scope == 0 || str_u64(c->argv[2], &ask->id) != RC_OK) {
		fprintf(stderr, "olvido: erase what: contact, agent, ticket or "
		    "attachment, and its number\n");
		return (RC_INVALID);
	}
	if (!yes)
		fprintf(stderr, "olvido: this cannot be undone; say --yes\n");
	return (yes ? RC_OK : RC_INVALID);
}

static RC
cmd_erase(struct cli *c)
{
	enum account_state state;
	struct erase_ask ask;
	struct tenant *t;
	uint64_t id = 0;
	bool later = false;
	enum rc rc;

	TRY(ask_of(c, &ask, &later));
	TRY(account_by_host(c->db, cli_vault(c), c->a, c->argv[0], &t,
	    &state));
	rc = erase_begin(t, c->a, &ask, &id);
	if (rc == RC_CONFLICT)
		printf("begun before; going on\n");
	else
		TRY(rc);
	if (!later)
		TRY(run_all(t, id));
	say(t, id);
	return (RC_OK);
}

const struct command erase_commands[] = {
	{ "erase", "HOST WHAT ID --yes", "forget a person, a ticket, a file",
	  "WHAT is contact, agent, ticket or attachment; ID its number, as in the "
	  "addresses of the\npanel's pages. Destroys the key at once, then removes "
	  "rows and files. Cannot be undone.\nMay be stopped and run again.\n"
	  "--keep-tickets: a contact's tickets stay and do not say any more whose "
	  "they were.\n--later: only destroys the key; olvido-cron does the rest.\n",
	  4, 6, cmd_erase },
	{ 0 }
};
