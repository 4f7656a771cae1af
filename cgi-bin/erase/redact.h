/* Removing what a message says, and a person's mentions (redact.c, mention.c). */
#ifndef ERASE_REDACT_H
#define ERASE_REDACT_H

#include "erase.h"
#include "privacy/mention_work.h"

#define REDACT_PARAMS							\
	{ "text", P_TEXT, 1000, OPTIONAL },				\
	{ "everywhere", P_FLAG, 1, OPTIONAL },				\
	{ "all", P_FLAG, 1, OPTIONAL },					\
	{ "piece", P_IDS, 400, OPTIONAL },				\
	{ "card", P_IDS, 200, OPTIONAL },				\
	{ "file", P_IDS, 200, OPTIONAL },				\
	{ "seen", P_LINE, 64, REQUIRED }

enum rc	redact_form(struct req *);
enum rc	redact_preview(struct req *);
enum rc	redact_act(struct req *);

/* mention.c */
enum rc	mentions_form(struct req *);
enum rc	mentions_act(struct req *);
/* What was decided, for the page that asks. */
RC	mentions_show(struct req *, contact_id);

#endif
