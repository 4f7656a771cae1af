/* What the files of spam.h share (lib/model only). */
#ifndef MODEL_SPAM_ROW_H
#define MODEL_SPAM_ROW_H

#include "model/spam/spam.h"

/* The sealed words and reasons of a ticket. */
enum { F_SPAM_HEAD = 1, F_SPAM_MARKS = 2, F_SPAM_BODY = 3, F_SPAM_WHY = 4 };
#define SPAM_PLACE(t, tk, answer)	((struct seal_place){ (t)->id,	\
	    "spam_ticket.sealed", (answer).v != 0 ? (answer).v : (tk).v })

/*
 * Of a ticket's beginning or an answer in it: sealed under the key of the message,
 * so under K(ticket), and under another author's key too.  k: K(ticket).
 * RC_GONE, RC_NOTFOUND: it does not open.
 */
RC	spam_row_open(struct tenant *, struct arena *, ticket_id,
	    message_id answer, const struct key *k, struct bytes sealed,
	    struct bytes *plain_r);

/* Who wrote an answer. RC_NOTFOUND: no contact did. */
RC	spam_author(struct tenant *, message_id answer, contact_id *id_r);

/* The model in its sealed form, and what its features are hashed with. */
#define SPAM_MODEL_PLACE(t)	((struct seal_place){ (t)->id,		\
				    "spam_model.sealed", (t)->id.v })
enum { F_SPAM_MODEL = 1 };
static inline uint64_t
spam_hash_key(const struct tenant *t)
{
	struct key k = key_purpose(t->key, "spam-hash");
	uint64_t v;

	memcpy(&v, k.b, sizeof(v));
	return (v);
}

/* The digest that a list's entry is found by. */
static inline struct digest
spam_sender_digest(const struct tenant *t, const char *kind, const char *name)
{
	struct key k = key_purpose(t->key, "spam-sender");

	return (digest_keyed(&k, kind, (struct bytes){ (const uint8_t *)name,
	    strlen(name) }));
}

#endif
