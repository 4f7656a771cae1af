/* What the files of an erasure share (lib/model only). */
#ifndef MODEL_ERASURE_ROW_H
#define MODEL_ERASURE_ROW_H

#include "model/key/keyring.h"
#include "model/privacy/erasure.h"

/* Inside a transaction: the contact's row, locked; there or not. */
RC	erasure_lock_contact(struct tenant *, uint64_t id);
/* The same of what is to be erased, whatever it is; RC_NOTFOUND: none. */
RC	erasure_lock_subject(struct tenant *, const struct erasure *);
/* erasure_count_add() and erasure_progress(), into e->sums where it has them. */
RC	erasure_went(struct tenant *, const struct erasure *, const char *name,
	    uint64_t n);
RC	erasure_went_on(struct tenant *, const struct erasure *, size_t n);
RC	erasure_sums_write(struct tenant *, const struct erasure *);
/* Inside a transaction: rows, files and secrets of attachments. */
RC	erasure_wipe_files(struct tenant *, struct arena *, int files_dir,
	    const struct erasure *, const uint64_t *id, size_t n);
/* The same of messages that the person wrote in this ticket, some; *none_r:
   there are no more. */
RC	erasure_wipe_texts(struct tenant *, struct arena *, int files_dir,
	    const struct erasure *, uint64_t ticket, bool *none_r);

/* Inside the first transaction, while he opens: the provider's last mails to him
   (model/account/farewell.h) go; their secrets are added to what is destroyed. */
RC	erasure_farewells(struct tenant *, struct arena *,
	    const struct erasure *, struct victim **v, size_t *n);

#endif
