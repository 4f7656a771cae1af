/* Long work that nobody waits for (pace.h). */
#include "model/privacy/pace.h"

#include <sys/resource.h>
#include <unistd.h>

#include "core/str.h"
#include "core/time.h"

#define NICE		5
#define BATCH_FIRST	200
#define BATCH_MIN	10
#define BATCH_MAX	2000
#define SLOW_US		40000
#define FAST_US		15000
#define REST_MIN_US	2000
#define REST_MAX_US	25000
#define ASK_EVERY	16		/* rests */
#define BEHIND_US	20000		/* until it is asked again */
#define BEHIND_TIMES	25		/* then it goes on all the same */
#define HISTORY_MAX	20000		/* transactions that wait for purge */

QUERY(Q_PACE, Q_INSTALLATION,
    "SELECT VARIABLE_NAME, CAST(VARIABLE_VALUE AS UNSIGNED)"
    "  FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME IN"
    " ('INNODB_CHECKPOINT_AGE', 'INNODB_CHECKPOINT_MAX_AGE',"
    " 'INNODB_HISTORY_LIST_LENGTH')");

void
pace_give_way(void)
{
	/* Its unit says the same, and forbids the call. */
	if (getpriority(PRIO_PROCESS, 0) < NICE)
		(void)setpriority(PRIO_PROCESS, 0, NICE);
}

void
pace_anew(struct pace *p)
{
	p->batch = BATCH_FIRST;
}

void
pace_took(struct pace *p, int64_t us, int64_t whole)
{
	p->whole = whole;
	if (whole > p->longest)
		p->longest = whole;
	if (us > SLOW_US && p->batch / 2 >= BATCH_MIN)
		p->batch /= 2;
	else if (us < FAST_US && p->batch * 2 <= BATCH_MAX)
		p->batch *= 2;
}

/*
 * More than three quarters of the log wait for its pages (at seven eighths the server
 * writes them in a hurry, at its end everybody stands still), or purge is far behind.
 */
static bool
behind(struct db *db)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t age = 0, most = 0, history = 0, v;
	const char *name;

	if (stmt_installation(&st, db, &Q_PACE) != RC_OK)
		return (false);
	while (stmt_row(st) == RC_OK) {
		name = col_str(st, 0);
		v = col_u64(st, 1);
		if (str_eq(name, "INNODB_CHECKPOINT_AGE"))
			age = v;
		else if (str_eq(name, "INNODB_CHECKPOINT_MAX_AGE"))
			most = v;
		else
			history = v;
	}
	return (age > most / 4 * 3 || history > HISTORY_MAX);
}

void
pace_rest(struct db *db, struct pace *p)
{
	int64_t half = p->whole / 2, us = half < REST_MIN_US ? REST_MIN_US
	    : half > REST_MAX_US ? REST_MAX_US : half;

	usleep((useconds_t)us);
	if (++p->since < ASK_EVERY)
		return;
	p->since = 0;
	for (int i = 0; i < BEHIND_TIMES && behind(db); i++)
		usleep(BEHIND_US);
}
