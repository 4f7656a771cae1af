/* Tickets, one at a time (ticket.h). Sealed: 1 subject. */
#include "model/ticket/ticket.h"

#include "core/pack.h"
#include "core/rand.h"
#include "core/str.h"
#include "core/time.h"
#include "model/access/sight.h"
#include "model/access/withheld.h"
#include "model/key/keyring.h"
#include "model/people/contact.h"
#include "model/ticket/message.h"
#include "model/ticket/ticket_row.h"

enum { F_SUBJECT = 1 };

QUERY(Q_TICKET_GET, Q_TENANT, TICKET_SELECT
    " WHERE t.account_id = ? AND t.ticket_id = ?");
QUERY(Q_TICKET_LOCK, Q_TENANT,
    "SELECT ticket_id FROM ticket WHERE account_id = ? AND ticket_id = ?"
    " FOR UPDATE");
QUERY(Q_TICKET_BY_CODE, Q_TENANT,
    "SELECT ticket_id FROM ticket WHERE account_id = ? AND code = ?");
QUERY(Q_TICKET_ADD, Q_TENANT,
    "INSERT INTO ticket (account_id, ticket_id, code, contact_id,"
    " department_id, status, channel, created_at, activity_at, proved,"
    " messages, language, linked_id, sealed)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)");
QUERY(Q_TICKET_SET_STATUS, Q_TENANT,
    "UPDATE ticket SET status = ?, postponed_until = ?, activity_at = ?"
    " WHERE account_id = ? AND ticket_id = ?");
QUERY(Q_TICKET_PROVE, Q_TENANT,
    "UPDATE ticket SET proved = 1"
    " WHERE account_id = ? AND ticket_id = ? AND proved = 0");

static const char *const status_names[] = {
	[TICKET_NEW] = "new", [TICKET_OPEN] = "open",
	[TICKET_ANSWERED] = "answered", [TICKET_POSTPONED] = "postponed",
	[TICKET_RESOLVED] = "resolved", [TICKET_CLOSED] = "closed",
	[TICKET_SPAM] = "spam", [TICKET_DELETED] = "deleted",
};

const char *
ticket_status_name(enum ticket_status s)
{
	return (s >= TICKET_NEW && s <= TICKET_DELETED ? status_names[s]
	    : NULL);
}

enum ticket_status
ticket_status_of(const char *name)
{
	for (int i = TICKET_NEW; i <= TICKET_DELETED; i++)
		if (str_eq(status_names[i], name))
			return ((enum ticket_status)i);
	return (0);
}

static void
requester_meet(struct tenant *t, struct arena *a, struct stmt *st,
    struct requester *who)
{
	contact_id id = { col_u64(st, 2) };

	if (who->c.id.v == id.v)
		return;
	*who = (struct requester){ .c.id = id,
		.there = col_wrapped(st, 18).bytes.n > 0 };
	if (keyring_requester(t, id, col_wrapped(st, 18), &who->k) != RC_OK)
		return;
	who->known = true;
	if (contact_open(t, a, &who->k, col_bytes(st, 17), &who->c) != RC_OK)
		who->c = (struct contact){ .id = id };
}

RC
ticket_row_of(struct tenant *t, struct arena *a, struct stmt *st,
    struct requester *who, struct ticket *tk_r, struct key *k_r)
{
	struct bytes plain;
	struct key k;

	*tk_r = (struct ticket){
		.id = { col_u64(st, 0) },
		.code = arena_strdup(a, col_str(st, 1)),
		.contact = { col_u64(st, 2) },
		.department = { col_u64(st, 3) },
		.agent = { col_u64(st, 4) },
		.status = (enum ticket_status)col_u64(st, 5),
		.channel = (enum channel)col_u64(st, 6),
		.created_at = col_i64(st, 7),
		.activity_at = col_i64(st, 8),
		.postponed_until = col_i64(st, 9),
		.proved = col_u64(st, 10) != 0,
		.messages = (unsigned)col_u64(st, 11),
		.language = arena_strdup(a, col_str(st, 12)),
		.linked = { col_u64(st, 13) },
		.subject = "", .contact_name = "", .contact_email = "",
		.gone = true,
	};
	if (withheld_hides(t->withheld, tk_r->contact, tk_r->created_at)) {
		tk_r->restricted = withheld_restricted(t->withheld,
		    tk_r->contact);
		return (k_r == NULL ? RC_OK : tk_r->restricted ? RC_DENIED
		    : RC_GONE);
	}
	requester_meet(t, a, st, who);
	if (!str_empty(who->c.name))
		tk_r->contact_name = who->c.name;
	if (!str_empty(who->c.email))
		tk_r->contact_email = who->c.email;
	if (!who->known || keyring_ticket(t, &who->k, tk_r->id,
	    col_wrapped(st, 15), &k) != RC_OK ||
	    seal_open(a, &k, (struct seal_place){ t->id, "ticket.sealed",
	    tk_r->id.v }, col_bytes(st, 14), &plain) != RC_OK) {
		tk_r->damaged = col_wrapped(st, 15).bytes.n > 0 && who->there;
		return (k_r != NULL ? RC_GONE : RC_OK);
	}
	tk_r->subject = unpack_str(a, plain, F_SUBJECT);
	tk_r->gone = false;
	if (k_r != NULL)
		*k_r = k;
	return (RC_OK);
}

RC
ticket_row(struct tenant *t, struct arena *a, struct stmt *st,
    struct ticket *tk_r, struct key *k_r)
{
	struct requester who = { 0 };

	return (ticket_row_of(t, a, st, &who, tk_r, k_r));
}

RC
ticket_rows(struct tenant *t, struct arena *a, struct stmt *st, size_t max,
    struct ticket_list *l_r)
{
	struct requester who = { 0 };
	enum rc rc;

	*l_r = (struct ticket_list){
		.v = arena_array(a, max, sizeof(struct ticket)),
	};
	while ((rc = stmt_row(st)) == RC_OK) {
		l_r->more = l_r->n == max;
		if (l_r->more)
			continue;
		TRY(ticket_row_of(t, a, st, &who, &l_r->v[l_r->n], NULL));
		/* Admins see that there is one. */
		l_r->n += !l_r->v[l_r->n].restricted ||
		    withheld_decides(t->withheld);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
ticket_get(struct tenant *t, struct arena *a, ticket_id id,
    struct ticket *tk_r, struct key *k_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_TICKET_GET));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	if (!sight_has(t->sight, (department_id){ col_u64(st, 3) }))
		return (RC_NOTFOUND);
	return (ticket_row(t, a, st, tk_r, k_r));
}

RC
ticket_get_locked(struct tenant *t, struct arena *a, ticket_id id,
    struct ticket *tk_r, struct key *k_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_TICKET_LOCK));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	TRY(ticket_get(t, a, id, tk_r, k_r));
	return (tk_r->restricted ? RC_DENIED : RC_OK);
}

RC
ticket_by_code(struct tenant *t, struct arena *a, const char *code,
    ticket_id *id_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	(void)a;
	TRY(stmt_tenant(&st, t, &Q_TICKET_BY_CODE));
	bind_str(st, code);
	TRY(stmt_row(st));
	id_r->v = col_u64(st, 0);
	return (RC_OK);
}

/*
 * Ten characters of Crockford's base32 in groups, "K7Q2-M4XP-9C": eight random
 * ones (40 bits) and two of a keyed check, so that guesses can be told from
 * codes of ours without the database.
 */
static const char *
code_new(struct tenant *t, struct arena *a)
{
	struct key k = key_purpose(t->key, "code");
	struct digest d;
	uint8_t r[5];
	const char *c, *check;

	rand_bytes(r, sizeof(r));
	c = b32_encode(a, r, sizeof(r));
	d = digest_keyed(&k, "code", (struct bytes){ r, sizeof(r) });
	check = b32_encode(a, d.b, 2);
	return (arena_printf(a, "%.4s-%.4s-%.2s", c, c + 4, check));
}

struct bytes
ticket_pack(struct arena *a, const struct ticket *tk)
{
	struct buf b = BUF_INIT(a);

	pack_str(&b, F_SUBJECT, tk->subject);
	return (pack_end(&b));
}

RC
ticket_add(struct tenant *t, struct arena *a, struct ticket *tk,
    const struct key *requester, struct key *k_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct secret s;

	TRY(db_new_id(t->db, &tk->id.v));
	TRY(secret_add(t, SECRET_TICKET, tk->id.v, &s));
	*k_r = key_ticket(requester, tk->id, &s);
	tk->code = code_new(t, a);
	tk->status = tk->status == 0 ? TICKET_NEW : tk->status;
	tk->fresh = true;
	tk->activity_at = now_us();
	tk->created_at = tk->activity_at / 1000000;
	TRY(stmt_tenant(&st, t, &Q_TICKET_ADD));
	bind_u64(st, tk->id.v);
	bind_str(st, tk->code);
	bind_u64(st, tk->contact.v);
	bind_u64(st, tk->department.v);
	bind_u64(st, tk->status);
	bind_u64(st, tk->channel);
	bind_i64(st, tk->created_at);
	bind_i64(st, tk->activity_at);
	bind_u64(st, tk->proved);
	bind_str(st, tk->language != NULL ? tk->language : "");
	bind_u64(st, tk->linked.v);
	bind_bytes(st, seal(a, k_r, (struct seal_place){ t->id,
	    "ticket.sealed", tk->id.v }, ticket_pack(a, tk)));
	return (stmt_exec(st, NULL));
}

RC
ticket_put_status(struct tenant *t, struct arena *a, const struct ticket *tk,
    const struct key *k, enum ticket_status status, int64_t postponed_until,
    agent_id by)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	if (tk->status == status && (status != TICKET_POSTPONED ||
	    tk->postponed_until == postponed_until))
		return (RC_OK);
	TRY(stmt_tenant(&st, t, &Q_TICKET_SET_STATUS));
	bind_u64(st, status);
	bind_i64(st, status == TICKET_POSTPONED ? postponed_until : 0);
	bind_i64(st, now_us());
	bind_u64(st, tk->id.v);
	TRY(stmt_exec(st, NULL));
	if (k == NULL)
		return (RC_OK);
	return (event_add(t, a, tk->id, k, EVENT_STATUS, status,
	    by.v != 0 ? AUTHOR_AGENT : AUTHOR_CONTACT,
	    by.v != 0 ? by.v : tk->contact.v));
}

RC
ticket_set_status(struct tenant *t, struct arena *a, ticket_id id,
    enum ticket_status status, int64_t postponed_until, agent_id by)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct ticket tk;
	struct key k;
	enum rc found;

	if (ticket_status_name(status) == NULL || status == TICKET_DELETED ||
	    (status == TICKET_POSTPONED && postponed_until <= now_s()))
		return (RC_INVALID);
	TRY(tx_begin(&tx, t->db));
	found = ticket_get_locked(t, a, id, &tk, &k);
	if (found != RC_GONE)
		TRY(found);
	TRY(ticket_put_status(t, a, &tk, found == RC_OK ? &k : NULL, status,
	    postponed_until, by));
	return (tx_commit(&tx));
}

RC
ticket_prove(struct tenant *t, ticket_id id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_TICKET_PROVE));
	bind_u64(st, id.v);
	return (stmt_exec(st, NULL));
}
