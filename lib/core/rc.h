/*
 * One result type for everything that can go wrong without being our bug.
 * Answers go out by the last parameters, whose names end in _r.  Ignoring a
 * result does not compile (RC carries warn_unused_result under -Werror).
 */
#ifndef CORE_RC_H
#define CORE_RC_H

enum rc {
	RC_OK = 0,
	RC_NOTFOUND,	/* none, or another's: the same answer (404) */
	RC_INVALID,	/* their mistake (400, or the form again) */
	RC_DENIED,	/* known, but not allowed (403) */
	RC_CONFLICT,	/* somebody was faster (409) */
	RC_LIMIT,	/* too much or too often (413, 429) */
	RC_RETRY,	/* deadlock or lock wait: run the whole act again */
	RC_GONE,	/* sealed under a secret that was forgotten (410) */
	RC_FAILED,	/* database or disk trouble: 503, try later */
};

#define RC	__attribute__((warn_unused_result)) enum rc

/* A constant name of the code for logs: "ok", "notfound", ... */
const char *rc_name(enum rc);

#define CLEANUP(fn)	__attribute__((cleanup(fn)))
#define PRINTF(f, a)	__attribute__((format(printf, f, a)))

/* return (rc) unless the expression is RC_OK */
#define TRY(expr) do {							\
	enum rc try_rc_ = (expr);					\
	if (try_rc_ != RC_OK)						\
		return (try_rc_);					\
} while (0)

#endif
