/*
 * The bench's data set, really sealed and indexed.
 *
 *   base TICKETS CONTACTS   18 more accounts; TICKETS tickets of 3 messages in
 *                           demo.localhost, 20 in each other: by the model's
 *                           own functions, many in one transaction
 *   grow TICKETS FOLDER     demo.localhost up to TICKETS: rows sealed by the
 *                           same vault, loaded from files in FOLDER (which
 *                           MariaDB's secure_file_priv names), two processes
 *   grow TICKETS FOLDER HOST   the same in an account of that host, made first
 */
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/log.h"
#include "core/pack.h"
#include "core/rand.h"
#include "core/str.h"
#include "core/time.h"
#include "model/account/account.h"
#include "model/key/keyring.h"
#include "model/people/agent.h"
#include "model/people/contact.h"
#include "model/search/search_term.h"
#include "model/ticket/message.h"
#include "text/fold.h"
#include "words.h"

#define MESSAGES	3
#define ACCOUNTS	20
#define SUBJECT_WORDS	5
#define TEXT_WORDS	24
#define PER_TX		100
#define CHUNK		10000
#define YEAR_US		(365LL * 86400 * 1000000)

QUERY(Q_BENCH_CONTACTS, Q_TENANT,
    "SELECT contact_id FROM contact WHERE account_id = ?");
QUERY(Q_BENCH_TICKETS, Q_TENANT,
    "SELECT COUNT(*) FROM ticket WHERE account_id = ?");

struct writer { struct contact c; struct key k; struct term from[12];
	size_t nfrom; };

struct gen {
	struct db		*db;
	struct vault		*vault;
	struct tenant		*t;
	struct arena		*boot, *a;
	const struct bench_words *w;
	struct writer		*writer;
	size_t			 nwriters;
	struct agent_list	 agents;
	struct department_list	 departments;
	struct term		 term[VOCABULARY];	/* grow */
	const char		*folder;
};

/* Everything here is known to work or the bench has no data: no way on. */
static void
must(enum rc rc, const char *what)
{
	if (rc != RC_OK)
		die("%s: %s", what, rc_name(rc));
}

static void
tenant_open(struct gen *g, const char *host, const char *name,
    const char *language)
{
	enum account_state state;
	enum rc rc = account_by_host(g->db, g->vault, g->boot, host, &g->t,
	    &state);

	if (rc == RC_NOTFOUND)
		rc = account_add(g->db, g->vault, g->boot, name, host,
		    language, &g->t);
	must(rc, host);
	must(agent_list(g->t, g->boot, &g->agents), "agents");
	must(department_list(g->t, g->boot, &g->departments), "departments");
}

/* ---- base: through the model --------------------------------------------------- */

static void
contacts_make(struct gen *g, size_t n)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct writer *wr;

	g->writer = arena_array(g->boot, n, sizeof(*g->writer));
	g->nwriters = n;
	must(tx_begin(&tx, g->db), "begin");
	for (size_t i = 0; i < n; i++) {
		wr = &g->writer[i];
		must(contact_ensure(g->t, g->boot, arena_printf(g->boot,
		    "writer%zu@mail.example", i), arena_printf(g->boot,
		    "%s %s", g->w->v[90 + i % 700], g->w->v[900 + i % 1100]),
		    i % 3 == 0 ? "es" : "en", &wr->c, &wr->k, NULL),
		    "contact");
	}
	must(tx_commit(&tx), "commit");
}

static void
ticket_make(struct gen *g, uint64_t *seed)
{
	struct writer *wr = &g->writer[bench_below(seed,
	    (unsigned)g->nwriters)];
	struct ticket tk = {
		.contact = wr->c.id, .channel = CHANNEL_WEB,
		.contact_name = wr->c.name, .contact_email = wr->c.email,
		.department = g->departments.v[0].id,
		.language = wr->c.language,
		.subject = bench_text(g->w, g->a, seed, SUBJECT_WORDS, NULL),
	};
	struct key k;

	must(ticket_add(g->t, g->a, &tk, &wr->k, &k), "ticket");
	for (int i = 0; i < MESSAGES; i++) {
		bool agent = i == 1 && g->agents.n > 0;
		struct message m = {
			.kind = agent ? MESSAGE_OUTGOING : MESSAGE_INCOMING,
			.author_kind = agent ? AUTHOR_AGENT : AUTHOR_CONTACT,
			.author = agent ? g->agents.v[0].id.v : wr->c.id.v,
			.channel = agent ? CHANNEL_AGENT : CHANNEL_WEB,
			.text = bench_text(g->w, g->a, seed, TEXT_WORDS,
			    NULL),
		};

		must(message_add(g->t, g->a, -1, &tk, &k, &m, 0), "message");
	}
}

static void
tickets_make(struct gen *g, unsigned n, uint64_t seed)
{
	for (unsigned i = 0; i < n; i += PER_TX) {
		CLEANUP(tx_end) struct tx *tx = NULL;

		must(tx_begin(&tx, g->db), "begin");
		for (unsigned j = i; j < n && j < i + PER_TX; j++)
			ticket_make(g, &seed);
		must(tx_commit(&tx), "commit");
		arena_reset(g->a);
	}
}

/*
 * As if they had come over a year: times spread, states as in a desk that is
 * kept up.  grow writes the same shares.
 */
static void
tickets_spread(struct gen *g)
{
	unsigned long long id = (unsigned long long)g->t->id.v;

	must(db_script(g->db, arena_printf(g->boot,
	    "SET sql_log_bin = 0;"
	    "UPDATE olvido.message SET created_at = created_at -"
	    " CRC32(ticket_id) %% 31536000 * 1000000 WHERE account_id = %llu;"
	    "UPDATE olvido.ticket SET"
	    " activity_at = activity_at - CRC32(ticket_id) %% 31536000 *"
	    " 1000000,"
	    " created_at = created_at - CRC32(ticket_id) %% 31536000,"
	    " status = ELT(1 + CRC32(code) %% 20, 1, 2, 2, 3, 3, 4, 5, 5, 5,"
	    " 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6),"
	    " postponed_until = IF(status = 4, %lld, 0)"
	    " WHERE account_id = %llu;"
	    "SET sql_log_bin = 1", id, (long long)now_s() + 30 * 86400,
	    id)), "spread");
}

static void
base(struct gen *g, unsigned tickets, unsigned contacts)
{
	for (unsigned i = 0; i < ACCOUNTS; i++) {
		tenant_open(g, i == 0 ? "demo.localhost" : i == 1 ?
		    "second.localhost" : arena_printf(g->boot,
		    "bench%02u.localhost", i), arena_printf(g->boot,
		    "Company %u", i), i % 2 == 0 ? "en" : "es");
		contacts_make(g, i == 0 ? contacts : 10);
		tickets_make(g, i == 0 ? tickets : 20, i + 1);
		tickets_spread(g);
	}
}

/* ---- grow: rows of the same form, loaded in bulk --------------------------------- */

enum table { TICKETS, MESSAGES_OF, SECRETS, TERMS, TABLES };

static const struct {
	const char	*file, *into;
} table[TABLES] = {
	[TICKETS] = { "ticket", "olvido.ticket (ticket_id, code, contact_id,"
	    " department_id, agent_id, status, channel, created_at,"
	    " activity_at, postponed_until, messages, language, sealed)" },
	[MESSAGES_OF] = { "message", "olvido.message (message_id, ticket_id,"
	    " kind, author_kind, author_id, channel, created_at, sealed)" },
	[SECRETS] = { "secret", "olvido_keys.secret (kind, id, bucket,"
	    " generation, wrapped)" },
	[TERMS] = { "term", "olvido_index.term (ticket_id, term)" },
};

struct chunk {
	FILE		*f[TABLES];
	char		 path[TABLES][4096];
	struct posting	{ struct term term; uint64_t ticket; } *posting;
	size_t		 npostings;
};

#define POSTINGS	((size_t)CHUNK * (SUBJECT_WORDS + MESSAGES * TEXT_WORDS	\
			    + 12))

/* LOAD DATA's text form of bytes. */
static void
put_bytes(FILE *f, struct bytes b)
{
	for (size_t i = 0; i < b.n; i++)
		switch (b.p[i]) {
		case '\0': fputs("\\0", f); break;
		case '\t': fputs("\\t", f); break;
		case '\n': fputs("\\n", f); break;
		case '\\': fputs("\\\\", f); break;
		default: putc(b.p[i], f);
		}
	putc('\n', f);
}

static uint64_t
new_id(struct gen *g)
{
	uint64_t id;

	must(db_new_id(g->db, &id), "id");
	return (id);
}

static struct key
put_secret(struct gen *g, struct chunk *c, ticket_id id,
    const struct key *requester)
{
	uint32_t bucket = vault_bucket(g->vault, g->t->id, SECRET_TICKET,
	    id.v);
	uint32_t generation = vault_generation(g->vault, bucket);
	struct secret s = secret_new();
	uint8_t wrapped[WRAPPED_LEN];

	must(vault_wrap(g->vault, g->t->id, SECRET_TICKET, id.v, generation,
	    &s, wrapped), "wrap");
	fprintf(c->f[SECRETS], "%d\t%llu\t%u\t%u\t", SECRET_TICKET,
	    (unsigned long long)id.v, bucket, generation);
	put_bytes(c->f[SECRETS], (struct bytes){ wrapped, WRAPPED_LEN });
	return (key_ticket(requester, id, &s));
}

static void
put_terms(struct gen *g, struct chunk *c, ticket_id id,
    const uint16_t *ranks, size_t n)
{
	for (size_t i = 0; i < n; i++)
		c->posting[c->npostings++] = (struct posting){
			g->term[ranks[i]], id.v };
}

static void
put_message(struct gen *g, struct chunk *c, ticket_id tid,
    const struct key *k, const struct writer *wr, uint64_t *seed, int i,
    int64_t at)
{
	uint16_t ranks[TEXT_WORDS];
	struct buf b = BUF_INIT(g->a);
	bool agent = i == 1;
	uint64_t id = new_id(g);

	pack_str(&b, 1, bench_text(g->w, g->a, seed, TEXT_WORDS, ranks));
	put_terms(g, c, tid, ranks, TEXT_WORDS);
	fprintf(c->f[MESSAGES_OF], "%llu\t%llu\t%d\t%d\t%llu\t%d\t%lld\t",
	    (unsigned long long)id, (unsigned long long)tid.v,
	    agent ? MESSAGE_OUTGOING : MESSAGE_INCOMING,
	    agent ? AUTHOR_AGENT : AUTHOR_CONTACT, (unsigned long long)
	    (agent ? g->agents.v[0].id.v : wr->c.id.v), CHANNEL_WEB,
	    (long long)at);
	put_bytes(c->f[MESSAGES_OF], seal(g->a, k, (struct seal_place){
	    g->t->id, "message.sealed", id }, pack_end(&b)));
}

static void
put_ticket(struct gen *g, struct chunk *c, uint64_t *seed)
{
	static const int share[] = { 1, 2, 2, 3, 3, 4, 5, 5, 5, 6, 6, 6, 6,
		6, 6, 6, 6, 6, 6, 6 };
	struct writer *wr = &g->writer[bench_below(seed,
	    (unsigned)g->nwriters)];
	int64_t at = now_us() - (int64_t)(bench_next(seed) % YEAR_US);
	ticket_id id = { new_id(g) };
	struct key k = put_secret(g, c, id, &wr->k);
	uint16_t ranks[SUBJECT_WORDS];
	struct buf b = BUF_INIT(g->a);
	uint8_t r[8];
	const char *code;
	int status = share[bench_below(seed, 20)];

	pack_str(&b, 1, bench_text(g->w, g->a, seed, SUBJECT_WORDS, ranks));
	put_terms(g, c, id, ranks, SUBJECT_WORDS);
	for (size_t i = 0; i < wr->nfrom; i++)
		c->posting[c->npostings++] = (struct posting){ wr->from[i],
		    id.v };
	rand_bytes(r, sizeof(r));
	code = b32_encode(g->a, r, sizeof(r));
	fprintf(c->f[TICKETS], "%llu\t%.4s-%.4s-%.2s\t%llu\t%llu\t%llu\t%d\t"
	    "%d\t%lld\t%lld\t%lld\t%d\t%s\t", (unsigned long long)id.v, code,
	    code + 4, code + 8, (unsigned long long)wr->c.id.v,
	    (unsigned long long)g->departments.v[0].id.v,
	    (unsigned long long)(status == 1 ? 0 : g->agents.v[0].id.v),
	    status, CHANNEL_WEB, (long long)at / 1000000, (long long)at,
	    status == 4 ? (long long)now_s() + 30 * 86400 : 0LL, MESSAGES,
	    wr->c.language);
	put_bytes(c->f[TICKETS], seal(g->a, &k, (struct seal_place){
	    g->t->id, "ticket.sealed", id.v }, pack_end(&b)));
	for (int i = 0; i < MESSAGES; i++)
		put_message(g, c, id, &k, wr, seed, i,
		    at - (MESSAGES - 1 - i) * 3600000000LL);
}

static int
cmp_posting(const void *x, const void *y)
{
	const struct posting *a = x, *b = y;
	int d = memcmp(a->term.b, b->term.b, TERM_LEN);

	return (d != 0 ? d : a->ticket < b->ticket ? -1 :
	    a->ticket > b->ticket);
}

static void
put_postings(struct chunk *c)
{
	struct posting *p = c->posting;

	qsort(p, c->npostings, sizeof(*p), cmp_posting);
	for (size_t i = 0; i < c->npostings; i++) {
		char number[32];
		struct bytes term = { p[i].term.b, TERM_LEN };

		if (i > 0 && cmp_posting(&p[i - 1], &p[i]) == 0)
			continue;
		/* The id first: the bytes end the line. */
		snprintf(number, sizeof(number), "%llu\t",
		    (unsigned long long)p[i].ticket);
		fputs(number, c->f[TERMS]);
		put_bytes(c->f[TERMS], term);
	}
	c->npostings = 0;
}

static void
chunk_load(struct gen *g, struct chunk *c)
{
	struct buf b = BUF_INIT(g->a);

	for (int i = 0; i < TABLES; i++) {
		if (fclose(c->f[i]) != 0 || chmod(c->path[i], 0644) != 0)
			die("cannot write %s", c->path[i]);
		buf_printf(&b, "LOAD DATA INFILE '%s' IGNORE INTO TABLE %s"
		    " SET account_id = %llu;", c->path[i], table[i].into,
		    (unsigned long long)g->t->id.v);
	}
	buf_str(&b, "COMMIT");
	must(db_script(g->db, buf_cstr(&b)), "load");
	for (int i = 0; i < TABLES; i++)
		unlink(c->path[i]);
}

static void
chunk_make(struct gen *g, struct chunk *c, unsigned n, uint64_t seed)
{
	for (int i = 0; i < TABLES; i++) {
		snprintf(c->path[i], sizeof(c->path[i]), "%s/bench-%d-%s",
		    g->folder, (int)getpid(), table[i].file);
		c->f[i] = fopen(c->path[i], "we");
		if (c->f[i] == NULL)
			die("cannot write %s", c->path[i]);
	}
	for (unsigned i = 0; i < n; i++) {
		put_ticket(g, c, &seed);
		arena_reset(g->a);
	}
	put_postings(c);
	chunk_load(g, c);
	arena_reset(g->a);
}

/* Terms of every word, and of each contact's name and address. */
static void
terms_make(struct gen *g)
{
	struct key k = key_purpose(g->t->key, "term");
	struct words w;

	for (size_t r = 0; r < VOCABULARY; r++) {
		w = text_words(g->a, g->w->v[r], 1);
		g->term[r] = term_make(&k, TERM_WORD, text_stem(g->a, w.v[0],
		    g->t->language));
	}
	for (size_t i = 0; i < g->nwriters; i++) {
		struct writer *wr = &g->writer[i];

		w = text_words(g->a, arena_printf(g->a, "%s %s", wr->c.name,
		    wr->c.email), 12);
		for (size_t j = 0; j < w.n; j++)
			wr->from[wr->nfrom++] = term_make(&k, TERM_FROM,
			    w.v[j]);
	}
	arena_reset(g->a);
}

static void
contacts_read(struct gen *g)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	g->writer = arena_array(g->boot, 100000, sizeof(*g->writer));
	must(stmt_tenant(&st, g->t, &Q_BENCH_CONTACTS), "contacts");
	while ((rc = stmt_row(st)) == RC_OK && g->nwriters < 100000)
		g->writer[g->nwriters++].c.id.v = col_u64(st, 0);
	for (size_t i = 0; i < g->nwriters; i++)
		must(contact_get(g->t, g->boot, g->writer[i].c.id,
		    &g->writer[i].c, &g->writer[i].k), "contact");
}

static unsigned
count_tickets(struct gen *g)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	must(stmt_tenant(&st, g->t, &Q_BENCH_TICKETS), "count");
	must(stmt_row(st), "count");
	return ((unsigned)col_u64(st, 0));
}

/* Every second chunk, on a connection of its own. */
static void
grow_half(struct gen *g, unsigned missing, unsigned which)
{
	struct chunk *c = ARENA_NEW(g->boot, struct chunk);

	c->posting = arena_array(g->boot, POSTINGS, sizeof(*c->posting));
	g->db = db_new(conf_str("Db.Socket"), "root");
	g->t->db = g->db;
	vault_after_fork(g->vault);
	must(db_script(g->db, "SET sql_log_bin = 0, foreign_key_checks = 0,"
	    " unique_checks = 0, character_set_database = 'binary'"),
	    "session");
	for (unsigned i = which, at; (at = i * CHUNK) < missing; i += 2)
		chunk_make(g, c, missing - at < CHUNK ? missing - at : CHUNK,
		    1000 + i);
	db_free(&g->db);
	_exit(0);
}

/* An account of its own, with somebody who answers and some who ask. */
static void
other_make(struct gen *g, const char *host)
{
	struct agent owner = { .role = ROLE_OWNER, .name = "An Owner",
		.email = arena_printf(g->boot, "owner@%s", host),
		.signature = "", .zone = "", .all_departments = true };

	tenant_open(g, host, "Large Company", "en");
	must(agent_add(g->t, g->boot, &owner, NULL), "owner");
	contacts_make(g, 1000);
	g->nwriters = 0;
}

static void
grow(struct gen *g, unsigned tickets, const char *host)
{
	unsigned have;
	int status;

	if (!str_eq(host, "demo.localhost"))
		other_make(g, host);
	tenant_open(g, host, "", "");
	contacts_read(g);
	terms_make(g);
	have = count_tickets(g);
	db_free(&g->db);
	for (unsigned i = 0; i < 2 && have < tickets; i++)
		if (fork() == 0)
			grow_half(g, tickets - have, i);
	while (wait(&status) > 0)
		if (status != 0)
			die("a process that loads rows failed");
}

int
main(int argc, char **argv)
{
	struct gen *g;
	unsigned n;

	log_open("bench_data");
	crypto_init();
	if (argc < 6 || argc > 7 || !str_eq(argv[1], "--conf"))
		die("usage: bench_data --conf FILE base TICKETS CONTACTS |"
		    " grow TICKETS FOLDER [HOST]");
	conf_load(argv[2]);
	g = ARENA_NEW(arena_boot(), struct gen);
	g->boot = arena_boot();
	g->a = arena_new(256U << 20);
	g->w = bench_words_make(g->boot);
	g->vault = vault_open(conf_str("Keys.Master"), conf_str("Keys.Slots"),
	    false);
	g->db = db_new(conf_str("Db.Socket"), "root");
	n = (unsigned)strtoul(argv[4], NULL, 10);
	g->folder = argv[5];
	if (str_eq(argv[3], "base"))
		base(g, n, (unsigned)strtoul(argv[5], NULL, 10));
	else
		grow(g, n, argc == 7 ? argv[6] : "demo.localhost");
	return (0);
}
