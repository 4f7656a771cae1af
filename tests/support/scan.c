/*
 * scan: looks for words in every byte of files and folders, in the forms in which
 * text hides: other cases, no accents, UTF-16, base64, quoted-printable, percent,
 * HTML and JSON escapes, hex, broken lines, inside gzip, zlib, xz and zstd streams
 * and members of ZIP files (and those inside each other), in file names, and in the
 * memory of processes.  Words come from a file, one "LABEL WORD" or "LABEL
 * hex:BYTES" a line.
 * It shares no code with what it judges but the arena.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <lzma.h>
#include <utf8proc.h>
#include <zlib.h>
#include <zstd.h>

#include "core/buf.h"
#include "core/log.h"

#define LABELS_MAX	4096
#define HEAD		4	/* bytes that the filter looks at */
#define FILTER_BITS	20
#define FILE_MAX	((size_t)1 << 30)
#define INFLATE_MAX	((size_t)16 << 20)
#define DEPTH		3	/* of streams inside each other */

struct needle {
	int		 label;
	const char	*form;
	uint8_t		*p;	/* lower case */
	size_t		 n;
	struct needle	*next;	/* of the same filter bit */
};

struct memory { uint8_t *p; size_t n, cap; };

static struct arena *A;
static const char *label[LABELS_MAX];
static bool seen[LABELS_MAX];	/* in the file at hand */
static int nlabels;
static struct needle *table[1 << FILTER_BITS];
static const char *skip[32];
static int nskips;
static long files, found;
static long long bytes;
static struct memory whole, joined, unpacked[DEPTH];

static uint32_t
filter(uint32_t four)
{
	return (four * 2654435761U >> (32 - FILTER_BITS));
}

static uint8_t
lower(uint8_t c)
{
	return (c >= 'A' && c <= 'Z' ? c | 0x20 : c);
}

static void
grow(struct memory *m, size_t n)
{
	size_t cap = m->cap == 0 ? 1 << 20 : m->cap;

	if (n <= m->cap)
		return;
	while (cap < n)
		cap *= 2;
	m->p = realloc(m->p, cap);
	if (m->p == NULL)
		die("out of memory");
	m->cap = cap;
}

/* ---- the forms of a word ------------------------------------------------------- */

static void
add(const char *form, const void *in, size_t n)
{
	struct needle *d = ARENA_NEW(A, struct needle);
	uint32_t f;

	if (n < 8)
		die("a word of the list is too short to search for");
	d->label = nlabels - 1;
	d->form = form;
	d->n = n;
	d->p = arena_alloc(A, n);
	for (size_t i = 0; i < n; i++)
		d->p[i] = lower(((const uint8_t *)in)[i]);
	f = filter((uint32_t)d->p[0] | (uint32_t)d->p[1] << 8 |
	    (uint32_t)d->p[2] << 16 | (uint32_t)d->p[3] << 24);
	for (struct needle *o = table[f]; o != NULL; o = o->next)
		if (o->label == d->label && o->n == n &&
		    memcmp(o->p, d->p, n) == 0)
			return;
	d->next = table[f];
	table[f] = d;
}

static void
add_buf(const char *form, struct buf *b)
{
	add(form, b->p, b->n);
}

/* What stands in base64 wherever the word lies: at three offsets, whole digits. */
static void
add_base64(const char *form, const uint8_t *p, size_t n)
{
	static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t off = 0; off < 3; off++) {
		struct buf b = BUF_INIT(A), u = BUF_INIT(A);
		size_t first = (off * 8 + 5) / 6, end = (off + n) * 8 / 6;

		for (size_t i = first; i < end; i++) {
			unsigned v = 0;

			for (size_t bit = i * 6; bit < i * 6 + 6; bit++)
				v = v << 1 | (p[bit / 8 - off] >>
				    (7 - bit % 8) & 1);
			buf_chr(&b, digit[v]);
			buf_chr(&u, v == 62 ? '-' : v == 63 ? '_' : digit[v]);
		}
		add_buf(form, &b);
		add_buf(form, &u);	/* as in URLs */
	}
}

static void
add_hex(const uint8_t *p, size_t n)
{
	struct buf b = BUF_INIT(A), spaced = BUF_INIT(A);

	for (size_t i = 0; i < n; i++) {
		buf_printf(&b, "%02x", p[i]);
		buf_printf(&spaced, i == 0 ? "%02x" : " %02x", p[i]);
	}
	add_buf("hex", &b);
	add_buf("hex", &spaced);
}

/* Each byte (all) or each that is not ASCII, as prefix and two hex digits. */
static void
add_bytes(const char *form, const char *w, char prefix, bool all)
{
	struct buf b = BUF_INIT(A);

	for (; *w != '\0'; w++) {
		if (all || (uint8_t)*w >= 0x80)
			buf_printf(&b, "%c%02x", prefix, (uint8_t)*w);
		else
			buf_chr(&b, *w);
	}
	add_buf(form, &b);
}

static const char *
entity(utf8proc_int32_t c)
{
	static const struct { int c; const char *name; } t[] = {
		{ 0xE1, "aacute" }, { 0xE9, "eacute" }, { 0xED, "iacute" },
		{ 0xF3, "oacute" }, { 0xFA, "uacute" }, { 0xF1, "ntilde" },
		{ 0xFC, "uuml" }, { 0xDF, "szlig" },
	};

	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		if (t[i].c == c)
			return (t[i].name);
	return (NULL);
}

/* Forms that work on characters: UTF-16, Latin-1, HTML, JSON. */
static void
add_chars(const char *w, bool all)
{
	struct buf le = BUF_INIT(A), be = BUF_INIT(A), latin = BUF_INIT(A),
	    dec = BUF_INIT(A), hex = BUF_INIT(A), name = BUF_INIT(A),
	    json = BUF_INIT(A);
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)w;
	utf8proc_int32_t c;

	for (; *p != '\0'; ) {
		p += utf8proc_iterate(p, -1, &c);
		if (c > 0xFFFF)
			die("a word of the list is too rare");
		buf_chr(&le, (char)(c & 0xFF)), buf_chr(&le, (char)(c >> 8));
		buf_chr(&be, (char)(c >> 8)), buf_chr(&be, (char)(c & 0xFF));
		buf_chr(&latin, (char)(c & 0xFF));
		if (!all && c < 0x80) {
			buf_chr(&dec, (char)c), buf_chr(&hex, (char)c);
			buf_chr(&name, (char)c), buf_chr(&json, (char)c);
			continue;
		}
		buf_printf(&dec, "&#%d;", c);
		buf_printf(&hex, "&#x%x;", (unsigned)c);
		buf_printf(&json, "\\u%04x", (unsigned)c);
		if (entity(c) != NULL)
			buf_printf(&name, "&%s;", entity(c));
		else
			buf_printf(&name, "&#%d;", c);
	}
	add_buf("UTF-16LE", &le);
	add_buf("UTF-16BE", &be);
	add_base64("base64 of UTF-16", (uint8_t *)le.p, le.n);
	add_buf("Latin-1", &latin);
	add_buf("HTML", &dec);
	add_buf("HTML", &hex);
	add_buf("HTML", &name);
	add_buf("JSON", &json);
}

static void
add_text(const char *w)
{
	size_t n = strlen(w);

	add("text", w, n);
	add_base64("base64", (const uint8_t *)w, n);
	add_hex((const uint8_t *)w, n);
	for (int all = 0; all < 2; all++) {
		add_bytes("quoted-printable", w, '=', all);
		add_bytes("percent", w, '%', all);
		add_chars(w, all);
	}
}

static const char *
capitals(const char *w)
{
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)w;
	utf8proc_uint8_t out[4];
	struct buf b = BUF_INIT(A);
	utf8proc_int32_t c;

	while (*p != '\0') {
		p += utf8proc_iterate(p, -1, &c);
		buf_add(&b, out, (size_t)utf8proc_encode_char(
		    utf8proc_toupper(c), out));
	}
	return (buf_cstr(&b));
}

static void
add_word(const char *w)
{
	const utf8proc_uint8_t *u = (const utf8proc_uint8_t *)w;
	utf8proc_uint8_t *other;
	static const int forms[] = { UTF8PROC_DECOMPOSE,
		UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK,
		UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD };

	if (utf8proc_map(u, 0, &other, UTF8PROC_NULLTERM) < 0)
		die("a word of the list is no UTF-8");
	free(other);
	add_text(w);
	add_text(capitals(w));
	for (size_t i = 0; i < 3; i++) {
		if (utf8proc_map(u, 0, &other, (utf8proc_option_t)(forms[i] |
		    UTF8PROC_NULLTERM | UTF8PROC_STABLE)) < 0)
			die("out of memory");
		add_text((char *)other);
		free(other);
	}
}

static void
add_raw(const char *hex)
{
	struct buf b = BUF_INIT(A);
	unsigned v;
	int used;

	for (; sscanf(hex, "%2x%n", &v, &used) == 1; hex += used)
		buf_chr(&b, (char)v);
	if (*hex != '\0')
		die("bytes of the list are no hex");
	add("bytes", b.p, b.n);
	add_base64("base64", (uint8_t *)b.p, b.n);
	add_hex((uint8_t *)b.p, b.n);
}

static void
words_read(const char *path)
{
	FILE *f = fopen(path, "re");
	char line[1024], *word;

	if (f == NULL)
		die("cannot read the words %s", path);
	while (fgets(line, sizeof(line), f) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		word = strchr(line, ' ');
		if (word == NULL || nlabels == LABELS_MAX)
			die("%s: a line is not 'LABEL WORD'", path);
		*word++ = '\0';
		label[nlabels++] = arena_strdup(A, line);
		if (strncmp(word, "hex:", 4) == 0)
			add_raw(word + 4);
		else
			add_word(word);
	}
	fclose(f);
	if (nlabels == 0)
		die("%s: no words", path);
}

/* ---- searching ------------------------------------------------------------------ */

static bool
same(const struct needle *d, const uint8_t *p, size_t left)
{
	if (d->n > left)
		return (false);
	for (size_t i = 0; i < d->n; i++)
		if (d->p[i] != lower(p[i]))
			return (false);
	return (true);
}

static void
search(const char *where, const char *how, const uint8_t *p, size_t n)
{
	uint32_t four = 0;

	for (size_t k = 0; k + 1 < HEAD && k < n; k++)
		four = four >> 8 | (uint32_t)lower(p[k]) << 24;
	for (size_t i = 0; i + HEAD <= n; i++) {
		const struct needle *d;

		four = four >> 8 | (uint32_t)lower(p[i + HEAD - 1]) << 24;
		for (d = table[filter(four)]; d != NULL; d = d->next) {
			if (seen[d->label] || !same(d, p + i, n - i))
				continue;
			seen[d->label] = true;
			found++;
			printf("%s\t%s%s\t%s\t%zu\n", label[d->label], how,
			    d->form, where, i);
		}
	}
}

/* Without line ends, and without the "=" that breaks a quoted-printable line. */
static void
join_lines(const uint8_t *p, size_t n)
{
	grow(&joined, n);
	joined.n = 0;
	for (size_t i = 0; i < n; i++) {
		if (p[i] == '\r' || p[i] == '\n' || (p[i] == '=' &&
		    i + 1 < n && (p[i + 1] == '\r' || p[i + 1] == '\n')))
			continue;
		joined.p[joined.n++] = p[i];
	}
}

/* ---- streams -------------------------------------------------------------------- */

static void	search_all(const char *, const char *, const uint8_t *,
		    size_t, int);

/* bits: 15 + 32 zlib or gzip, -15 a ZIP's member. */
static size_t
inflated(const uint8_t *p, size_t n, int bits, uint8_t *out)
{
	z_stream z = { .next_in = (Bytef *)(uintptr_t)p,
		.avail_in = n > INFLATE_MAX ? INFLATE_MAX : (uInt)n };

	if (inflateInit2(&z, bits) != Z_OK)
		die("zlib cannot be started");
	z.next_out = out;
	z.avail_out = INFLATE_MAX;
	(void)inflate(&z, Z_SYNC_FLUSH);
	inflateEnd(&z);
	return (INFLATE_MAX - z.avail_out);
}

static size_t
unxzed(const uint8_t *p, size_t n, uint8_t *out)
{
	lzma_stream z = LZMA_STREAM_INIT;

	if (lzma_stream_decoder(&z, UINT64_MAX, 0) != LZMA_OK)
		die("liblzma cannot be started");
	z.next_in = p;
	z.avail_in = n;
	z.next_out = out;
	z.avail_out = INFLATE_MAX;
	/* What came out before an error counts, too. */
	n = lzma_code(&z, LZMA_RUN) == LZMA_MEM_ERROR ? 0
	    : INFLATE_MAX - z.avail_out;
	lzma_end(&z);
	return (n);
}

static size_t
unzstded(const uint8_t *p, size_t n, uint8_t *out)
{
	ZSTD_DStream *z = ZSTD_createDStream();
	ZSTD_inBuffer in = { p, n, 0 };
	ZSTD_outBuffer o = { out, INFLATE_MAX, 0 };
	size_t before;

	if (z == NULL)
		die("libzstd cannot be started");
	do {
		before = in.pos + o.pos;
		if (ZSTD_isError(ZSTD_decompressStream(z, &o, &in)))
			break;
	} while (in.pos + o.pos > before && o.pos < o.size);
	ZSTD_freeDStream(z);
	return (o.pos);
}

/* What is packed at this place, into out; 0: nothing is. */
static size_t
unpacked_at(const uint8_t *p, size_t n, uint8_t *out)
{
	size_t at;

	if ((p[0] == 0x1F && p[1] == 0x8B && p[2] == 8) || (p[0] == 0x78 &&
	    (p[1] == 0x01 || p[1] == 0x5E || p[1] == 0x9C || p[1] == 0xDA)))
		return (inflated(p, n, 15 + 32, out));
	if (n > 12 && memcmp(p, "\xFD" "7zXZ", 6) == 0)
		return (unxzed(p, n, out));
	if (memcmp(p, "\x28\xB5\x2F\xFD", 4) == 0)
		return (unzstded(p, n, out));
	if (n > 30 && memcmp(p, "PK\3\4", 4) == 0 && p[8] == 8) {
		at = 30 + (size_t)(p[26] | p[27] << 8) +
		    (size_t)(p[28] | p[29] << 8);
		return (at < n ? inflated(p + at, n - at, -15, out) : 0);
	}
	return (0);
}

static void
search_packed(const char *where, const uint8_t *p, size_t n, int depth)
{
	grow(&unpacked[depth], INFLATE_MAX);
	for (size_t i = 0; i + 8 < n; i++) {
		size_t got;

		/* What any of them begins with. */
		if (p[i] != 0x1F && p[i] != 0x78 && p[i] != 0xFD &&
		    p[i] != 0x28 && p[i] != 'P')
			continue;
		got = unpacked_at(p + i, n - i, unpacked[depth].p);
		if (got >= 8)
			search_all(where, "packed ", unpacked[depth].p, got,
			    depth + 1);
	}
}

static void
search_all(const char *where, const char *how, const uint8_t *p, size_t n,
    int depth)
{
	search(where, how, p, n);
	join_lines(p, n);
	if (joined.n != n)
		search(where, how, joined.p, joined.n);
	if (depth < DEPTH)
		search_packed(where, p, n, depth);
}

/* ---- places ---------------------------------------------------------------------- */

static void
scan_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	ssize_t n;

	if (fd < 0) {
		if (errno == ENOENT)
			return;		/* went away meanwhile */
		die("cannot read %s", path);
	}
	whole.n = 0;
	do {
		grow(&whole, whole.n + (1 << 20));
		n = read(fd, whole.p + whole.n, 1 << 20);
		if (n < 0)
			die("cannot read %s", path);
		whole.n += (size_t)n;
		if (whole.n > FILE_MAX)
			die("%s is too large to look through", path);
	} while (n > 0);
	close(fd);
	files++;
	bytes += (long long)whole.n;
	memset(seen, 0, sizeof(seen));
	search(path, "name: ", (const uint8_t *)path, strlen(path));
	search_all(path, "", whole.p, whole.n, 0);
}

/* One mapping of a process, 64 MB a time; the words across the seam, too. */
static void
scan_mapping(const char *where, int fd, uint64_t from, uint64_t to)
{
	const size_t piece = (size_t)64 << 20, seam = 4096;

	while (from < to) {
		size_t n = to - from > piece ? piece : (size_t)(to - from);
		ssize_t got;

		grow(&whole, n);
		got = pread(fd, whole.p, n, (off_t)from);
		if (got <= 0)
			return;		/* [vvar] and the like; or it ended */
		bytes += got;
		search_all(where, "", whole.p, (size_t)got, 0);
		from += n == piece ? piece - seam : n;
	}
}

/* All that a process can write to, and what it has mapped of no file. */
static void
scan_process(const char *pid)
{
	char line[1024], perm[5], comm[64] = "?", map[256];
	unsigned long from, to, inode;
	const char *where;
	FILE *f;
	int fd;

	f = fopen(arena_printf(A, "/proc/%s/comm", pid), "re");
	if (f != NULL && fgets(comm, sizeof(comm), f) != NULL)
		comm[strcspn(comm, "\n")] = '\0';
	if (f != NULL)
		fclose(f);
	where = arena_printf(A, "memory of %s %s", comm, pid);
	f = fopen(arena_printf(A, "/proc/%s/maps", pid), "re");
	fd = open(arena_printf(A, "/proc/%s/mem", pid), O_RDONLY | O_CLOEXEC);
	if (f == NULL || fd < 0)
		die("cannot read the memory of process %s", pid);
	memset(seen, 0, sizeof(seen));
	files++;
	while (fgets(line, sizeof(line), f) != NULL) {
		map[0] = '\0';
		if (sscanf(line, "%lx-%lx %4s %*s %*s %lu %255s", &from, &to,
		    perm, &inode, map) >= 4 && perm[0] == 'r' &&
		    (perm[1] == 'w' || inode == 0))
			scan_mapping(arena_printf(A, "%s %s", where, map), fd,
			    from, to);
	}
	fclose(f);
	close(fd);
}

static int
visit(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)ftw;
	for (int i = 0; i < nskips; i++)
		if (strncmp(path, skip[i], strlen(skip[i])) == 0)
			return (0);
	if (type == FTW_DNR)
		die("cannot read the folder %s", path);
	if (type == FTW_F && S_ISREG(st->st_mode))
		scan_file(path);
	return (0);
}

int
main(int argc, char **argv)
{
	struct stat st;
	int i = 2;

	log_open("scan");
	if (argc < 3) {
		fprintf(stderr, "usage: scan WORDS [-x PATH | -m PID]... "
		    "PATH...\n"
		    "exit: 0 nothing found, 3 found, 1 or 2 trouble\n");
		return (2);
	}
	A = arena_new((size_t)256 << 20);
	words_read(argv[1]);
	for (; i < argc; i++) {
		if (strcmp(argv[i], "-x") == 0 && i + 1 < argc && nskips < 32)
			skip[nskips++] = argv[++i];
		else if (strcmp(argv[i], "-m") == 0 && i + 1 < argc)
			scan_process(argv[++i]);
		else if (stat(argv[i], &st) == 0 && S_ISREG(st.st_mode))
			scan_file(argv[i]);
		else if (nftw(argv[i], visit, 32, FTW_PHYS) != 0 &&
		    errno != ENOENT)	/* went away meanwhile */
			die("cannot read %s", argv[i]);
	}
	fprintf(stderr, "scan: %d words, %ld files, %lld MB, %ld found\n",
	    nlabels, files, bytes >> 20, found);
	return (found > 0 ? 3 : 0);
}
