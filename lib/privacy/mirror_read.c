/* Opening and reading a mirror (mirror.h). */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/log.h"
#include "core/str.h"
#include "crypto/le.h"
#include "model/key/keyring.h"
#include "model/key/sign_key.h"
#include "privacy/mirror_in.h"

#define MAC_AT	80		/* of a tombstone's record: by the master key */
#define OWN_AT	(MAC_AT + DIGEST_LEN)	/* by the installation's own */
#define OWN_LEN	16
/* In a tombstone's and a reseal's record: where its parts stand. */
#define SEQ(base)	((base) == RECORD_RESEAL ? 72 : 40)
#define PROOF(base)	((base) == RECORD_RESEAL ? 40 : 48)

static const char *const names[3] = { "slots", "keys", "confirm" };

void
mirror_close(int fd[3])
{
	for (int i = 0; i < 3; i++)
		if (fd[i] >= 0)
			close(fd[i]);
}

/* Nothing in it but a mirror's files. */
static bool
clean(int dir)
{
	int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;
	bool good = true;

	if (d == NULL)
		return (false);
	while ((e = readdir(d)) != NULL)
		good = good && (str_eq(e->d_name, ".") ||
		    str_eq(e->d_name, "..") || str_eq(e->d_name, "lost+found")
		    || str_eq(e->d_name, names[0]) ||
		    str_eq(e->d_name, names[1]) || str_eq(e->d_name, names[2]));
	closedir(d);
	return (good);
}

static const char *
folder_wrong(int dir, const char *folder)
{
	struct stat sb;

	if (dir < 0)
		return (arena_printf(arena_boot(), "%s cannot be opened: is "
		    "its disk mounted? A new one: mkdir -m 0700 %s", folder,
		    folder));
	/* The timer's user owns it; root may write there, too. */
	if (fstat(dir, &sb) != 0 || (geteuid() != 0 && sb.st_uid !=
	    geteuid()) || (sb.st_mode & 077) != 0)
		return (arena_printf(arena_boot(), "%s must belong to "
		    "olvido-cron (or root, without the timer) and be nobody "
		    "else's to read (chmod 0700)", folder));
	if (!clean(dir))
		return (arena_printf(arena_boot(), "%s holds other files; give "
		    "an empty folder", folder));
	return (NULL);
}

RC
mirror_open(const char *folder, bool write, int fd_r[3], const char **why_r)
{
	int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int flags = write ? O_RDWR | O_CREAT : O_RDONLY;
	struct stat sb;

	*why_r = folder_wrong(dir, folder);
	for (int i = 0; i < 3 && *why_r == NULL; i++) {
		fd_r[i] = openat(dir, names[i], flags | O_CLOEXEC | O_NOFOLLOW,
		    0600);
		if (fd_r[i] < 0 || (write && fstat(dir, &sb) == 0 &&
		    geteuid() == 0 && fchown(fd_r[i], sb.st_uid, sb.st_gid)
		    != 0))
			*why_r = arena_printf(arena_boot(), "%s/%s cannot be "
			    "opened", folder, names[i]);
	}
	if (*why_r == NULL && write && fsync(dir) != 0)
		*why_r = "its folder cannot be synced";
	if (dir >= 0)
		close(dir);
	return (*why_r == NULL ? RC_OK : RC_DENIED);
}

static RC
image_read(struct arena *a, int fd, struct mirror *m)
{
	struct stat sb;
	size_t size;

	if (fstat(fd, &sb) != 0 || sb.st_size < (off_t)image_at(1, 0) ||
	    sb.st_size > (off_t)image_at(1U << 20, 0))
		return (RC_DENIED);
	size = (size_t)sb.st_size;
	m->image = arena_alloc(a, size);
	if (pread(fd, m->image, size, 0) != (ssize_t)size)
		return (RC_FAILED);
	m->buckets = un32(m->image + 16);
	return (size == image_at(m->buckets, 0) ? RC_OK : RC_DENIED);
}

RC
mirror_keys(struct db *db, struct vault *v, struct mirror_keys *k_r)
{
	enum rc rc = sign_key_for(db, v, "mirror", &k_r->own);

	k_r->master = vault_purpose(v, "mirror");
	k_r->has_own = rc == RC_OK;
	/* Where the key store is lost it comes with it. */
	return (rc == RC_NOTFOUND || rc == RC_GONE ? RC_OK : rc);
}

static struct digest
mac_of(const struct key *k, const struct record *r)
{
	return (digest_keyed(k, "tombstone", (struct bytes){ r->b, MAC_AT }));
}

static void
record_sign(const struct mirror_keys *k, struct record *r)
{
	struct digest mac = mac_of(&k->master, r);

	memcpy(r->b + MAC_AT, mac.b, DIGEST_LEN);
	if (!k->has_own)
		return;
	mac = mac_of(&k->own, r);
	memcpy(r->b + OWN_AT, mac.b, OWN_LEN);
}

void
record_gone(const struct mirror_keys *k, struct record *r, uint32_t base,
    const struct store_gone *g)
{
	record_key(r, g->account.v, base + g->kind, 0, g->id);
	le64(r->b + 24, g->at);
	le64(r->b + 32, g->erasure_id);
	le64(r->b + SEQ(base), g->seq);
	memcpy(r->b + PROOF(base), g->digest, DIGEST_LEN);
	record_sign(k, r);
}

bool
record_ours(const struct mirror_keys *k, const struct record *r)
{
	struct digest mac = mac_of(&k->master, r);

	if (digest_eq(mac.b, r->b + MAC_AT, DIGEST_LEN))
		return (true);
	mac = mac_of(&k->own, r);
	return (k->has_own && digest_eq(mac.b, r->b + OWN_AT, OWN_LEN));
}

static void
read_secret(struct mirror *m, const struct record *r)
{
	struct store_secret *s = &m->secret[m->nsecret++];

	*s = (struct store_secret){ .account = { record_account(r) },
		.kind = (enum secret_kind)record_kind(r), .id = record_id(r),
		.generation = un32(r->b + 12) };
	memcpy(s->wrapped, r->b + 24, WRAPPED_LEN);
}

static void
read_gone(const struct mirror_keys *k, struct mirror *m, uint32_t base,
    const struct record *r)
{
	struct store_gone_list *l = base == RECORD_RESEAL ? &m->reseals
	    : &m->tombstones;
	struct store_gone *g = &l->v[l->n];

	if (!record_ours(k, r)) {
		m->forged++;
		return;
	}
	l->n++;
	*g = (struct store_gone){ .account = { record_account(r) },
		.kind = (enum secret_kind)(record_kind(r) - base),
		.id = record_id(r), .at = un64(r->b + 24),
		.erasure_id = un64(r->b + 32), .seq = un64(r->b + SEQ(base)) };
	memcpy(g->digest, r->b + PROOF(base), DIGEST_LEN);
}

static void
read_record(const struct mirror_keys *k, struct mirror *m,
    const struct record *r)
{
	if (record_account(r) == 0)
		return;
	if (record_kind(r) >= RECORD_RESEAL)
		read_gone(k, m, RECORD_RESEAL, r);
	else if (record_kind(r) >= RECORD_TOMBSTONE)
		read_gone(k, m, RECORD_TOMBSTONE, r);
	else if (record_kind(r) < RECORD_ACCOUNT)
		read_secret(m, r);
	else {
		m->account[m->naccount].account.v = record_account(r);
		m->account[m->naccount].cold = un32(r->b + 12) != 0;
		memcpy(m->account[m->naccount++].wrapped, r->b + 24,
		    WRAPPED_LEN);
	}
}

RC
mirror_slots(struct arena *a, const char *folder, const char *path,
    const char **why_r)
{
	int fd[3] = { -1, -1, -1 };
	struct mirror m = { 0 };
	enum rc rc = mirror_open(folder, false, fd, why_r);

	if (rc == RC_OK) {
		rc = image_read(a, fd[0], &m);
		if (rc == RC_DENIED)
			*why_r = "its slot file is damaged";
	}
	mirror_close(fd);
	TRY(rc);
	return (vault_image_write(path, m.image, image_at(m.buckets, 0)));
}

RC
mirror_read(struct db *db, struct vault *v, struct arena *a,
    const char *folder, struct mirror *m_r, const char **why_r)
{
	int fd[3] = { -1, -1, -1 };
	struct mirror_keys k;
	struct mirror_file f;
	enum rc rc = mirror_open(folder, false, fd, why_r);

	*m_r = (struct mirror){ 0 };
	if (rc == RC_OK) {
		rc = image_read(a, fd[0], m_r);
		if (rc == RC_DENIED)
			*why_r = "its slot file is damaged";
	}
	if (rc == RC_OK)
		rc = mirror_file_load(&f, a, fd[1], 0);
	mirror_close(fd);
	TRY(rc);
	TRY(mirror_keys(db, v, &k));
	m_r->secret = arena_array(a, f.n + 1, sizeof(*m_r->secret));
	m_r->account = arena_array(a, f.n + 1, sizeof(*m_r->account));
	m_r->tombstones.v = arena_array(a, f.n + 1, sizeof(struct store_gone));
	m_r->reseals.v = arena_array(a, f.n + 1, sizeof(struct store_gone));
	for (size_t i = 0; i < f.n; i++)
		read_record(&k, m_r, &f.v[i]);
	explicit_bzero(&k, sizeof(k));
	if (m_r->forged > 0)
		log_warn("ALARM: a mirror has %zu tombstones that this "
		    "installation did not sign; they are not believed", m_r->forged);
	return (RC_OK);
}

RC
mirror_learn(struct db *db, struct vault *v, const struct mirror *m,
    uint64_t *n_r)
{
	bool added;

	for (size_t i = 0; i < m->tombstones.n; i++) {
		TRY(tombstone_merge(db, v, &m->tombstones.v[i], &added));
		*n_r += added;
	}
	for (size_t i = 0; i < m->reseals.n; i++) {
		TRY(reseal_merge(db, v, &m->reseals.v[i], &added));
		*n_r += added;
	}
	return (RC_OK);
}

RC
mirror_teach(struct db *db, struct vault *v, const char *folder,
    uint64_t *n_r, const char **why_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(8UL << 30);
	struct mirror m;

	*n_r = 0;
	TRY(mirror_read(db, v, a, folder, &m, why_r));
	return (mirror_learn(db, v, &m, n_r));
}
