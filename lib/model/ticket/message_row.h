/* What message.c writes and message_list.c reads (lib/model only). */
#ifndef MODEL_MESSAGE_ROW_H
#define MODEL_MESSAGE_ROW_H

#include "model/people/contact.h"
#include "model/ticket/message.h"

enum { MSG_TEXT = 1, MSG_MAIL_ID = 2 };			/* message.sealed */
enum { FILE_NAME = 1, FILE_TYPE = 2, FILE_CID = 3 };	/* attachment.sealed */
enum {
	FLAG_HTML = 1, FLAG_REMOTE = 2, FLAG_UNVERIFIED = 4, FLAG_BROKEN = 8,
	FLAG_PART_REMOVED = 16, FLAG_REMOVED = 32,
};

/* What is sealed of each; ticket_pack() in ticket.c. */
struct bytes message_pack(struct arena *, const struct message *);
struct bytes attachment_pack(struct arena *, const struct attachment *);

/* 0-4 attachment, 5-6 its secret */
#define FILE_SELECT							\
	"SELECT f.attachment_id, f.message_id, f.size, f.is_inline,"	\
	" f.sealed, s.generation, s.wrapped"				\
	"  FROM attachment f"						\
	"  LEFT JOIN olvido_keys.secret s"				\
	"    ON s.account_id = f.account_id AND s.kind = 5"		\
	"   AND s.id = f.attachment_id"
/* Such a row opened, and its key; m: K(message). */
RC	attachment_row(struct tenant *, struct arena *, struct stmt *,
	    const struct key *m, struct attachment *f_r, struct key *k_r);

/* Its words; those of subject and requester with the ticket's first message. */
RC	message_index(struct tenant *, struct arena *, const struct ticket *,
	    const struct message *, bool first);

/*
 * 0-11 message, 12 its text, 13-14 what was removed.  A sealed text or html of
 * more than 64 kB is NULL in rows of many: message_sealed() reads it alone, so that
 * 500 rows are never more than 32 MB.
 */
#define SEALED_SMALL(column)						\
	"IF(LENGTH(" column ") > 65536, NULL, " column ")"
#define MESSAGE_SELECT							\
	"SELECT m.message_id, m.kind, m.author_kind, m.author_id,"	\
	" m.channel, m.created_at, m.event, m.event_value, m.flags,"	\
	" m.to_id, m.files, m.ticket_id, " SEALED_SMALL("m.sealed") ","	\
	" m.redacted_at, m.redacted_by"
#define MESSAGE_NCOLS	15

/* One of them, as long as *st_r is not done. */
RC	message_sealed(struct tenant *, message_id, bool html,
	    struct stmt **st_r, struct bytes *b_r);
/* Column i of such a row opened, or what is read alone; mk: K(message).  RC_GONE: it
   does not open; RC_NOTFOUND: it was removed meanwhile. */
RC	message_row_text(struct tenant *, struct arena *, struct stmt *,
	    unsigned i, const struct key *mk, struct message *m);
RC	message_row_html(struct tenant *, struct arena *, struct stmt *,
	    unsigned i, const struct key *mk, struct message *m);
/* m->files of such a row, opened; mk: K(message). */
RC	message_row_files(struct tenant *, struct arena *, const struct key *mk,
	    struct message *m);

/* The authors met last: most conversations have no others. */
struct authors {
	struct arena	*a;
	agent_id	 agent;
	const char	*agent_name;
	contact_id	 contact;
	const char	*contact_name;
	struct key	 key;		/* K(contact) */
	enum rc		 found;		/* whether there is one */
};

/* A row of MESSAGE_SELECT, opened (gone, when it does not), and K(message). */
RC	message_row(struct tenant *, struct arena *, struct stmt *,
	    struct authors *, const struct ticket *, const struct key *k,
	    struct message *m_r, struct key *k_r);
const char *attachment_path(struct arena *, struct tenant *, attachment_id);

/*
 * attachment_file.c.  While its ticket is sealed anew (reseal.h) a file stands
 * twice: ID under the old key, ID.next under the new one, and a moment after the
 * commit ID.next becomes ID.  Whoever opens a file takes the one that its key
 * fits.
 */
const char *attachment_next_path(struct arena *, struct tenant *,
	    attachment_id);
RC	attachment_file(struct tenant *, int files_dir, attachment_id,
	    const struct key *, struct sealedfile **f_r);
/* Its whole content. RC_GONE, RC_NOTFOUND: damaged, missing. */
RC	attachment_content(struct tenant *, struct arena *, int files_dir,
	    const struct attachment *, const struct key *, struct bytes *b_r);
/* The key of its content. RC_NOTFOUND, RC_GONE: as attachment_open(). */
RC	attachment_key(struct tenant *, struct arena *, const struct ticket *,
	    const struct key *k, attachment_id, struct key *k_r);
/* With the ticket's row locked: only ID is left, and the key fits it if it did
   either. */
RC	attachment_settle(struct tenant *, int files_dir, attachment_id,
	    const struct key *);

#endif
