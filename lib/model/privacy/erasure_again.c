/* An erasure that a restored backup does not know of (erasure.h). */
#include "crypto/digest.h"
#include "model/privacy/erasure.h"

/* It came to its end before these rows came back: what leads to him goes again,
   and the rest is removed as it was. */
static RC
reopen(struct tenant *t, const struct erasure *e)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(erasure_first(t, e));
	TRY(erasure_set_state(t, e->id, ERASURE_UNREADABLE,
	    e->unreadable_at));
	return (tx_commit(&tx));
}

RC
erasure_again(struct tenant *t, struct erasure *e)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct erasure other;
	int64_t at = e->unreadable_at;
	uint64_t total = 1;
	enum rc rc = erasure_of(t, e->scope, e->subject, &other);

	if (rc == RC_OK) {
		*e = other;		/* it was begun before the backup */
		return (e->state >= ERASURE_ROWS_GONE ? reopen(t, e) : RC_OK);
	}
	if (rc != RC_NOTFOUND)
		return (rc);
	if (e->scope == ERASE_CONTACT)
		TRY(erasure_tickets(t, e->subject, &total));
	e->total = total > UINT32_MAX ? UINT32_MAX : (unsigned)total;
	rc = e->id == 0 ? RC_OK : erasure_get(t, e->id, &other);
	if (rc == RC_OK)
		TRY(db_new_id(t->db, &e->id));
	else if (rc != RC_NOTFOUND)
		return (rc);
	e->receipt = token_new().digest;
	e->state = ERASURE_UNREADABLE;
	TRY(tx_begin(&tx, t->db));
	TRY(erasure_add(t, e));
	TRY(erasure_first(t, e));
	TRY(erasure_set_state(t, e->id, ERASURE_UNREADABLE, at));
	return (tx_commit(&tx));
}
