/*
 * person CONF HOST EMAIL TICKETS MESSAGES FILES: one customer with so many tickets
 * of so many messages, the first FILES of them with a file, by the model's own
 * functions, many in one transaction.  Prints his number.
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

#define PER_TX	50

struct gen {
	struct tenant	*t;
	struct arena	*a;
	int		 files_dir;
	const char	*email, *word;
	agent_id	 agent;
	department_id	 department;
	uint64_t	 messages;
};

static RC
ticket_one(struct gen *g, const struct contact *c, const struct key *kc,
    uint64_t n, bool file)
{
	struct attachment f = { .name = "a file of his.txt",
		.type = "text/plain", .cid = "",
		.data = { (const uint8_t *)g->word, strlen(g->word) } };
	struct ticket tk = { .contact = c->id, .department = g->department,
		.channel = CHANNEL_WEB, .language = "en", .proved = true,
		.contact_name = c->name, .contact_email = c->email,
		.subject = arena_printf(g->a, "Question %llu of %s",
		    (unsigned long long)n, g->word) };
	struct key k;

	TRY(ticket_add(g->t, g->a, &tk, kc, &k));
	for (uint64_t i = 0; i < g->messages; i++) {
		struct message m = { .kind = i % 2 == 0 ? MESSAGE_INCOMING
		    : MESSAGE_OUTGOING, .author_kind = i % 2 == 0
		    ? AUTHOR_CONTACT : AUTHOR_AGENT, .author = i % 2 == 0
		    ? c->id.v : g->agent.v, .channel = CHANNEL_WEB,
		    .text = arena_printf(g->a, "The parcel %llu of %s is on "
			"its way, and nobody knows where it will be tomorrow.",
			(unsigned long long)(n * 10 + i), g->word),
		    .mail_message_id = "", .files = &f,
		    .nfiles = i == 0 && file };

		TRY(message_add(g->t, g->a, g->files_dir, &tk, &k, &m, 0));
	}
	return (RC_OK);
}

static RC
some(struct gen *g, uint64_t from, uint64_t to, uint64_t files, uint64_t *id_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct contact c;
	struct key kc;

	TRY(tx_begin(&tx, g->t->db));
	TRY(contact_ensure(g->t, g->a, g->email, g->word, "en", &c, &kc,
	    NULL));
	*id_r = c.id.v;
	for (uint64_t n = from; n < to; n++)
		TRY(ticket_one(g, &c, &kc, n, n < files));
	return (tx_commit(&tx));
}

static RC
make(struct gen *g, char **arg)
{
	uint64_t n, files, id = 0, to;
	struct agent_list l;
	struct department_list d;

	TRY(str_u64(arg[4], &n));
	TRY(str_u64(arg[5], &g->messages));
	TRY(str_u64(arg[6], &files));
	TRY(agent_list(g->t, g->a, &l));
	TRY(department_list(g->t, g->a, &d));
	if (l.n == 0 || d.n == 0)
		return (RC_NOTFOUND);
	g->agent = l.v[0].id;
	g->department = d.v[0].id;
	for (uint64_t i = 0; i < n; i = to) {
		to = i + PER_TX < n ? i + PER_TX : n;
		arena_reset(g->a);
		TRY(some(g, i, to, files, &id));
	}
	printf("%llu\n", (unsigned long long)id);
	return (RC_OK);
}

int
main(int argc, char **argv)
{
	struct gen g = { .a = arena_new(256U << 20) };
	enum account_state state;
	struct vault *v;
	struct db *db;
	enum rc rc;

	log_open("person");
	crypto_init();
	if (argc != 7) {
		fprintf(stderr, "usage: person CONF HOST EMAIL TICKETS MESSAGES "
		    "FILES\n");
		return (2);
	}
	conf_load(argv[1]);
	v = vault_open(conf_str("Keys.Master"), conf_str("Keys.Slots"), false);
	db = db_new(conf_str("Db.Socket"), "root");
	g.files_dir = open(conf_str("Files.Dir"), O_RDONLY | O_DIRECTORY |
	    O_CLOEXEC);
	g.email = argv[3];
	g.word = arena_strndup(arena_boot(), argv[3], strcspn(argv[3], "@"));
	rc = account_by_host(db, v, arena_boot(), argv[2], &g.t, &state);
	if (rc == RC_OK)
		rc = make(&g, argv);
	if (rc != RC_OK)
		fprintf(stderr, "person: %s\n", rc_name(rc));
	vault_close(&v);
	db_free(&db);
	return (rc == RC_OK ? 0 : 1);
}
