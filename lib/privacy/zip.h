/*
 * A ZIP file written piece by piece (libarchive: this is its only door): what is
 * in it is in memory for a moment only, but for some 200 bytes an entry.
 */
#ifndef PRIVACY_ZIP_H
#define PRIVACY_ZIP_H

#include "core/arena.h"

/* One for zip_new() and unsqueeze(): all of it into the descriptor *fd. */
enum rc	write_fd(void *fd, struct bytes);

struct zip;

/* write: takes all of it or is an error that ends the file. */
RC	zip_new(enum rc (*write)(void *arg, struct bytes), void *arg,
	    int64_t made_at, struct zip **z_r);
/* The next entry. path: printable ASCII. RC_FAILED: as write said. */
RC	zip_entry(struct zip *, const char *path);
RC	zip_data(struct zip *, struct bytes);
/* The directory at the end; closes it whatever comes. */
RC	zip_end(struct zip **);
void	zip_drop(struct zip **);			/* for CLEANUP */

#endif
