/* Applying retention rules (retention.h). */
#include "privacy/retention.h"

#include "core/time.h"
#include "model/log/audit.h"
#include "model/ticket/bin.h"
#include "privacy/erase.h"

#define BIN_BATCH	50

static RC
bin_some(struct tenant *t, const struct rule_walk *w,
    const struct rule_row *v, size_t n, bool (*stop)(void), uint64_t *done)
{
	uint64_t ids[BIN_BATCH], went;
	size_t k;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < n && !stop(); i += rc == RC_OK ? k : 0) {
		for (k = 0; k < BIN_BATCH && i + k < n; k++)
			ids[k] = v[i + k].id;
		rc = rule_bin(t, w, ids, k, &went);
		if (rc != RC_RETRY)
			TRY(rc);
		*done += rc == RC_OK ? went : 0;
	}
	return (RC_OK);
}

/* One, to its end; begun before is ended now.  *did_r: it is not by another, and
   not for the next call.  RC_DENIED: held. */
static RC
erase_one(struct tenant *t, int files_dir, enum erase_scope scope,
    uint64_t id, bool (*stop)(void), bool *did_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(256U << 20);
	struct erase_ask ask = { .scope = scope, .id = id,
		.door = DOOR_RULE };
	uint64_t erasure;
	enum rc rc;

	*did_r = false;
	rc = erase_begin(t, a, &ask, &erasure);
	if (rc == RC_NOTFOUND)
		return (RC_OK);
	if (rc != RC_CONFLICT)
		TRY(rc);
	rc = erase_run(t, files_dir, erasure, stop);
	*did_r = rc != RC_CONFLICT;
	/* Stopped: it is unreadable, 'olvido-cron erase' does the rest. */
	return (rc == RC_CONFLICT || (rc == RC_RETRY && stop()) ? RC_OK : rc);
}

static enum erase_scope
scope_of(const struct rule *r)
{
	return (r->subject == RULE_CONTACTS ? ERASE_CONTACT
	    : r->act == RULE_ANONYMISE ? ERASE_REQUESTER : ERASE_TICKET);
}

static RC
erase_some(struct tenant *t, int files_dir, const struct rule_walk *w,
    const struct rule_row *v, size_t n, bool (*stop)(void),
    struct retention_counts *c)
{
	bool still, did;
	enum rc rc;

	for (size_t i = 0; i < n && !stop(); i++) {
		TRY(rule_still(t, w, &v[i], &still));
		if (!still)
			continue;
		rc = erase_one(t, files_dir, scope_of(w->rule), v[i].id, stop,
		    &did);
		c->held += rc == RC_DENIED;
		if (rc != RC_DENIED)
			TRY(rc);
		c->done += rc == RC_OK && did;
	}
	return (RC_OK);
}

static RC
note(struct tenant *t, const struct rule *r, uint64_t n)
{
	return (n == 0 ? RC_OK : audit_add(t, &(struct audit_row){
	    .verb = AUDIT_RULE_RAN, .object = ON_RULE, .id = r->id,
	    .value = n }));
}

RC
retention_run(struct tenant *t, int files_dir, const struct rule *r,
    bool (*stop)(void), struct retention_counts *n_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(4U << 20);
	struct rule_row *v = arena_array(a, RULE_BATCH + 1, sizeof(*v));
	struct rule_walk w;
	uint64_t before;
	enum rc rc;
	size_t n;

	*n_r = (struct retention_counts){ 0 };
	rule_walk(&w, r, now_s());
	while (!w.done && !stop()) {
		TRY(rule_step(t, &w, v, &n));
		TRY(retention_leave(t, r, v, &n, n_r));
		before = n_r->done;
		if (r->act == RULE_BIN) {
			TRY(bin_some(t, &w, v, n, stop, &n_r->done));
			continue;
		}
		rc = erase_some(t, files_dir, &w, v, n, stop, n_r);
		TRY(note(t, r, n_r->done - before));
		TRY(rc);
	}
	return (stop() ? RC_OK : rule_ran(t, r->id));
}

/* One of the bin whose days are over. */
static RC
bin_one(struct tenant *t, int files_dir, bool dry, uint64_t id,
    bool (*stop)(void), struct retention_counts *n)
{
	bool takes, did = true;
	enum rc rc = RC_OK;

	TRY(retention_takes(t, id, n, &takes));
	if (!takes)
		return (RC_OK);
	if (!dry)
		rc = erase_one(t, files_dir, ERASE_TICKET, id, stop, &did);
	n->held += rc == RC_DENIED;
	n->done += rc == RC_OK && did;
	return (rc == RC_DENIED ? RC_OK : rc);
}

RC
retention_bin(struct tenant *t, int files_dir, bool dry, bool (*stop)(void),
    struct retention_counts *n_r)
{
	struct bin_walk w = { 0 };
	ticket_id v[100];
	size_t n = 1;

	*n_r = (struct retention_counts){ 0 };
	while (n > 0 && !stop()) {
		TRY(bin_due(t, &w, v, &n));
		for (size_t i = 0; i < n && !stop(); i++)
			TRY(bin_one(t, files_dir, dry, v[i].v, stop, n_r));
	}
	return (RC_OK);
}
