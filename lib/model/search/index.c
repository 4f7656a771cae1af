/* The index anew (index.h): linked only by the command line and by what erases. */
#include "model/search/index.h"

#include "core/log.h"
#include "core/str.h"
#include "model/people/agent.h"
#include "model/people/contact.h"
#include "model/people/lookup.h"
#include "model/ticket/message_row.h"
#include "model/ticket/outbox.h"

#define BATCH	100
#define SCRATCH	((size_t)256 << 20)	/* a page of texts, or one cut up */
#define TRIES	8

QUERY(Q_INDEX_CONTACTS, Q_TENANT,
    "SELECT contact_id FROM contact WHERE account_id = ?"
    " AND contact_id > ? ORDER BY contact_id LIMIT 100");
QUERY(Q_INDEX_AGENTS, Q_TENANT,
    "SELECT agent_id FROM agent WHERE account_id = ?"
    " AND agent_id > ? ORDER BY agent_id LIMIT 100");
QUERY(Q_INDEX_TICKETS, Q_TENANT,
    "SELECT ticket_id FROM ticket WHERE account_id = ?"
    " AND ticket_id > ? ORDER BY ticket_id LIMIT 100");
QUERY(Q_INDEX_OUTBOX, Q_TENANT,
    "SELECT outbox_id, kind, message_id, contact_id FROM outbox"
    " WHERE account_id = ? AND ticket_id = ? AND agent_id = 0");
QUERY(Q_LOOKUP_CLEAR, Q_TENANT,
    "DELETE FROM olvido_index.lookup"
    " WHERE account_id = ? AND kind = ? AND id > ? AND id <= ?");
QUERY(Q_TERM_CLEAR, Q_TENANT,
    "DELETE FROM olvido_index.term"
    " WHERE account_id = ? AND ticket_id > ? AND ticket_id <= ?");

struct pass {
	struct tenant		*t;
	struct arena		*a;	/* emptied after each transaction */
	struct index_counts	*n;
};

/* One noun: which ids there are, what belongs to a range, what to add. */
struct noun {
	struct query	*ids;
	enum lookup_kind kind[3];	/* 0 ends */
	bool		 words;
	RC		 (*add)(struct pass *, uint64_t id);
};

static RC
add_lookup(struct pass *p, enum lookup_kind kind, const char *value,
    uint64_t id, uint64_t id2)
{
	enum rc rc;

	if (str_empty(value))
		return (RC_OK);
	rc = lookup_add(p->t, kind, value, id, id2);
	return (rc == RC_CONFLICT ? RC_OK : rc);
}

static RC
add_contact(struct pass *p, uint64_t id)
{
	struct contact c;

	TRY(contact_get(p->t, p->a, (contact_id){ id }, &c, NULL));
	p->n->contacts++;
	p->n->gone += c.gone;
	return (add_lookup(p, LOOKUP_CONTACT_EMAIL, c.email, id, 0));
}

static RC
add_agent(struct pass *p, uint64_t id)
{
	struct agent g;

	TRY(agent_get(p->t, p->a, (agent_id){ id }, &g));
	p->n->agents++;
	p->n->gone += str_empty(g.email);
	return (add_lookup(p, LOOKUP_AGENT_EMAIL, g.email, id, 0));
}

/* What mails of ours about this ticket can be answered by. */
static RC
add_outbox(struct pass *p, ticket_id id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	const char *code;
	enum rc rc;

	TRY(stmt_tenant(&st, p->t, &Q_INDEX_OUTBOX));
	bind_u64(st, id.v);
	while ((rc = stmt_row(st)) == RC_OK) {
		TRY(reply_code(p->t, p->a, id, (contact_id){ col_u64(st, 3) },
		    &code));
		if (col_u64(st, 1) == OUTBOX_REPLY)
			TRY(add_lookup(p, LOOKUP_MESSAGE_ID,
			    outbox_mail_id(p->a, p->t,
			    (outbox_id){ col_u64(st, 0) }), id.v,
			    col_u64(st, 2)));
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
add_messages(struct pass *p, const struct ticket *tk,
    const struct message_pages *l)
{
	CLEANUP(arena_free) struct arena *one = arena_new(SCRATCH);

	for (size_t i = 0; i < l->n; i++) {
		if (l->v[i].gone || l->v[i].kind == MESSAGE_EVENT)
			continue;
		/* The subject once is enough; of a page more does no harm. */
		TRY(message_index(p->t, one, tk, &l->v[i], i == 0));
		arena_reset(one);
		TRY(add_lookup(p, LOOKUP_MESSAGE_ID, l->v[i].mail_message_id,
		    tk->id.v, l->v[i].id.v));
	}
	return (RC_OK);
}

static RC
add_ticket(struct pass *p, uint64_t id)
{
	CLEANUP(arena_free) struct arena *page = arena_new(SCRATCH);
	struct message_pages l = { 0 };
	struct ticket tk;
	struct key k;
	enum rc rc = ticket_get(p->t, p->a, (ticket_id){ id }, &tk, &k);

	p->n->tickets++;
	if (rc == RC_GONE) {
		p->n->gone++;
		return (RC_OK);
	}
	TRY(rc);
	do {
		arena_reset(page);
		TRY(message_page(p->t, page, &tk, &k, &l));
		TRY(add_messages(p, &tk, &l));
	} while (l.more);
	return (add_outbox(p, tk.id));
}

static const struct noun nouns[] = {
	{ &Q_INDEX_CONTACTS, { LOOKUP_CONTACT_EMAIL, LOOKUP_CONTACT_PHONE },
	    false, add_contact },
	{ &Q_INDEX_AGENTS, { LOOKUP_AGENT_EMAIL }, false, add_agent },
	{ &Q_INDEX_TICKETS, { LOOKUP_MESSAGE_ID, LOOKUP_REPLY_CODE }, true,
	    add_ticket },
};

static RC
clear_lookups(struct pass *p, enum lookup_kind kind, uint64_t after,
    uint64_t to)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, p->t, &Q_LOOKUP_CLEAR));
	bind_u64(st, kind);
	bind_u64(st, after);
	bind_u64(st, to);
	return (stmt_exec(st, NULL));
}

static RC
clear_words(struct pass *p, uint64_t after, uint64_t to)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, p->t, &Q_TERM_CLEAR));
	bind_u64(st, after);
	bind_u64(st, to);
	return (stmt_exec(st, NULL));
}

static RC
next_ids(struct pass *p, const struct noun *noun, uint64_t after,
    uint64_t id[BATCH], size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc = RC_OK;

	*n_r = 0;
	TRY(stmt_tenant(&st, p->t, noun->ids));
	bind_u64(st, after);
	while (*n_r < BATCH && (rc = stmt_row(st)) == RC_OK)
		id[(*n_r)++] = col_u64(st, 0);
	return (*n_r == BATCH || rc == RC_NOTFOUND ? RC_OK : rc);
}

/* Entries of ids in (after, to] anew; ids: those that are there. */
static RC
range(struct pass *p, const struct noun *noun, uint64_t after, uint64_t to,
    const uint64_t *id, size_t n)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, p->t->db));
	for (size_t i = 0; i < 3 && noun->kind[i] != 0; i++)
		TRY(clear_lookups(p, noun->kind[i], after, to));
	if (noun->words)
		TRY(clear_words(p, after, to));
	for (size_t i = 0; i < n; i++) {
		TRY(noun->add(p, id[i]));
		if (!noun->words)
			continue;
		arena_reset(p->a);	/* a ticket may be large */
	}
	return (tx_commit(&tx));
}

static RC
batch(struct pass *p, const struct noun *noun, uint64_t *after, size_t *n_r)
{
	struct index_counts before = *p->n;
	uint64_t id[BATCH], to = INT64_MAX;
	enum rc rc = RC_RETRY;

	TRY(next_ids(p, noun, *after, id, n_r));
	if (*n_r == BATCH)
		to = id[BATCH - 1];
	for (int try = 0; try < TRIES && rc == RC_RETRY; try++) {
		*p->n = before;
		rc = range(p, noun, *after, to, id, *n_r);
		arena_reset(p->a);
	}
	*after = to;
	return (rc);
}

RC
index_rebuild(struct tenant *t, struct index_counts *n_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(256U << 20);
	struct pass p = { t, a, n_r };
	uint64_t after;
	size_t n;

	*n_r = (struct index_counts){ 0 };
	for (size_t i = 0; i < sizeof(nouns) / sizeof(nouns[0]); i++) {
		after = 0;
		do
			TRY(batch(&p, &nouns[i], &after, &n));
		while (n == BATCH);
	}
	return (RC_OK);
}

RC
index_ticket(struct tenant *t, struct arena *a, ticket_id id)
{
	struct index_counts n = { 0 };
	struct pass p = { t, a, &n };

	TRY(clear_lookups(&p, LOOKUP_MESSAGE_ID, id.v - 1, id.v));
	TRY(clear_lookups(&p, LOOKUP_REPLY_CODE, id.v - 1, id.v));
	TRY(clear_words(&p, id.v - 1, id.v));
	return (add_ticket(&p, id.v));
}
