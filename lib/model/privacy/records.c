/* Records of processing (records.h). */
#include "model/privacy/records.h"

#include "core/str.h"

#define COLUMNS_MAX	100	/* of a table */

QUERY(Q_COLUMN_NOTES, Q_INSTALLATION,
    "SELECT name, form, note FROM column_note ORDER BY name");

/* The record whose table "schema.table.column" begins with, or NULL. */
static struct record *
record_of(struct record_list *l, const char *name)
{
	size_t n = strlen(name);

	while (n > 0 && name[n - 1] != '.')
		n--;
	for (size_t i = 0; n > 0 && i < l->n; i++)
		if (strlen(l->v[i].noun->table) == n - 1 &&
		    strncmp(l->v[i].noun->table, name, n - 1) == 0)
			return (&l->v[i]);
	return (NULL);
}

static struct record_list
tables(struct arena *a)
{
	struct record_list l = { 0 };
	unsigned n = 0;

	while (noun_at(n) != NULL)
		n++;
	l.v = arena_array(a, n + 1, sizeof(*l.v));
	for (l.n = 0; l.n < n; l.n++) {
		const struct noun *x = noun_at((unsigned)l.n);

		l.v[l.n] = (struct record){ .noun = x,
			.table = strrchr(x->table, '.') + 1,
			.v = arena_array(a, COLUMNS_MAX,
			    sizeof(struct record_column)) };
	}
	return (l);
}

RC
record_list(struct db *db, struct arena *a, struct record_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct record_column *c;
	struct record *r;
	enum rc rc;

	*l_r = tables(a);
	TRY(stmt_installation(&st, db, &Q_COLUMN_NOTES));
	while ((rc = stmt_row(st)) == RC_OK) {
		r = record_of(l_r, col_str(st, 0));
		if (r == NULL || r->n == COLUMNS_MAX)
			continue;
		c = &r->v[r->n++];
		c->name = arena_strdup(a, strrchr(col_str(st, 0), '.') + 1);
		c->form = arena_strdup(a, col_str(st, 1));
		c->note = arena_strdup(a, col_str(st, 2));
		r->sealed |= str_eq(c->form, "sealed");
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
