/* Allow-lists at the door (allowlist.h); lib/web/guard.c asks for each request. */
#include "auth/allowlist.h"

#include "auth/iprange.h"
#include "core/log.h"

/* A ring: the oldest goes. Accounts without lists take no place. */
#define CACHE_SIZE	64
static struct kept {
	struct arena		*a;
	account_id		 id;
	uint64_t		 version;
	bool			 is_set[PLACES];
	struct iprange_list	 list[PLACES];
} cache[CACHE_SIZE];
static size_t cache_next;

static RC
read_lists(struct tenant *t, struct kept *k)
{
	const char *ranges[PLACES];
	struct iprange_mistake m;

	TRY(allow_list_ranges(t, k->a, ranges));
	for (size_t i = 0; i < PLACES; i++) {
		k->is_set[i] = ranges[i][0] != '\0';
		/* One that does not read lets nobody in. */
		if (iprange_parse(k->a, ranges[i], &k->list[i], &m) != RC_OK) {
			log_warn("account %llu: allow-list %zu is broken",
			    (unsigned long long)t->id.v, i + 1);
			k->list[i].n = 0;
		}
	}
	return (RC_OK);
}

static RC
lists_of(struct tenant *t, struct kept **k_r)
{
	struct kept *k;

	for (size_t i = 0; i < CACHE_SIZE; i++) {
		k = &cache[i];
		if (k->id.v == t->id.v && k->version == t->allow_version) {
			*k_r = k;
			return (RC_OK);
		}
	}
	k = &cache[cache_next];
	cache_next = (cache_next + 1) % CACHE_SIZE;
	k->id.v = 0;
	if (k->a == NULL)
		k->a = arena_new(4U << 20);
	arena_reset(k->a);
	TRY(read_lists(t, k));
	k->id = t->id;
	k->version = t->allow_version;
	*k_r = k;
	return (RC_OK);
}

RC
allowlist_check(struct tenant *t, enum allow_place place, const char *addr)
{
	struct kept *k;
	struct ip ip;

	if (t->allow_version == 0)
		return (RC_OK);
	TRY(lists_of(t, &k));
	if (!k->is_set[place - 1])
		return (RC_OK);
	return (ip_parse(addr, &ip) == RC_OK &&
	    iprange_has(&k->list[place - 1], &ip) ? RC_OK : RC_DENIED);
}
