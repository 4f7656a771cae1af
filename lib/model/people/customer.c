/* Changes to a contact's login (customer.h). */
#include "model/people/customer.h"

#include "model/log/audit.h"
#include "model/ticket/outbox.h"

RC
customer_register(struct tenant *t, struct arena *a, const char *email,
    const char *name, const char *language, struct contact *c_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct key k;

	TRY(tx_begin(&tx, t->db));
	TRY(contact_ensure(t, a, email, name, language, c_r, &k, NULL));
	return (tx_commit(&tx));
}

/* He does it, though no session says so yet. */
static RC
his(struct tenant *t, enum audit_verb verb, contact_id id)
{
	return (audit_add(t, &(struct audit_row){
		.verb = verb, .object = ON_CONTACT, .id = id.v,
		.actor = { .kind = ACTOR_CONTACT, .id = id.v },
	}));
}

static RC
prove(struct tenant *t, struct arena *a, contact_id id)
{
	struct contact c;

	TRY(contact_get(t, a, id, &c, NULL));
	if (c.proved_at != 0)
		return (RC_OK);
	TRY(contact_prove(t, id));
	return (his(t, AUDIT_CONTACT_PROVED, id));
}

RC
customer_enter(struct tenant *t, struct arena *a, const struct digest *d,
    struct contact *c_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct link l;

	TRY(tx_begin(&tx, t->db));
	TRY(link_take(t, a, d, LINK_MAGIC, &l));
	TRY(prove(t, a, l.contact));
	TRY(contact_get(t, a, l.contact, c_r, NULL));
	return (tx_commit(&tx));
}

static RC
tell(struct tenant *t, struct arena *a, contact_id id)
{
	return (outbox_login(t, a, &(struct outbox_login){
		.kind = OUTBOX_PASSWORD, .contact = id }));
}

RC
customer_choose(struct tenant *t, struct arena *a, const struct digest *d,
    enum link_purpose purpose, const char *hash, struct contact *c_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct link l;

	TRY(tx_begin(&tx, t->db));
	TRY(link_take(t, a, d, purpose, &l));
	TRY(prove(t, a, l.contact));
	if (hash != NULL)
		TRY(contact_login_set(t, a, l.contact, hash));
	if (purpose == LINK_RESET)
		TRY(tell(t, a, l.contact));
	TRY(contact_get(t, a, l.contact, c_r, NULL));
	TRY(his(t, purpose == LINK_RESET ? AUDIT_PASSWORD_RESET
	    : AUDIT_CONTACT_REGISTERED, l.contact));
	return (tx_commit(&tx));
}

RC
customer_password(struct tenant *t, struct arena *a, struct contact *c,
    const char *hash)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(contact_login_set(t, a, c->id, hash));
	TRY(tell(t, a, c->id));
	TRY(contact_get(t, a, c->id, c, NULL));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_PASSWORD_CHANGED,
	    .object = ON_CONTACT, .id = c->id.v }));
	return (tx_commit(&tx));
}
