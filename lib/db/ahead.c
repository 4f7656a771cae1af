/*
 * Reads that are sent ahead (stmt_ahead(), db.h): what a page will ask gathers
 * here, goes out in one piece when the first answer is wanted, and all answers are
 * read together, in that order, before anything else goes over the connection.
 * Making a request and reading its answer are the two halves of the client
 * library's own mysql_stmt_execute(), which it lets plugins replace.
 */
#include <errmsg.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "core/log.h"
#include "db/priv.h"

#define PACKET_HEAD	5	/* length, number of the packet, command */

/* Its packet put to those that wait, if it fits. */
static bool
put_one(struct stmt *st)
{
	struct db *db = st->db;
	unsigned char *request;
	uint8_t *p = db->out + db->out_n;
	size_t n = 0;
	bool fits;

	if (stmt_bind_values(st) != 0)
		return (false);
	request = db->my->methods->db_execute_generate_request(st->my, &n, 0);
	fits = request != NULL && n + PACKET_HEAD <= AHEAD_BYTES - db->out_n;
	if (fits) {
		p[0] = (uint8_t)(n + 1);
		p[1] = (uint8_t)((n + 1) >> 8);
		p[2] = p[3] = 0;
		p[4] = COM_STMT_EXECUTE;
		memcpy(p + PACKET_HEAD, request, n);
		db->out_n += PACKET_HEAD + n;
	}
	free(request);
	return (fits);
}

/* RC_FAILED: the connection is gone. */
static RC
send_all(struct db *db)
{
	const uint8_t *p = db->out;
	ssize_t put;

	while (db->out_n > 0) {
		put = send(mysql_get_socket(db->my), p, db->out_n,
		    MSG_NOSIGNAL);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0) {
			db->out_n = 0;
			return (RC_FAILED);
		}
		p += put;
		db->out_n -= (size_t)put;
	}
	return (RC_OK);
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
	if (!put_one(st)) {
		stmt_done(stp);		/* asked when its rows are wanted */
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
	bool lost = send_all(db) != RC_OK;

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
		stmt_free_rows(st);
	st->stored = false;
}

/* What was not sent yet need not be: no answer is ever left on its way. */
void
ahead_drop(struct db *db)
{
	db->out_n = 0;
	while (db->aheads > 0)
		drop(db->ahead[db->aheads - 1]);
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
