/*
 * One row says everything about a door: method, path, who may come in, which
 * parameters exist, and the handler.  guard.c and param.c read the row; a
 * handler cannot forget.  POST rows need a CSRF token without saying so.
 *
 *	{ GET,  "/panel/tickets/{ticket}", AGENT, ticket_show },
 *	{ POST, "/panel/tickets/{ticket}/reply", AGENT, ticket_reply,
 *	  .form = true, .param = {
 *		{ "body", P_TEXT, 65536 },
 *		{ "status", P_LINE, 16, OPTIONAL },
 *		{ "files", P_FILES, 25 * MB, OPTIONAL } } },
 */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "core/rc.h"

#define MB		(1024 * 1024)
#define ROUTE_PARAMS	16

struct req;

enum method { GET = 1, POST = 2 };	/* HEAD is answered as GET */

/* Who may come in. Each agent level includes the ones before it. */
enum who {
	GUEST,		/* anyone */
	CONTACT,	/* a customer's session (link, later sign-in) */
	AGENT, ADMIN, OWNER,
	HALF,		/* whose second factor is missing, nobody else */
};

enum ptype {
	P_END = 0,
	P_LINE,		/* one line of text, cleaned; max: code points */
	P_TEXT,		/* text with line breaks; max: bytes */
	P_EMAIL,	/* one address, normalised by text_email() */
	P_PASSWORD,	/* as typed, NFC; max: code points */
	P_U64,		/* decimal */
	P_DATE,		/* yyyy-mm-dd, of the reader's zone */
	P_FLAG,		/* present or absent */
	P_TOKEN,	/* base64url, as token_parse() takes it */
	P_IDS,		/* repeated decimal; max: how many */
	P_FILES,	/* repeated files (multipart); max: bytes together */
	P_RAW,		/* the row's only one: the whole body, JSON; max: bytes */
};

enum pflag { REQUIRED = 0, OPTIONAL = 1 };

struct param {
	const char	*name;
	enum ptype	 type;
	unsigned	 max;
	enum pflag	 flag;
};

/*
 * Path pieces in braces are declared by their names: {ticket} {message}
 * {attachment} {contact} {agent} {department} {tag} {session} {apitoken} {passkey}
 * {erasure} {request} {purpose} {consent} {export} {account} {domain} are ids,
 * {token} a bearer token; anything else does not match the row (404).
 */
struct route {
	enum method	  method;
	const char	 *path;
	enum who	  who;
	enum rc		(*handler)(struct req *);
	struct param	  param[ROUTE_PARAMS];
	/*
	 * form: soft mistakes (missing, too long, no address, too large) are left
	 * to the handler, which shows the form again with what was typed; without
	 * it they are a 400.  Hard ones (undeclared field, not UTF-8, NUL,
	 * malformed number) are always a 400.
	 */
	unsigned	  form : 1;
	unsigned	  suspended : 1;	/* answers in a suspended account too */
	/* step_up: dangerous; who he is must have been proved within 5 minutes. */
	unsigned	  step_up : 1;
	/* Programs: what their token must be good for; 0: any. */
	unsigned	  scope;
	/* enrol: also for who must set up a second factor before all else. */
	unsigned	  enrol : 1;
};

#endif
