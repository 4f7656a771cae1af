/* What a program shows to act (api_confirm.h). */
#include "api_confirm.h"

#include "core/str.h"

#define GOOD_S	900

static const char *
mac(struct req *rq, const struct thing *x, unsigned chosen,
    const struct erasure_plan *p, uint64_t at)
{
	/* Mails and sessions come and go by themselves. */
	uint64_t in[] = { at, x->scope, x->id, chosen, rq->session.subject_id,
		p->tickets, p->messages, p->others, p->elsewhere, p->files,
		p->contacts };
	struct key k = key_purpose(rq->t->key, "api-erase");
	struct digest d = digest_keyed(&k, "confirm", (struct bytes){
	    (const uint8_t *)in, sizeof(in) });

	return (hex_encode(rq->a, d.b, DIGEST_LEN));
}

const char *
confirm_make(struct req *rq, const struct thing *x, unsigned chosen,
    const struct erasure_plan *p)
{
	return (arena_printf(rq->a, "%lld.%s", (long long)rq->now, mac(rq, x,
	    chosen, p, (uint64_t)rq->now)));
}

bool
confirm_good(struct req *rq, const struct thing *x, unsigned chosen,
    const struct erasure_plan *p)
{
	const char *text = req_text(rq, "confirm"), *dot = strchr(text, '.');
	const char *want;
	uint64_t at;

	if (dot == NULL || str_u64(arena_strndup(rq->a, text,
	    (size_t)(dot - text)), &at) != RC_OK || at > (uint64_t)rq->now ||
	    at + GOOD_S < (uint64_t)rq->now)
		return (false);
	want = mac(rq, x, chosen, p, at);
	return (strlen(dot + 1) == strlen(want) && digest_eq(dot + 1, want,
	    strlen(want)));
}

struct digest
confirm_name(struct req *rq)
{
	struct key k = key_purpose(rq->t->key, "api-erase");
	const char *name = arena_printf(rq->a, "%llu %s",
	    (unsigned long long)rq->session.subject_id, req_text(rq,
	    "request"));

	return (digest_keyed(&k, "request", (struct bytes){
	    (const uint8_t *)name, strlen(name) }));
}
