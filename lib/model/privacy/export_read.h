/*
 * What an export holds, read in pieces that fit in little memory, whatever the
 * person wrote (lib/privacy/export).  Nothing is left out for being deleted or
 * spam: it is about him all the same.
 */
#ifndef MODEL_EXPORT_READ_H
#define MODEL_EXPORT_READ_H

#include "model/log/audit.h"
#include "model/people/contact.h"
#include "model/ticket/message.h"

/* Tickets that he began, and others' in which he wrote. */
struct export_ticket { ticket_id id; bool own; };
struct export_tickets { struct export_ticket *v; size_t n; };
RC	export_tickets(struct tenant *, struct arena *, contact_id,
	    struct export_tickets *l_r);

/* A ticket's messages up to a time, oldest first, unopened. */
struct export_entry {
	message_id	  id;
	enum message_kind kind;
	enum author_kind  author_kind;
	uint64_t	  author;
	contact_id	  to;
	int64_t		  at;		/* microseconds */
	uint64_t	  bytes;
	uint64_t	  files;
};
struct export_index { struct export_entry *v; size_t n; };
RC	export_index(struct tenant *, struct arena *, ticket_id, int64_t until,
	    struct export_index *l_r);
/* How many of these may be opened together. */
size_t	export_together(const struct export_entry *, size_t n);
/*
 * Those opened, in the same order, with html and files (without content); one
 * that is not there any more is left out.
 */
RC	export_messages(struct tenant *, struct arena *, const struct ticket *,
	    const struct key *k, const struct export_entry *, size_t n,
	    struct message_list *l_r);
/* The ticket's people but him: whose names he is not to read. */
struct export_people { struct contact *v; size_t n; };
RC	export_people(struct tenant *, struct arena *, const struct ticket *,
	    const struct export_index *, contact_id me,
	    struct export_people *l_r);
RC	export_tags(struct tenant *, struct arena *, ticket_id,
	    struct tag_names *l_r);

/* ---- what lies outside of tickets; pages: begin with after = 0 ------------- */

#define EXPORT_PAGE	500
struct export_mail {
	uint64_t	id;
	int		kind;		/* enum outbox_kind */
	ticket_id	ticket;
	int		state;		/* waiting 1, sent 2, given up 3 */
	int64_t		created_at, done_at;
};
struct export_mails { struct export_mail *v; size_t n; };
/* Those of one state, by id. */
RC	export_mails(struct tenant *, struct arena *, contact_id, int state,
	    uint64_t after, struct export_mails *l_r);
/* What he did, as the audit log has it; the network, while it opens. */
struct export_acts { struct audit_row *v; size_t n; };
RC	export_acts(struct tenant *, struct arena *, contact_id,
	    uint64_t after, struct export_acts *l_r);
/* When his password was set; 0: he has none. */
RC	export_password(struct tenant *, contact_id, int64_t *at_r);
/* By which name he let himself be thanked for security reports. */
struct export_thanks { const char **v; size_t n; };
RC	export_thanks(struct tenant *, struct arena *, contact_id,
	    struct export_thanks *l_r);

/* What he consented to, with the text that he saw; at most 1000, oldest first. */
struct export_consent {
	const char	*name, *body, *language;
	unsigned	 version;
	int64_t		 given_at, withdrawn_at;	/* 0: it holds */
};
struct export_consents { struct export_consent *v; size_t n; };
RC	export_consents(struct tenant *, struct arena *, contact_id,
	    struct export_consents *l_r);

#endif
