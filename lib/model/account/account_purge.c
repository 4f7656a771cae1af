/* The rows of an account go (account_purge.h). */
#include "model/account/account_purge.h"

#include "core/time.h"

#define PURGE(nm, table)						\
	QUERY(nm, Q_TENANT, "DELETE FROM " table			\
	    " WHERE account_id = ? LIMIT ?")

PURGE(Q_ACCOUNT_PURGE_TERM, "olvido_index.term");
PURGE(Q_ACCOUNT_PURGE_LOOKUP, "olvido_index.lookup");
PURGE(Q_ACCOUNT_PURGE_SESSION, "session");
PURGE(Q_ACCOUNT_PURGE_LINK, "link");
PURGE(Q_ACCOUNT_PURGE_CHALLENGE, "challenge");
PURGE(Q_ACCOUNT_PURGE_RECOVERY_CODE, "recovery_code");
PURGE(Q_ACCOUNT_PURGE_PASSKEY, "passkey");
PURGE(Q_ACCOUNT_PURGE_FACTOR, "factor");
PURGE(Q_ACCOUNT_PURGE_API_TOKEN, "api_token");
PURGE(Q_ACCOUNT_PURGE_AGENT_LOGIN, "agent_login");
PURGE(Q_ACCOUNT_PURGE_AGENT_AVATAR, "agent_avatar");
PURGE(Q_ACCOUNT_PURGE_AGENT_DEPARTMENT, "agent_department");
PURGE(Q_ACCOUNT_PURGE_CONTACT_LOGIN, "contact_login");
PURGE(Q_ACCOUNT_PURGE_SECURITY_THANKS, "security_thanks");
PURGE(Q_ACCOUNT_PURGE_SECURITY_PAGE, "security_page");
PURGE(Q_ACCOUNT_PURGE_CONSENT, "consent");
PURGE(Q_ACCOUNT_PURGE_PURPOSE_TEXT, "purpose_text");
PURGE(Q_ACCOUNT_PURGE_PURPOSE, "purpose");
PURGE(Q_ACCOUNT_PURGE_RESTRICTION, "restriction");
PURGE(Q_ACCOUNT_PURGE_REQUEST, "request");
PURGE(Q_ACCOUNT_PURGE_MENTION_REVIEW, "mention_review");
PURGE(Q_ACCOUNT_PURGE_CONTACT_EXPORT, "contact_export");
PURGE(Q_ACCOUNT_PURGE_OUTBOX, "outbox");
PURGE(Q_ACCOUNT_PURGE_TICKET_TAG, "ticket_tag");
PURGE(Q_ACCOUNT_PURGE_SPAM_TICKET, "spam_ticket");
PURGE(Q_ACCOUNT_PURGE_ATTACHMENT, "attachment");
PURGE(Q_ACCOUNT_PURGE_MESSAGE, "message");
PURGE(Q_ACCOUNT_PURGE_TICKET, "ticket");
PURGE(Q_ACCOUNT_PURGE_LEGAL_HOLD, "legal_hold");
PURGE(Q_ACCOUNT_PURGE_CONTACT, "contact");
PURGE(Q_ACCOUNT_PURGE_COMPANY, "company");
PURGE(Q_ACCOUNT_PURGE_AGENT, "agent");
PURGE(Q_ACCOUNT_PURGE_TAG, "tag");
PURGE(Q_ACCOUNT_PURGE_DEPARTMENT, "department");
PURGE(Q_ACCOUNT_PURGE_ALLOW_LIST, "allow_list");
PURGE(Q_ACCOUNT_PURGE_FACTOR_POLICY, "factor_policy");
PURGE(Q_ACCOUNT_PURGE_SPAM_MODEL, "spam_model");
PURGE(Q_ACCOUNT_PURGE_SPAM_SETTING, "spam_setting");
PURGE(Q_ACCOUNT_PURGE_SPAM_DIGEST, "spam_digest");
PURGE(Q_ACCOUNT_PURGE_SPAM_SENDER, "spam_sender");
PURGE(Q_ACCOUNT_PURGE_RETENTION_RULE, "retention_rule");
PURGE(Q_ACCOUNT_PURGE_RETENTION, "retention");
PURGE(Q_ACCOUNT_PURGE_EXPORT_SETTING, "export_setting");
PURGE(Q_ACCOUNT_PURGE_DOMAIN, "domain");
PURGE(Q_ACCOUNT_PURGE_SIGNUP, "signup");
PURGE(Q_ACCOUNT_PURGE_FAREWELL, "farewell");
PURGE(Q_ACCOUNT_PURGE_AGREEMENT, "agreement");
PURGE(Q_ACCOUNT_PURGE_ERASURE_JOB, "erasure_job");
PURGE(Q_ACCOUNT_PURGE_PROVIDER_REQUEST, "provider_request");
PURGE(Q_ACCOUNT_PURGE_BILLING_EVENT, "billing_event");
PURGE(Q_ACCOUNT_PURGE_BILLING_SECRET, "billing_secret");
PURGE(Q_ACCOUNT_PURGE_PARTING, "parting");
PURGE(Q_ACCOUNT_PURGE_AUDIT, "audit");
PURGE(Q_ACCOUNT_PURGE_AUDIT_HEAD, "audit_head");
PURGE(Q_ACCOUNT_PURGE_AUDIT_START, "audit_start");
PURGE(Q_ACCOUNT_PURGE_SECRET, "olvido_keys.secret");
PURGE(Q_ACCOUNT_PURGE_HOST, "host");
PURGE(Q_ACCOUNT_PURGE_HOUR, "account_hour");
PURGE(Q_ACCOUNT_PURGE_USAGE, "account_usage");
PURGE(Q_ACCOUNT_PURGE_ROSTER, "roster");
QUERY(Q_ACCOUNT_COUNT_ADD, Q_TENANT,
    "INSERT INTO account_count (account_id, name, n) VALUES (?, ?, ?)"
    " ON DUPLICATE KEY UPDATE n = n + VALUES(n)");

/*
 * Children before what they hang on; the roster behind whose triggers write it.
 * The keys go with the transaction that destroys them, the account's own rows with
 * the last one (account_gone.c).
 */
static const struct {
	struct purge_table	 t;
	const struct query	*q;
} tables[] = {
	{ { "olvido_index.term", PURGE_DERIVED }, &Q_ACCOUNT_PURGE_TERM },
	{ { "olvido_index.lookup", PURGE_DERIVED }, &Q_ACCOUNT_PURGE_LOOKUP },
	{ { "olvido.session", PURGE_ROWS }, &Q_ACCOUNT_PURGE_SESSION },
	{ { "olvido.link", PURGE_DERIVED }, &Q_ACCOUNT_PURGE_LINK },
	{ { "olvido.challenge", PURGE_DERIVED }, &Q_ACCOUNT_PURGE_CHALLENGE },
	{ { "olvido.recovery_code", PURGE_ROWS }, &Q_ACCOUNT_PURGE_RECOVERY_CODE },
	{ { "olvido.passkey", PURGE_ROWS }, &Q_ACCOUNT_PURGE_PASSKEY },
	{ { "olvido.factor", PURGE_ROWS }, &Q_ACCOUNT_PURGE_FACTOR },
	{ { "olvido.api_token", PURGE_ROWS }, &Q_ACCOUNT_PURGE_API_TOKEN },
	{ { "olvido.agent_login", PURGE_ROWS }, &Q_ACCOUNT_PURGE_AGENT_LOGIN },
	{ { "olvido.agent_avatar", PURGE_ROWS }, &Q_ACCOUNT_PURGE_AGENT_AVATAR },
	{ { "olvido.agent_department", PURGE_ROWS }, &Q_ACCOUNT_PURGE_AGENT_DEPARTMENT },
	{ { "olvido.contact_login", PURGE_ROWS }, &Q_ACCOUNT_PURGE_CONTACT_LOGIN },
	{ { "olvido.security_thanks", PURGE_ROWS }, &Q_ACCOUNT_PURGE_SECURITY_THANKS },
	{ { "olvido.security_page", PURGE_ROWS }, &Q_ACCOUNT_PURGE_SECURITY_PAGE },
	{ { "olvido.consent", PURGE_ROWS }, &Q_ACCOUNT_PURGE_CONSENT },
	{ { "olvido.purpose_text", PURGE_ROWS }, &Q_ACCOUNT_PURGE_PURPOSE_TEXT },
	{ { "olvido.purpose", PURGE_ROWS }, &Q_ACCOUNT_PURGE_PURPOSE },
	{ { "olvido.restriction", PURGE_ROWS }, &Q_ACCOUNT_PURGE_RESTRICTION },
	{ { "olvido.request", PURGE_ROWS }, &Q_ACCOUNT_PURGE_REQUEST },
	{ { "olvido.mention_review", PURGE_ROWS }, &Q_ACCOUNT_PURGE_MENTION_REVIEW },
	{ { "olvido.contact_export", PURGE_DERIVED }, &Q_ACCOUNT_PURGE_CONTACT_EXPORT },
	{ { "olvido.erasure_job", PURGE_ROWS }, &Q_ACCOUNT_PURGE_ERASURE_JOB },
	{ { "olvido.parting", PURGE_ROWS }, &Q_ACCOUNT_PURGE_PARTING },
	{ { "olvido.provider_request", PURGE_ROWS }, &Q_ACCOUNT_PURGE_PROVIDER_REQUEST },
	{ { "olvido.billing_event", PURGE_ROWS }, &Q_ACCOUNT_PURGE_BILLING_EVENT },
	{ { "olvido.billing_secret", PURGE_ROWS }, &Q_ACCOUNT_PURGE_BILLING_SECRET },
	{ { "olvido.outbox", PURGE_ROWS }, &Q_ACCOUNT_PURGE_OUTBOX },
	{ { "olvido.ticket_tag", PURGE_ROWS }, &Q_ACCOUNT_PURGE_TICKET_TAG },
	{ { "olvido.spam_ticket", PURGE_ROWS }, &Q_ACCOUNT_PURGE_SPAM_TICKET },
	{ { "olvido.attachment", PURGE_ROWS }, &Q_ACCOUNT_PURGE_ATTACHMENT },
	/* Triggers write it anew when files come back. */
	{ { "olvido.account_usage", PURGE_DERIVED }, &Q_ACCOUNT_PURGE_USAGE },
	{ { "olvido.account_hour", PURGE_ROWS }, &Q_ACCOUNT_PURGE_HOUR },
	{ { "olvido.message", PURGE_ROWS }, &Q_ACCOUNT_PURGE_MESSAGE },
	{ { "olvido.ticket", PURGE_ROWS }, &Q_ACCOUNT_PURGE_TICKET },
	{ { "olvido.legal_hold", PURGE_ROWS }, &Q_ACCOUNT_PURGE_LEGAL_HOLD },
	{ { "olvido.contact", PURGE_ROWS }, &Q_ACCOUNT_PURGE_CONTACT },
	{ { "olvido.company", PURGE_ROWS }, &Q_ACCOUNT_PURGE_COMPANY },
	{ { "olvido.agent", PURGE_ROWS }, &Q_ACCOUNT_PURGE_AGENT },
	{ { "olvido.tag", PURGE_ROWS }, &Q_ACCOUNT_PURGE_TAG },
	{ { "olvido.department", PURGE_ROWS }, &Q_ACCOUNT_PURGE_DEPARTMENT },
	{ { "olvido.allow_list", PURGE_ROWS }, &Q_ACCOUNT_PURGE_ALLOW_LIST },
	{ { "olvido.factor_policy", PURGE_ROWS }, &Q_ACCOUNT_PURGE_FACTOR_POLICY },
	{ { "olvido.spam_model", PURGE_ROWS }, &Q_ACCOUNT_PURGE_SPAM_MODEL },
	{ { "olvido.spam_setting", PURGE_ROWS }, &Q_ACCOUNT_PURGE_SPAM_SETTING },
	{ { "olvido.spam_digest", PURGE_ROWS }, &Q_ACCOUNT_PURGE_SPAM_DIGEST },
	{ { "olvido.spam_sender", PURGE_ROWS }, &Q_ACCOUNT_PURGE_SPAM_SENDER },
	{ { "olvido.retention_rule", PURGE_ROWS }, &Q_ACCOUNT_PURGE_RETENTION_RULE },
	{ { "olvido.retention", PURGE_ROWS }, &Q_ACCOUNT_PURGE_RETENTION },
	{ { "olvido.export_setting", PURGE_ROWS }, &Q_ACCOUNT_PURGE_EXPORT_SETTING },
	{ { "olvido.domain", PURGE_ROWS }, &Q_ACCOUNT_PURGE_DOMAIN },
	{ { "olvido.signup", PURGE_ROWS }, &Q_ACCOUNT_PURGE_SIGNUP },
	{ { "olvido.farewell", PURGE_ROWS }, &Q_ACCOUNT_PURGE_FAREWELL },
	{ { "olvido.agreement", PURGE_ROWS }, &Q_ACCOUNT_PURGE_AGREEMENT },
	{ { "olvido.audit", PURGE_ROWS }, &Q_ACCOUNT_PURGE_AUDIT },
	{ { "olvido.audit_head", PURGE_ROWS }, &Q_ACCOUNT_PURGE_AUDIT_HEAD },
	{ { "olvido.audit_start", PURGE_ROWS }, &Q_ACCOUNT_PURGE_AUDIT_START },
	{ { "olvido_keys.secret", PURGE_LAST }, &Q_ACCOUNT_PURGE_SECRET },
	{ { "olvido.host", PURGE_LAST }, &Q_ACCOUNT_PURGE_HOST },
	{ { "olvido.roster", PURGE_ROWS }, &Q_ACCOUNT_PURGE_ROSTER },
	{ { "olvido_keys.account_key", PURGE_STAYS }, NULL },
	{ { "olvido_keys.cold_key", PURGE_STAYS }, NULL },
	{ { "olvido_keys.tombstone", PURGE_STAYS }, NULL },
	{ { "olvido_keys.reseal", PURGE_STAYS }, NULL },
	{ { "olvido.cold_backup", PURGE_STAYS }, NULL },
	{ { "olvido.account_count", PURGE_STAYS }, NULL },
	{ { "olvido.account_gone", PURGE_STAYS }, NULL },
	{ { "olvido.account", PURGE_STAYS }, NULL },
	{ { "olvido.erasure", PURGE_STAYS }, NULL },
	{ { "olvido.erasure_count", PURGE_STAYS }, NULL },
	{ { "olvido.erasure_mirror", PURGE_STAYS }, NULL },
	{ { "olvido.account_event", PURGE_STAYS }, NULL },
	{ { "olvido.account_warning", PURGE_STAYS }, NULL },
};
#define NTABLES	(sizeof(tables) / sizeof(tables[0]))

const struct purge_table *
purge_table_at(unsigned i)
{
	return (i < NTABLES ? &tables[i].t : NULL);
}

RC
account_count_add(struct tenant *t, const char *name, uint64_t n)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	if (n == 0)
		return (RC_OK);
	TRY(stmt_tenant(&st, t, &Q_ACCOUNT_COUNT_ADD));
	bind_str(st, name);
	bind_u64(st, n);
	return (stmt_exec(st, NULL));
}

static bool
goes(const struct account_purge *p)
{
	return (tables[p->table].q != NULL &&
	    (tables[p->table].t.kind != PURGE_LAST || p->last));
}

/* *work_r: microseconds, without the commit. */
static RC
batch(struct tenant *t, struct account_purge *p, uint64_t *n_r,
    int64_t *work_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	const char *name = tables[p->table].t.name;
	int64_t began = mono_us();

	TRY(tx_begin(&tx, t->db));
	TRY(stmt_tenant(&st, t, tables[p->table].q));
	bind_u64(st, p->pace.batch);
	TRY(stmt_exec(st, n_r));
	if (!p->uncounted)
		TRY(account_count_add(t, strchr(name, '.') + 1, *n_r));
	*work_r = mono_us() - began;
	return (tx_commit(&tx));
}

RC
account_purge_step(struct tenant *t, struct account_purge *p, bool *done_r)
{
	int64_t began = mono_us(), work;
	uint64_t n;

	if (p->pace.batch == 0)
		pace_anew(&p->pace);
	while (p->table < NTABLES && !goes(p))
		p->table++;
	*done_r = p->table == NTABLES;
	if (*done_r)
		return (RC_OK);
	TRY(batch(t, p, &n, &work));
	p->rows += n;
	if (n < p->pace.batch) {
		p->table++;
		pace_anew(&p->pace);
	}
	pace_took(&p->pace, work, mono_us() - began);
	return (RC_OK);
}
