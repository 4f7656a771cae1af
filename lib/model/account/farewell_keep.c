/* An account ends: its owner's address is kept for the last mails (farewell.h).
   Cron and the command line. */
#include "core/pack.h"
#include "core/time.h"
#include "model/account/account_life.h"
#include "model/account/farewell_row.h"
#include "model/key/keyring.h"
#include "model/log/audit.h"
#include "model/people/agent.h"

QUERY(Q_FAREWELL_ADD, Q_TENANT,
    "INSERT INTO farewell (account_id, farewell_id, about_id, language,"
    " kept_at, digest, sealed) VALUES (?, ?, ?, ?, ?, ?, ?)");

/* RC_NOTFOUND: nobody, or he does not open. */
static RC
owner_of(struct tenant *t, struct arena *a, struct agent *g_r)
{
	agent_id id;
	enum rc rc;

	if (t->key == NULL)
		return (RC_NOTFOUND);
	TRY(account_owner(t, &id));
	rc = agent_get(t, a, id, g_r);
	return (rc == RC_GONE || (rc == RC_OK && *g_r->email == '\0')
	    ? RC_NOTFOUND : rc);
}

static RC
sealed_new(struct tenant *p, struct arena *a, const struct farewell *f,
    struct bytes *sealed_r)
{
	struct buf b = BUF_INIT(a);
	struct secret secret;
	struct key k;

	TRY(secret_add(p, SECRET_FAREWELL, f->id, &secret));
	k = key_subject(p->key, SECRET_FAREWELL, f->id, &secret);
	explicit_bzero(&secret, sizeof(secret));
	pack_str(&b, FAREWELL_COMPANY, f->company);
	pack_str(&b, FAREWELL_NAME, f->name);
	pack_str(&b, FAREWELL_EMAIL, f->email);
	*sealed_r = seal(a, &k, farewell_place(p, f->id), pack_end(&b));
	return (RC_OK);
}

static RC
insert(struct tenant *p, struct arena *a, const struct farewell *f)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct digest d = farewell_digest(p, f->email);
	struct bytes sealed;

	TRY(sealed_new(p, a, f, &sealed));
	TRY(stmt_tenant(&st, p, &Q_FAREWELL_ADD));
	bind_u64(st, f->id);
	bind_u64(st, f->about.v);
	bind_str(st, f->language);
	bind_i64(st, now_s());
	bind_bytes(st, (struct bytes){ d.b, DIGEST_LEN });
	bind_bytes(st, sealed);
	TRY(stmt_exec(st, NULL));
	return (audit_add(p, &(struct audit_row){ .verb = AUDIT_FAREWELL_KEPT,
	    .object = ON_CUSTOMER, .id = f->about.v }));
}

RC
farewell_keep(struct tenant *t, struct arena *a)
{
	struct farewell f = { .about = t->id, .company = t->name };
	struct tenant *provider;
	struct agent g;
	enum rc rc = account_provider(t->db, t->vault, a, &provider);

	if (rc == RC_OK && provider->id.v != t->id.v)
		rc = owner_of(t, a, &g);
	else if (rc == RC_OK)
		rc = RC_NOTFOUND;
	if (rc != RC_OK)
		return (rc == RC_NOTFOUND ? RC_OK : rc);
	/* One of before: it was deleted, came back, and is deleted again. */
	TRY(farewell_over(t->db, t->id));
	TRY(db_new_id(t->db, &f.id));
	f.language = *g.language != '\0' ? g.language : t->language;
	f.name = g.name;
	f.email = g.email;
	return (insert(provider, a, &f));
}
