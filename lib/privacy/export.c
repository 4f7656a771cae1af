/*
 * Making exports (export.h): everything is walked three times, for the files, for
 * data.json and for index.html, because a ZIP takes one entry after the other.
 * What came after the beginning is in none of them.
 */
#include "privacy/export.h"

#include "core/log.h"
#include "core/str.h"
#include "core/time.h"
#include "model/privacy/export_all.h"
#include "privacy/export_in.h"

#define PASSES		3
#define PASSES_ALL	2
#define SCRATCH		((size_t)1 << 30)	/* one message, escaped */
#define READ_TRIES	3

/* ---- the ticket at hand ------------------------------------------------------ */

void
export_problem(struct build *b, const struct ticket *tk)
{
	struct problem *p;

	for (p = b->problems; p != NULL; p = p->next)
		if (str_eq(p->code, tk->code))
			return;
	p = ARENA_NEW(b->a, struct problem);
	*p = (struct problem){ arena_strdup(b->a, tk->code), b->problems };
	b->problems = p;
	b->e->problems++;
	log_warn("export %llu: ticket %llu is not whole in it",
	    (unsigned long long)b->e->id.v, (unsigned long long)tk->id.v);
}

/* What the index holds that goes in. */
static bool
goes_in(const struct build *b, const struct piece *p,
    const struct export_entry *m, bool files_only)
{
	bool mine = m->author_kind == AUTHOR_CONTACT &&
	    m->author == b->me.id.v;

	if (files_only && m->files == 0)
		return (false);
	if (b->all)
		return (true);
	if (m->kind == MESSAGE_NOTE || m->kind == MESSAGE_EVENT)
		return (p->own && b->e->notes);
	return (p->own || mine);
}

static void
choose(const struct build *b, const struct piece *p, struct export_index *l,
    bool files_only)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		if (goes_in(b, p, &l->v[i], files_only))
			l->v[n++] = l->v[i];
	l->n = n;
}

/* His own row does not open, or one of the company's: something is damaged. */
static void
check_whole(struct build *b, const struct piece *p,
    const struct message_list *l)
{
	for (size_t i = 0; i < l->n && !b->all; i++)
		if (l->v[i].gone && l->v[i].kind != MESSAGE_EVENT &&
		    !export_by_other(b, &l->v[i]))
			export_problem(b, &p->tk);
}

/* Nothing of a batch is written before it was read: trouble is tried again. */
static RC
read_batch(struct build *b, struct arena *a, const struct piece *p,
    const struct export_entry *v, size_t n, struct message_list *l_r)
{
	enum rc rc = RC_FAILED;

	for (int i = 0; i < READ_TRIES && (rc == RC_FAILED ||
	    rc == RC_RETRY); i++) {
		TRY(db_ready(b->t->db));
		rc = export_messages(b->t, a, &p->tk, &p->k, v, n, l_r);
	}
	return (rc);
}

static RC
ticket_messages(struct build *b, const struct format *f,
    const struct piece *p, const struct export_index *x)
{
	CLEANUP(arena_free) struct arena *a = arena_new(SCRATCH);
	struct message_list l;
	size_t n;
	enum rc rc;

	for (size_t i = 0; i < x->n; i += n) {
		n = export_together(x->v + i, x->n - i);
		rc = read_batch(b, a, p, x->v + i, n, &l);
		if (rc == RC_OK) {
			check_whole(b, p, &l);
			b->s = a;
			TRY(f->messages(b, p, &l));
		} else if (rc == RC_GONE || rc == RC_NOTFOUND ||
		    rc == RC_INVALID)
			export_problem(b, &p->tk);
		else
			return (rc);
		arena_reset(a);
	}
	return (RC_OK);
}

static RC
read_ticket(struct build *b, struct arena *a, const struct export_ticket *x,
    struct piece *p, struct export_index *l_r)
{
	struct export_people others;

	TRY(ticket_get(b->t, a, x->id, &p->tk, &p->k));
	TRY(export_index(b->t, a, x->id, b->until, l_r));
	if (x->own)
		TRY(export_tags(b->t, a, x->id, &p->tags));
	p->own = x->own;
	if (b->all)
		return (RC_OK);
	TRY(export_people(b->t, a, &p->tk, l_r, b->me.id, &others));
	p->mask = mask_new(a, tmpl_text(b->x->tmpl, b->language,
	    "Export.Person"));
	mask_own(p->mask, b->me.name, b->me.email);
	for (size_t i = 0; i < others.n; i++)
		mask_person(p->mask, others.v[i].name, others.v[i].email,
		    others.v[i].phone);
	return (RC_OK);
}

static RC
one_ticket(struct build *b, const struct format *f,
    const struct export_ticket *x)
{
	CLEANUP(arena_free) struct arena *a = arena_new(SCRATCH);
	struct export_index l = { 0 };
	struct piece p = { 0 };
	enum rc rc = RC_FAILED;

	for (int i = 0; i < READ_TRIES && (rc == RC_FAILED ||
	    rc == RC_RETRY); i++) {
		TRY(db_ready(b->t->db));
		rc = read_ticket(b, a, x, &p, &l);
	}
	if (rc == RC_NOTFOUND)		/* deleted meanwhile */
		return (RC_OK);
	/* Another's who was forgotten takes what was written there along. */
	if (rc == RC_GONE && !x->own)
		return (RC_OK);
	if (rc == RC_GONE || rc == RC_INVALID) {
		export_problem(b, &p.tk);
		return (RC_OK);
	}
	TRY(rc);
	choose(b, &p, &l, f->files_only);
	if (f->files_only && l.n == 0)
		return (RC_OK);
	b->s = a;
	TRY(f->ticket(b, &p));
	TRY(ticket_messages(b, f, &p, &l));
	b->s = a;
	return (f->ticket_end(b, &p));
}

/* ---- the whole ---------------------------------------------------------------- */

static RC
beat(struct build *b, size_t i)
{
	int64_t now = mono_us();

	if (b->x->stopped())
		return (RC_RETRY);
	if (now < b->next_beat)
		return (RC_OK);
	b->next_beat = now + 1000000;
	TRY(db_ready(b->t->db));
	/* By the command line it has no row. */
	if (b->e->id.v == 0)
		return (RC_OK);
	b->e->done = (b->pass * b->tickets.n + i) / (b->all ? PASSES_ALL
	    : PASSES);
	return (export_beat(b->t, b->e, now_s()));
}

RC
export_walk(struct build *b, const struct format *f)
{
	CLEANUP(arena_free) struct arena *a = arena_new(SCRATCH);

	b->s = a;
	TRY(f->begin(b));
	for (size_t i = 0; i < b->tickets.n; i++) {
		TRY(beat(b, i));
		TRY(one_ticket(b, f, &b->tickets.v[i]));
	}
	arena_reset(a);
	b->s = a;
	b->pass++;
	return (f->end(b));
}

RC
export_put(struct build *b, struct buf *text)
{
	return (zip_data(b->zip, buf_bytes(text)));
}

static enum rc
to_file(void *arg, struct bytes data)
{
	struct build *b = arg;

	if (b->written == RC_OK)
		b->written = sealedfile_append(b->out, data);
	return (b->written);
}

static RC
write_all(struct build *b)
{
	enum rc rc;

	if (b->all)
		return (export_all_write(b, to_file, b));
	rc = zip_new(to_file, b, now_s(), &b->zip);
	if (rc == RC_OK)
		rc = export_walk(b, &export_files);
	if (rc == RC_OK)
		rc = export_walk(b, &export_json);
	if (rc == RC_OK)
		rc = export_walk(b, &export_html);
	if (rc == RC_OK)
		return (zip_end(&b->zip));
	zip_drop(&b->zip);
	return (rc);
}

static RC
begin(struct build *b)
{
	b->until = now_us();
	b->chunk = arena_alloc(b->a, SEALED_CHUNK);
	if (b->all) {
		TRY(export_all_tickets(b->t, b->a, &b->tickets));
		b->e->total = b->tickets.n;
		return (export_beat(b->t, b->e, now_s()));
	}
	TRY(contact_get(b->t, b->a, b->e->contact, &b->me, NULL));
	if (b->me.gone)
		return (RC_GONE);
	b->language = str_eq(b->me.language, "es") || (str_empty(
	    b->me.language) && str_eq(b->t->language, "es")) ? "es" : "en";
	TRY(export_tickets(b->t, b->a, b->me.id, &b->tickets));
	b->e->total = b->tickets.n;
	return (export_beat(b->t, b->e, now_s()));
}

/* The file in its place; RC_LIMIT: the disk did not take it. */
static RC
build(struct build *b, const struct key *k)
{
	CLEANUP(sealedfile_drop) struct sealedwriter *w = NULL;
	enum rc rc;

	TRY(begin(b));
	if (sealedfile_create(b->x->files_dir, export_path(b->a, b->t->id,
	    b->e->id), k, (struct seal_place){ b->t->id,
	    "contact_export.file", b->e->id.v }, &w) != RC_OK)
		return (RC_LIMIT);
	b->out = w;
	rc = write_all(b);
	if (b->written != RC_OK)
		return (RC_LIMIT);
	TRY(rc);
	return (sealedfile_commit(&w, &b->e->size) == RC_OK ? RC_OK
	    : RC_LIMIT);
}

static void
forget(struct exporter *x, const struct export *e)
{
	if (export_forget(x->db, x->vault, e) != RC_OK)
		log_warn("export %llu: its secret is still there",
		    (unsigned long long)e->id.v);
}

static RC
file_remove(struct exporter *x, struct arena *a, const struct export *e)
{
	return (sealedfile_remove(x->files_dir, export_path(a, e->account,
	    e->id)));
}

/* What became of it goes into its row. */
static RC
make(struct exporter *x, struct arena *a, struct tenant *t, struct export *e,
    const struct key *k, struct export_counts *n)
{
	static const char *const folders[] = { "export", NULL };
	struct build b = { .x = x, .t = t, .e = e, .a = a,
		.all = e->contact.v == 0 };
	enum rc rc;

	if (x->tmpl == NULL)
		x->tmpl = tmpl_load(x->templates, folders);
	rc = build(&b, k);
	if (rc == RC_OK)
		rc = export_made(t, a, e, now_s());
	if (rc == RC_OK) {
		n->made++;
		return (RC_OK);
	}
	if (file_remove(x, a, e) != RC_OK)
		log_warn("export %llu: its file cannot be removed",
		    (unsigned long long)e->id.v);
	TRY(db_ready(x->db));
	if (rc == RC_GONE)		/* erased, or another's by now */
		return (RC_OK);
	if (rc != RC_LIMIT) {
		if (!x->stopped())
			log_warn("export %llu: %s, to be begun anew",
			    (unsigned long long)e->id.v, rc_name(rc));
		TRY(export_release(t, e, now_s(), !x->stopped()));
		return (x->stopped() ? RC_OK : RC_FAILED);
	}
	n->failed++;
	rc = export_fail(t, e, EXPORT_FAULT_DISK);
	if (rc == RC_OK)
		forget(x, e);
	return (rc == RC_GONE ? RC_OK : rc);
}

static RC
make_due(struct exporter *x, struct export_counts *n)
{
	CLEANUP(arena_free) struct arena *a = NULL;
	struct tenant *t;
	struct export e;
	struct key k;
	enum rc rc, worst = RC_OK;

	while (!x->stopped() && (x->over == NULL || !x->over())) {
		arena_free(&a);
		a = arena_new(SCRATCH);
		TRY(db_ready(x->db));
		rc = export_take(x->db, x->vault, a, now_s(), &t, &e, &k);
		if (rc == RC_NOTFOUND)
			return (worst);
		if (rc == RC_GONE) {
			n->failed++;
			(void)(file_remove(x, a, &e) == RC_OK);
			forget(x, &e);
			continue;
		}
		TRY(rc);
		rc = make(x, a, t, &e, &k, n);
		explicit_bzero(&k, sizeof(k));
		if (rc != RC_OK)
			worst = RC_FAILED;
	}
	return (worst);
}

/* Those of whole accounts that are over. */
static RC
settle(struct exporter *x, struct arena *a)
{
	struct tenant t = { .db = x->db, .vault = x->vault };
	enum rc rc;

	while ((rc = export_unsettled(x->db, &t.id)) == RC_OK) {
		TRY(exports_settle(&t, a, x->files_dir, 0));
		arena_reset(a);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* The key first: a file without one is nothing. */
static RC
expire(struct exporter *x, struct export_counts *n)
{
	CLEANUP(arena_free) struct arena *a = arena_new(65536);
	struct export e;
	enum rc rc;

	while ((rc = export_expire(x->db, now_s(), &e)) == RC_OK) {
		if (file_remove(x, a, &e) != RC_OK)
			log_warn("export %llu: its file cannot be removed",
			    (unsigned long long)e.id.v);
		arena_reset(a);
		n->expired++;
	}
	if (rc != RC_NOTFOUND)
		return (rc);
	TRY(settle(x, a));
	return (export_purge(x->db, now_s(), &n->purged));
}

RC
export_run(struct exporter *x, struct export_counts *n_r)
{
	*n_r = (struct export_counts){ 0 };
	TRY(db_ready(x->db));
	TRY(expire(x, n_r));
	return (make_due(x, n_r));
}
