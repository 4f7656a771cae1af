/* lib/model only: what writing, reading and checking the log share. */
#ifndef MODEL_AUDIT_ROW_H
#define MODEL_AUDIT_ROW_H

#include "crypto/vault.h"
#include "model/key/keyring.h"
#include "model/log/audit.h"

/* The columns of a row in the order of its canonical form. */
#define AUDIT_COLS							\
	"n, at, verb, actor_kind, actor_id, object_kind, object_id, value,"\
	" result, request_id, sealed, chain"

struct audit_link {	/* the chain's end: where the next row is tied on */
	uint64_t	n;
	int64_t		at;
	struct digest	chain;
};

/* h(n) of a row with its n, at, actor and sealed network. */
struct digest audit_chain(struct tenant *, struct arena *,
	    const struct digest *before, const struct audit_row *,
	    struct bytes sealed);
/* Whose key seals the network of a row; 0: the account's. */
enum secret_kind audit_person(const struct audit_row *, uint64_t *id_r);
/* That key. RC_GONE: the person was forgotten. */
RC	audit_key(struct tenant *, const struct audit_row *, struct key *k_r);

/* The current row's AUDIT_COLS but sealed (10) and chain (11). */
void	audit_row_of(struct stmt *, struct arena *, struct audit_row *r_r);

#endif
