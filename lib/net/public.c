/* Which addresses are everybody's (net.h): IANA's special-purpose registries. */
#include <arpa/inet.h>
#include <string.h>

#include "net/net.h"

struct range { uint8_t b[16]; unsigned bits; };

static const struct range not_public4[] = {
	{ { 0 }, 8 }, { { 10 }, 8 }, { { 100, 64 }, 10 }, { { 127 }, 8 },
	{ { 169, 254 }, 16 }, { { 172, 16 }, 12 }, { { 192, 0, 0 }, 24 },
	{ { 192, 0, 2 }, 24 }, { { 192, 31, 196 }, 24 },
	{ { 192, 52, 193 }, 24 }, { { 192, 88, 99 }, 24 },
	{ { 192, 168 }, 16 }, { { 192, 175, 48 }, 24 }, { { 198, 18 }, 15 },
	{ { 198, 51, 100 }, 24 }, { { 203, 0, 113 }, 24 }, { { 224 }, 3 },
};
/* Outside 2000::/3 nothing is public. */
static const struct range not_public6[] = {
	{ { 0x20, 0x01, 0x00 }, 23 },		/* protocols, Teredo */
	{ { 0x20, 0x01, 0x0d, 0xb8 }, 32 },	/* documentation */
	{ { 0x20, 0x02 }, 16 },			/* 6to4: an IPv4 inside */
	{ { 0x3f, 0xff, 0x00 }, 20 },		/* documentation */
};

static bool
inside(const uint8_t *addr, const struct range *r)
{
	unsigned whole = r->bits / 8, rest = r->bits % 8;
	uint8_t mask = (uint8_t)(0xFF << (8 - rest));

	return (memcmp(addr, r->b, whole) == 0 && (rest == 0 ||
	    (addr[whole] & mask) == (r->b[whole] & mask)));
}

static bool
in_any(const uint8_t *addr, const struct range *r, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (inside(addr, &r[i]))
			return (true);
	return (false);
}

bool
net_public(const char *text)
{
	uint8_t addr[16];

	if (inet_pton(AF_INET, text, addr) == 1)
		return (!in_any(addr, not_public4,
		    sizeof(not_public4) / sizeof(not_public4[0])));
	if (inet_pton(AF_INET6, text, addr) != 1)
		return (false);
	return ((addr[0] & 0xE0) == 0x20 && !in_any(addr, not_public6,
	    sizeof(not_public6) / sizeof(not_public6[0])));
}
