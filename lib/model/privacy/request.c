/*
 * The register of data subjects' requests (request.h).  Sealed: 1 name, 2 address,
 * 3 text, 4 how, 5 extension, 6 answer, 7 notes.
 */
#include "model/privacy/request.h"

#include "core/pack.h"
#include "core/str.h"
#include "core/time.h"
#include "model/access/withheld.h"
#include "model/key/keyring.h"
#include "model/people/contact.h"
#include "model/privacy/request_row.h"

enum { F_NAME = 1, F_ADDRESS = 2, F_TEXT = 3, F_HOW = 4, F_EXTENSION = 5,
	F_ANSWER = 6, F_NOTES = 7 };

/* 0-11 what stands in the clear, 12 sealed */
#define REQUEST_SELECT							\
	"SELECT request_id, kind, state, alive, door, proof, ground,"	\
	" contact_id, made_by, agent_id, received_at, due_at, closed_at,"\
	" sealed FROM request"
/* Below or above (due_at, request_id); one row more than a page. */
#define RISING								\
	" AND due_at >= ? AND (due_at > ? OR request_id > ?)"		\
	" ORDER BY due_at, request_id LIMIT 51"
#define FALLING								\
	" AND due_at <= ? AND (due_at < ? OR request_id < ?)"		\
	" ORDER BY due_at DESC, request_id DESC LIMIT 51"

QUERY(Q_REQUEST_GET, Q_TENANT, REQUEST_SELECT
    " WHERE account_id = ? AND request_id = ?");
QUERY(Q_REQUEST_LOCK, Q_TENANT, REQUEST_SELECT
    " WHERE account_id = ? AND request_id = ? FOR UPDATE");
QUERY(Q_REQUEST_ALIVE, Q_TENANT, REQUEST_SELECT
    " FORCE INDEX (request_alive)"
    " WHERE account_id = ? AND alive = 1 AND due_at < ?" RISING);
QUERY(Q_REQUEST_STATE, Q_TENANT, REQUEST_SELECT
    " FORCE INDEX (request_state)"
    " WHERE account_id = ? AND state = ? AND due_at < ?" RISING);
QUERY(Q_REQUEST_CLOSED, Q_TENANT, REQUEST_SELECT
    " FORCE INDEX (request_state)"
    " WHERE account_id = ? AND state = ?" FALLING);
QUERY(Q_REQUEST_OF, Q_TENANT, REQUEST_SELECT
    " FORCE INDEX (request_contact)"
    " WHERE account_id = ? AND contact_id = ? AND received_at <= ?"
    " AND (received_at < ? OR request_id < ?)"
    " ORDER BY received_at DESC, request_id DESC LIMIT 50");
QUERY(Q_REQUEST_OVERDUE, Q_TENANT,
    "SELECT COUNT(*) FROM (SELECT 1 FROM request FORCE INDEX (request_alive)"
    " WHERE account_id = ? AND alive = 1 AND due_at < ? LIMIT 100) few");

static const char *const kinds[] = {
	[REQUEST_ACCESS] = "access",
	[REQUEST_RECTIFICATION] = "rectification",
	[REQUEST_ERASURE] = "erasure",
	[REQUEST_RESTRICTION] = "restriction",
	[REQUEST_PORTABILITY] = "portability",
	[REQUEST_OBJECTION] = "objection",
};
static const char *const states[] = {
	[REQUEST_OPEN] = "open", [REQUEST_EXTENDED] = "extended",
	[REQUEST_DONE] = "done", [REQUEST_REFUSED] = "refused",
	[REQUEST_WITHDRAWN] = "withdrawn",
};

const char *
request_kind_name(enum request_kind k)
{
	return (k >= REQUEST_ACCESS && k <= REQUEST_OBJECTION ? kinds[k]
	    : NULL);
}

enum request_kind
request_kind_of(const char *name)
{
	for (int i = REQUEST_ACCESS; i <= REQUEST_OBJECTION; i++)
		if (str_eq(kinds[i], name))
			return ((enum request_kind)i);
	return (0);
}

const char *
request_state_name(enum request_state s)
{
	return (s >= REQUEST_OPEN && s <= REQUEST_WITHDRAWN ? states[s]
	    : NULL);
}

enum request_state
request_state_of(const char *name)
{
	for (int i = REQUEST_OPEN; i <= REQUEST_WITHDRAWN; i++)
		if (str_eq(states[i], name))
			return ((enum request_state)i);
	return (0);
}

RC
request_key(struct tenant *t, const struct request *r, bool make,
    struct key *k_r)
{
	struct secret s;

	if (r->contact.v != 0)
		return (keyring_register(t, r->contact, k_r));
	if (!make)
		return (keyring_subject(t, SECRET_REQUEST, r->id, k_r));
	TRY(secret_add(t, SECRET_REQUEST, r->id, &s));
	*k_r = key_subject(t->key, SECRET_REQUEST, r->id, &s);
	explicit_bzero(&s, sizeof(s));
	return (RC_OK);
}

static struct seal_place
place(struct tenant *t, uint64_t id)
{
	return ((struct seal_place){ t->id, "request.sealed", id });
}

struct bytes
request_seal(struct tenant *t, struct arena *a, const struct key *k,
    const struct request *r)
{
	struct buf b = BUF_INIT(a);

	pack_str(&b, F_NAME, r->name);
	pack_str(&b, F_ADDRESS, r->address);
	pack_str(&b, F_TEXT, r->text);
	pack_str(&b, F_HOW, r->how);
	pack_str(&b, F_EXTENSION, r->extension);
	pack_str(&b, F_ANSWER, r->answer);
	pack_str(&b, F_NOTES, r->notes);
	return (seal(a, k, place(t, r->id), pack_end(&b)));
}

static RC
request_open(struct tenant *t, struct arena *a, struct bytes sealed,
    struct request *r)
{
	struct bytes plain;
	struct key k;

	TRY(request_key(t, r, false, &k));
	TRY(seal_open(a, &k, place(t, r->id), sealed, &plain));
	r->name = unpack_str(a, plain, F_NAME);
	r->address = unpack_str(a, plain, F_ADDRESS);
	r->text = unpack_str(a, plain, F_TEXT);
	r->how = unpack_str(a, plain, F_HOW);
	r->extension = unpack_str(a, plain, F_EXTENSION);
	r->answer = unpack_str(a, plain, F_ANSWER);
	r->notes = unpack_str(a, plain, F_NOTES);
	return (RC_OK);
}

/* *sealed_r: to be opened when the statement is done with. */
static void
request_plain(struct arena *a, struct stmt *st, struct request *r,
    struct bytes *sealed_r)
{
	struct bytes sealed = col_bytes(st, 13);

	*r = (struct request){
		.id = col_u64(st, 0),
		.kind = (enum request_kind)col_u64(st, 1),
		.state = (enum request_state)col_u64(st, 2),
		.alive = col_u64(st, 3) != 0,
		.door = (enum request_door)col_u64(st, 4),
		.proof = (enum request_proof)col_u64(st, 5),
		.ground = (enum request_ground)col_u64(st, 6),
		.contact = { col_u64(st, 7) }, .made_by = { col_u64(st, 8) },
		.handler = { col_u64(st, 9) },
		.received_at = col_i64(st, 10), .due_at = col_i64(st, 11),
		.closed_at = col_i64(st, 12),
		.name = "", .address = "", .text = "", .how = "",
		.extension = "", .answer = "", .notes = "",
	};
	*sealed_r = (struct bytes){ 0 };
	if (!col_null(st, 13) && sealed.n > 0)
		*sealed_r = arena_bytes(a, sealed.p, sealed.n);
}

static RC
request_opened(struct tenant *t, struct arena *a, struct bytes sealed,
    struct request *r)
{
	enum rc rc = sealed.n == 0 ? RC_GONE : request_open(t, a, sealed, r);

	r->gone = rc == RC_GONE;
	return (r->gone ? RC_OK : rc);
}

RC
request_find(struct tenant *t, struct arena *a, uint64_t id, bool lock,
    struct request *r_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct bytes sealed;

	TRY(stmt_tenant(&st, t, lock ? &Q_REQUEST_LOCK : &Q_REQUEST_GET));
	bind_u64(st, id);
	TRY(stmt_row(st));
	request_plain(a, st, r_r, &sealed);
	stmt_done(&st);
	return (request_opened(t, a, sealed, r_r));
}

/* An agent reads those of contacts he sees. */
static RC
seen(struct tenant *t, const struct request *r)
{
	if (withheld_decides(t->withheld))
		return (RC_OK);
	return (r->contact.v == 0 ? RC_NOTFOUND : contact_seen(t, r->contact));
}

RC
request_get(struct tenant *t, struct arena *a, uint64_t id,
    struct request *r_r)
{
	TRY(request_find(t, a, id, false, r_r));
	return (seen(t, r_r));
}

/* ---- lists ------------------------------------------------------------------ */

static RC
read_rows(struct arena *a, struct stmt *st, struct request_list *l_r,
    struct bytes **sealed_r)
{
	enum rc rc;

	*l_r = (struct request_list){ 0 };
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->v == NULL) {
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
			*sealed_r = arena_array(a, stmt_rows(st),
			    sizeof(**sealed_r));
		}
		request_plain(a, st, &l_r->v[l_r->n], &(*sealed_r)[l_r->n]);
		l_r->n++;
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* One page as it stands, sealed. */
static RC
fetch(struct tenant *t, struct arena *a, const struct request_page *p,
    struct request_list *l_r, struct bytes **sealed_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	bool closed = p->state >= REQUEST_DONE;
	int64_t from = p->after_due;

	if (closed && from == 0)
		from = INT64_MAX;
	TRY(stmt_tenant(&st, t, closed ? &Q_REQUEST_CLOSED
	    : p->state != 0 ? &Q_REQUEST_STATE : &Q_REQUEST_ALIVE));
	if (p->state != 0)
		bind_u64(st, p->state);
	if (!closed)
		bind_i64(st, p->due != 0 ? p->due : INT64_MAX);
	bind_i64(st, from);
	bind_i64(st, from);
	bind_u64(st, p->after);
	return (read_rows(a, st, l_r, sealed_r));
}

/* Those of them that are seen go to the page; false: it is full. */
static RC
take(struct tenant *t, struct arena *a, const struct request_list *rows,
    struct bytes *sealed, struct request_list *l_r)
{
	enum rc rc;

	for (size_t i = 0; i < rows->n; i++) {
		rc = seen(t, &rows->v[i]);
		if (rc == RC_NOTFOUND)
			continue;
		TRY(rc);
		l_r->more = l_r->n == REQUEST_PAGE;
		if (l_r->more)
			return (RC_OK);
		TRY(request_opened(t, a, sealed[i], &rows->v[i]));
		l_r->v[l_r->n++] = rows->v[i];
	}
	return (RC_OK);
}

RC
request_list(struct tenant *t, struct arena *a, const struct request_page *p,
    struct request_list *l_r)
{
	struct request_page at = *p;
	struct request_list rows;
	struct bytes *sealed = NULL;

	*l_r = (struct request_list){ .v = arena_array(a, REQUEST_PAGE,
	    sizeof(struct request)) };
	do {
		TRY(fetch(t, a, &at, &rows, &sealed));
		TRY(take(t, a, &rows, sealed, l_r));
		if (rows.n > 0) {
			at.after_due = rows.v[rows.n - 1].due_at;
			at.after = rows.v[rows.n - 1].id;
		}
	} while (rows.n == REQUEST_PAGE + 1 && !l_r->more);
	return (RC_OK);
}

RC
request_list_of(struct tenant *t, struct arena *a, contact_id id,
    const struct request *behind, struct request_list *l_r)
{
	int64_t at = behind == NULL ? INT64_MAX : behind->received_at;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct bytes *sealed = NULL;

	TRY(contact_seen(t, id));
	TRY(stmt_tenant(&st, t, &Q_REQUEST_OF));
	bind_u64(st, id.v);
	bind_i64(st, at);
	bind_i64(st, at);
	bind_u64(st, behind == NULL ? INT64_MAX : behind->id);
	TRY(read_rows(a, st, l_r, &sealed));
	stmt_done(&st);
	for (size_t i = 0; i < l_r->n; i++)
		TRY(request_opened(t, a, sealed[i], &l_r->v[i]));
	return (RC_OK);
}

RC
request_overdue(struct tenant *t, unsigned *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_REQUEST_OVERDUE));
	bind_i64(st, now_s());
	TRY(stmt_row(st));
	*n_r = (unsigned)col_u64(st, 0);
	return (RC_OK);
}
