/* olvido: erasing by the provider's hand, where no page can be used. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "cli.h"
#include "core/conf.h"
#include "core/str.h"
#include "core/time.h"
#include "model/privacy/pace.h"
#include "privacy/mention_work.h"

static enum erase_scope
scope_of(const char *name)
{
	return (str_eq(name, "contact") ? ERASE_CONTACT
	    : str_eq(name, "agent") ? ERASE_AGENT
	    : str_eq(name, "company") ? ERASE_COMPANY
	    : str_eq(name, "ticket") ? ERASE_TICKET
	    : str_eq(name, "attachment") ? ERASE_ATTACHMENT : 0);
}

static int
files_open(void)
{
	return (open(conf_str("Files.Dir"), O_RDONLY | O_DIRECTORY |
	    O_CLOEXEC));
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
	if (e.state == ERASURE_ROWS_GONE)
		printf("it waits for a mirror of the keys: 'olvido doctor' says "
		    "for which\n");
}

struct wish {
	struct erase_ask ask;
	bool		 yes, later;
};

static RC
mentions_of(const char *arg, struct mention_order *o)
{
	o->way = str_eq(arg, "redact") ? MENTIONS_REDACT
	    : str_eq(arg, "keep") ? MENTIONS_KEEP : 0;
	if (o->way != 0)
		return (RC_OK);
	fprintf(stderr, "olvido: --mentions is redact or keep\n");
	return (RC_INVALID);
}

static RC
options(struct cli *c, struct wish *w)
{
	for (int i = 3; i < c->argc; i++) {
		w->yes |= str_eq(c->argv[i], "--yes");
		w->later |= str_eq(c->argv[i], "--later");
		w->ask.keep_tickets |= str_eq(c->argv[i],
		    w->ask.scope == ERASE_COMPANY ? "--keep-contacts"
		    : "--keep-tickets");
		w->ask.keep_others |= str_eq(c->argv[i], "--keep-others");
		w->ask.mentions.names |= str_eq(c->argv[i], "--names");
		w->ask.mentions.own |= str_eq(c->argv[i], "--own=keep");
		if (str_starts(c->argv[i], "--mentions="))
			TRY(mentions_of(c->argv[i] + strlen("--mentions="),
			    &w->ask.mentions));
		if (str_starts(c->argv[i], "--reason="))
			w->ask.mentions.reason = c->argv[i] + strlen("--reason=");
	}
	if ((w->ask.mentions.way != MENTIONS_KEEP && !w->ask.mentions.own) ||
	    *w->ask.mentions.reason != '\0')
		return (RC_OK);
	fprintf(stderr, "olvido: say with --reason= why mentions are kept\n");
	return (RC_INVALID);
}

static RC
wish_of(struct cli *c, struct wish *w)
{
	*w = (struct wish){
		.ask = { .scope = scope_of(c->argv[1]), .door = DOOR_CONSOLE,
		.mentions = { .way = MENTIONS_REDACT, .reason = "" } } };
	if (w->ask.scope == 0 || str_u64(c->argv[2], &w->ask.id) != RC_OK) {
		fprintf(stderr, "olvido: erase what: contact, agent, company, "
		    "ticket or attachment, and its number\n");
		return (RC_INVALID);
	}
	return (options(c, w));
}

/* What will go, in numbers. RC_GONE: it went before. */
static RC
show(struct tenant *t, const struct wish *w)
{
	struct mention_done d = { 0 };
	struct erasure_plan p;

	TRY(erasure_plan(t, w->ask.scope, w->ask.id, &p));
	if (w->ask.scope == ERASE_CONTACT)
		TRY(mention_count(t, (contact_id){ w->ask.id },
		    &w->ask.mentions, &d));
	printf("%llu tickets, %llu messages in them (%llu by others), %llu by "
	    "them elsewhere, %llu files, %llu mails that wait\n",
	    (unsigned long long)p.tickets, (unsigned long long)p.messages,
	    (unsigned long long)p.others, (unsigned long long)p.elsewhere,
	    (unsigned long long)p.files, (unsigned long long)p.waiting);
	if (w->ask.scope == ERASE_CONTACT)
		printf("%llu%s mentions in other people's tickets: %s\n",
		    (unsigned long long)d.kept, d.unseen ? " and more" : "",
		    w->ask.mentions.way == MENTIONS_KEEP ? "they stay"
		    : w->ask.mentions.names || d.unsure == 0 ? "they are removed"
		    : "they are removed but for names");
	if (w->ask.scope == ERASE_CONTACT && d.unsure > 0)
		printf("%llu of them by name, phone or the same words, which "
		    "may be somebody else's: %s\n",
		    (unsigned long long)d.unsure,
		    w->ask.mentions.way == MENTIONS_KEEP ? "they stay"
		    : w->ask.mentions.names ? "removed too"
		    : "they stay (--names removes them)");
	if ((w->ask.keep_tickets || w->ask.keep_others) && d.own > 0)
		printf("%llu messages of others in their own tickets name them: "
		    "%s\n", (unsigned long long)d.own, w->ask.mentions.own
		    ? "they stay" : "that is removed, unlooked at (--own=keep "
		    "keeps it)");
	if (d.unreadable > 0)
		printf("%llu damaged tickets, messages or notes do not open and "
		    "may say more of them\n",
		    (unsigned long long)d.unreadable);
	fflush(stdout);
	return (RC_OK);
}

static RC
erase(struct tenant *t, struct arena *a, const struct wish *w, int dir)
{
	uint64_t id = 0;
	enum rc rc = show(t, w);

	if (rc != RC_OK && rc != RC_GONE)
		return (rc);
	if (!w->yes) {
		fprintf(stderr, "olvido: this cannot be undone; say --yes\n");
		return (RC_INVALID);
	}
	rc = erase_begin(t, a, &w->ask, &id);
	if (rc == RC_CONFLICT)
		printf("begun before; going on\n");
	else
		TRY(rc);
	if (!w->later) {
		pace_give_way();
		TRY(erase_run(t, dir, id, NULL));
	}
	say(t, id);
	return (RC_OK);
}

static RC
cmd_erase(struct cli *c)
{
	struct tenant *t;
	struct wish w;
	enum rc rc;
	int dir;

	TRY(wish_of(c, &w));
	TRY(cli_account(c, c->argv[0], &t));
	if (t->key == NULL) {
		fprintf(stderr, "olvido: that account is deleted already\n");
		return (RC_GONE);
	}
	dir = files_open();
	if (dir < 0)
		return (RC_FAILED);
	rc = erase(t, c->a, &w, dir);
	close(dir);
	return (rc);
}

const struct command erase_commands[] = {
	{ "erase", "HOST WHAT ID --yes", "forget a person, a ticket, a file",
	  "WHAT is contact, agent, company, ticket or attachment; ID its number, as in the "
	  "addresses of the\npanel's pages. HOST may be suspended or terminated "
	  "too. Says in numbers what will go; with --yes "
	  "destroys the key at once, then\nremoves rows and files. Cannot be undone. "
	  "May be stopped and run again.\n"
	  "--keep-tickets: a contact's tickets stay and do not say any more whose "
	  "they were.\n--keep-others: of them only what other customers wrote stays.\n--keep-contacts: a company's contacts stay.\n--mentions=redact: a contact's address, and lines that "
	  "begin with > and quote him, are removed from\nother people's tickets "
	  "first (so it is unless said otherwise). --names: so are his name, his "
	  "phone and\nwords as he wrote them, wherever they stand: they may be "
	  "somebody else's, and nobody has looked;\nsee first, without --yes, "
	  "how many; of a company: those of its contacts. --mentions=keep "
	  "--reason=TEXT: it stays, and the certificate says\nhow often.\n"
	  "--own=keep --reason=TEXT: what others say of him in tickets of his own that "
	  "stay is left there, too.\n"
	  "--later: only destroys the key; olvido-cron does the rest.\n",
	  3, 10, cmd_erase },
	{ 0 }
};
