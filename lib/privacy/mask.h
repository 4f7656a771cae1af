/*
 * Other people's names and addresses taken out of a text that is about somebody
 * else, too (GDPR Art. 15(4)): those of people who are known to be in the
 * conversation, and, where the text is not by him or to him, every address that
 * is not his own.
 */
#ifndef PRIVACY_MASK_H
#define PRIVACY_MASK_H

#include <stdbool.h>

#include "core/arena.h"

struct mask;

/* All of it lives in the arena.  mark: what stands in their place. */
struct mask *mask_new(struct arena *, const char *mark);
/* The one the text is for: his own name and address stay. */
void	mask_own(struct mask *, const char *name, const char *email);
/* Another: "" is none.  Case and accents do not matter; single parts of the name
   count, too, where they are written with a capital. */
void	mask_person(struct mask *, const char *name, const char *email,
	    const char *phone);
bool	mask_empty(const struct mask *);
/* text itself when nothing is in it. */
const char *mask_text(const struct mask *, struct arena *, const char *text,
	    bool all_addresses);

#endif
