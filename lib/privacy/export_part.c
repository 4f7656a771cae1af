/* What every part of an export says in the same way; the files (export.h). */
#include "core/log.h"
#include "core/str.h"
#include "model/ticket/outbox.h"
#include "privacy/export_in.h"

#define NAME_SAFE	80	/* bytes of a name in the ZIP */

bool
export_by_other(const struct build *b, const struct message *m)
{
	return (!b->all && m->author_kind == AUTHOR_CONTACT &&
	    m->author != b->me.id.v);
}

const char *
export_author(const struct build *b, const struct message *m)
{
	if (m->author_kind == AUTHOR_CONTACT)
		return (b->all ? "contact" : export_by_other(b, m) ? "other"
		    : "you");
	return (m->author_kind == AUTHOR_AGENT ? "agent" : "system");
}

/*
 * His own words are his.  An agent's answer he has read: only the names of the
 * others go.  Notes, and what others wrote, he has not: no address stays.  Mail
 * of which nobody proved who sent it may be anybody's business.
 */
const char *
export_text(struct build *b, const struct piece *p, const struct message *m)
{
	bool other = export_by_other(b, m);

	if (m->gone || (other && m->unverified))
		return ("");
	if (b->all || (m->author_kind == AUTHOR_CONTACT && !other))
		return (m->text);
	return (mask_text(p->mask, b->s, m->text, other ||
	    m->kind == MESSAGE_NOTE));
}

const char *
export_file_name(struct build *b, const struct piece *p,
    const struct message *m, const struct attachment *f)
{
	return (export_by_other(b, m) ? mask_text(p->mask, b->s, f->name, true)
	    : f->name);
}

bool
export_is_lost(const struct build *b, attachment_id id)
{
	for (const struct lost *l = b->lost; l != NULL; l = l->next)
		if (l->id.v == id.v)
			return (true);
	return (false);
}

/* ASCII letters, digits and a few marks, no leading dot: for any system. */
static const char *
safe_name(struct arena *a, const char *name)
{
	struct buf b = BUF_INIT(a);
	size_t n = strlen(name);

	/* The end says what it is. */
	if (n > NAME_SAFE)
		name += n - NAME_SAFE;
	for (; *name != '\0'; name++)
		buf_chr(&b, (*name >= 'a' && *name <= 'z') ||
		    (*name >= 'A' && *name <= 'Z') ||
		    (*name >= '0' && *name <= '9') || *name == '-' ||
		    *name == '.' ? *name : '_');
	return (buf_cstr(&b));
}

const char *
export_file_path(struct build *b, const struct message *m,
    const struct attachment *f)
{
	if (export_by_other(b, m) || export_is_lost(b, f->id))
		return (NULL);
	return (arena_printf(b->s, "files/%llu-%s",
	    (unsigned long long)f->id.v, safe_name(b->s, f->name)));
}

/* What kind of mail it was: Export.Mail.NAME in the texts. */
const char *
export_mail_name(int kind)
{
	switch ((enum outbox_kind)kind) {
	case OUTBOX_ACK:
		return ("Receipt");
	case OUTBOX_REPLY:
		return ("Reply");
	case OUTBOX_LINK:
		return ("Link");
	case OUTBOX_EXPORT:
		return ("Export");
	default:
		return ("Account");
	}
}

const char *
export_mail_state(int state)
{
	static const char *const states[] = { "", "waiting", "sent",
		"given up" };

	return (state >= 1 && state <= 3 ? states[state] : NULL);
}

RC
export_each_mails(struct build *b, RC (*fn)(struct build *,
    const struct export_mails *))
{
	struct export_mails l;
	uint64_t after;
	size_t n;

	for (int state = 1; state <= 3; state++) {
		after = 0;
		do {
			TRY(export_mails(b->t, b->s, b->me.id, state, after,
			    &l));
			n = l.n;
			after = n > 0 ? l.v[n - 1].id : 0;
			TRY(fn(b, &l));
			arena_reset(b->s);
		} while (n == EXPORT_PAGE);
	}
	return (RC_OK);
}

/* ---- files ---------------------------------------------------------------------- */

static RC
nothing(struct build *b)
{
	(void)b;
	return (RC_OK);
}

static RC
nothing_of(struct build *b, const struct piece *p)
{
	(void)b;
	(void)p;
	return (RC_OK);
}

static void
file_lost(struct build *b, const struct piece *p, attachment_id id)
{
	struct lost *l = ARENA_NEW(b->a, struct lost);

	*l = (struct lost){ id, b->lost };
	b->lost = l;
	export_problem(b, &p->tk);
}

static RC
file_copy(struct build *b, const struct piece *p, struct sealedfile *file,
    attachment_id id)
{
	uint8_t *chunk = b->chunk;
	uint64_t at = 0;
	size_t got;

	for (;;) {
		if (sealedfile_read(file, at, chunk, SEALED_CHUNK, &got) !=
		    RC_OK) {
			file_lost(b, p, id);
			return (RC_OK);
		}
		if (got == 0)
			return (RC_OK);
		TRY(zip_data(b->zip, (struct bytes){ chunk, got }));
		at += got;
	}
}

static RC
file_put(struct build *b, const struct piece *p, const struct message *m,
    const struct attachment *f)
{
	CLEANUP(sealedfile_close) struct sealedfile *file = NULL;
	const char *path = export_file_path(b, m, f);
	struct attachment open;
	enum rc rc;

	if (path == NULL)
		return (RC_OK);
	TRY(db_ready(b->t->db));
	rc = attachment_open(b->t, b->s, b->x->files_dir, &p->tk, &p->k,
	    f->id, (contact_id){ 0 }, &open, &file);
	if (rc == RC_NOTFOUND || rc == RC_GONE)	/* erased meanwhile */
		return (RC_OK);
	if (rc != RC_OK) {
		TRY(db_ready(b->t->db));
		file_lost(b, p, f->id);
		return (RC_OK);
	}
	TRY(zip_entry(b->zip, path));
	return (file_copy(b, p, file, f->id));
}

static RC
files_messages(struct build *b, const struct piece *p,
    const struct message_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->v[i].nfiles; k++)
			TRY(file_put(b, p, &l->v[i], &l->v[i].files[k]));
	return (RC_OK);
}

const struct format export_files = {
	.begin = nothing, .ticket = nothing_of, .messages = files_messages,
	.ticket_end = nothing_of, .end = nothing, .files_only = true,
};
