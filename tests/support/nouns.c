/* nouns: lib/model/key/nouns.c as lines: table, owner, erased, exported, retained. */
#include <stdio.h>

#include "model/key/nouns.h"

int
main(void)
{
	const struct noun *n;

	for (unsigned i = 0; (n = noun_at(i)) != NULL; i++)
		printf("%s\t%s\t%s\t%d\t%s\n", n->table,
		    noun_owner_name(n->owner), noun_erased_name(n->erased),
		    n->exported, n->retained);
	return (0);
}
