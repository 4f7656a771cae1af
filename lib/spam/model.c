/* The model (spam.h): score, label, train. */
#include "spam/priv.h"

#include <math.h>

/*
 * Chosen on eight orders of one public corpus, whole and without its heads, in
 * four ways of feedback together: at once, 200 messages late, one in twenty
 * wrong, on mistakes only.
 */
#define RATE		60.0	/* of learning, before what was learnt slows it */
#define SLOWING		30.0	/* rate / sqrt(1 + SLOWING * v) */
#define SURE		0.95	/* the probability that an example is taken for */
#define DOUBT		0.4	/* errors above 1 - DOUBT count less and less */
#define OWN		0.5	/* how far a place learns from its own error */
#define ALONE		3.0	/* a place's margin when it speaks alone */
#define YOUNG		20.0	/* messages until a score has half its size */
#define V_UNIT		512.0	/* of v, as stored */
/*
 * A score is called spam from here: the first for a filter that is told of its
 * mistakes only, the second for one that hears of all and is right.
 */
#define THRESHOLD_LOW	0.1
#define THRESHOLD_HIGH	2.0
#define THRESHOLD_WAIT	40.0	/* messages before its being right counts */

struct spam_model *
spam_model_new(struct arena *a, uint64_t key)
{
	struct spam_model *m = ARENA_NEW(a, struct spam_model);

	m->key = key;
	m->w = arena_array(a, SPAM_SLOTS, sizeof(*m->w));
	m->v = arena_array(a, SPAM_SLOTS, sizeof(*m->v));
	m->seen = arena_array(a, SPAM_SLOTS / 64, sizeof(*m->seen));
	return (m);
}

uint32_t
spam_trained(const struct spam_model *m, bool is_spam)
{
	return (m->trained[is_spam]);
}

/* Each place weighs the same whatever its length; of_r: what each says. */
static double
margin(const struct spam_model *m, const struct spam_features *f,
    double of_r[SPAM_PLACES])
{
	double z = 0;

	for (size_t i = 0; i < SPAM_PLACES; i++) {
		const struct spam_place_slots *p = &f->place[i];
		float s = 0;

		for (uint32_t k = 0; k < p->n; k++)
			s += m->w[p->slot[k]];
		of_r[i] = s / sqrt(p->n + 1.0) / 2;
		z += of_r[i];
	}
	return (z);
}

static double
total(const struct spam_model *m)
{
	return ((double)m->trained[0] + m->trained[1]);
}

/* A young model says little: its scores are near 0. */
static double
score_of(const struct spam_model *m, double z)
{
	double n = total(m);

	return (z * n / (n + YOUNG));
}

double
spam_score(struct spam_model *m, const struct spam_text *t)
{
	struct spam_features f;
	double of[SPAM_PLACES];

	spam_features(t, m->key, m->seen, &f);
	return (score_of(m, margin(m, &f, of)));
}

enum spam_label
spam_label(const struct spam_model *m, double score)
{
	double threshold = THRESHOLD_LOW + (THRESHOLD_HIGH - THRESHOLD_LOW) *
	    m->right / (total(m) + THRESHOLD_WAIT);

	return (score > threshold ? SPAM_SPAM : score > 0 ? SPAM_UNSURE
	    : SPAM_HAM);
}

/* How wrong a margin is; one that is wholly wrong may be a wrong example. */
static double
error_of(double z, bool is_spam)
{
	double error = (is_spam ? SURE : 1 - SURE) - 1 / (1 + exp(-z));
	double size = fabs(error);

	return (size > 1 - DOUBT ? error * (1 - size) / DOUBT : error);
}

/* One step of a place against its error. */
static void
step(struct spam_model *m, const struct spam_place_slots *p, double error)
{
	unsigned more = (unsigned)(error * error * V_UNIT + 0.5);
	float d = (float)(RATE * error / sqrt(p->n + 1.0) / 2);

	for (uint32_t k = 0; k < p->n; k++) {
		uint32_t s = p->slot[k];
		unsigned v = m->v[s] + more;

		m->v[s] = (uint16_t)(v > UINT16_MAX ? UINT16_MAX : v);
		m->w[s] += d / sqrtf(1 + (float)(SLOWING / V_UNIT) * m->v[s]);
	}
}

void
spam_train(struct spam_model *m, const struct spam_text *t, bool is_spam)
{
	double of[SPAM_PLACES], z, error;
	struct spam_features f;

	spam_features(t, m->key, m->seen, &f);
	z = margin(m, &f, of);
	m->right += (spam_label(m, score_of(m, z)) == SPAM_SPAM) == is_spam;
	error = error_of(z, is_spam);
	for (size_t i = 0; i < SPAM_PLACES; i++)
		step(m, &f.place[i], (1 - OWN) * error +
		    OWN * error_of(ALONE * of[i], is_spam));
	m->trained[is_spam]++;
}
