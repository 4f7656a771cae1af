/* Delivery reports (bounce.h): from other servers, and of our own sender. */
#include "mail/bounce.h"

#include "core/str.h"

const char *
bounce_status(struct arena *a, const char *s)
{
	for (; *s != '\0'; s++) {
		size_t n = strspn(s, "0123456789.");

		if (n >= 5 && n <= 9 && (*s == '4' || *s == '5') &&
		    s[1] == '.')
			return (arena_strndup(a, s, n));
		if (n > 0)
			s += n - 1;
	}
	return ("");
}

static RC
add_note(struct tenant *t, struct arena *a, int files_dir, ticket_id id,
    const char *text, struct attachment *files, size_t nfiles)
{
	struct ticket tk;
	struct message note = {
		.kind = MESSAGE_NOTE, .author_kind = AUTHOR_SYSTEM,
		.channel = CHANNEL_MAIL, .files = files, .nfiles = nfiles,
		.text = text,
	};
	struct key k;

	TRY(ticket_get(t, a, id, &tk, &k));
	return (ticket_reply(t, a, files_dir, id, &note, tk.status));
}

RC
bounce_note(struct tenant *t, struct arena *a, struct tmpl *tmpl,
    int files_dir, ticket_id id, const char *status, struct attachment *files,
    size_t nfiles)
{
	return (add_note(t, a, files_dir, id, arena_printf(a, "%s %s",
	    tmpl_text(tmpl, t->language, "Mail.Bounce"), status), files,
	    nfiles));
}

RC
bounce_unsent(struct tenant *t, struct arena *a, struct tmpl *tmpl,
    int files_dir, ticket_id id, int64_t written_at, const char *why)
{
	struct view *v = view_new();
	struct node *n = view_root(v);
	struct buf b = BUF_INIT(a);

	node_str(n, "Page.Zone", t->zone);
	node_i64(n, "At", written_at);
	node_str(n, "Why", tmpl_text(tmpl, t->language, arena_printf(a,
	    "Mail.%s", why)));
	tmpl_render(tmpl, "mail/unsent.txt", v, t->language, &b);
	view_free(&v);
	return (add_note(t, a, files_dir, id, str_trim(a, buf_cstr(&b)), NULL,
	    0));
}
