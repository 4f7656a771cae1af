/*
 * Prepared statements (db.h).  Every query has one slot per process; from its
 * first use on its statement and its buffers are kept and reused.
 */
#include <errmsg.h>

#include "core/log.h"
#include "core/str.h"
#include "db/priv.h"

#define COL_FIRST	128	/* first guess of a text column's size */

/* The same text has the same numbers of them at each prepare. */
static void
slot_room(struct stmt *st)
{
	struct arena *a = arena_boot();

	if (st->in != NULL)
		return;
	st->in = arena_array(a, st->params + 1, sizeof(*st->in));
	st->num = arena_array(a, st->params, sizeof(*st->num));
	st->len = arena_array(a, st->params, sizeof(*st->len));
	st->out = arena_array(a, st->cols, sizeof(*st->out));
	st->col = arena_array(a, st->cols, sizeof(*st->col));
}

/* Proved: the server knows its tables and lets us. */
static RC
prepare(struct stmt *st)
{
	struct db *db = st->db;

	st->my = mysql_stmt_init(db->my);
	if (st->my == NULL)
		die("out of memory");
	if (mysql_stmt_prepare(st->my, st->q->text,
	    strlen(st->q->text)) != 0) {
		enum rc rc = db_error(db, mysql_stmt_errno(st->my),
		    st->q->name);

		mysql_stmt_close(st->my);
		st->my = NULL;
		return (rc);
	}
	st->params = (unsigned)mysql_stmt_param_count(st->my);
	st->cols = mysql_stmt_field_count(st->my);
	if (st->params > PARAMS_MAX || st->cols > COLS_MAX)
		bug("%s: too many parameters or columns", st->q->name);
	return (RC_OK);
}

static RC
slot_prepare(struct stmt *st)
{
	MYSQL_RES *meta;
	MYSQL_FIELD *f;

	TRY(prepare(st));
	slot_room(st);
	st->account = st->q->scope == Q_TENANT
	    ? query_account_params(st->q->text) : 0;
	st->changes = st->cols == 0 && kept_changed_by(st->q->text);
	st->bound = false;
	if (st->cols == 0)
		return (RC_OK);
	meta = mysql_stmt_result_metadata(st->my);
	for (unsigned i = 0; meta != NULL && i < st->cols; i++) {
		f = mysql_fetch_field_direct(meta, i);
		st->col[i].number = IS_NUM(f->type);
	}
	mysql_free_result(meta);
	return (RC_OK);
}

/* Preparing changes nothing: over a new connection if this one had died. */
static RC
slot_prepare_anew(struct stmt *st)
{
	enum rc rc = slot_prepare(st);

	if (rc == RC_OK || !st->db->dead || st->db->in_tx)
		return (rc);
	TRY(db_connect(st->db));
	return (slot_prepare(st));
}

static RC
start(struct stmt **st_r, struct db *db, const struct query *q)
{
	struct stmt *st;

	if (q->slot >= db->nslots)
		bug("query %s has no slot", q->name);
	st = &db->slot[q->slot];
	if (ahead_take(st)) {
		*st_r = st;
		return (RC_OK);
	}
	if (st->busy)
		bug("query %s is in use already", q->name);
	if (db->dead && db->in_tx)
		return (RC_FAILED);	/* the transaction is lost */
	TRY(db_connect(db));
	st->db = db;
	st->q = q;
	if (st->my == NULL) {
		ahead_land(db);
		TRY(slot_prepare_anew(st));
	}
	st->busy = true;
	st->ran = st->stored = false;
	st->next = 0;
	memset(st->in, 0, sizeof(st->in[0]) * st->params);
	*st_r = st;
	return (RC_OK);
}

static void
bind_number(struct stmt *st, unsigned i, int64_t v, bool is_unsigned)
{
	if (i >= st->params)
		bug("%s: too many values", st->q->name);
	st->num[i] = v;
	st->in[i].buffer_type = MYSQL_TYPE_LONGLONG;
	st->in[i].buffer = &st->num[i];
	st->in[i].is_unsigned = is_unsigned;
}

static bool
of_account(const struct stmt *st, unsigned i)
{
	return (i < 32 && (st->account & 1U << i) != 0);
}

RC
stmt_tenant(struct stmt **st_r, struct tenant *t, const struct query *q)
{
	if (q->scope != Q_TENANT)
		bug("%s is not a tenant's query", q->name);
	if (t->id.v == 0)
		bug("%s without an account", q->name);
	TRY(start(st_r, t->db, q));
	(*st_r)->account_id = t->id.v;
	for (unsigned i = 0; i < (*st_r)->params; i++)
		if (of_account(*st_r, i))
			bind_number(*st_r, i, (int64_t)t->id.v, true);
	return (RC_OK);
}

RC
stmt_installation(struct stmt **st_r, struct db *db, const struct query *q)
{
	if (q->scope != Q_INSTALLATION)
		bug("%s is a tenant's query", q->name);
	return (start(st_r, db, q));
}

/* The next parameter that is the caller's. */
static unsigned
param(struct stmt *st)
{
	while (of_account(st, st->next))
		st->next++;
	if (st->next >= st->params)
		bug("%s: too many values", st->q->name);
	return (st->next++);
}

void
bind_u64(struct stmt *st, uint64_t v)
{
	bind_number(st, param(st), (int64_t)v, true);
}

void
bind_ids(struct stmt *st, const uint64_t *v, size_t n)
{
	if (n == 0 || n > IDS_MOST)
		bug("%s: %zu ids at once", st->q->name, n);
	for (size_t i = 0; i < IDS_MOST; i++)
		bind_u64(st, v[i < n ? i : 0]);
}

void
bind_i64(struct stmt *st, int64_t v)
{
	bind_number(st, param(st), v, false);
}

void
bind_null(struct stmt *st)
{
	st->in[param(st)].buffer_type = MYSQL_TYPE_NULL;
}

static void
bind_buffer(struct stmt *st, enum enum_field_types type, const void *p,
    size_t n)
{
	unsigned i = param(st);

	st->len[i] = n;
	st->in[i].buffer_type = type;
	st->in[i].buffer = (void *)(uintptr_t)(n == 0 ? "" : p);
	st->in[i].buffer_length = n;
	st->in[i].length = &st->len[i];
}

void
bind_str(struct stmt *st, const char *s)
{
	if (s == NULL)
		bind_null(st);
	else
		bind_buffer(st, MYSQL_TYPE_STRING, s, strlen(s));
}

void
bind_bytes(struct stmt *st, struct bytes b)
{
	bind_buffer(st, MYSQL_TYPE_BLOB, b.p, b.n);
}

bool
db_away(unsigned code)
{
	return (code == CR_SERVER_GONE_ERROR || code == CR_SERVER_LOST ||
	    code == 2055 || code == 2056);
}

unsigned
stmt_bind_values(struct stmt *st)
{
	while (of_account(st, st->next))
		st->next++;
	if (st->next < st->params)
		bug("%s: %u of %u values", st->q->name, st->next, st->params);
	st->db->queries++;
	if (st->params > 0 && mysql_stmt_bind_param(st->my, st->in) != 0)
		return (mysql_stmt_errno(st->my));
	return (0);
}

/*
 * The client library frees rows that were all read at the next execution, which a
 * read sent ahead goes around; rows that are still to be read it frees here.  Where
 * there were none it would wait, at the next execution, for rows to come.
 */
void
stmt_free_rows(struct stmt *st)
{
	if (st->stored && mysql_stmt_num_rows(st->my) > 0)
		mysql_stmt_data_seek(st->my, 0);
	mysql_stmt_free_result(st->my);
}

static unsigned
execute_once(struct stmt *st)
{
	unsigned code;

	ahead_land(st->db);
	code = stmt_bind_values(st);
	if (code == 0 && mysql_stmt_execute(st->my) != 0)
		code = mysql_stmt_errno(st->my);
	return (code);
}

static RC
execute(struct stmt *st, bool read)
{
	unsigned code;

	if (!ahead_result(st, &code))
		code = execute_once(st);
	/* A read outside a transaction changed nothing: once more. */
	if (read && db_away(code) && !st->db->in_tx) {
		/* Unless another opened the connection again since. */
		st->db->dead |= st->my != NULL;
		TRY(db_connect(st->db));
		TRY(slot_prepare(st));
		code = execute_once(st);
	}
	st->ran = true;
	return (code == 0 ? RC_OK : db_error(st->db, code, st->q->name));
}

void
db_read_only(struct db *db, bool yes)
{
	db->read_only = yes;
}

RC
stmt_exec(struct stmt *st, uint64_t *affected_r)
{
	if (st->db->read_only) {
		log_warn("SECURITY: %s in a request that may change nothing",
		    st->q->name);
		return (RC_DENIED);
	}
	st->db->wrote |= st->changes;
	ahead_drop(st->db);
	TRY(execute(st, false));
	if (affected_r != NULL)
		*affected_r = mysql_stmt_affected_rows(st->my);
	return (RC_OK);
}

uint64_t
stmt_given(const struct stmt *st)
{
	return (mysql_stmt_insert_id(st->my));
}

void
col_room(struct stmt *st, struct col *c, size_t n)
{
	if (c->p != NULL && n <= c->cap)
		return;
	c->cap = n < COL_FIRST ? COL_FIRST : n + n / 4;
	free(c->p);
	c->p = malloc(c->cap + 1);
	if (c->p == NULL)
		die("out of memory");
	st->bound = false;		/* bind again before the next row */
}

void
stmt_bind_out(struct stmt *st)
{
	struct col *c;

	memset(st->out, 0, st->cols * sizeof(*st->out));
	for (unsigned i = 0; i < st->cols; i++) {
		c = &st->col[i];
		st->out[i].is_null = &c->null;
		st->out[i].length = &c->len;
		if (c->number) {
			st->out[i].buffer_type = MYSQL_TYPE_LONGLONG;
			st->out[i].buffer = &c->value;
			continue;
		}
		col_room(st, c, 0);
		st->out[i].buffer_type = MYSQL_TYPE_BLOB;
		st->out[i].buffer = c->p;
		st->out[i].buffer_length = c->cap;
	}
	if (mysql_stmt_bind_result(st->my, st->out) != 0)
		bug("%s: bind_result %u", st->q->name,
		    mysql_stmt_errno(st->my));
	st->bound = true;
}

/* Columns longer than their buffers: grow these, fetch them once more. */
static RC
refetch(struct stmt *st)
{
	struct col *c;

	for (unsigned i = 0; i < st->cols; i++) {
		c = &st->col[i];
		if (c->number || c->null || c->len <= c->cap)
			continue;
		col_room(st, c, c->len);
		st->out[i].buffer = c->p;
		st->out[i].buffer_length = c->cap;
		if (mysql_stmt_fetch_column(st->my, &st->out[i], i, 0) != 0)
			return (db_error(st->db, mysql_stmt_errno(st->my),
			    st->q->name));
	}
	return (RC_OK);
}

RC
stmt_row(struct stmt *st)
{
	int rc;

	if (st->kept != NULL)
		return (kept_row(st));
	if (!st->ran) {
		TRY(execute(st, true));
		if (!st->bound)
			stmt_bind_out(st);
		if (!st->stored && mysql_stmt_store_result(st->my) != 0)
			return (db_error(st->db, mysql_stmt_errno(st->my),
			    st->q->name));
	} else if (st->my == NULL)
		return (RC_FAILED);	/* another's connection was lost */
	else if (!st->bound)
		stmt_bind_out(st);
	rc = mysql_stmt_fetch(st->my);
	if (rc == MYSQL_NO_DATA)
		return (RC_NOTFOUND);
	if (rc == MYSQL_DATA_TRUNCATED)
		return (refetch(st));
	if (rc != 0)
		return (db_error(st->db, mysql_stmt_errno(st->my),
		    st->q->name));
	return (RC_OK);
}

size_t
stmt_rows(struct stmt *st)
{
	if (st->kept != NULL)
		return (kept_rows(st));
	return (st->ran && st->my != NULL ?
	    (size_t)mysql_stmt_num_rows(st->my) : 0);
}

static struct col *
col(struct stmt *st, unsigned i, bool number)
{
	if (i >= st->cols || st->col[i].number != number)
		bug("%s: column %u", st->q->name, i);
	return (&st->col[i]);
}

uint64_t
col_u64(struct stmt *st, unsigned i)
{
	struct col *c = col(st, i, true);

	return (c->null ? 0 : (uint64_t)c->value);
}

int64_t
col_i64(struct stmt *st, unsigned i)
{
	return ((int64_t)col_u64(st, i));
}

struct bytes
col_bytes(struct stmt *st, unsigned i)
{
	struct col *c = col(st, i, false);

	return (c->null ? (struct bytes){ 0 } : (struct bytes){ c->p,
	    c->len });
}

const char *
col_str(struct stmt *st, unsigned i)
{
	struct col *c = col(st, i, false);

	if (c->null)
		return ("");
	c->p[c->len] = '\0';
	return ((const char *)c->p);
}

bool
col_null(struct stmt *st, unsigned i)
{
	if (i >= st->cols)
		bug("%s: column %u", st->q->name, i);
	return (st->col[i].null);
}

void
stmt_done(struct stmt **stp)
{
	struct stmt *st = *stp;

	*stp = NULL;
	if (st == NULL)
		return;
	st->busy = false;
	if (st->kept != NULL)
		kept_done(st);
	ahead_leave(st);
	if (st->my != NULL && st->ran && !st->db->dead)
		stmt_free_rows(st);
}

static const char *const *left_out;

void
db_leave_out(const char *const *prefixes)
{
	left_out = prefixes;
}

static bool
is_left_out(const struct query *q)
{
	for (const char *const *p = left_out; p != NULL && *p != NULL; p++)
		if (str_starts(q->name, *p))
			return (true);
	return (false);
}

RC
db_prepare_all(struct db *db)
{
	size_t n;
	struct query **q = query_slots(&n);
	enum rc rc, worst = RC_OK;

	rc = db_connect(db);
	if (rc != RC_OK)
		return (db->refused ? RC_DENIED : rc);
	for (size_t i = 0; i < n; i++) {
		struct stmt *st = &db->slot[i];

		if (st->my != NULL || is_left_out(q[i]))
			continue;
		st->db = db;
		st->q = q[i];
		rc = prepare(st);
		if (rc == RC_OK) {
			/* Most are never asked here: 10 kB each. */
			mysql_stmt_close(st->my);
			st->my = NULL;
			continue;
		}
		if (db->dead)
			return (RC_FAILED);
		worst = RC_DENIED;
	}
	if (worst != RC_OK)
		log_warn("the database refuses queries of this program; run "
		    "'olvido migrate'");
	return (worst);
}
