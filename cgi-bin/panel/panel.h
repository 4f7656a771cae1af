/* The agents' panel: its handlers (routes.c) and what they share. */
#ifndef PANEL_PANEL_H
#define PANEL_PANEL_H

#include "model/access/allow_list.h"
#include "model/people/agent.h"
#include "model/people/contact.h"
#include "web/app.h"

extern const struct route panel_routes[];

RC	panel_frame(struct req *);
/* The signed-in agent. */
agent_id panel_me(const struct req *);
RC	panel_agent(struct req *, struct agent *a_r);

/* home.c */
RC	home(struct req *);
RC	login_form(struct req *);
RC	login_submit(struct req *);
RC	logout(struct req *);
/* settings_access.c */
RC	access_show(struct req *);
RC	access_save(struct req *);
RC	access_reset(struct req *);
RC	contact_factor_reset(struct req *);
/* ticket_list.c */
RC	ticket_list_show(struct req *);
RC	contact_show(struct req *);
/* The page with a form's mistakes. */
RC	contact_page(struct req *, contact_id, int status);
/* search.c */
RC	search_send(struct req *);
RC	search_show(struct req *);
/* ticket_show.c */
RC	ticket_show(struct req *);
RC	ticket_page_status(struct req *, ticket_id, int status);
/* ticket_write.c */
RC	ticket_answer(struct req *);
RC	ticket_note(struct req *);
/* ticket_change.c */
RC	ticket_change_agent(struct req *);
RC	ticket_change_department(struct req *);
RC	ticket_change_status(struct req *);
RC	ticket_change_tags(struct req *);
RC	ticket_change_spam(struct req *);
/* attachment.c */
RC	attachment_get(struct req *);
RC	message_body(struct req *);
/* profile.c */
RC	profile_show(struct req *);
RC	profile_save(struct req *);
/* The page again with a mistake that another form of it noted. */
RC	profile_again(struct req *);
/* avatar.c */
RC	avatar_get(struct req *);
RC	avatar_save(struct req *);
RC	password_save(struct req *);
RC	sessions_show(struct req *);
RC	sessions_revoke(struct req *);
RC	sessions_end_others(struct req *);
RC	sessions_end_all(struct req *);
/* settings_agents.c */
RC	agents_show(struct req *);
RC	agent_invite_form(struct req *);
RC	agent_invite_send(struct req *);
RC	agent_show(struct req *);
RC	agent_role_save(struct req *);
RC	agent_departments_save(struct req *);
RC	agent_deactivate(struct req *);
RC	agent_activate(struct req *);
RC	agent_sessions_end(struct req *);
RC	agent_resend(struct req *);
RC	agent_cancel(struct req *);
/* settings_roles.c */
RC	roles_show(struct req *);
RC	owner_show(struct req *);
RC	owner_hand_over(struct req *);
/* A door that asks for less than model/access/rights.h is a bug: found at start. */
void	rights_check(const struct route *);
/* join.c */
RC	join_form(struct req *);
RC	join(struct req *);
RC	forgot_form(struct req *);
RC	forgot(struct req *);
RC	forgot_sent(struct req *);
RC	reset_form(struct req *);
RC	reset(struct req *);
/* settings.c */
RC	settings_show(struct req *);
/* The page's <title>, by the key of a text. */
void	settings_title(struct req *, const char *key);
/* settings_tokens.c */
RC	tokens_show(struct req *);
RC	tokens_make(struct req *);
RC	tokens_provider(struct req *);
RC	tokens_revoke(struct req *);
/* company.c */
RC	companies_show(struct req *);
RC	companies_make(struct req *);
RC	company_show(struct req *);
RC	company_rename(struct req *);
RC	company_join(struct req *);
RC	company_remove(struct req *);
/* A contact's company, beside him. */
RC	company_beside(struct req *, contact_id);
RC	tokens_let_erase(struct req *);
RC	tokens_let(struct req *);
/* settings_network.c */
RC	network_show(struct req *);
RC	network_save(struct req *);
/* settings_audit.c */
RC	audit_show(struct req *);
RC	audit_export(struct req *);
/* privacy_erasures.c */
RC	erasures_show(struct req *);
/* settings_usage.c */
RC	usage_show(struct req *);
/* A bar of the frame: what is at its plan's limit. */
RC	usage_bar(struct req *);
/* settings_domains.c */
RC	domains_show(struct req *);
RC	domains_add(struct req *);
RC	domains_look(struct req *);
RC	domains_remove(struct req *);

/* settings_departments.c */
RC	departments_show(struct req *);
RC	departments_make(struct req *);
RC	department_show(struct req *);
RC	department_save(struct req *);

/* settings_account.c */
RC	account_show(struct req *);
RC	account_export_ask(struct req *);
RC	account_export_take(struct req *);
/* privacy_exports.c: a row of them; its file, of that name. */
struct export;
void	view_export(struct req *, struct node *, const struct export *);
RC	export_send(struct req *, const struct export *, const char *of);

/* settings_website.c */
RC	website_show(struct req *);
RC	website_save(struct req *);
/* first_steps.c */
RC	first_steps_show(struct req *);
RC	first_steps_away(struct req *);

/* settings_spam.c */
RC	spam_settings(struct req *);
RC	spam_settings_save(struct req *);
RC	spam_list_add(struct req *);
RC	spam_list_remove(struct req *);
/* settings_security.c */
RC	security_settings(struct req *);
RC	security_save(struct req *);
RC	security_thank(struct req *);
RC	security_unthank(struct req *);
/* bin.c */
RC	bin_ticket(struct req *);
RC	bin_back(struct req *);
RC	bin_list(struct req *);
/* privacy_retention.c */
RC	retention_show(struct req *);
RC	retention_add(struct req *);
RC	retention_rule(struct req *);
RC	retention_change(struct req *);
RC	retention_bin_save(struct req *);
RC	retention_look_show(struct req *);
RC	retention_on(struct req *);
RC	retention_off(struct req *);
RC	retention_remove(struct req *);
/* A rule, for layout/rule.cs. */
struct rule;
RC	view_rule(struct req *, struct node *, const struct rule *);
/* privacy_records.c */
RC	records_show(struct req *);
/* privacy_holds.c */
RC	holds_show(struct req *);
RC	hold_ticket_form(struct req *);
RC	hold_ticket_save(struct req *);
RC	hold_contact_form(struct req *);
RC	hold_contact_save(struct req *);
RC	hold_lift_save(struct req *);
/* privacy.c */
RC	privacy_show(struct req *);
/* How many requests are overdue: for the menu of who decides. */
RC	privacy_menu(struct req *);
/* privacy_requests.c */
RC	requests_show(struct req *);
RC	request_form(struct req *);
RC	request_make(struct req *);
RC	request_show(struct req *);
RC	request_note_add(struct req *);
RC	request_take_it(struct req *);
RC	request_longer(struct req *);
RC	request_answered(struct req *);
RC	request_refuse(struct req *);
RC	requests_of_contact(struct req *, contact_id);
/* privacy_restrict.c */
RC	restrictions_show(struct req *);
RC	contact_restrict(struct req *);
RC	contact_restrict_end(struct req *);
RC	contact_restrict_keep(struct req *);
/* privacy_consent.c */
RC	purposes_show(struct req *);
RC	purpose_make(struct req *);
RC	purpose_show(struct req *);
RC	purpose_save(struct req *);
RC	contact_consent(struct req *);
RC	contact_consent_withdraw(struct req *);
RC	consents_of_contact(struct req *, contact_id);
/* What the contact's page shows of his rights. */
RC	contact_privacy(struct req *, const struct contact *);
/* Which tab of layout/privacy_nav.cs is open, and the <title>, by a text's key. */
void	privacy_title(struct req *, const char *tab, const char *key);
/* privacy_exports.c */
RC	exports_show(struct req *);
RC	exports_save(struct req *);
RC	exports_download(struct req *);
RC	contact_export(struct req *);
RC	contact_export_view(struct req *, contact_id);

#endif
