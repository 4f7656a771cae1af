/*
 * A contact's copy of everything about him (GDPR Art. 15, 20): a ZIP with
 * data.json, a readable index.html and the files, streamed into one sealed file
 * (model/privacy/export.h), so that neither memory nor disk ever hold it in the clear.
 *
 * In it: profile, sessions, tickets with all messages and files, his messages in
 * other people's tickets, mails to him, what he did.  Other people's names and
 * addresses are masked (mask.h), their files left out; agents go by the name he
 * saw; internal notes as the account decides.  A ticket that does not open is
 * named in it by its code and ends nothing.
 */
#ifndef PRIVACY_EXPORT_H
#define PRIVACY_EXPORT_H

#include "model/privacy/export_build.h"
#include "tmpl/tmpl.h"

struct exporter {
	struct db	*db;
	struct vault	*vault;
	const char	*templates;	/* their folder */
	struct tmpl	*tmpl;		/* NULL: loaded for the first copy */
	int		 files_dir;
	bool		 (*stopped)(void);	/* end between two tickets */
	bool		 (*over)(void);		/* begin no other; NULL */
};
struct export_counts { uint64_t made, failed, expired, purged; };

/*
 * All that is due: old ones expire, those asked for are made.  RC_FAILED: some
 * could not be made this time and will be begun anew.  The caller frees tmpl.
 */
RC	export_run(struct exporter *, struct export_counts *n_r);

#endif
