/* What mirror.c and mirror_read.c share. */
#ifndef PRIVACY_MIRROR_IN_H
#define PRIVACY_MIRROR_IN_H

#include "privacy/mirror.h"
#include "privacy/mirror_file.h"

/* slots, keys, confirm; made when they are missing and it is written. */
RC	mirror_open(const char *folder, bool write, int fd_r[3],
	    const char **why_r);
void	mirror_close(int fd[3]);
/* Its slot file, as a file of ours at path. */
RC	mirror_slots(struct arena *, const char *folder, const char *path,
	    const char **why_r);
/* By which olvido_keys.mirror knows it. */
struct digest mirror_digest(const char *folder);
void	record_secret(struct record *, const struct store_secret *);
/*
 * A tombstone's MACs, so that nobody else can write one: by the master key, and by
 * the installation's own, which is sealed anew under a new master key.  Either is
 * enough: an old key store with its old master key believes a newer mirror, too.
 */
struct mirror_keys { struct key master, own; bool has_own; };
RC	mirror_keys(struct db *, struct vault *, struct mirror_keys *k_r);
bool	record_ours(const struct mirror_keys *, const struct record *);
/* All of a tombstone or a reseal, signed; base: RECORD_TOMBSTONE, RECORD_RESEAL. */
void	record_gone(const struct mirror_keys *, struct record *, uint32_t base,
	    const struct store_gone *);
/* The index of f->v anew. */
void	mirror_file_index(struct mirror_file *);
/* Only in memory: a set of records by key. */
void	mirror_file_hold(struct mirror_file *, const struct record *);

#endif
