/* Opening what was judged (spam_row.h): the panel, and the process that learns. */
#include "model/people/contact.h"
#include "model/spam/spam_row.h"

QUERY(Q_SPAM_AUTHOR, Q_TENANT,
    "SELECT author_id FROM message"
    " WHERE account_id = ? AND message_id = ? AND author_kind = 1");

RC
spam_author(struct tenant *t, message_id answer, contact_id *id_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_SPAM_AUTHOR));
	bind_u64(st, answer.v);
	TRY(stmt_row(st));
	id_r->v = col_u64(st, 0);
	return (RC_OK);
}

RC
spam_row_open(struct tenant *t, struct arena *a, ticket_id id,
    message_id answer, const struct key *k, struct bytes sealed,
    struct bytes *plain_r)
{
	struct key author, mk;
	contact_id who;
	struct contact c;
	enum rc rc = seal_open(a, k, SPAM_PLACE(t, id, answer), sealed,
	    plain_r);

	if (rc == RC_OK || answer.v == 0)
		return (rc);
	TRY(spam_author(t, answer, &who));
	TRY(contact_author(t, a, who, &c, &author));
	mk = key_author(k, &author);
	return (seal_open(a, &mk, SPAM_PLACE(t, id, answer), sealed, plain_r));
}
