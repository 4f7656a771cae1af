/* Records in places that stay (mirror_file.h). */
#include "privacy/mirror_in.h"

#include <sys/stat.h>
#include <unistd.h>

#include "core/log.h"
#include "core/rand.h"
#include "crypto/le.h"

#define KEY	24	/* bytes of account, kind, generation, id */

uint64_t
record_account(const struct record *r)
{
	return (un64(r->b));
}

uint32_t
record_kind(const struct record *r)
{
	return (un32(r->b + 8));
}

uint64_t
record_id(const struct record *r)
{
	return (un64(r->b + 16));
}

void
record_key(struct record *r, uint64_t account, uint32_t kind,
    uint32_t generation, uint64_t id)
{
	memset(r, 0, sizeof(*r));
	le64(r->b, account);
	le32(r->b + 8, kind);
	le32(r->b + 12, generation);
	le64(r->b + 16, id);
}

bool
record_same(const struct record *x, const struct record *y)
{
	return (record_account(x) == record_account(y) &&
	    record_kind(x) == record_kind(y) && record_id(x) == record_id(y));
}

static size_t
hash(const struct record *r)
{
	uint64_t h = record_account(r) * 0x9e3779b97f4a7c15U;

	h = (h ^ record_id(r)) * 0xbf58476d1ce4e5b9U;
	h = (h ^ record_kind(r)) * 0x94d049bb133111ebU;
	return ((size_t)(h ^ h >> 29));
}

/* Where its place stands in the index, or would. */
static size_t
slot_of(const struct mirror_file *f, const struct record *key)
{
	size_t h = hash(key) & f->mask;

	while (f->index[h] != 0 &&
	    !record_same(&f->v[f->index[h] - 1], key))
		h = (h + 1) & f->mask;
	return (h);
}

void
mirror_file_index(struct mirror_file *f)
{
	size_t size = 1024, h;

	while (size < 2 * f->cap)
		size *= 2;
	f->mask = size - 1;
	f->index = arena_array(f->a, size, sizeof(*f->index));
	for (size_t i = 0; i < f->n; i++) {
		if (record_account(&f->v[i]) == 0)
			continue;
		h = slot_of(f, &f->v[i]);
		/* A second one is left unseen and swept. */
		if (f->index[h] == 0)
			f->index[h] = (uint32_t)i + 1;
	}
}

RC
mirror_file_load(struct mirror_file *f, struct arena *a, int fd, size_t more)
{
	struct stat sb;
	size_t got = 0, want;
	ssize_t n;

	*f = (struct mirror_file){ .a = a, .fd = fd };
	if (fstat(fd, &sb) != 0 || sb.st_size < 0 ||
	    (uint64_t)sb.st_size > (uint64_t)UINT32_MAX * RECORD / 4)
		return (RC_FAILED);
	f->n = (size_t)sb.st_size / RECORD;
	f->cap = f->n + more;
	f->v = arena_array(a, f->cap + 1, RECORD);
	f->seen = arena_array(a, f->cap + 1, 1);
	want = f->n * RECORD;
	while (got < want) {
		n = pread(fd, (uint8_t *)f->v + got, want - got, (off_t)got);
		if (n <= 0)
			return (RC_FAILED);
		got += (size_t)n;
	}
	mirror_file_index(f);
	return (RC_OK);
}

const struct record *
mirror_file_find(const struct mirror_file *f, const struct record *key)
{
	size_t h = slot_of(f, key);

	return (f->index[h] == 0 ? NULL : &f->v[f->index[h] - 1]);
}

static RC
write_at(struct mirror_file *f, size_t i)
{
	if (pwrite(f->fd, &f->v[i], RECORD, (off_t)(i * RECORD)) == RECORD)
		return (RC_OK);
	return (RC_FAILED);
}

RC
mirror_file_put(struct mirror_file *f, const struct record *r)
{
	size_t h = slot_of(f, r), i;

	if (f->index[h] != 0) {
		i = f->index[h] - 1;
		f->seen[i] = 1;
		if (memcmp(&f->v[i], r, RECORD) == 0)
			return (RC_OK);
	} else {
		while (f->next_free < f->n &&
		    record_account(&f->v[f->next_free]) != 0)
			f->next_free++;
		i = f->next_free;
		if (i >= f->cap)
			bug("a mirror's file has no room");
		if (i == f->n)
			f->n++;
		f->index[h] = (uint32_t)i + 1;
		f->seen[i] = 1;
	}
	f->v[i] = *r;
	f->written++;
	return (write_at(f, i));
}

void
mirror_file_hold(struct mirror_file *f, const struct record *r)
{
	size_t h = slot_of(f, r);

	if (f->index[h] != 0)
		return;
	if (f->n >= f->cap)
		bug("a set has no room");
	f->v[f->n++] = *r;
	f->index[h] = (uint32_t)f->n;
}

RC
mirror_file_sweep(struct mirror_file *f)
{
	for (size_t i = 0; i < f->n; i++) {
		if (f->seen[i] || record_account(&f->v[i]) == 0)
			continue;
		rand_bytes(&f->v[i], RECORD);
		memset(f->v[i].b, 0, 8);
		f->removed++;
		TRY(write_at(f, i));
	}
	return (RC_OK);
}
