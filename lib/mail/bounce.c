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

RC
bounce_note(struct tenant *t, struct arena *a, struct tmpl *tmpl,
    int files_dir, ticket_id id, const char *status, struct attachment *files,
    size_t nfiles)
{
	struct ticket tk;
	struct message note = {
		.kind = MESSAGE_NOTE, .author_kind = AUTHOR_SYSTEM,
		.channel = CHANNEL_MAIL, .files = files, .nfiles = nfiles,
		.text = arena_printf(a, "%s %s", tmpl_text(tmpl, t->language,
		    "Mail.Bounce"), status),
	};
	struct key k;

	TRY(ticket_get(t, a, id, &tk, &k));
	return (ticket_reply(t, a, files_dir, id, &note, tk.status));
}
