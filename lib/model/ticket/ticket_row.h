/* One SELECT for every list of tickets, and its row opened (lib/model only). */
#ifndef MODEL_TICKET_ROW_H
#define MODEL_TICKET_ROW_H

#include "model/people/contact.h"
#include "model/ticket/ticket.h"

/* Columns: ticket 0-14, its secret 15-16, contact's sealed 17, secret 18-19. */
#define TICKET_OWN_COLS							\
	"SELECT t.ticket_id, t.code, t.contact_id, t.department_id,"	\
	" t.agent_id, t.status, t.channel, t.created_at, t.activity_at,"\
	" t.postponed_until, t.proved, t.messages, t.language,"		\
	" t.linked_id, t.sealed, s.generation, s.wrapped"
#define TICKET_COLS	TICKET_OWN_COLS ", c.sealed, sc.generation, sc.wrapped"
#define TICKET_JOIN							\
	"  LEFT JOIN olvido_keys.secret s"				\
	"    ON s.account_id = t.account_id AND s.kind = 4"		\
	"   AND s.id = t.ticket_id"					\
	"  LEFT JOIN contact c ON c.account_id = t.account_id"		\
	"   AND c.contact_id = t.contact_id"				\
	"  LEFT JOIN olvido_keys.secret sc"				\
	"    ON sc.account_id = t.account_id AND sc.kind = 1"		\
	"   AND sc.id = t.contact_id"
#define TICKET_SELECT	TICKET_COLS "  FROM ticket t" TICKET_JOIN

/* What is sealed of a ticket. */
struct bytes ticket_pack(struct arena *, const struct ticket *);

/* The last requester met: a list often has one more than once in a row. */
struct requester {
	struct contact	c;
	struct key	k;
	bool		known;
	bool		there;	/* a secret of his is, whatever it opens */
};
/*
 * The same as ticket_row(); one who was met already is not opened again, and
 * columns 17-19 not looked at.
 */
RC	ticket_row_of(struct tenant *, struct arena *, struct stmt *,
	    struct requester *, struct ticket *tk_r, struct key *k_r);
/* k_r may be NULL; with it a forgotten ticket is RC_GONE and a restricted one
   RC_DENIED, without it gone. */
RC	ticket_row(struct tenant *, struct arena *, struct stmt *,
	    struct ticket *tk_r, struct key *k_r);
/* All rows, at most max; more when there was one past it. */
RC	ticket_rows(struct tenant *, struct arena *, struct stmt *, size_t max,
	    struct ticket_list *l_r);

/*
 * ticket_many.c: of these ids, at most TICKET_PAGE, those that are there and
 * seen, in the same order, restricted ones left out; *n_r how many.  tk.gone: the key is not set.
 */
struct ticket_open { struct ticket tk; struct key key; };
RC	ticket_get_many(struct tenant *, struct arena *, const ticket_id *ids,
	    size_t n, struct ticket_open *v_r, size_t *n_r);

/* ticket_seen.c: for a tenant with a sight. status: of the view, or 0. */
RC	ticket_list_seen(struct tenant *, struct arena *,
	    const struct ticket_page *, uint64_t status,
	    struct ticket_list *l_r);
RC	ticket_contact_seen(struct tenant *, struct arena *, contact_id,
	    size_t max, struct ticket_list *l_r);
RC	ticket_counts_seen(struct tenant *, agent_id me,
	    struct ticket_counts *n_r);
/* Takes what no list of this reader shows (withheld.h) off: his, new, open. */
RC	ticket_counts_withheld(struct tenant *, agent_id me, unsigned n[3]);

#endif
