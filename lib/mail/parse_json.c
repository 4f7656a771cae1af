/* JSON of a parsed mail, for the evaluation tools and for looking at one. */
#include <gmime/gmime.h>

#include "core/json.h"
#include "mail/parse_json.h"

static void
key(struct buf *b, const char *name)
{
	buf_printf(b, ",\"%s\":", name);
}

static void
field(struct buf *b, const char *name, const char *value)
{
	key(b, name);
	json_str(b, value);
}

static void
flag(struct buf *b, const char *name, bool value)
{
	key(b, name);
	buf_str(b, value ? "true" : "false");
}

static void
addrs(struct buf *b, const char *name, const struct mail_addr *v, size_t n)
{
	key(b, name);
	buf_chr(b, '[');
	for (size_t i = 0; i < n; i++) {
		buf_str(b, i > 0 ? ",[" : "[");
		json_str(b, v[i].name);
		buf_chr(b, ',');
		json_str(b, v[i].email);
		buf_chr(b, ']');
	}
	buf_chr(b, ']');
}

static void
strings(struct buf *b, const char *name, const char **v, size_t n)
{
	key(b, name);
	buf_chr(b, '[');
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_chr(b, ',');
		json_str(b, v[i]);
	}
	buf_chr(b, ']');
}

static void
files(struct buf *b, const struct mail *m)
{
	key(b, "attachments");
	buf_chr(b, '[');
	for (size_t i = 0; i < m->nfiles; i++) {
		const struct mail_file *f = &m->files[i];
		char *sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256,
		    f->data.p, f->data.n);

		buf_str(b, i > 0 ? ",{\"filename\":" : "{\"filename\":");
		json_str(b, f->named ? f->name : NULL);
		field(b, "content_type", f->type);
		buf_printf(b, ",\"size\":%zu", f->data.n);
		field(b, "sha256", sum);
		buf_chr(b, '}');
		g_free(sum);
	}
	buf_chr(b, ']');
}

void
mail_json(struct buf *b, const struct mail *m, const char *file)
{
	buf_str(b, "{\"file\":");
	json_str(b, file);
	addrs(b, "from", &m->from, m->from.email[0] != '\0');
	addrs(b, "to", m->to.v, m->to.n);
	addrs(b, "cc", m->cc.v, m->cc.n);
	addrs(b, "reply_to", m->reply_to.v, m->reply_to.n);
	field(b, "subject", m->subject[0] == '\0' ? NULL : m->subject);
	key(b, "date");
	if (m->date == 0)
		buf_str(b, "null");
	else
		buf_printf(b, "%lld", (long long)m->date);
	field(b, "message_id", m->message_id);
	strings(b, "in_reply_to", m->references, m->nin_reply_to);
	strings(b, "references", m->references + m->nin_reply_to,
	    m->nreferences - m->nin_reply_to);
	field(b, "text", m->text_made ? "" : m->text);
	field(b, "html", m->html.safe);
	field(b, "reply_text", m->reply_text);
	files(b, m);
	flag(b, "automatic", m->automatic);
	flag(b, "bounce", m->bounce);
	flag(b, "remote", m->remote);
	flag(b, "broken", m->broken);
	buf_str(b, "}\n");
}
