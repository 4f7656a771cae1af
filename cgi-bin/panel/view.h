/* What agents may see, field by field: nothing else reaches a template. */
#ifndef PANEL_VIEW_H
#define PANEL_VIEW_H

#include "model/access/session.h"
#include "model/access/sight.h"
#include "model/people/agent.h"
#include "model/people/contact.h"
#include "model/ticket/message.h"
#include "web/req.h"

/* Names for ids, fetched once for a request, whoever asks first. */
struct names {
	struct agent_list	agents;
	struct department_list	departments;
};
RC	names_get(struct req *, struct names *n_r);
/* NULL when it is nobody's, or not known any more. */
const char *names_agent(const struct names *, uint64_t id);
const char *names_department(const struct names *, uint64_t id);

/* One ticket: its head, or a row of a list. */
void	view_ticket(struct node *, const struct ticket *, const struct names *);
void	view_ticket_row(struct node *, const struct ticket *,
	    const struct names *);
void	view_tickets(struct node *list, const struct ticket_list *,
	    const struct names *);
void	view_contact(struct node *, const struct contact *);
void	view_messages(struct req *, struct node *list,
	    const struct message_list *, const struct names *);
void	view_tags(struct node *, const struct tag_list *);
/* What the small forms of a ticket offer; the present one is marked. */
void	view_choices(struct node *, const struct ticket *,
	    const struct names *, const struct viewer_list *, agent_id me);
void	view_departments(struct node *list, const struct department_list *,
	    department_id selected);
/* An agent's picture, or his initials. */
void	view_face(struct node *, const struct agent *);
void	view_session(struct node *, const struct session *, bool this_one);

#endif
