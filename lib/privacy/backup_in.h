/* What the files of backup.h share. */
#ifndef PRIVACY_BACKUP_IN_H
#define PRIVACY_BACKUP_IN_H

#include "privacy/backup.h"

#define MARK		"OLVIDO-BACKUP"
#define MANIFEST	"manifest"

/* RC_FAILED with what to do, by errno: "writing", "reading". */
RC	backup_trouble(struct backup *, const char *doing, const char *name);
/* A file written under NAME.part, synced and renamed at its end. */
struct backup_out {
	struct backup	*b;
	int		 fd;
	const char	*name;
	uint64_t	 size;
	struct digester	*d;
};
RC	backup_out_open(struct backup *, struct backup_out *,
	    const char *name);
RC	backup_out_add(struct backup_out *, const void *, size_t);
RC	backup_out_end(struct backup_out *, struct backup_part *p_r);
void	backup_out_drop(struct backup_out *);
/* Digest and size of a file below the folder; RC_NOTFOUND. */
RC	backup_digest(struct backup *, const char *name, uint64_t *size_r,
	    struct digest *d_r);
/* The last bytes that came; mariadb-dump says at its end that it is one. */
struct dump_tail { char b[128]; size_t n; };
void	dump_tail_add(struct dump_tail *, const char *, size_t n);
bool	dump_tail_whole(const struct dump_tail *);
void	backup_files_tidy(struct backup *);
RC	manifest_write(struct backup *, struct db *, struct vault *);
/* RC_NOTFOUND: the key store has no key of the installation's own. */
RC	backup_macs(struct db *, struct vault *, struct digest d,
	    struct digest mac_r[BACKUP_MACS]);
/* RC_NOTFOUND: there is none; RC_DENIED: damaged. */
RC	manifest_read(struct backup *, struct manifest *m_r);

#endif
