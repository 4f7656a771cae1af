/* A page's tree (view.h): an HDF whose names are ours and values anybody's. */
#include "tmpl/view.h"

#include "core/log.h"
#include "core/str.h"
#include "tmpl/priv.h"

/* Out of memory or a bad name of ours: nothing a page could go on from. */
static void
must(NEOERR *err)
{
	if (err != STATUS_OK) {
		nerr_ignore(&err);
		bug("template tree");
	}
}

static HDF *
hdf(struct node *n)
{
	return ((HDF *)n);
}

struct view *
view_new(void)
{
	HDF *h = NULL;

	must(hdf_init(&h));
	return ((struct view *)h);
}

void
view_free(struct view **vp)
{
	HDF *h = (HDF *)*vp;

	if (h != NULL)
		hdf_destroy(&h);
	*vp = NULL;
}

HDF *
view_hdf(struct view *v)
{
	return ((HDF *)v);
}

struct node *
view_root(struct view *v)
{
	return ((struct node *)v);
}

struct node *
node_sub(struct node *n, const char *name)
{
	HDF *child = NULL;

	must(hdf_get_node(hdf(n), name, &child));
	return ((struct node *)child);
}

/* The digits end where `end` is; snprintf() would be a tenth of a page's cost. */
static char *
digits(char *end, uint64_t v)
{
	*end = '\0';
	do
		*--end = (char)('0' + v % 10);
	while ((v /= 10) > 0);
	return (end);
}

struct node *
node_row(struct node *list)
{
	char name[24];
	uint64_t n = 0;
	const char *count = hdf_obj_value(hdf(list));

	/* The list's own value holds how many rows there are. */
	if (count != NULL)
		n = strtoull(count, NULL, 10);
	must(hdf_set_value(hdf(list), "", digits(name + 23, n + 1)));
	return (node_sub(list, digits(name + 23, n)));
}

void
node_str(struct node *n, const char *name, const char *value)
{
	if (!str_empty(value))
		must(hdf_set_value(hdf(n), name, value));
}

void
node_u64(struct node *n, const char *name, uint64_t v)
{
	char text[24];

	must(hdf_set_value(hdf(n), name, digits(text + 23, v)));
}

void
node_i64(struct node *n, const char *name, int64_t v)
{
	char text[24], *p = digits(text + 23, v < 0 ? -(uint64_t)v
	    : (uint64_t)v);

	if (v < 0)
		*--p = '-';
	must(hdf_set_value(hdf(n), name, p));
}

void
node_bool(struct node *n, const char *name, bool v)
{
	if (v)
		must(hdf_set_value(hdf(n), name, "1"));
}

void
node_html(struct node *n, const char *name, struct safe_html h)
{
	struct node *html = node_sub(n, "Html");

	must(hdf_set_value(hdf(html), name, h.safe));
}
