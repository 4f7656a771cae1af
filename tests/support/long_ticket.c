/*
 * long_ticket: so many messages of so many bytes into a ticket, each with a line of
 * its own and then single letters (nothing has more words), the given words at its
 * beginning and end: what a flood of mails makes of it, sooner.
 */
#include <fcntl.h>

#include "core/buf.h"
#include "core/str.h"
#include "model/account/account.h"
#include "model/ticket/message.h"

#include "store.h"

static const char *
text(struct arena *a, uint64_t i, uint64_t bytes, const char *words)
{
	struct buf b = BUF_INIT(a);

	buf_printf(&b, "begin-of-%llu-here %s\n", (unsigned long long)i,
	    words);
	while (b.n + strlen(words) + 3 < bytes)
		buf_str(&b, b.n % 2 == 0 ? "a " : "b\n");
	buf_str(&b, words);
	return (buf_cstr(&b));
}

static RC
fill(struct db *db, struct vault *v, char **arg)
{
	CLEANUP(arena_free) struct arena *boot = arena_new(1U << 20);
	CLEANUP(arena_free) struct arena *a = arena_new(256U << 20);
	uint64_t count, bytes;
	enum account_state state;
	struct tenant *t;
	struct ticket tk;
	struct key k;
	ticket_id id;
	int dir = open(conf_str("Files.Dir"), O_RDONLY | O_DIRECTORY |
	    O_CLOEXEC);

	TRY(str_u64(arg[3], &id.v));
	TRY(str_u64(arg[4], &count));
	TRY(str_u64(arg[5], &bytes));
	TRY(account_by_host(db, v, boot, arg[2], &t, &state));
	TRY(ticket_get(t, boot, id, &tk, &k));
	for (uint64_t i = 1; i <= count; i++) {
		struct message m = { .kind = MESSAGE_INCOMING,
			.author_kind = AUTHOR_CONTACT, .author = tk.contact.v,
			.channel = CHANNEL_MAIL, .mail_message_id = "",
			.text = text(a, i, bytes, arg[6]) };

		TRY(ticket_reply(t, a, dir, id, &m, 0));
		arena_reset(a);
	}
	return (RC_OK);
}

int
main(int argc, char **argv)
{
	if (argc != 7) {
		fprintf(stderr, "usage: long_ticket CONF HOST TICKET COUNT BYTES WORDS\n");
		return (2);
	}
	return (store_run("long_ticket", argv, false, fill));
}
