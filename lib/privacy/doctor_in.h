/* What doctor.c and doctor_machine.c share. */
#ifndef PRIVACY_DOCTOR_IN_H
#define PRIVACY_DOCTOR_IN_H

#include "privacy/doctor.h"

#define FINDINGS_MAX	100

struct doctor {
	struct db	*db;
	struct arena	*a;
	struct finding_list *l;
};

/* good: nothing to mend. */
void	finding(struct doctor *, bool good, enum finding_level otherwise,
	    const char *name, const char *what, const char *mend);
void	doctor_files(struct doctor *, const char *datadir, const char *tmpdir);
void	doctor_kernel(struct doctor *);
/* What adjtimex() says. */
void	doctor_clock(struct doctor *, int state);

#endif
