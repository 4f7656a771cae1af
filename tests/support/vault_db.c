/*
 * The vault through the real database and slot file (tests/schema/vault.sh):
 * values that were moved, forgetting and its copies, kill -9 in the middle,
 * several at once.  Prints "ok NAME" or "not ok NAME: line".
 *
 * usage: vault_db CONF   as root, beside a running instance; two accounts of its
 * own.
 */
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/log.h"
#include "core/rand.h"
#include "core/str.h"
#include "crypto/password.h"
#include "crypto/vault.h"
#include "model/access/session.h"
#include "model/account/account.h"
#include "model/key/keyring.h"
#include "model/people/agent_login.h"
#include "model/people/contact_login.h"
#include "model/search/index.h"
#include "model/ticket/message.h"

#include "told.h"
#include "told_db.h"

#define BUCKET		17
#define BYSTANDERS	40
#define ROUNDS		25
#define LL(x)		((unsigned long long)(x))

static struct vault *v;
static struct arena *a;
static struct tenant *t, *other;
static int files = -1;

/* ---- tickets to play with -------------------------------------------------- */

struct made {
	contact_id	contact;
	ticket_id	ticket;
	message_id	message;
	attachment_id	file;
};

static struct made
make(struct tenant *in, const char *email, const char *text)
{
	struct attachment f = { .name = "a.txt", .type = "text/plain",
		.cid = "", .data = { (const uint8_t *)text, strlen(text) } };
	struct message m = { .kind = MESSAGE_INCOMING,
		.author_kind = AUTHOR_CONTACT, .channel = CHANNEL_WEB,
		.text = text, .mail_message_id = "", .has_html = true,
		.html = { text }, .files = &f, .nfiles = 1 };
	struct department_list d;
	struct ticket tk = { .channel = CHANNEL_WEB, .language = "en",
		.subject = text };

	if (department_list(in, a, &d) != RC_OK || d.n == 0)
		die("no department");
	tk.department = d.v[0].id;
	if (ticket_open(in, a, files, email, "Some Name", &tk, &m, false) !=
	    RC_OK)
		die("no ticket");
	return ((struct made){ tk.contact, tk.id, m.id, f.id });
}

static bool
contact_opens(struct tenant *in, contact_id id)
{
	struct contact c;

	return (contact_get(in, a, id, &c, NULL) == RC_OK && !c.gone);
}

static bool
ticket_opens(struct tenant *in, ticket_id id, struct ticket *tk, struct key *k)
{
	return (ticket_get(in, a, id, tk, k) == RC_OK && !tk->gone);
}

/* Everything of one ticket opens: subject, text, html, file. */
static unsigned
opened(struct tenant *in, const struct made *x)
{
	CLEANUP(sealedfile_close) struct sealedfile *file = NULL;
	struct message_list l;
	struct attachment f;
	struct message m;
	struct ticket tk;
	struct key k;
	char byte;
	size_t got;
	unsigned n = 0;

	if (contact_opens(in, x->contact))
		n |= 1;
	if (!ticket_opens(in, x->ticket, &tk, &k))
		return (n);
	n |= 2;
	if (message_list(in, a, &tk, &k, true, &l) == RC_OK && l.n > 0 &&
	    !l.v[0].gone && !str_empty(l.v[0].text))
		n |= 4;
	if (message_html(in, a, files, &tk, &k, x->message, &m) == RC_OK &&
	    !str_empty(m.html.safe))
		n |= 8;
	if (attachment_open(in, a, files, &tk, &k, x->file,
	    (contact_id){ 0 }, &f, &file) ==
	    RC_OK && sealedfile_read(file, 0, &byte, 1, &got) == RC_OK &&
	    got == 1)
		n |= 16;
	return (n);
}
#define ALL	31U

/* ---- values in another place -------------------------------------------------- */

static void
test_moved(void)
{
	struct made x = make(t, "moved-1@example.org", "moved one");
	struct made y = make(t, "moved-2@example.org", "moved two");
	unsigned long long acc = LL(t->id.v), to = LL(other->id.v);

	CHECK(opened(t, &x) == ALL && opened(t, &y) == ALL);
	sql("UPDATE contact p JOIN contact q ON q.account_id = p.account_id"
	    " AND q.contact_id = %llu SET p.sealed = q.sealed WHERE"
	    " p.account_id = %llu AND p.contact_id = %llu", LL(y.contact.v),
	    acc, LL(x.contact.v));
	CHECK(!contact_opens(t, x.contact) && contact_opens(t, y.contact));
	done("a contact's value in another contact's row does not open");

	x = make(t, "moved-2@example.org", "moved three");
	CHECK(x.contact.v == y.contact.v && opened(t, &x) == ALL);
	sql("UPDATE ticket p JOIN ticket q ON q.account_id = p.account_id"
	    " AND q.ticket_id = %llu SET p.sealed = q.sealed WHERE"
	    " p.account_id = %llu AND p.ticket_id = %llu", LL(y.ticket.v),
	    acc, LL(x.ticket.v));
	CHECK((opened(t, &x) & 2) == 0 && opened(t, &y) == ALL);
	done("a subject in the same person's other ticket does not open");

	x = make(t, "moved-3@example.org", "moved four");
	sql("UPDATE message SET sealed_html = sealed WHERE account_id = %llu"
	    " AND message_id = %llu", acc, LL(x.message.v));
	CHECK((opened(t, &x) & 8) == 0 && (opened(t, &x) & 4) != 0);
	done("a text in the next column does not open");

	x = make(t, "moved-4@example.org", "moved five");
	sql("INSERT INTO contact SELECT %llu, contact_id, generation, language,"
	    " created_at, proved_at, sealed, 0 FROM contact WHERE account_id ="
	    " %llu AND contact_id = %llu; INSERT INTO olvido_keys.secret"
	    " SELECT %llu, kind, id, bucket, generation, wrapped FROM"
	    " olvido_keys.secret WHERE account_id = %llu AND kind = 1 AND id ="
	    " %llu", to, acc, LL(x.contact.v), to, acc, LL(x.contact.v));
	CHECK(!contact_opens(other, x.contact) && contact_opens(t, x.contact));
	done("a row copied to another account, secret and all, does not open");
	sql("DELETE FROM contact WHERE account_id = %llu AND contact_id = %llu;"
	    "DELETE FROM olvido_keys.secret WHERE account_id = %llu AND id ="
	    " %llu", to, LL(x.contact.v), to, LL(x.contact.v));

	y = make(t, "moved-5@example.org", "moved six");
	sql("UPDATE olvido_keys.secret p JOIN olvido_keys.secret q ON"
	    " q.account_id = p.account_id AND q.kind = p.kind AND q.id = %llu"
	    " SET p.wrapped = q.wrapped, p.generation = q.generation WHERE"
	    " p.account_id = %llu AND p.kind = 1 AND p.id = %llu",
	    LL(y.contact.v), acc, LL(x.contact.v));
	CHECK(opened(t, &x) == 0 && opened(t, &y) == ALL);
	done("a wrapped secret in another's row does not open");
}

/* ---- forgetting ------------------------------------------------------------------ */

static RC
forget(enum secret_kind kind, uint64_t id)
{
	struct victim victim = { kind, id };
	enum rc rc = RC_RETRY;

	for (int i = 0; i < 300 && rc == RC_RETRY; i++)
		rc = secret_forget(t, &victim, 1, 77);
	return (rc);
}

QUERY(Q_TEST_TOMBSTONES, Q_TENANT,
    "SELECT COUNT(*) FROM olvido_keys.tombstone WHERE account_id = ?"
    " AND kind = ? AND id = ?");

static uint64_t
tombstones(enum secret_kind kind, uint64_t id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	if (stmt_tenant(&st, t, &Q_TEST_TOMBSTONES) != RC_OK)
		return (99);
	bind_u64(st, kind);
	bind_u64(st, id);
	return (stmt_row(st) == RC_OK ? col_u64(st, 0) : 99);
}

static void
test_forget(void)
{
	struct made x = make(t, "gone-1@example.org", "gone one");
	struct made x2 = make(t, "gone-1@example.org", "gone two");
	struct made y = make(t, "stays-1@example.org", "stays one");
	struct made y2 = make(t, "stays-1@example.org", "stays two");
	struct made y3 = make(t, "stays-1@example.org", "stays three");

	CHECK(forget(SECRET_CONTACT, x.contact.v) == RC_OK);
	CHECK(opened(t, &x) == 0 && opened(t, &x2) == 0);
	CHECK(opened(t, &y) == ALL);
	CHECK(tombstones(SECRET_CONTACT, x.contact.v) == 1);
	CHECK(forget(SECRET_CONTACT, x.contact.v) == RC_OK);
	CHECK(tombstones(SECRET_CONTACT, x.contact.v) == 1);
	done("a forgotten contact: all his tickets are dead, others open");

	CHECK(forget(SECRET_TICKET, y2.ticket.v) == RC_OK);
	CHECK(opened(t, &y2) == 1 && opened(t, &y) == ALL);
	done("a forgotten ticket alone is dead");

	CHECK(forget(SECRET_ATTACHMENT, y3.file.v) == RC_OK);
	CHECK(opened(t, &y3) == (ALL & ~16U) && opened(t, &y) == ALL);
	done("a forgotten attachment alone is dead");
}

/* What the installation knows of a person beside his tickets. */
static void
test_sessions(void)
{
	struct made x = make(t, "session-1@example.org", "with a session");
	struct session ss = { .kind = SESSION_TICKET,
		.subject_id = x.contact.v, .ticket = x.ticket,
		.expires_at = INT32_MAX, .ip_prefix = "192.0.2.0/24",
		.label = "Firefox / Linux" };
	struct agent g = { .role = ROLE_AGENT, .name = "Some Agent",
		.email = "agent-1@example.org", .signature = "" };
	struct session_list l;
	struct login_row row;
	char hash[PASSWORD_HASH_MAX];

	CHECK(password_hash("a long enough password", hash) == RC_OK);
	CHECK(contact_login_set(t, a, x.contact, hash) == RC_OK);
	CHECK(contact_login_find(t, a, "session-1@example.org", &row) == RC_OK &&
	    row.id == x.contact.v && str_eq(row.hash, hash));
	CHECK(session_add(t, &ss, 1) == RC_OK);
	CHECK(session_list(t, a, SESSION_TICKET, x.contact.v, &l) == RC_OK &&
	    l.n == 1 && str_eq(l.v[0].label, "Firefox / Linux"));
	CHECK(forget(SECRET_CONTACT, x.contact.v) == RC_OK);
	CHECK(session_list(t, a, SESSION_TICKET, x.contact.v, &l) == RC_GONE);
	CHECK(session_add(t, &ss, 1) == RC_GONE);
	CHECK(contact_login_find(t, a, "session-1@example.org", &row) != RC_OK);
	done("a forgotten contact's sessions say nothing, and none is made");

	CHECK(agent_add(t, a, &g, "a long enough password") == RC_OK);
	CHECK(agent_login_find(t, a, g.email, &row) == RC_OK &&
	    row.id == g.id.v && row.active &&
	    str_starts(row.hash, "$argon2id$"));
	CHECK(forget(SECRET_AGENT, g.id.v) == RC_OK);
	CHECK(agent_login_find(t, a, g.email, &row) == RC_GONE);
	CHECK(agent_get(t, a, g.id, &g) == RC_OK && str_empty(g.name) &&
	    str_empty(g.email));
	done("a forgotten agent's password and name are dead");
}

/* His own text in another's ticket needs both. */
static void
test_participant(void)
{
	struct made x = make(t, "guest-1@example.org", "his own");
	struct made y = make(t, "host-1@example.org", "of the host");
	struct message m = { .kind = MESSAGE_INCOMING,
		.author_kind = AUTHOR_CONTACT, .author = x.contact.v,
		.channel = CHANNEL_MAIL, .text = "the guest's text",
		.mail_message_id = "" };
	struct message_list l;
	struct ticket tk;
	struct key k;

	CHECK(ticket_reply(t, a, files, y.ticket, &m, 0) == RC_OK);
	CHECK(ticket_opens(t, y.ticket, &tk, &k) &&
	    message_list(t, a, &tk, &k, true, &l) == RC_OK && l.n == 2 &&
	    str_eq(l.v[1].text, "the guest's text"));
	CHECK(forget(SECRET_CONTACT, x.contact.v) == RC_OK);
	CHECK(opened(t, &y) == ALL && ticket_opens(t, y.ticket, &tk, &k) &&
	    message_list(t, a, &tk, &k, true, &l) == RC_OK && l.n == 2 &&
	    l.v[1].gone && str_empty(l.v[1].text) &&
	    str_empty(l.v[1].author_name));
	done("a forgotten participant's text is dead in the other's ticket");
}

static void
save_secrets(void)
{
	sql("DROP TEMPORARY TABLE IF EXISTS olvido_keys.saved; CREATE TEMPORARY"
	    " TABLE olvido_keys.saved AS SELECT * FROM olvido_keys.secret WHERE"
	    " account_id = %llu", LL(t->id.v));
}

static void
test_copies(void)
{
	struct made x = make(t, "copy-1@example.org", "an old copy");
	struct made y = make(t, "copy-2@example.org", "another");
	uint64_t n = 0, missing = 0, before = 0;

	save_secrets();
	CHECK(forget(SECRET_CONTACT, x.contact.v) == RC_OK);
	sql("INSERT INTO olvido_keys.secret SELECT * FROM olvido_keys.saved"
	    " WHERE kind = 1 AND id = %llu", LL(x.contact.v));
	CHECK(opened(t, &x) == 0);
	done("an older copy of a forgotten secret does not open");

	CHECK(keyring_recover(db, v, &n) == RC_OK && n == 1);
	CHECK(keyring_recover(db, v, &n) == RC_OK && n == 0);
	CHECK(tombstones(SECRET_CONTACT, x.contact.v) == 1);
	done("a start destroys again what came back");

	CHECK(keyring_missing(db, &before) == RC_OK);
	sql("DELETE FROM olvido_keys.secret WHERE account_id = %llu AND kind ="
	    " 1 AND id = %llu", LL(t->id.v), LL(y.contact.v));
	CHECK(keyring_missing(db, &missing) == RC_OK && missing == before + 1);
	CHECK(opened(t, &y) == 0);
	CHECK(keyring_recover(db, v, &n) == RC_OK && n == 0);
	sql("INSERT INTO olvido_keys.secret SELECT * FROM olvido_keys.saved"
	    " WHERE kind = 1 AND id = %llu", LL(y.contact.v));
	CHECK(opened(t, &y) == ALL);
	CHECK(keyring_missing(db, &missing) == RC_OK && missing == before);
	done("a lost secret is an alarm, nothing is removed");
}

static void
test_chain(void)
{
	uint64_t n = 99;

	CHECK(keyring_chains(db, &n) == RC_OK && n == 0);
	sql("UPDATE olvido_keys.tombstone SET at = at + 1 WHERE account_id ="
	    " %llu AND seq = 2", LL(t->id.v));
	CHECK(keyring_chains(db, &n) == RC_OK && n == 1);
	sql("UPDATE olvido_keys.tombstone SET at = at - 1 WHERE account_id ="
	    " %llu AND seq = 2", LL(t->id.v));
	CHECK(keyring_chains(db, &n) == RC_OK && n == 0);
	done("a changed tombstone breaks its chain");
}

static void
test_old_store(void)
{
	uint64_t n = 0;

	sql("UPDATE olvido_keys.bucket SET generation = generation + 9 WHERE"
	    " bucket = 5");
	CHECK(keyring_recover(db, v, &n) == RC_DENIED);
	sql("UPDATE olvido_keys.bucket SET generation = generation - 9 WHERE"
	    " bucket = 5");
	CHECK(keyring_recover(db, v, &n) == RC_OK);
	done("a key store of another time than the slot file is refused");
}

/* ---- in the middle --------------------------------------------------------------- */

/* Ids that nothing else has (kind company), all of one bucket. */
static uint64_t
next_in_bucket(uint64_t after)
{
	do
		after++;
	while (vault_bucket(v, t->id, SECRET_COMPANY, after) != BUCKET);
	return (after);
}

static RC
add_one(struct tenant *in, uint64_t id)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct secret s;

	TRY(tx_begin(&tx, in->db));
	TRY(secret_add(in, SECRET_COMPANY, id, &s));
	return (tx_commit(&tx));
}

static RC
add_retry(struct tenant *in, uint64_t id)
{
	enum rc rc = RC_RETRY;

	for (int i = 0; i < 500 && rc == RC_RETRY; i++) {
		rc = add_one(in, id);
		if (rc == RC_RETRY)
			usleep(500);
	}
	return (rc);
}

static struct tenant
child_tenant(void)
{
	struct tenant own = *t;

	vault_after_fork(v);
	own.db = db_new(conf_str("Db.Socket"), "root");
	return (own);
}

static pid_t
forgetter(const uint64_t *id, size_t n, int tries)
{
	pid_t pid = fork();
	struct tenant own;
	enum rc rc = RC_OK;

	if (pid != 0)
		return (pid);
	own = child_tenant();
	for (size_t i = 0; i < n; i++) {
		struct victim victim = { SECRET_COMPANY, id[i] };

		rc = RC_RETRY;
		for (int j = 0; j < tries && rc == RC_RETRY; j++) {
			rc = secret_forget(&own, &victim, 1, 78);
			if (rc == RC_RETRY)
				usleep(500);
		}
		if (rc != RC_OK)
			break;
	}
	_exit(rc == RC_OK ? 0 : 1);
}

/* Either there, opening, without a tombstone, or dead with one. */
static bool
whole(uint64_t id)
{
	struct secret s;
	enum rc rc = secret_get(t, SECRET_COMPANY, id, &s);
	uint64_t n = tombstones(SECRET_COMPANY, id);

	return ((rc == RC_OK && n == 0) || (rc == RC_GONE && n == 1));
}

static void
test_killed(void)
{
	uint64_t id[BYSTANDERS + ROUNDS * 4], at = 1000000, n;
	size_t gone = 0;
	uint8_t r[2];
	pid_t pid;
	int status;

	for (size_t i = 0; i < sizeof(id) / sizeof(id[0]); i++) {
		id[i] = at = next_in_bucket(at);
		CHECK(add_retry(t, at) == RC_OK);
	}
	for (size_t i = 0; i < ROUNDS; i++) {
		pid = forgetter(id + BYSTANDERS + i * 4, 4, 100);
		rand_bytes(r, sizeof(r));
		usleep((useconds_t)((r[0] | r[1] << 8) % 40000));
		kill(pid, SIGKILL);
		waitpid(pid, &status, 0);
		/* Half the rounds mend at a start, half at the next forgetting. */
		if (i % 2 == 0)
			CHECK(keyring_recover(db, v, &n) == RC_OK && n == 0);
		else
			CHECK(forget(SECRET_COMPANY, id[BYSTANDERS + i * 4]) ==
			    RC_OK);
		for (size_t j = 0; j < sizeof(id) / sizeof(id[0]); j++)
			CHECK(whole(id[j]));
		for (size_t j = 0; j < BYSTANDERS; j++)
			CHECK(tombstones(SECRET_COMPANY, id[j]) == 0);
		CHECK(!vault_bucket_pending(v, BUCKET));
	}
	for (size_t j = BYSTANDERS; j < sizeof(id) / sizeof(id[0]); j++)
		gone += tombstones(SECRET_COMPANY, id[j]) == 1;
	printf("# killed %d times, %zu of %d forgotten\n", ROUNDS, gone,
	    ROUNDS * 4);
	done("killed at any moment: nobody is lost, nobody is half forgotten");
}

/* A step begun, its program gone: the next one ends it by itself. */
static void
test_left_pending(void)
{
	uint64_t x = next_in_bucket(2000000), y = next_in_bucket(x);
	uint32_t next;

	CHECK(add_retry(t, x) == RC_OK && add_retry(t, y) == RC_OK);
	CHECK(vault_forget_begin(v, BUCKET, &next) == RC_OK);
	CHECK(vault_bucket_pending(v, BUCKET));
	CHECK(forget(SECRET_COMPANY, x) == RC_OK);
	CHECK(!vault_bucket_pending(v, BUCKET));
	CHECK(whole(x) && tombstones(SECRET_COMPANY, x) == 1 && whole(y) &&
	    tombstones(SECRET_COMPANY, y) == 0);
	done("a step left half done is ended by the next forgetting");

	CHECK(vault_forget_begin(v, BUCKET, &next) == RC_OK);
	CHECK(add_retry(t, next_in_bucket(y)) == RC_OK);
	CHECK(whole(next_in_bucket(y)));
	done("new secrets are made while a step is half done");
	CHECK(forget(SECRET_COMPANY, y) == RC_OK);
}

static void
test_damaged_neighbour(void)
{
	uint64_t x = next_in_bucket(3000000), y = next_in_bucket(x);

	CHECK(add_retry(t, x) == RC_OK && add_retry(t, y) == RC_OK);
	sql("UPDATE olvido_keys.secret SET wrapped = REPEAT('x', 73) WHERE"
	    " account_id = %llu AND kind = 3 AND id = %llu", LL(t->id.v),
	    LL(y));
	CHECK(forget(SECRET_COMPANY, x) == RC_OK && whole(x));
	CHECK(tombstones(SECRET_COMPANY, x) == 1 &&
	    tombstones(SECRET_COMPANY, y) == 0);
	done("a damaged secret keeps nobody else from being forgotten");
	CHECK(forget(SECRET_COMPANY, y) == RC_OK && whole(y));
	done("and can be forgotten itself");
}

static void
test_together(void)
{
	uint64_t id[80], at = 4000000, mine[20];
	struct tenant own;
	pid_t pid[5];
	int status;

	for (size_t i = 0; i < 80; i++) {
		id[i] = at = i < 20 ? next_in_bucket(at) : at + 1;
		CHECK(add_retry(t, at) == RC_OK);
	}
	for (size_t i = 0; i < 20; i++)
		mine[i] = i == 0 ? next_in_bucket(5000000)
		    : next_in_bucket(mine[i - 1]);
	for (size_t i = 0; i < 4; i++)
		pid[i] = forgetter(id + i * 20, 20, 1000);
	pid[4] = fork();
	if (pid[4] == 0) {
		own = child_tenant();
		for (size_t i = 0; i < 20; i++)
			if (add_retry(&own, mine[i]) != RC_OK)
				_exit(1);
		_exit(0);
	}
	for (size_t i = 0; i < 5; i++)
		CHECK(waitpid(pid[i], &status, 0) == pid[i] &&
		    WIFEXITED(status) && WEXITSTATUS(status) == 0);
	for (size_t i = 0; i < 80; i++)
		CHECK(whole(id[i]) && tombstones(SECRET_COMPANY, id[i]) == 1);
	for (size_t i = 0; i < 20; i++)
		CHECK(whole(mine[i]) &&
		    tombstones(SECRET_COMPANY, mine[i]) == 0);
	done("four forget and one adds at once: all is done, nobody is lost");
}

QUERY(Q_TEST_TERMS, Q_TENANT,
    "SELECT COUNT(*), BIT_XOR(CRC32(term)) FROM olvido_index.term"
    " WHERE account_id = ? AND ticket_id = ?");

static bool
terms(ticket_id id, uint64_t *n_r, uint64_t *sum_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	if (stmt_tenant(&st, t, &Q_TEST_TERMS) != RC_OK)
		return (false);
	bind_u64(st, id.v);
	if (stmt_row(st) != RC_OK)
		return (false);
	*n_r = col_u64(st, 0);
	*sum_r = col_u64(st, 1);
	return (true);
}

/* More messages than one list holds. */
static void
test_index_long(void)
{
	struct made x = make(t, "long-1@example.org", "a long story");
	struct message m = { .kind = MESSAGE_NOTE, .author_kind = AUTHOR_AGENT,
		.author = 1, .channel = CHANNEL_AGENT, .mail_message_id = "" };
	struct index_counts n;
	uint64_t n1 = 0, n2 = 0, sum1 = 0, sum2 = 0;

	for (int i = 0; i < MESSAGE_PAGE + 20; i++) {
		m.text = arena_printf(a, "word%d", i);
		CHECK(ticket_reply(t, a, files, x.ticket, &m, 0) == RC_OK);
	}
	CHECK(terms(x.ticket, &n1, &sum1) && n1 > MESSAGE_PAGE + 20);
	CHECK(index_rebuild(t, &n) == RC_OK && n.tickets > 0);
	CHECK(terms(x.ticket, &n2, &sum2) && n1 == n2 && sum1 == sum2);
	sql("DELETE FROM olvido_index.term WHERE account_id = %llu",
	    LL(t->id.v));
	CHECK(index_rebuild(t, &n) == RC_OK);
	CHECK(terms(x.ticket, &n2, &sum2) && n1 == n2 && sum1 == sum2);
	done("a long ticket's words are all found again");
}

static void
accounts(void)
{
	uint8_t r[5];
	const char *name;

	rand_bytes(r, sizeof(r));
	name = str_lower(a, b32_encode(a, r, sizeof(r)));
	if (account_add(db, v, a, "Vault Test", arena_printf(a,
	    "v1-%s.localhost", name), "en", &t) != RC_OK ||
	    account_add(db, v, a, "Vault Test", arena_printf(a,
	    "v2-%s.localhost", name), "en", &other) != RC_OK)
		die("no accounts");
}

int
main(int argc, char **argv)
{
	log_open("vault_db");
	if (argc != 2)
		die("usage: vault_db CONF");
	crypto_init();
	conf_load(argv[1]);
	a = arena_new(512U << 20);
	db = db_new(conf_str("Db.Socket"), "root");
	v = vault_open(conf_str("Keys.Master"), conf_str("Keys.Slots"), true);
	files = open(conf_str("Files.Dir"), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	accounts();
	test_moved();
	test_forget();
	test_sessions();
	test_participant();
	test_copies();
	test_left_pending();
	test_damaged_neighbour();
	test_killed();
	test_together();
	test_chain();
	test_old_store();
	t = other;	/* vault_index.sh wants the first one's index as it is */
	test_index_long();
	return (0);
}
