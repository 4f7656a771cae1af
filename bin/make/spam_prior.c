/*
 * Makes the figures that the spam filter begins with, when the product is built:
 * from the data set "spam" of the R package kernlab on standard input (R's own
 * form, unpacked), a C source of lib/spam on standard output.  Nothing on standard
 * input: a source without figures.
 *
 * The data set is UCI's "Spambase" (M. Hopkins, E. Reeber, G. Forman, J. Suermondt;
 * Hewlett-Packard 1999; CC BY 4.0): how often each of 48 words stands in each of
 * 4,601 mails, 1,813 of them spam; no text and no name of a person.  A logistic
 * regression on whether a word is there, held near 0; words that tell of the place
 * where the mails were gathered are left out.
 */
#include <endian.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS	4601
#define COLUMNS	57
#define WORDS	48		/* the columns before those of characters */
#define DEEP	20
#define HOLD	10.0		/* how strongly weights are held near 0 */
#define STEP	0.0006
#define STEPS	900

static unsigned char in[8 << 20];
static size_t in_n, at;
/* What was found: columns of numbers, their names, which rows are spam. */
static double column[COLUMNS][ROWS];
static char name[COLUMNS + 1][32];
static unsigned char spam[ROWS];
static int columns, names, labels;
/* The words that are used, and what they weigh. */
static int used[WORDS], n;
static double weight[WORDS], general;

static void
no(const char *what)
{
	fprintf(stderr, "spam_prior: not kernlab's data set \"spam\": %s\n",
	    what);
	exit(1);
}

/* ---- R's form (XDR, version 2), as far as this file goes ---------------------- */

static const unsigned char *
bytes(size_t len)
{
	const unsigned char *p = in + at;

	if (len > in_n - at)
		no("it ends too early");
	at += len;
	return (p);
}

static int
number(void)
{
	uint32_t v;

	memcpy(&v, bytes(4), 4);
	return ((int)be32toh(v));
}

static double
real(void)
{
	uint64_t v;
	double d;

	memcpy(&v, bytes(8), 8);
	v = be64toh(v);
	memcpy(&d, &v, 8);
	return (d);
}

static void
text(int keep)
{
	int len = number();
	const unsigned char *p;

	if (len < 0)
		return;
	p = bytes((size_t)len);
	if (keep && names <= COLUMNS)
		snprintf(name[names++], sizeof(name[0]), "%.*s", len, p);
}

static void	item(int deep);

static void
vector(int type, int deep)
{
	int len = number();

	for (int i = 0; i < len; i++)
		if (type == 14) {
			double v = real();

			if (len == ROWS && columns < COLUMNS)
				column[columns][i] = v;
		} else if (type == 10 || type == 13) {
			int v = number();

			if (len == ROWS)
				spam[i] = v == 2;
		} else if (type == 16 && len == COLUMNS + 1) {
			number();
			text(1);
		} else
			item(deep + 1);
	columns += type == 14 && len == ROWS;
	labels += type == 13 && len == ROWS;
}

static void
item(int deep)
{
	int flags = number(), type = flags & 255;

	if (deep > DEEP)
		no("it is too deep");
	switch (type) {
	case 1:				/* a name follows */
		item(deep + 1);
		break;
	case 2:				/* one of a list: its notes, name, value */
		if (flags & 512)
			item(deep + 1);
		if (flags & 1024)
			item(deep + 1);
		item(deep + 1);
		item(deep);		/* the rest of the list */
		break;
	case 9:
		text(0);
		break;
	case 10: case 13: case 14: case 16: case 19:
		vector(type, deep);
		if (flags & 512)
			item(deep + 1);
		break;
	case 255:			/* a name that was there before */
		if (flags >> 8 == 0)
			number();
		break;
	case 254:			/* nothing */
		break;
	default:
		no("it holds a kind of thing that is not read here");
	}
}

/* ---- the regression ----------------------------------------------------------- */

static void
choose(void)
{
	static const char *const local[] = { "hp", "hpl", "george", "num650",
		"lab", "labs", "telnet", "num857", "data", "num415", "num85",
		"technology", "num1999", "parts", "pm", "cs", "meeting",
		"original", "project", "re", "edu", "table", "conference" };
	size_t k;

	for (int i = 0; i < WORDS; i++) {
		for (k = 0; k < sizeof(local) / sizeof(local[0]); k++)
			if (strcmp(name[i], local[k]) == 0)
				break;
		if (k == sizeof(local) / sizeof(local[0]))
			used[n++] = i;
	}
}

static void
climb(void)
{
	double slope[WORDS + 1] = { 0 }, z, error;

	for (int k = 0; k < n; k++)
		slope[k] = -HOLD * weight[k];
	for (int r = 0; r < ROWS; r++) {
		z = general;
		for (int k = 0; k < n; k++)
			if (column[used[k]][r] > 0)
				z += weight[k];
		error = spam[r] - 1 / (1 + exp(-z));
		slope[n] += error;
		for (int k = 0; k < n; k++)
			if (column[used[k]][r] > 0)
				slope[k] += error;
	}
	for (int k = 0; k < n; k++)
		weight[k] += STEP * slope[k];
	general += STEP * slope[n];
}

/* ---- what comes out ----------------------------------------------------------- */

static void
head(void)
{
	puts("/* Made by bin/make/spam_prior.c. */\n"
	    "#include \"spam/priv.h\"\n\n"
	    "const struct spam_prior_row spam_prior_rows[] = {");
}

static void
figures(void)
{
	const char *word;

	for (int k = 0; k < n; k++) {
		word = name[used[k]];
		/* R's names cannot begin with a figure. */
		if (strncmp(word, "num", 3) == 0)
			word += 3;
		printf("\t{ \"%s\", %.2fF },\n", word, weight[k]);
	}
	printf("};\nconst size_t spam_prior_n = %d;\n"
	    "const float spam_prior_general = %.2fF;\n", n, general);
}

int
main(void)
{
	in_n = fread(in, 1, sizeof(in), stdin);
	head();
	if (in_n == 0) {
		puts("\t{ \"\", 0 },\n};\nconst size_t spam_prior_n = 0;\n"
		    "const float spam_prior_general = 0;");
		return (0);
	}
	if (in_n < 19 || memcmp(in, "RDX2\nX\n", 7) != 0)
		no("it does not begin as R writes");
	at = 19;			/* and three numbers of versions */
	item(0);
	if (columns != COLUMNS || names != COLUMNS + 1 || labels != 1)
		no("its columns are others");
	choose();
	for (int i = 0; i < STEPS; i++)
		climb();
	figures();
	return (0);
}
