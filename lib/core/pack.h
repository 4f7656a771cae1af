/*
 * The form of a sealed column: a row's personal fields together in one value.
 * tag (1 byte), length (4 bytes, little endian), bytes; repeated.  The whole is
 * padded with zero tags to a multiple of 64 bytes so that lengths tell little.
 * A tag means the same for ever within its table (see the noun's file).
 */
#ifndef CORE_PACK_H
#define CORE_PACK_H

#include "core/buf.h"

/* Adds a field; NULL or "" adds nothing. tag 1..255. */
void		 pack_str(struct buf *, uint8_t tag, const char *);
void		 pack_bytes(struct buf *, uint8_t tag, struct bytes);
void		 pack_u64(struct buf *, uint8_t tag, uint64_t);
/* Pads; call once, last. */
struct bytes	 pack_end(struct buf *);

/* One text alone, padded with NULs in the same way: read as a C string. */
struct bytes	 pack_text(struct arena *, const char *);

/* The first field of that tag; "" / empty / 0 when absent or malformed. */
const char	*unpack_str(struct arena *, struct bytes, uint8_t tag);
struct bytes	 unpack_bytes(struct bytes, uint8_t tag);	/* points into it */
uint64_t	 unpack_u64(struct bytes, uint8_t tag);

#endif
