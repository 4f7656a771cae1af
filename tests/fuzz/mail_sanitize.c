/* HTML in any form: only the allow-list comes out, and the same a second time. */
#include "fuzz.h"
#include "core/utf8.h"
#include "mail/html_text.h"
#include "mail/sanitize.h"

#include "../support/html_check.h"

static const char *const seeds[] = {
	"<p>a<b>c</b><script>x</script><img src=cid:1 onerror=x>",
	"<table><tr><td style=\"color:red;position:fixed\">x<a href=http://x/>y",
	"<svg><style><math><mtext></style><img src=data:image/png;base64,AAAA>",
	"<!--[if x]>a<![endif]--><![if y]>b<o:p>c</o:p><ul><li>d<ol><li>e",
	"<body bgcolor=red><form><h1><blockquote type=cite>x&amp;&lt;<pre>\n y",
	NULL,
};

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
	struct safe_html once, twice;
	const char *in = utf8_clean(a, p, n, false), *error;
	bool remote;

	once = sanitize_html(a, (struct bytes){ (const uint8_t *)in,
	    strlen(in) }, &remote);
	error = html_check(a, once.safe);
	if (error == NULL) {
		twice = sanitize_html(a, (struct bytes){
		    (const uint8_t *)once.safe, strlen(once.safe) }, &remote);
		/* Paragraphs may nest anew; nothing else may come up. */
		error = html_check(a, twice.safe);
		once = sanitize_show(a, once, NULL, 0, true);
	}
	if (error != NULL) {
		fprintf(stderr, "%s\n", error);
		abort();
	}
	(void)html_text(a, (struct bytes){ (const uint8_t *)in, strlen(in) },
	    true);
	arena_free(&a);
	return (0);
}
