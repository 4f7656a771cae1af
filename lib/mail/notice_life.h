/*
 * Mails about an account's life (model/account/account_life.h), to its owner: what will
 * happen and how to stop it, or what happened.  Fixed texts and a date.  Inside
 * lib/mail only.
 */
#ifndef MAIL_NOTICE_LIFE_H
#define MAIL_NOTICE_LIFE_H

#include "mail/notice_privacy.h"

bool	life_kind(enum outbox_kind);
/* RC_GONE: the account has moved on meanwhile, there is nothing to say. */
RC	life_letter(struct tenant *, const struct outbox *,
	    struct privacy_letter *l_r);

#endif
