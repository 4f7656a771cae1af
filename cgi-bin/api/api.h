/* The API: its handlers (routes.c) and what programs may see (view.c). */
#ifndef API_H
#define API_H

#include "model/people/agent.h"
#include "model/ticket/ticket.h"
#include "web/app.h"
#include "web/json.h"

extern const struct route api_routes[];

/* me.c */
RC	me_show(struct req *);
/* ticket.c */
RC	tickets_show(struct req *);
/* write.c */
RC	ticket_make(struct req *);
RC	message_make(struct req *);
/* company.c */
RC	companies_show(struct req *);
RC	company_show(struct req *);
/* privacy.c */
RC	requests_show(struct req *);
RC	request_make(struct req *);
RC	consents_show(struct req *);
/* export.c */
RC	export_make(struct req *);
RC	export_state_show(struct req *);
RC	export_file(struct req *);
/* view.c: field by field, nothing else goes out. */
void	view_me(struct req *, struct json *, const struct agent *,
	    unsigned scopes);
void	view_ticket(struct req *, struct json *, const struct ticket *);

#endif
