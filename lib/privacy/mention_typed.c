/*
 * A person in what is typed in the registers about others (model/privacy/typed.h): found,
 * and cut out.  There is no index of it: all of it is opened, up to a ceiling.
 */
#include "core/str.h"
#include "model/privacy/typed.h"
#include "privacy/mention_row.h"

#define SCRATCH		((size_t)64 << 20)

_Static_assert(IN_TYPED + TYPED_REVIEW == IN_REVIEW, "places are in order");

static enum typed_kind
kind_of(const struct mention *m)
{
	return ((enum typed_kind)(m->place - IN_TYPED));
}

struct looking {
	struct arena		  *a, *scratch;
	const struct person_words *p;
	bool			   shown;
	struct mention_list	  *l;
};

static void
look(struct looking *w, const struct typed *x)
{
	struct mention m = { .place = (enum mention_place)(IN_TYPED +
	    x->kind), .row = x->id, .about = x->about, .hidden = !w->shown,
		.code = "", .before = "", .what = "", .after = "" };
	struct range r;
	bool first;

	for (size_t i = 0; i < x->n; i++) {
		first = m.times == 0;
		if (mention_look(w->scratch, w->p, x->text[i], &m, &r) &&
		    first && w->shown)
			mention_snippet(w->a, x->text[i], r, &m);
	}
	if (m.times == 0)
		return;
	if (w->l->n == MENTION_LIST) {
		w->l->more = true;
		return;
	}
	w->l->v[w->l->n++] = m;
	w->l->hidden += m.hidden;
}

/* Rows about himself go with him. */
static RC
look_kind(struct tenant *t, struct looking *w, enum typed_kind kind)
{
	struct typed v[TYPED_PAGE];
	uint64_t after = 0;
	size_t n, read = 0;

	do {
		TRY(typed_page(t, w->scratch, kind, after, v, &n));
		for (size_t i = 0; i < n; i++)
			if (v[i].about.v != w->p->who.v) {
				w->l->shut += v[i].damaged;
				look(w, &v[i]);
			}
		after = n > 0 ? v[n - 1].id : after;
		read += n;
		arena_reset(w->scratch);
	} while (n == TYPED_PAGE && read < MENTION_TYPED);
	w->l->more |= n == TYPED_PAGE;
	return (RC_OK);
}

RC
mention_find_typed(struct tenant *t, struct arena *a,
    const struct person_words *p, bool shown, struct mention_list *l_r)
{
	CLEANUP(arena_free) struct arena *scratch = arena_new(SCRATCH);
	struct looking w = { a, scratch, p, shown, l_r };

	*l_r = (struct mention_list){ .v = arena_array(a, MENTION_LIST,
	    sizeof(struct mention)) };
	for (int k = 1; k <= TYPED_KINDS; k++)
		TRY(look_kind(t, &w, (enum typed_kind)k));
	return (RC_OK);
}

struct cutting {
	const struct person_words *p;
	bool			   all;
};

static bool
cut(void *arg, struct arena *a, const char **text)
{
	const struct cutting *c = arg;

	return (mention_cut_text(a, c->p, c->all, text));
}

RC
mention_remove_typed(struct tenant *t, struct person_words *p,
    const struct mention_list *l, const bool *keep, const bool *all,
    struct mention_done *d)
{
	struct cutting c = { .p = p };
	bool changed, alive;
	enum rc rc;

	for (size_t i = 0; i < l->n; i++) {
		if (keep != NULL && keep[i]) {
			d->kept++;
			continue;
		}
		c.all = all != NULL && all[i];
		if (!c.all && !l->v[i].sure)
			continue;
		do
			rc = typed_edit(t, kind_of(&l->v[i]), l->v[i].row,
			    cut, &c, &changed, &alive);
		while (rc == RC_RETRY);
		if (rc == RC_GONE || rc == RC_NOTFOUND)
			continue;	/* meanwhile */
		TRY(rc);
		d->removed += changed;
		d->rewritten += changed && alive;
	}
	return (RC_OK);
}
