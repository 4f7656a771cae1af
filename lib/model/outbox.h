/*
 * Mail waiting to be sent: only ids; olvido-mail composes it from the sealed
 * rows when it is sent, so nothing of a forgotten person can still leave.
 */
#ifndef MODEL_OUTBOX_H
#define MODEL_OUTBOX_H

#include "model/message.h"

enum outbox_kind {
	OUTBOX_ACK = 1,		/* "we got it": link and code, no text of his */
	OUTBOX_REPLY = 2,	/* an agent's answer */
};

struct outbox {
	outbox_id	 id;
	account_id	 account;
	enum outbox_kind kind;
	ticket_id	 ticket;
	message_id	 message;
	contact_id	 contact;	/* recipient */
	unsigned	 attempts;
	int64_t		 created_at;
};

/* Inside the caller's transaction. */
RC	outbox_add(struct tenant *, enum outbox_kind, ticket_id, message_id,
	    contact_id);
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
