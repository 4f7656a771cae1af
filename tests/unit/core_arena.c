/* Arenas: zeroed, aligned, wiped, bounded. */
#include "../support/unit.h"

static void
zeroed(void *p, size_t n)
{
	const uint8_t *q = p;

	assert_int_equal((uintptr_t)p % 16, 0);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(q[i], 0);
}

static void
test_zeroed_after_reuse(void **state)
{
	struct arena *a = arena_new(8U << 20);
	size_t n;
	void *p;

	(void)state;
	for (int round = 0; round < 20; round++) {
		for (int i = 0; i < 200; i++) {
			n = rnd_below(i % 50 == 0 ? 100000 : 700);
			p = arena_alloc(a, n);
			assert_non_null(p);
			zeroed(p, n);
			memset(p, 0xA5, n);
		}
		arena_reset(a);
		assert_int_equal(arena_used(a), 0);
	}
	arena_free(&a);
	assert_null(a);
	arena_free(&a);
}

static void
test_no_two_overlap(void **state)
{
	struct arena *a = arena_new(8U << 20);
	struct { uint8_t *p; size_t n; } v[500];

	(void)state;
	for (size_t i = 0; i < 500; i++) {
		v[i].n = rnd_below(3000);
		v[i].p = arena_alloc(a, v[i].n);
		memset(v[i].p, (int)(i & 0xFF), v[i].n);
	}
	for (size_t i = 0; i < 500; i++)
		for (size_t k = 0; k < v[i].n; k++)
			assert_int_equal(v[i].p[k], i & 0xFF);
	arena_free(&a);
}

/* Not under a sanitizer: there the bytes may not even be looked at. */
static void
test_reset_wipes(void **state)
{
	struct arena *a = arena_new(1U << 20);
	volatile uint8_t *p = arena_alloc(a, 5000);

	(void)state;
	if (UNIT_ASAN)
		skip();
	for (int i = 0; i < 5000; i++)
		p[i] = 0x5A;
	arena_reset(a);
	for (int i = 0; i < 5000; i++)
		assert_int_equal(p[i], 0);
	arena_free(&a);
}

static void
overrun(void *arg)
{
	struct arena *a = arena_new(1U << 20);
	volatile uint8_t *p = arena_alloc(a, 33);

	p[*(int *)arg] = 1;
}

static void
use_after_reset(void *arg)
{
	struct arena *a = arena_new(1U << 20);
	volatile uint8_t *p = arena_alloc(a, 33);

	(void)arg;
	arena_reset(a);
	p[0] = 1;
}

/* The sanitizer sees into our blocks. */
static void
test_sanitizer_sees(void **state)
{
	int fits = 32, over = 33;
	char err[16384];

	(void)state;
	if (!UNIT_ASAN)
		skip();
	child_lives(overrun, &fits);
	assert_int_not_equal(child_run(overrun, &over, err, sizeof(err)), 0);
	assert_non_null(strstr(err, "poison"));
	assert_int_not_equal(child_run(use_after_reset, NULL, err,
	    sizeof(err)), 0);
	assert_non_null(strstr(err, "poison"));
}

static void
for_ever(void *arg)
{
	struct arena *a = arena_new(300000);
	size_t most = 0;

	for (;;) {
		arena_alloc(a, *(size_t *)arg);
		most += *(size_t *)arg;
		if (most > 300000)
			_exit(3);
	}
}

static void
too_large(void *arg)
{
	arena_alloc(arena_boot(), *(size_t *)arg);
}

static void
too_many(void *arg)
{
	(void)arg;
	arena_array(arena_boot(), SIZE_MAX / 8 + 2, 8);
}

static void
test_ceiling(void **state)
{
	static const size_t sizes[] = { 16, 1000, 17000, 299999, 300001 };
	static const size_t wrap[] = { SIZE_MAX, SIZE_MAX - 14, SIZE_MAX - 15,
	    SIZE_MAX - 16, SIZE_MAX - 31, SIZE_MAX - 47, SIZE_MAX / 2 + 1 };

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		child_bugs(for_ever, (void *)(uintptr_t)&sizes[i], "ceiling");
	for (size_t i = 0; i < sizeof(wrap) / sizeof(wrap[0]); i++)
		child_bugs(too_large, (void *)(uintptr_t)&wrap[i],
		    "allocation");
	child_bugs(too_many, NULL, "array");
}

static void
test_ceiling_can_be_used(void **state)
{
	struct arena *a = arena_new(200000);

	(void)state;
	for (int i = 0; i < 100; i++) {
		/* After each reset the whole is there again. */
		arena_alloc(a, 100);
		arena_alloc(a, 180000);
		arena_reset(a);
		arena_alloc(a, 180000);
		arena_reset(a);
	}
	arena_free(&a);
}

static void
test_strings(void **state)
{
	struct arena *a = arena_new(1U << 20);
	struct bytes b = arena_bytes(a, "a\0b", 3);
	char in[4] = "xyz";
	char *copy = arena_strdup(a, in);

	(void)state;
	in[0] = 'Q';
	assert_string_equal(copy, "xyz");
	assert_string_equal(arena_strdup(a, NULL), "");
	assert_string_equal(arena_strndup(a, "hello", 3), "hel");
	assert_string_equal(arena_strndup(a, "he", 30), "he");
	assert_string_equal(arena_strndup(a, NULL, 30), "");
	assert_int_equal(b.n, 3);
	assert_memory_equal(b.p, "a\0b", 3);
	assert_int_equal(arena_bytes(a, NULL, 0).n, 0);
	assert_string_equal(arena_printf(a, "%s %d", "n", 7), "n 7");
	assert_int_equal(strlen(arena_printf(a, "%70000d", 7)), 70000);
	assert_ptr_equal(arena_boot(), arena_boot());
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_zeroed_after_reuse),
		cmocka_unit_test(test_no_two_overlap),
		cmocka_unit_test(test_reset_wipes),
		cmocka_unit_test(test_sanitizer_sees),
		cmocka_unit_test(test_ceiling),
		cmocka_unit_test(test_ceiling_can_be_used),
		cmocka_unit_test(test_strings),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
