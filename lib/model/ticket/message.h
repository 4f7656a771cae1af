/* Messages of a ticket and their attachments. */
#ifndef MODEL_MESSAGE_H
#define MODEL_MESSAGE_H

#include "core/html.h"
#include "crypto/sealedfile.h"
#include "model/ticket/ticket.h"

enum message_kind {
	MESSAGE_INCOMING = 1, MESSAGE_OUTGOING = 2, MESSAGE_NOTE = 3,
	MESSAGE_EVENT = 4,
};
enum author_kind { AUTHOR_CONTACT = 1, AUTHOR_AGENT = 2, AUTHOR_SYSTEM = 3 };
enum event_type {	/* Lang.Event.* in this order: ids and codes only */
	EVENT_STATUS = 1, EVENT_ASSIGNED = 2, EVENT_DEPARTMENT = 3,
};

struct attachment {
	attachment_id	 id;
	message_id	 message;
	uint64_t	 size;
	bool		 is_inline;	/* shown inside the html by cid */
	const char	*name, *type, *cid;	/* opened */
	struct bytes	 data;		/* message_add only: content to store */
};

struct message {
	message_id	  id;
	ticket_id	  ticket;
	enum message_kind kind;
	enum author_kind  author_kind;
	uint64_t	  author;	/* contact or agent id */
	const char	 *author_name;	/* opened */
	enum channel	  channel;
	int64_t		  created_at;	/* microseconds */
	enum event_type	  event;
	uint64_t	  event_value;	/* status, agent or department id */
	bool		  has_html, remote;	/* refers to remote images */
	bool		  unverified;	/* mail whose sender was not proven */
	bool		  broken;
	bool		  gone;		/* author or requester forgotten */
	bool		  damaged;	/* it does not open though its keys are
					   there (gone), or a file's name does not */
	/* A part was removed, and stands in the text as TEXT_REMOVED; or all of
	   it.  By: {0}: an erasure. */
	bool		  part_removed, removed;
	int64_t		  redacted_at;	/* seconds, or 0 */
	agent_id	  redacted_by;
	bool		  restricted;	/* gone, but only for this reader */
	/* opened */
	const char	 *text;
	const char	 *mail_message_id;	/* without <>; "" if none */
	struct safe_html  html;		/* message_add, message_html only */
	struct attachment *files;
	size_t		  nfiles;
	contact_id	  to;		/* outgoing mail goes to; 0 none */
	const struct spam_verdict *spam; /* of an answer: kept with it; or NULL */
};
struct message_list { struct message *v; size_t n; };
/*
 * Bytes of the longest text and html that are stored.  Forms and API take 64 kB; of
 * a mail so much is kept (PARSE_TEXT, PARSE_HTML).  message_add() refuses more
 * (RC_LIMIT).
 */
#define MESSAGE_TEXT_MAX	((size_t)2 << 20)
#define MESSAGE_HTML_MAX	((size_t)8 << 20)
/* Bars that any reader shows; pages say it in the reader's language instead. */
#define TEXT_REMOVED	"\u2588\u2588\u2588"

/*
 * Add a message inside the caller's transaction: seals, stores the files (each
 * written and synced before), indexes the words, moves the ticket's status and
 * activity (incoming reopens; outgoing answers unless status says otherwise) and,
 * for outgoing ones, puts mail into the outbox.  m: everything but ids and times,
 * which are set.  k: K(ticket).  status: new status of the ticket or 0 = as usual.
 */
RC	message_add(struct tenant *, struct arena *, int files_dir,
	    struct ticket *tk, const struct key *k, struct message *m,
	    enum ticket_status status);
/*
 * A whole new ticket with its first message, in one transaction: contact, ticket,
 * message, files, words, acknowledgement into the outbox.  tk: department,
 * channel, language, subject, linked, status, spam are read; spam is never
 * acknowledged.
 */
RC	ticket_open(struct tenant *, struct arena *, int files_dir,
	    const char *email, const char *name, struct ticket *tk,
	    struct message *m, bool acknowledge);
/* One more message in an existing ticket, in its own transaction. */
RC	ticket_reply(struct tenant *, struct arena *, int files_dir, ticket_id,
	    struct message *m, enum ticket_status status);
/*
 * The same from a form that showed the ticket up to `seen` (created_at of the
 * last message in it).  The very same text by the same writer after that is the
 * form sent twice: RC_OK, and nothing is added.  A reply, when another public
 * message came after that: *newer_r, and nothing is added.
 */
RC	ticket_write(struct tenant *, struct arena *, int files_dir, ticket_id,
	    struct message *m, enum ticket_status status, int64_t seen,
	    bool *newer_r);

/* Something that happened, inside the caller's transaction; who: its doer's id
   (0 for the system). */
RC	event_add(struct tenant *, struct arena *, ticket_id,
	    const struct key *k, enum event_type, uint64_t value,
	    enum author_kind by, uint64_t who);

/* All messages of a ticket (the newest 500), oldest first, opened, with their files.
   notes: false leaves internal notes and events out (portal).  The newest 2 MB of
   texts are whole; of older ones comes the beginning, ending "[...]", so that no
   flood of mails makes a page too large to show. */
/* Sent ahead (stmt_ahead()): message_list() will be asked. */
RC	message_list_ahead(struct tenant *, ticket_id);
RC	message_list(struct tenant *, struct arena *, const struct ticket *,
	    const struct key *k, bool notes, struct message_list *l_r);
#define MESSAGE_PAGE	500	/* its LIMIT */

/*
 * All of them with whole texts, notes and events too, page by page from the newest
 * on: a page ends after 100 messages or when its texts reach 2 MB, so it holds less
 * than MESSAGE_TEXT_MAX and these together.  Begin with { 0 }; the arena may be
 * emptied between pages.
 *	do {
 *		arena_reset(a);
 *		TRY(message_page(t, a, &tk, &k, &p));
 *	} while (p.more);
 */
struct message_pages {
	struct message	*v;		/* oldest first */
	size_t		 n;
	bool		 more;
	/* where the next begins */
	int64_t		 at;
	message_id	 id;
};
RC	message_page(struct tenant *, struct arena *, const struct ticket *,
	    const struct key *k, struct message_pages *p);
#define MESSAGE_INLINE_MAX	(256 * 1024)	/* bytes of an inline image */
/* One message's stored html and inline files (data filled). RC_GONE: forgotten. */
RC	message_html(struct tenant *, struct arena *, int files_dir,
	    const struct ticket *, const struct key *k, message_id,
	    struct message *m_r);
/* One message with the content of all its files (to send it by mail); RC_FAILED:
   one is lost or damaged. */
RC	message_files(struct tenant *, struct arena *, int files_dir,
	    const struct ticket *, const struct key *k, message_id,
	    struct message *m_r);
/* Whether a contact may see it: his own and agents' public ones; {0}: an agent,
   who sees all. */
bool	message_visible(const struct message *, contact_id reader);
/* An attachment of this ticket, opened for reading; RC_NOTFOUND also when its
   message is not visible to the reader (as above). */
RC	attachment_open(struct tenant *, struct arena *, int files_dir,
	    const struct ticket *, const struct key *k, attachment_id,
	    contact_id reader, struct attachment *f_r,
	    struct sealedfile **file_r);

#endif
