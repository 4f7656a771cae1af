/* The model (spam.h): score, label, train. */
#include "spam/priv.h"

#include <math.h>

/*
 * Chosen on sixteen orders of one public corpus, whole, without its heads and
 * without what routes add to them, in four ways of feedback together: at once,
 * 200 messages late, one in twenty wrong, on mistakes only.
 */
#define RATE		60.0	/* of learning, before what was learnt slows it */
#define SLOWING		(30.0F / 512)	/* rate / sqrt(1 + SLOWING * learnt) */
#define ERROR_UNIT	512.0	/* of a squared error, as kept */
#define FOLLOW		0.2F	/* how far the slow weight comes along */
#define SURE		0.95	/* the probability that an example is taken for */
#define DOUBT		0.1	/* errors above 1 - DOUBT count less and less */
#define OWN		0.75	/* how far a place learns from its own error */
#define ALONE		3.0	/* a place's margin when it speaks alone */
#define YOUNG		20.0	/* messages until a score has half its size */
#define BEGUN		5.0	/* what a model begins with counts as so many */
#define LEAN		0.05	/* a score that says nothing, in an empty model */
#define UNKNOWN		1.0	/* a message of nothing known: half of its size */
/*
 * A score is called spam from here: the first for a filter that is told of its
 * mistakes only, the second for one that hears of all and is right.
 */
#define THRESHOLD_LOW	0.0
#define THRESHOLD_HIGH	1.9
#define THRESHOLD_WAIT	40.0	/* messages before its being right counts */

/* What a model says of features. */
struct said {
	double	 place[SPAM_PLACES];	/* each alone, as learnt last */
	double	 all;			/* their sum */
	double	 score;
};

struct spam_model *
spam_model_new(struct arena *a, uint64_t key)
{
	struct spam_model *m = ARENA_NEW(a, struct spam_model);

	m->key = key;
	m->slot = arena_array(a, SPAM_SLOTS, sizeof(*m->slot));
	m->seen = arena_array(a, SPAM_SLOTS / 64, sizeof(*m->seen));
	return (m);
}

uint32_t
spam_trained(const struct spam_model *m, bool is_spam)
{
	return (m->trained[is_spam]);
}

static double
total(const struct spam_model *m)
{
	return ((double)m->trained[0] + m->trained[1]);
}

/* Of a place: its sums, and how little is known of its slots (0 to 1). */
static float
place_sums(const struct spam_model *m, const struct spam_place_slots *p,
    int *w_r, int *slow_r)
{
	const struct spam_slot *s;
	float unknown = 0;
	int w = 0, slow = 0;

	for (uint32_t k = 0; k < p->n; k++) {
		s = &m->slot[p->slot[k]];
		w += s->w;
		slow += s->slow;
		unknown += 1 / (1 + SLOWING * s->learnt);
	}
	*w_r = w;
	*slow_r = slow;
	return (unknown / (float)p->n);
}

/*
 * Each place weighs the same whatever its length.  A young model says little, and
 * so does one that reads what it never saw: its scores are near 0.
 */
static struct said
said_of(const struct spam_model *m, const struct spam_features *f)
{
	struct said r = { 0 };
	double slow = 0, unknown = 0, n = total(m) + BEGUN, per;
	int places = 0, w, s;

	for (size_t i = 0; i < SPAM_PLACES; i++) {
		const struct spam_place_slots *p = &f->place[i];

		if (p->n == 0)
			continue;
		places++;
		unknown += (double)place_sums(m, p, &w, &s);
		per = 2 * sqrt(p->n + 1.0) * (double)SPAM_W_UNIT;
		r.place[i] = w / per;
		r.all += r.place[i];
		slow += s / per;
	}
	if (places > 0)
		r.score = (r.all + slow) / 2 / (1 + UNKNOWN * unknown /
		    places) * n / (n + YOUNG);
	return (r);
}

double
spam_score(struct spam_model *m, const struct spam_text *t)
{
	struct spam_features f;

	spam_features(t, m->key, m->seen, &f);
	return (said_of(m, &f).score);
}

double
spam_lean(const struct spam_model *m)
{
	return (LEAN * BEGUN / (total(m) + BEGUN));
}

enum spam_label
spam_label(const struct spam_model *m, double score)
{
	double threshold = THRESHOLD_LOW + (THRESHOLD_HIGH - THRESHOLD_LOW) *
	    m->right / (total(m) + THRESHOLD_WAIT), lean = spam_lean(m);

	return (score > threshold + lean ? SPAM_SPAM : score > lean
	    ? SPAM_UNSURE : SPAM_HAM);
}

/* How wrong a margin is; one that is wholly wrong may be a wrong example. */
static double
error_of(double z, bool is_spam)
{
	double error = (is_spam ? SURE : 1 - SURE) - 1 / (1 + exp(-z));
	double size = fabs(error);

	return (size > 1 - DOUBT ? error * (1 - size) / DOUBT : error);
}

static int16_t
rounded(float w)
{
	w = w > INT16_MAX ? INT16_MAX : w < -INT16_MAX ? -INT16_MAX : w;
	return ((int16_t)(w + (w < 0 ? -0.5F : 0.5F)));
}

/* One step of a place against its error. */
static void
step(struct spam_model *m, const struct spam_place_slots *p, double error)
{
	unsigned more = (unsigned)(error * error * ERROR_UNIT + 0.5);
	float d = (float)(RATE * error / sqrt(p->n + 1.0) / 2) * SPAM_W_UNIT;

	for (uint32_t k = 0; k < p->n; k++) {
		struct spam_slot *s = &m->slot[p->slot[k]];
		unsigned v = s->learnt + more;

		s->learnt = (uint16_t)(v > UINT16_MAX ? UINT16_MAX : v);
		s->w = rounded(s->w + d / sqrtf(1 + SLOWING * s->learnt));
		s->slow = rounded(s->slow + FOLLOW * (float)(s->w - s->slow));
	}
}

void
spam_train(struct spam_model *m, const struct spam_text *t, bool is_spam)
{
	struct spam_features f;
	struct said r;
	double error;

	spam_features(t, m->key, m->seen, &f);
	r = said_of(m, &f);
	m->right += (spam_label(m, r.score) == SPAM_SPAM) == is_spam;
	error = error_of(r.all, is_spam);
	for (size_t i = 0; i < SPAM_PLACES; i++)
		step(m, &f.place[i], (1 - OWN) * error +
		    OWN * error_of(ALONE * r.place[i], is_spam));
	m->trained[is_spam]++;
}
