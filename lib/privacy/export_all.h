/*
 * Everything of an account as one ZIP: data.json (departments, agents, companies,
 * contacts, tickets with all messages and notes) and the files.  Nothing is masked: it is the
 * company's own.  What was forgotten is not in it.
 */
#ifndef PRIVACY_EXPORT_ALL_H
#define PRIVACY_EXPORT_ALL_H

#include "privacy/export.h"

struct export_all_counts { uint64_t tickets, problems; };
/* write: takes all of it or is an error that ends the archive. */
RC	export_all(struct exporter *, struct tenant *,
	    enum rc (*write)(void *arg, struct bytes), void *arg,
	    struct export_all_counts *n_r);

#endif
