/* Backups and restores: what the database knows of itself (privacy/restore.h). */
#ifndef MODEL_RESTORATION_H
#define MODEL_RESTORATION_H

#include <stdbool.h>

#include "crypto/vault.h"
#include "db/db.h"

/* The newest file of sql/schema that was run; ids below sequence were given. */
RC	installation_facts(struct db *, unsigned *schema_r,
	    uint64_t *sequence_r);
RC	account_state_of(struct db *, account_id, unsigned *state_r);

/* ---- behind loading ------------------------------------------------------------ */

/* Rows of somebody or something that has a tombstone; at most 500; of: 0 is
   of every account. */
struct dead_row { account_id account; uint64_t id, at, erasure_id; };
RC	restored_dead(struct db *, account_id of, enum secret_kind,
	    struct dead_row v_r[500], size_t *n_r);
/* The next account behind `after` that ended since, is in its cold backup by now, or
   was then and is not now. RC_NOTFOUND: there is none. */
enum restored_as { RESTORED_GONE, RESTORED_COLD, RESTORED_WARM };
RC	restored_ended(struct db *, enum restored_as, uint64_t after,
	    struct dead_row *d_r);
/* The greatest id of any secret or tombstone. */
RC	restored_ids(struct db *, uint64_t *max_r);
/* Secrets whose person, ticket or file is not in the backup. */
RC	restored_later(struct db *, uint64_t *n_r);
/* Names in requests whose own secret was destroyed. */
RC	restored_requests(struct db *, uint64_t *n_r);
/* Addresses on the spam filter's lists that went with their person. */
RC	restored_senders(struct db *, uint64_t *n_r);
/* Last mails about accounts that were over. */
RC	restored_farewells(struct db *);
/* Sessions, login links and mails that waited would do again what was done. */
struct ended { uint64_t sessions, links, mails; };
RC	restored_end(struct db *, struct ended *n_r);
/* RC_NOTFOUND: no row names that file. */
RC	restored_file(struct db *, uint64_t account, uint64_t attachment);
/* Was what this secret is of (enum secret_kind) ever sealed anew? RC_NOTFOUND: no. */
RC	resealed_since(struct tenant *, unsigned kind, uint64_t id);

struct restoration {
	int64_t		 taken_at;
	uint64_t	 forgotten, resealed, later, opened;
};
RC	restoration_add(struct db *, const struct restoration *);

#endif
