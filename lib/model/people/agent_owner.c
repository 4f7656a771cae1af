/* The owner of a new account, who has no password yet (agent_admin.h). */
#include "core/time.h"
#include "model/key/keyring.h"
#include "model/people/agent_row.h"
#include "model/people/lookup.h"
#include "model/ticket/outbox.h"

RC
agent_owner_add(struct tenant *t, struct arena *a, const char *name,
    const char *email, const char *language, agent_id *id_r)
{
	struct agent g = { .role = ROLE_OWNER, .state = AGENT_INVITED,
		.name = name, .email = email, .signature = "",
		.zone = "", .language = language, .all_departments = true,
		.notify = NOTIFY_ASSIGNED | NOTIFY_ANSWERED,
		.invited_at = now_s() };
	struct secret secret;
	struct key k;

	TRY(db_new_id(t->db, &g.id.v));
	TRY(secret_add(t, SECRET_AGENT, g.id.v, &secret));
	k = key_subject(t->key, SECRET_AGENT, g.id.v, &secret);
	explicit_bzero(&secret, sizeof(secret));
	TRY(agent_insert(t, a, &g, &k));
	TRY(lookup_add(t, LOOKUP_AGENT_EMAIL, g.email, g.id.v, 0));
	*id_r = g.id;
	return (outbox_login(t, a, &(struct outbox_login){
	    .kind = OUTBOX_WELCOME, .agent = g.id }));
}
