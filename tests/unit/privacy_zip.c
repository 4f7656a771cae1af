/* privacy/zip: what comes out is a ZIP, piece by piece, and trouble ends it. */
#include "../support/unit.h"

#include "core/buf.h"
#include "privacy/zip.h"

static struct arena *a;

static enum rc
take(void *arg, struct bytes data)
{
	buf_add(arg, data.p, data.n);
	return (RC_OK);
}

static enum rc
refuse(void *arg, struct bytes data)
{
	size_t *left = arg;

	if (data.n > *left)
		return (RC_FAILED);
	*left -= data.n;
	return (RC_OK);
}

static struct bytes
text(const char *s)
{
	return ((struct bytes){ (const uint8_t *)s, strlen(s) });
}

static void
test_whole(void **state)
{
	struct buf b = BUF_INIT(a);
	struct zip *z;

	(void)state;
	assert_int_equal(zip_new(take, &b, 1700000000, &z), RC_OK);
	assert_int_equal(zip_entry(z, "a.txt"), RC_OK);
	assert_int_equal(zip_data(z, text("one ")), RC_OK);
	assert_int_equal(zip_data(z, text("two")), RC_OK);
	assert_int_equal(zip_entry(z, "files/empty"), RC_OK);
	assert_int_equal(zip_data(z, (struct bytes){ 0 }), RC_OK);
	assert_int_equal(zip_end(&z), RC_OK);
	assert_null(z);
	assert_true(b.n > 22);
	assert_memory_equal(b.p, "PK\3\4", 4);
	/* The directory's end: two entries. */
	assert_memory_equal(b.p + b.n - 22, "PK\5\6\0\0\0\0\2\0\2\0", 12);
}

/* However much goes in, it does not stay. */
static void
test_goes_on(void **state)
{
	size_t left = SIZE_MAX;
	char block[4096];
	struct zip *z;

	(void)state;
	memset(block, 'x', sizeof(block));
	assert_int_equal(zip_new(refuse, &left, 0, &z), RC_OK);
	assert_int_equal(zip_entry(z, "big"), RC_OK);
	for (int i = 0; i < 20000; i++)
		assert_int_equal(zip_data(z, (struct bytes){
		    (uint8_t *)block, sizeof(block) }), RC_OK);
	assert_int_equal(zip_end(&z), RC_OK);
	assert_true(SIZE_MAX - left > 1000);
}

static void
test_refused(void **state)
{
	size_t left = 40000;
	uint8_t block[4096];
	struct zip *z;
	enum rc rc = RC_OK;

	(void)state;
	assert_int_equal(zip_new(refuse, &left, 0, &z), RC_OK);
	assert_int_equal(zip_entry(z, "big"), RC_OK);
	for (int i = 0; i < 1000 && rc == RC_OK; i++) {
		rnd_fill(block, sizeof(block));
		rc = zip_data(z, (struct bytes){ block, sizeof(block) });
	}
	assert_int_equal(rc, RC_FAILED);
	zip_drop(&z);
	assert_null(z);
	zip_drop(&z);

	left = 10;
	assert_int_equal(zip_new(refuse, &left, 0, &z), RC_OK);
	assert_int_equal(zip_entry(z, "small"), RC_OK);
	assert_int_equal(zip_end(&z), RC_FAILED);
	assert_null(z);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_goes_on),
		cmocka_unit_test(test_refused),
	};
	int bad;

	a = arena_new(1U << 20);
	bad = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&a);
	return (bad);
}
