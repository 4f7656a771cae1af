/* What an export holds (export_read.h). */
#include "model/privacy/export_read.h"

#include "core/str.h"
#include "model/key/keyring.h"
#include "model/log/audit_row.h"
#include "model/ticket/message_row.h"

#define TOGETHER_BYTES	((uint64_t)1 << 20)
#define TOGETHER	100

QUERY(Q_EXPORT_TICKETS, Q_TENANT,
    "SELECT ticket_id FROM ticket FORCE INDEX (ticket_contact)"
    " WHERE account_id = ? AND contact_id = ?"
    " ORDER BY activity_at, ticket_id");
QUERY(Q_EXPORT_TICKETS_OTHER, Q_TENANT,
    "SELECT DISTINCT m.ticket_id FROM message m FORCE INDEX (message_author)"
    "  JOIN ticket t ON t.account_id = m.account_id"
    "   AND t.ticket_id = m.ticket_id"
    " WHERE m.account_id = ? AND m.author_kind = 1 AND m.author_id = ?"
    "   AND t.contact_id <> m.author_id");
QUERY(Q_EXPORT_INDEX, Q_TENANT,
    "SELECT message_id, kind, author_kind, author_id, to_id, created_at,"
    " LENGTH(sealed) + COALESCE(LENGTH(sealed_html), 0), files"
    "  FROM message FORCE INDEX (message_ticket)"
    " WHERE account_id = ? AND ticket_id = ? AND created_at <= ?"
    " ORDER BY created_at, message_id");
QUERY(Q_EXPORT_MESSAGES, Q_TENANT, MESSAGE_SELECT
    ", " SEALED_SMALL("m.sealed_html")
    "  FROM message m FORCE INDEX (message_ticket)"
    " WHERE m.account_id = ? AND m.ticket_id = ? AND m.created_at >= ?"
    " AND m.created_at <= ? ORDER BY m.created_at, m.message_id");
QUERY(Q_EXPORT_TAGS, Q_TENANT,
    "SELECT g.name FROM ticket_tag tt"
    "  JOIN tag g ON g.account_id = tt.account_id AND g.tag_id = tt.tag_id"
    " WHERE tt.account_id = ? AND tt.ticket_id = ?");

static RC
tickets_add(struct tenant *t, struct arena *a, struct query *q, contact_id id,
    bool own, struct export_tickets *l)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct export_ticket *v = NULL;
	enum rc rc;

	TRY(stmt_tenant(&st, t, q));
	bind_u64(st, id.v);
	while ((rc = stmt_row(st)) == RC_OK) {
		if (v == NULL) {
			v = arena_array(a, l->n + stmt_rows(st), sizeof(*v));
			if (l->n > 0)
				memcpy(v, l->v, l->n * sizeof(*v));
			l->v = v;
		}
		v[l->n++] = (struct export_ticket){ { col_u64(st, 0) }, own };
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
export_tickets(struct tenant *t, struct arena *a, contact_id id,
    struct export_tickets *l_r)
{
	*l_r = (struct export_tickets){ 0 };
	TRY(tickets_add(t, a, &Q_EXPORT_TICKETS, id, true, l_r));
	return (tickets_add(t, a, &Q_EXPORT_TICKETS_OTHER, id, false, l_r));
}

RC
export_index(struct tenant *t, struct arena *a, ticket_id id, int64_t until,
    struct export_index *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct export_index){ 0 };
	TRY(stmt_tenant(&st, t, &Q_EXPORT_INDEX));
	bind_u64(st, id.v);
	bind_i64(st, until);
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->v == NULL)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		l_r->v[l_r->n++] = (struct export_entry){
			.id = { col_u64(st, 0) },
			.kind = (enum message_kind)col_u64(st, 1),
			.author_kind = (enum author_kind)col_u64(st, 2),
			.author = col_u64(st, 3), .to = { col_u64(st, 4) },
			.at = col_i64(st, 5), .bytes = col_u64(st, 6),
			.files = col_u64(st, 7),
		};
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

size_t
export_together(const struct export_entry *v, size_t n)
{
	uint64_t bytes = 0;
	size_t i;

	for (i = 0; i < n && i < TOGETHER; i++) {
		bytes += v[i].bytes;
		if (i > 0 && bytes > TOGETHER_BYTES)
			break;
	}
	return (i);
}

static RC
open_html(struct tenant *t, struct arena *a, struct stmt *st,
    const struct key *mk, struct message *m)
{
	enum rc rc;

	if (m->gone)
		return (RC_OK);
	rc = message_row_html(t, a, st, MESSAGE_NCOLS, mk, m);
	m->gone = rc == RC_GONE || rc == RC_NOTFOUND || rc == RC_INVALID;
	return (m->gone ? RC_OK : rc);
}

RC
export_messages(struct tenant *t, struct arena *a, const struct ticket *tk,
    const struct key *k, const struct export_entry *v, size_t n,
    struct message_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct authors w = { .a = a };
	struct key *keys = arena_array(a, n, sizeof(*keys));
	struct message *m;
	enum rc rc;

	*l_r = (struct message_list){ arena_array(a, n, sizeof(*m)), 0 };
	TRY(stmt_tenant(&st, t, &Q_EXPORT_MESSAGES));
	bind_u64(st, tk->id.v);
	bind_i64(st, v[0].at);
	bind_i64(st, v[n - 1].at);
	for (size_t i = 0; (rc = stmt_row(st)) == RC_OK;) {
		/* Those between that are not asked for are passed over. */
		while (i < n && (v[i].at < col_i64(st, 5) ||
		    (v[i].at == col_i64(st, 5) && v[i].id.v <
		    col_u64(st, 0))))
			i++;
		if (i == n || v[i].id.v != col_u64(st, 0))
			continue;
		m = &l_r->v[l_r->n];
		TRY(message_row(t, a, st, &w, tk, k, m, &keys[l_r->n]));
		TRY(open_html(t, a, st, &keys[l_r->n], m));
		l_r->n++;
	}
	if (rc != RC_NOTFOUND)
		return (rc);
	stmt_done(&st);
	for (size_t i = 0; i < l_r->n; i++)
		if (l_r->v[i].nfiles > 0 && !l_r->v[i].gone)
			TRY(message_row_files(t, a, &keys[i], &l_r->v[i]));
		else
			l_r->v[i].nfiles = 0;
	return (RC_OK);
}

/* Once each; who was forgotten has no name to hide. */
static RC
people_add(struct tenant *t, struct arena *a, uint64_t id, contact_id me,
    struct export_people *l)
{
	struct contact c;
	struct key k;
	enum rc rc;

	if (id == 0 || id == me.v)
		return (RC_OK);
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].id.v == id)
			return (RC_OK);
	rc = contact_author(t, a, (contact_id){ id }, &c, &k);
	explicit_bzero(&k, sizeof(k));
	if (rc == RC_OK)
		l->v[l->n++] = c;
	return (rc == RC_GONE ? RC_OK : rc);
}

RC
export_people(struct tenant *t, struct arena *a, const struct ticket *tk,
    const struct export_index *x, contact_id me, struct export_people *l_r)
{
	size_t most = 1;

	for (size_t i = 0; i < x->n; i++) {
		most += x->v[i].author_kind == AUTHOR_CONTACT &&
		    x->v[i].author != me.v ? 1 : 0;
		most += x->v[i].to.v != 0 && x->v[i].to.v != me.v ? 1 : 0;
	}
	*l_r = (struct export_people){ arena_array(a, most,
	    sizeof(*l_r->v)), 0 };
	TRY(people_add(t, a, tk->contact.v, me, l_r));
	for (size_t i = 0; i < x->n; i++) {
		if (x->v[i].author_kind == AUTHOR_CONTACT)
			TRY(people_add(t, a, x->v[i].author, me, l_r));
		TRY(people_add(t, a, x->v[i].to.v, me, l_r));
	}
	return (RC_OK);
}

RC
export_tags(struct tenant *t, struct arena *a, ticket_id id,
    struct tag_names *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	const char **v = NULL;
	enum rc rc;

	*l_r = (struct tag_names){ 0 };
	TRY(stmt_tenant(&st, t, &Q_EXPORT_TAGS));
	bind_u64(st, id.v);
	while ((rc = stmt_row(st)) == RC_OK) {
		if (v == NULL)
			v = arena_array(a, stmt_rows(st), sizeof(*v));
		v[l_r->n++] = arena_strdup(a, col_str(st, 0));
	}
	l_r->v = v;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
