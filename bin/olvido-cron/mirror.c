/* Mirrors of the keys (cron.h): Keys.Mirrors, each a folder of olvido-cron's. */
#include "cron.h"
#include "privacy/mirror.h"

RC
cron_mirror(struct cron *c)
{
	const char **folder, *why;
	size_t n = mirror_folders(c->a, &folder);
	struct mirror_counts m;
	enum rc rc = RC_OK, one;

	for (size_t i = 0; i < n && !cron_stopped(); i++) {
		if (c->dry_run) {
			cron_say(c, "would bring %s up to date", folder[i]);
			continue;
		}
		one = mirror_update(c->db, c->v, folder[i], &m, &why);
		if (one != RC_OK)
			cron_say(c, "%s: not up to date: %s", folder[i],
			    why != NULL ? why : rc_name(one));
		else if (m.written + m.removed > 0)
			cron_say(c, "%s: %llu written, %llu removed",
			    folder[i], (unsigned long long)m.written,
			    (unsigned long long)m.removed);
		rc = rc == RC_OK ? one : rc;
	}
	return (rc);
}
