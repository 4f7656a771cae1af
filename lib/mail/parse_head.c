/* The header: subject, date, who, and whether a machine wrote it. */
#include <ctype.h>

#include "core/str.h"
#include "core/utf8.h"
#include "mail/parse_in.h"

const char *
mail_field(GMimeObject *o, const char *name)
{
	GMimeHeaderList *h = g_mime_object_get_header_list(o);
	int n = g_mime_header_list_get_count(h);

	/* Not get_header(): that one knows only the last of several. */
	for (int i = 0; i < n; i++) {
		GMimeHeader *f = g_mime_header_list_get_header_at(h, i);

		if (str_eqi(g_mime_header_get_name(f), name))
			return (g_mime_header_get_raw_value(f));
	}
	return (NULL);
}

struct when {
	int	day, month, year, hour, min, sec, zone, pm;
	bool	time, zoned;
};

/* Hours west of Greenwich (RFC 5322 4.3); others mean "unknown", that is 0. */
static bool
when_zone(struct when *w, const char *s, size_t n)
{
	static const char *const names[] = {
		"EDT", "EST", "CST", "MST", "PST", "CDT", "MDT", "PDT",
	};
	static const int hours[] = { -4, -5, -6, -7, -8, -5, -6, -7 };

	if ((s[0] == '+' || s[0] == '-') && n >= 4 && w->time &&
	    isdigit((unsigned char)s[1])) {
		int v = abs((int)strtol(s, NULL, 10));

		if (n >= 6 && s[3] == ':')
			v = v * 100 + (int)strtol(s + 4, NULL, 10);
		w->zone = (v / 100 * 3600 + v % 100 * 60) *
		    (s[0] == '-' ? -1 : 1);
		w->zoned = v / 100 <= 24;
		return (true);
	}
	for (size_t i = 0; n == 3 && i < 8; i++)
		if (strncasecmp(s, names[i], 3) == 0)
			w->zone = hours[i] * 3600;
	return (false);
}

static void
when_word(struct when *w, const char *s, size_t n)
{
	static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";

	if (n == 2 && strncasecmp(s, "pm", 2) == 0)
		w->pm = 1;
	if (n == 2 && strncasecmp(s, "am", 2) == 0)
		w->pm = -1;
	for (int i = 0; n >= 3 && i < 12; i++)
		if (strncasecmp(s, months + (size_t)i * 3, 3) == 0 &&
		    w->month == 0)
			w->month = i + 1;
	if (!w->zoned)
		(void)when_zone(w, s, n);
}

static void
when_number(struct when *w, const char *s, size_t n)
{
	int v = n <= 4 ? (int)strtol(s, NULL, 10) : -1;

	if (w->day == 0 && n <= 2 && v >= 1 && v <= 31) {
		w->day = v;
	} else if (w->year == 0 && v >= 0) {
		/* RFC 5322 4.3: two and three digits. */
		w->year = n == 4 ? v : n == 3 ? v + 1900 :
		    v < 50 ? v + 2000 : v + 1900;
	}
}

/* hh:mm or hh:mm:ss (also with dots, which some write) */
static bool
when_time(struct when *w, const char *s, size_t n)
{
	char t[32];

	if (n < 3 || n >= sizeof(t) || w->time || memchr(s, ':', n) == NULL)
		return (false);
	memcpy(t, s, n);
	t[n] = '\0';
	w->time = sscanf(t, "%2d:%2d:%2d", &w->hour, &w->min, &w->sec) >= 2;
	return (w->time);
}

/* One token between white space and commas. */
static void
when_token(struct when *w, const char *s, size_t n)
{
	int y, m, d;

	if (when_time(w, s, n))
		return;
	if (isalpha((unsigned char)s[0])) {
		size_t k = 0;
		int month = w->month;

		while (k < n && s[k] != '+' && s[k] != '-')
			k++;
		when_word(w, s, k);
		if (k + 1 < n && w->month != month)	/* Apr-2010 */
			when_token(w, s + k + 1, n - k - 1);
		else if (k < n)				/* GMT+0100 */
			(void)when_zone(w, s + k, n - k);
	} else if (s[0] == '+' || s[0] == '-') {
		(void)when_zone(w, s, n);
	} else if (n >= 8 && sscanf(s, "%4d-%2d-%2d", &y, &m, &d) == 3) {
		w->year = y;
		w->month = m;
		w->day = d;
		if (n > 11 && (s[10] == 'T' || s[10] == 't'))
			(void)when_time(w, s + 11, n - 11);
	} else if (isdigit((unsigned char)s[0])) {
		size_t k = strspn(s, "0123456789");

		when_number(w, s, k < n ? k : n);
		if (k + 1 < n)		/* 12-Apr-2010 */
			when_token(w, s + k + 1, n - k - 1);
	}
}

static int64_t
when_seconds(const struct when *w)
{
	struct tm tm = { .tm_mday = w->day, .tm_mon = w->month - 1,
	    .tm_year = w->year - 1900, .tm_hour = w->hour, .tm_min = w->min,
	    .tm_sec = w->sec };
	int64_t t;

	if (w->day == 0 || w->month < 1 || w->month > 12 || w->year < 1970 ||
	    w->year > 2100 || w->hour > 24 || w->min > 59 || w->sec > 60)
		return (0);
	if (w->pm == 1 && w->hour < 12)
		tm.tm_hour += 12;
	if (w->pm == -1 && w->hour == 12)
		tm.tm_hour = 0;
	t = (int64_t)timegm(&tm) - w->zone;
	return (t > 0 ? t : 0);
}

int64_t
mail_date(const char *s)
{
	struct when w = { .day = 0 };
	int comment = 0;

	if (s == NULL || strlen(s) > 500)
		return (0);
	while (*s != '\0') {
		size_t n;

		if (*s == '(' || *s == ')') {
			comment += *s == '(' ? 1 : -(comment > 0);
			s++;
			continue;
		}
		s += strspn(s, " \t\r\n,;\"");
		n = strcspn(s, " \t\r\n,;\"()");
		if (n > 0 && comment == 0)
			when_token(&w, s, n);
		s += n;
	}
	return (when_seconds(&w));
}

static bool
field_has(GMimeObject *o, const char *name, const char *word)
{
	const char *v = mail_field(o, name);

	return (v != NULL && strcasestr(v, word) != NULL);
}

/* RFC 3834, RFC 2919, RFC 2369 and the habits before them. */
static bool
head_automatic(GMimeObject *o, const char *from)
{
	static const char *const present[] = {
		"List-Id", "List-Unsubscribe", "List-Post", "List-Help",
		"X-Autoreply", "X-Autorespond", "X-Auto-Reply-From",
		"X-Mail-Autoreply", "X-Autogenerated", "X-AutoReply-From",
		"X-FC-MachineGenerated", "Feedback-ID", "X-Failed-Recipients",
	};
	const char *path = mail_field(o, "Return-Path");

	for (size_t i = 0; i < sizeof(present) / sizeof(present[0]); i++)
		if (mail_field(o, present[i]) != NULL)
			return (true);
	if (mail_field(o, "Auto-Submitted") != NULL &&
	    !field_has(o, "Auto-Submitted", "no"))
		return (true);
	if (field_has(o, "Precedence", "bulk") ||
	    field_has(o, "Precedence", "junk") ||
	    field_has(o, "Precedence", "list") ||
	    field_has(o, "Precedence", "auto") ||
	    field_has(o, "X-Auto-Response-Suppress", "all") ||
	    field_has(o, "X-Auto-Response-Suppress", "autoreply") ||
	    field_has(o, "X-Auto-Response-Suppress", "oof"))
		return (true);
	if (path != NULL && path[strspn(path, " \t<>\r\n")] == '\0' &&
	    strchr(path, '<') != NULL)
		return (true);
	return (str_starts(from, "mailer-daemon@") ||
	    str_starts(from, "postmaster@"));
}

static bool
head_bounce(GMimeMessage *msg)
{
	GMimeObject *part = g_mime_message_get_mime_part(msg);
	GMimeContentType *ct;

	if (part == NULL)
		return (false);
	ct = g_mime_object_get_content_type(part);
	return (ct != NULL &&
	    g_mime_content_type_is_type(ct, "multipart", "report") &&
	    !str_eqi(g_mime_content_type_get_parameter(ct, "report-type"),
	    "disposition-notification") &&
	    !str_eqi(g_mime_content_type_get_parameter(ct, "report-type"),
	    "feedback-report"));
}

void
mail_head(struct arena *a, GMimeMessage *msg, struct mail *m)
{
	GMimeObject *o = GMIME_OBJECT(msg);
	struct mail_addrs from = mail_addrs(a, o, "From");

	if (from.n == 0)
		from = mail_addrs(a, o, "Sender");
	m->from = from.n > 0 ? from.v[0] : (struct mail_addr){ "", "" };
	m->to = mail_addrs(a, o, "To");
	m->cc = mail_addrs(a, o, "Cc");
	m->reply_to = mail_addrs(a, o, "Reply-To");
	m->subject = utf8_cut(a, mail_text(a, mail_field(o, "Subject")),
	    SUBJECT_MAX);
	mail_refs(a, o, m);
	m->auth_results = mail_text(a, mail_field(o, "Authentication-Results"));
	m->date = mail_date(mail_field(o, "Date"));
	m->bounce = head_bounce(msg);
	m->automatic = m->bounce || head_automatic(o, m->from.email) ||
	    (g_mime_message_get_mime_part(msg) != NULL &&
	    g_mime_content_type_is_type(g_mime_object_get_content_type(
	    g_mime_message_get_mime_part(msg)), "multipart", "report"));
}
