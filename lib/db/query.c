/* The linked queries; the check of their texts is query_check.c. */
#include "core/log.h"
#include "core/str.h"
#include "db/priv.h"

extern struct query *queries_begin[] __asm__("__start_olvido_queries")
    __attribute__((weak, visibility("hidden")));
extern struct query *queries_end[] __asm__("__stop_olvido_queries")
    __attribute__((weak, visibility("hidden")));

struct query **
query_slots(size_t *n_r)
{
	static bool numbered;
	size_t n = queries_begin == NULL ? 0
	    : (size_t)(queries_end - queries_begin);

	for (size_t i = 0; !numbered && i < n; i++)
		queries_begin[i]->slot = (unsigned)i;
	numbered = true;
	*n_r = n;
	return (queries_begin);
}

const struct query *
db_query_at(size_t i)
{
	size_t n;
	struct query **q = query_slots(&n);

	return (i < n ? q[i] : NULL);
}

RC
db_print_queries(FILE *f)
{
	size_t n;
	struct query **q = query_slots(&n);

	for (size_t i = 0; i < n; i++)
		fprintf(f, "%s\t%s\t%s\n", q[i]->name, q[i]->scope ==
		    Q_TENANT ? "tenant" : "installation", q[i]->text);
	return (db_check_queries());
}

RC
db_check_queries(void)
{
	enum rc rc = RC_OK;
	size_t n;
	struct query **q = query_slots(&n);

	for (size_t i = 0; i < n; i++)
		if (q[i]->scope == Q_TENANT &&
		    db_check_text(q[i]->text) != RC_OK) {
			log_warn("query %s is not bound to one account",
			    q[i]->name);
			rc = RC_INVALID;
		}
	return (rc);
}
