/* The digest of the spam folder as a mail (notice_spam.h). */
#include "mail/notice_spam.h"

#include "core/str.h"
#include "model/access/sight.h"
#include "model/access/withheld.h"
#include "model/spam/spam.h"
#include "model/spam/spam_digest.h"

static void
put(struct arena *a, struct node *row, const struct sifted *s,
    const char *panel, bool subjects)
{
	node_str(row, "Code", s->code);
	node_str(row, "Link", arena_printf(a, "%stickets/%llu", panel,
	    (unsigned long long)s->id.v));
	node_str(row, "Score", arena_printf(a, "%s%d.%d", s->score < 0 ? "-"
	    : "", abs(s->score) / 1000, abs(s->score) % 1000 / 100));
	node_i64(row, "At", s->created_at);
	if (subjects)
		node_str(row, "Subject", s->subject);
	node_bool(row, "Ends", s->days >= 0);
	node_i64(row, "Days", s->days);
}

/* As he sees it himself; the handle is the program's again afterwards. */
static RC
list(struct tenant *t, struct arena *a, const struct outbox *o,
    const struct agent *g, struct sifted_list *l_r)
{
	enum rc rc = RC_OK;

	if (g->role < ROLE_ADMIN)
		rc = sight_load(t, a, g->id, &t->sight);
	if (rc == RC_OK)
		rc = withheld_load(t, a, false);
	if (rc == RC_OK)
		rc = spam_digest_list(t, a, o->message.v, g, l_r);
	t->sight = NULL;
	t->withheld = NULL;
	return (rc);
}

RC
spam_letter(struct notify *no, struct arena *a, const struct outbox *o,
    struct tenant *t, const char *panel, const char **text_r)
{
	struct spam_setting s;
	struct sifted_list l;
	struct buf b = BUF_INIT(a);
	struct agent g;
	struct view *v;
	struct node *n;

	TRY(agent_get(t, a, o->agent, &g));
	if (g.state != AGENT_ACTIVE || (g.notify & (NOTIFY_SPAM_DAILY |
	    NOTIFY_SPAM_WEEKLY)) == 0)
		return (RC_GONE);
	TRY(list(t, a, o, &g, &l));
	if (l.n == 0)
		return (RC_GONE);
	TRY(spam_setting_get(t, &s));
	v = view_new();
	n = view_root(v);
	node_str(n, "Account", t->name);
	node_str(n, "Page.Zone", t->zone);
	node_str(n, "Panel", panel);
	node_i64(n, "From", l.from);
	node_u64(n, "More", l.more);
	for (size_t i = 0; i < l.n; i++)
		put(a, node_row(node_sub(n, "Tickets")), &l.v[i], panel,
		    s.subjects);
	tmpl_render(no->tmpl, "mail/spam.txt", v, str_eq(str_empty(g.language)
	    ? t->language : g.language, "es") ? "es" : "en", &b);
	view_free(&v);
	*text_r = buf_cstr(&b);
	return (RC_OK);
}
