/* Tickets: one conversation each. */
#ifndef MODEL_TICKET_H
#define MODEL_TICKET_H

#include "crypto/vault.h"
#include "db/db.h"

enum ticket_status {
	TICKET_NEW = 1, TICKET_OPEN = 2, TICKET_ANSWERED = 3,
	TICKET_POSTPONED = 4, TICKET_RESOLVED = 5, TICKET_CLOSED = 6,
	TICKET_SPAM = 7, TICKET_DELETED = 8,
};
struct spam_verdict;	/* model/spam/spam.h */
enum channel {
	CHANNEL_WEB = 1, CHANNEL_MAIL = 2, CHANNEL_AGENT = 3, CHANNEL_API = 4,
};

/* "new", "open", ... as in URLs, forms and Lang.Status.*; NULL / 0 if unknown */
const char		*ticket_status_name(enum ticket_status);
enum ticket_status	 ticket_status_of(const char *name);

struct ticket {
	ticket_id	   id;
	const char	  *code;	/* "K7Q2-M4XP-9C": shown, grants nothing */
	contact_id	   contact;
	department_id	   department;
	agent_id	   agent;	/* 0: nobody's */
	enum ticket_status status;
	enum channel	   channel;
	int64_t		   created_at;
	int64_t		   activity_at;		/* microseconds */
	int64_t		   postponed_until;	/* seconds, or 0 */
	bool		   proved;	/* requester's address was proven */
	unsigned	   messages;
	const char	  *language;
	ticket_id	   linked;	/* a mail only suggested that ticket; 0 */
	const struct spam_verdict *spam;	/* ticket_open() keeps it; or NULL */
	/* opened; "" and gone = true when forgotten */
	const char	  *subject;
	const char	  *contact_name, *contact_email;
	bool		   gone;
	bool		   damaged;	/* gone, though its keys are there */
	bool		   restricted;	/* gone, but only for this reader */
	bool		   unsure;	/* shown so in lists: perhaps spam */
	bool		   fresh;	/* its first message is still to come */
	bool		   contact_made;	/* ticket_open(): its requester is new */
};
/* last: where a search goes on (phrases may leave a page short). */
struct ticket_list { struct ticket *v; size_t n; bool more; ticket_id last; };

/*
 * A new ticket inside the caller's transaction; code and id are set in tk.  Its
 * row counts the incoming message that message_add() must bring next.
 */
RC	ticket_add(struct tenant *, struct arena *, struct ticket *tk,
	    const struct key *requester, struct key *k_r);
/* With a key: RC_GONE: forgotten; RC_DENIED: restricted (withheld.h). */
RC	ticket_get(struct tenant *, struct arena *, ticket_id,
	    struct ticket *tk_r, struct key *k_r /* or NULL */);
RC	ticket_by_code(struct tenant *, struct arena *, const char *code,
	    ticket_id *id_r);
/*
 * The same inside a transaction, its row locked until the end: writers of one
 * ticket come one after the other, and what is read here is what is changed.
 * RC_DENIED as above, without a key too: what is restricted is not changed.
 */
RC	ticket_get_locked(struct tenant *, struct arena *, ticket_id,
	    struct ticket *tk_r, struct key *k_r /* or NULL */);

enum ticket_view {
	VIEW_NEW, VIEW_MINE, VIEW_OPEN, VIEW_ANSWERED, VIEW_POSTPONED,
	VIEW_RESOLVED, VIEW_ALL, VIEW_SPAM, VIEW_DELETED, VIEW_CLOSED,
	VIEW_DEPARTMENT,	/* everything alive in one department */
	VIEW_CONTACT,		/* a contact's, but deleted ones */
	/* What the spam filter is not sure of, and what it put away, that nobody
	   spoke of yet: spam_list() (model/spam/spam.h). */
	VIEW_UNSURE, VIEW_SIFTED,
};
/* Keyset: rows before (activity_at, id); both 0 for the first page. */
struct ticket_page {
	enum ticket_view view;
	agent_id	 me;			/* VIEW_MINE */
	department_id	 department;		/* VIEW_DEPARTMENT */
	contact_id	 contact;		/* VIEW_CONTACT */
	int64_t		 before_activity;
	ticket_id	 before;
};
#define TICKET_PAGE	50
/* Newest activity first, at most TICKET_PAGE rows, opened. */
RC	ticket_list(struct tenant *, struct arena *, const struct ticket_page *,
	    struct ticket_list *l_r);
/* What waits, counted up to 100 each (shown as "99+"). */
struct ticket_counts { unsigned unread, open, mine; };
RC	ticket_counts(struct tenant *, agent_id me, struct ticket_counts *n_r);
/* Sent ahead (stmt_ahead()): the page will ask these. */
RC	ticket_list_ahead(struct tenant *, const struct ticket_page *);
RC	ticket_counts_ahead(struct tenant *, agent_id me);

/*
 * Changes by an agent, each in one transaction with its event message; what is
 * so already stays without one, and a forgotten ticket, which can still be put
 * away, has no key to seal one under.  Of two at once the later counts, and both
 * stand in the conversation.  by 0: the requester himself.  RC_INVALID: postponed
 * without a future date, deleted (bin_put() does that), or an unknown department or
 * agent.
 */
RC	ticket_set_status(struct tenant *, struct arena *, ticket_id,
	    enum ticket_status, int64_t postponed_until, agent_id by);
/* The same inside the caller's transaction, of one that it locked; k: NULL of a
   forgotten one. */
RC	ticket_put_status(struct tenant *, struct arena *,
	    const struct ticket *, const struct key *k, enum ticket_status,
	    int64_t postponed_until, agent_id by);
RC	ticket_assign(struct tenant *, struct arena *, ticket_id, agent_id to,
	    agent_id by);
RC	ticket_set_department(struct tenant *, struct arena *, ticket_id,
	    department_id, agent_id by);
/* Reopen what was postponed until now, over the installation; at most 100.
   RC_NOTFOUND: nothing was due. */
RC	ticket_wake(struct db *, struct vault *, struct arena *);
/* The customer proved his address by using a mailed link. */
RC	ticket_prove(struct tenant *, ticket_id);

/* ---- tags ---------------------------------------------------------------- */

struct tag { tag_id id; const char *name; };
struct tag_list { struct tag *v; size_t n; };
RC	tag_list(struct tenant *, struct arena *, struct tag_list *l_r);
/*
 * A ticket's tags from `had`, as the writer saw them, to `now`: only what he
 * added or took away is changed, so two agents lose nothing.  New names are
 * made.  RC_LIMIT: more than 20 would be on it.
 */
struct tag_names { const char *const *v; size_t n; };
RC	ticket_set_tags(struct tenant *, struct arena *, ticket_id,
	    struct tag_names had, struct tag_names now);

/* ---- departments --------------------------------------------------------- */

/* restricted: only those it was given to see it, and admins; never offered to
   customers. */
struct department {
	department_id	 id;
	const char	*name, *mailbox;
	bool		 restricted;
	bool		 main;	/* the account's own mails come from here */
};
struct department_list { struct department *v; size_t n; };
RC	department_list(struct tenant *, struct arena *,
	    struct department_list *l_r);
RC	department_get(struct tenant *, struct arena *, department_id,
	    struct department *d_r);
/* The one that is marked, else the oldest; where mails of the account come from, and
   what belongs nowhere goes. RC_NOTFOUND: there is none. */
RC	department_main(struct tenant *, struct arena *,
	    struct department *d_r);
RC	department_add(struct tenant *, const char *name, const char *mailbox,
	    bool main, department_id *id_r);

/* ---- department_change.c: the panel's settings ---------------------------- */

#define DEPARTMENT_MAX	200	/* of an account */
/* What mailboxes may be on: the account's host names, its own domains too. */
struct mail_hosts { const char **v; size_t n; };
RC	department_hosts(struct tenant *, struct arena *,
	    struct mail_hosts *l_r);
bool	department_host_has(const struct mail_hosts *, const char *mailbox);
/*
 * d: name and mailbox (as text_email() makes it); new: id is set.  RC_INVALID:
 * the mailbox is on no host of the account or one of those answers come to;
 * RC_CONFLICT: it is a department's already, whoever's; RC_LIMIT: DEPARTMENT_MAX
 * are there; RC_NOTFOUND: not this account's.  main: it is marked, and the one that
 * was is not any more.  One transaction; logged.
 */
RC	department_new(struct tenant *, struct arena *, struct department *d);
RC	department_set(struct tenant *, struct arena *,
	    const struct department *d);
/* How many of its tickets are new or open, up to DEPARTMENT_OPEN. */
#define DEPARTMENT_OPEN	100
RC	department_open(struct tenant *, department_id, size_t *n_r);

#endif
