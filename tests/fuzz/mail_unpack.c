/* What a parser that was taken over could send to its parent. */
#include "fuzz.h"
#include "mail/parse_in.h"
#include "mail/parse_json.h"

static const char *const seeds[] = { "x", NULL };

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	fuzz_seeds(*argc, *argv, seeds);
	return (0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_new((size_t)1 << 30);
	struct buf b = BUF_INIT(a);
	struct mail m;

	if (mail_unpack(a, (struct bytes){ p, n }, &m))
		mail_json(&b, &m, "x");
	arena_free(&a);
	return (0);
}
