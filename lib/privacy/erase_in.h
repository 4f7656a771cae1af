/* What the files of erasing share (lib/privacy only). */
#ifndef PRIVACY_ERASE_IN_H
#define PRIVACY_ERASE_IN_H

#include "privacy/erase.h"

/* A batch of one contact that goes with his company; *none_r: there is none left. */
RC	erase_company_step(struct tenant *, struct arena *, int files_dir,
	    const struct erasure *, bool (*stop)(void), bool *none_r);

#endif
