/*
 * Addresses (RFC 5322 3.4 and what people make of it) and message ids.  An
 * address counts only when text_email() takes it.  Encoded words are opened
 * after the list was taken apart: what is in them never makes an address.
 */
#include <ctype.h>

#include "core/str.h"
#include "core/utf8.h"
#include "mail/parse_in.h"
#include "text/fold.h"

#define ADDR_TEXT	4000	/* bytes of one element that are looked at */

/* One element of a list as it is read. */
struct element {
	struct buf	 phrase;	/* name, or the address itself */
	struct buf	 comment;
	struct buf	 angle;
	bool		 has_angle;
};

/* "joe"@example.org, as some gateways write, is joe@example.org. */
static const char *
addr_unquote(struct arena *a, const char *s)
{
	const char *at = strrchr(s, '@');

	if (at == NULL || at - s < 3 || s[0] != '"' || at[-1] != '"')
		return (s);
	return (arena_printf(a, "%.*s%s", (int)(at - s - 2), s + 1, at));
}

/* The address in s, "" if it is none; white space and a route go. */
static const char *
addr_email(struct arena *a, const char *s)
{
	const char *email, *colon = strrchr(s, ':');
	char *p;
	size_t n = 0;

	if (s[0] == '@' && colon != NULL)	/* RFC 5322 4.4, obs-route */
		s = colon + 1;
	p = arena_strdup(a, s);
	for (size_t i = 0; p[i] != '\0'; i++)
		if (!isspace((unsigned char)p[i]))
			p[n++] = p[i];
	p[n] = '\0';
	if (str_starts(p, "mailto:"))
		p += strlen("mailto:");
	s = addr_unquote(a, utf8_clean(a, p, strlen(p), true));
	return (text_email(a, s, &email) == RC_OK ? email : "");
}

/* A display name without the quotes that mail programs leave around it. */
static const char *
addr_name(struct arena *a, const char *raw)
{
	const char *s = mail_text(a, raw);
	size_t n = strlen(s);

	while (n >= 2 && (s[0] == '\'' || s[0] == '"') && s[n - 1] == s[0]) {
		s = str_trim(a, arena_strndup(a, s + 1, n - 2));
		n = strlen(s);
	}
	return (utf8_cut(a, s, SUBJECT_MAX));
}

/* No angle brackets: a bare address, maybe among other words. */
static struct mail_addr
addr_bare(struct arena *a, struct element *e)
{
	const char *s = buf_cstr(&e->phrase);
	struct mail_addr m = { "", addr_email(a, s) };

	if (m.email[0] != '\0') {
		m.name = addr_name(a, buf_cstr(&e->comment));
		return (m);
	}
	while (*s != '\0' && m.email[0] == '\0') {
		size_t n = strcspn(s, " \t");

		if (memchr(s, '@', n) != NULL)
			m.email = addr_email(a, arena_strndup(a, s, n));
		s += n + strspn(s + n, " \t");
	}
	if (m.email[0] == '\0')
		m.name = addr_name(a, buf_cstr(&e->phrase));
	return (m);
}

static void
addr_end(struct arena *a, struct mail_addrs *l, struct element *e)
{
	struct mail_addr m;

	if (e->has_angle) {
		m.email = addr_email(a, buf_cstr(&e->angle));
		m.name = addr_name(a, buf_cstr(&e->phrase));
		if (m.name[0] == '\0')
			m.name = addr_name(a, buf_cstr(&e->comment));
	} else {
		m = addr_bare(a, e);
	}
	if (m.email[0] != '\0' && l->n < PARSE_ADDRS)
		l->v[l->n++] = m;
	*e = (struct element){ { .a = a }, { .a = a }, { .a = a }, false };
}

/* "..." at s; its text with the escapes undone. Where it ends. */
static const char *
addr_quoted(struct buf *b, const char *s)
{
	for (s++; *s != '\0' && *s != '"'; s++) {
		if (*s == '\\' && s[1] != '\0')
			s++;
		buf_chr(b, *s);
	}
	return (*s == '"' ? s + 1 : s);
}

/* (...) at s, nested. */
static const char *
addr_comment(struct buf *b, const char *s)
{
	int depth = 0;

	if (b->n > 0)
		buf_chr(b, ' ');
	for (; *s != '\0'; s++) {
		if (*s == '\\' && s[1] != '\0') {
			buf_chr(b, *++s);
			continue;
		}
		depth += *s == '(' ? 1 : *s == ')' ? -1 : 0;
		if (depth == 0)
			return (s + 1);
		if (depth > 1 || *s != '(')
			buf_chr(b, *s);
	}
	return (s);
}

/* <...> at s; an angle that is never closed ends at a comma. */
static const char *
addr_angle(struct element *e, const char *s)
{
	const char *end = strchr(s, '>'), *next = strchr(s + 1, '<');

	e->angle.n = 0;			/* of two, the last counts */
	e->has_angle = true;
	if (end == NULL || (next != NULL && next < end))
		end = s + strcspn(s, ",;>");
	for (s++; s < end; s++)
		if (*s != '<')
			buf_chr(&e->angle, *s);
	return (*end == '>' ? end + 1 : end);
}

/* A quoted local part belongs to the address, quotes and all. */
static const char *
addr_quote(struct element *e, const char *s)
{
	size_t mark = e->phrase.n;
	const char *end = addr_quoted(&e->phrase, s);

	if (*end == '@') {
		e->phrase.n = mark;
		buf_chr(&e->phrase, '"');
		(void)addr_quoted(&e->phrase, s);
		buf_chr(&e->phrase, '"');
	}
	return (end);
}

static bool
is_group(struct element *e)
{
	return (!e->has_angle && memchr(buf_cstr(&e->phrase), '@',
	    e->phrase.n) == NULL &&
	    !str_eqi(str_trim(e->phrase.a, buf_cstr(&e->phrase)), "mailto"));
}

static void
addr_list(struct arena *a, struct mail_addrs *l, const char *s)
{
	struct element e = { { .a = a }, { .a = a }, { .a = a }, false };

	while (*s != '\0') {
		size_t n = mail_word(s);

		if (n > 0) {
			buf_add(&e.phrase, s, n);
			s += n;
		} else if (*s == '"') {
			s = addr_quote(&e, s);
		} else if (*s == '(') {
			s = addr_comment(&e.comment, s);
		} else if (*s == '<') {
			s = addr_angle(&e, s);
		} else if (*s == ',' || *s == ';') {
			addr_end(a, l, &e);
			s++;
		} else if (*s == ':' && is_group(&e)) {
			e.phrase.n = 0;
			s++;
		} else {
			if (!e.has_angle && e.phrase.n < ADDR_TEXT)
				buf_chr(&e.phrase, *s);
			s++;
		}
	}
	addr_end(a, l, &e);
}

struct mail_addrs
mail_addrs(struct arena *a, GMimeObject *o, const char *name)
{
	GMimeHeaderList *h = g_mime_object_get_header_list(o);
	struct mail_addrs l = { .n = 0 };
	int n = g_mime_header_list_get_count(h);

	l.v = arena_array(a, PARSE_ADDRS, sizeof(l.v[0]));
	for (int i = 0; i < n; i++) {
		GMimeHeader *f = g_mime_header_list_get_header_at(h, i);

		if (str_eqi(g_mime_header_get_name(f), name))
			addr_list(a, &l, mail_unfold(a,
			    g_mime_header_get_raw_value(f)));
	}
	return (l);
}

static void
ref_add(struct arena *a, struct mail *m, const char *p, size_t n)
{
	if (n > 0 && n <= 998 && m->nreferences < PARSE_REFS)
		m->references[m->nreferences++] = utf8_clean(a, p, n, true);
}

/* The ids of a field: <...> each; without any, words with an @. */
static void
ref_field(struct arena *a, struct mail *m, const char *s)
{
	const char *end;

	if (s == NULL)
		return;
	if (strchr(s, '<') == NULL) {
		for (; *s != '\0'; s = end) {
			s += strspn(s, " \t\r\n,");
			end = s + strcspn(s, " \t\r\n,");
			if (memchr(s, '@', (size_t)(end - s)) != NULL)
				ref_add(a, m, s, (size_t)(end - s));
		}
		return;
	}
	while ((s = strchr(s, '<')) != NULL) {
		s++;
		end = s + strcspn(s, "<> \t\r\n");
		if (*end == '>')
			ref_add(a, m, s, (size_t)(end - s));
		s = end;
	}
}

void
mail_refs(struct arena *a, GMimeObject *o, struct mail *m)
{
	m->references = arena_array(a, PARSE_REFS, sizeof(char *));
	ref_field(a, m, mail_field(o, "Message-ID"));
	m->message_id = m->nreferences > 0 ? m->references[0] : "";
	m->nreferences = 0;
	ref_field(a, m, mail_field(o, "In-Reply-To"));
	m->nin_reply_to = m->nreferences;
	ref_field(a, m, mail_field(o, "References"));
}
