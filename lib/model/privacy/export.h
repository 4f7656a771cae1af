/*
 * Exports: a copy of everything about a contact, made for him (GDPR Art. 15, 20).
 * The row is here; lib/privacy/export builds the file, which lies sealed under a
 * key that stands in the row, sealed under K(contact), and under a secret of its own
 * (SECRET_EXPORT), which is made when it is begun: forgetting the contact kills it, and
 * so does expiring.  When somebody else is forgotten who may be in it, that secret is
 * destroyed, so that row and file put back from elsewhere stay shut, and it is made
 * anew with another.
 *
 * One of no contact is of the whole account, for its owner: sealed under that secret
 * alone.  Whoever is forgotten is in it: it ends with him, and with its days.
 */
#ifndef MODEL_EXPORT_H
#define MODEL_EXPORT_H

#include "crypto/sealedfile.h"
#include "model/key/keyring.h"
#include "model/log/audit.h"

enum export_state {
	EXPORT_WAITING = 1, EXPORT_BUILDING = 2, EXPORT_READY = 3,
	EXPORT_FAILED = 4, EXPORT_EXPIRED = 5,
	/* Its secret and file go (exports_settle()): it is over; or waits to be made
	   anew, which readers are told as EXPORT_WAITING. */
	EXPORT_ENDING = 6, EXPORT_ANEW = 7,
};
enum export_fault {
	EXPORT_FAULT_DISK = 1,	/* the file could not be written */
	EXPORT_FAULT_TRIES = 2,	/* begun EXPORT_TRIES times, never ended */
	EXPORT_FAULT_LOST = 3,	/* the finished file cannot be read */
	EXPORT_FAULT_FORGOTTEN = 4, /* over: somebody in it was forgotten since */
};
enum export_door { EXPORT_PORTAL = 1, EXPORT_PANEL = 2, EXPORT_API = 3 };

#define EXPORT_DAYS	7	/* that it can be had */
#define EXPORT_TRIES	3
#define EXPORT_LEASE	60	/* seconds without a sign of its builder */

struct export {
	export_id	  id;
	account_id	  account;
	contact_id	  contact;	/* {0}: of the whole account */
	uint64_t	  secret;	/* SECRET_EXPORT's id; 0: none */
	enum actor_kind	  actor_kind;	/* who asked */
	uint64_t	  actor;
	enum export_door  door;
	enum export_state state;
	enum export_fault fault;
	bool		  notes;	/* internal notes are in it */
	unsigned	  attempts;
	uint64_t	  total, done;	/* tickets */
	uint64_t	  problems;	/* tickets that are not whole in it */
	uint64_t	  size;
	int64_t		  asked_at, ready_at, expires_at;
};
struct export_list { struct export *v; size_t n; };

/*
 * Asks for one.  Who asks is t->actor.  Own transaction, logged.  RC_CONFLICT: one
 * is being made; RC_LIMIT: one was asked for within a day and did not fail;
 * RC_GONE: he was forgotten.
 */
RC	export_ask(struct tenant *, struct arena *, contact_id,
	    enum export_door, export_id *id_r);
/*
 * Of the whole account, by its owner (t->actor; asked of the database): the same.
 * RC_DENIED: he is not.
 */
RC	export_ask_all(struct tenant *, export_id *id_r);
/* May one be made behind the last? It is asked for later than that one, then.
   RC_CONFLICT, RC_LIMIT: not now. */
RC	export_again(const struct export *last, int64_t *asked_at);
/*
 * The same for that owner, by the provider's programs, inside their transaction and
 * behind the account's lock: he is mailed, and only he gets it.
 */
RC	export_ask_for(struct tenant *, agent_id owner, struct export *e_r);
/* State, fault and time of the newest, for them. RC_NOTFOUND: none. */
RC	export_state_all(struct tenant *, struct export *e_r);
/* The newest of it. RC_NOTFOUND: none. */
RC	export_newest_all(struct tenant *, struct export *e_r);
/* The newest of a contact. RC_NOTFOUND: none. */
RC	export_newest(struct tenant *, contact_id, struct export *e_r);
RC	export_get(struct tenant *, export_id, struct export *e_r);
/* The newest 100 of the account's contacts. */
RC	export_list(struct tenant *, struct arena *, struct export_list *l_r);
/* Opens the file of one that is ready. RC_GONE: expired or forgotten. */
RC	export_open(struct tenant *, struct arena *, int files_dir,
	    const struct export *, struct sealedfile **file_r);
/* It was handed out to t->actor; logged. */
RC	export_taken(struct tenant *, const struct export *);

/*
 * Inside the transaction in which somebody, or a text, goes: copies made before for
 * others may hold it.  Their files' keys go, and they are made again; one of the
 * whole account is over.
 */
RC	exports_anew(struct tenant *);
/* Behind it, in the same transaction: their secrets, behind n victims of the
   caller's, all to be forgotten in it; those that are too many for one, by
   exports_settle(). */
RC	exports_victims(struct tenant *, struct arena *,
	    const struct victim *, size_t n, struct victim **v_r, size_t *n_r);
/* Own transactions, again and again: their secrets and files are gone. */
RC	exports_settle(struct tenant *, struct arena *, int files_dir,
	    uint64_t erasure_id);

struct export_settings {
	bool	notes;		/* internal notes and events go in */
	bool	agents;		/* agents may send one, not only admins */
};
RC	export_settings_get(struct tenant *, struct export_settings *s_r);
/* Own transaction, logged. */
RC	export_settings_set(struct tenant *, const struct export_settings *);

/* lib/model only: columns, and the file's name and place. */
#define EXPORT_COLS							\
	"SELECT e.export_id, e.account_id, e.contact_id, e.actor_kind,"	\
	" e.actor_id, e.door, e.state, e.fault, e.notes, e.attempts,"	\
	" e.total, e.done, e.problems, e.size, e.asked_at, e.ready_at,"	\
	" e.expires_at, e.sealed, e.secret_id FROM contact_export e"
enum { EXPORT_SEALED = 17, EXPORT_SECRET = 18 };
void	export_row(struct stmt *, struct export *e_r);
const char *export_path(struct arena *, account_id, export_id);
RC	export_seal_key(struct tenant *, const struct export *,
	    struct key *k_r);
/* The key of its file from what its row holds. RC_GONE: its secret is not there. */
RC	export_file_key(struct tenant *, const struct export *, struct key *k);
/* A row that waits. */
RC	export_add(struct tenant *, const struct export *);

#endif
