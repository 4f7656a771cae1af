/* An agent's picture, sealed under his key; forgotten with him. */
#ifndef MODEL_AGENT_AVATAR_H
#define MODEL_AGENT_AVATAR_H

#include "model/people/agent.h"

/* bytes: as image_clean() left them. Empty: takes the picture away. */
RC	agent_avatar_set(struct tenant *, struct arena *, agent_id,
	    struct bytes);
/* RC_NOTFOUND: he has none. */
RC	agent_avatar_get(struct tenant *, struct arena *, agent_id,
	    struct bytes *b_r);

#endif
