/*
 * Which passwords people may choose (SECURITY 5.6, NIST SP 800-63B-4 3.1.1):
 * long ones of any characters, none that everybody has, none made of one's own
 * names.  The list of common ones is a read-only file of sorted digests, made by
 * olvido-passwords when the product is built, mapped once by each program.
 */
#ifndef AUTH_PASSWORD_RULE_H
#define AUTH_PASSWORD_RULE_H

#include <stdbool.h>
#include <stdio.h>

#include "core/arena.h"

#define PASSWORD_MIN		15	/* code points; it stands alone */
#define PASSWORD_MIN_SECOND	12	/* beside a second factor */
#define PASSWORD_MAX		128
#define PASSWORD_BYTES		512

/* Whose password it is to be; NULL or "" for what is not known. */
struct password_owner {
	const char	*name, *email, *company;
	bool		 second_factor;
};

/* Map the list; dies when the file is missing or no such list. At start. */
void	 password_list_open(const char *path);

/*
 * NULL when it may be used, else why not, as a key under Lang.Error:
 * "PasswordShort", "PasswordShort12", "PasswordLong", "PasswordCommon",
 * "PasswordOwn".  The password is in NFC (P_PASSWORD).  Needs the list.
 */
const char *password_fault(struct arena *, const char *password,
	    const struct password_owner *);

/*
 * From a list of passwords, one a line, the most common first, to the file.
 * *long_r: entries of at least PASSWORD_MIN_SECOND.  RC_INVALID: too few of
 * them (3000) to be such a list; RC_FAILED: not written.
 */
RC	 password_list_write(FILE *in, FILE *out, size_t *long_r,
	    size_t *all_r);

#endif
