/* Mirrors of the keys (cron.h): Keys.Mirrors, each a folder of olvido-cron's. */
#include "cron.h"
#include "privacy/erase.h"
#include "privacy/mirror.h"

static RC
update(struct cron *c, const struct mirror_place *p)
{
	struct mirror_counts m;
	const char *why;
	enum rc rc = mirror_update(c->db, c->v, p->folder, &m, &why);

	if (rc != RC_OK)
		cron_say(c, "%s: not up to date: %s", p->folder,
		    why != NULL ? why : rc_name(rc));
	else if (m.written + m.removed > 0)
		cron_say(c, "%s: %llu written, %llu removed", p->folder,
		    (unsigned long long)m.written,
		    (unsigned long long)m.removed);
	return (rc);
}

/* One that is away keeps no other from its turn. */
RC
cron_mirror(struct cron *c)
{
	struct mirror_places p = mirror_places(c->a);
	enum rc rc = RC_OK, one;
	unsigned n;

	for (size_t i = 0; i < p.n && !cron_stopped(); i++) {
		if (c->dry_run) {
			cron_say(c, "would bring %s up to date",
			    p.v[i].folder);
			continue;
		}
		one = update(c, &p.v[i]);
		rc = rc == RC_OK ? one : rc;
	}
	if (c->dry_run)
		return (RC_OK);
	one = erase_confirm(c->db, c->v, cron_stopped, &n);
	if (n > 0)
		cron_say(c, "%u erasures are confirmed by every mirror", n);
	return (rc == RC_OK ? one : rc);
}
