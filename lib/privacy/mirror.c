/* Bringing mirrors of the keys up to date (mirror.h). */
#include "privacy/mirror.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/fault.h"
#include "core/log.h"
#include "core/rand.h"
#include "core/time.h"
#include "crypto/le.h"
#include "model/privacy/erasure.h"
#include "privacy/mirror_file.h"
#include "privacy/mirror_in.h"

#define RANGE	64	/* buckets read at once */
#define CONFIRM	256	/* bytes of the file confirm */

/* What the key store holds at one moment. */
struct now {
	int64_t			 at;
	uint8_t			*image;		/* one key a bucket */
	struct store_secret	**secret;	/* of each range of buckets */
	size_t			*nsecret;
	struct store_account	*account;
	struct store_gone_list	 tombstones, reseals;
	size_t			 naccount, total;
	struct mirror_keys	 keys;
};

/* ---- what there is now --------------------------------------------------------- */

/* The entry that the bucket's row names, alone in its slot of out. */
static RC
entry_take(const uint8_t *live, uint8_t *out, uint32_t bucket,
    uint32_t generation)
{
	for (int i = 0; i < 2; i++)
		if (generation != 0 &&
		    image_generation(live, bucket, i) == generation) {
			memcpy(out + image_at(bucket, 0),
			    live + image_at(bucket, i), SLOT_ENTRY);
			return (RC_OK);
		}
	return (RC_RETRY);
}

static RC
range_take(struct db *db, struct vault *v, struct arena *a, struct now *w,
    uint32_t from, uint8_t *live)
{
	uint32_t to = from + RANGE, generation[RANGE];
	enum rc rc = RC_RETRY;

	if (to > vault_buckets(v))
		to = vault_buckets(v);
	for (int try = 0; try < 50 && rc == RC_RETRY; try++) {
		TRY(store_buckets(db, a, from, to, generation,
		    &w->secret[from / RANGE], &w->nsecret[from / RANGE]));
		/* Asked behind the rows: a key they name is not gone yet, or
		   the range is asked again. */
		vault_image(v, live);
		rc = RC_OK;
		for (uint32_t b = from; b < to && rc == RC_OK; b++)
			rc = entry_take(live, w->image, b,
			    generation[b - from]);
	}
	w->total += w->nsecret[from / RANGE];
	return (rc == RC_RETRY ? RC_DENIED : rc);
}

static RC
now_take(struct db *db, struct vault *v, struct arena *a, struct now *w)
{
	size_t size = vault_image_size(v), ranges = vault_buckets(v) / RANGE +
	    1;
	uint8_t *live = arena_alloc(a, size);
	int64_t gone;

	/* Its moment is behind every erasure that it has seen, also where the
	   clock went back since. */
	TRY(erasures_latest(db, &gone));
	*w = (struct now){ .at = now_us(), .image = arena_alloc(a, size),
		.secret = arena_array(a, ranges, sizeof(*w->secret)),
		.nsecret = arena_array(a, ranges, sizeof(*w->nsecret)) };
	if (w->at <= gone)
		w->at = gone + 1;
	vault_image(v, live);
	memcpy(w->image, live, image_at(0, 0));
	for (uint32_t b = 0; b < vault_buckets(v); b += RANGE)
		TRY(range_take(db, v, a, w, b, live));
	TRY(mirror_keys(db, v, &w->keys));
	TRY(store_accounts(db, a, &w->account, &w->naccount));
	TRY(store_reseals(db, a, &w->reseals));
	return (store_tombstones(db, a, &w->tombstones));
}

/* ---- records ------------------------------------------------------------------- */

void
record_secret(struct record *r, const struct store_secret *s)
{
	record_key(r, s->account.v, s->kind, s->generation, s->id);
	memcpy(r->b + 24, s->wrapped, WRAPPED_LEN);
}

static void
record_of_account(struct record *r, const struct store_account *k)
{
	record_key(r, k->account.v, RECORD_ACCOUNT, k->cold, k->account.v);
	memcpy(r->b + 24, k->wrapped, WRAPPED_LEN);
}

static RC
put_gone(struct mirror_file *f, const struct mirror_keys *k, uint32_t base,
    const struct store_gone_list *l)
{
	struct record r;

	for (size_t i = 0; i < l->n; i++) {
		record_gone(k, &r, base, &l->v[i]);
		TRY(mirror_file_put(f, &r));
	}
	return (RC_OK);
}

static RC
put_all(struct vault *v, struct mirror_file *f, const struct now *w)
{
	struct record r;

	/* Tombstones first: a copy that ends here has what died in it twice. */
	TRY(put_gone(f, &w->keys, RECORD_TOMBSTONE, &w->tombstones));
	TRY(put_gone(f, &w->keys, RECORD_RESEAL, &w->reseals));
	for (size_t i = 0; i < w->naccount; i++) {
		record_of_account(&r, &w->account[i]);
		TRY(mirror_file_put(f, &r));
	}
	for (size_t k = 0; k <= vault_buckets(v) / RANGE; k++)
		for (size_t i = 0; i < w->nsecret[k]; i++) {
			record_secret(&r, &w->secret[k][i]);
			TRY(mirror_file_put(f, &r));
		}
	return (RC_OK);
}

/* ---- may it be written? --------------------------------------------------------- */

static void
index_gone(struct mirror_file *f, const struct mirror_keys *k, uint32_t base,
    const struct store_gone_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		record_gone(k, &f->v[f->n++], base, &l->v[i]);
}

/* Everything of now, to be asked by key. */
static void
now_index(struct vault *v, struct arena *a, const struct now *w,
    struct mirror_file *f)
{
	struct record r;
	size_t n = w->total + w->naccount + w->tombstones.n +
	    w->reseals.n;

	*f = (struct mirror_file){ .a = a, .fd = -1, .cap = n };
	f->v = arena_array(a, n + 1, RECORD);
	index_gone(f, &w->keys, RECORD_TOMBSTONE, &w->tombstones);
	index_gone(f, &w->keys, RECORD_RESEAL, &w->reseals);
	for (size_t i = 0; i < w->naccount; i++)
		record_of_account(&f->v[f->n++], &w->account[i]);
	for (size_t k = 0; k <= vault_buckets(v) / RANGE; k++)
		for (size_t i = 0; i < w->nsecret[k]; i++) {
			record_secret(&r, &w->secret[k][i]);
			f->v[f->n++] = r;
		}
	mirror_file_index(f);
}

static bool
has_tombstone(const struct mirror_file *now, const struct record *secret)
{
	struct record key;

	record_key(&key, record_account(secret), RECORD_TOMBSTONE +
	    record_kind(secret), 0, record_id(secret));
	if (mirror_file_find(now, &key) != NULL)
		return (true);
	/* Its account is gone, and all its secrets with it. */
	record_key(&key, record_account(secret), RECORD_TOMBSTONE +
	    SECRET_ACCOUNT, 0, 0);
	return (mirror_file_find(now, &key) != NULL);
}

/*
 * What the mirror has and the key store has not must have been destroyed on
 * purpose: else the key store lost it, and the mirror is its last copy.
 */
static RC
compare(struct vault *v, struct arena *a, const struct mirror_file *f,
    const struct now *w, const char **why_r)
{
	struct mirror_file now;
	size_t ahead = 0, lost = 0;

	now_index(v, a, w, &now);
	for (size_t i = 0; i < f->n; i++) {
		const struct record *r = &f->v[i], *here;

		if (record_account(r) == 0)
			continue;
		here = mirror_file_find(&now, r);
		if (record_kind(r) >= RECORD_RESEAL)
			ahead += here == NULL ||
			    un64(here->b + 24) < un64(r->b + 24);
		else if (here != NULL)
			continue;
		else if (record_kind(r) >= RECORD_TOMBSTONE)
			ahead++;
		else if (record_kind(r) < RECORD_ACCOUNT)
			lost += !has_tombstone(&now, r);
	}
	if (ahead > 0)
		*why_r = arena_printf(arena_boot(), "it knows of %zu destroyed "
		    "secrets that the key store does not: an old copy of the "
		    "key store was put back; run 'olvido keys init', which "
		    "destroys them again", ahead);
	else if (lost > 0)
		*why_r = arena_printf(arena_boot(), "it holds %zu secrets that "
		    "the key store lost without destroying them; run 'olvido "
		    "keys restore --mirror DIR'", lost);
	return (ahead + lost > 0 ? RC_DENIED : RC_OK);
}

/* ---- writing -------------------------------------------------------------------- */

static RC
write_at(int fd, const void *p, size_t n, size_t at)
{
	if (pwrite(fd, p, n, (off_t)at) == (ssize_t)n)
		return (RC_OK);
	return (RC_FAILED);
}

static bool
same_entry(const uint8_t *x, const uint8_t *y)
{
	return (memcmp(x, y, SLOT_ENTRY) == 0);
}

/* The new key beside the old one, which stays until its secrets moved on. */
static RC
slots_begin(int fd, const uint8_t *old, const uint8_t *image, uint32_t b)
{
	const uint8_t *want = image + image_at(b, 0);
	uint32_t g = image_generation(image, b, 0);
	int place = 0;

	if (same_entry(old + image_at(b, 0), want) ||
	    same_entry(old + image_at(b, 1), want))
		return (RC_OK);
	/* Sealed anew under the same number: the same key, in its place. */
	if (image_generation(old, b, 1) == g)
		place = 1;
	else if (image_generation(old, b, 0) != g &&
	    image_generation(old, b, 0) != 0 &&
	    image_generation(old, b, 1) <= image_generation(old, b, 0))
		place = 1;	/* the one that is older or empty gives way */
	return (write_at(fd, want, SLOT_ENTRY, image_at(b, place)));
}

/* Only that key stays. */
static RC
slots_end(int fd, uint8_t *old, const uint8_t *image, uint32_t b)
{
	uint8_t noise[SLOT_ENTRY];

	for (int i = 0; i < 2; i++) {
		if (image_generation(old, b, i) == 0 ||
		    same_entry(old + image_at(b, i), image + image_at(b, 0)))
			continue;
		rand_bytes(noise, sizeof(noise));
		memset(noise, 0, 4);
		TRY(write_at(fd, noise, sizeof(noise), image_at(b, i)));
	}
	return (RC_OK);
}

static RC
slots_read(int fd, uint8_t *old, size_t size)
{
	struct stat sb;

	if (fstat(fd, &sb) != 0 || (sb.st_size != 0 &&
	    (size_t)sb.st_size != size))
		return (RC_DENIED);
	if (sb.st_size == 0)
		return (RC_NOTFOUND);
	return (pread(fd, old, size, 0) == (ssize_t)size ? RC_OK : RC_FAILED);
}

static RC
confirm(struct arena *a, int fd, const struct now *w)
{
	char text[CONFIRM];

	memset(text, ' ', sizeof(text));
	text[CONFIRM - 1] = '\n';
	(void)snprintf(text, sizeof(text), "olvido-mirror 1\nat %s\n"
	    "microseconds %lld\nsecrets %zu\naccounts %zu\ntombstones %zu\n",
	    time_iso(a, w->at / 1000000), (long long)w->at, w->total,
	    w->naccount, w->tombstones.n);
	text[strlen(text)] = ' ';
	TRY(write_at(fd, text, sizeof(text), 0));
	return (fdatasync(fd) == 0 ? RC_OK : RC_FAILED);
}

static RC
write_all(struct vault *v, struct arena *a, const int fd[3],
    struct mirror_file *f, const struct now *w)
{
	size_t size = vault_image_size(v);
	uint8_t *old = arena_alloc(a, size);
	enum rc rc = slots_read(fd[0], old, size);

	if (rc == RC_NOTFOUND)
		rc = write_at(fd[0], w->image, size, 0);
	for (uint32_t b = 0; b < vault_buckets(v) && rc == RC_OK; b++)
		rc = slots_begin(fd[0], old, w->image, b);
	TRY(rc);
	if (fdatasync(fd[0]) != 0)
		return (RC_FAILED);
	FAULT_POINT("mirror.slots");
	TRY(put_all(v, f, w));
	FAULT_POINT("mirror.records");
	TRY(mirror_file_sweep(f));
	if (fdatasync(fd[1]) != 0)
		return (RC_FAILED);
	TRY(slots_read(fd[0], old, size));
	for (uint32_t b = 0; b < vault_buckets(v); b++)
		TRY(slots_end(fd[0], old, w->image, b));
	if (fdatasync(fd[0]) != 0)
		return (RC_FAILED);
	FAULT_POINT("mirror.written");
	return (confirm(a, fd[2], w));
}

/* ---- one mirror ------------------------------------------------------------------- */

static RC
update(struct db *db, struct vault *v, struct arena *a, const int fd[3],
    const char *folder, struct mirror_counts *n_r, const char **why_r)
{
	struct digest d = mirror_digest(folder);
	struct mirror_file f;
	struct mirror_row row;
	int64_t begun = now_us();
	struct now w;
	enum rc rc = now_take(db, v, a, &w);

	if (rc == RC_DENIED)
		*why_r = "the key store and the slot file do not fit; see "
		    "'olvido keys init'";
	TRY(rc);
	TRY(mirror_file_load(&f, a, fd[1], w.total + w.naccount +
	    w.tombstones.n + w.reseals.n));
	TRY(compare(v, a, &f, &w, why_r));
	rc = write_all(v, a, fd, &f, &w);
	if (rc == RC_DENIED)
		*why_r = "its slot file has another size";
	if (rc == RC_FAILED)
		*why_r = errno == ENOSPC ? "its disk is full" :
		    "it cannot be written";
	TRY(rc);
	if (now_us() < begun) {
		*why_r = "the clock went back while it was written; its next "
		    "run confirms it";
		return (RC_DENIED);
	}
	*n_r = (struct mirror_counts){ .secrets = w.total,
		.accounts = w.naccount, .tombstones = w.tombstones.n,
		.written = f.written, .removed = f.removed, .at = w.at };
	row = (struct mirror_row){ w.at, w.total, w.tombstones.n };
	return (mirror_row_set(db, &d, &row));
}

RC
mirror_update(struct db *db, struct vault *v, const char *folder,
    struct mirror_counts *n_r, const char **why_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(8UL << 30);
	int fd[3] = { -1, -1, -1 };
	enum rc rc;

	*why_r = NULL;
	rc = mirror_open(folder, true, fd, why_r);
	if (rc == RC_OK)
		rc = update(db, v, a, fd, folder, n_r, why_r);
	mirror_close(fd);
	return (rc);
}
