/* Signed messages: HMAC-SHA-256 as RFC 4231 has it, times, headers of all kinds. */
#include "../support/unit.h"

#include <string.h>

#include "auth/signature.h"
#include "core/str.h"
#include "crypto/digest.h"
#include "crypto/hmac.h"

#define NOW	1700000000

static struct bytes
text(const char *s)
{
	return ((struct bytes){ (const uint8_t *)s, strlen(s) });
}

static void
vectors(void **state)
{
	struct arena *a = *state;
	uint8_t mac[HMAC_LEN];

	hmac_sha256(text("Jefe"), text("what do ya want for nothing?"), mac);
	assert_string_equal(hex_encode(a, mac, HMAC_LEN), "5bdcc146bf60754e6a04"
	    "2426089575c75a003f089d2739839dec58b964ec3843");
	hmac_sha256(text("\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b"
	    "\x0b\x0b\x0b\x0b\x0b\x0b\x0b"), text("Hi There"), mac);
	assert_string_equal(hex_encode(a, mac, HMAC_LEN), "b0344c61d8db38535ca8"
	    "afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
}

static const char *
mac_of(struct arena *a, const char *secret, int64_t t, const char *body)
{
	uint8_t mac[HMAC_LEN];

	hmac_sha256(text(secret), text(arena_printf(a, "%lld.%s",
	    (long long)t, body)), mac);
	return (hex_encode(a, mac, HMAC_LEN));
}

static enum rc
check(struct arena *a, const char *header, const char *body)
{
	struct signed_body s = { .header = header, .body = text(body),
		.now = NOW, .secret = { "one", "two" } };
	struct bytes in;

	return (signature_check(a, &s, &in));
}

static void
times(void **state)
{
	static const struct { int64_t away; enum rc rc; } v[] = {
		{ 0, RC_OK }, { -300, RC_OK }, { 300, RC_OK },
		{ -301, RC_GONE }, { 301, RC_GONE }, { -NOW, RC_GONE },
	};
	struct arena *a = *state;

	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		int64_t t = NOW + v[i].away;

		for (int k = 0; k < 2; k++)
			assert_int_equal(check(a, arena_printf(a,
			    "t=%lld,v1=%s", (long long)t, mac_of(a, k == 0
			    ? "one" : "two", t, "{}")), "{}"), v[i].rc);
		assert_int_equal(check(a, arena_printf(a, "t=%lld,v1=%s",
		    (long long)t, mac_of(a, "three", t, "{}")), "{}"),
		    RC_DENIED);
	}
}

static void
headers(void **state)
{
	struct arena *a = *state;
	const char *good = mac_of(a, "one", NOW, "{}");
	const char *bad = mac_of(a, "one", NOW, "{ }");
	const char *form[] = { "", "t=%s", "v1=%s", "t=,v1=%s", "t=x,v1=%s",
		"t=-1,v1=%s", "t=1700000000,v1=%s0", "t=1700000000;v1=%s",
		"t=1700000000,t=1700000000,v1=%s", "t=1700000001,v1=%s",
		"t=99999999999999999999,v1=%s", "t=01700000000,v1=%s" };

	for (size_t i = 0; i < sizeof(form) / sizeof(form[0]); i++)
		assert_int_equal(check(a, str_replace(a, form[i], "%s", good),
		    "{}"), RC_DENIED);
	assert_int_equal(check(a, NULL, "{}"), RC_DENIED);
	assert_int_equal(check(a, arena_printf(a, "t=%d,v1=%s", NOW, bad),
	    "{}"), RC_DENIED);
	assert_int_equal(check(a, arena_printf(a, "t=%d, v2=zzz, v1=%s, "
	    "v1=%s", NOW, bad, good), "{}"), RC_OK);
	assert_int_equal(check(a, arena_printf(a, "t=%d,v1=%s,v1=%s,v1=%s,"
	    "v1=%s,v1=%s", NOW, bad, bad, bad, bad, good), "{}"), RC_DENIED);
}

/* Each bit of the signature and of the body counts. */
static void
bits(void **state)
{
	struct arena *a = *state;
	const char *good = mac_of(a, "one", NOW, "{\"a\":1}");

	for (size_t i = 0; i < 2 * HMAC_LEN; i++) {
		char *other = arena_strdup(a, good);

		other[i] = other[i] == '0' ? '1' : '0';
		assert_int_equal(check(a, arena_printf(a, "t=%d,v1=%s", NOW,
		    other), "{\"a\":1}"), RC_DENIED);
	}
	assert_int_equal(check(a, arena_printf(a, "t=%d,v1=%s", NOW, good),
	    "{\"a\":2}"), RC_DENIED);
	assert_int_equal(check(a, arena_printf(a, "t=%d,v1=%s", NOW, good),
	    "{\"a\":1}"), RC_OK);
}

static int
begin(void **state)
{
	crypto_init();
	*state = arena_new(1 << 20);
	return (0);
}

static int
end(void **state)
{
	arena_free((struct arena **)state);
	return (0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors), cmocka_unit_test(times),
		cmocka_unit_test(headers), cmocka_unit_test(bits),
	};

	return (cmocka_run_group_tests(tests, begin, end));
}
