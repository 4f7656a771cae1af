/*
 * Whom a program or a side (app.h) is for: agents or customers, by which cookie
 * they come in, where they sign in and how they prove themselves again.  Each is a
 * piece of its table: { .name = "panel", ..., OF_AGENTS }.
 */
#ifndef WEB_PEOPLE_H
#define WEB_PEOPLE_H

#include "web/app.h"

#define OF_AGENTS							\
	.agents = true,							\
	.place = PLACE_PANEL,						\
	.cookie = "__Host-olvido-panel",				\
	.login_path = "/panel/login",					\
	.step_up_path = "/panel/step-up",				\
	.factor_path = "/panel/factor",					\
	.code_path = "/panel/code",					\
	.start_path = "/panel/tickets",					\
	.prove = agent_prove,						\
	.person = agent_person,						\
	.person_name = agent_person_name,				\
	.person_live = agent_person_live

#define OF_CUSTOMERS							\
	.place = PLACE_PORTAL,						\
	.cookie = "__Host-olvido",					\
	.login_path = "/login",						\
	.step_up_path = "/step-up",					\
	.factor_path = "/factor",					\
	.code_path = "/code",						\
	.start_path = "/tickets",					\
	.frame = customer_frame,					\
	.prove = customer_prove,					\
	.person = customer_person,					\
	.person_name = customer_person_name

/* A customer's own session, not a mailed link's of one ticket. */
bool	customer_whole(const struct req *);

/* As app.h names them. */
RC	agent_prove(struct req *, const struct proof *);
struct person agent_person(const struct req *);
RC	agent_person_name(struct req *, const char **name_r);
RC	agent_person_live(struct req *, uint64_t id, unsigned *generation_r);
RC	customer_frame(struct req *);
RC	customer_prove(struct req *, const struct proof *);
struct person customer_person(const struct req *);
RC	customer_person_name(struct req *, const char **name_r);

#endif
