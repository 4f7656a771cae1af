/*
 * participant: what another person wrote into a ticket, with a file, as a
 * participant's mail will be stored (SECURITY 5.12); there is no door for it yet.
 * With "judged" after it the spam filter judges it, as it does answers.  Prints the
 * file's id.
 */
#include <fcntl.h>

#include "core/conf.h"
#include "core/log.h"
#include "core/str.h"
#include "crypto/vault.h"
#include "model/account/account.h"
#include "model/people/contact.h"
#include "model/spam/spam.h"
#include "model/ticket/message.h"

static RC
judge(struct tenant *t, struct arena *a, const struct contact *c,
    struct message *m)
{
	struct spam_verdict *v = ARENA_NEW(a, struct spam_verdict);
	struct spam_letter l = { c->name, c->email, "", m->text };
	struct spam_facts f = { .answer = true };
	enum rc rc = spam_judge_letter(t, a, &l, &f, v);

	if (rc == RC_OK)
		m->spam = v;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
speak(struct db *db, struct vault *v, char **arg, uint64_t *file_r)
{
	struct arena *a = arena_new(16U << 20);
	struct attachment f = { .name = "participant.txt", .cid = "",
		.type = "text/plain",
		.data = { (const uint8_t *)arg[5], strlen(arg[5]) } };
	struct message m = { .kind = MESSAGE_INCOMING,
		.author_kind = AUTHOR_CONTACT, .channel = CHANNEL_MAIL,
		.text = arg[5], .mail_message_id = "", .files = &f,
		.nfiles = 1 };
	enum account_state state;
	struct contact c;
	struct tenant *t;
	ticket_id id;
	int dir = open(conf_str("Files.Dir"), O_RDONLY | O_DIRECTORY |
	    O_CLOEXEC);

	TRY(str_u64(arg[4], &id.v));
	TRY(account_by_host(db, v, a, arg[2], &t, &state));
	TRY(contact_by_email(t, a, arg[3], &c));
	m.author = c.id.v;
	if (arg[6] != NULL)
		TRY(judge(t, a, &c, &m));
	TRY(ticket_reply(t, a, dir, id, &m, 0));
	*file_r = f.id.v;
	return (RC_OK);
}

int
main(int argc, char **argv)
{
	uint64_t file = 0;
	struct vault *v;
	struct db *db;
	enum rc rc;

	log_open("participant");
	crypto_init();
	if (argc < 6 || argc > 7) {
		fprintf(stderr, "usage: participant CONF HOST EMAIL TICKET "
		    "TEXT [judged]\n");
		return (2);
	}
	conf_load(argv[1]);
	v = vault_open(conf_str("Keys.Master"), conf_str("Keys.Slots"), false);
	db = db_new(conf_str("Db.Socket"), "root");
	rc = speak(db, v, argv, &file);
	printf("%llu\n", (unsigned long long)file);
	vault_close(&v);
	db_free(&db);
	return (rc == RC_OK ? 0 : 1);
}
