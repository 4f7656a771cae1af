/*
 * Templates parsed once at start, rendered many times (tmpl.h).  A page is
 * layout/PROGRAM_top, itself and layout/PROGRAM_bottom, one after the other, each
 * of which may call the macros of layout/macros; these and the layout are parsed
 * once for all pages.  Names ending .txt are plain text without escaping.
 */
#include <dirent.h>

#include "core/log.h"
#include "core/str.h"
#include "tmpl/priv.h"

#define PAGES_MAX	200
#define LAYOUTS_MAX	16
#define MACROS		"layout/macros.cs"

struct page {
	const char	*name;
	CSPARSE		*top, *parse, *bottom;	/* top, bottom: may be NULL */
};

struct tmpl {
	const char	*dir;
	struct page	 page[PAGES_MAX];
	size_t		 n;
	HDF		*lang[2];	/* en, es */
	HDF		*html, *plain;	/* what cs_init reads */
	CSPARSE		*macros;
	CSPARSE		*layout[LAYOUTS_MAX];
	size_t		 nlayouts;
};

static const char *const languages[] = { "en", "es" };

static void
must(NEOERR *err, const char *what)
{
	STRING s;

	if (err == STATUS_OK)
		return;
	string_init(&s);
	nerr_error_string(err, &s);
	die("template %s: %s", what, s.buf);
}

/* A whole file in malloc'd memory (ClearSilver takes it over), or NULL. */
static char *
slurp(const char *path)
{
	FILE *f = fopen(path, "re");
	char *p = NULL;
	long n;

	if (f == NULL)
		return (NULL);
	if (fseek(f, 0, SEEK_END) == 0 && (n = ftell(f)) >= 0 &&
	    fseek(f, 0, SEEK_SET) == 0) {
		p = calloc(1, (size_t)n + 1);
		if (p == NULL || fread(p, 1, (size_t)n, f) != (size_t)n)
			die("cannot read %s", path);
	}
	fclose(f);
	return (p);
}

/* Only names below the folder, of ours; a miss ends the program. */
static NEOERR *
load(void *ctx, HDF *hdf, const char *name, char **contents)
{
	const struct tmpl *t = ctx;
	char path[4096];

	(void)hdf;
	if (name[0] == '/' || strstr(name, "..") != NULL)
		die("template include of %s", name);
	snprintf(path, sizeof(path), "%s/%s", t->dir, name);
	*contents = slurp(path);
	if (*contents == NULL)
		die("template %s is missing", path);
	return (STATUS_OK);
}

static bool
is_plain(const char *name)
{
	return (str_ends(name, ".txt"));
}

static bool
exists(const struct tmpl *t, const char *name)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", t->dir, name);
	f = fopen(path, "re");
	if (f != NULL)
		fclose(f);
	return (f != NULL);
}

/* One file parsed, with the macros of layout/macros to call. */
static CSPARSE *
parse_file(struct tmpl *t, const char *name, bool plain)
{
	CSPARSE *p = NULL;
	char source[600];
	int n = snprintf(source, sizeof(source), "<?cs include!\"%s\" ?>",
	    name);

	must(cs_init(&p, plain ? t->plain : t->html), name);
	cs_register_fileload(p, t, load);
	funcs_register(p);
	if (t->macros != NULL)
		p->macros = t->macros->macros;
	must(cs_parse_string(p, strdup(source), (size_t)n), name);
	return (p);
}

/* A parse's own macros stand before those it was lent. */
static void
destroy(struct tmpl *t, CSPARSE *p)
{
	CS_MACRO **own = &p->macros;

	while (t->macros != NULL && p != t->macros && *own != NULL &&
	    *own != t->macros->macros)
		own = &(*own)->next;
	if (t->macros != NULL && p != t->macros)
		*own = NULL;
	cs_destroy(&p);
}

/* layout/FOLDER_END, or NULL. */
static CSPARSE *
parse_layout(struct tmpl *t, const char *folder, const char *end)
{
	char name[512];

	snprintf(name, sizeof(name), "layout/%.200s_%s.cs", folder, end);
	if (!exists(t, name))
		return (NULL);
	if (t->nlayouts == LAYOUTS_MAX)
		die("more than %d layouts", LAYOUTS_MAX);
	return (t->layout[t->nlayouts++] = parse_file(t, name, false));
}

static void
parse_page(struct tmpl *t, const char *folder, const char *name,
    CSPARSE *top, CSPARSE *bottom)
{
	char full[512], file[520];
	struct page *p = &t->page[t->n];

	if (t->n == PAGES_MAX)
		die("more than %d templates", PAGES_MAX);
	snprintf(full, sizeof(full), "%.200s/%.200s", folder, name);
	snprintf(file, sizeof(file), "%s.cs", full);
	p->parse = parse_file(t, file, is_plain(name));
	if (!is_plain(name)) {
		p->top = top;
		p->bottom = bottom;
	}
	p->name = strdup(full);
	t->n++;
}

static int
template_file(const struct dirent *e)
{
	return (str_ends(e->d_name, ".cs"));
}

static void
parse_folder(struct tmpl *t, const char *folder)
{
	CSPARSE *top = parse_layout(t, folder, "top");
	CSPARSE *bottom = parse_layout(t, folder, "bottom");
	struct dirent **list = NULL;
	char path[4096];
	int n;

	snprintf(path, sizeof(path), "%s/%s", t->dir, folder);
	n = scandir(path, &list, template_file, alphasort);
	if (n < 0)
		die("cannot read the templates in %s", path);
	for (int i = 0; i < n; i++) {
		list[i]->d_name[strlen(list[i]->d_name) - 3] = '\0';
		parse_page(t, folder, list[i]->d_name, top, bottom);
		free(list[i]);
	}
	free(list);
}

/* "en.hdf" and "en-login.hdf" are of "en". */
static bool
of_language(const char *name, const char *language)
{
	size_t n = strlen(language);

	return (strncmp(name, language, n) == 0 && str_ends(name, ".hdf") &&
	    (name[n] == '.' || name[n] == '-'));
}

static void
read_texts(HDF *lang, const char *path)
{
	char *text = slurp(path);

	if (text == NULL)
		die("texts %s cannot be read", path);
	must(hdf_read_string(lang, text), path);
	free(text);
}

/* lang/LANGUAGE.hdf, and the parts that have a file of their own. */
static void
load_language(struct tmpl *t, size_t i)
{
	struct dirent **list = NULL;
	char path[4096];
	HDF *lang = NULL;
	int n, found = 0;

	snprintf(path, sizeof(path), "%s/lang", t->dir);
	must(hdf_init(&t->lang[i]), path);
	must(hdf_get_node(t->lang[i], "Lang", &lang), path);
	n = scandir(path, &list, NULL, alphasort);
	for (int f = 0; f < n; f++) {
		if (of_language(list[f]->d_name, languages[i])) {
			snprintf(path, sizeof(path), "%s/lang/%s", t->dir,
			    list[f]->d_name);
			read_texts(lang, path);
			found++;
		}
		free(list[f]);
	}
	free(list);
	if (found == 0)
		die("texts %s/lang/%s.hdf are missing", t->dir, languages[i]);
}

struct tmpl *
tmpl_load(const char *dir, const char *const folders[])
{
	struct tmpl *t = calloc(1, sizeof(*t));

	if (t == NULL)
		die("out of memory");
	must(nerr_init(), "start");
	t->dir = strdup(dir);
	must(hdf_init(&t->html), "start");
	must(hdf_init(&t->plain), "start");
	/* Read by cs_init only; later changes would be ignored. */
	must(hdf_set_value(t->html, "Config.VarEscapeMode", "html"), "start");
	for (size_t i = 0; i < 2; i++)
		load_language(t, i);
	if (exists(t, MACROS))
		t->macros = parse_file(t, MACROS, false);
	for (size_t i = 0; folders[i] != NULL; i++)
		parse_folder(t, folders[i]);
	return (t);
}

void
tmpl_free(struct tmpl **tp)
{
	struct tmpl *t = *tp;

	*tp = NULL;
	if (t == NULL)
		return;
	for (size_t i = 0; i < t->n; i++) {
		destroy(t, t->page[i].parse);
		free((void *)(uintptr_t)t->page[i].name);
	}
	for (size_t i = 0; i < t->nlayouts; i++)
		destroy(t, t->layout[i]);
	if (t->macros != NULL)
		destroy(t, t->macros);
	hdf_destroy(&t->lang[0]);
	hdf_destroy(&t->lang[1]);
	hdf_destroy(&t->html);
	hdf_destroy(&t->plain);
	free((void *)(uintptr_t)t->dir);
	free(t);
}

static HDF *
texts(struct tmpl *t, const char *language)
{
	return (t->lang[str_eq(language, "es") ? 1 : 0]);
}

static NEOERR *
to_buf(void *ctx, char *s)
{
	buf_str(ctx, s);
	return (STATUS_OK);
}

bool
tmpl_has(struct tmpl *t, const char *name)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_eq(t->page[i].name, name))
			return (true);
	return (false);
}

static void
render(CSPARSE *p, const char *name, HDF *view, HDF *texts, struct buf *out)
{
	HDF *before = p->hdf;
	NEOERR *err;

	p->hdf = view;
	p->global_hdf = texts;
	err = cs_render(p, out, to_buf);
	p->hdf = before;
	p->global_hdf = NULL;
	if (err != STATUS_OK) {
		nerr_ignore(&err);
		bug("template %s does not render", name);
	}
}

void
tmpl_render(struct tmpl *t, const char *name, struct view *v,
    const char *language, struct buf *out)
{
	HDF *view = view_hdf(v), *lang = texts(t, language);
	const struct page *p = NULL;

	for (size_t i = 0; i < t->n; i++)
		if (str_eq(t->page[i].name, name))
			p = &t->page[i];
	if (p == NULL)
		bug("no template %s", name);
	funcs_language(language, hdf_get_value(view, "Page.Zone", ""), lang);
	if (p->top != NULL)
		render(p->top, name, view, lang, out);
	render(p->parse, name, view, lang, out);
	if (p->bottom != NULL)
		render(p->bottom, name, view, lang, out);
}

const char *
tmpl_text(struct tmpl *t, const char *language, const char *key)
{
	char full[128];

	snprintf(full, sizeof(full), "Lang.%s", key);
	return (hdf_get_value(texts(t, language), full, ""));
}
