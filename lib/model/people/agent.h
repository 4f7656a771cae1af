/* Agents: people who work in the panel. */
#ifndef MODEL_AGENT_H
#define MODEL_AGENT_H

#include "crypto/vault.h"
#include "db/db.h"
#include "model/key/keyring.h"

enum role { ROLE_AGENT = 1, ROLE_ADMIN = 2, ROLE_OWNER = 3 };
enum agent_state {
	AGENT_ACTIVE = 1,
	AGENT_INACTIVE = 2,	/* cannot come in; may be activated again */
	AGENT_INVITED = 3,	/* was mailed a link, has no password yet */
	AGENT_CANCELLED = 4,	/* invited, and taken back: not shown */
};

struct agent {
	agent_id	 id;
	enum role	 role;
	enum agent_state state;
	unsigned	 generation;
	bool		 all_departments;	/* else those given to him */
	unsigned	 notify;		/* enum agent_notify together */
	int64_t		 avatar;		/* when set; 0: he has none */
	int64_t		 invited_at;
	const char	*language;	/* "en", "es", "" = by browser */
	const char	*zone;		/* "Europe/Madrid", "" = the account's */
	const char	*name, *email, *signature;	/* opened */
};
/* What he wants to be mailed of tickets. */
enum agent_notify {
	NOTIFY_NEW = 1,		/* new ones in his departments */
	NOTIFY_ASSIGNED = 2,	/* assigned to him by another */
	NOTIFY_ANSWERED = 4,	/* answers of contacts in those assigned to him */
	NOTIFY_SPAM_DAILY = 8,	/* what the spam filter put away (spam_digest.h) */
	NOTIFY_SPAM_WEEKLY = 16,
};

struct agent_list { struct agent *v; size_t n; };

/* a: everything but id, generation and invited_at is read; id is set.
   password may be NULL. Own transaction. RC_CONFLICT: the address is in use, or
   the account has an owner already. */
RC	agent_add(struct tenant *, struct arena *, struct agent *a,
	    const char *password);
RC	agent_get(struct tenant *, struct arena *, agent_id, struct agent *a_r);
/* All active agents by name; opened. */
RC	agent_list(struct tenant *, struct arena *, struct agent_list *l_r);
/* Change own profile: name, language, signature, zone, notify. */
RC	agent_set_profile(struct tenant *, struct arena *, const struct agent *);
/* lib/model only: the name of one who wrote something ("" when forgotten); the
 * sealed column's value. */
RC	agent_name(struct tenant *, struct arena *, agent_id,
	    const char **name_r);
struct bytes agent_seal(struct tenant *, struct arena *, const struct agent *,
	    const struct key *);

#endif
