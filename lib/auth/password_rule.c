/*
 * The rules of password_rule.h.  The list holds 8 bytes of each entry's digest,
 * sorted; the lowest bit says that the entry is also a bad word to decorate
 * ("dragon" in "2024dragon!!!!!").
 */
#include "auth/password_rule.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/log.h"
#include "core/str.h"
#include "core/utf8.h"
#include "crypto/digest.h"
#include "text/fold.h"

#define MAGIC		"olvpwl1\n"
#define WORDS_TOP	100000	/* lines whose words may not be decorated */
#define WORD_MIN	4	/* letters of a name or a common word */
#define LIST_MIN	3000

struct head {
	char	 magic[8];
	uint64_t n;
};

static struct list {
	const uint64_t	*v;
	size_t		 n;
} list;

static uint64_t
key_of(const char *s, size_t n)
{
	struct digest d = digest(s, n);
	uint64_t k;

	memcpy(&k, d.b, sizeof(k));
	return (k & ~1ULL);
}

static int
compare(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;

	return (a < b ? -1 : a > b);
}

/* 0: not listed, 1: listed, 2: a word besides. */
static int
listed(const char *s, size_t n)
{
	uint64_t k = key_of(s, n);
	size_t low = 0, high = list.n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if ((list.v[mid] & ~1ULL) == k)
			return ((list.v[mid] & 1) != 0 ? 2 : 1);
		if (list.v[mid] < k)
			low = mid + 1;
		else
			high = mid;
	}
	return (0);
}

void
password_list_open(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	const struct head *h;
	struct stat st;
	void *p;

	if (fd < 0 || fstat(fd, &st) != 0)
		die("cannot read the list of common passwords %s; "
		    "'make passwords' makes it", path);
	p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	h = p;
	if (p == MAP_FAILED || (size_t)st.st_size < sizeof(*h) ||
	    memcmp(h->magic, MAGIC, 8) != 0 || h->n < LIST_MIN ||
	    (size_t)st.st_size != sizeof(*h) + h->n * sizeof(uint64_t))
		die("%s is no list of common passwords", path);
	list.v = (const uint64_t *)(h + 1);
	list.n = h->n;
}

/* ---- one's own names ------------------------------------------------------------- */

static bool
is_word_byte(char c)
{
	return ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	    (c & 0x80) != 0);
}

/* Folded letters and digits only: "Ana-María 7" is "anamaria7". */
static const char *
squash(struct arena *a, const char *s)
{
	char *f = text_fold(a, s), *w = f;

	for (const char *p = f; *p != '\0'; p++)
		if (is_word_byte(*p))
			*w++ = *p;
	*w = '\0';
	return (f);
}

/* All of it, or one of its words. */
static bool
holds(struct arena *a, const char *squashed, const char *own)
{
	const char *whole, *word;
	size_t n;

	if (str_empty(own))
		return (false);
	whole = squash(a, own);
	if (utf8_count(whole) >= WORD_MIN && strstr(squashed, whole) != NULL)
		return (true);
	for (const char *p = text_fold(a, own); *p != '\0'; p += n) {
		for (n = 0; is_word_byte(p[n]); n++)
			;
		word = arena_strndup(a, p, n);
		if (utf8_count(word) >= WORD_MIN &&
		    strstr(squashed, word) != NULL)
			return (true);
		n += n == 0;
	}
	return (false);
}

static bool
is_own(struct arena *a, const char *password, const struct password_owner *o)
{
	const char *s = squash(a, password), *email = o->email;
	size_t at = email != NULL ? strcspn(email, "@") : 0;

	/* Of the address the part before the "@", and the domain's name. */
	if (at > 0 && (holds(a, s, arena_strndup(a, email, at)) ||
	    (email[at] == '@' && holds(a, s, arena_strndup(a, email + at + 1,
	    strcspn(email + at + 1, "."))))))
		return (true);
	return (holds(a, s, o->name) || holds(a, s, o->company) ||
	    strstr(s, "olvido") != NULL);
}

/* ---- what everybody has ------------------------------------------------------------ */

/* "abcabcabcabcabc": a short piece over and over; one step up or down each. */
static bool
is_pattern(const char *s)
{
	size_t n = strlen(s), p, i;
	int step = s[1] - s[0];

	for (p = 1; p <= n / 2 && p < PASSWORD_MIN_SECOND; p++) {
		for (i = p; i < n && s[i] == s[i - p]; i++)
			;
		if (i == n)
			return (true);
	}
	for (i = 1; i < n; i++)
		if (s[i] - s[i - 1] != step && !(s[i - 1] == '9' &&
		    s[i] == '0') && !(s[i - 1] == '0' && s[i] == '9'))
			return (false);
	return (step == 1 || step == -1);
}

/* "P@ssw0rd" to "password", as those who guess do. */
static void
unleet(char *s)
{
	static const char from[] = "@4301!5$7", to[] = "aaeolisst";
	const char *at;

	for (; *s != '\0'; s++) {
		at = strchr(from, *s);
		if (at != NULL)
			*s = to[at - from];
	}
}

static bool
is_letter(char c)
{
	return ((c >= 'a' && c <= 'z') || (c & 0x80) != 0);
}

/* One common word, and nothing but digits and signs around it. */
static bool
is_decorated(struct arena *a, const char *folded)
{
	const char *s = folded, *e = folded + strlen(folded);
	char *word;

	while (*s != '\0' && !is_letter(*s))
		s++;
	while (e > s && !is_letter(e[-1]))
		e--;
	word = arena_strndup(a, s, (size_t)(e - s));
	if (utf8_count(word) < WORD_MIN)
		return (false);
	if (listed(word, strlen(word)) == 2)
		return (true);
	unleet(word);
	return (listed(word, strlen(word)) == 2);
}

static bool
is_common(struct arena *a, const char *password)
{
	const char *f = text_fold(a, password);

	return (*f == '\0' || listed(f, strlen(f)) != 0 || is_pattern(f) ||
	    is_decorated(a, f));
}

const char *
password_fault(struct arena *a, const char *password,
    const struct password_owner *o)
{
	size_t n = utf8_count(password);

	if (list.v == NULL)
		bug("the list of common passwords was not opened");
	if (o->second_factor && n < PASSWORD_MIN_SECOND)
		return ("PasswordShort12");
	if (!o->second_factor && n < PASSWORD_MIN)
		return ("PasswordShort");
	if (n > PASSWORD_MAX || strlen(password) > PASSWORD_BYTES)
		return ("PasswordLong");
	if (is_own(a, password, o))
		return ("PasswordOwn");
	return (is_common(a, password) ? "PasswordCommon" : NULL);
}

/* ---- the file ------------------------------------------------------------------------ */

struct entries {
	struct buf	keys;
	size_t		rank, longs;
};

static void
add(struct entries *e, const char *s, bool word)
{
	uint64_t k = key_of(s, strlen(s)) | (word ? 1 : 0);

	buf_add(&e->keys, &k, sizeof(k));
}

static void
add_line(struct entries *e, struct arena *a, const char *line)
{
	const char *f;
	bool word = e->rank++ < WORDS_TOP;
	size_t letters = 0, n;

	if (!utf8_valid(line, strlen(line)))
		return;
	f = text_fold(a, line);
	n = utf8_count(f);
	for (const char *p = f; *p != '\0'; p++)
		letters += is_letter(*p);
	word = word && n >= WORD_MIN && letters > 0;
	if (n >= PASSWORD_MIN_SECOND)
		e->longs++;
	if (n >= PASSWORD_MIN_SECOND || word)
		add(e, f, word);
}

/* Sorted, each once, of two the one that is also a word; how many. */
static size_t
sort(uint64_t *v, size_t all)
{
	size_t n = 0;

	qsort(v, all, sizeof(*v), compare);
	for (size_t i = 0; i < all; i++)
		if (n > 0 && (v[n - 1] | 1) == (v[i] | 1))
			v[n - 1] |= v[i] & 1;
		else
			v[n++] = v[i];
	return (n);
}

RC
password_list_write(FILE *in, FILE *out, size_t *long_r, size_t *all_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	CLEANUP(arena_free) struct arena *big = arena_new(1U << 29);
	struct entries e = { .keys = BUF_INIT(big) };
	struct head h = { .magic = MAGIC };
	char line[600];
	uint64_t *v;

	while (fgets(line, sizeof(line), in) != NULL) {
		line[strcspn(line, "\r\n")] = '\0';
		add_line(&e, a, line);
		arena_reset(a);
	}
	buf_cstr(&e.keys);
	v = arena_array(big, e.keys.n / sizeof(*v) + 1, sizeof(*v));
	memcpy(v, e.keys.p, e.keys.n);
	h.n = sort(v, e.keys.n / sizeof(*v));
	*long_r = e.longs;
	*all_r = h.n;
	if (e.longs < LIST_MIN)
		return (RC_INVALID);
	return (fwrite(&h, sizeof(h), 1, out) == 1 && fwrite(v, sizeof(*v),
	    h.n, out) == h.n && fflush(out) == 0 ? RC_OK : RC_FAILED);
}
