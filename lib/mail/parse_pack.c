/*
 * A parsed mail over the pipe: numbers as 8 bytes, texts and bytes as length,
 * bytes, NUL.  The reader trusts nothing: the writer may have been taken over
 * by the mail it read.
 */
#include "core/utf8.h"
#include "mail/parse_in.h"

#define PACK_FLAGS	5

static void
put_u64(struct buf *b, uint64_t v)
{
	buf_add(b, &v, sizeof(v));
}

static void
put_bytes(struct buf *b, const void *p, size_t n)
{
	put_u64(b, n);
	buf_add(b, p, n);
	buf_chr(b, '\0');
}

static void
put_str(struct buf *b, const char *s)
{
	put_bytes(b, s, strlen(s));
}

static void
put_addrs(struct buf *b, const struct mail_addrs *l)
{
	put_u64(b, l->n);
	for (size_t i = 0; i < l->n; i++) {
		put_str(b, l->v[i].name);
		put_str(b, l->v[i].email);
	}
}

void
mail_pack(struct buf *b, const struct mail *m)
{
	const struct mail_addrs from = { (struct mail_addr *)
	    (uintptr_t)&m->from, 1 };

	put_addrs(b, &from);
	put_addrs(b, &m->to);
	put_addrs(b, &m->cc);
	put_addrs(b, &m->reply_to);
	put_str(b, m->subject);
	put_str(b, m->message_id);
	put_str(b, m->text);
	put_str(b, m->reply_text);
	put_str(b, m->html.safe);
	put_str(b, m->auth_results);
	put_bytes(b, m->spam.head.p, m->spam.head.n);
	put_bytes(b, m->spam.marks.p, m->spam.marks.n);
	put_bytes(b, m->spam.body.p, m->spam.body.n);
	put_u64(b, (uint64_t)m->date);
	put_u64(b, (uint64_t)(m->automatic | m->bounce << 1 | m->remote << 2 |
	    m->broken << 3 | m->text_made << 4));
	put_u64(b, m->nreferences);
	put_u64(b, m->nin_reply_to);
	for (size_t i = 0; i < m->nreferences; i++)
		put_str(b, m->references[i]);
	put_u64(b, m->nfiles);
	for (size_t i = 0; i < m->nfiles; i++) {
		put_str(b, m->files[i].name);
		put_str(b, m->files[i].type);
		put_str(b, m->files[i].cid);
		put_u64(b, m->files[i].named);
		put_bytes(b, m->files[i].data.p, m->files[i].data.n);
	}
}

struct reader {
	const uint8_t	*p;
	size_t		 left;
	bool		 bad;
};

static uint64_t
get_u64(struct reader *r, uint64_t max)
{
	uint64_t v;

	if (r->bad || r->left < sizeof(v)) {
		r->bad = true;
		return (0);
	}
	memcpy(&v, r->p, sizeof(v));
	r->p += sizeof(v);
	r->left -= sizeof(v);
	r->bad |= v > max;
	return (r->bad ? 0 : v);
}

static struct bytes
get_bytes(struct reader *r)
{
	struct bytes d = { (const uint8_t *)"", 0 };
	size_t n = (size_t)get_u64(r, r->left);

	if (r->bad || r->left < n + 1 || r->p[n] != '\0') {
		r->bad = true;
		return (d);
	}
	d = (struct bytes){ r->p, n };
	r->p += n + 1;
	r->left -= n + 1;
	return (d);
}

static struct bytes
get_short(struct reader *r)
{
	struct bytes d = get_bytes(r);

	r->bad |= d.n > SPAM_TEXT_MAX;
	return (d);
}

static const char *
get_str(struct reader *r)
{
	struct bytes d = get_bytes(r);

	if (!utf8_valid(d.p, d.n)) {		/* refuses NUL, too */
		r->bad = true;
		return ("");
	}
	return ((const char *)d.p);
}

static const char *
get_text(struct reader *r, size_t max)
{
	const char *s = get_str(r);

	r->bad |= strlen(s) > max;
	return (s);
}

static struct mail_addrs
get_addrs(struct arena *a, struct reader *r)
{
	struct mail_addrs l = { .n = (size_t)get_u64(r, PARSE_ADDRS) };

	l.v = arena_array(a, l.n + 1, sizeof(l.v[0]));
	for (size_t i = 0; i < l.n; i++) {
		l.v[i].name = get_str(r);
		l.v[i].email = get_str(r);
	}
	return (l);
}

static void
get_files(struct arena *a, struct reader *r, struct mail *m)
{
	m->nfiles = (size_t)get_u64(r, PARSE_PARTS);
	m->files = arena_array(a, m->nfiles + 1, sizeof(m->files[0]));
	for (size_t i = 0; i < m->nfiles; i++) {
		m->files[i].name = get_str(r);
		m->files[i].type = get_str(r);
		m->files[i].cid = get_str(r);
		m->files[i].named = get_u64(r, 1) == 1;
		m->files[i].data = get_bytes(r);
	}
}

bool
mail_unpack(struct arena *a, struct bytes in, struct mail *m)
{
	struct reader r = { .p = in.p, .left = in.n };
	struct mail_addrs from = get_addrs(a, &r);
	uint64_t flags;

	*m = (struct mail){ .from = { "", "" } };
	if (from.n == 1)
		m->from = from.v[0];
	m->to = get_addrs(a, &r);
	m->cc = get_addrs(a, &r);
	m->reply_to = get_addrs(a, &r);
	m->subject = get_str(&r);
	m->message_id = get_str(&r);
	m->text = get_text(&r, PARSE_TEXT);
	m->reply_text = get_text(&r, PARSE_TEXT);
	m->html.safe = get_text(&r, PARSE_HTML);
	m->auth_results = get_str(&r);
	m->spam.head = get_short(&r);
	m->spam.marks = get_short(&r);
	m->spam.body = get_short(&r);
	m->date = (int64_t)get_u64(&r, INT64_MAX);
	flags = get_u64(&r, (1 << PACK_FLAGS) - 1);
	m->automatic = flags & 1;
	m->bounce = flags >> 1 & 1;
	m->remote = flags >> 2 & 1;
	m->broken = flags >> 3 & 1;
	m->text_made = flags >> 4 & 1;
	m->nreferences = (size_t)get_u64(&r, PARSE_REFS);
	m->nin_reply_to = (size_t)get_u64(&r, m->nreferences);
	m->references = arena_array(a, m->nreferences + 1, sizeof(char *));
	for (size_t i = 0; i < m->nreferences; i++)
		m->references[i] = get_str(&r);
	get_files(a, &r, m);
	return (!r.bad && r.left == 0);
}
