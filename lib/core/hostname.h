/* Host names: the grammar of the DNS (RFC 1035, 1123), and addresses below the
   base domain that nobody may have. */
#ifndef CORE_HOSTNAME_H
#define CORE_HOSTNAME_H

#include <stdbool.h>

/* One label: a-z 0-9 and inner hyphens, 1 to 63 bytes. */
bool	hostname_label(const char *);
/* Two labels and more, 253 bytes at most, no address in numbers; lower case. */
bool	hostname_good(const char *);
/*
 * NULL: an account may be called so.  Else the key of what is wrong with it under
 * Lang.Error: AddressGrammar, AddressShort (under three bytes), AddressReserved.
 */
const char *hostname_wish_fault(const char *label);
/* Words that nobody may have (reserved.c), NULL at the end. */
const char *hostname_reserved(unsigned i);

#endif
