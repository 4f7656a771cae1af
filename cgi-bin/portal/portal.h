/* The customers' portal: its handlers and what customers may see. */
#ifndef PORTAL_H
#define PORTAL_H

#include "model/message.h"
#include "web/app.h"

extern const struct route portal_routes[];

/* home.c */
enum rc	home_show(struct req *);
enum rc	ask_show(struct req *);
enum rc	ask_send(struct req *);
enum rc	ask_sent(struct req *);
enum rc	language_set(struct req *);
enum rc	sign_out(struct req *);
/* The code of what was sent, for /sent. */
void	sent_keep(struct req *, const char *code);

/* security.c */
enum rc	security_txt(struct req *);
enum rc	security_show(struct req *);
enum rc	security_report(struct req *);
/* Whether there is such a page to link to: HasSecurity. */
void	security_link(struct req *);

/* link.c */
enum rc	link_show(struct req *);
enum rc	link_use(struct req *);
enum rc	link_again(struct req *);
enum rc	link_not_mine(struct req *);

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

#endif
