/* What the filter says of a message (spam.h). */
#include <math.h>

#include "core/buf.h"
#include "core/log.h"
#include "core/metric.h"
#include "core/pack.h"
#include "core/str.h"
#include "core/time.h"
#include "core/utf8.h"
#include "model/people/contact.h"
#include "model/spam/spam_row.h"

#define KEPT		2	/* models a process keeps, 6.3 MB each */
#define WORDS		6	/* shown as reasons */
#define WORD_LEAST	0.05	/* a weight below says nothing to a reader */

QUERY(Q_SPAM_VERSION, Q_TENANT,
    "SELECT version FROM spam_model WHERE account_id = ?");
QUERY(Q_SPAM_MODEL, Q_TENANT,
    "SELECT version, sealed FROM spam_model WHERE account_id = ?");

static struct kept {
	account_id	 account;
	uint64_t	 version;
	int64_t		 used;
	struct arena	*a;
	struct spam_model *m;
} kept[KEPT];

/* Its place, or that of the one not used for longest. */
static struct kept *
kept_of(account_id id)
{
	struct kept *old = &kept[0];

	for (size_t i = 0; i < KEPT; i++) {
		if (kept[i].account.v == id.v)
			return (&kept[i]);
		if (kept[i].used < old->used)
			old = &kept[i];
	}
	return (old);
}

static RC
version_of(struct tenant *t, uint64_t *v_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_SPAM_VERSION));
	TRY(stmt_row(st));
	*v_r = col_u64(st, 0);
	return (RC_OK);
}

static RC
model_read(struct tenant *t, struct kept *k)
{
	struct key key = key_purpose(t->key, "spam");
	CLEANUP(stmt_done) struct stmt *st = NULL;
	CLEANUP(arena_free) struct arena *once = NULL;
	struct bytes plain;

	TRY(stmt_tenant(&st, t, &Q_SPAM_MODEL));
	TRY(stmt_row(st));
	once = arena_new(2 * SPAM_STORED_MAX);
	TRY(seal_open(once, &key, SPAM_MODEL_PLACE(t), col_bytes(st, 1),
	    &plain));
	TRY(spam_load(k->a, unpack_bytes(plain, F_SPAM_MODEL),
	    spam_hash_key(t), &k->m));
	k->version = col_u64(st, 0);
	return (RC_OK);
}

/* One that learnt nothing yet. */
static void
model_begin(struct tenant *t, struct kept *k, uint64_t version)
{
	arena_reset(k->a);
	k->m = spam_model_new(k->a, spam_hash_key(t));
	(void)spam_begin(k->m);
	k->version = version;
}

/* The account's model as it is now. */
static RC
model_of(struct tenant *t, struct spam_model **m_r)
{
	struct kept *k = kept_of(t->id);
	uint64_t version = 0;		/* none yet */
	enum rc rc = version_of(t, &version);

	if (rc != RC_NOTFOUND)
		TRY(rc);
	k->used = mono_us();
	if (k->account.v != t->id.v || k->version != version || k->m == NULL) {
		if (k->a == NULL)
			k->a = arena_new(SPAM_MODEL_BYTES + (64U << 10));
		arena_reset(k->a);
		k->m = NULL;
		k->account = t->id;
		rc = version > 0 ? model_read(t, k) : RC_NOTFOUND;
		/* One that does not open is made anew by its writer. */
		if (rc == RC_GONE || rc == RC_INVALID || rc == RC_NOTFOUND)
			model_begin(t, k, version);
		else
			TRY(rc);
	}
	*m_r = k->m;
	return (RC_OK);
}

/* ---- reasons -------------------------------------------------------------------- */

static void
why(struct buf *b, enum spam_why w, const char *word)
{
	buf_chr(b, (char)w);
	buf_chr(b, ' ');
	buf_str(b, word);
	buf_chr(b, '\n');
}

static void
why_words(struct spam_model *m, struct arena *a, const struct spam_text *text,
    struct buf *b)
{
	struct spam_reasons r;

	spam_explain(m, a, text, WORDS * 4, &r);
	for (int spam = 1; spam >= 0; spam--)
		for (size_t i = 0, n = 0; i < r.n && n < WORDS; i++) {
			const struct spam_reason *x = &r.v[i];

			if ((x->weight > 0) != spam || strlen(x->word) < 3 ||
			    fabs(x->weight) < WORD_LEAST ||
			    !utf8_valid(x->word, strlen(x->word)) ||
			    (x->place == SPAM_IN_HEAD &&
			    !str_eq(x->name, "subject") &&
			    !str_eq(x->name, "from")))
				continue;
			why(b, spam ? WHY_SPAM_WORD : WHY_HAM_WORD, x->word);
			n++;
		}
}

static void
why_facts(const struct spam_text *text, const struct spam_facts *f,
    struct buf *b)
{
	if (f->dmarc_failed)
		why(b, WHY_DMARC, "");
	else if (f->spf_failed)
		why(b, WHY_SPF, "");
	if (spam_link_lies(text))
		why(b, WHY_LINK, "");
	if (f->trap)
		why(b, WHY_TRAP, "");
	if (f->stranger)
		why(b, WHY_STRANGER, "");
}

/* ---- the verdict ------------------------------------------------------------------ */

static bool
knows(const struct spam_model *m)
{
	return (spam_trained(m, true) >= SPAM_KNOWS &&
	    spam_trained(m, false) >= SPAM_KNOWS);
}

static enum spam_label
label_of(const struct spam_model *m, const struct spam_setting *s,
    double score)
{
	int thousandths = (int)lround(score * 1000);
	enum spam_label label = spam_label(m, score);

	if (s->spam_at != SPAM_AUTO)
		label = thousandths > s->spam_at ? SPAM_SPAM : SPAM_UNSURE;
	if (label == SPAM_SPAM && !knows(m))
		label = SPAM_UNSURE;
	if (label != SPAM_SPAM)
		label = score * 1000 > s->unsure_at + spam_lean(m) * 1000
		    ? SPAM_UNSURE : SPAM_HAM;
	return (label);
}

/* What is not to be put away is marked; an answer is not, as long as the filter
   knows little: nearly all are genuine. */
static enum spam_label
held_back(enum spam_label l, const struct spam_setting *s,
    const struct spam_facts *f, const struct spam_model *m)
{
	if (f->answer && l == SPAM_UNSURE && !knows(m))
		return (SPAM_HAM);
	return (l == SPAM_SPAM && (f->answer || f->kept ||
	    s->mode == SPAM_MARK) ? SPAM_UNSURE : l);
}

RC
spam_judge(struct tenant *t, struct arena *a, const struct spam_text *text,
    const struct spam_facts *f, struct spam_verdict *v_r)
{
	enum spam_sender_kind list;
	struct buf b = BUF_INIT(a);
	struct spam_setting s;
	struct spam_model *m;
	double score;

	TRY(spam_setting_get(t, &s));
	if (s.mode == SPAM_OFF)
		return (RC_NOTFOUND);
	TRY(spam_sender_of(t, a, f->from, &list));
	TRY(model_of(t, &m));
	score = spam_score(m, text);
	*v_r = (struct spam_verdict){ .label = label_of(m, &s, score),
		.score = (int)lround(score * 1000), .text = *text };
	/* Whoever is not who he says is not on the list that he says. */
	if (list == SENDER_ALLOWED && !f->spf_failed && !f->dmarc_failed) {
		v_r->label = SPAM_HAM;
		why(&b, WHY_ALLOWED, "");
	} else if (list == SENDER_BLOCKED) {
		v_r->label = SPAM_SPAM;
		why(&b, WHY_BLOCKED, "");
	}
	if (f->trap)
		v_r->label = SPAM_SPAM;
	v_r->label = held_back(v_r->label, &s, f, m);
	metric_add(METRIC_SPAM + (v_r->label == SPAM_SPAM ? 2
	    : v_r->label == SPAM_UNSURE ? 1 : 0), 1);
	why_facts(text, f, &b);
	why_words(m, a, text, &b);
	v_r->reasons = buf_cstr(&b);
	return (RC_OK);
}

/* ---- forms and programs ------------------------------------------------------------ */

static RC
stranger(struct tenant *t, struct arena *a, const char *email, bool *yes_r)
{
	struct contact c;
	enum rc rc = contact_by_email(t, a, email, &c);

	*yes_r = rc == RC_NOTFOUND;
	return (rc == RC_FAILED ? rc : RC_OK);
}

RC
spam_judge_letter(struct tenant *t, struct arena *a,
    const struct spam_letter *l, struct spam_facts *f,
    struct spam_verdict *v_r)
{
	struct spam_text text;

	f->from = l->email;
	if (!f->answer)
		TRY(stranger(t, a, l->email, &f->stranger));
	spam_form(a, (const char *const[][2]){
	    { "from", arena_printf(a, "%s <%s>", l->name, l->email) },
	    { "subject", l->subject }, { NULL, NULL } }, l->text, &text);
	TRY(spam_judge(t, a, &text, f, v_r));
	return (f->answer && v_r->label == SPAM_HAM ? RC_NOTFOUND : RC_OK);
}
