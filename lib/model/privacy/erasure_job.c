/* Jobs of erasures (erasure_job.h).  Sealed: 1 the contact's secret, 2 which
   mentions stay. */
#include "model/privacy/erasure_job.h"

#include <string.h>

#include "core/fault.h"
#include "core/pack.h"
#include "core/time.h"
#include "model/privacy/mention_review.h"

enum { F_SECRET = 1, F_KEPT = 2 };

QUERY(Q_ERASURE_JOB_ADD, Q_TENANT,
    "INSERT INTO erasure_job (account_id, erasure_id, contact_id, way, self,"
    " sealed) VALUES (?, ?, ?, ?, ?, ?)");
QUERY(Q_ERASURE_JOB_GET, Q_TENANT,
    "SELECT contact_id, way, self, searched, sealed, rounds, below, kept,"
    " unsure, unreadable, looked, to_look FROM erasure_job"
    " WHERE account_id = ? AND erasure_id = ?");
QUERY(Q_ERASURE_JOB_AT, Q_TENANT,
    "SELECT looked, to_look, searched FROM erasure_job"
    " WHERE account_id = ? AND erasure_id = ?");
QUERY(Q_ERASURE_JOB_PROGRESS, Q_TENANT,
    "UPDATE erasure_job SET looked = ?, to_look = ?"
    " WHERE account_id = ? AND erasure_id = ?");
QUERY(Q_ERASURE_JOB_PLACE, Q_TENANT,
    "UPDATE erasure_job SET rounds = ?, below = ?, kept = ?, unsure = ?,"
    " unreadable = ?, looked = ?, to_look = ? WHERE account_id = ? AND erasure_id = ?");
QUERY(Q_ERASURE_JOB_SEARCHED, Q_TENANT,
    "UPDATE erasure_job SET searched = 1"
    " WHERE account_id = ? AND erasure_id = ? AND searched = 0");
QUERY(Q_ERASURE_JOB_END, Q_TENANT,
    "DELETE FROM erasure_job WHERE account_id = ? AND erasure_id = ?");

static struct seal_place
place(const struct tenant *t, uint64_t erasure)
{
	return ((struct seal_place){ t->id, "erasure_job.sealed", erasure });
}

void
erasure_job_wipe(struct erasure_job *j)
{
	explicit_bzero(&j->lent, sizeof(j->lent));
}

/* What somebody chose on the page of mentions, and not too long ago. */
static RC
chosen(struct tenant *t, struct arena *a, const struct erasure *e,
    struct erasure_job *j)
{
	struct mention_review r;
	enum rc rc = mention_review_get(t, a, (contact_id){ e->subject }, &r);

	if (rc == RC_NOTFOUND)
		return (RC_OK);
	TRY(rc);
	if (r.at <= now_s() - MENTION_DECIDED)
		return (RC_OK);
	j->kept_ids = r.kept_ids;
	j->nkept = r.nkept;
	return (RC_OK);
}

RC
erasure_job_take(struct tenant *t, struct arena *a, const struct erasure *e,
    struct erasure_job *j_r)
{
	struct tenant all = *t;

	all.withheld = NULL;
	*j_r = (struct erasure_job){ .way = e->way, .self = e->self,
		.lent.contact = { e->subject } };
	TRY(secret_get(&all, SECRET_CONTACT, e->subject, &j_r->lent.secret));
	return (chosen(t, a, e, j_r));
}

RC
erasure_job_add(struct tenant *t, struct arena *a, const struct erasure *e,
    const struct erasure_job *j)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct buf b = BUF_INIT(a);
	struct bytes plain, sealed;
	struct secret s;
	struct key k;

	TRY(secret_add(t, SECRET_ERASURE, e->id, &s));
	k = key_subject(t->key, SECRET_ERASURE, e->id, &s);
	explicit_bzero(&s, sizeof(s));
	pack_bytes(&b, F_SECRET, (struct bytes){ j->lent.secret.b,
	    SECRET_LEN });
	if (j->nkept > 0)
		pack_bytes(&b, F_KEPT, (struct bytes){
		    (const uint8_t *)j->kept_ids,
		    j->nkept * sizeof(*j->kept_ids) });
	plain = pack_end(&b);
	sealed = seal(a, &k, place(t, e->id), plain);
	explicit_bzero((void *)(uintptr_t)plain.p, plain.n);
	explicit_bzero(&k, sizeof(k));
	TRY(stmt_tenant(&st, t, &Q_ERASURE_JOB_ADD));
	bind_u64(st, e->id);
	bind_u64(st, e->subject);
	bind_u64(st, j->way);
	bind_u64(st, j->self);
	bind_bytes(st, sealed);
	return (stmt_exec(st, NULL));
}

static void
kept_ids(struct arena *a, struct bytes b, struct erasure_job *j)
{
	uint64_t *v = arena_array(a, b.n / sizeof(*v) + 1, sizeof(*v));

	j->nkept = b.n / sizeof(*v);
	j->kept_ids = v;
	if (j->nkept > 0)
		memcpy(v, b.p, j->nkept * sizeof(*v));
}

static RC
job_open(struct tenant *t, struct arena *a, uint64_t erasure,
    struct bytes sealed, struct erasure_job *j)
{
	struct bytes plain, secret;
	struct key k;

	TRY(keyring_subject(t, SECRET_ERASURE, erasure, &k));
	TRY(seal_open(a, &k, place(t, erasure), sealed, &plain));
	explicit_bzero(&k, sizeof(k));
	secret = unpack_bytes(plain, F_SECRET);
	if (secret.n != SECRET_LEN)
		return (RC_FAILED);
	memcpy(j->lent.secret.b, secret.p, SECRET_LEN);
	kept_ids(a, unpack_bytes(plain, F_KEPT), j);
	explicit_bzero((void *)(uintptr_t)plain.p, plain.n);
	return (RC_OK);
}

RC
erasure_job_get(struct tenant *t, struct arena *a, uint64_t erasure,
    struct erasure_job *j_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct bytes sealed;
	uint8_t *copy;

	TRY(stmt_tenant(&st, t, &Q_ERASURE_JOB_GET));
	bind_u64(st, erasure);
	TRY(stmt_row(st));
	*j_r = (struct erasure_job){
		.lent.contact = { col_u64(st, 0) },
		.way = (enum mention_way)col_u64(st, 1),
		.self = col_u64(st, 2) != 0, .searched = col_u64(st, 3) != 0,
		.at = { (unsigned)col_u64(st, 5), { col_u64(st, 6) },
		    col_u64(st, 7), col_u64(st, 8), col_u64(st, 9),
		    col_u64(st, 10), col_u64(st, 11) },
	};
	sealed = col_bytes(st, 4);
	copy = arena_array(a, sealed.n + 1, 1);
	memcpy(copy, sealed.p, sealed.n);
	sealed.p = copy;
	stmt_done(&st);
	return (job_open(t, a, erasure, sealed, j_r));
}

static RC
searched(struct tenant *t, uint64_t erasure, bool *first_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n = 0;

	TRY(stmt_tenant(&st, t, &Q_ERASURE_JOB_SEARCHED));
	bind_u64(st, erasure);
	TRY(stmt_exec(st, &n));
	*first_r = n == 1;
	return (RC_OK);
}

RC
erasure_job_searched(struct tenant *t, uint64_t erasure,
    const struct erasure_count *v, size_t n)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	bool first;

	TRY(tx_begin(&tx, t->db));
	TRY(searched(t, erasure, &first));
	for (size_t i = 0; first && i < n; i++)
		TRY(erasure_count_add(t, erasure, v[i].name, v[i].n));
	FAULT_POINT("erase.mention.counted");
	TRY(tx_commit(&tx));
	FAULT_POINT("erase.mention.searched");
	return (RC_OK);
}

RC
erasure_job_end(struct tenant *t, uint64_t erasure, bool *had_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n = 0;

	TRY(stmt_tenant(&st, t, &Q_ERASURE_JOB_END));
	bind_u64(st, erasure);
	TRY(stmt_exec(st, &n));
	*had_r = n == 1;
	return (RC_OK);
}

RC
erasure_job_at(struct tenant *t, uint64_t erasure, struct erasure_search *s_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_ERASURE_JOB_AT));
	bind_u64(st, erasure);
	TRY(stmt_row(st));
	*s_r = (struct erasure_search){ col_u64(st, 0), col_u64(st, 1),
		col_u64(st, 2) != 0 };
	return (RC_OK);
}

RC
erasure_job_progress(struct tenant *t, uint64_t erasure,
    const struct erasure_search *s)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_ERASURE_JOB_PROGRESS));
	bind_u64(st, s->looked);
	bind_u64(st, s->to_look);
	bind_u64(st, erasure);
	return (stmt_exec(st, NULL));
}

RC
erasure_job_place(struct tenant *t, uint64_t erasure,
    const struct erasure_place *p)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_ERASURE_JOB_PLACE));
	bind_u64(st, p->rounds);
	bind_u64(st, p->below.v);
	bind_u64(st, p->kept);
	bind_u64(st, p->unsure);
	bind_u64(st, p->unreadable);
	bind_u64(st, p->looked);
	bind_u64(st, p->to_look);
	bind_u64(st, erasure);
	return (stmt_exec(st, NULL));
}
