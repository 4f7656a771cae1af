/*
 * Account keys, opened and kept for a while so that a request costs no unsealing
 * of its own: a ring, the oldest goes.  An entry is used only for the wrapped
 * bytes it came from, so a destroyed or replaced key is never served; and none
 * outlives a minute, so that the key of an account that ended is in no process
 * any more that answers anybody.
 */
#include "core/log.h"
#include "core/time.h"
#include "model/account/account_row.h"

#define CACHE_SIZE	64
#define CACHE_US	60000000
static struct cached {
	account_id	id;
	int64_t		opened_at;	/* 0: empty */
	uint8_t		wrapped[WRAPPED_LEN], gate[WRAPPED_LEN];
	struct key	key;
} *cache;
static size_t cache_next;

static bool
same(const struct cached *c, account_id id, struct bytes wrapped,
    struct wrapped gate)
{
	static const uint8_t none[WRAPPED_LEN];

	return (c->id.v == id.v &&
	    memcmp(c->wrapped, wrapped.p, WRAPPED_LEN) == 0 &&
	    memcmp(c->gate, gate.bytes.n != 0 ? gate.bytes.p : none,
	    WRAPPED_LEN) == 0);
}

/* Whoever's they are. */
void
account_keys_expire(void)
{
	int64_t oldest = mono_us() - CACHE_US;

	for (size_t i = 0; cache != NULL && i < CACHE_SIZE; i++)
		if (cache[i].opened_at != 0 && cache[i].opened_at < oldest)
			explicit_bzero(&cache[i], sizeof(cache[i]));
}

static const struct key *
cached(account_id id, struct bytes wrapped, struct wrapped gate)
{
	account_keys_expire();
	for (size_t i = 0; i < CACHE_SIZE; i++)
		if (cache[i].opened_at != 0 && same(&cache[i], id, wrapped,
		    gate))
			return (&cache[i].key);
	return (NULL);
}

static RC
open_key(struct vault *v, account_id id, struct bytes wrapped,
    struct wrapped gate, struct key *k_r)
{
	struct secret s;
	bool has = gate.bytes.n == WRAPPED_LEN && vault_unwrap(v, id,
	    SECRET_ACCOUNT, 0, gate.generation, gate.bytes, &s) == RC_OK;
	enum rc rc = vault_account_pass(v, id, wrapped, has ? &s : NULL, k_r);

	explicit_bzero(&s, sizeof(s));
	if (rc == RC_OK)
		return (RC_OK);
	log_warn("account %llu: its key does not open%s",
	    (unsigned long long)id.v, rc == RC_GONE
	    ? ", the gate before it is closed" : " under this master key");
	return (RC_FAILED);
}

RC
account_key_of(struct vault *v, account_id id, struct bytes wrapped,
    struct wrapped gate, struct key *k_r)
{
	const struct key *k;
	struct cached *c;

	if (wrapped.n != WRAPPED_LEN || (gate.bytes.n != 0 &&
	    gate.bytes.n != WRAPPED_LEN))
		return (RC_FAILED);
	if (cache == NULL)
		cache = arena_array(arena_boot(), CACHE_SIZE, sizeof(*cache));
	k = cached(id, wrapped, gate);
	if (k != NULL) {
		*k_r = *k;
		return (RC_OK);
	}
	TRY(open_key(v, id, wrapped, gate, k_r));
	c = &cache[cache_next];
	cache_next = (cache_next + 1) % CACHE_SIZE;
	explicit_bzero(c, sizeof(*c));
	c->id = id;
	c->opened_at = mono_us();
	memcpy(c->wrapped, wrapped.p, WRAPPED_LEN);
	if (gate.bytes.n != 0)
		memcpy(c->gate, gate.bytes.p, WRAPPED_LEN);
	c->key = *k_r;
	return (RC_OK);
}
