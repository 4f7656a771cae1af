/*
 * raw_html CONF HOST EMAIL < bodies: what an olvido-mail without its sanitiser
 * would store.  Each body (they end with a NUL byte) becomes a ticket of one
 * message whose HTML is sealed exactly as it came; prints "TICKET MESSAGE" for
 * each.  The browser test shows that frame and policy hold without the
 * sanitiser (SECURITY.md 5.4 g).  The product has no such door.
 */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/conf.h"
#include "core/drop.h"
#include "core/log.h"
#include "core/str.h"
#include "crypto/vault.h"
#include "model/account/account.h"
#include "model/people/contact.h"
#include "model/ticket/message.h"

#define USER	"olvido-mail"

static struct vault *vault;
static int files_dir;

static struct buf
read_all(struct arena *a)
{
	struct buf b = BUF_INIT(a);
	char chunk[65536];
	ssize_t n;

	while ((n = read(STDIN_FILENO, chunk, sizeof(chunk))) > 0)
		buf_add(&b, chunk, (size_t)n);
	if (n < 0)
		die("cannot read the bodies");
	return (b);
}

static RC
store(struct tenant *t, struct arena *a, const char *email, const char *html)
{
	struct department_list l;
	struct ticket tk = {
		.channel = CHANNEL_MAIL, .subject = "Raw",
		.language = t->language,
	};
	struct message m = {
		.kind = MESSAGE_INCOMING, .author_kind = AUTHOR_CONTACT,
		.channel = CHANNEL_MAIL, .text = "raw", .mail_message_id = "",
		.html = { html }, .has_html = true, .remote = true,
		.unverified = true,
	};

	TRY(department_list(t, a, &l));
	if (l.n == 0)
		return (RC_FAILED);
	tk.department = l.v[0].id;
	TRY(ticket_open(t, a, files_dir, email, "Raw", &tk, &m, false));
	printf("%llu %llu\n", (unsigned long long)tk.id.v,
	    (unsigned long long)m.id.v);
	return (RC_OK);
}

int
main(int argc, char **argv)
{
	struct arena *boot = arena_new((size_t)64 << 20), *a;
	enum account_state state;
	struct tenant *t;
	struct db *db;
	struct buf in;

	if (argc != 4)
		die("usage: raw_html CONF HOST EMAIL < bodies");
	log_open("raw_html");
	crypto_init();
	conf_load(argv[1]);
	umask(0007);
	in = read_all(boot);
	vault = vault_open(conf_str("Keys.Master"), conf_str("Keys.Slots"),
	    false);
	files_dir = open(conf_str("Files.Dir"), O_RDONLY | O_DIRECTORY |
	    O_CLOEXEC);
	drop_rights(USER);
	vault_after_fork(vault);
	db = db_new(conf_str("Db.Socket"), USER);
	if (db_ready(db) != RC_OK || account_by_host(db, vault, boot, argv[2],
	    &t, &state) != RC_OK)
		die("no account has that host");
	a = arena_new((size_t)64 << 20);
	for (size_t i = 0; i < in.n; i += strlen(in.p + i) + 1) {
		if (store(t, a, argv[3], in.p + i) != RC_OK)
			die("a message could not be stored");
		arena_reset(a);
	}
	return (0);
}
