/* Passkeys (passkey.h): the door to libfido2. */
#include "crypto/passkey.h"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <openssl/sha.h>
#include <string.h>

#include "core/log.h"
#include "crypto/digest.h"

#define FLAG_PRESENT	0x01
#define FLAG_VERIFIED	0x04

static void
start(void)
{
	static bool started;

	if (!started)
		fido_init(0);
	started = true;
}

/* WebAuthn 7.1 step 13, 7.2 step 15. */
static bool
for_us(const char *rp_id, struct bytes authdata)
{
	uint8_t want[SHA256_DIGEST_LENGTH];

	SHA256((const uint8_t *)rp_id, strlen(rp_id), want);
	return (authdata.n >= sizeof(want) + 5 &&
	    digest_eq(want, authdata.p, sizeof(want)));
}

static RC
take_apart(struct arena *a, int alg, struct bytes authdata,
    struct passkey_key *k_r)
{
	fido_cred_t *cred = fido_cred_new();
	enum rc rc = RC_DENIED;
	uint8_t flags;

	if (cred == NULL)
		die("no memory");
	if (fido_cred_set_type(cred, alg) == FIDO_OK &&
	    fido_cred_set_authdata_raw(cred, authdata.p, authdata.n) ==
	    FIDO_OK && fido_cred_id_len(cred) > 0 &&
	    fido_cred_id_len(cred) <= PASSKEY_ID_MAX &&
	    fido_cred_pubkey_len(cred) > 0) {
		flags = fido_cred_flags(cred);
		*k_r = (struct passkey_key){
			.alg = alg,
			.id = arena_bytes(a, fido_cred_id_ptr(cred),
			    fido_cred_id_len(cred)),
			.key = arena_bytes(a, fido_cred_pubkey_ptr(cred),
			    fido_cred_pubkey_len(cred)),
			.counter = fido_cred_sigcount(cred),
			.verified = (flags & FLAG_VERIFIED) != 0,
		};
		rc = (flags & FLAG_PRESENT) != 0 ? RC_OK : RC_DENIED;
	}
	fido_cred_free(&cred);
	return (rc);
}

RC
passkey_made(struct arena *a, const char *rp_id, struct bytes authdata,
    struct passkey_key *k_r)
{
	static const int algs[] = { COSE_ES256, COSE_EDDSA, COSE_RS256 };

	start();
	if (!for_us(rp_id, authdata))
		return (RC_DENIED);
	for (size_t i = 0; i < sizeof(algs) / sizeof(algs[0]); i++)
		if (take_apart(a, algs[i], authdata, k_r) == RC_OK)
			return (RC_OK);
	return (RC_DENIED);
}

/* libfido2's own forms of the three kinds of keys, opened for one check. */
static bool
verify(const fido_assert_t *as, const struct passkey_key *k)
{
	es256_pk_t *es = NULL;
	eddsa_pk_t *ed = NULL;
	rs256_pk_t *rs = NULL;
	int r = FIDO_ERR_INTERNAL;

	switch (k->alg) {
	case COSE_ES256:
		if ((es = es256_pk_new()) != NULL && es256_pk_from_ptr(es,
		    k->key.p, k->key.n) == FIDO_OK)
			r = fido_assert_verify(as, 0, k->alg, es);
		es256_pk_free(&es);
		break;
	case COSE_EDDSA:
		if ((ed = eddsa_pk_new()) != NULL && eddsa_pk_from_ptr(ed,
		    k->key.p, k->key.n) == FIDO_OK)
			r = fido_assert_verify(as, 0, k->alg, ed);
		eddsa_pk_free(&ed);
		break;
	case COSE_RS256:
		if ((rs = rs256_pk_new()) != NULL && rs256_pk_from_ptr(rs,
		    k->key.p, k->key.n) == FIDO_OK)
			r = fido_assert_verify(as, 0, k->alg, rs);
		rs256_pk_free(&rs);
		break;
	}
	return (r == FIDO_OK);
}

RC
passkey_check(const char *rp_id, struct passkey_key *k,
    const struct passkey_signed *s)
{
	fido_assert_t *as;
	enum rc rc = RC_DENIED;

	start();
	as = fido_assert_new();
	if (as == NULL)
		die("no memory");
	if (for_us(rp_id, s->authdata) &&
	    fido_assert_set_count(as, 1) == FIDO_OK &&
	    fido_assert_set_rp(as, rp_id) == FIDO_OK &&
	    fido_assert_set_up(as, FIDO_OPT_TRUE) == FIDO_OK &&
	    fido_assert_set_clientdata(as, s->clientdata.p,
	    s->clientdata.n) == FIDO_OK &&
	    fido_assert_set_authdata_raw(as, 0, s->authdata.p,
	    s->authdata.n) == FIDO_OK &&
	    fido_assert_set_sig(as, 0, s->signature.p, s->signature.n) ==
	    FIDO_OK && verify(as, k)) {
		k->counter = fido_assert_sigcount(as, 0);
		k->verified = (fido_assert_flags(as, 0) & FLAG_VERIFIED) != 0;
		rc = RC_OK;
	}
	fido_assert_free(&as);
	return (rc);
}
