/* What the files of lib/web share; programs see only req.h and app.h. */
#ifndef WEB_PRIV_H
#define WEB_PRIV_H

#include "model/log/audit.h"
#include "web/app.h"

#define FIELDS_MAX	200	/* fields of one body or query */
#define BODY_SMALL	65536	/* larger bodies wait in a memfd, not on disk */
#define BODY_MAX	(27 * MB)

/* One field as it came in, decoded. */
struct field {
	const char	*name;
	struct bytes	 value;
	const char	*filename;	/* files only; else NULL */
	const char	*type;
};

struct fields {
	struct field	*v;
	size_t		 n;
};

/* A declared parameter's value for this request. */
struct value {
	const char	*text;		/* "" when absent */
	uint64_t	 number;
	int64_t		 date;
	bool		 present;
	struct digest	 token;
	uint64_t	*ids;
	size_t		 nids;
	struct req_file	*files;
	size_t		 nfiles;
	struct bytes	 raw;
	const char	*mistake;	/* key under Lang.Error, or NULL */
};

#define PATH_IDS	4

/* A piece of the path that a row names in braces. */
struct piece {
	const char	*name;		/* inside the row, up to "}" */
	uint64_t	 id;
	struct digest	 token;
};

struct cookie {
	const char	*name, *value;
	int64_t		 age;
};
#define COOKIES_MAX	8
#define LATER_MAX	16

struct req_priv {
	const struct app *app;
	struct view	*view;
	struct fcgi	*io;		/* fcgi.c */
	const char	*path, *host, *query;
	struct value	 value[ROUTE_PARAMS];
	struct piece	 piece[PATH_IDS];
	size_t		 npieces;
	bool		 head;		/* HEAD: no body goes out */
	bool		 sent;		/* a reply is on its way */
	int		 status;	/* its status */
	bool		 stale;		/* form too old: show it again */
	int64_t		 form_age;	/* of a guest's form, seconds */
	int64_t		 retry_after;	/* seconds; 0: not said */
	bool		 lift;		/* suspended: its owner may write */
	bool		 left;		/* signed out: the browser forgets */
	struct cookie	 cookie[COOKIES_MAX];	/* to be set */
	size_t		 ncookies;
	size_t		 ncookies_kept;	/* set before the handler ran */
	struct actor	 actor;		/* rq->t->actor */
	void		*body_map;
	size_t		 body_size;
	/* To be given back after the request. */
	struct later { void (*end)(void *); void *p; } later[LATER_MAX];
	size_t		 nlater;
};

/* ---- fcgi.c: the only door to libfcgi ---- */

struct fcgi;
/* The socket must not block: several workers wait for one connection. */
struct fcgi	*fcgi_new(int listen_fd);
/* To be called after each second in which nobody came. */
void		 fcgi_idle(struct fcgi *, void (*)(void));
/*
 * RC_OK: a request; RC_FAILED: told to stop.  Signals come in only while it
 * waits: nothing is ever interrupted half-way.
 */
RC		 fcgi_accept(struct fcgi *);
const char	*fcgi_param(struct fcgi *, const char *name);	/* or NULL */
/* Exactly n bytes, else RC_INVALID (the client went away). */
RC		 fcgi_read(struct fcgi *, void *, size_t n);
/* The whole answer, by one write if it fits. RC_FAILED: the other side is gone. */
RC		 fcgi_answer(struct fcgi *, struct bytes head, struct bytes body);
/* A piece of one; fcgi_finish() ends it. */
RC		 fcgi_write(struct fcgi *, const void *, size_t);
void		 fcgi_finish(struct fcgi *);
/* From a signal handler: end after this request, or (drain) only when nobody
   waits in the queue any more. */
void		 fcgi_stop(bool drain);

/* ---- multipart.c, urlencoded.c ---- */

/* RC_INVALID: not the format, or more than FIELDS_MAX. Values point into in. */
RC	parse_urlencoded(struct arena *, struct bytes in, struct fields *f_r);
RC	parse_multipart(struct arena *, struct bytes in, const char *type,
	    struct fields *f_r);

/* ---- router.c ---- */

/* The row for a method and path; Fills rq->priv->piece. NULL: no row;
   *others_r: the other methods that path has, as bits of 1 << enum method. */
const struct route *route_find(struct req *, const struct route *rows,
	    enum method, const char *path, unsigned *others_r);
/* The page this request belongs to: its path, shortened to one that GET answers
   ("/ticket/5/reply" to "/ticket/5"); "/" at last. */
const char *route_here(struct req *);
/* Dies when a row is written wrongly. At start. */
void	routes_check(const struct route *rows);

/* ---- param.c ---- */

/* Take the declared fields; RC_INVALID on a hard mistake. post: strict. */
RC	param_read(struct req *, const struct fields *, bool post);
/* A file name fit for showing and saving: no path, controls, bidi; not "". */
const char *safe_file_name(struct arena *, const char *name);

/* ---- guard.c ---- */

/* Who the audit log says acts: as rq->session is now. */
void	actor_set(struct req *);
/* The host's account and, if the cookie names one of this program, a session. */
RC	guard_account(struct req *, struct db *, enum account_state *state_r);
/* RC_DENIED: the account lets nobody in here from this address. */
RC	guard_address(struct req *);
enum verdict { PASS, SIGN_IN, REFUSED };
enum verdict guard_who(const struct req *);
/* Whether he has what the account's rule asks of him, or has time yet. */
bool	guard_enrolled(const struct req *);
/* Whether a dangerous row may go on: he proved himself lately. */
bool	guard_step_up(const struct req *);
/*
 * POST: origin and token (SECURITY 5.2).  RC_DENIED when they do not fit;
 * RC_CONFLICT when it is surely a form of ours, only too old: it may be shown
 * again with what was typed, and nothing else.
 */
RC	guard_csrf(struct req *, const struct fields *);
const char *csrf_token(struct req *);
/* A browser itself says that the form is ours: nobody put it before it. */
bool	guard_ours(struct req *);
/* Whether an Origin header names exactly this host and port over https. */
bool	own_origin(const char *origin, const char *host, int port);
/* "" unless it is a local path of ours. */
const char *local_path(const char *);

/* ---- req.c ---- */

/* Counts mails about half sign-ins: whoever comes in takes his hit back. */
struct digest half_counter(struct req *, const struct session *half);

/* ---- kept.c ---- */

/* Into the view as Kept: what was typed, secrets and files excepted.  Whether
   something has to be given again. */
bool	kept_fields(struct req *, const struct fields *);
/* Answers a form whose session ended meanwhile: he signs in and sends it on. */
RC	signed_out_page(struct req *, const struct fields *);

/* ---- step_up.c ---- */

/* Fields of a form that belong to the proof, not to the row. */
#define PROOF_FIELD	"proof-"
/*
 * Answers with the page that asks for a proof; what was typed (fields, NULL for
 * GET) is in its form, secrets and files excepted.
 */
void	step_up_ask(struct req *, const struct fields *);
/* Whether the fields hold a good proof (the session has a new token then);
   otherwise the question was sent as the answer. */
bool	step_up_taken(struct req *, const struct fields *);

/* ---- cookie.c ---- */

/* The value of one cookie in the Cookie header, NULL when absent. */
const char *cookie_get(struct arena *, const char *header, const char *name);
/* Set a __Host- cookie with the answer; age 0: until the browser closes,
   negative: remove. The last one of a name counts. */
void	cookie_set(struct req *, const char *name, const char *value,
	    int64_t age);
bool	cookie_is_set(const struct req *, const char *name);
/* The Set-Cookie lines of the answer. */
void	cookie_lines(const struct req *, struct buf *);

/* ---- req.c ---- */

/* Call end(p) after the request, whatever becomes of it. */
void	req_later(struct req *, void (*end)(void *), void *p);

/* ---- reply.c, page.c ---- */

/* Send a whole answer. Extra headers end in CRLF each, or NULL. */
RC	reply_send(struct req *, int status, const char *type,
	    const char *headers, struct bytes body);
/* The page for a result that is not RC_OK. */
void	reply_rc(struct req *, enum rc);
void	reply_error(struct req *, int status, const char *code,
	    const char *headers);
const char *status_text(int);
/* Errors of a program for programs (json.c). */
void	reply_problem(struct req *, int status, const char *code,
	    const char *headers);
RC	page_render(struct req *, int status, const char *name);
/* Content-Disposition's value (RFC 6266). */
const char *disposition(struct arena *, const char *name, bool is_inline);
enum rc	range_parse(struct arena *, const char *header, uint64_t size,
	    uint64_t *from_r, uint64_t *to_r);

/* ---- worker.c ---- */

/* Serve until told to stop; the exit code. */
int	worker_run(const struct app *, struct fcgi *, struct db *);

/* ---- sandbox.c, version.c ---- */

/* Only the system calls a worker needs, for ever. */
void	sandbox_enter(void);
/* Changes when a file in the folder static beside the templates does. */
const char *version_of(const char *templates_dir);

/* The routes of a program, of each of its sides. */
void	app_sides(const struct app *, void (*fn)(const struct route *));
/* print.c: --routes, --queries; the exit status. */
int	app_print(const struct app *, const char *what);

#endif
