/*
 * A contact goes, his tickets stay (erasure.h): each is sealed anew under a
 * contact without a name, who has no other; his texts and the subject go, what
 * agents and others wrote stays (with keep_others only what others did), but what says who he was (privacy/mention.h).
 */
#include "core/fault.h"
#include "core/log.h"
#include "core/pack.h"
#include "core/str.h"
#include "core/time.h"
#include "model/key/keyring.h"
#include "model/key/reseal.h"
#include "model/privacy/erasure_row.h"
#include "model/privacy/hold.h"
#include "model/ticket/message.h"

QUERY(Q_KEEP_TICKETS, Q_TENANT,
    "SELECT ticket_id FROM ticket WHERE account_id = ? AND contact_id = ?"
    " AND ticket_id > ? ORDER BY ticket_id LIMIT 100");
/* Those that somebody else wrote in. */
QUERY(Q_KEEP_OTHERS, Q_TENANT,
    "SELECT t.ticket_id FROM ticket t FORCE INDEX (ticket_contact)"
    " WHERE t.account_id = ? AND t.contact_id = ? AND t.ticket_id > ?"
    " AND EXISTS (SELECT 1 FROM message m FORCE INDEX (message_ticket)"
    "  WHERE m.account_id = t.account_id AND m.ticket_id = t.ticket_id"
    "    AND m.author_kind = 1 AND m.author_id <> t.contact_id)"
    " ORDER BY t.ticket_id LIMIT 100");
QUERY(Q_NOBODY_ADD, Q_TENANT,
    "INSERT INTO contact (account_id, contact_id, language, created_at,"
    " sealed) VALUES (?, ?, ?, ?, ?)");

/* Nothing of it is known: no name, no address, not when the other came. */
static RC
nobody_insert(struct tenant *t, struct arena *a, contact_id id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct buf b = BUF_INIT(a);
	struct secret s;
	struct key k;

	TRY(secret_add(t, SECRET_CONTACT, id.v, &s));
	k = key_subject(t->key, SECRET_CONTACT, id.v, &s);
	explicit_bzero(&s, sizeof(s));
	TRY(stmt_tenant(&st, t, &Q_NOBODY_ADD));
	bind_u64(st, id.v);
	bind_str(st, "");
	bind_i64(st, now_s());
	bind_bytes(st, seal(a, &k, (struct seal_place){ t->id,
	    "contact.sealed", id.v }, pack_end(&b)));
	return (stmt_exec(st, NULL));
}

static RC
nobody_add(struct tenant *t, struct arena *a, contact_id *id_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(db_new_id(t->db, &id_r->v));
	TRY(tx_begin(&tx, t->db));
	TRY(nobody_insert(t, a, *id_r));
	return (tx_commit(&tx));
}

static RC
part_from(struct tenant *t, struct arena *a, int files_dir,
    const struct erasure *e, const struct erasure_cut *cut, uint64_t ticket)
{
	struct reseal r = { .ticket = { ticket }, .erasure_id = e->id,
		.subject = cut->subject, .edit = cut->edit, .arg = cut->arg };
	struct reseal_counts n;

	TRY(nobody_add(t, a, &r.requester));
	FAULT_POINT("erase.part.nobody");
	TRY(ticket_reseal(t, files_dir, &r, &n));
	FAULT_POINT("erase.part.resealed");
	TRY(erasure_count_add(t, e->id, "ticket.kept", 1));
	TRY(erasure_count_add(t, e->id, "files", n.dropped));
	return (erasure_progress(t, e->id, 1));
}

static RC
next(struct tenant *t, const struct erasure *e, uint64_t after,
    uint64_t v[100], size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_tenant(&st, t, e->keep_others ? &Q_KEEP_OTHERS
	    : &Q_KEEP_TICKETS));
	bind_u64(st, e->subject);
	bind_u64(st, after);
	while ((rc = stmt_row(st)) == RC_OK)
		v[(*n_r)++] = col_u64(st, 0);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* It went, or does not open: nobody stands in it. */
static RC
part_one(struct tenant *t, struct arena *a, int files_dir,
    const struct erasure *e, const struct erasure_cut *cut, bool *done_r)
{
	enum rc rc = hold_stops(t, HOLD_TICKET, e->subject, NULL);

	if (rc == RC_OK)
		rc = part_from(t, a, files_dir, e, cut, e->subject);
	*done_r = rc == RC_OK || rc == RC_GONE || rc == RC_NOTFOUND;
	return (*done_r ? RC_OK : rc);
}

/* One that does not open goes with him: nothing of it can be kept. */
RC
erasure_part(struct tenant *t, struct arena *a, int files_dir,
    const struct erasure *e, const struct erasure_cut *cut, bool *done_r)
{
	uint64_t v[100], after = 0;
	size_t n;
	enum rc rc;

	*done_r = false;
	if (e->scope == ERASE_REQUESTER)
		return (part_one(t, a, files_dir, e, cut, done_r));
	/* One that came meanwhile, on a ticket that he wrote in; once his secret is
	   gone it saves nothing. */
	if (e->unreadable_at == 0)
		TRY(hold_stops(t, HOLD_CONTACT, e->subject, NULL));
	do {
		TRY(next(t, e, after, v, &n));
		for (size_t i = 0; i < n; i++) {
			rc = part_from(t, a, files_dir, e, cut, v[i]);
			if (rc != RC_GONE)
				return (rc);
			log_warn("erasure %llu: ticket %llu does not open",
			    (unsigned long long)e->id,
			    (unsigned long long)v[i]);
			after = v[i];
		}
	} while (n > 0);
	*done_r = true;
	return (RC_OK);
}
