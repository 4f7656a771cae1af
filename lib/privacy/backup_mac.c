/* Whose a backup is (backup.h). */
#include "crypto/vault.h"
#include "model/key/sign_key.h"
#include "privacy/backup_in.h"

static struct digest
mac_of(const struct key *k, const struct digest *d)
{
	return (digest_keyed(k, "manifest", (struct bytes){ d->b,
	    DIGEST_LEN }));
}

RC
backup_macs(struct db *db, struct vault *v, struct digest d,
    struct digest mac_r[BACKUP_MACS])
{
	struct key k = vault_purpose(v, "backup");

	mac_r[0] = mac_of(&k, &d);
	explicit_bzero(&k, sizeof(k));
	TRY(sign_key_for(db, v, "backup", &k));
	mac_r[1] = mac_of(&k, &d);
	explicit_bzero(&k, sizeof(k));
	return (RC_OK);
}

RC
backup_ours(struct backup *b, struct db *db, struct vault *v)
{
	struct digest mac[BACKUP_MACS], mark = vault_mark(v);
	enum rc rc;

	/* Its place in the database may be lost, or of another master key. */
	rc = backup_macs(db, v, b->m.d, mac);
	if (digest_eq(mac[0].b, b->m.mac[0].b, DIGEST_LEN) || (rc == RC_OK &&
	    digest_eq(mac[1].b, b->m.mac[1].b, DIGEST_LEN)))
		return (RC_OK);
	b->why = arena_printf(b->a, digest_eq(mark.b, b->m.master.b,
	    DIGEST_LEN) ? "%s/" MANIFEST " was changed by somebody who has not "
	    "the keys of this installation; nothing of it is taken"
	    : "%s was made under another master key: it is another "
	    "installation's backup, or one from before 'keys rotate-master' "
	    "and the key store of today is not in its place; nothing of it is "
	    "taken", b->folder);
	return (RC_DENIED);
}
