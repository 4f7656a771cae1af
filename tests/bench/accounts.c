/*
 * accounts CONF N TICKETS: N accounts, each with an owner and one customer with so
 * many tickets of one message, by the model's own functions, many in one
 * transaction.
 */
#include <fcntl.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/log.h"
#include "core/str.h"
#include "crypto/vault.h"
#include "model/account/account.h"
#include "model/people/agent.h"
#include "model/people/contact.h"
#include "model/ticket/message.h"

struct gen {
	struct db	*db;
	struct vault	*v;
	struct arena	*a;
	int		 files_dir;
	uint64_t	 tickets;
};

static RC
ticket_one(struct gen *g, struct tenant *t, const struct contact *c,
    const struct key *kc, department_id d, uint64_t n)
{
	struct ticket tk = { .contact = c->id, .department = d,
		.channel = CHANNEL_WEB, .language = "en", .proved = true,
		.contact_name = c->name, .contact_email = c->email,
		.subject = arena_printf(g->a, "Question %llu",
		    (unsigned long long)n) };
	struct message m = { .kind = MESSAGE_INCOMING,
		.author_kind = AUTHOR_CONTACT, .author = c->id.v,
		.channel = CHANNEL_WEB, .mail_message_id = "",
		.text = arena_printf(g->a, "The parcel %llu is on its way, and "
		    "nobody knows where it will be tomorrow.",
		    (unsigned long long)n) };
	struct key k;

	TRY(ticket_add(t, g->a, &tk, kc, &k));
	return (message_add(t, g->a, g->files_dir, &tk, &k, &m, 0));
}

static RC
tickets(struct gen *g, struct tenant *t)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct department_list d;
	struct contact c;
	struct key kc;

	TRY(department_list(t, g->a, &d));
	TRY(tx_begin(&tx, g->db));
	TRY(contact_ensure(t, g->a, "customer@mail.example", "A Customer",
	    "en", &c, &kc, NULL));
	for (uint64_t n = 0; n < g->tickets; n++)
		TRY(ticket_one(g, t, &c, &kc, d.v[0].id, n));
	return (tx_commit(&tx));
}

static RC
account_one(struct gen *g, uint64_t n)
{
	struct agent owner = { .role = ROLE_OWNER, .name = "An Owner",
		.signature = "", .zone = "", .all_departments = true };
	struct tenant *t;

	owner.email = arena_printf(g->a, "owner@b%llu.localhost",
	    (unsigned long long)n);
	TRY(account_add(g->db, g->v, g->a, "Bench", strchr(owner.email, '@') +
	    1, "en", &t));
	TRY(agent_add(t, g->a, &owner, NULL));
	return (tickets(g, t));
}

int
main(int argc, char **argv)
{
	struct gen g = { .a = arena_new(256U << 20) };
	uint64_t n = 0;
	enum rc rc = RC_OK;

	log_open("accounts");
	crypto_init();
	if (argc != 4 || str_u64(argv[2], &n) != RC_OK ||
	    str_u64(argv[3], &g.tickets) != RC_OK) {
		fprintf(stderr, "usage: accounts CONF N TICKETS\n");
		return (2);
	}
	conf_load(argv[1]);
	g.v = vault_open(conf_str("Keys.Master"), conf_str("Keys.Slots"),
	    true);
	g.db = db_new(conf_str("Db.Socket"), "root");
	g.files_dir = open(conf_str("Files.Dir"), O_RDONLY | O_DIRECTORY |
	    O_CLOEXEC);
	for (uint64_t i = 0; i < n && rc == RC_OK; i++) {
		rc = account_one(&g, i);
		arena_reset(g.a);
	}
	if (rc != RC_OK)
		fprintf(stderr, "accounts: %s\n", rc_name(rc));
	vault_close(&g.v);
	db_free(&g.db);
	return (rc == RC_OK ? 0 : 1);
}
