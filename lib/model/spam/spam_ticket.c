/* What the filter said of a new ticket, kept with it (spam.h). */
#include "core/pack.h"
#include "model/spam/spam_row.h"

QUERY(Q_SPAM_TICKET_ADD, Q_TENANT,
    "INSERT INTO spam_ticket (account_id, ticket_id, message_id, score,"
    " verdict, sealed) VALUES (?, ?, ?, ?, ?, ?)");

RC
spam_ticket_add(struct tenant *t, struct arena *a, ticket_id id,
    message_id answer, const struct key *k, const struct spam_verdict *v)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct buf b = BUF_INIT(a);

	pack_bytes(&b, F_SPAM_HEAD, v->text.head);
	pack_bytes(&b, F_SPAM_MARKS, v->text.marks);
	pack_bytes(&b, F_SPAM_BODY, v->text.body);
	pack_str(&b, F_SPAM_WHY, v->reasons);
	TRY(stmt_tenant(&st, t, &Q_SPAM_TICKET_ADD));
	bind_u64(st, id.v);
	bind_u64(st, answer.v);
	bind_i64(st, v->score);
	bind_u64(st, v->label);
	bind_bytes(st, seal(a, k, SPAM_PLACE(t, id, answer), pack_end(&b)));
	return (stmt_exec(st, NULL));
}
