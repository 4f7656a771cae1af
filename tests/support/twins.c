/*
 * For tests/tenant: the same contacts, tickets, messages and files under the very
 * same ids and address in two accounts, with words of each account.  The sequence
 * of ids is set back in between, so nothing else may write meanwhile.
 *
 * usage: twins CONF EMAIL HOST WORD HOST WORD   prints TWIN_TICKET=... and so on
 */
#include <fcntl.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/log.h"
#include "core/str.h"
#include "crypto/vault.h"
#include "model/account/account.h"
#include "model/ticket/message.h"

#define LL(x)	((unsigned long long)(x))

static struct vault *v;
static struct arena *a;
static int files;

struct made { uint64_t ticket, contact, message, file; };

static struct made
make(const char *email, const char *host, const char *word)
{
	struct db *db = db_new(conf_str("Db.Socket"), "root");
	const char *text = arena_printf(a, "twin%s text", word);
	struct attachment f = { .name = arena_printf(a, "twin%s.txt", word),
		.type = "text/plain", .cid = "",
		.data = { (const uint8_t *)text, strlen(text) } };
	struct message m = { .kind = MESSAGE_INCOMING,
		.author_kind = AUTHOR_CONTACT, .channel = CHANNEL_WEB,
		.text = text, .mail_message_id = "", .has_html = true,
		.html = { text }, .files = &f, .nfiles = 1 };
	struct ticket tk = { .channel = CHANNEL_WEB, .language = "en",
		.subject = arena_printf(a, "twin%s subject", word) };
	struct department_list d;
	enum account_state state;
	struct tenant *t;

	if (account_by_host(db, v, a, host, &t, &state) != RC_OK ||
	    department_list(t, a, &d) != RC_OK || d.n == 0)
		die("no account or department");
	tk.department = d.v[0].id;
	if (ticket_open(t, a, files, email,
	    arena_printf(a, "twin%s name", word), &tk, &m, false) != RC_OK)
		die("no ticket");
	return ((struct made){ tk.id.v, tk.contact.v, m.id.v, f.id.v });
}

int
main(int argc, char **argv)
{
	struct made x, y;
	struct db *db;
	uint64_t first;
	char sql[200];

	log_open("twins");
	if (argc != 7)
		die("usage: twins CONF EMAIL HOST WORD HOST WORD");
	crypto_init();
	conf_load(argv[1]);
	a = arena_new(64U << 20);
	v = vault_open(conf_str("Keys.Master"), conf_str("Keys.Slots"), false);
	files = open(conf_str("Files.Dir"), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	x = make(argv[2], argv[3], argv[4]);
	/* The block of ids that the first account's ticket was drawn from. */
	first = x.contact < x.ticket ? x.contact : x.ticket;
	first -= first % 64;
	snprintf(sql, sizeof(sql), "ALTER SEQUENCE olvido.id_seq RESTART WITH"
	    " %llu", LL(first));
	db = db_new(conf_str("Db.Socket"), "root");
	if (db_script(db, sql) != RC_OK)
		die("the sequence was not set");
	y = make(argv[2], argv[5], argv[6]);
	if (memcmp(&x, &y, sizeof(x)) != 0)
		die("the ids differ");
	printf("TWIN_TICKET=%llu\nTWIN_CONTACT=%llu\nTWIN_MESSAGE=%llu\n"
	    "TWIN_FILE=%llu\n", LL(x.ticket), LL(x.contact), LL(x.message),
	    LL(x.file));
	return (0);
}
