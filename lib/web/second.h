/*
 * Pages of the second factor, the same for agents and contacts.  A program gives
 * app.person, the paths, rows that name these handlers, and its own templates
 * NAME/code.cs, NAME/factor.cs, NAME/factor_codes.cs, NAME/factor_recovery.cs:
 *
 *	{ GET,  "/panel/code", HALF, second_code_form, next },
 *	{ POST, "/panel/code", HALF, second_code_submit, .form = true, code, next },
 *	{ POST, "/panel/code/leave", HALF, second_leave },
 *	{ GET,  "/panel/factor", AGENT, second_show, .enrol = true },
 *	{ GET,  "/panel/factor/codes", AGENT, second_codes_form, .step_up, .enrol },
 *	{ POST, "/panel/factor/codes", ..., second_codes_save, offer, code },
 *	{ POST, "/panel/factor/codes/remove", ..., second_codes_remove },
 *	{ POST, "/panel/factor/recovery", ..., second_recovery_new },
 *
 * And for passkeys (static/passkey.js calls the first):
 *
 *	{ POST, "/panel/passkey/start", GUEST, second_passkey_start, for },
 *	{ POST, "/panel/passkey", GUEST, second_passkey_alone, passkey, next },
 *	{ POST, "/panel/code/passkey", HALF, second_passkey_code, .form = true,
 *	  passkey, next },
 *	{ GET,  "/panel/factor/passkeys", ..., second_passkeys_form },
 *	{ POST, "/panel/factor/passkeys", ..., second_passkeys_save, name, passkey },
 *	{ POST, "/panel/factor/passkeys/{passkey}/remove", ..., second_passkeys_remove },
 */
#ifndef WEB_SECOND_H
#define WEB_SECOND_H

#include "model/access/factor.h"
#include "web/app.h"

/* After session_sign_in(): to next, or to the page that asks for the factor. */
RC	second_go_on(struct req *, const char *next);
/* The code or recovery code of a signed-in person, for app.prove. */
RC	second_prove(struct req *, const char *typed);
RC	second_code_form(struct req *);
RC	second_code_submit(struct req *);
RC	second_leave(struct req *);
RC	second_show(struct req *);
RC	second_codes_form(struct req *);
RC	second_codes_save(struct req *);
RC	second_codes_remove(struct req *);
RC	second_recovery_new(struct req *);

RC	second_passkey_start(struct req *);
RC	second_passkey_alone(struct req *);
RC	second_passkey_code(struct req *);
RC	second_passkeys_form(struct req *);
RC	second_passkeys_save(struct req *);
RC	second_passkeys_remove(struct req *);
RC	second_prove_passkey(struct req *, const char *text);

/* Between second.c and second_passkey.c. */
const char *second_next(struct req *);
RC	second_failed(struct req *, enum audit_way, enum rc why);
RC	second_come_in(struct req *, enum audit_way);
RC	second_begin_again(struct req *);
RC	second_recovery_page(struct req *,
	    const char *const codes[RECOVERY_CODES]);
RC	second_put_passkeys(struct req *);

#endif
