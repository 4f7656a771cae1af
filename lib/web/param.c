/*
 * Only declared, typed, bounded parameters reach a handler (route.h).  Hard
 * mistakes end in a 400; soft ones are kept beside what was typed.
 */
#include "core/log.h"
#include "core/str.h"
#include "core/utf8.h"
#include "core/zone.h"
#include "text/fold.h"
#include "web/priv.h"

static int
row_index(const struct req *rq, const char *name)
{
	for (int i = 0; i < ROUTE_PARAMS; i++) {
		if (rq->route->param[i].type == P_END)
			break;
		if (str_eq(rq->route->param[i].name, name))
			return (i);
	}
	return (-1);
}

/* The last piece of a path as Windows or Unix writes it, made harmless. */
const char *
safe_file_name(struct arena *a, const char *name)
{
	char *s = utf8_clean(a, name, strlen(name), true), *p;

	while ((p = strpbrk(s, "/\\")) != NULL)
		s = p + 1;
	for (p = s; *p != '\0'; p++)
		if (strchr("\"<>|:*?", *p) != NULL)
			*p = '_';
	s = str_trim(a, s);
	while (*s == '.')
		s++;
	if (*s == '\0')
		return ("file");
	return (utf8_cut_name(a, s, 120));
}

static RC
take_file(struct req *rq, const struct field *f, struct value *v)
{
	struct req_file *file;

	if (f->filename == NULL)
		return (f->value.n == 0 ? RC_OK : RC_INVALID);
	if (*f->filename == '\0' && f->value.n == 0)
		return (RC_OK);		/* an input left empty */
	if (v->files == NULL)
		v->files = arena_array(rq->a, FIELDS_MAX,
		    sizeof(struct req_file));
	file = &v->files[v->nfiles++];
	file->name = safe_file_name(rq->a, f->filename);
	file->type = f->type != NULL ? f->type : "";
	file->data = f->value;
	v->present = true;
	return (RC_OK);
}

static RC
take_id(struct req *rq, const struct param *p, const struct field *f,
    struct value *v)
{
	const char *s;

	if (f->filename != NULL || !utf8_valid(f->value.p, f->value.n))
		return (RC_INVALID);
	s = arena_strndup(rq->a, (const char *)f->value.p, f->value.n);
	if (v->ids == NULL)
		v->ids = arena_array(rq->a, p->max, sizeof(uint64_t));
	if (v->nids == p->max)
		return (RC_INVALID);
	v->present = true;
	return (str_u64(s, &v->ids[v->nids++]));
}

/* A field's text: one value, valid UTF-8, no NUL. */
static RC
take_text(struct req *rq, const struct param *p, const struct field *f,
    struct value *v)
{
	if (v->present || f->filename != NULL ||
	    !utf8_valid(f->value.p, f->value.n))
		return (RC_INVALID);
	v->present = true;
	if (p->type == P_PASSWORD)
		v->text = text_nfc(rq->a, arena_strndup(rq->a,
		    (const char *)f->value.p, f->value.n));
	else
		v->text = utf8_clean(rq->a, f->value.p, f->value.n,
		    p->type != P_TEXT);
	if (p->type == P_LINE || p->type == P_EMAIL || p->type == P_U64 ||
	    p->type == P_DATE || p->type == P_TOKEN)
		v->text = str_trim(rq->a, v->text);
	if (p->type == P_U64 && *v->text != '\0')
		return (str_u64(v->text, &v->number));
	if (p->type == P_TOKEN && *v->text != '\0')
		return (token_parse(v->text, &v->token));
	return (RC_OK);
}

static RC
take(struct req *rq, const struct param *p, const struct field *f,
    struct value *v)
{
	if (p->type == P_FILES)
		return (take_file(rq, f, v));
	if (p->type == P_IDS)
		return (take_id(rq, p, f, v));
	if (p->type == P_RAW) {
		v->raw = f->value;
		v->present = true;
		return (f->value.n <= p->max ? RC_OK : RC_INVALID);
	}
	return (take_text(rq, p, f, v));
}

static size_t
files_size(const struct value *v)
{
	size_t n = 0;

	for (size_t i = 0; i < v->nfiles; i++)
		n += v->files[i].data.n;
	return (n);
}

/* Soft mistakes of one value. */
static const char *
mistake(struct req *rq, const struct param *p, struct value *v)
{
	const char *email;

	switch (p->type) {
	case P_LINE: case P_PASSWORD:
		if (utf8_count(v->text) > p->max)
			return ("TooLong");
		break;
	case P_TEXT:
		if (strlen(v->text) > p->max)
			return ("TooLong");
		if (p->flag == REQUIRED &&
		    *str_trim(rq->a, v->text) == '\0')
			return ("Required");
		break;
	case P_EMAIL:
		if (*v->text == '\0')
			break;
		if (text_email(rq->a, v->text, &email) != RC_OK)
			return ("Email");
		v->text = email;
		break;
	case P_DATE:
		if (*v->text != '\0' &&
		    zone_from_date(rq->zone, v->text, &v->date) != RC_OK)
			return ("Date");
		break;
	case P_FILES:
		if (files_size(v) > p->max)
			return ("Files");
		break;
	default:
		break;
	}
	if (p->flag == REQUIRED && p->type != P_FLAG &&
	    (!v->present || (*v->text == '\0' && p->type != P_FILES &&
	    p->type != P_IDS && p->type != P_RAW)))
		return ("Required");
	return (NULL);
}

RC
param_read(struct req *rq, const struct fields *fields, bool post)
{
	struct value *v = rq->priv->value;
	bool soft = false;
	int i;

	for (i = 0; i < ROUTE_PARAMS; i++)
		v[i] = (struct value){ .text = "" };
	for (size_t k = 0; k < fields->n; k++) {
		i = row_index(rq, fields->v[k].name);
		if (i < 0) {
			if (!post || str_eq(fields->v[k].name, "csrf") ||
			    (rq->route->step_up && str_starts(
			    fields->v[k].name, PROOF_FIELD)))
				continue;
			return (RC_INVALID);
		}
		TRY(take(rq, &rq->route->param[i], &fields->v[k], &v[i]));
	}
	for (i = 0; i < ROUTE_PARAMS; i++) {
		if (rq->route->param[i].type == P_END)
			break;
		v[i].mistake = mistake(rq, &rq->route->param[i], &v[i]);
		soft |= v[i].mistake != NULL;
	}
	return (soft && !rq->route->form ? RC_INVALID : RC_OK);
}

/* ---- what handlers ask (req.h) ----------------------------------------------- */

static struct value *
value(struct req *rq, const char *name)
{
	int i = row_index(rq, name);

	if (i < 0)
		bug("%s does not declare %s", rq->route->path, name);
	return (&rq->priv->value[i]);
}

const char *
req_text(struct req *rq, const char *name)
{
	return (value(rq, name)->text);
}

uint64_t
req_u64(struct req *rq, const char *name)
{
	return (value(rq, name)->number);
}

int64_t
req_date(struct req *rq, const char *name)
{
	return (value(rq, name)->date);
}

bool
req_flag(struct req *rq, const char *name)
{
	return (value(rq, name)->present);
}

size_t
req_ids(struct req *rq, const char *name, const uint64_t **v_r)
{
	*v_r = value(rq, name)->ids;
	return (value(rq, name)->nids);
}

struct bytes
req_raw(struct req *rq, const char *name)
{
	return (value(rq, name)->raw);
}

size_t
req_files(struct req *rq, const char *name, const struct req_file **v_r)
{
	*v_r = value(rq, name)->files;
	return (value(rq, name)->nfiles);
}

const char *
req_local(struct req *rq, const char *name, const char *fallback)
{
	const char *path = local_path(value(rq, name)->text);

	return (*path != '\0' ? path : fallback);
}

static const struct piece *
piece(const struct req *rq, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < rq->priv->npieces; i++)
		if (strncmp(rq->priv->piece[i].name, name, n) == 0 &&
		    rq->priv->piece[i].name[n] == '}')
			return (&rq->priv->piece[i]);
	return (NULL);
}

struct digest
req_token(struct req *rq, const char *name)
{
	const struct piece *p = piece(rq, name);

	return (p != NULL ? p->token : value(rq, name)->token);
}

uint64_t
req_path_id(struct req *rq, const char *name)
{
	const struct piece *p = piece(rq, name);

	if (p == NULL)
		bug("%s has no {%s}", rq->route->path, name);
	return (p->id);
}

bool
req_bad(struct req *rq)
{
	for (int i = 0; i < ROUTE_PARAMS; i++)
		if (rq->priv->value[i].mistake != NULL)
			return (true);
	return (rq->priv->stale);
}

void
req_mistake(struct req *rq, const char *name, const char *key)
{
	value(rq, name)->mistake = key;
}

void
req_form_view(struct req *rq)
{
	struct node *form = node_sub(rq->v, "Form");
	struct node *error = node_sub(rq->v, "Error");
	const struct param *p = rq->route->param;
	struct value *v = rq->priv->value;

	for (int i = 0; i < ROUTE_PARAMS && p[i].type != P_END; i++) {
		if (p[i].type != P_PASSWORD && p[i].type != P_FILES)
			node_str(form, p[i].name, v[i].text);
		/* A browser fills no file field: they must be chosen anew. */
		if (v[i].nfiles > 0)
			node_bool(rq->v, "Form.FilesLost", true);
		if (v[i].mistake != NULL)
			node_str(error, p[i].name, tmpl_text(app_tmpl(),
			    rq->language, arena_printf(rq->a, "Error.%s",
			    v[i].mistake)));
	}
}
