/* Paths, parameters and content as RFC 5321 writes them. Nothing of sockets. */
#include <ctype.h>

#include "core/str.h"
#include "core/utf8.h"
#include "mail/lmtp_in.h"

#define ADDRESS_MAX	254	/* RFC 5321 4.5.3.1.3 with erratum 1690 */

static const char bad_path[] = "501 5.1.3 Bad address syntax\r\n";
static const char bad_param[] = "501 5.5.4 Bad parameter\r\n";
static const char no_param[] = "555 5.5.4 Unknown parameter\r\n";
static const char not_ascii[] = "553 5.6.7 SMTPUTF8 is needed\r\n";

/* The ">" that ends the path at s, outside quotes, or NULL. */
static const char *
path_end(const char *s)
{
	bool quoted = false;

	for (; *s != '\0'; s++) {
		if (*s == '\\' && quoted && s[1] != '\0')
			s++;
		else if (*s == '"')
			quoted = !quoted;
		else if (*s == '>' && !quoted)
			return (s);
		else if (*s == '<' && !quoted)
			return (NULL);
	}
	return (NULL);
}

static bool
address_ok(const char *s, bool *ascii_r)
{
	bool quoted = s[0] == '"';

	*ascii_r = true;
	if (strlen(s) > ADDRESS_MAX || !utf8_valid(s, strlen(s)))
		return (false);
	for (; *s != '\0'; s++) {
		if ((unsigned char)*s < ' ' || *s == 0x7f ||
		    (*s == ' ' && !quoted))
			return (false);
		if ((unsigned char)*s >= 0x80)
			*ascii_r = false;
	}
	return (true);
}

/* One "NAME=value"; NULL or the reply. */
static const char *
parameter(struct lmtp_path *p, const char *s, bool mail)
{
	if (!mail)
		return (no_param);
	if (strncasecmp(s, "SIZE=", 5) == 0)
		return (str_u64(s + 5, &p->size) == RC_OK ? NULL : bad_param);
	if (str_eqi(s, "BODY=7BIT") || str_eqi(s, "BODY=8BITMIME"))
		return (NULL);
	if (str_eqi(s, "SMTPUTF8")) {
		p->utf8 = true;
		return (NULL);
	}
	return (no_param);
}

static const char *
parameters(struct arena *a, struct lmtp_path *p, const char *s, bool mail)
{
	const char *error = NULL;

	while (*s != '\0' && error == NULL) {
		size_t n;

		if (*s != ' ')
			return (bad_path);
		s += strspn(s, " ");
		n = strcspn(s, " ");
		if (n > 0)
			error = parameter(p, arena_strndup(a, s, n), mail);
		s += n;
	}
	return (error);
}

struct lmtp_path
lmtp_path(struct arena *a, const char *s, bool mail)
{
	struct lmtp_path p = { .address = "", .error = bad_path };
	const char *end, *colon;
	bool ascii;

	s += *s == ' ';		/* "FROM: <a>" is common, if wrong */
	if (*s != '<' || (end = path_end(s + 1)) == NULL)
		return (p);
	p.address = arena_strndup(a, s + 1, (size_t)(end - s - 1));
	/* RFC 5321 4.1.2: a source route is to be ignored. */
	if (p.address[0] == '@' && (colon = strchr(p.address, ':')) != NULL)
		p.address = colon + 1;
	if (!address_ok(p.address, &ascii) || (!mail && p.address[0] == '\0'))
		return (p);
	p.error = parameters(a, &p, end + 1, mail);
	/* RFC 6531 3.4: on RCPT the MAIL's SMTPUTF8 counts; see lmtp.c. */
	if (p.error == NULL && mail && !ascii && !p.utf8)
		p.error = not_ascii;
	if (!mail)
		p.utf8 = !ascii;
	return (p);
}

enum { AT_START, IN_LINE, AFTER_CR, AFTER_DOT, AFTER_DOT_CR };

static void
keep(struct lmtp_data *d, const char *p, size_t n)
{
	if (d->too_big || d->body.n + n > d->max) {
		d->too_big = true;
		return;
	}
	buf_add(&d->body, p, n);
}

/* A run of a line up to and with its next CR. */
static size_t
take_run(struct lmtp_data *d, const char *p, size_t n)
{
	const char *cr = memchr(p, '\r', n);
	size_t run = cr == NULL ? n : (size_t)(cr - p) + 1;

	keep(d, p, run);
	d->state = cr == NULL ? IN_LINE : AFTER_CR;
	return (run);
}

size_t
lmtp_data_take(struct lmtp_data *d, const char *p, size_t n)
{
	size_t i = 0;

	while (i < n && !d->done) {
		switch (d->state) {
		case AT_START:
			if (p[i] == '.') {
				d->state = AFTER_DOT;
				i++;
				continue;
			}
			break;
		case AFTER_CR:
			if (p[i] == '\n') {
				keep(d, p + i, 1);
				d->state = AT_START;
				i++;
				continue;
			}
			break;
		case AFTER_DOT:
			if (p[i] == '\r') {
				d->state = AFTER_DOT_CR;
				i++;
				continue;
			}
			break;
		case AFTER_DOT_CR:
			if (p[i] == '\n') {
				d->done = true;
				i++;
				continue;
			}
			keep(d, "\r", 1);
			break;
		default:
			break;
		}
		i += take_run(d, p + i, n - i);
	}
	return (i);
}
