/* Tags (ticket.h): the panel only. */
#include "core/str.h"
#include "model/ticket/ticket.h"

#define TAGS_MAX	20

QUERY(Q_TAG_LIST, Q_TENANT,
    "SELECT tag_id, name FROM tag WHERE account_id = ?"
    " ORDER BY name LIMIT 500");
QUERY(Q_TAG_FIND, Q_TENANT,
    "SELECT tag_id FROM tag WHERE account_id = ? AND name = ?");
QUERY(Q_TAG_ADD, Q_TENANT,
    "INSERT INTO tag (account_id, tag_id, name) VALUES (?, ?, ?)");
QUERY(Q_TICKET_TAG_ADD, Q_TENANT,
    "INSERT IGNORE INTO ticket_tag (account_id, ticket_id, tag_id)"
    " VALUES (?, ?, ?)");
QUERY(Q_TICKET_TAG_REMOVE, Q_TENANT,
    "DELETE FROM ticket_tag"
    " WHERE account_id = ? AND ticket_id = ? AND tag_id = ?");
QUERY(Q_TICKET_TAGS_COUNT, Q_TENANT,
    "SELECT COUNT(*) FROM ticket_tag"
    " WHERE account_id = ? AND ticket_id = ?");

static RC
tag_rows(struct arena *a, struct stmt *st, size_t max, struct tag_list *l_r)
{
	enum rc rc;

	*l_r = (struct tag_list){
		.v = arena_array(a, max, sizeof(struct tag)),
	};
	while ((rc = stmt_row(st)) == RC_OK && l_r->n < max)
		l_r->v[l_r->n++] = (struct tag){
			.id = { col_u64(st, 0) },
			.name = arena_strdup(a, col_str(st, 1)),
		};
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
tag_list(struct tenant *t, struct arena *a, struct tag_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_TAG_LIST));
	return (tag_rows(a, st, 500, l_r));
}

static RC
tag_find(struct tenant *t, const char *name, tag_id *id_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_TAG_FIND));
	bind_str(st, name);
	TRY(stmt_row(st));
	id_r->v = col_u64(st, 0);
	return (RC_OK);
}

static RC
tag_ensure(struct tenant *t, const char *name, tag_id *id_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc = tag_find(t, name, id_r);

	if (rc != RC_NOTFOUND)
		return (rc);
	TRY(db_new_id(t->db, &id_r->v));
	TRY(stmt_tenant(&st, t, &Q_TAG_ADD));
	bind_u64(st, id_r->v);
	bind_str(st, name);
	rc = stmt_exec(st, NULL);
	/* Somebody made the same tag meanwhile: run the act again. */
	return (rc == RC_CONFLICT ? RC_RETRY : rc);
}

static bool
among(const char *name, struct tag_names l)
{
	for (size_t i = 0; i < l.n; i++)
		if (str_eq(l.v[i], name))
			return (true);
	return (false);
}

/* Put the tag on the ticket, or take it off. */
static RC
tag_change(struct tenant *t, ticket_id id, tag_id tag, struct query *q)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	bind_u64(st, id.v);
	bind_u64(st, tag.v);
	return (stmt_exec(st, NULL));
}

static RC
tags_count(struct tenant *t, ticket_id id, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_TICKET_TAGS_COUNT));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	*n_r = col_u64(st, 0);
	return (RC_OK);
}

RC
ticket_set_tags(struct tenant *t, struct arena *a, ticket_id id,
    struct tag_names had, struct tag_names now)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct ticket tk;
	uint64_t n;
	tag_id tag;
	enum rc rc;

	TRY(tx_begin(&tx, t->db));
	TRY(ticket_get_locked(t, a, id, &tk, NULL));
	for (size_t i = 0; i < had.n; i++) {
		if (among(had.v[i], now))
			continue;
		rc = tag_find(t, had.v[i], &tag);
		if (rc == RC_OK)
			rc = tag_change(t, id, tag, &Q_TICKET_TAG_REMOVE);
		if (rc != RC_NOTFOUND)
			TRY(rc);
	}
	for (size_t i = 0; i < now.n; i++) {
		if (among(now.v[i], had))
			continue;
		TRY(tag_ensure(t, now.v[i], &tag));
		TRY(tag_change(t, id, tag, &Q_TICKET_TAG_ADD));
	}
	TRY(tags_count(t, id, &n));
	if (n > TAGS_MAX)
		return (RC_LIMIT);
	return (tx_commit(&tx));
}
