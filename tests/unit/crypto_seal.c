/* Sealing and opening one value. */
#include "../support/unit.h"

#include "core/str.h"
#include "crypto/vault.h"

static struct arena *a;
static struct key key;

static int
setup(void **state)
{
	(void)state;
	crypto_init();
	a = arena_new(64U << 20);
	for (int i = 0; i < 32; i++)
		key.b[i] = (uint8_t)i;
	return (0);
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(&a);
	return (0);
}

static struct seal_place
place(uint64_t account, const char *column, uint64_t id)
{
	return ((struct seal_place){ { account }, column, id });
}

static void
opens(const struct key *k, struct seal_place at, struct bytes sealed,
    struct bytes want)
{
	struct bytes got;

	assert_int_equal(seal_open(a, k, at, sealed, &got), RC_OK);
	assert_int_equal(got.n, want.n);
	if (want.n > 0)
		assert_memory_equal(got.p, want.p, want.n);
}

static void
gone(const struct key *k, struct seal_place at, struct bytes sealed)
{
	struct bytes got = { (const uint8_t *)"x", 1 };

	assert_int_equal(seal_open(a, k, at, sealed, &got), RC_GONE);
	assert_null(got.p);
	assert_int_equal(got.n, 0);
}

/*
 * Made by another implementation, written from RFC 8439 and
 * draft-irtf-cfrg-xchacha and checked with the draft's own vector (A.3.1).
 */
static void
test_known_value(void **state)
{
	static const uint8_t sealed[] = {
	    0x01, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49,
	    0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0x4f, 0x50, 0x51, 0x52, 0x53, 0x54,
	    0x55, 0x56, 0x57, 0x87, 0x5c, 0xc6, 0xc1, 0xbf, 0x92, 0x18, 0x36,
	    0xce, 0x9a, 0xe6, 0x84, 0x8f, 0x5e, 0xda, 0xe3, 0xe7, 0x79, 0x04,
	    0xe4, 0x67, 0x38, 0x3f, 0xa5, 0x78, 0xb5, 0x2a, 0xa1, 0x42, 0xd0,
	    0xa9, 0xca, 0xa1, 0x25, 0x43, 0xbd, 0x55, 0xfa, 0xf3, 0xa1 };
	static const char text[] = "Se\xC3\xB1ora Ana: \xC2\xBFqu\xC3\xA9 "
	    "tal?";

	(void)state;
	opens(&key, place(7, "ticket.sealed", 9), (struct bytes){ sealed,
	    sizeof(sealed) }, (struct bytes){ (const uint8_t *)text,
	    strlen(text) });
}

static void
test_round_trip(void **state)
{
	static uint8_t raw[300000];
	struct bytes in, sealed;

	(void)state;
	rnd_fill(raw, sizeof(raw));
	for (size_t n = 0; n < 400; n++) {
		in = (struct bytes){ n == 0 ? NULL : raw, n };
		sealed = seal(a, &key, place(1, "message.sealed", n), in);
		assert_int_equal(sealed.n, n + SEAL_OVERHEAD);
		opens(&key, place(1, "message.sealed", n), sealed, in);
	}
	in.n = sizeof(raw);
	in.p = raw;
	sealed = seal(a, &key, place(1, "", 0), in);
	opens(&key, place(1, "", 0), sealed, in);
	arena_reset(a);
}

/* The same twice: other nonce, other bytes; nothing of the text in it. */
static void
test_nonces(void **state)
{
	struct bytes in = { (const uint8_t *)"a name to find", 14 }, v[64];

	(void)state;
	for (size_t i = 0; i < 64; i++) {
		v[i] = seal(a, &key, place(1, "c.n", 1), in);
		assert_null(memmem(v[i].p, v[i].n, "name", 4));
		for (size_t k = 0; k < i; k++) {
			assert_memory_not_equal(v[i].p + 1, v[k].p + 1, 24);
			assert_memory_not_equal(v[i].p + 25, v[k].p + 25, 14);
		}
	}
}

static void
test_other_place(void **state)
{
	struct bytes in = { (const uint8_t *)"text", 4 };
	struct seal_place at = place(7, "contact.sealed", 9);
	struct bytes s = seal(a, &key, at, in);
	struct key k2 = key;

	(void)state;
	opens(&key, at, s, in);
	gone(&key, place(8, "contact.sealed", 9), s);
	gone(&key, place(7ULL << 32, "contact.sealed", 9), s);
	gone(&key, place(9, "contact.sealed", 7), s);
	gone(&key, place(7, "contact.sealed", 10), s);
	gone(&key, place(7, "contact.sealed", 9ULL << 8), s);
	gone(&key, place(7, "contact.sealed2", 9), s);
	gone(&key, place(7, "contact.seale", 9), s);
	gone(&key, place(7, "ticket.sealed", 9), s);
	gone(&key, place(7, "", 9), s);
	for (int bit = 0; bit < 256; bit++) {
		k2.b[bit / 8] ^= (uint8_t)(1 << bit % 8);
		gone(&k2, at, s);
		k2.b[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	opens(&k2, at, s, in);
}

static void
test_damage(void **state)
{
	struct seal_place at = place(7, "contact.sealed", 9);
	uint8_t raw[130];
	struct bytes s;

	(void)state;
	rnd_fill(raw, sizeof(raw));
	s = seal(a, &key, at, (struct bytes){ raw, 80 });
	for (size_t bit = 0; bit < s.n * 8; bit++) {
		struct bytes t = arena_bytes(a, s.p, s.n);

		((uint8_t *)(uintptr_t)t.p)[bit / 8] ^=
		    (uint8_t)(1 << bit % 8);
		gone(&key, at, t);
	}
	for (size_t n = 0; n < s.n; n++) {
		gone(&key, at, arena_bytes(a, s.p, n));
		gone(&key, at, arena_bytes(a, s.p + s.n - n, n));
	}
	/* Longer than it was. */
	memcpy(raw, s.p, s.n);
	raw[s.n] = 0;
	gone(&key, at, (struct bytes){ raw, s.n + 1 });
	gone(&key, at, (struct bytes){ 0 });
}

static void
long_column(void *arg)
{
	seal(arena_boot(), &key, place(1, arg, 1), (struct bytes){ 0 });
}

static void
test_long_column(void **state)
{
	char name[] = "table_with_a_name.column_with_a_name_that_"
	    "is_longer_than_the_room_for_it";

	(void)state;
	child_bugs(long_column, name, "column name");
}

static void
test_secrets_differ(void **state)
{
	struct secret s = secret_new(), t = secret_new();

	(void)state;
	assert_memory_not_equal(s.b, t.b, SECRET_LEN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_value),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_nonces),
		cmocka_unit_test(test_other_place),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_long_column),
		cmocka_unit_test(test_secrets_differ),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
