/*
 * A stored body for the eyes: only the <img> tags of our own serialised form
 * change.  "<" stands for nothing but a tag there (text and attributes are
 * escaped), so no parser is needed and this may run outside the jail.
 */
#include "core/str.h"
#include "mail/sanitize.h"
#include "mail/url.h"

#define SHOW_MAX	((size_t)12 << 20)	/* then images become gaps */

static void
base64_add(struct buf *b, struct bytes d)
{
	static const char set[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < d.n; i += 3) {
		size_t left = d.n - i;
		unsigned v = (unsigned)d.p[i] << 16;
		char q[4];

		v |= left > 1 ? (unsigned)d.p[i + 1] << 8 : 0;
		v |= left > 2 ? d.p[i + 2] : 0;
		q[0] = set[v >> 18];
		q[1] = set[v >> 12 & 63];
		q[2] = left > 1 ? set[v >> 6 & 63] : '=';
		q[3] = left > 2 ? set[v & 63] : '=';
		buf_add(b, q, 4);
	}
}

/* The value of an attribute in our canonical form within a tag, or NULL. */
static const char *
show_attr(struct arena *a, const char *tag, size_t n, const char *name)
{
	const char *key = arena_printf(a, " %s=\"", name);
	const char *p = memmem(tag, n, key, strlen(key)), *end;

	if (p == NULL)
		return (NULL);
	p += strlen(key);
	end = memchr(p, '"', n - (size_t)(p - tag));
	return (end == NULL ? NULL : arena_strndup(a, p, (size_t)(end - p)));
}

/* Everything of the tag but the attribute of that name. */
static void
show_without(struct buf *b, const char *tag, size_t n, const char *name,
    const char *value)
{
	const char *whole = arena_printf(b->a, " %s=\"%s\"", name, value);
	const char *p = memmem(tag, n, whole, strlen(whole));
	size_t head = p == NULL ? n : (size_t)(p - tag);

	buf_add(b, tag, head);
	if (p != NULL)
		buf_add(b, p + strlen(whole), n - head - strlen(whole));
}

/* The inverse of what our serialiser does to text. */
static const char *
show_plain(struct arena *a, const char *s)
{
	static const char *const names[][2] = {
		{ "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" },
		{ "&quot;", "\"" },
	};
	struct buf b = BUF_INIT(a);

	while (*s != '\0') {
		size_t i;

		for (i = 0; i < 4 && !str_starts(s, names[i][0]); i++)
			;
		buf_chr(&b, i < 4 ? names[i][1][0] : *s);
		s += i < 4 ? strlen(names[i][0]) : 1;
	}
	return (buf_cstr(&b));
}

static const struct cid_file *
show_file(const struct cid_file *f, size_t n, const char *cid)
{
	for (size_t i = 0; i < n; i++)
		if (f[i].cid != NULL && f[i].cid[0] != '\0' &&
		    str_eqi(f[i].cid, cid))
			return (&f[i]);
	return (NULL);
}

/* One file may be named by thousands of tags: b has a ceiling. */
static void
show_cid(struct buf *b, const char *src, const struct cid_file *files,
    size_t nfiles)
{
	const struct cid_file *f = show_file(files, nfiles,
	    show_plain(b->a, src + 4));
	const char *type = f == NULL ? NULL : image_type(f->data.p, f->data.n);

	if (type == NULL || f->data.n > IMAGE_MAX || b->n > SHOW_MAX)
		return;
	buf_printf(b, " src=\"data:%s;base64,", type);
	base64_add(b, f->data);
	buf_chr(b, '"');
}

/* tag: "<img ...", without its ">". */
static void
show_image(struct buf *b, const char *tag, size_t n,
    const struct cid_file *files, size_t nfiles, bool remote)
{
	const char *src = show_attr(b->a, tag, n, "src");
	const char *far = show_attr(b->a, tag, n, "data-remote-src");

	if (src != NULL && str_starts(src, "cid:")) {
		show_without(b, tag, n, "src", src);
		show_cid(b, src, files, nfiles);
	} else if (far != NULL && remote) {
		show_without(b, tag, n, "data-remote-src", far);
		buf_printf(b, " src=\"%s\"", far);
	} else {
		buf_add(b, tag, n);
	}
}

struct safe_html
sanitize_show(struct arena *a, struct safe_html stored,
    const struct cid_file *files, size_t nfiles, bool remote)
{
	struct buf b = BUF_INIT(a);
	const char *p = stored.safe, *tag, *end;

	while ((tag = strstr(p, "<img")) != NULL) {
		end = strchr(tag, '>');
		if (end == NULL)
			break;
		buf_add(&b, p, (size_t)(tag - p));
		show_image(&b, tag, (size_t)(end - tag), files, nfiles, remote);
		p = end;
	}
	buf_str(&b, p);
	return ((struct safe_html){ buf_cstr(&b) });
}
