/* One request, from the first byte to the reply. Handlers see only this. */
#ifndef WEB_REQ_H
#define WEB_REQ_H

#include <stdbool.h>

#include "core/buf.h"
#include "core/id.h"
#include "db/db.h"
#include "model/access/session.h"
#include "model/log/audit.h"
#include "tmpl/tmpl.h"
#include "web/route.h"

struct req {
	struct arena	*a;		/* reset after the request */
	struct tenant	*t;		/* the account of the host name */
	struct node	*v;		/* the page's tree (root) */
	const struct route *route;
	const char	*language;	/* of the reader */
	const char	*zone;		/* of the reader: core/zone.h */
	const char	*addr;		/* client address as nginx saw it */
	const char	*request_id;
	int64_t		 now;		/* seconds, fixed for the request */
	bool		 signed_in;
	bool		 half;		/* his second factor is missing */
	struct session	 session;	/* when signed_in or half */
	unsigned	 scopes;	/* of a program's token */
	uint64_t	 token;		/* a provider's */
	void		*kept;		/* the program's own, for this request */
	struct req_priv	*priv;		/* lib/web only */
};

struct req_file {
	const char	*name;		/* as sent, cleaned to a safe base name */
	const char	*type;		/* as sent, lower case; trust nothing */
	struct bytes	 data;
};

/* ---- parameters: asking for a name the row lacks is a bug() ------------- */

/* "" when absent; what was typed even when it is invalid (to show it again). */
const char	*req_text(struct req *, const char *name);
uint64_t	 req_u64(struct req *, const char *name);	/* 0 when absent */
/* When the day begins in the reader's zone; 0 when absent. */
int64_t		 req_date(struct req *, const char *name);
bool		 req_flag(struct req *, const char *name);
/* The digest of a P_TOKEN or of the path's {token}. */
struct digest	 req_token(struct req *, const char *name);
/*
 * What came in under name when it is a path of ours to go on to ("next"), else
 * fallback: for redirect(rq, "%s", ...).
 */
const char	*req_local(struct req *, const char *name,
		    const char *fallback);
/* A P_RAW body, byte for byte. */
struct bytes	 req_raw(struct req *, const char *name);
/* An id out of the path. */
uint64_t	 req_path_id(struct req *, const char *name);
size_t		 req_ids(struct req *, const char *name, const uint64_t **v_r);
size_t		 req_files(struct req *, const char *name,
		    const struct req_file **v_r);

/*
 * Soft mistakes (form rows): true when any.  Also when the form was too old for
 * its token: then the page must show it again, and every change is refused.
 */
bool		 req_bad(struct req *);
/* Seconds since a guest was given the form that he sends: a machine is fast. */
int64_t		 req_form_age(const struct req *);
/* Add one of the handler's own; key: a text under Lang.Error ("Password"). */
void		 req_mistake(struct req *, const char *name, const char *key);
/*
 * Put typed values under Form.NAME and mistakes under Error.NAME (translated
 * texts) so that a template shows the form again.  Passwords are left out;
 * Form.FilesLost says that files came, which no page can put back.
 */
void		 req_form_view(struct req *);

/* ---- replies: each handler ends with one of these, or returns an rc ----- */

/* Render templates/NAME.cs. Adds Page.*, Me.*, Csrf, Lang. */
RC	page(struct req *, const char *name);
/* The same with another status (404, 409, 422: form with mistakes). */
RC	page_status(struct req *, int status, const char *name);
/* 303 to a path of ours ("/panel/tickets/%llu"); printf form. */
/* The list that a form's tickets were ticked on: path, with its field "view". */
const char	*req_list(struct req *, const char *path);
RC	redirect(struct req *, const char *format, ...) PRINTF(2, 3);
/* A one-time notice shown by the next page: key under Lang.Notice. */
void	flash(struct req *, const char *key);
/*
 * Bytes with a type of ours and a policy of their own: the body of a mail
 * in its frame.  csp replaces the site's.
 */
RC	reply_html_frame(struct req *, struct safe_html, const char *csp);
/* Plain text of ours, in UTF-8. */
RC	reply_text(struct req *, struct bytes);
/*
 * A download: Content-Disposition attachment (RFC 6266) unless inline_image,
 * octet-stream unless png/jpeg/gif/webp, nosniff, sandbox policy, no-store.
 * Ranges (RFC 9110 14) are served through read(), which fills at most n bytes
 * from an offset.
 */
struct reply_source {
	enum rc	(*read)(void *arg, uint64_t offset, void *out, size_t n,
		    size_t *got_r);
	void	 *arg;
	uint64_t  size;
	const char *name, *type;
	bool	  inline_image;
};
RC	reply_download(struct req *, const struct reply_source *);

/* ---- sessions and cookies ------------------------------------------------ */

/* Make a new session, set the __Host- cookie, end the old one if any. */
RC	session_start(struct req *, enum session_kind, uint64_t subject_id,
	    ticket_id ticket, unsigned generation);
/*
 * The same when somebody comes in, with its line in the audit log.  One who has a
 * second factor and proved himself by less (WAY_PASSWORD, WAY_LINK) is half in
 * then (rq->half): any page sends him on to give it.  Go on with second_go_on().
 */
RC	session_sign_in(struct req *, enum session_kind, uint64_t subject_id,
	    ticket_id ticket, unsigned generation, enum audit_way);
/* Sign-out; logged. */
RC	session_stop(struct req *);
/* The handler of app.step_up_path ("next": where to go on); a step_up row. */
RC	step_up_done(struct req *);
/*
 * A line of the audit log: the session's agent or contact, the client's
 * network and the request are filled in.  What changes in a transaction of a
 * model function is logged by that function, with audit_add(), inside it.
 */
RC	req_audit(struct req *, enum audit_verb, enum audit_object, uint64_t id,
	    enum audit_result);
/* Request header as sent ("User-Agent"), NULL when absent; bounded 8 KB. */
const char *req_header(struct req *, const char *name);
/* What the provider fixed in nginx for this account (nginx/provider.conf), as a
   text to show; "" when nothing. */
const char *req_fixed(struct req *);
/* Absolute URL of the account's own host for mails: "https://host:port" PATH */
const char *req_url(struct req *, const char *path);

#endif
