/*
 * Attachments as sealed files: a 32-byte header (magic, version, chunk size,
 * 16-byte file nonce) and chunks of 64 KB, each XChaCha20-Poly1305 with its
 * index, whether it is the last, and the place in the associated data.  So a
 * range opens only its chunks, and cutting, swapping or joining is noticed: a
 * wrong length or key when the file is opened, the rest where it is read.
 * Files are written under a temporary name, fsynced, renamed, and the folder
 * fsynced: after sealedfile_write() the row may commit.
 */
#ifndef CRYPTO_SEALEDFILE_H
#define CRYPTO_SEALEDFILE_H

#include "crypto/vault.h"

#define SEALED_CHUNK	65536

struct sealedfile;

/*
 * Seal data into dirfd/name (folders in name are made, 02770). RC_FAILED: disk.
 * name: at most 200 bytes, made from ids; one that could climb out is a bug().
 */
RC	sealedfile_write(int dirfd, const char *name, const struct key *,
	    struct seal_place, struct bytes data);
/* One name becomes another, the folder fsynced. RC_NOTFOUND: it is not there. */
RC	sealedfile_move(int dirfd, const char *from, const char *to);
/* Gone, or was not there, and so is a half written one; RC_FAILED: disk. */
RC	sealedfile_remove(int dirfd, const char *name);
/*
 * The same piece by piece, in little memory, for what is made as it is written.
 * Nothing is under the name before sealedfile_commit(), which closes it whatever
 * comes; left without one, what was written so far is removed.
 */
struct sealedwriter;
RC	sealedfile_create(int dirfd, const char *name, const struct key *,
	    struct seal_place, struct sealedwriter **w_r);
RC	sealedfile_append(struct sealedwriter *, struct bytes);
RC	sealedfile_commit(struct sealedwriter **, uint64_t *size_r);
void	sealedfile_drop(struct sealedwriter **);		/* for CLEANUP */
/* RC_NOTFOUND: no file; RC_GONE: does not open; RC_FAILED: disk. */
RC	sealedfile_open(int dirfd, const char *name, const struct key *,
	    struct seal_place, struct sealedfile **f_r);
uint64_t sealedfile_size(const struct sealedfile *);	/* plain bytes */
/* At most n plain bytes from offset into out; *got_r is 0 at the end. */
RC	sealedfile_read(struct sealedfile *, uint64_t offset, void *out,
	    size_t n, size_t *got_r);
void	sealedfile_close(struct sealedfile **);		/* for CLEANUP */

#endif
