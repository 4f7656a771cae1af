/* A ticket's page in two questions (ticket_whole.h): the panel only. */
#include "model/ticket/ticket_whole.h"

#include "core/str.h"
#include "model/access/sight.h"
#include "model/ticket/ticket_row.h"

/* 20-23 the requester's facts, 24 names of tags, a line each, 25-26 until when
   he or the ticket was ever under a legal hold */
QUERY(Q_TICKET_WHOLE, Q_TENANT, TICKET_COLS
    ", c.language, c.created_at, c.proved_at, c.generation,"
    " (SELECT GROUP_CONCAT(g.name ORDER BY g.name SEPARATOR 0x0A)"
    "  FROM ticket_tag x FORCE INDEX (PRIMARY)"
    "  JOIN tag g ON g.account_id = x.account_id AND g.tag_id = x.tag_id"
    " WHERE x.account_id = t.account_id AND x.ticket_id = t.ticket_id),"
    " (SELECT MAX(h.ends_at) FROM legal_hold h FORCE INDEX (hold_of)"
    " WHERE h.account_id = t.account_id AND h.kind = 4"
    "   AND h.id = t.ticket_id),"
    " (SELECT MAX(i.ends_at) FROM legal_hold i FORCE INDEX (hold_of)"
    " WHERE i.account_id = t.account_id AND i.kind = 1"
    "   AND i.id = t.contact_id)"
    "  FROM ticket t" TICKET_JOIN
    " WHERE t.account_id = ? AND t.ticket_id = ?");
/* The requester is known: his columns are left out. */
QUERY(Q_TICKET_OTHERS, Q_TENANT, TICKET_OWN_COLS
    "  FROM ticket x JOIN ticket t FORCE INDEX (ticket_contact)"
    "    ON t.account_id = x.account_id AND t.contact_id = x.contact_id"
    "  LEFT JOIN olvido_keys.secret s"
    "    ON s.account_id = t.account_id AND s.kind = 4"
    "   AND s.id = t.ticket_id"
    " WHERE x.account_id = ? AND x.ticket_id = ? AND t.status < 8"
    " ORDER BY t.activity_at DESC, t.ticket_id DESC LIMIT ?");

static void
split_tags(struct arena *a, const char *names, struct tag_list *l_r)
{
	size_t n = 1;

	*l_r = (struct tag_list){ 0 };
	if (*names == '\0')
		return;
	for (const char *p = names; *p != '\0'; p++)
		n += *p == '\n';
	l_r->v = arena_array(a, n, sizeof(struct tag));
	for (;; names++) {
		n = strcspn(names, "\n");
		l_r->v[l_r->n++].name = arena_strndup(a, names, n);
		names += n;
		if (*names == '\0')
			return;
	}
}

static RC
whole_ask(struct tenant *t, ticket_id id, struct stmt **st_r)
{
	TRY(stmt_tenant(st_r, t, &Q_TICKET_WHOLE));
	bind_u64(*st_r, id.v);
	return (RC_OK);
}

RC
ticket_whole(struct tenant *t, struct arena *a, ticket_id id,
    struct ticket_whole *w_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct requester who = { 0 };
	enum rc rc;

	TRY(whole_ask(t, id, &st));
	TRY(stmt_row(st));
	if (!sight_has(t->sight, (department_id){ col_u64(st, 3) }))
		return (RC_NOTFOUND);
	*w_r = (struct ticket_whole){ 0 };
	rc = ticket_row_of(t, a, st, &who, &w_r->tk, &w_r->key);
	if (rc != RC_GONE && rc != RC_DENIED)
		TRY(rc);
	w_r->contact = who.c;
	w_r->contact.id = w_r->tk.contact;
	w_r->contact.restricted = w_r->tk.restricted;
	w_r->contact_key = who.k;
	/* His name is opened, or he has none: no other field is ever empty. */
	w_r->contact.gone = !who.known || who.c.name == NULL;
	if (w_r->contact.gone)
		w_r->contact.name = w_r->contact.email =
		    w_r->contact.phone = "";
	w_r->contact.language = arena_strdup(a, col_str(st, 20));
	w_r->contact.created_at = col_i64(st, 21);
	w_r->contact.proved_at = col_i64(st, 22);
	w_r->contact.generation = (unsigned)col_u64(st, 23);
	split_tags(a, col_str(st, 24), &w_r->tags);
	w_r->held_until = col_i64(st, 25) > col_i64(st, 26) ? col_i64(st, 25)
	    : col_i64(st, 26);
	return (RC_OK);
}

static RC
others_ask(struct tenant *t, ticket_id id, size_t max, struct stmt **st_r)
{
	TRY(stmt_tenant(st_r, t, &Q_TICKET_OTHERS));
	bind_u64(*st_r, id.v);
	bind_u64(*st_r, max);
	return (RC_OK);
}

RC
ticket_others(struct tenant *t, struct arena *a, const struct ticket_whole *w,
    size_t max, struct ticket_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct requester who = { w->contact, w->contact_key,
		!w->contact.gone, !w->contact.gone };
	enum rc rc;

	if (t->sight != NULL)
		return (ticket_contact_seen(t, a, w->contact.id, max, l_r));
	*l_r = (struct ticket_list){
		.v = arena_array(a, max, sizeof(struct ticket)),
	};
	TRY(others_ask(t, w->tk.id, max, &st));
	while ((rc = stmt_row(st)) == RC_OK && l_r->n < max) {
		/* It got another requester this very moment. */
		if (col_u64(st, 2) != w->contact.id.v)
			continue;
		TRY(ticket_row_of(t, a, st, &who, &l_r->v[l_r->n++], NULL));
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
ticket_whole_ahead(struct tenant *t, ticket_id id, size_t max)
{
	CLEANUP(stmt_done) struct stmt *st = NULL, *others = NULL;

	TRY(whole_ask(t, id, &st));
	stmt_ahead(&st);
	if (t->sight != NULL)
		return (RC_OK);
	TRY(others_ask(t, id, max, &others));
	stmt_ahead(&others);
	return (RC_OK);
}
