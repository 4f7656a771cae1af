/* The verbs' names (audit.h): what templates and exports call them. */
#include "model/audit.h"

static const struct {
	enum audit_verb	 verb;
	const char	*name;
} verbs[] = {
	{ AUDIT_SIGN_IN, "SignIn" },
	{ AUDIT_SIGN_OUT, "SignOut" },
	{ AUDIT_SESSION_ENDED, "SessionEnded" },
	{ AUDIT_SESSIONS_ENDED, "SessionsEnded" },
	{ AUDIT_STEP_UP, "StepUp" },
	{ AUDIT_LOCKED, "Locked" },
	{ AUDIT_ADDRESS_REFUSED, "AddressRefused" },
	{ AUDIT_ROUTE_REFUSED, "RouteRefused" },
	{ AUDIT_PASSWORD_CHANGED, "PasswordChanged" },
	{ AUDIT_RESET_ASKED, "ResetAsked" },
	{ AUDIT_PASSWORD_RESET, "PasswordReset" },
	{ AUDIT_FACTOR_ADDED, "FactorAdded" },
	{ AUDIT_FACTOR_REMOVED, "FactorRemoved" },
	{ AUDIT_FACTOR_RESET, "FactorReset" },
	{ AUDIT_RECOVERY_MADE, "RecoveryMade" },
	{ AUDIT_RECOVERY_USED, "RecoveryUsed" },
	{ AUDIT_EMAIL_CHANGED, "EmailChanged" },
	{ AUDIT_AGENT_INVITED, "AgentInvited" },
	{ AUDIT_AGENT_JOINED, "AgentJoined" },
	{ AUDIT_AGENT_ROLE, "AgentRole" },
	{ AUDIT_AGENT_OFF, "AgentOff" },
	{ AUDIT_AGENT_ON, "AgentOn" },
	{ AUDIT_AGENT_DEPARTMENTS, "AgentDepartments" },
	{ AUDIT_OWNER_OFFERED, "OwnerOffered" },
	{ AUDIT_OWNER_CHANGED, "OwnerChanged" },
	{ AUDIT_PROFILE_CHANGED, "ProfileChanged" },
	{ AUDIT_INVITE_REVOKED, "InviteRevoked" },
	{ AUDIT_CONTACT_REGISTERED, "ContactRegistered" },
	{ AUDIT_CONTACT_PROVED, "ContactProved" },
	{ AUDIT_AGENT_ADDED, "AgentAdded" },
	{ AUDIT_POLICY_CHANGED, "PolicyChanged" },
	{ AUDIT_LIST_CHANGED, "ListChanged" },
	{ AUDIT_LIST_CLEARED, "ListCleared" },
	{ AUDIT_SECURITY_PAGE_CHANGED, "SecurityPageChanged" },
	{ AUDIT_DEPARTMENT_ADDED, "DepartmentAdded" },
	{ AUDIT_DEPARTMENT_CHANGED, "DepartmentChanged" },
	{ AUDIT_SETTINGS_VIEWED, "SettingsViewed" },
	{ AUDIT_SETTINGS_CHANGED, "SettingsChanged" },
	{ AUDIT_SPAM_CHANGED, "SpamChanged" },
	{ AUDIT_DEPARTMENT_REMOVED, "DepartmentRemoved" },
	{ AUDIT_TOKEN_MADE, "TokenMade" },
	{ AUDIT_TOKEN_REVOKED, "TokenRevoked" },
	{ AUDIT_TOKEN_CHANGED, "TokenChanged" },
	{ AUDIT_API_REFUSED, "ApiRefused" },
	{ AUDIT_EXPORTED, "Exported" },
	{ AUDIT_ERASED, "Erased" },
	{ AUDIT_REPORT_CLOSED, "ReportClosed" },
	{ AUDIT_THANKS_ADDED, "ThanksAdded" },
	{ AUDIT_THANKS_REMOVED, "ThanksRemoved" },
	{ AUDIT_HOLD_SET, "HoldSet" },
	{ AUDIT_HOLD_LIFTED, "HoldLifted" },
	{ AUDIT_BINNED, "Binned" },
	{ AUDIT_BIN_RESTORED, "BinRestored" },
	{ AUDIT_RULE_MADE, "RuleMade" },
	{ AUDIT_RULE_ON, "RuleOn" },
	{ AUDIT_RULE_OFF, "RuleOff" },
	{ AUDIT_RULE_REMOVED, "RuleRemoved" },
	{ AUDIT_RULE_RAN, "RuleRan" },
	{ AUDIT_BIN_DAYS, "BinDays" },
	{ AUDIT_REQUEST_CAME, "RequestCame" },
	{ AUDIT_REQUEST_NOTE, "RequestNote" },
	{ AUDIT_REQUEST_TAKEN, "RequestTaken" },
	{ AUDIT_REQUEST_EXTENDED, "RequestExtended" },
	{ AUDIT_REQUEST_DONE, "RequestDone" },
	{ AUDIT_REQUEST_REFUSED, "RequestRefused" },
	{ AUDIT_REQUEST_WITHDRAWN, "RequestWithdrawn" },
	{ AUDIT_CONSENT_GIVEN, "ConsentGiven" },
	{ AUDIT_CONSENT_WITHDRAWN, "ConsentWithdrawn" },
	{ AUDIT_PURPOSE_ADDED, "PurposeAdded" },
	{ AUDIT_PURPOSE_CHANGED, "PurposeChanged" },
	{ AUDIT_RESTRICTED, "Restricted" },
	{ AUDIT_RESTRICTION_ENDING, "RestrictionEnding" },
	{ AUDIT_RESTRICTION_KEPT, "RestrictionKept" },
	{ AUDIT_RESTRICTION_LIFTED, "RestrictionLifted" },
	{ AUDIT_EXPORT_ASKED, "ExportAsked" },
	{ AUDIT_EXPORT_MADE, "ExportMade" },
	{ AUDIT_EXPORT_TAKEN, "ExportTaken" },
	{ AUDIT_EXPORT_FAILED, "ExportFailed" },
	{ AUDIT_REDACTED, "Redacted" },
	{ AUDIT_TYPED_CUT, "TypedCut" },
	{ AUDIT_RULE_CHANGED, "RuleChanged" },
	{ AUDIT_ANONYMISED, "Anonymised" },
	{ AUDIT_DOMAIN_ADDED, "DomainAdded" },
	{ AUDIT_DOMAIN_PROVED, "DomainProved" },
	{ AUDIT_DOMAIN_LOST, "DomainLost" },
	{ AUDIT_DOMAIN_OFF, "DomainOff" },
	{ AUDIT_DOMAIN_REMOVED, "DomainRemoved" },
	{ AUDIT_DOMAIN_TAKEN, "DomainTaken" },
	{ AUDIT_SIGNUP_ASKED, "SignupAsked" },
	{ AUDIT_SIGNUP_CONFIRMED, "SignupConfirmed" },
	{ AUDIT_SIGNUP_INSTALLED, "SignupInstalled" },
	{ AUDIT_SIGNUP_EXPIRED, "SignupExpired" },
	{ AUDIT_EXPIRED, "Expired" },
	{ AUDIT_ACCOUNT_CHANGED, "AccountChanged" },
	{ AUDIT_RESTORED, "Restored" },
	{ AUDIT_END_ASKED, "EndAsked" },
	{ AUDIT_END_CANCELLED, "EndCancelled" },
	{ AUDIT_ALL_EXPORT_TAKEN, "AllExportTaken" },
	{ AUDIT_KEYS_CHANGED, "KeysChanged" },
};
#define NVERBS	(sizeof(verbs) / sizeof(verbs[0]))

const char *
audit_verb_name(enum audit_verb verb)
{
	for (size_t i = 0; i < NVERBS; i++)
		if (verbs[i].verb == verb)
			return (verbs[i].name);
	return ("Unknown");
}

const char *
audit_verb_at(size_t i)
{
	return (i < NVERBS ? verbs[i].name : NULL);
}
