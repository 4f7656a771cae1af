/*
 * An agent removes a message or a part of it: lines that are ticked, card numbers
 * that are offered, a text wherever it stands.  He sees what will be left before
 * anything happens; the ticket is then sealed anew (model/key/reseal.h).
 */
#include "redact.h"

#include "core/str.h"
#include "mail/parse.h"
#include "model/ticket/message.h"
#include "tmpl/tmpl.h"
#include "web/app.h"

#define PIECES_MAX	400
#define WHAT_SHOWN	80	/* code points of another message's place */

/* What was asked for, and the message it is about. */
struct cut {
	struct req	*rq;
	struct ticket	 tk;
	struct key	 k;
	struct message	 m;		/* as it stands */
	const char	*text;		/* to be removed wherever it stands, "" */
	bool		 everywhere;	/* in the whole ticket */
	bool		 all;		/* the whole message */
	const uint64_t	*piece, *card, *file;
	size_t		 npiece, ncard, nfile;
	bool		 hit;		/* something was found */
};

/* That the text is the one that was shown. */
static const char *
seen(struct cut *c)
{
	struct key k = key_purpose(c->rq->t->key, "redact");
	struct digest d = digest_keyed(&k, "seen", (struct bytes){
	    (const uint8_t *)c->m.text, strlen(c->m.text) });

	return (hex_encode(c->rq->a, d.b, 16));
}

static RC
cut_read(struct req *rq, struct cut *c)
{
	*c = (struct cut){ .rq = rq, .text = "" };
	TRY(ticket_get(rq->t, rq->a, (ticket_id){ req_path_id(rq, "ticket") },
	    &c->tk, &c->k));
	TRY(message_html(rq->t, rq->a, app_files_dir(), &c->tk, &c->k,
	    (message_id){ req_path_id(rq, "message") }, &c->m));
	if (c->m.kind == MESSAGE_EVENT || c->m.removed)
		return (RC_NOTFOUND);
	return (RC_OK);
}

static void
cut_asked(struct cut *c)
{
	c->text = str_trim(c->rq->a, req_text(c->rq, "text"));
	c->everywhere = req_flag(c->rq, "everywhere");
	c->all = req_flag(c->rq, "all");
	c->npiece = req_ids(c->rq, "piece", &c->piece);
	c->ncard = req_ids(c->rq, "card", &c->card);
	c->nfile = req_ids(c->rq, "file", &c->file);
}

static bool
has(const uint64_t *v, size_t n, uint64_t x)
{
	for (size_t i = 0; i < n; i++)
		if (v[i] == x)
			return (true);
	return (false);
}

/* ---- what goes --------------------------------------------------------------- */

/* Those of `from` whose numbers, from 1, were ticked. */
static void
pick(const struct ranges *from, const uint64_t *v, size_t n,
    struct ranges *out)
{
	for (size_t i = 0; i < from->n; i++)
		if (has(v, n, i + 1))
			ranges_add(out, from->v[i].from, from->v[i].to);
}

/* What goes of a text; mine: of the message that was chosen. */
static struct ranges
marks(struct cut *c, struct arena *a, const char *text, bool mine)
{
	struct ranges r = { .a = a }, cards = { .a = a }, pieces;

	if (mine) {
		redact_cards(text, &cards);
		pick(&cards, c->card, c->ncard, &r);
		pieces = redact_pieces(a, text, PIECES_MAX);
		pick(&pieces, c->piece, c->npiece, &r);
	}
	if (mine || c->everywhere)
		redact_find(a, text, c->text, &r);
	ranges_merge(&r, text);
	return (r);
}

static bool
cut_text(struct cut *c, struct arena *a, const char **text, bool mine)
{
	struct ranges r = marks(c, a, *text, mine);

	if (r.n == 0)
		return (false);
	*text = redact_cut(a, *text, &r);
	return (true);
}

/* File names: only what was written into the field. */
static bool
cut_name(struct cut *c, struct arena *a, const char **name)
{
	struct ranges r = { .a = a };

	redact_find(a, *name, c->text, &r);
	ranges_merge(&r, *name);
	if (r.n == 0)
		return (false);
	*name = redact_cut(a, *name, &r);
	return (true);
}

static bool
in_html(struct cut *c, const char *html)
{
	CLEANUP(arena_free) struct arena *a = arena_new(REDACT_SCRATCH);
	bool found = false;

	for (int how = PLAIN_JOINED; how <= PLAIN_ATTRIBUTES; how++) {
		struct ranges r = { .a = a };

		redact_find(a, redact_plain(a, html, (enum plain)how), c->text,
		    &r);
		found |= r.n > 0;
		arena_reset(a);
	}
	return (found);
}

/* struct reseal's edit: the same as the preview showed. */
static RC
edit(void *arg, struct arena *a, struct reseal_message *x)
{
	struct cut *c = arg;
	struct message *m = x->m;
	bool mine = m->id.v == c->m.id.v;

	if (m->removed || (!mine && !c->everywhere))
		return (RC_OK);
	if (mine && !str_eq(m->text, c->m.text))
		return (RC_CONFLICT);
	x->all = mine && c->all;
	if (x->all)
		return (RC_OK);
	x->part = cut_text(c, a, &m->text, mine);
	for (size_t i = 0; i < m->nfiles; i++) {
		x->part |= cut_name(c, a, &m->files[i].name);
		x->drop[i] = mine && has(c->file, c->nfile,
		    m->files[i].id.v);
		x->part |= x->drop[i];
	}
	if (!x->part && m->has_html)
		x->part = in_html(c, m->html.safe);
	return (RC_OK);
}

static RC
edit_subject(void *arg, struct arena *a, const char **subject)
{
	struct cut *c = arg;

	if (c->everywhere)
		(void)cut_name(c, a, subject);
	return (RC_OK);
}

/* ---- pages ----------------------------------------------------------------------- */

static RC
show(struct cut *c, int status, const char *name, const char *title)
{
	struct node *v = node_sub(c->rq->v, "Redact");

	node_u64(v, "Ticket", c->tk.id.v);
	node_u64(v, "Message", c->m.id.v);
	node_str(v, "Seen", seen(c));
	node_str(v, "Author", c->m.author_name);
	node_i64(v, "At", c->m.created_at / 1000000);
	node_bool(v, "HasHtml", c->m.has_html);
	return (show_page(c->rq, status, name, title));
}

static void
put_pieces(struct cut *c, struct node *v)
{
	struct ranges r = redact_pieces(c->rq->a, c->m.text, PIECES_MAX);
	struct node *row;

	for (size_t i = 0; i < r.n; i++) {
		row = node_row(node_sub(v, "Pieces"));
		node_u64(row, "N", i + 1);
		node_str(row, "Text", arena_strndup(c->rq->a, c->m.text +
		    r.v[i].from, r.v[i].to - r.v[i].from));
		node_bool(row, "On", has(c->piece, c->npiece, i + 1));
	}
}

/* Only their ends are shown. */
static void
put_cards(struct cut *c, struct node *v)
{
	struct ranges r = { .a = c->rq->a };
	struct node *row;

	redact_cards(c->m.text, &r);
	for (size_t i = 0; i < r.n; i++) {
		row = node_row(node_sub(v, "Cards"));
		node_u64(row, "N", i + 1);
		node_str(row, "End", arena_strndup(c->rq->a, c->m.text +
		    r.v[i].to - 4, 4));
		node_bool(row, "On", has(c->card, c->ncard, i + 1));
	}
}

static void
put_files(struct cut *c, struct node *v, bool chosen)
{
	struct node *row;
	bool on;

	for (size_t i = 0; i < c->m.nfiles; i++) {
		on = has(c->file, c->nfile, c->m.files[i].id.v);
		if (chosen && !on)
			continue;
		row = node_row(node_sub(v, "Files"));
		node_u64(row, "Id", c->m.files[i].id.v);
		node_str(row, "Name", c->m.files[i].name);
		node_u64(row, "Size", c->m.files[i].size);
		node_bool(row, "On", on);
	}
}

static RC
form(struct cut *c, int status)
{
	struct node *v = node_sub(c->rq->v, "Redact");

	put_pieces(c, v);
	put_cards(c, v);
	put_files(c, v, false);
	node_bool(v, "Everywhere", c->everywhere);
	return (show(c, status, "panel/redact", "Redact.Title"));
}

/* What is left of a text, what went in the reader's language. */
static struct safe_html
left(struct cut *c, const char *text)
{
	struct req *rq = c->rq;

	return (text_to_html(rq->a, str_replace(rq->a, text, TEXT_REMOVED,
	    tmpl_text(app_tmpl(), rq->language, "Redact.Mark"))));
}

static void
put_other(struct cut *c, const struct message *m)
{
	struct node *row;
	const char *text = m->text;
	bool hit = cut_text(c, c->rq->a, &text, false);

	for (size_t i = 0; i < m->nfiles; i++) {
		const char *name = m->files[i].name;

		hit |= cut_name(c, c->rq->a, &name);
	}
	if (!hit)
		return;
	c->hit = true;
	row = node_row(node_sub(c->rq->v, "Redact.Others"));
	node_str(row, "Author", m->author_name);
	node_i64(row, "At", m->created_at / 1000000);
	node_html(row, "Left", left(c, text));
}

static RC
put_others(struct cut *c)
{
	struct message_list l = { 0 };
	const char *subject = c->tk.subject;

	if (!c->everywhere || *c->text == '\0')
		return (RC_OK);
	if (cut_name(c, c->rq->a, &subject)) {
		c->hit = true;
		node_html(node_sub(c->rq->v, "Redact"), "Subject",
		    left(c, subject));
	}
	TRY(message_list(c->rq->t, c->rq->a, &c->tk, &c->k, true, &l));
	for (size_t i = 0; i < l.n; i++)
		if (l.v[i].id.v != c->m.id.v && !l.v[i].gone &&
		    l.v[i].kind != MESSAGE_EVENT)
			put_other(c, &l.v[i]);
	node_bool(c->rq->v, "Redact.Older", l.n == MESSAGE_PAGE);
	return (RC_OK);
}

/* What of this message would be left, and where else it stands. */
static RC
result(struct cut *c)
{
	struct node *v = node_sub(c->rq->v, "Redact");
	const char *text = c->m.text;

	c->hit = c->all || c->nfile > 0;
	if (!c->all) {
		c->hit |= cut_text(c, c->rq->a, &text, true);
		for (size_t i = 0; i < c->m.nfiles; i++) {
			const char *name = c->m.files[i].name;

			c->hit |= cut_name(c, c->rq->a, &name);
		}
		if (c->m.has_html)
			c->hit |= in_html(c, c->m.html.safe);
		node_html(v, "Left", left(c, text));
		put_files(c, v, true);
	} else {
		c->file = NULL;
		c->nfile = 0;
	}
	return (put_others(c));
}

/* What was chosen, for the form that acts. */
static void
put_chosen(struct cut *c)
{
	struct node *v = node_sub(c->rq->v, "Redact"), *list;
	const struct { const char *name; const uint64_t *v; size_t n; } l[] = {
		{ "piece", c->piece, c->npiece }, { "card", c->card, c->ncard },
		{ "file", c->file, c->nfile },
	};

	list = node_sub(v, "Chosen");
	for (size_t i = 0; i < sizeof(l) / sizeof(l[0]); i++)
		for (size_t j = 0; j < l[i].n; j++) {
			struct node *row = node_row(list);

			node_str(row, "Name", l[i].name);
			node_u64(row, "Value", l[i].v[j]);
		}
	node_str(v, "Text", c->text);
	node_bool(v, "Everywhere", c->everywhere);
	node_bool(v, "All", c->all);
}

/* ---- doors --------------------------------------------------------------------- */

/* GET /panel/erase/ticket/{ticket}/message/{message} */
enum rc
redact_form(struct req *rq)
{
	struct cut c;

	TRY(cut_read(rq, &c));
	return (form(&c, 200));
}

/* Nothing is ticked, or the message is another by now. */
static bool
mistaken(struct cut *c)
{
	if (!str_eq(req_text(c->rq, "seen"), seen(c)))
		req_mistake(c->rq, "text", "RedactChanged");
	else if (!c->hit)
		req_mistake(c->rq, "text", *c->text != '\0' ?
		    "RedactNowhere" : "RedactNothing");
	if (!req_bad(c->rq))
		return (false);
	req_form_view(c->rq);
	return (true);
}

/* POST /panel/erase/ticket/{ticket}/message/{message}/preview */
enum rc
redact_preview(struct req *rq)
{
	struct cut c;

	TRY(cut_read(rq, &c));
	cut_asked(&c);
	TRY(result(&c));
	if (mistaken(&c))
		return (form(&c, 422));
	put_chosen(&c);
	return (show(&c, 200, "panel/redact_sure", "Redact.SureTitle"));
}

/* POST /panel/erase/ticket/{ticket}/message/{message} */
enum rc
redact_act(struct req *rq)
{
	struct audit_row row = { .verb = AUDIT_REDACTED, .object = ON_TICKET };
	struct erasure e;
	struct reseal r = { .audit = &row, .erasure = &e,
		.subject = edit_subject, .edit = edit };
	struct reseal_counts n;
	struct cut c;

	TRY(cut_read(rq, &c));
	cut_asked(&c);
	TRY(result(&c));
	if (mistaken(&c))
		return (form(&c, 422));
	r.ticket = c.tk.id;
	r.by.v = rq->session.subject_id;
	r.arg = &c;
	row.id = c.tk.id.v;
	row.value = c.m.id.v;
	TRY(erase_message(rq->t, c.m.id, DOOR_PANEL, &e));
	TRY(ticket_reseal(rq->t, app_files_dir(), &r, &n));
	work_add(rq, e.id);
	flash(rq, "Redacted");
	return (redirect(rq, "/panel/tickets/%llu#m%llu",
	    (unsigned long long)c.tk.id.v, (unsigned long long)c.m.id.v));
}
