/*
 * Parameters of Content-Disposition and Content-Type from the bytes of the
 * field (RFC 2045 5.1, RFC 2231): name*=charset'language'%41, name*0="a",
 * name*1*=b, name="=?..?=" and unquoted names with spaces.
 */
#include <ctype.h>

#include "core/str.h"
#include "mail/charset.h"
#include "mail/parse_in.h"

#define PIECES	30

struct piece {
	bool		 given, percent;
	const char	*s;
};

struct param {
	const char	*name;
	struct piece	 piece[PIECES];	/* name*0, name*1 */
	const char	*plain;		/* name=, or NULL */
	const char	*whole;		/* name*=, or NULL */
};

/* A value at s: quoted, or up to the next ";". */
static const char *
param_value(struct arena *a, const char *s, const char **value_r)
{
	struct buf b = BUF_INIT(a);

	if (*s != '"') {
		size_t n = strcspn(s, ";");

		*value_r = str_trim(a, arena_strndup(a, s, n));
		return (s + n);
	}
	for (s++; *s != '\0' && *s != '"'; s++) {
		/* Old programs write C:\dir\file without doubling. */
		if (*s == '\\' && (s[1] == '"' || s[1] == '\\'))
			s++;
		buf_chr(&b, *s);
	}
	*value_r = buf_cstr(&b);
	return (s + strcspn(s, ";"));
}

/* One "name*2*" with its value. */
static void
param_take(struct param *p, const char *key, const char *value)
{
	size_t n = strlen(p->name);
	char *end;
	unsigned long i;

	if (strncasecmp(key, p->name, n) != 0)
		return;
	key += n;
	if (key[0] == '\0') {
		if (p->plain == NULL)
			p->plain = value;
	} else if (str_eq(key, "*")) {
		p->whole = value;
	} else if (key[0] == '*' && isdigit((unsigned char)key[1])) {
		i = strtoul(key + 1, &end, 10);
		if (i < PIECES && (*end == '\0' || str_eq(end, "*")))
			p->piece[i] = (struct piece){ true, *end == '*',
			    value };
	}
}

static int
hex_value(char c)
{
	if (isdigit((unsigned char)c))
		return (c - '0');
	c = (char)tolower((unsigned char)c);
	return (c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1);
}

static void
param_percent(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++) {
		if (*s == '%' && hex_value(s[1]) >= 0 &&
		    hex_value(s[2]) >= 0) {
			buf_chr(b, (char)(hex_value(s[1]) << 4 |
			    hex_value(s[2])));
			s += 2;
		} else {
			buf_chr(b, *s);
		}
	}
}

/* charset'language' at *s; *s moves behind it. */
static const char *
param_charset(struct arena *a, const char **s)
{
	const char *one = strchr(*s, '\''), *two;
	const char *charset = NULL;

	if (one == NULL || (two = strchr(one + 1, '\'')) == NULL)
		return (NULL);
	charset = arena_strndup(a, *s, (size_t)(one - *s));
	*s = two + 1;
	return (charset);
}

static const char *
param_join(struct arena *a, struct param *p)
{
	struct buf b = BUF_INIT(a);
	const char *charset = NULL;
	struct bytes d;

	if (p->whole != NULL)
		p->piece[0] = (struct piece){ true, true, p->whole };
	if (!p->piece[0].given)
		return (p->plain);
	for (size_t i = 0; i < PIECES && p->piece[i].given; i++) {
		const char *s = p->piece[i].s;

		if (i == 0 && p->piece[i].percent)
			charset = param_charset(a, &s);
		if (p->piece[i].percent)
			param_percent(&b, s);
		else
			buf_str(&b, s);
		if (p->whole != NULL)
			break;
	}
	d = charset_utf8(a, buf_bytes(&b), charset);
	return (arena_strndup(a, (const char *)d.p, d.n));
}

const char *
mail_param(struct arena *a, GMimeObject *o, const char *field,
    const char *name)
{
	const char *raw = mail_field(o, field), *s, *value;
	struct param *p = ARENA_NEW(a, struct param);
	size_t many = 0;

	if (raw == NULL)
		return (NULL);
	p->name = name;
	s = strchr(mail_unfold(a, raw), ';');
	while (s != NULL && *s == ';' && many++ < 100) {
		const char *key;
		size_t n;

		s += 1 + strspn(s + 1, " \t");
		n = strcspn(s, "=; \t");
		key = arena_strndup(a, s, n);
		s += n;
		s += strspn(s, " \t");
		if (*s != '=') {
			s = strchr(s, ';');
			continue;
		}
		s += 1 + strspn(s + 1, " \t");
		s = param_value(a, s, &value);
		param_take(p, key, value);
	}
	return (param_join(a, p));
}
