/*
 * The vault (ARCHITECTURE.md 7): master key, account keys, bucket keys, the
 * keys derived from them, and sealing.  It holds no SQL: model/key/keyring.c feeds
 * it the wrapped secrets out of olvido_keys.
 *
 *   K(subject)    = H(account key, "subject" | kind | id | secret)
 *   K(ticket)     = H(K(requester), "ticket" | kind | id | secret)
 *   K(attachment) = H(K(its message), "file" | kind | id | secret)
 *   K(message by another than the requester)
 *                 = H(K(ticket), "author" | K(author))
 *   K(purpose)    = H(key, "purpose" | purpose)
 *   sealed value  = version (1) | nonce (24) | XChaCha20-Poly1305 (n + 16)
 *                   with account | id | column as associated data
 *
 * H(k, ...) is BLAKE2b-256 with key k.  The first name in each ends with a NUL;
 * numbers are 8 bytes, little endian.  Never change any of it.
 */
#ifndef CRYPTO_VAULT_H
#define CRYPTO_VAULT_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/id.h"
#include "crypto/digest.h"

#define KEY_LEN		32
#define SECRET_LEN	32
#define SEAL_OVERHEAD	(1 + 24 + 16)
#define WRAPPED_LEN	(SECRET_LEN + SEAL_OVERHEAD)

struct key { uint8_t b[KEY_LEN]; };
struct secret { uint8_t b[SECRET_LEN]; };

/* Kinds of secrets: the `kind` column of olvido_keys.secret. Never renumber. */
enum secret_kind {
	SECRET_CONTACT = 1,
	SECRET_AGENT = 2,
	SECRET_COMPANY = 3,
	SECRET_TICKET = 4,
	SECRET_ATTACHMENT = 5,
	SECRET_ACCOUNT = 6,	/* the gate of the account's key, id 0 */
	SECRET_SIGNUP = 47,	/* model/account/signup.h: until it is installed */
	SECRET_ERASURE = 48,	/* model/privacy/erasure_job.h */
	SECRET_EXPORT = 49,	/* model/privacy/export.h: of a copy of data */
	SECRET_FAREWELL = 50,	/* model/account/farewell.h: until the last mail is out */
	SECRET_REQUEST = 11,	/* model/privacy/request.h: of who is not in our records */
	SECRET_SENDER = 12,	/* none of its own: the tombstone of a row of spam_sender */
};

struct vault;	/* one per process: master key in locked memory, slot file */

/* ---- making and opening ------------------------------------------------ */

/*
 * Make a new master key file (0400) and a slot file with `buckets` slots of
 * random keys (0600).  RC_CONFLICT when either exists: never overwrites.
 */
RC	vault_create(const char *master_path, const char *slot_path,
	    uint32_t buckets);
/*
 * Read the master key into locked, non-dumpable memory and map the slot file.
 * Call as root, before rights are dropped and before fork; every child calls
 * vault_after_fork().  From then on the process leaves no core file.  writable:
 * only programs that forget.  Dies with what to do when a file is missing, has
 * loose permissions or does not fit.
 */
struct vault *vault_open(const char *master_path, const char *slot_path,
	    bool writable);
/* The same, but NULL with the reason where vault_open() dies. */
struct vault *vault_try(const char *master_path, const char *slot_path,
	    bool writable, const char **why_r);
void	vault_after_fork(struct vault *);	/* lock the memory again */
void	vault_close(struct vault **);		/* wipes */

/* A key of the whole installation for one purpose, from the master key. */
struct key vault_purpose(struct vault *, const char *purpose);

/* ---- account keys ------------------------------------------------------ */

/* A new account key, sealed under the master key (WRAPPED_LEN bytes). */
void	vault_account_new(struct vault *, account_id,
	    uint8_t wrapped_r[WRAPPED_LEN]);
/* RC_FAILED when it does not open (wrong master key, other account's row). */
RC	vault_account_open(struct vault *, account_id, struct bytes wrapped,
	    struct key *k_r);
/*
 * The same behind a gate: what olvido_keys.account_key holds is the key crossed
 * with a secret of the account (SECRET_ACCOUNT, id 0), which lies in a bucket as
 * every secret.  Forgetting that one kills every older copy of the account key as
 * well, wherever it lies (vault_gate.c).  Keys made before there were gates open
 * without; both forms are WRAPPED_LEN bytes.
 */
void	vault_account_gate(struct vault *, account_id, const struct key *,
	    const struct secret *gate, uint8_t wrapped_r[WRAPPED_LEN]);
/* Of either form. gate: NULL when there is none: RC_GONE for one behind a gate.
   RC_FAILED as vault_account_open(). */
RC	vault_account_pass(struct vault *, account_id, struct bytes wrapped,
	    const struct secret *gate, struct key *k_r);
/* Is it ours, of either form? No gate is needed. */
bool	vault_account_fits(struct vault *, account_id, struct bytes wrapped,
	    bool *gated_r);
/* A purpose's own key: "lookup", "term", "csrf", "session", "code", ... */
struct key key_purpose(const struct key *account, const char *purpose);

/* ---- secrets, wrapped under bucket keys -------------------------------- */

struct secret secret_new(void);
/* Which bucket a secret lies in, 0..buckets-1. */
uint32_t vault_bucket(const struct vault *, account_id, enum secret_kind,
	    uint64_t id);
/*
 * The generation of the bucket's current key in the slot file.  While there are
 * two keys this is the older and may be wrong: compare with the bucket's row
 * under its lock before writing anything under it.
 */
uint32_t vault_generation(const struct vault *, uint32_t bucket);
/* RC_FAILED when the slot file has no key of that generation. */
RC	vault_wrap(struct vault *, account_id, enum secret_kind, uint64_t id,
	    uint32_t generation, const struct secret *,
	    uint8_t wrapped_r[WRAPPED_LEN]);
RC	vault_unwrap(struct vault *, account_id, enum secret_kind, uint64_t id,
	    uint32_t generation, struct bytes wrapped, struct secret *s_r);
/*
 * Forgetting, in the order of ARCHITECTURE.md 7.  Both functions are called
 * only while the caller's open transaction holds the bucket row's exclusive
 * lock (a SELECT ... FOR UPDATE outside a transaction holds nothing):
 *
 * 1. lock the row; finish(generation of the row): ends what a crash or a
 *    rolled back transaction left half done;
 * 2. begin: writes a fresh key with generation + 1 beside the current one and
 *    fdatasyncs.  RC_FAILED while the slot has two keys (step 1 was left out):
 *    writing over the spare one could destroy the committed key;
 * 3. wrap the bucket's other secrets anew, delete the victim, write the
 *    tombstone, set the row's generation, commit;
 * 4. in a new transaction lock the row again; finish(its generation).
 *
 * finish keeps only that generation's key, overwrites the other, fdatasyncs.
 * It is idempotent; RC_FAILED, nothing touched, when the slot has no key of
 * that generation.  A start after a crash calls it for every bucket with two
 * keys.
 */
RC	vault_forget_begin(struct vault *, uint32_t bucket, uint32_t *next_r);
RC	vault_forget_finish(struct vault *, uint32_t bucket,
	    uint32_t generation);
bool	vault_bucket_pending(const struct vault *, uint32_t bucket);
uint32_t vault_buckets(const struct vault *);

/* ---- whole slot files: mirrors, a new master key (vault_slots.c) --------- */

#define SLOT_ENTRY	128	/* bytes of one key of a slot in an image */

/* The file as it is now; size: of the image. */
size_t	vault_image_size(const struct vault *);
void	vault_image(const struct vault *, uint8_t *image_r);
/* An image as a new file (0600); one of that name is overwritten first. */
RC	vault_image_write(const char *path, const uint8_t *image, size_t n);
/* In an image: an entry's place, its generation (0: empty). which: 0 or 1 */
size_t	image_at(uint32_t bucket, int which);
uint32_t image_generation(const uint8_t *image, uint32_t bucket, int which);
/* A file of the form with fresh keys, each bucket's next generation over
   generation[bucket] (keys restore). RC_CONFLICT: it exists. */
RC	vault_slots_fresh(const char *master_path, const char *slot_path,
	    uint32_t buckets, const uint32_t *generation);
/*
 * A new master key beside the old one: PATH.new of both files, the same bucket
 * keys sealed anew.  RC_CONFLICT: a change was begun before and not ended.
 * No bucket may have two keys, and nothing may forget meanwhile.
 */
RC	vault_renew(struct vault *, const char *master_path,
	    const char *slot_path);
/* An account key of either form under the new master key. */
RC	vault_account_rewrap(struct vault *from, struct vault *to, account_id,
	    struct bytes wrapped, uint8_t wrapped_r[WRAPPED_LEN]);
/* Which master key this is: a keyed digest that opens nothing. */
struct digest vault_mark(struct vault *);
/*
 * Put PATH.new in the file's place; what was there is overwritten first, as far
 * as the file system writes in place.  RC_NOTFOUND: there is no PATH.new.
 */
RC	vault_take_new(const char *path);
/* Overwrite and remove PATH.new, or a file; RC_NOTFOUND: it is not there. */
RC	vault_drop_new(const char *path);
RC	vault_shred(const char *path);

/* ---- keys -------------------------------------------------------------- */

struct key key_subject(const struct key *account, enum secret_kind,
	    uint64_t id, const struct secret *);
struct key key_ticket(const struct key *requester, ticket_id,
	    const struct secret *);
struct key key_file(const struct key *message, attachment_id,
	    const struct secret *);
struct key key_author(const struct key *ticket, const struct key *author);

/* ---- sealing ----------------------------------------------------------- */

/* Where a value lives; all of it is authenticated. column: "table.column". */
struct seal_place {
	account_id	 account;
	const char	*column;
	uint64_t	 id;
};

/* n + SEAL_OVERHEAD bytes in the arena. */
struct bytes seal(struct arena *, const struct key *, struct seal_place,
	    struct bytes plain);
/* RC_GONE when it does not open. */
RC	seal_open(struct arena *, const struct key *, struct seal_place,
	    struct bytes sealed, struct bytes *plain_r);

/* The same where exactly n bytes are known to come; no memory is taken. */
RC	seal_open_to(const struct key *, struct seal_place,
	    struct bytes sealed, void *out, size_t n);

/* Keyed digest of a normalised value for olvido_index (see key_purpose). */
struct digest digest_keyed(const struct key *, const char *kind, struct bytes);

#endif
