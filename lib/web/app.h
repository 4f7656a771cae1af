/*
 * The skeleton of every web program: a program is a table given to app_run().
 *
 *   master (root): configuration, socket, master key, templates; forks workers,
 *     starts dead ones anew (with back-off), passes signals; opens nothing else.
 *   worker (own Unix user): drops rights, connects, prepares, serves.
 *
 * SIGTERM: stop accepting, finish, exit.  SIGHUP: check the new binary and
 * templates in a child, then exec it with the listening socket kept and let the
 * old workers finish.  --check: everything up to prepare, then exit 0 or 1.
 */
#ifndef WEB_APP_H
#define WEB_APP_H

#include "model/access/allow_list.h"
#include "web/req.h"

/* What a signed-in person typed to prove himself again; "" when left empty. */
struct proof {
	const char	*password, *code, *passkey;
};

struct person;

struct app {
	const char		 *name;		/* "panel": socket, log, user */
	const char		 *user;		/* "olvido-panel": Unix and db */
	const struct route	 *routes;	/* ends with { 0 } */
	const char *const	 *folders;	/* templates, NULL at the end */
	/* Called before each page is rendered: menu, counts. May be NULL. */
	enum rc			(*frame)(struct req *);
	const char		 *login_path;	/* where a guest is sent, or NULL */
	const char		 *cookie;	/* "__Host-olvido-panel" */
	/*
	 * Step-up: RC_OK when the proof is the signed-in person's; RC_DENIED,
	 * or RC_LIMIT after too many.  NULL: the program has no such rows.
	 */
	enum rc			(*prove)(struct req *, const struct proof *);
	const char		*step_up_path;	/* POST row of step_up_done() */
	/* Pages of second.h, under these paths; NULL: it has none. */
	const char		*factor_path;	/* "/panel/factor" */
	const char		*code_path;	/* "/panel/code" */
	const char		*start_path;	/* where one begins */
	/* Whose session it is, half ones too; his name in authenticators. */
	struct person		(*person)(const struct req *);
	enum rc			(*person_name)(struct req *,
				    const char **name_r);
	/* RC_OK: he may come in; RC_DENIED or RC_NOTFOUND: not (any more). */
	enum rc			(*person_live)(struct req *, uint64_t id,
				    unsigned *generation_r);
	/*
	 * A program for programs: no cookies, no forms; errors are problem
	 * details (RFC 9457).  Called for each request: sets rq->session and
	 * rq->scopes.  RC_DENIED: 401; RC_CONFLICT: 403; RC_LIMIT: 429, after
	 * *wait_r seconds: too many tries, or, signed in, the plan's calls.
	 */
	enum rc			(*sign_in)(struct req *, int64_t *wait_r);
	const char *const	 *leave_out;	/* db_leave_out(), or NULL */
	unsigned		  agents : 1;	/* its sessions are agents' */
	unsigned		  forgets : 1;	/* it writes the slot file */
	enum allow_place		  place;	/* whose allow-list it is under */
	/*
	 * A program of two sides, customers' and agents': each a table of its
	 * own, whose name is of its templates' folder; the first whose prefix
	 * begins the path is taken.  Ends with NULL.  Of the program's own
	 * table count name, user, folders, leave_out, forgets and after.
	 */
	const struct app *const	 *sides;
	const char		 *prefix;	/* of a side */
	/* Work that a request left, after its answer went; may be NULL. */
	void			(*after)(struct db *);
};

int	app_run(const struct app *, int argc, char **argv);

/* The vault, files folder and configuration of this process. */
struct vault	*app_vault(void);
int		 app_files_dir(void);	/* descriptor of Files.Dir */
struct tmpl	*app_tmpl(void);
const char	*app_version(void);	/* changes when static files do */
/* Told to stop: work after an answer ends at its next rest. */
bool		 app_stopping(void);

#endif
