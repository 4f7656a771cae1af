/*
 * Tickets sealed anew through the real database, slot file and files
 * (tests/privacy/reseal.sh): what is removed, what stays to the byte, old
 * copies, another requester, writers beside it, kill -9 at each step.  Prints
 * "ok NAME" or "not ok NAME: line".
 *
 * usage: reseal_db CONF   as root, beside a running instance; an account of its
 * own.
 */
#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/conf.h"
#include "core/log.h"
#include "core/rand.h"
#include "core/str.h"
#include "core/time.h"
#include "model/access/withheld.h"
#include "model/account/account.h"
#include "model/key/keyring.h"
#include "model/key/reseal.h"
#include "model/people/contact.h"
#include "model/people/lookup.h"
#include "model/search/search.h"
#include "model/ticket/sweep.h"

#include "told.h"
#include "told_db.h"

#define LL(x) ((unsigned long long)(x))
#define WORD "quixotic"

static struct vault *v;
static struct arena *a;
static struct tenant *t;
static int files = -1;

/* ---- killed at the n-th of these calls ---- */

static int left_renames, left_syncs; /* 0: never */

static void
count(int *left)
{
	if (*left > 0 && --*left == 0)
		kill(getpid(), SIGKILL);
}

int
renameat(int from_dir, const char *from, int to_dir, const char *to)
{
	count(&left_renames);
	return ((int)syscall(SYS_renameat, from_dir, from, to_dir, to));
}

int
fdatasync(int fd)
{
	count(&left_syncs);
	return ((int)syscall(SYS_fdatasync, fd));
}

/* ---- a ticket to play with ---- */

struct made {
	ticket_id ticket;
	contact_id requester, other;
	message_id first;
	attachment_id file;
};

static const char *
mail_id(const struct made *x, const char *text)
{
	return (arena_printf(
	    a, "%llu.%zu@example.org", LL(x->ticket.v), strlen(text)));
}

static bool
mail_known(const struct made *x, const char *text)
{
	uint64_t id;

	return (lookup_get(t, LOOKUP_MESSAGE_ID, mail_id(x, text), &id, NULL) ==
		RC_OK &&
	    id == x->ticket.v);
}

static RC
add(struct made *x, enum message_kind kind, enum author_kind by, uint64_t who,
    const char *text, const char *file)
{
	struct attachment f = { .name = file, .type = "image/png",
		.cid = "one", .is_inline = true,
		.data = { (const uint8_t *)text, strlen(text) } };
	struct message m = { .kind = kind, .author_kind = by, .author = who,
		.channel = CHANNEL_MAIL,
		.text = text,
		.mail_message_id = mail_id(x, text),
		.has_html = true,
		.html = { arena_printf(a, "<p>%s</p>", text) },
		.files = &f,
		.nfiles = file != NULL };

	return (ticket_reply(t, a, files, x->ticket, &m, 0));
}

/* Five messages by three people, each with html, three with a file. */
static struct made
make(const char *name)
{
	const char *text =
	    arena_printf(a, "first of %s with " WORD " in it", name);
	const char *inside = arena_printf(a, "content of %s", name);
	struct attachment f = { .name = "a-" WORD ".png",
		.type = "image/png", .cid = "one", .is_inline = true,
		.data = { (const uint8_t *)inside, strlen(inside) } };
	struct message m = { .kind = MESSAGE_INCOMING,
		.author_kind = AUTHOR_CONTACT,
		.channel = CHANNEL_MAIL,
		.text = text,
		.mail_message_id = "",
		.has_html = true,
		.html = { text },
		.files = &f,
		.nfiles = 1 };
	struct ticket tk = { .channel = CHANNEL_WEB,
		.language = "en",
		.subject = arena_printf(a, "On " WORD " %s", name) };
	struct department_list d;
	struct contact c;
	struct made x;
	struct key k;
	CLEANUP(tx_end) struct tx *tx = NULL;

	if (department_list(t, a, &d) != RC_OK || d.n == 0 ||
	    tx_begin(&tx, db) != RC_OK ||
	    contact_ensure(t, a, arena_printf(a, "%s-cc@example.org", name),
		"Carla Cc", "en", &c, &k, NULL) != RC_OK ||
	    tx_commit(&tx) != RC_OK)
		die("no department or contact");
	tk.department = d.v[0].id;
	if (ticket_open(t, a, files, arena_printf(a, "%s@example.org", name),
		"Rita Requester", &tk, &m, false) != RC_OK)
		die("no ticket");
	x = (struct made){ tk.id, tk.contact, c.id, m.id, f.id };
	if (add(&x, MESSAGE_OUTGOING, AUTHOR_AGENT, 1, "an answer", "b.png") !=
		RC_OK ||
	    add(&x, MESSAGE_INCOMING, AUTHOR_CONTACT, c.id.v, "Carla adds this",
		"c.png") != RC_OK ||
	    add(&x, MESSAGE_NOTE, AUTHOR_AGENT, 1, "a note of ours", NULL) !=
		RC_OK ||
	    add(&x, MESSAGE_INCOMING, AUTHOR_CONTACT, tk.contact.v,
		"and the last", NULL) != RC_OK)
		die("no messages");
	return (x);
}

/* Everything that opens of it, as one text; files with their content. */
static const char *
whole(const struct made *x)
{
	CLEANUP(arena_free) struct arena *own = arena_new(64U << 20);
	struct buf b = BUF_INIT(own);
	struct message_list l;
	struct message m;
	struct ticket tk;
	struct key k;

	if (ticket_get(t, own, x->ticket, &tk, &k) != RC_OK)
		return ("shut");
	buf_printf(&b, "%s\n", tk.subject);
	if (message_list(t, own, &tk, &k, true, &l) != RC_OK)
		return ("failed");
	for (size_t i = 0; i < l.n; i++) {
		if (l.v[i].gone) {
			buf_str(&b, "gone\n");
			continue;
		}
		if (message_files(t, own, files, &tk, &k, l.v[i].id, &m) !=
		    RC_OK)
			return ("a file is lost");
		buf_printf(&b, "%d %s [%s] %s\n", m.kind, m.text, m.html.safe,
		    m.mail_message_id);
		for (size_t j = 0; j < m.nfiles; j++)
			buf_printf(&b, "  %s %s %d %.*s\n", m.files[j].name,
			    m.files[j].cid, m.files[j].is_inline,
			    (int)m.files[j].data.n,
			    (const char *)m.files[j].data.p);
	}
	return (arena_strdup(a, buf_cstr(&b)));
}

/* All but what was changed on purpose: from the second message on. */
static const char *
rest(const char *text)
{
	const char *p = strstr(text, "2 an answer");

	return (p != NULL ? p : "none");
}

static bool
finds(const struct made *x, const char *word)
{
	struct ticket_list l;

	if (search_tickets(t, a, word, (ticket_id){ 0 }, &l) != RC_OK)
		return (false);
	for (size_t i = 0; i < l.n; i++)
		if (l.v[i].id.v == x->ticket.v)
			return (true);
	return (false);
}

/* ---- edits ---- */

static const char *
without(struct arena *in, const char *s)
{
	const char *p = strstr(s, WORD);

	return (p == NULL ? s
			  : arena_printf(in, "%.*s%s%s", (int)(p - s), s,
				TEXT_REMOVED, p + strlen(WORD)));
}

static RC
cut_subject(void *arg, struct arena *in, const char **s)
{
	(void)arg;
	*s = without(in, *s);
	return (RC_OK);
}

static RC
cut_word(void *arg, struct arena *in, struct reseal_message *x)
{
	(void)arg;
	if (strstr(x->m->text, WORD) == NULL)
		return (RC_OK);
	x->m->text = without(in, x->m->text);
	for (size_t i = 0; i < x->m->nfiles; i++)
		x->m->files[i].name = without(in, x->m->files[i].name);
	x->part = true;
	return (RC_OK);
}

/* All that one contact wrote. */
static RC
remove_author(void *arg, struct arena *in, struct reseal_message *x)
{
	const contact_id *who = arg;

	(void)in;
	x->all = x->m->author_kind == AUTHOR_CONTACT && x->m->author == who->v;
	return (RC_OK);
}

static enum rc
cut(const struct made *x)
{
	struct reseal r = { .ticket = x->ticket, .by = { 1 },
		.subject = cut_subject, .edit = cut_word };
	struct reseal_counts n;

	return (ticket_reseal(t, files, &r, &n));
}

/* ---- the tests ---- */

static void
test_part(void)
{
	struct made x = make("part"), y = make("neighbour");
	const char *before = whole(&x), *other = whole(&y), *after;
	struct reseal r = { .ticket = x.ticket, .by = { 1 },
		.subject = cut_subject, .edit = cut_word };
	struct reseal_counts n;
	struct message m;
	struct ticket tk;
	struct key k;

	CHECK(strstr(before, WORD) != NULL && finds(&x, WORD));
	CHECK(ticket_reseal(t, files, &r, &n) == RC_OK);
	CHECK(n.messages == 5 && n.parts == 1 && n.all == 0 && n.files == 3 &&
	      n.dropped == 0 && n.shut == 0);
	after = whole(&x);
	CHECK(strstr(after, WORD) == NULL);
	CHECK(strstr(after, "1 first of part with " TEXT_REMOVED " in it [] ") != NULL);
	CHECK(str_eq(rest(before), rest(after)));
	CHECK(strstr(after, "a-" TEXT_REMOVED ".png one 0 content of part") != NULL);
	CHECK(str_eq(whole(&y), other) && finds(&y, WORD));
	CHECK(!finds(&x, WORD) && finds(&x, "Carla") && finds(&x, "first") &&
	      finds(&x, "from:rita"));
	CHECK(ticket_get(t, a, x.ticket, &tk, &k) == RC_OK &&
	      message_html(t, a, files, &tk, &k, x.first, &m) == RC_OK);
	CHECK(m.part_removed && !m.removed && m.redacted_by.v == 1 &&
	      m.redacted_at > now_s() - 60);
	done("a part goes, its neighbours stay to the byte");
}

static void
copy_out(const struct made *x, const char *name)
{
	sql("CREATE TABLE olvido.%s_t AS SELECT * FROM olvido.ticket WHERE"
	    " account_id = %llu AND ticket_id = %llu",
	    name, LL(t->id.v), LL(x->ticket.v));
	sql("CREATE TABLE olvido.%s_m AS SELECT * FROM olvido.message WHERE"
	    " account_id = %llu AND ticket_id = %llu",
	    name, LL(t->id.v), LL(x->ticket.v));
	sql("CREATE TABLE olvido.%s_s AS SELECT * FROM olvido_keys.secret WHERE"
	    " account_id = %llu AND kind = 4 AND id = %llu",
	    name, LL(t->id.v), LL(x->ticket.v));
}

static void
copy_in(const char *name)
{
	sql("UPDATE olvido.ticket p JOIN olvido.%s_t q USING (account_id,"
	    " ticket_id) SET p.sealed = q.sealed",
	    name);
	sql("UPDATE olvido.message p JOIN olvido.%s_m q USING (account_id,"
	    " message_id) SET p.sealed = q.sealed, p.sealed_html ="
	    " q.sealed_html, p.flags = q.flags",
	    name);
}

/* A backup, a stolen dump: rows of before, with today's keys and yesterday's.
 */
static void
test_copies(void)
{
	struct made x = make("copies");
	const char *after;

	copy_out(&x, "reseal_old");
	CHECK(cut(&x) == RC_OK);
	after = whole(&x);
	CHECK(strstr(after, "first of copies") != NULL);
	copy_out(&x, "reseal_new");
	copy_in("reseal_old");
	CHECK(str_eq(whole(&x), "shut"));
	sql("UPDATE olvido_keys.secret p JOIN olvido.reseal_old_s q USING"
	    " (account_id, kind, id) SET p.wrapped = q.wrapped, p.generation ="
	    " q.generation");
	CHECK(str_eq(whole(&x), "shut"));
	sql("UPDATE olvido_keys.secret p JOIN olvido.reseal_new_s q USING"
	    " (account_id, kind, id) SET p.generation = q.generation");
	CHECK(str_eq(whole(&x), "shut"));
	sql("UPDATE olvido_keys.secret p JOIN olvido.reseal_new_s q USING"
	    " (account_id, kind, id) SET p.wrapped = q.wrapped");
	copy_in("reseal_new");
	CHECK(str_eq(whole(&x), after));
	sql("DROP TABLE olvido.reseal_old_t, olvido.reseal_old_m,"
	    " olvido.reseal_old_s, olvido.reseal_new_t, olvido.reseal_new_m,"
	    " olvido.reseal_new_s");
	done("an old copy of the rows does not open, with no secret");
}

QUERY(Q_TEST_ROW, Q_TENANT,
    "SELECT COUNT(*) FROM attachment WHERE account_id = ?"
    " AND attachment_id = ?");
QUERY(Q_TEST_TOMB, Q_TENANT,
    "SELECT COUNT(*) FROM olvido_keys.tombstone WHERE account_id = ?"
    " AND kind = 5 AND id = ?");
QUERY(Q_TEST_MAILS, Q_TENANT,
    "SELECT COUNT(*) FROM outbox WHERE account_id = ? AND ticket_id = ?"
    " AND state = 1");
QUERY(Q_TEST_PROOF, Q_TENANT,
    "SELECT proof FROM olvido_keys.reseal WHERE account_id = ?"
    " AND kind = 4 AND id = ? ORDER BY seq DESC LIMIT 1");
QUERY(Q_TEST_CHAIN, Q_TENANT,
    "SELECT account_id, kind, id, at, erasure_id, seq, chain"
    "  FROM olvido_keys.reseal WHERE account_id = ? ORDER BY seq");

static uint64_t
number(const struct query *q, uint64_t id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	if (stmt_tenant(&st, t, q) != RC_OK)
		return (99);
	bind_u64(st, id);
	return (stmt_row(st) == RC_OK ? col_u64(st, 0) : 99);
}

static bool
on_disk(attachment_id id, const char *end)
{
	return (faccessat(files,
		    arena_printf(a, "%llu/%02x/%llu%s", LL(t->id.v),
			(unsigned)(id.v / 64 % 256), LL(id.v), end),
		    F_OK, 0) == 0);
}

static void
test_all(void)
{
	struct made x = make("all");
	const char *before = whole(&x), *after;
	struct reseal r = {
		.ticket = x.ticket, .edit = remove_author, .arg = &x.requester
	};
	struct reseal_counts n;
	uint64_t missing = 0;

	CHECK(on_disk(x.file, "") && number(&Q_TEST_TOMB, x.file.v) == 0);
	CHECK(mail_known(&x, "and the last") && mail_known(&x, "an answer"));
	CHECK(ticket_reseal(t, files, &r, &n) == RC_OK);
	CHECK(n.all == 2 && n.dropped == 1 && n.parts == 0);
	after = whole(&x);
	CHECK(strstr(after, "first of") == NULL &&
	      strstr(after, "and the last") == NULL &&
	      strstr(after, "2 an answer") != NULL &&
	      strstr(after, "1 Carla adds this") != NULL &&
	      strstr(before, "and the last") != NULL);
	CHECK(!on_disk(x.file, "") && number(&Q_TEST_ROW, x.file.v) == 0 &&
	      number(&Q_TEST_TOMB, x.file.v) == 1);
	CHECK(keyring_missing(db, &missing) == RC_OK && missing == 0);
	CHECK(!finds(&x, "first") && finds(&x, "Carla"));
	CHECK(!mail_known(&x, "and the last") && mail_known(&x, "an answer"));
	CHECK(strstr(before, mail_id(&x, "and the last")) != NULL &&
	      strstr(after, mail_id(&x, "and the last")) == NULL &&
	      strstr(after, mail_id(&x, "an answer")) != NULL);
	done("whole messages go with their files");
}

static RC
nobody(struct contact *c_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct key k;

	TRY(tx_begin(&tx, db));
	TRY(contact_ensure(
	    t, a, "nobody@example.org", "Nobody Else", "en", c_r, &k, NULL));
	return (tx_commit(&tx));
}

static RC
forget(contact_id id)
{
	struct victim one = { SECRET_CONTACT, id.v, NULL };
	enum rc rc = RC_RETRY;

	for (int i = 0; i < 50 && rc == RC_RETRY; i++)
		rc = secret_forget(t, &one, 1, 1);
	return (rc);
}

static void
test_requester(void)
{
	struct made x = make("requester"), y = make("promoted");
	struct reseal r = {
		.ticket = x.ticket, .edit = remove_author, .arg = &x.requester
	};
	struct reseal_counts n;
	struct contact c;
	struct ticket tk;

	CHECK(nobody(&c) == RC_OK);
	r.requester = c.id;
	/* As if olvido-mail, which runs beside this, had not come to it. */
	sql("UPDATE olvido.outbox SET state = 1, next_at = UNIX_TIMESTAMP() +"
	    " 3600 WHERE ticket_id = %llu", LL(x.ticket.v));
	CHECK(number(&Q_TEST_MAILS, x.ticket.v) == 1);
	CHECK(ticket_reseal(t, files, &r, &n) == RC_OK && n.all == 2 &&
	      n.mails == 1);
	CHECK(number(&Q_TEST_MAILS, x.ticket.v) == 0);
	CHECK(forget(x.requester) == RC_OK);
	CHECK(ticket_get(t, a, x.ticket, &tk, NULL) == RC_OK && !tk.gone &&
	      tk.contact.v == c.id.v);
	CHECK(strstr(whole(&x), "1 Carla adds this") != NULL &&
	      strstr(whole(&x), "2 an answer") != NULL);
	CHECK(finds(&x, "from:nobody") && !finds(&x, "from:rita"));
	/* A participant becomes the requester: his own texts stay readable. */
	r = (struct reseal){ .ticket = y.ticket, .requester = y.other };
	CHECK(ticket_reseal(t, files, &r, &n) == RC_OK && n.shut == 0);
	CHECK(str_eq(rest(whole(&y)), rest(whole(&y))) &&
	      strstr(whole(&y), "1 and the last") != NULL &&
	      strstr(whole(&y), "1 Carla adds this") != NULL);
	CHECK(forget(y.requester) == RC_OK);
	CHECK(strstr(whole(&y), "and the last") == NULL &&
	      strstr(whole(&y), "1 Carla adds this") != NULL);
	done("another requester: the ticket outlives the first");
}

/* A participant is restricted for who asks: what he wrote stays as it is. */
static void
test_restricted(void)
{
	struct made x = make("restricted");
	struct withheld_row row = { x.other, now_s() + 60 };
	struct withheld w = { .v = &row, .n = 1 };
	const char *before = whole(&x);
	struct reseal r = { .ticket = x.ticket, .edit = remove_author,
		.arg = &x.other };
	struct reseal_counts n;

	t->withheld = &w;
	CHECK(strstr(whole(&x), "gone\n") != NULL);
	CHECK(ticket_reseal(t, files, &r, &n) == RC_OK && n.shut == 0 &&
	      n.messages == 5 && n.all == 0);
	CHECK(t->withheld == &w && strstr(whole(&x), "gone\n") != NULL);
	row.contact = x.requester;
	CHECK(ticket_reseal(t, files, &r, &n) == RC_DENIED);
	CHECK(t->withheld == &w);
	t->withheld = NULL;
	CHECK(str_eq(whole(&x), before) && finds(&x, "Carla"));
	done("what is restricted is sealed anew, unread");
}

static void
turn(const struct made *x)
{
	sql("UPDATE olvido.message SET sealed = REVERSE(sealed) WHERE"
	    " account_id = %llu AND ticket_id = %llu AND author_id = %llu",
	    LL(t->id.v), LL(x->ticket.v), LL(x->other.v));
}

/* One that should open does not: nothing is done. */
static void
test_broken(void)
{
	struct made x = make("broken");
	struct reseal r = { .ticket = x.ticket, .edit = cut_word };
	struct reseal_counts n;
	const char *before = whole(&x);

	turn(&x);
	CHECK(ticket_reseal(t, files, &r, &n) == RC_FAILED);
	CHECK(!on_disk(x.file, ".next"));
	turn(&x);
	CHECK(str_eq(whole(&x), before) && finds(&x, WORD));
	done("a message that should open and does not: nothing is done");
}

/* An author is forgotten: his text is shut before and after. */
static void
test_shut(void)
{
	struct made x = make("shut");
	struct reseal r = { .ticket = x.ticket };
	struct reseal_counts n;
	const char *before;

	CHECK(forget(x.other) == RC_OK);
	before = whole(&x);
	CHECK(strstr(before, "gone\n") != NULL);
	CHECK(ticket_reseal(t, files, &r, &n) == RC_OK && n.shut == 1 &&
	      n.messages == 4);
	CHECK(str_eq(whole(&x), before));
	CHECK(forget(x.requester) == RC_OK);
	CHECK(ticket_reseal(t, files, &r, &n) == RC_GONE);
	r.ticket.v = 1;
	CHECK(ticket_reseal(t, files, &r, &n) == RC_NOTFOUND);
	done("what does not open stays shut");
}

static RC
refuse(void *arg, struct arena *in, struct reseal_message *x)
{
	unsigned *left = arg;

	(void)in;
	(void)x;
	return ((*left)-- == 0 ? RC_DENIED : RC_OK);
}

static void
test_refused(void)
{
	struct made x = make("refused");
	const char *before = whole(&x);
	unsigned left = 3;
	struct reseal r = { .ticket = x.ticket, .edit = refuse, .arg = &left };
	struct reseal_counts n;

	CHECK(ticket_reseal(t, files, &r, &n) == RC_DENIED);
	CHECK(str_eq(whole(&x), before) && finds(&x, WORD));
	CHECK(!on_disk(x.file, ".next") && !on_disk(x.file, ".next.new"));
	done("an act that is given up changes nothing");
}

/* ---- kill -9 ---- */

/* A child with a connection of its own; true: it was killed. */
static bool
killed(const struct made *x, int renames, int syncs)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		db = db_new(conf_str("Db.Socket"), "root");
		t->db = db;
		vault_after_fork(v);
		left_renames = renames;
		left_syncs = syncs;
		_exit(cut(x) == RC_OK ? 0 : 1);
	}
	waitpid(pid, &status, 0);
	return (WIFSIGNALED(status));
}

static void
again(const struct made *x, const char *before)
{
	struct sweep_counts n;
	const char *now;
	uint64_t back;

	/* Whichever side of the commit it was: all of it opens. */
	now = whole(x);
	CHECK(str_eq(rest(now), rest(before)));
	CHECK(str_eq(now, before) || strstr(now, WORD) == NULL);
	CHECK(keyring_recover(db, v, &back) == RC_OK && back == 0);
	CHECK(files_sweep(t, files, now_s() + 10, &n) == RC_OK);
	CHECK(!on_disk(x->file, ".next") && !on_disk(x->file, ".next.new"));
	CHECK(str_eq(whole(x), now));
	CHECK(cut(x) == RC_OK);
	now = whole(x);
	CHECK(strstr(now, WORD) == NULL && str_eq(rest(now), rest(before)));
	CHECK(!finds(x, WORD));
}

static void
test_killed(void)
{
	int n = 0, m = 0;

	for (bool dead = true; dead && n < 40;) {
		struct made x = make(arena_printf(a, "kill-r%d", n));
		const char *before = whole(&x);

		dead = killed(&x, ++n, 0);
		again(&x, before);
	}
	/* Three files: written beside, and moved after the commit. */
	CHECK(n == 7);
	for (bool dead = true; dead && m < 40;) {
		struct made x = make(arena_printf(a, "kill-s%d", m));
		const char *before = whole(&x);

		dead = killed(&x, 0, ++m);
		again(&x, before);
	}
	CHECK(m >= 3);
	done("killed at each step, run again");
}

/* ---- others beside it ---- */

static void
write_many(const struct made *x)
{
	struct made mine = *x;

	db = db_new(conf_str("Db.Socket"), "root");
	t->db = db;
	vault_after_fork(v);
	for (int i = 0; i < 20;) {
		enum rc rc = add(&mine, MESSAGE_NOTE, AUTHOR_AGENT, 1,
		    arena_printf(a, "beside %d", i), "d.png");

		if (rc != RC_OK && rc != RC_RETRY)
			_exit(1);
		i += rc == RC_OK;
	}
	_exit(0);
}

static void
test_together(void)
{
	struct made x = make("together");
	struct reseal r = { .ticket = x.ticket };
	struct reseal_counts n = { 0 };
	const char *text;
	int status = 1, rounds = 0;
	pid_t pid = fork();

	if (pid == 0)
		write_many(&x);
	while (waitpid(pid, &status, WNOHANG) == 0) {
		enum rc rc = ticket_reseal(t, files, &r, &n);

		CHECK(rc == RC_OK || rc == RC_RETRY);
		rounds += rc == RC_OK;
	}
	CHECK(status == 0 && rounds > 0);
	CHECK(ticket_reseal(t, files, &r, &n) == RC_OK && n.shut == 0 &&
	      n.messages == 25 && n.files == 23);
	text = whole(&x);
	for (int i = 0; i < 20; i++)
		CHECK(strstr(text, arena_printf(a, "3 beside %d ", i)) != NULL);
	done("what others write meanwhile opens");
}

static void
test_recorded(void)
{
	CLEANUP(stmt_done) struct stmt *st = NULL, *chain = NULL;
	struct made x = make("recorded");
	struct digest before = { 0 }, want, proof;
	struct secret s;
	uint64_t row[6], n = 0;

	CHECK(cut(&x) == RC_OK && cut(&x) == RC_OK);
	CHECK(secret_get(t, SECRET_TICKET, x.ticket.v, &s) == RC_OK);
	proof = reseal_proof(&s);
	CHECK(stmt_tenant(&st, t, &Q_TEST_PROOF) == RC_OK);
	bind_u64(st, x.ticket.v);
	CHECK(stmt_row(st) == RC_OK && col_bytes(st, 0).n == DIGEST_LEN &&
	      memcmp(col_bytes(st, 0).p, proof.b, DIGEST_LEN) == 0);
	CHECK(stmt_tenant(&chain, t, &Q_TEST_CHAIN) == RC_OK);
	while (stmt_row(chain) == RC_OK) {
		for (unsigned i = 0; i < 6; i++)
			row[i] = col_u64(chain, i);
		want = tombstone_chain(&before, row);
		CHECK(col_bytes(chain, 6).n == DIGEST_LEN &&
		      memcmp(col_bytes(chain, 6).p, want.b, DIGEST_LEN) == 0);
		CHECK(row[5] == ++n);
		before = want;
	}
	CHECK(n > 10);
	done("each is recorded, in a chain");
}

int
main(int argc, char **argv)
{
	uint8_t r[5];

	log_open("reseal_db");
	if (argc != 2)
		die("usage: reseal_db CONF");
	crypto_init();
	conf_load(argv[1]);
	a = arena_new(512U << 20);
	db = db_new(conf_str("Db.Socket"), "root");
	v = vault_open(conf_str("Keys.Master"), conf_str("Keys.Slots"), true);
	files = open(conf_str("Files.Dir"), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	rand_bytes(r, sizeof(r));
	if (account_add(db, v, a, "Reseal Test",
		arena_printf(a, "r-%s.localhost",
		    str_lower(a, b32_encode(a, r, sizeof(r)))),
		"en", &t) != RC_OK)
		die("no account");
	test_part();
	test_copies();
	test_all();
	test_requester();
	test_restricted();
	test_broken();
	test_shut();
	test_refused();
	test_killed();
	test_together();
	test_recorded();
	return (0);
}
