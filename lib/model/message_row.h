/* What message.c writes and message_list.c reads (lib/model only). */
#ifndef MODEL_MESSAGE_ROW_H
#define MODEL_MESSAGE_ROW_H

#include "model/message.h"

enum { MSG_TEXT = 1, MSG_MAIL_ID = 2 };			/* message.sealed */
enum { FILE_NAME = 1, FILE_TYPE = 2, FILE_CID = 3 };	/* attachment.sealed */
enum { FLAG_HTML = 1, FLAG_REMOTE = 2, FLAG_UNVERIFIED = 4, FLAG_BROKEN = 8 };

/* Its words; those of subject and requester with the ticket's first message. */
RC	message_index(struct tenant *, struct arena *, const struct ticket *,
	    const struct message *, bool first);
const char *attachment_path(struct arena *, struct tenant *, attachment_id);

#endif
