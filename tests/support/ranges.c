/*
 * Standard input: a line a case, LIST|ADDRESS, entries of the list parted by
 * commas.  Output: "1" or "0" (in it or not), "x KEY" when the list is refused,
 * "?" when the address is none; then a tab and the list as networks.
 */
#include <stdio.h>
#include <string.h>

#include "auth/iprange.h"

int
main(void)
{
	struct arena *a = arena_new(16U << 20);
	static char line[65536];
	struct iprange_mistake m;
	struct iprange_list l;
	struct ip ip;
	char *addr;

	while (fgets(line, sizeof(line), stdin) != NULL) {
		struct buf b = BUF_INIT(a);

		line[strcspn(line, "\n")] = '\0';
		addr = strchr(line, '|');
		if (addr == NULL)
			return (1);
		*addr++ = '\0';
		for (char *p = line; (p = strchr(p, ',')) != NULL;)
			*p = '\n';
		if (iprange_parse(a, line, &l, &m) != RC_OK) {
			printf("x %s %u %s\t%s\n", m.key, m.line, m.entry,
			    m.hint);
		} else {
			iprange_networks(&b, &l);
			for (char *p = b.p; p != NULL &&
			    (p = strchr(p, '\n')) != NULL;)
				*p = ',';
			printf("%s\t%s\n", ip_parse(addr, &ip) != RC_OK ? "?"
			    : iprange_has(&l, &ip) ? "1" : "0", buf_cstr(&b));
		}
		arena_reset(a);
	}
	arena_free(&a);
	return (0);
}
