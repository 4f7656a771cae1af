/* The file `keys` of a mirror: records in places that stay (mirror.c only). */
#ifndef PRIVACY_MIRROR_FILE_H
#define PRIVACY_MIRROR_FILE_H

#include <stdbool.h>

#include "core/arena.h"
#include "model/key/keystore.h"

#define RECORD		128
#define RECORD_ACCOUNT	100	/* kinds besides enum secret_kind */
#define RECORD_TOMBSTONE 128	/* + kind */
#define RECORD_RESEAL	192	/* + kind */

/* account (8) | kind (4) | generation (4) | id (8) | body (104) */
struct record { uint8_t b[RECORD]; };

struct mirror_file {
	struct arena	*a;
	int		 fd;
	struct record	*v;		/* as they are on disk */
	uint8_t		*seen;
	size_t		 n, cap;
	uint32_t	*index;		/* place + 1 by key, 0: none */
	size_t		 mask;
	size_t		 next_free;
	uint64_t	 written, removed;
};

uint64_t record_account(const struct record *);
uint32_t record_kind(const struct record *);
uint64_t record_id(const struct record *);
void	record_key(struct record *, uint64_t account, uint32_t kind,
	    uint32_t generation, uint64_t id);
/* Of the same noun? */
bool	record_same(const struct record *, const struct record *);

/* more: how many records may be added. */
RC	mirror_file_load(struct mirror_file *, struct arena *, int fd,
	    size_t more);
/* In its place, or a free one; written when it is another than there. */
RC	mirror_file_put(struct mirror_file *, const struct record *);
/* NULL: there is none of that key. */
const struct record *mirror_file_find(const struct mirror_file *,
	    const struct record *key);
/* What was not put: noise over it. */
RC	mirror_file_sweep(struct mirror_file *);

#endif
