/* Tags (ticket.h): the panel only. */
#include "core/str.h"
#include "model/ticket.h"

#define TAGS_MAX	20

QUERY(Q_TAG_LIST, Q_TENANT,
    "SELECT tag_id, name FROM tag WHERE account_id = ?"
    " ORDER BY name LIMIT 500");
QUERY(Q_TICKET_TAGS, Q_TENANT,
    "SELECT g.tag_id, g.name FROM ticket_tag x"
    "  JOIN tag g ON g.account_id = x.account_id AND g.tag_id = x.tag_id"
    " WHERE x.account_id = ? AND x.ticket_id = ? ORDER BY g.name");
QUERY(Q_TAG_FIND, Q_TENANT,
    "SELECT tag_id FROM tag WHERE account_id = ? AND name = ?");
QUERY(Q_TAG_ADD, Q_TENANT,
    "INSERT INTO tag (account_id, tag_id, name) VALUES (?, ?, ?)");
QUERY(Q_TICKET_TAG_ADD, Q_TENANT,
    "INSERT IGNORE INTO ticket_tag (account_id, ticket_id, tag_id)"
    " VALUES (?, ?, ?)");
QUERY(Q_TICKET_TAGS_CLEAR, Q_TENANT,
    "DELETE FROM ticket_tag WHERE account_id = ? AND ticket_id = ?");

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

RC
ticket_tags(struct tenant *t, struct arena *a, ticket_id id,
    struct tag_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_TICKET_TAGS));
	bind_u64(st, id.v);
	return (tag_rows(a, st, TAGS_MAX, l_r));
}

static RC
tag_ensure(struct tenant *t, const char *name, tag_id *id_r)
{
	CLEANUP(stmt_done) struct stmt *find = NULL, *add = NULL;
	enum rc rc;

	TRY(stmt_tenant(&find, t, &Q_TAG_FIND));
	bind_str(find, name);
	rc = stmt_row(find);
	if (rc == RC_OK)
		id_r->v = col_u64(find, 0);
	if (rc != RC_NOTFOUND)
		return (rc);
	TRY(db_new_id(t->db, &id_r->v));
	TRY(stmt_tenant(&add, t, &Q_TAG_ADD));
	bind_u64(add, id_r->v);
	bind_str(add, name);
	rc = stmt_exec(add, NULL);
	return (rc == RC_CONFLICT ? RC_RETRY : rc);
}

RC
ticket_set_tags(struct tenant *t, struct arena *a, ticket_id id,
    const char *const *names, size_t n)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct ticket tk;
	struct key k;
	tag_id tag;

	if (n > TAGS_MAX)
		return (RC_INVALID);
	TRY(ticket_get(t, a, id, &tk, &k));
	TRY(tx_begin(&tx, t->db));
	TRY(stmt_tenant(&st, t, &Q_TICKET_TAGS_CLEAR));
	bind_u64(st, id.v);
	TRY(stmt_exec(st, NULL));
	for (size_t i = 0; i < n; i++) {
		CLEANUP(stmt_done) struct stmt *add = NULL;

		TRY(tag_ensure(t, names[i], &tag));
		TRY(stmt_tenant(&add, t, &Q_TICKET_TAG_ADD));
		bind_u64(add, id.v);
		bind_u64(add, tag.v);
		TRY(stmt_exec(add, NULL));
	}
	return (tx_commit(&tx));
}
