/* The manifest of a backup: lines of words, the last a digest of the others. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/str.h"
#include "core/time.h"
#include "crypto/vault.h"
#include "privacy/backup_in.h"

#define LINES_MAX	(16U << 20)

static void
part_line(struct backup *b, struct buf *t, const char *what,
    const struct backup_part *p)
{
	buf_printf(t, "%s %s %llu %s\n", what, p->name,
	    (unsigned long long)p->size, hex_encode(b->a, p->d.b, DIGEST_LEN));
}

RC
manifest_write(struct backup *b, struct db *db, struct vault *v)
{
	const struct manifest *m = &b->m;
	struct buf t = BUF_INIT(b->a);
	struct backup_out o;
	struct digest d, mac[BACKUP_MACS], mark = vault_mark(v);
	enum rc rc;

	buf_printf(&t, "olvido-backup %u\nmaster %s\ntime %lld %s\nschema %u\n"
	    "sequence %llu\n", m->form, hex_encode(b->a, mark.b, DIGEST_LEN), (long long)m->at, time_iso(b->a,
	    m->at), m->schema, (unsigned long long)m->sequence);
	if (m->cold != 0)
		buf_printf(&t, "cold %llu\n", (unsigned long long)m->cold);
	part_line(b, &t, "data", &m->data);
	part_line(b, &t, "tombstones", &m->tombstones);
	part_line(b, &t, "list", &m->list);
	buf_printf(&t, "counts %llu %llu %llu\n",
	    (unsigned long long)m->ntombstone, (unsigned long long)m->nfile,
	    (unsigned long long)m->bytes);
	for (size_t i = 0; i < m->naccount; i++)
		buf_printf(&t, "account %llu %u\n",
		    (unsigned long long)m->account[i].id, m->account[i].state);
	d = digest(t.p, t.n);
	rc = backup_macs(db, v, d, mac);
	if (rc != RC_OK)
		b->why = "the key store has no key of the installation; run "
		    "'olvido keys init'";
	TRY(rc);
	buf_printf(&t, "end %s %s %s\n", hex_encode(b->a, d.b, DIGEST_LEN),
	    hex_encode(b->a, mac[0].b, DIGEST_LEN),
	    hex_encode(b->a, mac[1].b, DIGEST_LEN));
	TRY(backup_out_open(b, &o, MANIFEST));
	rc = backup_out_add(&o, t.p, t.n);
	if (rc != RC_OK) {
		backup_out_drop(&o);
		return (rc);
	}
	return (backup_out_end(&o, NULL));
}

static RC
damaged(struct backup *b, const char *what)
{
	b->why = arena_printf(b->a, "%s/" MANIFEST " is damaged (%s)",
	    b->folder, what);
	return (RC_DENIED);
}

/* At most six words, blanks between them. */
static size_t
words(struct arena *a, const char *line, const char *w[6])
{
	size_t n = 0, len;

	for (; n < 6 && *line != '\0'; n++) {
		len = strcspn(line, " ");
		w[n] = arena_strndup(a, line, len);
		line += len + (line[len] == ' ');
	}
	return (*line == '\0' ? n : 0);
}

static RC
part_of(const char *const *w, size_t n, struct backup_part *p)
{
	if (n != 4 || strlen(w[1]) >= BACKUP_NAME || strchr(w[1], '/') != NULL
	    || w[1][0] == '.')
		return (RC_INVALID);
	(void)snprintf(p->name, sizeof(p->name), "%s", w[1]);
	TRY(str_u64(w[2], &p->size));
	return (hex_decode(w[3], p->d.b, DIGEST_LEN));
}

static RC
number(const char *w, unsigned *v_r)
{
	uint64_t v;

	TRY(str_u64(w, &v));
	*v_r = (unsigned)v;
	return (v <= 1000000 ? RC_OK : RC_INVALID);
}

static RC
line_of(struct manifest *m, const char *const *w, size_t n)
{
	uint64_t at;

	if (n == 0)
		return (RC_INVALID);
	if (str_eq(w[0], "olvido-backup") && n == 2)
		return (number(w[1], &m->form));
	if (str_eq(w[0], "master") && n == 2)
		return (hex_decode(w[1], m->master.b, DIGEST_LEN));
	if (str_eq(w[0], "schema") && n == 2)
		return (number(w[1], &m->schema));
	if (str_eq(w[0], "cold") && n == 2)
		return (str_u64(w[1], &m->cold));
	if (str_eq(w[0], "sequence") && n == 2)
		return (str_u64(w[1], &m->sequence));
	if (str_eq(w[0], "time") && n == 3) {
		TRY(str_u64(w[1], &at));
		m->at = (int64_t)at;
		return (at < INT64_MAX ? RC_OK : RC_INVALID);
	}
	if (str_eq(w[0], "data"))
		return (part_of(w, n, &m->data));
	if (str_eq(w[0], "tombstones"))
		return (part_of(w, n, &m->tombstones));
	if (str_eq(w[0], "list"))
		return (part_of(w, n, &m->list));
	if (str_eq(w[0], "counts") && n == 4) {
		TRY(str_u64(w[1], &m->ntombstone));
		TRY(str_u64(w[2], &m->nfile));
		return (str_u64(w[3], &m->bytes));
	}
	if (str_eq(w[0], "account") && n == 3) {
		TRY(str_u64(w[1], &m->account[m->naccount].id));
		return (number(w[2], &m->account[m->naccount++].state));
	}
	return (RC_INVALID);
}

static RC
slurp(struct backup *b, struct buf *t)
{
	int fd = openat(b->dir, MANIFEST, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	char chunk[8192];
	ssize_t n;

	if (fd < 0 && errno == ENOENT) {
		b->why = arena_printf(b->a, "%s has no " MANIFEST ": no backup "
		    "into it has reached its end", b->folder);
		return (RC_NOTFOUND);
	}
	if (fd < 0)
		return (backup_trouble(b, "reading", MANIFEST));
	while ((n = read(fd, chunk, sizeof(chunk))) > 0 && t->n < LINES_MAX)
		buf_add(t, chunk, (size_t)n);
	close(fd);
	return (n == 0 ? RC_OK : damaged(b, "it cannot be read"));
}

RC
manifest_read(struct backup *b, struct manifest *m_r)
{
	struct buf t = BUF_INIT(b->a);
	const char *w[6];
	struct digest is, want;
	char *line, *end;
	size_t n;

	*m_r = (struct manifest){ 0 };
	TRY(slurp(b, &t));
	m_r->account = arena_array(b->a, t.n / 8 + 1, sizeof(*m_r->account));
	line = t.n == 0 ? NULL : t.p;
	for (; line != NULL && (end = strchr(line, '\n')) != NULL;
	    line = end + 1) {
		*end = '\0';
		n = words(b->a, line, w);
		if ((n == 2 || n == 2 + BACKUP_MACS) && str_eq(w[0], "end")) {
			*end = '\n';
			for (char *p = t.p; p < line; p++)
				if (*p == '\0')
					*p = '\n';
			is = digest(t.p, (size_t)(line - t.p));
			if (hex_decode(w[1], want.b, DIGEST_LEN) != RC_OK ||
			    !digest_eq(is.b, want.b, DIGEST_LEN))
				return (damaged(b, "its digest"));
			m_r->d = is;
			for (size_t i = 2; i < n; i++)
				if (hex_decode(w[i], m_r->mac[i - 2].b, DIGEST_LEN) !=
				    RC_OK)
					return (damaged(b, "its MACs"));
			if (end + 1 != t.p + t.n || m_r->form == 0)
				return (damaged(b, "its end"));
			return (RC_OK);
		}
		if (line_of(m_r, w, n) != RC_OK)
			return (damaged(b, arena_printf(b->a, "at byte %zu",
			    (size_t)(line - t.p))));
	}
	return (damaged(b, "its end is missing"));
}
