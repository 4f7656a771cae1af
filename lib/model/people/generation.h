/*
 * Sessions, tokens and links are of a generation of their person: with the next one
 * all that he is signed in with ends.
 */
#ifndef MODEL_GENERATION_H
#define MODEL_GENERATION_H

#include "db/db.h"

RC	agent_generation(struct tenant *, uint64_t id);
RC	contact_generation(struct tenant *, uint64_t id);

#endif
