/*
 * Reads that are sent ahead (stmt_ahead(), db.h): a page that will ask several
 * things sends them one after the other, and all answers are read together, in
 * that order, before anything else goes over the connection.  Sending and reading
 * are the two steps of the client library's own mysql_stmt_execute().
 */
#include <errmsg.h>
#include <stdlib.h>

#include "core/log.h"
#include "db/priv.h"

/* Sent, or why not. */
static unsigned
send_one(struct stmt *st)
{
	MYSQL *my = st->db->my;
	unsigned code = stmt_bind_values(st);
	unsigned char *request;
	size_t n;
	int bad;

	if (code != 0)
		return (code);
	request = my->methods->db_execute_generate_request(st->my, &n, 0);
	if (request == NULL)
		return (mysql_stmt_errno(st->my));
	bad = my->methods->db_command(my, COM_STMT_EXECUTE,
	    (const char *)request, n, 1, st->my);
	free(request);
	return (bad != 0 ? mysql_errno(my) : 0);
}

static unsigned
read_one(struct stmt *st)
{
	MYSQL *my = st->db->my;

	my->net.pkt_nr = 1;	/* an answer is counted from its question */
	st->my->result.rows = 0;	/* and its rows from none */
	if (my->methods->db_read_execute_response(st->my) != 0)
		return (mysql_stmt_errno(st->my));
	if (!st->bound)
		stmt_bind_out(st);
	if (mysql_stmt_store_result(st->my) != 0)
		return (mysql_stmt_errno(st->my));
	st->stored = true;
	return (0);
}

void
stmt_ahead(struct stmt **stp)
{
	struct stmt *st = *stp;
	struct db *db = st->db;

	if (st->cols == 0)
		bug("%s has no rows to ask for", st->q->name);
	/* Two at once of one query, or one that is asked by another's caller. */
	if (st->kept != NULL || st->asked || db->in_tx ||
	    db->aheads == AHEAD_MAX) {
		stmt_done(stp);
		return;
	}
	if (st->was == NULL)
		st->was = arena_array(arena_boot(), st->params + 1,
		    sizeof(*st->was));
	st->code = send_one(st);
	if (st->code != 0) {
		/* Who asks it again has the error, or a new connection. */
		stmt_done(stp);
		return;
	}
	for (unsigned i = 0; i < st->params; i++) {
		if (st->in[i].buffer_type != MYSQL_TYPE_LONGLONG)
			bug("%s ahead takes numbers", st->q->name);
		st->was[i] = st->num[i];
	}
	st->asked = true;
	st->taken = st->landed = false;
	db->ahead[db->aheads++] = st;
	*stp = NULL;
}

void
ahead_land(struct db *db)
{
	struct stmt *st;
	bool lost = false;

	for (unsigned i = 0; i < db->aheads; i++) {
		st = db->ahead[i];
		if (st->landed)
			continue;
		st->landed = true;
		st->code = lost ? CR_SERVER_LOST : read_one(st);
		lost |= db_away(st->code);
	}
}

/* No longer ahead; its answer was read. */
static void
forget(struct stmt *st)
{
	struct db *db = st->db;
	unsigned n = 0;

	for (unsigned i = 0; i < db->aheads; i++)
		if (db->ahead[i] != st)
			db->ahead[n++] = db->ahead[i];
	db->aheads = n;
	st->asked = st->taken = false;
}

/* Its answer goes; who took it asks again. */
static void
drop(struct stmt *st)
{
	st->busy = st->taken;
	forget(st);
	if (st->stored && st->my != NULL)
		mysql_stmt_free_result(st->my);
	st->stored = false;
}

void
ahead_drop(struct db *db)
{
	ahead_land(db);
	while (db->aheads > 0)
		drop(db->ahead[db->aheads - 1]);
}

void
ahead_lost(struct db *db)
{
	for (unsigned i = 0; i < db->aheads; i++)
		db->ahead[i]->landed = true;
	ahead_drop(db);
}

bool
ahead_take(struct stmt *st)
{
	if (!st->asked || st->taken || st->my == NULL || st->db->dead)
		return (false);
	st->taken = true;
	st->next = 0;
	memset(st->in, 0, sizeof(st->in[0]) * st->params);
	return (true);
}

bool
ahead_result(struct stmt *st, unsigned *code_r)
{
	bool same = st->asked;

	if (!st->asked)
		return (false);
	for (unsigned i = 0; i < st->params; i++)
		same = same && st->num[i] == st->was[i] &&
		    st->in[i].buffer_type == MYSQL_TYPE_LONGLONG;
	ahead_land(st->db);
	if (!same) {
		drop(st);
		return (false);
	}
	forget(st);
	*code_r = st->code;
	return (true);
}

void
ahead_leave(struct stmt *st)
{
	if (!st->asked)
		return;
	ahead_land(st->db);
	st->taken = false;
	drop(st);
}
