/*
 * olvido-passwords: makes the list of common passwords that nobody may use from
 * a text file, the most common first: `make passwords` runs it, and a provider
 * may, on a list of his own.
 */
#include <stdio.h>
#include <unistd.h>

#include "auth/password_rule.h"
#include "core/log.h"
#include "core/str.h"
#include "crypto/digest.h"

int
main(int argc, char **argv)
{
	size_t longs, all;
	FILE *out;
	enum rc rc;

	log_open("passwords");
	crypto_init();
	if (argc != 2 || argv[1][0] == '-') {
		fprintf(argc == 2 && str_eq(argv[1], "--help") ? stdout
		    : stderr, "olvido-passwords: the list of common "
		    "passwords\n\nusage: olvido-passwords FILE < LIST\n\n"
		    "LIST: one password a line, the most common first, UTF-8. "
		    "FILE: what the setting\nPassword.List names.\n");
		return (argc == 2 && str_eq(argv[1], "--help") ? 0 : 64);
	}
	out = fopen(argv[1], "we");
	if (out == NULL)
		die("cannot write %s", argv[1]);
	rc = password_list_write(stdin, out, &longs, &all);
	if (fclose(out) != 0 || rc != RC_OK) {
		unlink(argv[1]);
		die(rc == RC_INVALID ? "only %zu passwords of 12 characters or "
		    "more: this is no such list" : "cannot write the list "
		    "(%zu)", longs);
	}
	printf("%zu passwords of 12 characters or more, %zu entries\n", longs,
	    all);
	return (0);
}
