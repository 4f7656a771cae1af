/*
 * The narrow door for what cannot be undone: the only web program that destroys
 * secrets and removes people's rows.  Two sides: customers below /erase, agents
 * below /panel/erase; each page shows what will go, asks for a proof of who asks,
 * and then acts.
 */
#ifndef ERASE_ERASE_H
#define ERASE_ERASE_H

#include "privacy/certificate.h"
#include "privacy/erase.h"
#include "web/app.h"

extern const struct route erase_portal_routes[], erase_panel_routes[],
    erase_api_routes[];

/* work.c: what is begun is ended after its answer went. */
void	work_add(struct req *, uint64_t erasure);
void	work_do(struct db *);

/* frame.c: the agents' side (app.h). */
RC	erase_panel_frame(struct req *);

/* thing.c: what is to be erased, of the path's ids. RC_NOTFOUND, RC_GONE; RC_DENIED:
   not his to erase. */
struct thing {
	enum erase_scope scope;
	uint64_t	 id;
	const char	*key;		/* Erase.KEY: title; Erase.KEYText */
	const char	*name;		/* shown, "" */
	const char	*back;		/* where it came from */
};
RC	contact_thing(struct req *, struct thing *x_r);
RC	ticket_thing(struct req *, struct thing *x_r);
RC	attachment_thing(struct req *, struct thing *x_r);
RC	agent_thing(struct req *, struct thing *x_r);
RC	company_thing(struct req *, struct thing *x_r);

/* show.c: pages that both sides have. */
RC	show_plan(struct req *, enum erase_scope, uint64_t id);
void	show_counts(struct req *, const struct erasure_plan *);
/* A legal hold on it: *held_r, and until when is put on the page. */
RC	show_hold(struct req *, enum erase_scope, uint64_t id, bool *held_r);
RC	show_erasure(struct req *, const struct erasure *, enum reader);
RC	show_certificate(struct req *, const struct erasure *, enum reader);
RC	show_paper(struct req *, const struct erasure *, enum reader,
	    const char *name);
RC	show_page(struct req *, int status, const char *name, const char *title);
/* Begins it; a token for its public page is put into *receipt_r. */
RC	act(struct req *, struct erase_ask *, const char **receipt_r,
	    uint64_t *id_r);
/* The same with the ask's own receipt. */
RC	act_as(struct req *, const struct erase_ask *, uint64_t *id_r);

/* portal.c */
enum rc	own_form(struct req *);
enum rc	own_act(struct req *);
enum rc	receipt_show(struct req *);
enum rc	receipt_certificate(struct req *);
enum rc	receipt_paper(struct req *);
enum rc	key_show(struct req *);

/* many.c */
enum rc	many_form(struct req *);
enum rc	many_act(struct req *);

/* panel.c */
enum rc	contact_form(struct req *);
enum rc	contact_act(struct req *);
enum rc	agent_form(struct req *);
enum rc	agent_act(struct req *);
enum rc	company_form(struct req *);
enum rc	company_act(struct req *);
enum rc	ticket_form(struct req *);
enum rc	ticket_act(struct req *);
enum rc	attachment_form(struct req *);
enum rc	attachment_act(struct req *);
/* Of the path, for who may see it: admins, and the agent who asked for it. */
RC	erasure_seen(struct req *, struct erasure *e_r);
/* account.c */
enum rc	account_form(struct req *);
enum rc	account_act(struct req *);
enum rc	account_keep(struct req *);
enum rc	erasure_show(struct req *);
enum rc	erasure_certificate(struct req *);
enum rc	erasure_paper(struct req *);

#endif
