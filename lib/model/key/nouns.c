/* Every table of the schema (nouns.h). */
#include "model/key/nouns.h"

#include <stddef.h>

#define RULES	"a retention rule"
#define NEVER	"nothing but the account's end"

static const struct noun nouns[] = {
	/* ---- the installation ------------------------------------------- */
	{ "olvido.schema_version", OF_NOBODY, ERASED_STAYS, false, "nothing" },
	{ "olvido.throttle", OF_NOBODY, ERASED_EXPIRES, false, "its own time" },
	{ "olvido_keys.bucket", OF_NOBODY, ERASED_STAYS, false, "nothing" },
	{ "olvido_keys.mirror", OF_NOBODY, ERASED_STAYS, false, "nothing" },
	{ "olvido_keys.master", OF_NOBODY, ERASED_STAYS, false, "nothing" },
	{ "olvido.gauge", OF_NOBODY, ERASED_STAYS, false, "nothing" },
	{ "olvido.restoration", OF_NOBODY, ERASED_STAYS, false, "nothing" },
	{ "olvido.scrub", OF_NOBODY, ERASED_STAYS, false, "nothing" },

	/* ---- the account ------------------------------------------------- */
	{ "olvido.account", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },
	{ "olvido.host", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },
	{ "olvido.plan", OF_NOBODY, ERASED_STAYS, false, "nothing" },
	{ "olvido.account_event", OF_ACCOUNT, ERASED_STAYS, false, "nothing" },
	{ "olvido.account_warning", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },
	{ "olvido.account_usage", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },
	{ "olvido.account_hour", OF_ACCOUNT, ERASED_EXPIRES, false, "31 days" },
	{ "olvido.department", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },
	{ "olvido.tag", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },
	{ "olvido.roster", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },
	{ "olvido.factor_policy", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },
	{ "olvido.allow_list", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },
	{ "olvido.security_page", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },
	{ "olvido.domain", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },
	{ "olvido.agreement", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },
	/* Its sealed column lies under a secret of its own. */
	{ "olvido.signup", OF_ACCOUNT, ERASED_EXPIRES, false,
	    "48 hours, or when it is installed" },
	/* The same: its row goes when somebody of that address is erased. */
	{ "olvido.farewell", OF_ACCOUNT, ERASED_FIRST, false,
	    "7 days after the account is gone, or when he was told" },
	{ "olvido.provider_request", OF_ACCOUNT, ERASED_EXPIRES, false,
	    "30 days" },
	{ "olvido.billing_event", OF_ACCOUNT, ERASED_EXPIRES, false,
	    "400 days" },
	{ "olvido.billing_secret", OF_ACCOUNT, ERASED_ACCOUNT, false,
	    "its own time" },
	{ "olvido.legal_text", OF_NOBODY, ERASED_STAYS, false, "nothing" },
	{ "olvido_keys.account_key", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },
	{ "olvido_keys.cold_key", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },
	{ "olvido.cold_backup", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },
	{ "olvido.account_count", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },

	/* ---- people ------------------------------------------------------ */
	{ "olvido.contact", OF_CONTACT, ERASED_LATER, true, RULES },
	{ "olvido.contact_login", OF_CONTACT, ERASED_FIRST, false, RULES },
	{ "olvido.company", OF_SUBJECT, ERASED_LATER, true, "its erasure" },
	{ "olvido.erasure_job", OF_CONTACT, ERASED_LATER, false,
	    "its erasure" },
	{ "olvido.parting", OF_CONTACT, ERASED_LATER, false, "its erasure" },
	{ "olvido.security_thanks", OF_CONTACT, ERASED_FIRST, true, NEVER },
	{ "olvido.agent", OF_AGENT, ERASED_LATER, true, NEVER },
	{ "olvido.agent_login", OF_AGENT, ERASED_FIRST, false, NEVER },
	{ "olvido.agent_avatar", OF_AGENT, ERASED_FIRST, true, NEVER },
	{ "olvido.agent_department", OF_AGENT, ERASED_LATER, false, NEVER },
	{ "olvido.api_token", OF_AGENT, ERASED_FIRST, true, "its own time" },
	{ "olvido.session", OF_SUBJECT, ERASED_FIRST, true, "its own time" },
	{ "olvido.link", OF_SUBJECT, ERASED_FIRST, false, "its own time" },
	{ "olvido.factor", OF_SUBJECT, ERASED_FIRST, true, NEVER },
	{ "olvido.recovery_code", OF_SUBJECT, ERASED_FIRST, false, NEVER },
	{ "olvido.passkey", OF_SUBJECT, ERASED_FIRST, true, NEVER },
	{ "olvido.challenge", OF_SUBJECT, ERASED_EXPIRES, false,
	    "its own time" },
	{ "olvido_keys.secret", OF_SUBJECT, ERASED_FIRST, false, RULES },
	{ "olvido_index.lookup", OF_SUBJECT, ERASED_FIRST, false, RULES },

	/* ---- rights of data subjects ------------------------------------- */
	{ "olvido.purpose", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },
	{ "olvido.purpose_text", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },
	{ "olvido.consent", OF_CONTACT, ERASED_FIRST, true, NEVER },
	{ "olvido.restriction", OF_CONTACT, ERASED_FIRST, true,
	    "its lifting" },
	/* Its sealed column goes first; that he asked and was answered stays. */
	{ "olvido.request", OF_CONTACT, ERASED_STAYS, true, NEVER },

	/* ---- tickets ----------------------------------------------------- */
	{ "olvido.ticket", OF_TICKET, ERASED_LATER, true, RULES },
	{ "olvido.ticket_tag", OF_TICKET, ERASED_LATER, true, RULES },
	{ "olvido.message", OF_MESSAGE, ERASED_LATER, true, RULES },
	{ "olvido.attachment", OF_MESSAGE, ERASED_LATER, true, RULES },
	{ "olvido.outbox", OF_SUBJECT, ERASED_FIRST, true, RULES },
	{ "olvido_index.term", OF_TICKET, ERASED_LATER, false, RULES },

	/* ---- the spam filter (0036) -------------------------------------- */
	{ "olvido.spam_ticket", OF_TICKET, ERASED_LATER, false, RULES },
	{ "olvido.spam_model", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },
	{ "olvido.spam_setting", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },
	{ "olvido.spam_digest", OF_AGENT, ERASED_LATER, false,
	    "40 days" },
	/* Those of his address, found by its digest. */
	{ "olvido.spam_sender", OF_ACCOUNT, ERASED_FIRST, false, NEVER },

	/* ---- keeping (0033) ---------------------------------------------- */
	{ "olvido.cron_action", OF_NOBODY, ERASED_STAYS, false, "nothing" },
	{ "olvido.column_note", OF_NOBODY, ERASED_STAYS, false, "nothing" },
	{ "olvido.retention", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },
	{ "olvido.retention_rule", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },
	{ "olvido.legal_hold", OF_SUBJECT, ERASED_LATER, false, "its end" },

	/* ---- copies of people's data (0032) ------------------------------- */
	{ "olvido.contact_export", OF_CONTACT, ERASED_LATER, false,
	    "7 days; who asked for it, 90" },
	{ "olvido.export_setting", OF_ACCOUNT, ERASED_ACCOUNT, false, NEVER },

	/* ---- the proof --------------------------------------------------- */
	{ "olvido.audit", OF_ACCOUNT, ERASED_STAYS, false, "Audit.Days" },
	{ "olvido.audit_head", OF_ACCOUNT, ERASED_STAYS, false, NEVER },
	{ "olvido.audit_start", OF_ACCOUNT, ERASED_STAYS, false, NEVER },
	{ "olvido_keys.tombstone", OF_ACCOUNT, ERASED_STAYS, false, "nothing" },
	{ "olvido_keys.reseal", OF_ACCOUNT, ERASED_STAYS, false, "nothing" },
	{ "olvido.mention_review", OF_ACCOUNT, ERASED_STAYS, false, "nothing" },
	{ "olvido.erasure", OF_ACCOUNT, ERASED_STAYS, false, "nothing" },
	{ "olvido.account_gone", OF_ACCOUNT, ERASED_STAYS, false, "nothing" },
	{ "olvido.erasure_count", OF_ACCOUNT, ERASED_STAYS, false, "nothing" },
	{ "olvido.erasure_mirror", OF_ACCOUNT, ERASED_STAYS, false, "nothing" },
};

const struct noun *
noun_at(unsigned i)
{
	return (i < sizeof(nouns) / sizeof(nouns[0]) ? &nouns[i] : NULL);
}

const char *
noun_owner_name(enum noun_owner o)
{
	static const char *const name[] = { [OF_NOBODY] = "nobody",
		[OF_ACCOUNT] = "account", [OF_CONTACT] = "contact",
		[OF_AGENT] = "agent", [OF_SUBJECT] = "subject",
		[OF_TICKET] = "ticket", [OF_MESSAGE] = "message" };

	return (name[o]);
}

const char *
noun_erased_name(enum noun_erased e)
{
	static const char *const name[] = { [ERASED_FIRST] = "first",
		[ERASED_LATER] = "later", [ERASED_EXPIRES] = "expires",
		[ERASED_STAYS] = "stays", [ERASED_ACCOUNT] = "account" };

	return (name[e]);
}
