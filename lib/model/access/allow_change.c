/*
 * Allow-lists for those who change them (allow_list.h): panel and command line.
 * Sealed under a key of the account: 1 as typed.
 */
#include "model/access/allow_list.h"

#include "core/pack.h"
#include "core/str.h"
#include "core/time.h"
#include "model/log/audit.h"

enum { F_TYPED = 1 };

QUERY(Q_ALLOW_GET, Q_TENANT,
    "SELECT place, ranges, sealed, agent_id, changed_at FROM allow_list"
    " WHERE account_id = ?");
QUERY(Q_ALLOW_SET, Q_TENANT,
    "INSERT INTO allow_list (account_id, place, ranges, sealed, agent_id,"
    " changed_at) VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
    " ranges = VALUES(ranges), sealed = VALUES(sealed),"
    " agent_id = VALUES(agent_id), changed_at = VALUES(changed_at)");
QUERY(Q_ALLOW_VERSION, Q_TENANT,
    "UPDATE account SET allow_version = allow_version + 1"
    " WHERE account_id = ?");

static struct key
allow_key(const struct tenant *t)
{
	return (key_purpose(t->key, "allow-list"));
}

RC
allow_list_get(struct tenant *t, struct arena *a,
    struct allow_list l_r[PLACES])
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k = allow_key(t);
	struct bytes plain;
	enum rc rc;
	size_t i;

	for (i = 0; i < PLACES; i++)
		l_r[i] = (struct allow_list){ .ranges = "", .typed = "" };
	TRY(stmt_tenant(&st, t, &Q_ALLOW_GET));
	while ((rc = stmt_row(st)) == RC_OK) {
		i = (size_t)col_u64(st, 0) - 1;
		if (i >= PLACES)
			continue;
		l_r[i].ranges = arena_strdup(a, col_str(st, 1));
		l_r[i].by.v = col_u64(st, 3);
		l_r[i].changed_at = col_i64(st, 4);
		/* What was typed does not open: the networks themselves. */
		l_r[i].typed = seal_open(a, &k, (struct seal_place){ t->id,
		    "allow_list.sealed", i + 1 }, col_bytes(st, 2), &plain) ==
		    RC_OK ? unpack_str(a, plain, F_TYPED) : l_r[i].ranges;
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
set_one(struct tenant *t, struct arena *a, agent_id by, size_t i,
    const struct allow_list *l)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct buf b = BUF_INIT(a);
	struct key k = allow_key(t);

	pack_str(&b, F_TYPED, l->typed);
	TRY(stmt_tenant(&st, t, &Q_ALLOW_SET));
	bind_u64(st, i + 1);
	bind_str(st, l->ranges);
	bind_bytes(st, seal(a, &k, (struct seal_place){ t->id,
	    "allow_list.sealed", i + 1 }, pack_end(&b)));
	bind_u64(st, by.v);
	bind_i64(st, now_s());
	return (stmt_exec(st, NULL));
}

static RC
count_version(struct tenant *t)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_ALLOW_VERSION));
	return (stmt_exec(st, NULL));
}

static RC
note(struct tenant *t, size_t i, const char *ranges)
{
	struct audit_row row = {
		.verb = *ranges != '\0' ? AUDIT_LIST_CHANGED
		    : AUDIT_LIST_CLEARED,
		.object = ON_LIST, .id = i + 1,
	};

	for (const char *p = ranges; *p != '\0'; p++)
		row.value += *p == '\n';
	return (audit_add(t, &row));
}

RC
allow_list_change(struct tenant *t, struct arena *a, agent_id by,
    const struct allow_list l[PLACES])
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct allow_list had[PLACES];

	TRY(tx_begin(&tx, t->db));
	/* First, so that two who save at once wait for each other here. */
	TRY(count_version(t));
	TRY(allow_list_get(t, a, had));
	for (size_t i = 0; i < PLACES; i++) {
		if (!str_eq(had[i].typed, l[i].typed))
			TRY(set_one(t, a, by, i, &l[i]));
		if (!str_eq(had[i].ranges, l[i].ranges))
			TRY(note(t, i, l[i].ranges));
	}
	return (tx_commit(&tx));
}
