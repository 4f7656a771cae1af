/* What the spam filter does here, and whom it always lets in or never. */
#include "core/str.h"
#include "model/spam/spam.h"
#include "panel.h"

#define SCORE_MAX	20	/* either way */

static const char *const modes[] = { [SPAM_OFF] = "off",
	[SPAM_MARK] = "mark", [SPAM_ON] = "on" };

/* "-1.5" or "2" to thousandths. */
static RC
score_of(const char *s, int *n_r)
{
	bool minus = *s == '-';
	int whole = 0, digits = 0;

	s += minus;
	for (; *s >= '0' && *s <= '9' && digits < 3; s++, digits++)
		whole = whole * 10 + (*s - '0');
	whole *= 1000;
	if (digits > 0 && (*s == '.' || *s == ',') && s[1] >= '0' &&
	    s[1] <= '9') {
		whole += (s[1] - '0') * 100;
		s += 2;
	}
	if (digits == 0 || *s != '\0' || whole > SCORE_MAX * 1000)
		return (RC_INVALID);
	*n_r = minus ? -whole : whole;
	return (RC_OK);
}

static const char *
score_text(struct req *rq, int n)
{
	return (arena_printf(rq->a, "%s%d.%d", n < 0 ? "-" : "",
	    abs(n) / 1000, abs(n) % 1000 / 100));
}

static RC
put_senders(struct req *rq)
{
	struct spam_sender_list l;
	struct node *row;

	TRY(spam_sender_list(rq->t, rq->a, &l));
	for (size_t i = 0; i < l.n; i++) {
		row = node_row(node_sub(rq->v, l.v[i].kind == SENDER_ALLOWED ?
		    "Allowed" : "Blocked"));
		node_u64(row, "Id", l.v[i].id);
		node_str(row, "Name", l.v[i].name);
		node_i64(row, "At", l.v[i].added_at);
	}
	return (RC_OK);
}

/* typed: the settings' form was sent, and shows what was typed. */
static RC
spam_page(struct req *rq, int status, bool typed)
{
	struct spam_setting s;
	struct spam_size size;

	TRY(spam_setting_get(rq->t, &s));
	TRY(spam_size_get(rq->t, &size));
	if (!typed) {
		node_str(rq->v, "Form.mode", modes[s.mode]);
		node_str(rq->v, "Form.spam_at", s.spam_at == SPAM_AUTO ? "" :
		    score_text(rq, s.spam_at));
		node_str(rq->v, "Form.unsure_at", score_text(rq,
		    s.unsure_at));
		node_bool(rq->v, "Form.digest_subjects", s.subjects);
	}
	node_u64(rq->v, "Learnt", size.learnt);
	node_u64(rq->v, "Waiting", size.waiting);
	node_u64(rq->v, "Kilobytes", (size.bytes + 1023) / 1024);
	TRY(put_senders(rq));
	settings_title(rq, "Spam.Title");
	return (page_status(rq, status, "panel/settings_spam"));
}

static RC
saved(struct req *rq)
{
	flash(rq, "Saved");
	return (redirect(rq, "/panel/settings/spam"));
}

/* GET /panel/settings/spam */
RC
spam_settings(struct req *rq)
{
	return (spam_page(rq, 200, false));
}

static enum spam_mode
mode_of(const char *name)
{
	for (unsigned i = 0; i < sizeof(modes) / sizeof(modes[0]); i++)
		if (str_eq(modes[i], name))
			return ((enum spam_mode)i);
	return (SPAM_ON + 1);
}

/* POST /panel/settings/spam */
RC
spam_settings_save(struct req *rq)
{
	struct spam_setting s = { mode_of(req_text(rq, "mode")), SPAM_AUTO,
		0, req_flag(rq, "digest_subjects") };
	enum rc rc = RC_INVALID;

	if (!req_bad(rq) && s.mode > SPAM_ON)
		return (RC_INVALID);
	if (!str_empty(req_text(rq, "spam_at")) &&
	    score_of(req_text(rq, "spam_at"), &s.spam_at) != RC_OK)
		req_mistake(rq, "spam_at", "SpamScore");
	if (score_of(req_text(rq, "unsure_at"), &s.unsure_at) != RC_OK)
		req_mistake(rq, "unsure_at", "SpamScore");
	if (!req_bad(rq)) {
		rc = spam_setting_set(rq->t, &s);
		if (rc == RC_INVALID)
			req_mistake(rq, "spam_at", "SpamOrder");
	}
	if (rc == RC_INVALID) {
		req_form_view(rq);
		return (spam_page(rq, 422, true));
	}
	TRY(rc);
	return (saved(rq));
}

/* POST /panel/settings/spam/sender */
RC
spam_list_add(struct req *rq)
{
	const char *kind = req_text(rq, "kind");
	bool allow = str_eq(kind, "allow");
	enum rc rc = RC_OK;

	if (!req_bad(rq) && !allow && !str_eq(kind, "block"))
		return (RC_INVALID);
	if (!req_bad(rq)) {
		rc = spam_sender_add(rq->t, rq->a, allow ? SENDER_ALLOWED :
		    SENDER_BLOCKED, req_text(rq, "name"));
		if (rc == RC_INVALID || rc == RC_CONFLICT || rc == RC_LIMIT)
			req_mistake(rq, "name", rc == RC_INVALID ? "SpamName" :
			    rc == RC_CONFLICT ? "SpamThere" : "SpamMany");
	}
	if (req_bad(rq)) {
		node_str(rq->v, "Typed.Name", req_text(rq, "name"));
		node_str(rq->v, "Typed.Kind", kind);
		req_form_view(rq);
		return (spam_page(rq, 422, false));
	}
	TRY(rc);
	return (saved(rq));
}

/* POST /panel/settings/spam/sender-remove */
RC
spam_list_remove(struct req *rq)
{
	TRY(spam_sender_remove(rq->t, req_u64(rq, "sender")));
	return (saved(rq));
}
