/*
 * Programs erase: the side below /api/v1/erasures.  GET says what would go and
 * gives `confirm`, which holds for a quarter of an hour, for the choices it was
 * asked with, and as long as that is what would go; POST with it acts.  A token needs the right to erase, which only
 * an admin gives; a password alone never has it.
 */
#ifndef ERASE_API_H
#define ERASE_API_H

#include "web/app.h"

enum rc	api_list(struct req *);
enum rc	api_show(struct req *);
enum rc	api_contact(struct req *);
enum rc	api_contact_act(struct req *);
enum rc	api_ticket(struct req *);
enum rc	api_ticket_act(struct req *);
enum rc	api_attachment(struct req *);
enum rc	api_attachment_act(struct req *);
enum rc	api_message(struct req *);
enum rc	api_message_act(struct req *);
enum rc	api_company(struct req *);
enum rc	api_company_act(struct req *);
enum rc	api_agent(struct req *);
enum rc	api_agent_act(struct req *);
enum rc	api_bin(struct req *);
enum rc	api_restore(struct req *);

#endif
