/*
 * Notices to agents who want them (agent.h, enum agent_notify): only the
 * ticket's id goes into the outbox; what it says is decided when it is sent, and
 * not at all to who does not see the ticket any more (mail/notice.h).
 */
#ifndef MODEL_AGENT_TELL_H
#define MODEL_AGENT_TELL_H

#include "model/ticket/message.h"

/* A message was added, inside its transaction. */
RC	agent_tell_message(struct tenant *, struct arena *,
	    const struct ticket *, const struct message *);
/* A ticket was given to `to`, inside its transaction. */
RC	agent_tell_assigned(struct tenant *, ticket_id, agent_id to,
	    agent_id by);

#endif
