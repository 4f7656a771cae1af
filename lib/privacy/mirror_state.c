/* Which mirrors there are, and when each was confirmed (mirror.h). */
#include "core/conf.h"
#include "core/str.h"
#include "privacy/mirror_in.h"

#define NAME_MAX_LEN	32	/* erasure_mirror.name */

/* "NAME=FOLDER"; what is no name belongs to the folder. */
static struct mirror_place
place_of(struct arena *a, const char *word, unsigned number)
{
	size_t n = strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789-");
	bool named = n > 0 && n <= NAME_MAX_LEN && word[n] == '=';

	return ((struct mirror_place){ .number = number,
	    .name = named ? arena_strndup(a, word, n) : "",
	    .folder = named ? word + n + 1 : word });
}

struct mirror_places
mirror_places(struct arena *a)
{
	const char *s = conf_str("Keys.Mirrors");
	struct mirror_places p = { .v = arena_array(a, strlen(s) + 1,
	    sizeof(*p.v)) };
	size_t len;

	if (str_eq(s, "none"))
		return (p);
	for (;; s += len) {
		s += strspn(s, " \t");
		len = strcspn(s, " \t");
		if (len == 0)
			return (p);
		p.v[p.n] = place_of(a, arena_strndup(a, s, len),
		    (unsigned)p.n + 1);
		p.n++;
	}
}

const char *
mirror_label(struct arena *a, const struct mirror_place *p)
{
	return (*p->name == '\0' ? arena_printf(a, "%u", p->number)
	    : arena_printf(a, "%u (%s)", p->number, p->name));
}

struct digest
mirror_digest(const char *folder)
{
	size_t n = strlen(folder);

	while (n > 1 && folder[n - 1] == '/')
		n--;
	return (digest(folder, n));
}

RC
mirrors_now(struct db *db, struct arena *a, struct mirror_places *p_r)
{
	struct mirror_row m;
	struct digest d;
	enum rc rc;

	*p_r = mirror_places(a);
	for (size_t i = 0; i < p_r->n; i++) {
		d = mirror_digest(p_r->v[i].folder);
		rc = mirror_row_get(db, &d, &m);
		if (rc != RC_OK && rc != RC_NOTFOUND)
			return (rc);
		p_r->v[i].confirmed_at = rc == RC_OK ? m.confirmed_at : 0;
	}
	return (RC_OK);
}

size_t
mirrors_waited(const struct mirror_places *p, int64_t at)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		n += mirror_waits(&p->v[i], at);
	return (n);
}

bool
mirror_waits(const struct mirror_place *p, int64_t at)
{
	return (p->confirmed_at <= at);
}
