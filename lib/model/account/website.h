/* Whether the company's own website leads to its help desk: said by an admin, or seen by
   a question that came through the button (Settings, Your website). */
#ifndef MODEL_WEBSITE_H
#define MODEL_WEBSITE_H

#include "db/db.h"

RC	website_get(struct tenant *, bool *there_r);
/* By t->actor; logged. */
RC	website_set(struct tenant *, bool);
/* A question came through it. */
RC	website_came(struct tenant *);

#endif
