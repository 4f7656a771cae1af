/* What would break the promise on this machine (`olvido doctor`). Changes nothing. */
#ifndef PRIVACY_DOCTOR_H
#define PRIVACY_DOCTOR_H

#include "crypto/vault.h"
#include "db/db.h"

enum finding_level { FINDING_GOOD, FINDING_WARN, FINDING_BAD };

struct finding {
	enum finding_level level;
	const char	*name;		/* "mariadb.general_log" */
	const char	*what;		/* how it is */
	const char	*mend;		/* "" when it is good */
};
struct finding_list { struct finding *v; size_t n; };

/* vault: NULL when it does not open, why then says so. */
RC	doctor_look(struct db *, struct vault *, const char *why,
	    struct arena *, struct finding_list *l_r);

#endif
