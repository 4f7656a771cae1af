/* Host names (hostname.h). */
#include "core/hostname.h"

#include <stddef.h>
#include <string.h>

#include "core/str.h"

#define LETTERS	"abcdefghijklmnopqrstuvwxyz"
#define DIGITS	"0123456789"

static bool
label(const char *s, size_t n)
{
	return (n > 0 && n <= 63 && strspn(s, LETTERS DIGITS "-") >= n &&
	    s[0] != '-' && s[n - 1] != '-');
}

bool
hostname_label(const char *s)
{
	return (label(s, strlen(s)));
}

bool
hostname_good(const char *s)
{
	size_t n, labels = 0;
	const char *last = s;

	if (strlen(s) > 253)
		return (false);
	for (;; s += n + 1) {
		n = strcspn(s, ".");
		if (!label(s, n))
			return (false);
		last = s;
		labels++;
		if (s[n] == '\0')
			break;
	}
	/* No top level is a number: that is how an address is told. */
	return (labels >= 2 && strspn(last, DIGITS) != strlen(last));
}

const char *
hostname_wish_fault(const char *s)
{
	const char *word;

	/* "xn--": a name in other letters, which may look like another's. */
	if (!hostname_label(s) || (strlen(s) >= 4 && s[2] == '-' &&
	    s[3] == '-') || strspn(s, DIGITS "-") == strlen(s))
		return ("AddressGrammar");
	if (strlen(s) < 3)
		return ("AddressShort");
	for (unsigned i = 0; (word = hostname_reserved(i)) != NULL; i++)
		if (str_eq(word, s))
			return ("AddressReserved");
	return (NULL);
}
