/*
 * The linked queries, and the check of their texts: a tenant's query must bind
 * the account, and every table in it must be tied to that account.
 */
#include "core/log.h"
#include "core/str.h"
#include "db/priv.h"

extern struct query queries_begin[] __asm__("__start_olvido_queries")
    __attribute__((weak, visibility("hidden")));
extern struct query queries_end[] __asm__("__stop_olvido_queries")
    __attribute__((weak, visibility("hidden")));

struct query *
query_slots(size_t *n_r)
{
	static bool numbered;
	size_t n = queries_begin == NULL ? 0
	    : (size_t)(queries_end - queries_begin);

	for (size_t i = 0; !numbered && i < n; i++)
		queries_begin[i].slot = (unsigned)i;
	numbered = true;
	*n_r = n;
	return (queries_begin);
}

const struct query *
db_query_at(size_t i)
{
	size_t n;
	struct query *q = query_slots(&n);

	return (i < n ? &q[i] : NULL);
}

void
db_print_queries(FILE *f)
{
	size_t n;
	struct query *q = query_slots(&n);

	for (size_t i = 0; i < n; i++)
		fprintf(f, "%s\t%s\t%s\n", q[i].name, q[i].scope ==
		    Q_TENANT ? "tenant" : "installation", q[i].text);
}

/* ---- words of a text ------------------------------------------------------- */

#define TOKENS_MAX	600

struct token_list {
	const char	*v[TOKENS_MAX];
	size_t		 n;
};

static bool
name_char(char c)
{
	return ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || c == '.');
}

static void
tokens(struct arena *a, const char *s, struct token_list *l)
{
	size_t n;

	l->n = 0;
	while (*s != '\0' && l->n < TOKENS_MAX) {
		if (*s == ' ' || *s == '\t' || *s == '\n') {
			s++;
			continue;
		}
		for (n = 0; name_char(s[n]); n++)
			;
		if (n == 0)
			n = 1;
		l->v[l->n++] = arena_strndup(a, s, n);
		s += n;
	}
}

static bool
is(const struct token_list *l, size_t i, const char *word)
{
	return (i < l->n && str_eqi(l->v[i], word));
}

static bool
is_account(const char *s)
{
	return (str_eq(s, "account_id") || str_ends(s, ".account_id"));
}

int
query_account_param(const char *text)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	struct token_list *l = ARENA_NEW(a, struct token_list);
	int param = 0;

	tokens(a, text, l);
	if ((is(l, 0, "INSERT") || is(l, 0, "REPLACE")))
		for (size_t i = 0; i < l->n && !is(l, i, ")"); i++)
			if (is(l, i, "("))
				return (is_account(l->v[i + 1]) ? 0 : -1);
	for (size_t i = 0; i < l->n; i++) {
		if (!is(l, i, "?"))
			continue;
		if (i >= 2 && is(l, i - 1, "=") && is_account(l->v[i - 2]))
			return (param);
		param++;
	}
	return (-1);
}

/* ---- the check ---------------------------------------------------------------- */

static bool
keyword(const char *s)
{
	static const char *const words[] = { "ON", "JOIN", "LEFT", "WHERE",
		"SET", "ORDER", "GROUP", "LIMIT", "FOR", "LOCK", "VALUES",
		"(", ")", ",", "INNER", "SELECT", "USING", NULL };

	for (size_t i = 0; words[i] != NULL; i++)
		if (str_eqi(s, words[i]))
			return (true);
	return (false);
}

/* X.account_id = ... for this alias, or plain account_id where it is alone. */
static bool
tied(const struct token_list *l, const char *alias, size_t ntables)
{
	size_t n = strlen(alias);

	for (size_t i = 0; i + 2 < l->n; i++) {
		if (!is_account(l->v[i]) || !is(l, i + 1, "="))
			continue;
		if (str_eq(l->v[i], "account_id") && ntables == 1)
			return (true);
		if (strncmp(l->v[i], alias, n) == 0 && l->v[i][n] == '.')
			return (true);
		if (is_account(l->v[i + 2]) &&
		    strncmp(l->v[i + 2], alias, n) == 0 &&
		    l->v[i + 2][n] == '.')
			return (true);
	}
	return (false);
}

/* Tables that hold nobody's rows: virtual numbers, buckets, the sequence. */
static bool
nobodys(const char *table)
{
	return (str_starts(table, "seq_") || str_ends(table, ".bucket") ||
	    str_ends(table, "id_seq"));
}

static bool
check_tables(const struct token_list *l, bool insert)
{
	const char *table[32], *alias[32];
	size_t n = 0;

	for (size_t i = 0; i + 1 < l->n && n < 32; i++) {
		if (!is(l, i, "FROM") && !is(l, i, "JOIN") &&
		    !(i == 0 && is(l, 0, "UPDATE")))
			continue;
		if (keyword(l->v[i + 1]) || nobodys(l->v[i + 1]))
			continue;
		table[n] = l->v[i + 1];
		alias[n] = i + 2 < l->n && !keyword(l->v[i + 2]) ? l->v[i + 2]
		    : table[n];
		n++;
	}
	if (n == 0)
		return (insert);
	for (size_t i = 0; i < n; i++)
		if (!tied(l, alias[i], n))
			return (false);
	return (true);
}

RC
db_check_text(const char *text)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	struct token_list *l = ARENA_NEW(a, struct token_list);

	tokens(a, text, l);
	if (query_account_param(text) < 0)
		return (RC_INVALID);
	return (check_tables(l, is(l, 0, "INSERT") || is(l, 0, "REPLACE"))
	    ? RC_OK : RC_INVALID);
}

RC
db_check_queries(void)
{
	enum rc rc = RC_OK;
	size_t n;
	struct query *q = query_slots(&n);

	for (size_t i = 0; i < n; i++)
		if (q[i].scope == Q_TENANT &&
		    db_check_text(q[i].text) != RC_OK) {
			log_warn("query %s is not bound to one account",
			    q[i].name);
			rc = RC_INVALID;
		}
	return (rc);
}
