/* The inside of the vault, for vault.c and vault_slots.c only. */
#ifndef CRYPTO_VAULT_IN_H
#define CRYPTO_VAULT_IN_H

#include <sys/types.h>

#include "crypto/vault.h"

#define MAGIC		"OLVIDO-SLOTS\0\0\0\1"
#define HEAD		4096
#define ENTRY		128
#define SLOT		(2 * ENTRY)
#define MAX_BUCKETS	(1U << 20)

struct vault {
	struct key	*master;	/* sodium_malloc: locked, not dumped */
	struct key	*bucket;	/* its purpose key for the slots */
	uint8_t		*map;
	size_t		 size;
	uint32_t	 buckets;
	int		 fd;		/* -1 unless writable */
};

/* A new file, synced; RC_CONFLICT: it exists. */
RC	vault_write_new(const char *path, const void *, size_t, mode_t);
/* A key whose name is lost in a power cut is lost as well. */
RC	vault_sync_folder_of(const char *path);
/* An entry of a slot: a bucket key sealed under the master's "bucket" key. */
void	vault_entry_seal(struct arena *, const struct key *under,
	    uint32_t bucket, uint32_t generation, const struct key *,
	    uint8_t out[ENTRY]);
/* The opened key of one generation, from either entry of the slot. */
RC	vault_bucket_key(struct vault *, uint32_t bucket, uint32_t generation,
	    struct key *k_r);
void	vault_account_wrap(struct vault *, account_id, const struct key *,
	    uint8_t wrapped_r[WRAPPED_LEN]);

#endif
