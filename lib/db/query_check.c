/*
 * The check of a tenant's query: it binds the account itself, once (once in each
 * SELECT of a union), and every table in it is tied to that account.  What the check does not understand it
 * refuses: texts are ours, and can be written so that it does.
 */
#include "core/str.h"
#include "db/priv.h"

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

uint32_t
query_account_params(const char *text)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	struct token_list *l = ARENA_NEW(a, struct token_list);
	uint32_t mask = 0;
	unsigned param = 0;

	tokens(a, text, l);
	if ((is(l, 0, "INSERT") || is(l, 0, "REPLACE")))
		for (size_t i = 0; i < l->n && !is(l, i, ")"); i++)
			if (is(l, i, "("))
				return (is_account(l->v[i + 1]) ? 1 : 0);
	for (size_t i = 0; i < l->n; i++) {
		if (!is(l, i, "?"))
			continue;
		if (i >= 2 && is(l, i - 1, "=") && is_account(l->v[i - 2]))
			mask |= param < 32 ? 1U << param : 0;
		param++;
	}
	return (mask);
}

/* ---- scopes: the text itself and each SELECT in brackets --------------------- */

#define SCOPES_MAX	16
#define NAMES_MAX	32

enum clause { C_LIST, C_FROM, C_WHERE, C_REST };

struct scope {
	int		 parent;	/* -1: the text itself */
	int		 depth;		/* of its own words */
	const char	*table[NAMES_MAX];	/* aliases, or names without */
	bool		 bound[NAMES_MAX];
	size_t		 n;
};

struct parsed {
	struct token_list l;
	uint8_t		 scope[TOKENS_MAX];	/* of each word */
	uint8_t		 depth[TOKENS_MAX];
	uint8_t		 clause[TOKENS_MAX];
	struct scope	 s[SCOPES_MAX];
	int		 n;
};

static bool
keyword(const char *s)
{
	static const char *const words[] = { "ON", "JOIN", "LEFT", "WHERE",
		"SET", "ORDER", "GROUP", "LIMIT", "FOR", "LOCK", "VALUES",
		"(", ")", ",", "INNER", "SELECT", "USING", "FORCE", "USE",
		"IGNORE", "RIGHT", "CROSS", "NATURAL", "STRAIGHT_JOIN", "AND",
		"HAVING", NULL };

	for (size_t i = 0; words[i] != NULL; i++)
		if (str_eqi(s, words[i]))
			return (true);
	return (false);
}

static bool
any(const struct token_list *l, size_t i, const char *const *words)
{
	for (; *words != NULL; words++)
		if (is(l, i, *words))
			return (true);
	return (false);
}

static enum clause
clause_after(const struct token_list *l, size_t i, enum clause now)
{
	static const char *const from[] = { "FROM", "JOIN", NULL };
	static const char *const rest[] = { "SET", "ORDER", "GROUP", "LIMIT",
		"VALUES", "HAVING", NULL };

	if (any(l, i, from) || (i == 0 && is(l, 0, "UPDATE")))
		return (C_FROM);
	if (is(l, i, "WHERE"))
		return (C_WHERE);
	return (is(l, i, "SELECT") ? C_LIST : any(l, i, rest) ? C_REST : now);
}

/* Which SELECT and which clause each word belongs to. False: not understood. */
static bool
scopes(struct parsed *p)
{
	const struct token_list *l = &p->l;
	enum clause clause[SCOPES_MAX] = { C_LIST };
	int stack[64], depth = 0, now = 0;

	p->s[0] = (struct scope){ .parent = -1 };
	p->n = 1;
	for (size_t i = 0; i < l->n; i++) {
		if (is(l, i, ")")) {
			if (depth == 0)
				return (false);
			now = stack[--depth];
		}
		clause[now] = clause_after(l, i, clause[now]);
		p->scope[i] = (uint8_t)now;
		p->depth[i] = (uint8_t)depth;
		p->clause[i] = (uint8_t)clause[now];
		if (!is(l, i, "("))
			continue;
		if (depth == 63 || p->n == SCOPES_MAX)
			return (false);
		stack[depth++] = now;
		if (is(l, i + 1, "SELECT")) {
			p->s[p->n] = (struct scope){ .parent = now,
				.depth = depth };
			now = p->n++;
		}
	}
	return (depth == 0);
}

/* Tables that hold nobody's rows: virtual numbers, buckets, the sequence, plans. */
static bool
nobodys(const char *table)
{
	return (str_starts(table, "seq_") || str_ends(table, ".bucket") ||
	    str_ends(table, "id_seq") || str_eq(table, "plan"));
}

static bool
name_add(struct scope *s, const char *name, bool bound)
{
	if (s->n == NAMES_MAX)
		return (false);
	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->table[i], name))
			return (false);
	s->table[s->n] = name;
	s->bound[s->n++] = bound;
	return (true);
}

/* A SELECT in brackets after FROM or JOIN: its rows were checked inside. */
static bool
derived(struct parsed *p, size_t i)
{
	size_t j = i + 1;

	while (j < p->l.n && !(is(&p->l, j, ")") &&
	    p->scope[j] == p->scope[i] && p->depth[j] == p->depth[i]))
		j++;
	j += is(&p->l, j + 1, "AS") ? 2 : 1;
	return (j < p->l.n && !keyword(p->l.v[j]) &&
	    name_add(&p->s[p->scope[i]], p->l.v[j], true));
}

static bool
tables(struct parsed *p)
{
	const struct token_list *l = &p->l;
	size_t j;

	for (size_t i = 0; i + 1 < l->n; i++) {
		if (!is(l, i, "FROM") && !is(l, i, "JOIN") &&
		    !is(l, i, "STRAIGHT_JOIN") &&
		    !(i == 0 && is(l, 0, "UPDATE")))
			continue;
		/* SELECT [DISTINCT] STRAIGHT_JOIN is a hint, no join. */
		if (is(l, i, "STRAIGHT_JOIN") && p->clause[i] == C_LIST)
			continue;
		if (is(l, i + 1, "(")) {
			if (!is(l, i + 2, "SELECT") || !derived(p, i + 1))
				return (false);
			continue;
		}
		if (keyword(l->v[i + 1]))
			return (false);
		j = is(l, i + 2, "AS") ? i + 3 : i + 2;
		if (j >= l->n || keyword(l->v[j]))
			j = i + 1;
		if (!name_add(&p->s[p->scope[i]], l->v[j],
		    nobodys(l->v[i + 1])))
			return (false);
	}
	return (true);
}

/* ---- ties -------------------------------------------------------------------- */

/* The table that X.account_id names in this scope or one around it, or NULL. */
static bool *
tied_to(struct parsed *p, int scope, const char *column)
{
	size_t n = strlen(column) - strlen("account_id");
	struct scope *s;

	for (; scope >= 0; scope = p->s[scope].parent) {
		s = &p->s[scope];
		if (n == 0)
			return (s->n == 1 ? &s->bound[0] : NULL);
		for (size_t i = 0; i < s->n; i++)
			if (strlen(s->table[i]) == n - 1 &&
			    strncmp(s->table[i], column, n - 1) == 0)
				return (&s->bound[i]);
	}
	return (NULL);
}

/* Word i is the left side of a tie; anything else with account_id = is odd. */
static bool
whole_tie(const struct parsed *p, size_t i)
{
	static const char *const before[] = { "WHERE", "AND", "ON", NULL };
	const struct token_list *l = &p->l;

	return (i > 0 && any(l, i - 1, before) &&
	    p->depth[i] == p->s[p->scope[i]].depth &&
	    (is(l, i + 2, "?") ? p->clause[i] == C_WHERE
	    : i + 2 < l->n && is_account(l->v[i + 2])) &&
	    (i + 3 >= l->n || keyword(l->v[i + 3])));
}

/* One round over all ties; *more_r: something new was bound. */
static bool
tie(struct parsed *p, size_t *params_r, bool *more_r)
{
	bool *x, *y;

	*params_r = 0;
	*more_r = false;
	for (size_t i = 0; i + 2 < p->l.n; i++) {
		if (!is_account(p->l.v[i]) || !is(&p->l, i + 1, "="))
			continue;
		x = whole_tie(p, i) ? tied_to(p, p->scope[i], p->l.v[i])
		    : NULL;
		if (x == NULL)
			return (false);
		if (is(&p->l, i + 2, "?")) {
			(*params_r)++;
			*more_r |= !*x;
			*x = true;
			continue;
		}
		y = tied_to(p, p->scope[i], p->l.v[i + 2]);
		if (y == NULL)
			return (false);
		*more_r |= *x != *y;
		*x = *y = *x || *y;
	}
	return (true);
}

static bool
all_bound(const struct parsed *p)
{
	for (int i = 0; i < p->n; i++)
		for (size_t j = 0; j < p->s[i].n; j++)
			if (!p->s[i].bound[j])
				return (false);
	return (true);
}

/* ( SELECT ... ) UNION ALL ( SELECT ... ), around which stands nothing. */
static bool
union_of_brackets(const struct parsed *p, size_t i)
{
	const struct token_list *l = &p->l;

	return (i > 0 && p->scope[i] == 0 && p->depth[i] == 0 &&
	    is(l, 0, "(") && is(l, 1, "SELECT") && is(l, i - 1, ")") &&
	    is(l, i + 1, "ALL") && is(l, i + 2, "(") &&
	    is(l, i + 3, "SELECT"));
}

/* How many SELECTs a union has; 1: it is none. */
static size_t
members(const struct parsed *p)
{
	size_t n = 1;

	for (size_t i = 0; i < p->l.n; i++)
		n += is(&p->l, i, "UNION");
	return (n);
}

/* Ways to make a condition void, or that this reader cannot read. */
static bool
odd(const struct parsed *p)
{
	static const char *const never[] = { "EXCEPT", "INTERSECT",
		"XOR", "\"", "'", "`", "#", ";", "|", "!", NULL };
	const struct token_list *l = &p->l;

	for (size_t i = 0; i < l->n; i++) {
		if (any(l, i, never) || (is(l, i, "UNION") &&
		    !union_of_brackets(p, i)) ||
		    (is(l, i, "-") && is(l, i + 1, "-")) ||
		    (is(l, i, "/") && is(l, i + 1, "*")))
			return (true);
		if (p->depth[i] != p->s[p->scope[i]].depth)
			continue;
		if (is(l, i, "OR") || (is(l, i, ",") &&
		    p->clause[i] == C_FROM))
			return (true);
	}
	return (l->n == TOKENS_MAX);
}

RC
db_check_text(const char *text)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	struct parsed *p = ARENA_NEW(a, struct parsed);
	bool insert, more = true;
	size_t params = 0;

	tokens(a, text, &p->l);
	insert = is(&p->l, 0, "INSERT") || is(&p->l, 0, "REPLACE");
	if (query_account_params(text) == 0 || !scopes(p) || odd(p) ||
	    !tables(p))
		return (RC_INVALID);
	while (more)
		if (!tie(p, &params, &more))
			return (RC_INVALID);
	/* Each SELECT binds its one parameter: no other may be there. */
	return (params == (insert ? 0 : members(p)) && all_bound(p) ? RC_OK
	    : RC_INVALID);
}
