/*
 * Is everything there that must be (keyring.h)?  Reads all, changes nothing;
 * linked only by the command line.
 */
#include "core/log.h"
#include "model/key/keyring.h"
#include "model/key/lost.h"

QUERY(Q_TOMBSTONE_ALL, Q_INSTALLATION,
    "SELECT account_id, kind, id, at, erasure_id, seq, chain"
    "  FROM olvido_keys.tombstone ORDER BY account_id, seq");

RC
keyring_missing(struct db *db, uint64_t *n_r)
{
	struct lost l[LOST_KINDS];

	*n_r = 0;
	TRY(lost_find(db, l));
	for (size_t i = 0; i < LOST_KINDS; i++) {
		*n_r += l[i].n;
		for (size_t k = 0; k < l[i].n && k < LOST_TOLD; k++)
			log_warn("ALARM: account %llu: a key of %s is missing "
			    "and was not destroyed on purpose: %llu",
			    (unsigned long long)l[i].some[k].account,
			    l[i].what, (unsigned long long)l[i].some[k].id);
	}
	return (RC_OK);
}

RC
keyring_chains(struct db *db, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct digest before = { 0 }, want;
	uint64_t account = 0, seq = 0, row[6];
	struct bytes chain;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_installation(&st, db, &Q_TOMBSTONE_ALL));
	while ((rc = stmt_row(st)) == RC_OK) {
		for (unsigned i = 0; i < 6; i++)
			row[i] = col_u64(st, i);
		if (row[0] != account) {
			account = row[0];
			seq = 0;
			before = (struct digest){ 0 };
		}
		chain = col_bytes(st, 6);
		want = tombstone_chain(&before, row);
		if (row[5] != ++seq || chain.n != DIGEST_LEN ||
		    memcmp(chain.p, want.b, DIGEST_LEN) != 0) {
			(*n_r)++;
			log_warn("ALARM: account %llu: tombstone %llu does "
			    "not follow the one before",
			    (unsigned long long)account,
			    (unsigned long long)row[5]);
			seq = row[5];
		}
		if (chain.n == DIGEST_LEN)
			memcpy(before.b, chain.p, DIGEST_LEN);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
