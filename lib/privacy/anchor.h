/* Anchors of the audit log as lines of a text file, kept outside the database. */
#ifndef PRIVACY_ANCHOR_H
#define PRIVACY_ANCHOR_H

#include "crypto/vault.h"
#include "model/log/audit_check.h"

/*
 * Every line of the file; other lines than "audit ..." are passed over (a saved
 * mail has some).  RC_NOTFOUND: it cannot be read; RC_DENIED: *line_r was made
 * up or changed, or none is an anchor (*line_r 0).
 */
RC	anchors_read(struct vault *, struct arena *, const char *path,
	    struct anchor **v_r, size_t *n_r, size_t *line_r);
/* Adds a line to folder/YYYY-MM-DD.txt (0700 and 0600), safe on disk. */
RC	anchor_keep(struct arena *, const char *folder, const char *line);

#endif
