/*
 * Mails about an account's life (model/account/account_life.h), to its owner: what will
 * happen and how to stop it, or what happened.  Fixed texts and a date.  Inside
 * lib/mail only.
 */
#ifndef MAIL_NOTICE_LIFE_H
#define MAIL_NOTICE_LIFE_H

#include "mail/notice_privacy.h"
#include "model/account/farewell.h"

bool	life_kind(enum outbox_kind);
/* RC_GONE: the account has moved on meanwhile, there is nothing to say. */
RC	life_letter(struct tenant *, struct arena *, const struct outbox *,
	    struct privacy_letter *l_r);
/* The provider's own, to who owned one that is deleted or gone; l_r->said: its time
   zone. */
bool	farewell_kind(enum outbox_kind);
RC	farewell_letter(struct tenant *, struct arena *, const struct outbox *,
	    struct farewell *f_r, struct privacy_letter *l_r);

#endif
