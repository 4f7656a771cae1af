/*
 * Mail waiting to be sent: only ids; olvido-mail composes it from the sealed
 * rows when it is sent, so nothing of a forgotten person can still leave.
 */
#ifndef MODEL_OUTBOX_H
#define MODEL_OUTBOX_H

#include "model/ticket/message.h"

enum outbox_kind {
	OUTBOX_ACK = 1,		/* "we got it": link and code, no text of his */
	OUTBOX_REPLY = 2,	/* an agent's answer */
	OUTBOX_LINK = 6,	/* a new link to his ticket, which he asked for */
	/* To an agent, of a ticket he sees: its code, nothing of the person. */
	OUTBOX_NEW = 3,
	OUTBOX_ASSIGNED = 4,
	OUTBOX_ANSWERED = 5,
	/* To an agent or a contact, about his login (outbox_login). */
	OUTBOX_NOTHING = 20,	/* nobody: not sent, and takes the same way */
	OUTBOX_INVITE = 21,	/* agent: link to /panel/invite/TOKEN */
	OUTBOX_RESET = 22,	/* link to /panel/reset/ or /reset/TOKEN */
	OUTBOX_MAGIC = 23,	/* contact: link to /enter/TOKEN */
	OUTBOX_CONFIRM = 24,	/* link to /confirm/TOKEN, to the new address */
	OUTBOX_UNDO = 25,	/* link to /undo/TOKEN, to the old address */
	OUTBOX_KNOWN = 26,	/* he asked for a login and has one */
	OUTBOX_PASSWORD = 27,	/* notice: password changed */
	OUTBOX_FACTOR = 28,	/* notice: second factor changed */
	OUTBOX_ODD = 29,	/* notice: right password, no second factor */
	OUTBOX_ROLE = 30,	/* notice: role changed */
	OUTBOX_OWNER_NEW = 31,	/* notice: he owns the account now */
	OUTBOX_HALF = 33,	/* the same as ODD, unless he came in meanwhile */
	OUTBOX_STORAGE_ALMOST = 34,	/* notice to the owner, of its plan's */
	OUTBOX_STORAGE_FULL = 35,
	OUTBOX_EXPORT = 60,	/* contact: link to /account/data/TOKEN */
	OUTBOX_EXPORT_ALL = 61,	/* agent, the owner: where everything lies */
	OUTBOX_EXPORT_FOR = 62,	/* the same, asked for by the provider */
	OUTBOX_SIGNUP = 47,	/* of a sign-up (message): link to confirm it */
	OUTBOX_WELCOME = 48,	/* agent, owner of a new account: its login */
	OUTBOX_OWNER_OLD = 32,	/* notice: somebody else does */
	/* Data subjects' rights; message: id of the request (model/privacy/request.h). */
	OUTBOX_REQUEST_CAME = 80,	/* contact: we have it, until when */
	OUTBOX_REQUEST_LONGER = 81,	/* contact: it takes longer, and why */
	OUTBOX_REQUEST_ANSWER = 82,	/* contact: done, or refused and why */
	OUTBOX_REQUEST_DUE = 83,	/* agent: it is due */
	OUTBOX_RESTRICTED = 84,		/* contact: his data is restricted */
	OUTBOX_LIFTING = 85,		/* contact: until when */
	/* To an agent who wants it; message: id of the spam_digest. */
	OUTBOX_SPAM_DIGEST = 90,
	/* The account's life, to its owner; message: id of the account_event that
	   brought it where it is. They go out in every state. */
	OUTBOX_LIFE_BEFORE = 100,	/* the next step comes */
	OUTBOX_LIFE_AFTER = 101,	/* this is what happened */
	/* The provider's, to who owned an account (message: id of the farewell). */
	OUTBOX_FAREWELL_BEFORE = 102,	/* the last copy is destroyed */
	OUTBOX_FAREWELL_AFTER = 103,	/* it is gone */
};

struct outbox {
	outbox_id	 id;
	account_id	 account;
	enum outbox_kind kind;
	ticket_id	 ticket;
	message_id	 message;
	contact_id	 contact;	/* recipient, or */
	agent_id	 agent;
	unsigned	 attempts;
	int64_t		 created_at;
};

/* Inside the caller's transaction. */
RC	outbox_add(struct tenant *, enum outbox_kind, ticket_id, message_id,
	    contact_id);
/* The same, and which one it is. */
RC	outbox_add_id(struct tenant *, enum outbox_kind, ticket_id, message_id,
	    contact_id, outbox_id *id_r);
/* The same to an agent, about a ticket. */
RC	outbox_agent(struct tenant *, enum outbox_kind, ticket_id, message_id,
	    agent_id);
/*
 * A mail about somebody's login, inside the caller's transaction.  Its link, if
 * its kind has one, is made when it is sent and lives from now on
 * (link_lifetime).  For an address that nobody has: OUTBOX_NOTHING, neither
 * contact nor agent, so that asking costs the same (SECURITY 5.9).
 */
struct outbox_login {
	enum outbox_kind kind;
	contact_id	 contact;	/* one of these */
	agent_id	 agent;
	const char	*email;		/* instead of his own, or NULL; sealed */
	const char	*carried;	/* what its link carries, or NULL; sealed */
	int64_t		 wait;		/* seconds: not before */
};
RC	outbox_login(struct tenant *, struct arena *,
	    const struct outbox_login *);
/* What outbox_login() sealed, opened for the sender; "" each when nothing. */
RC	outbox_open(struct tenant *, struct arena *, const struct outbox *,
	    const char **email_r, const char **carried_r);
/*
 * Take the next due mail of any account (FOR UPDATE SKIP LOCKED, then leased for
 * 5 minutes so that a killed sender's mail is tried again).  RC_NOTFOUND: none.
 */
RC	outbox_take(struct db *, struct outbox *o_r);
RC	outbox_sent(struct db *, const struct outbox *);
/* The account sent as many acknowledgements as it may: those that wait (1000 at a
   time) will not go, and nobody's answer waits behind them. */
RC	outbox_drop_acks(struct tenant *);
bool	outbox_old(const struct outbox *);	/* after 5 days: give up */
/* Not now, and no try of his: its account's mails wait. */
RC	outbox_wait(struct db *, const struct outbox *, int64_t seconds);
/* Those of the account's tickets that are due (1000 at a time) wait so long: it
   sent as many as its plan allows in an hour. */
RC	outbox_later(struct tenant *, int64_t seconds);
/* About a ticket: what a plan's limit of mails counts. */
#define OUTBOX_OF_TICKET(kind)	((kind) < 7)
/* Try later with back-off (1 min, 2, 4 ... 4 h), give up after 5 days;
   fatal: give up now. */
RC	outbox_failed(struct db *, const struct outbox *, int status, bool fatal);

/* The keyed reply address's local code for one recipient of one ticket:
   26 lower case base32 characters, the same each time. */
RC	reply_code(struct tenant *, struct arena *, ticket_id, contact_id,
	    const char **code_r);
RC	reply_code_find(struct tenant *, const char *code, ticket_id *t_r,
	    contact_id *c_r);
/* Message-ID of a mail of ours: the same at each try, so a mail sent twice is
   one mail for its reader. */
const char *outbox_mail_id(struct arena *, struct tenant *, outbox_id);
/* Remember which message a Message-ID is, and find it. */
RC	message_id_find(struct tenant *, const char *mail_message_id,
	    ticket_id *t_r, message_id *m_r);

#endif
