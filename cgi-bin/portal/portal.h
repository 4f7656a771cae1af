/* The customers' portal: its handlers and what customers may see. */
#ifndef PORTAL_H
#define PORTAL_H

#include "model/ticket/message.h"
#include "web/people.h"

extern const struct route portal_routes[];

/* login.c */
/* A page with the text of key as its title. */
RC	titled(struct req *, int status, const char *name, const char *key);
/* What ties a mailed link to this browser; make: from now on. NULL: nothing. */
const char *asked_cookie(struct req *, bool make);
enum rc	login_form(struct req *);
enum rc	login_submit(struct req *);
enum rc	login_link(struct req *);
enum rc	login_sent(struct req *);
enum rc	forgot_form(struct req *);
enum rc	forgot_submit(struct req *);
enum rc	register_form(struct req *);
enum rc	register_submit(struct req *);

/* enter.c */
enum rc	enter_show(struct req *);
enum rc	enter_use(struct req *);
enum rc	confirm_show(struct req *);
enum rc	confirm_use(struct req *);
enum rc	reset_show(struct req *);
enum rc	reset_use(struct req *);

/* factor.c */
RC	portal_has_factor(struct req *, contact_id, bool *has_r);
enum rc	factor_show(struct req *);
enum rc	factor_codes(struct req *);
enum rc	factor_codes_save(struct req *);
enum rc	factor_codes_remove(struct req *);
enum rc	factor_recovery(struct req *);

/* account.c */
enum rc	tickets_show(struct req *);
enum rc	account_show(struct req *);
enum rc	account_save(struct req *);
enum rc	account_password(struct req *);
enum rc	account_revoke(struct req *);
enum rc	account_sign_out(struct req *);

/* privacy.c */
enum rc	requests_show(struct req *);
enum rc	request_make(struct req *);
enum rc	request_take_back(struct req *);
enum rc	consent_yes(struct req *);
enum rc	consent_no(struct req *);
/* What he consented to and may: Purposes. */
RC	consents_put(struct req *);
/* What the question form offers, unticked; and what was ticked.  Only by who is
   signed in as the requester, or when the form made that contact. */
RC	consents_offer(struct req *);
void	consents_take(struct req *, const struct ticket *);

/* data.c */
enum rc	data_show(struct req *);
enum rc	data_ask(struct req *);
enum rc	data_download(struct req *);
enum rc	data_link(struct req *);

/* home.c */
enum rc	home_show(struct req *);
enum rc	ask_show(struct req *);
enum rc	ask_send(struct req *);
enum rc	ask_sent(struct req *);
enum rc	language_set(struct req *);
enum rc	sign_out(struct req *);
/* What the filter says of a form: kept with tk; kept: it is never put away. */
RC	portal_judge(struct req *, struct ticket *tk, bool kept);
/* RC_LIMIT: too many forms from this network in an hour (Forms.Hour). */
RC	portal_often(struct req *);
/* The code of what was sent, for /sent. */
void	sent_keep(struct req *, const char *code);

/* security.c */
enum rc	security_txt(struct req *);
enum rc	security_show(struct req *);
enum rc	security_report(struct req *);
/* Whether there is such a page to link to: HasSecurity. */
void	security_link(struct req *);

/* signup.c: on the provider's account only */
enum rc	signup_form(struct req *);
enum rc	signup_send(struct req *);
enum rc	signup_address(struct req *);
enum rc	signup_sent(struct req *);
enum rc	signup_confirm_show(struct req *);
enum rc	signup_confirm_send(struct req *);
enum rc	signup_ready(struct req *);
enum rc	signup_terms(struct req *);
enum rc	signup_processing(struct req *);

/* link.c */
enum rc	link_show(struct req *);
enum rc	link_use(struct req *);
enum rc	link_again(struct req *);
enum rc	link_not_mine(struct req *);

/* privacy_text.c */
enum rc	privacy_text(struct req *);

/* ticket.c */
enum rc	ticket_show(struct req *);
enum rc	ticket_answer(struct req *);
enum rc	ticket_close(struct req *);
enum rc	ticket_reopen(struct req *);
enum rc	attachment_download(struct req *);

/* view.c */
void	view_ticket(struct node *, const struct ticket *);
void	view_messages(struct req *, const struct ticket *,
	    const struct message_list *);
/* The files of a form as attachments of a message. */
void	message_take_files(struct req *, struct message *);

/* paused.c */
enum rc	paused_show(struct req *);
enum rc	paused_send(struct req *);

#endif
