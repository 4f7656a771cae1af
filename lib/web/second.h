/*
 * Pages of the second factor, the same for agents and contacts.  A program gives
 * app.person, the paths, rows that name these handlers, and its own templates
 * NAME/code.cs, NAME/factor.cs, NAME/factor_codes.cs, NAME/factor_recovery.cs:
 *
 *	{ GET,  "/panel/code", HALF, second_code_form, next },
 *	{ POST, "/panel/code", HALF, second_code_submit, .form = true, code, next },
 *	{ GET,  "/panel/factor", AGENT, second_show, .enrol = true },
 *	{ GET,  "/panel/factor/codes", AGENT, second_codes_form, .step_up, .enrol },
 *	{ POST, "/panel/factor/codes", ..., second_codes_save, offer, code },
 *	{ POST, "/panel/factor/codes/remove", ..., second_codes_remove },
 *	{ POST, "/panel/factor/recovery", ..., second_recovery_new },
 */
#ifndef WEB_SECOND_H
#define WEB_SECOND_H

#include "web/app.h"

/* After session_sign_in(): to next, or to the page that asks for the factor. */
RC	second_go_on(struct req *, const char *next);
/* The code or recovery code of a signed-in person, for app.prove. */
RC	second_prove(struct req *, const char *typed);
RC	second_code_form(struct req *);
RC	second_code_submit(struct req *);
RC	second_show(struct req *);
RC	second_codes_form(struct req *);
RC	second_codes_save(struct req *);
RC	second_codes_remove(struct req *);
RC	second_recovery_new(struct req *);

#endif
