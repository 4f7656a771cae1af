/*
 * The audit log: who did what to what, when, from where; ids only, no personal
 * data.  Each account's rows are a chain:
 *
 *   h(n) = H(K(account, "chain"), "audit" | h(n-1) | row | n)
 *
 * so that a changed, missing, moved or foreign row is found by `olvido audit
 * verify` (audit_check.h).  Programs may add rows, never change or remove one.
 *
 * The client's network (/24, /48) is personal data as long as an id leads to a
 * person: it is sealed under K(actor), or K(object) when a stranger tried to be
 * him, else under the account's key.  Forgetting a person takes it away; the
 * chain goes over the sealed bytes and stays whole.
 *
 * Call audit_add() inside the transaction of the change, as its last statement:
 * the row's place is decided under the account's lock, which is held until the
 * commit.  Outside a transaction it has its own.
 */
#ifndef MODEL_AUDIT_H
#define MODEL_AUDIT_H

#include "db/db.h"

enum actor_kind {
	ACTOR_NOBODY = 0,	/* not signed in */
	ACTOR_AGENT = 1,
	ACTOR_CONTACT = 2,
	ACTOR_TOKEN = 3,	/* of the account or the provider: no person */
	ACTOR_PROVIDER = 4,	/* the command line */
	ACTOR_SYSTEM = 5,	/* mail, cron */
};

/* Who acts: tenant.actor of a web program's request; else see audit_process. */
struct actor {
	enum actor_kind	 kind;
	uint64_t	 id;
	const char	*prefix;	/* "192.0.2.0/24", "": not known */
	const char	*request_id;	/* "" */
};

enum audit_object {
	ON_NOTHING = 0,
	ON_AGENT = 1, ON_CONTACT = 2, ON_TICKET = 3, ON_DEPARTMENT = 4,
	ON_SESSION = 5, ON_TOKEN = 6, ON_FACTOR = 7, ON_ACCOUNT = 8,
	ON_LIST = 9,		/* an allow-list: value says which */
	ON_SETTINGS = 10,	/* a page of settings: enum audit_page */
	ON_AUDIT = 11, ON_TAG = 12, ON_COMPANY = 13, ON_DOMAIN = 14,
	ON_RULE = 41,
	ON_CUSTOMER = 50,	/* another account, in the provider's own log */
	ON_REQUEST = 20, ON_PURPOSE = 21,
};

enum audit_page {
	PAGE_AGENTS = 1, PAGE_ROLES = 2, PAGE_ACCESS = 3, PAGE_LISTS = 4,
	PAGE_TOKENS = 5, PAGE_AUDIT = 6, PAGE_SECURITY = 7,
	PAGE_DEPARTMENTS = 8, PAGE_SPAM = 20,
	PAGE_EXPORTS = 32, PAGE_WEBSITE = 33,
};

/* Never renumber; verb / 100 is its family. A new one: its row in audit_verb.c
   and its sentences in templates/lang/{en,es}-audit.hdf (Audit.Say.NAME). */
enum audit_verb {
	/* Coming and going. value: enum audit_way */
	AUDIT_SIGN_IN = 101,
	AUDIT_SIGN_OUT = 102,
	AUDIT_SESSION_ENDED = 103,	/* one: a session's id */
	AUDIT_SESSIONS_ENDED = 104,	/* all, or all others */
	AUDIT_STEP_UP = 105,
	AUDIT_LOCKED = 106,		/* throttled: once when it begins */
	AUDIT_ADDRESS_REFUSED = 107,	/* by an allow-list */
	AUDIT_ROUTE_REFUSED = 108,	/* signed in, but not his to do */

	/* How people prove themselves */
	AUDIT_PASSWORD_CHANGED = 201,
	AUDIT_RESET_ASKED = 202,
	AUDIT_PASSWORD_RESET = 203,
	AUDIT_FACTOR_ADDED = 204,	/* value: enum audit_way */
	AUDIT_FACTOR_REMOVED = 205,
	AUDIT_FACTOR_RESET = 206,	/* by an admin */
	AUDIT_RECOVERY_MADE = 207,
	AUDIT_RECOVERY_USED = 208,
	AUDIT_EMAIL_CHANGED = 209,

	/* People */
	AUDIT_AGENT_INVITED = 301,	/* value: role */
	AUDIT_AGENT_JOINED = 302,
	AUDIT_AGENT_ROLE = 303,		/* value: the new role */
	AUDIT_AGENT_OFF = 304,
	AUDIT_AGENT_ON = 305,
	AUDIT_AGENT_DEPARTMENTS = 306,	/* value: how many */
	AUDIT_OWNER_OFFERED = 307,
	AUDIT_OWNER_CHANGED = 308,
	AUDIT_PROFILE_CHANGED = 309,
	AUDIT_INVITE_REVOKED = 310,
	AUDIT_CONTACT_REGISTERED = 311,
	AUDIT_CONTACT_PROVED = 312,
	AUDIT_AGENT_ADDED = 313,	/* by the command line */
	AUDIT_COMPANY_ADDED = 321,
	AUDIT_COMPANY_CHANGED = 322,
	AUDIT_CONTACT_COMPANY = 323,	/* value: the company, 0: none */

	/* Settings */
	AUDIT_POLICY_CHANGED = 401,
	AUDIT_LIST_CHANGED = 402,	/* value: how many ranges */
	AUDIT_LIST_CLEARED = 403,
	AUDIT_SECURITY_PAGE_CHANGED = 404,
	AUDIT_DEPARTMENT_ADDED = 405,
	AUDIT_DEPARTMENT_CHANGED = 406,
	AUDIT_SETTINGS_VIEWED = 407,	/* object: enum audit_page */
	AUDIT_SETTINGS_CHANGED = 408,
	AUDIT_DEPARTMENT_REMOVED = 409,
	AUDIT_SPAM_CHANGED = 420,	/* settings or a list of the filter */

	/* API tokens */
	AUDIT_TOKEN_MADE = 501,
	AUDIT_TOKEN_REVOKED = 502,
	AUDIT_TOKEN_CHANGED = 503,
	AUDIT_API_REFUSED = 504,	/* wrong token or password */

	/* Data */
	AUDIT_EXPORTED = 601,		/* value: rows */
	AUDIT_ERASED = 602,
	AUDIT_REPORT_CLOSED = 603,
	AUDIT_THANKS_ADDED = 604,
	AUDIT_THANKS_REMOVED = 605,
	/* A contact's copy of his data (model/privacy/export.h) */
	AUDIT_EXPORT_ASKED = 631,	/* value: its id */
	AUDIT_EXPORT_MADE = 632,	/* value: how many tickets */
	AUDIT_EXPORT_TAKEN = 633,	/* handed out; value: its id */
	AUDIT_EXPORT_FAILED = 634,	/* value: enum export_fault */
	AUDIT_REDACTED = 630,		/* of a ticket; value: a message */
	AUDIT_TYPED_CUT = 635,		/* value: enum typed_kind */

	/* Keeping: holds, the bin, rules */
	AUDIT_HOLD_SET = 641,		/* value: the hold's id */
	AUDIT_HOLD_LIFTED = 642,
	AUDIT_BINNED = 643,		/* value: how many tickets */
	AUDIT_BIN_RESTORED = 644,
	AUDIT_RULE_MADE = 645,		/* value: the rule's id */
	AUDIT_RULE_ON = 646,
	AUDIT_RULE_OFF = 647,
	AUDIT_RULE_REMOVED = 648,
	AUDIT_RULE_RAN = 649,		/* object: the rule; value: how many */
	AUDIT_BIN_DAYS = 650,		/* value: days */
	AUDIT_RULE_CHANGED = 651,
	AUDIT_ANONYMISED = 652,		/* a ticket; value: the erasure's id */

	/* Rights of data subjects: model/privacy/request.h, consent.h, restriction.h */
	AUDIT_REQUEST_CAME = 660,	/* value: enum request_kind */
	AUDIT_REQUEST_NOTE = 661,
	AUDIT_REQUEST_TAKEN = 662,	/* value: the handler */
	AUDIT_REQUEST_EXTENDED = 663,
	AUDIT_REQUEST_DONE = 664,
	AUDIT_REQUEST_REFUSED = 665,	/* value: enum request_ground */
	AUDIT_REQUEST_WITHDRAWN = 666,
	AUDIT_CONSENT_GIVEN = 667,	/* value: the purpose */
	AUDIT_CONSENT_WITHDRAWN = 668,	/* value: the purpose */
	AUDIT_PURPOSE_ADDED = 669,
	AUDIT_PURPOSE_CHANGED = 670,	/* value: its version */
	AUDIT_RESTRICTED = 671,		/* value: enum restriction_ground */
	AUDIT_RESTRICTION_ENDING = 672,	/* value: when, in seconds */
	AUDIT_RESTRICTION_KEPT = 673,	/* its end was taken back */
	AUDIT_RESTRICTION_LIFTED = 674,

	/* Domains of the account's own (model/account/domain.h); signing up */
	AUDIT_DOMAIN_ADDED = 470,
	AUDIT_DOMAIN_PROVED = 471,
	AUDIT_DOMAIN_LOST = 472,
	AUDIT_DOMAIN_OFF = 473,
	AUDIT_DOMAIN_REMOVED = 474,
	AUDIT_DOMAIN_TAKEN = 475,	/* another account proved it first */
	AUDIT_SIGNUP_ASKED = 480,
	AUDIT_SIGNUP_CONFIRMED = 481,
	AUDIT_SIGNUP_INSTALLED = 482,	/* in the new account */
	AUDIT_SIGNUP_EXPIRED = 483,

	/* The log itself, the provider */
	AUDIT_EXPIRED = 701,		/* value: the last row removed */
	AUDIT_ACCOUNT_CHANGED = 702,	/* value: enum account_state */
	AUDIT_RESTORED = 703,		/* value: seconds, of the backup */
	/* Its plan's limits (model/account/usage.h); value: the limit */
	AUDIT_AGENTS_FULL = 706,
	AUDIT_STORAGE_FULL = 707,
	/* The account's end (model/account/cold.h) */
	AUDIT_END_ASKED = 720,		/* value: when, in seconds */
	AUDIT_END_CANCELLED = 721,
	/* In the provider's log, of another account (model/account/farewell.h) */
	AUDIT_FAREWELL_KEPT = 724,
	AUDIT_FAREWELL_OVER = 725,
	AUDIT_ALL_EXPORT_TAKEN = 723,	/* value: how many tickets */
	/* Programs of the provider's, in its own account (cgi-bin/provider) */
	AUDIT_PROVIDER_ACT = 740,	/* value: enum provider_act */
	AUDIT_BILLING_CAME = 741,	/* value: enum billing_outcome */
	AUDIT_BILLING_SECRET_MADE = 742,
	AUDIT_BILLING_SECRET_ENDED = 743,
	/* The owner's copy of everything. */
	AUDIT_ALL_ASKED = 730,		/* value: its id */
	AUDIT_ALL_MADE = 731,		/* value: how many tickets */
	AUDIT_ALL_TAKEN = 732,		/* handed out; value: the same */
	AUDIT_ALL_FAILED = 733,		/* value: enum export_fault */
	AUDIT_KEYS_CHANGED = 704,	/* 1: new master key, 2: from a mirror */
};

/* What a program did to another account: an enum life_event, or one of these. */
enum provider_act {
	PROVIDER_PLAN = 101, PROVIDER_DOMAIN_ADDED = 102,
	PROVIDER_DOMAIN_REMOVED = 103, PROVIDER_EXPORT = 104,
};

/* How somebody proved himself: the value of AUDIT_SIGN_IN and of factors. */
enum audit_way {
	WAY_PASSWORD = 0,	/* alone */
	WAY_TOTP = 1, WAY_RECOVERY = 2,	/* after the password */
	WAY_PASSKEY = 3,	/* after the password */
	WAY_PASSKEY_ALONE = 4,
	WAY_LINK = 5,		/* a mailed link */
	WAY_DEVICE = 6,
};

enum audit_result {
	AUDIT_DONE = 0,
	AUDIT_FAILED = 1,	/* he did not prove himself */
	AUDIT_REFUSED = 2,	/* not his to do */
	AUDIT_LIMITED = 3,	/* too often */
};

struct audit_row {
	enum audit_verb	  verb;
	enum audit_object object;
	uint64_t	  id;		/* of the object */
	uint64_t	  value;	/* as the verb says */
	enum audit_result result;
	/* kind and id: only when it is another than t->actor, as at sign-in */
	struct actor	  actor;
	uint64_t	  n;		/* these two are set by the log */
	int64_t		  at;
};

/*
 * Adds a row; actor: t->actor, or the process.  RC_RETRY: run the whole act
 * again (deadlock, lock wait).  Any result but RC_OK must fail the act.
 */
RC	audit_add(struct tenant *, const struct audit_row *);
/* What this process is where no request says who acts (ACTOR_SYSTEM). */
void	audit_process(enum actor_kind);

/* A row's name ("SignIn") for templates; "Unknown". Iterate: NULL at the end. */
const char *audit_verb_name(enum audit_verb);
const char *audit_verb_at(size_t i);

#endif
