/*
 * Character sets, as WHATWG's Encoding standard understands labels: mail says
 * iso-8859-1 and means windows-1252, says gb2312 and means gb18030.
 */
#include <errno.h>
#include <iconv.h>

#include "core/log.h"
#include "core/str.h"
#include "core/utf8.h"
#include "mail/charset.h"

#define FALLBACK	"windows-1252"

/* label, what iconv(3) shall be asked for */
static const char *const charset_alias[][2] = {
	{ "ansi_x3.4-1968", FALLBACK }, { "ascii", FALLBACK },
	{ "us-ascii", FALLBACK }, { "iso-8859-1", FALLBACK },
	{ "iso8859-1", FALLBACK }, { "iso_8859-1", FALLBACK },
	{ "latin1", FALLBACK }, { "latin-1", FALLBACK }, { "l1", FALLBACK },
	{ "cp1252", FALLBACK }, { "x-cp1252", FALLBACK },
	{ "win1252", FALLBACK }, { "ansi", FALLBACK },
	{ "windows-1252", FALLBACK },
	{ "utf8", "utf-8" }, { "utf-8", "utf-8" }, { "unicode", "utf-16" },
	{ "x-unknown", "" }, { "unknown-8bit", "" }, { "8bit", "" },
	{ "default", "" }, { "binary", "" },
	{ "gb2312", "gb18030" }, { "gbk", "gb18030" }, { "cp936", "gb18030" },
	{ "x-gbk", "gb18030" }, { "gb_2312-80", "gb18030" },
	{ "euc-cn", "gb18030" }, { "gb18030", "gb18030" },
	{ "hz-gb-2312", "" },
	{ "shift_jis", "cp932" }, { "shift-jis", "cp932" },
	{ "sjis", "cp932" }, { "x-sjis", "cp932" }, { "ms_kanji", "cp932" },
	{ "windows-31j", "cp932" }, { "cp932", "cp932" },
	{ "iso-2022-jp", "iso-2022-jp" }, { "iso-2022-jp-1", "iso-2022-jp" },
	{ "iso-2022-jp-2", "iso-2022-jp-2" },
	{ "iso-2022-jp-ms", "iso-2022-jp-2" },
	{ "euc-jp", "euc-jp" }, { "x-euc-jp", "euc-jp" },
	{ "euc-kr", "cp949" }, { "ks_c_5601-1987", "cp949" },
	{ "ks_c_5601", "cp949" }, { "korean", "cp949" }, { "cp949", "cp949" },
	{ "windows-949", "cp949" }, { "iso-2022-kr", "iso-2022-kr" },
	{ "big5", "big5-hkscs" }, { "cn-big5", "big5-hkscs" },
	{ "x-big5", "big5-hkscs" }, { "cp950", "big5-hkscs" },
	{ "big5-hkscs", "big5-hkscs" },
	{ "tis-620", "windows-874" }, { "iso-8859-11", "windows-874" },
	{ "windows-874", "windows-874" }, { "cp874", "windows-874" },
	{ "iso-8859-9", "windows-1254" }, { "latin5", "windows-1254" },
	{ "windows-1254", "windows-1254" }, { "cp1254", "windows-1254" },
	{ "windows-1250", "windows-1250" }, { "cp1250", "windows-1250" },
	{ "windows-1251", "windows-1251" }, { "cp1251", "windows-1251" },
	{ "win-1251", "windows-1251" }, { "x-cp1251", "windows-1251" },
	{ "windows-1253", "windows-1253" }, { "cp1253", "windows-1253" },
	{ "windows-1255", "windows-1255" }, { "cp1255", "windows-1255" },
	{ "windows-1256", "windows-1256" }, { "cp1256", "windows-1256" },
	{ "windows-1257", "windows-1257" }, { "cp1257", "windows-1257" },
	{ "windows-1258", "windows-1258" }, { "cp1258", "windows-1258" },
	{ "iso-8859-2", "iso-8859-2" }, { "latin2", "iso-8859-2" },
	{ "iso-8859-3", "iso-8859-3" }, { "iso-8859-4", "iso-8859-4" },
	{ "iso-8859-5", "iso-8859-5" }, { "iso-8859-6", "iso-8859-6" },
	{ "iso-8859-7", "iso-8859-7" }, { "iso-8859-8", "iso-8859-8" },
	{ "iso-8859-8-i", "iso-8859-8" }, { "iso-8859-8-e", "iso-8859-8" },
	{ "iso-8859-6-i", "iso-8859-6" }, { "iso-8859-10", "iso-8859-10" },
	{ "iso-8859-13", "iso-8859-13" }, { "iso-8859-14", "iso-8859-14" },
	{ "iso-8859-15", "iso-8859-15" }, { "iso-8859-16", "iso-8859-16" },
	{ "latin-9", "iso-8859-15" }, { "latin9", "iso-8859-15" },
	{ "koi8-r", "koi8-r" }, { "koi8-u", "koi8-u" },
	{ "koi8-ru", "koi8-u" }, { "cp866", "cp866" }, { "ibm866", "cp866" },
	{ "cp850", "cp850" }, { "ibm850", "cp850" }, { "cp437", "cp437" },
	{ "ibm437", "cp437" }, { "macintosh", "macintosh" },
	{ "x-mac-roman", "macintosh" }, { "mac", "macintosh" },
	{ "utf-7", "utf-7" }, { "unicode-1-1-utf-7", "utf-7" },
	{ "utf-16", "utf-16" }, { "utf-16le", "utf-16le" },
	{ "utf-16be", "utf-16be" }, { "ucs-2", "utf-16" },
	{ "utf-32", "utf-32" }, { "utf-32le", "utf-32le" },
	{ "utf-32be", "utf-32be" },
};
#define NALIAS	(sizeof(charset_alias) / sizeof(charset_alias[0]))

/*
 * Sets of one byte a character become tables at start: they need no iconv(3)
 * later, and its modules would make every fork(2) dearer.
 */
static const char *const table_names[] = {
	FALLBACK, "windows-1250", "windows-1251", "windows-1253",
	"windows-1254", "windows-1255", "windows-1256", "windows-1257",
	"windows-1258", "windows-874", "iso-8859-2", "iso-8859-3",
	"iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8",
	"iso-8859-10", "iso-8859-13", "iso-8859-14", "iso-8859-15",
	"iso-8859-16", "koi8-r", "koi8-u", "cp866", "cp850", "cp437",
	"macintosh",
};
#define NTABLE	(sizeof(table_names) / sizeof(table_names[0]))

static uint16_t tables[NTABLE][128];	/* of the bytes 0x80 .. 0xff */

/* The tables' row of that name, or NTABLE. */
static size_t
table_find(const char *name)
{
	size_t i;

	for (i = 0; i < NTABLE && !str_eq(table_names[i], name); i++)
		;
	return (i);
}

/* One byte through cd; C1 controls and holes become U+FFFD. */
static uint16_t
table_code(iconv_t cd, unsigned c)
{
	char in = (char)c, *src = &in;
	uint16_t code[2] = { 0, 0 };
	char *dst = (char *)code;
	size_t left = 1, room = sizeof(code);

	(void)iconv(cd, NULL, NULL, NULL, NULL);
	if (iconv(cd, &src, &left, &dst, &room) == (size_t)-1)
		return (0xfffd);
	/* windows-1258 and others hold a base letter back: flush it. */
	(void)iconv(cd, NULL, NULL, &dst, &room);
	return (room == 2 && code[0] >= 0xa0 ? code[0] : 0xfffd);
}

static void
table_fill(size_t i)
{
	iconv_t cd = iconv_open("UTF-16LE", table_names[i]);

	for (unsigned c = 0; c < 128; c++)
		tables[i][c] = cd == (iconv_t)-1 ? 0xfffd :
		    table_code(cd, c + 0x80);
	if (cd != (iconv_t)-1)
		iconv_close(cd);
}

void
charset_warm(void)
{
	static bool warm;

	if (warm)
		return;
	warm = true;
	for (size_t i = 0; i < NTABLE; i++)
		table_fill(i);
	for (size_t i = 0; i < NALIAS; i++) {
		const char *to = charset_alias[i][1];

		if (to[0] == '\0' || table_find(to) < NTABLE ||
		    (i > 0 && strcmp(to, charset_alias[i - 1][1]) == 0))
			continue;
		/* Never closed: closing would unload the module. */
		if (iconv_open("UTF-8", to) == (iconv_t)-1)
			log_info("mail: iconv lacks %s", to);
	}
}

/* iconv's name for a label; "" when the label says nothing. */
static const char *
charset_name(const char *label)
{
	if (label == NULL)
		return ("");
	while (*label == ' ' || *label == '"' || *label == '\'')
		label++;
	for (size_t i = 0; i < NALIAS; i++) {
		const char *name = charset_alias[i][0];
		size_t n = strlen(name);

		if (strncasecmp(label, name, n) == 0 &&
		    strchr(" \"'*;", label[n]) != NULL)
			return (charset_alias[i][1]);
	}
	return ("");
}

/* Length of the valid UTF-8 sequence at s (2..4), 1 for ASCII, 0 if none. */
static size_t
sequence(const uint8_t *s, size_t n)
{
	size_t len = s[0] < 0x80 ? 1 : s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;

	if (len == 1)
		return (1);
	if (len > n || !utf8_valid(s, len))
		return (0);
	return (len);
}

/* Is it UTF-8 with a few wounds rather than something else? */
static bool
charset_mostly_utf8(struct bytes in)
{
	size_t good = 0, bad = 0;

	for (size_t i = 0; i < in.n;) {
		size_t len = sequence(in.p + i, in.n - i);

		good += len > 1;
		bad += len == 0;
		i += len == 0 ? 1 : len;
	}
	return (good > bad);
}

/* Valid sequences stay; a run of other bytes becomes one U+FFFD. */
static struct bytes
charset_repair(struct arena *a, struct bytes in)
{
	struct buf b = BUF_INIT(a);
	bool hole = false;

	for (size_t i = 0; i < in.n;) {
		size_t len = in.p[i] == 0 ? 0 : sequence(in.p + i, in.n - i);

		if (len > 0)
			buf_add(&b, in.p + i, len);
		else if (!hole && in.p[i] != 0)
			buf_str(&b, "\xef\xbf\xbd");
		hole = len == 0;
		i += len == 0 ? 1 : len;
	}
	return (buf_bytes(&b));
}

/* Through iconv; a byte it cannot take becomes U+FFFD. */
static struct bytes
charset_convert(struct arena *a, struct bytes in, const char *name)
{
	struct buf b = BUF_INIT(a);
	char *src = (char *)(uintptr_t)in.p, out[4096];
	size_t left = in.n;
	iconv_t cd = iconv_open("UTF-8", name);

	if (cd == (iconv_t)-1)
		return (charset_repair(a, in));
	for (bool flush = false; !flush;) {
		char *dst = out;
		size_t room = sizeof(out), r;

		flush = left == 0;
		r = iconv(cd, flush ? NULL : &src, &left, &dst, &room);
		buf_add(&b, out, sizeof(out) - room);
		if (r != (size_t)-1 || errno == E2BIG)
			continue;
		if (left == 0)
			break;
		buf_str(&b, "\xef\xbf\xbd");
		src++;
		left--;
		(void)iconv(cd, NULL, NULL, NULL, NULL);
	}
	iconv_close(cd);
	return (buf_bytes(&b));
}

static struct bytes
charset_table(struct arena *a, struct bytes in, size_t table)
{
	struct buf b = BUF_INIT(a);

	for (size_t i = 0; i < in.n; i++) {
		unsigned c = in.p[i];

		if (c >= 0x80)
			c = tables[table][c - 0x80];
		if (c >= 0x800) {
			buf_chr(&b, (char)(0xe0 | c >> 12));
			buf_chr(&b, (char)(0x80 | (c >> 6 & 0x3f)));
			buf_chr(&b, (char)(0x80 | (c & 0x3f)));
		} else if (c >= 0x80) {
			buf_chr(&b, (char)(0xc0 | c >> 6));
			buf_chr(&b, (char)(0x80 | (c & 0x3f)));
		} else if (c != 0) {
			buf_chr(&b, (char)c);
		}
	}
	return (buf_bytes(&b));
}

/* Says the text itself what it is?  A byte order mark, or ISO 2022 escapes. */
static const char *
charset_sniff(struct bytes in)
{
	static const char *const jis[] = { "\x1b$B", "\x1b$@", "\x1b(J" };

	if (in.n >= 3 && memcmp(in.p, "\xef\xbb\xbf", 3) == 0)
		return ("utf-8");
	if (in.n >= 4 && in.n % 2 == 0 && (memcmp(in.p, "\xff\xfe", 2) == 0 ||
	    memcmp(in.p, "\xfe\xff", 2) == 0))
		return ("utf-16");
	for (size_t i = 0; i < 3; i++)
		if (memmem(in.p, in.n, jis[i], 3) != NULL)
			return ("iso-2022-jp");
	return ("");
}

static bool
is_ascii(struct bytes in)
{
	for (size_t i = 0; i < in.n; i++)
		if (in.p[i] >= 0x80 || in.p[i] == 0x1b || in.p[i] == 0)
			return (false);
	return (true);
}

/* What the bytes are, given a label that may be wrong or missing. */
static const char *
charset_guess(struct bytes in, const char *label)
{
	const char *name = charset_name(label), *seen;

	if (name[0] != '\0' && !str_eq(name, FALLBACK) &&
	    !str_eq(name, "utf-8"))
		return (name);
	if (is_ascii(in))
		return ("utf-8");
	seen = charset_sniff(in);
	if (seen[0] != '\0')
		return (seen);
	/* Labelled Latin or nothing, yet strictly UTF-8 with letters: it is. */
	if (utf8_valid(in.p, in.n))
		return ("utf-8");
	if (str_eq(name, FALLBACK) && !str_eqi(label, "us-ascii"))
		return (FALLBACK);
	return (charset_mostly_utf8(in) ? "utf-8" : FALLBACK);
}

struct bytes
charset_utf8(struct arena *a, struct bytes in, const char *label)
{
	const char *name = charset_guess(in, label);
	size_t table = table_find(name);

	charset_warm();
	if (table < NTABLE)
		return (charset_table(a, in, table));
	if (!str_eq(name, "utf-8"))
		return (charset_convert(a, in, name));
	if (in.n >= 3 && memcmp(in.p, "\xef\xbb\xbf", 3) == 0)
		in = (struct bytes){ in.p + 3, in.n - 3 };
	return (utf8_valid(in.p, in.n) ? in : charset_repair(a, in));
}
