/* JSON answers, built by json-c; all of it is given back after the request. */
#ifndef WEB_JSON_H
#define WEB_JSON_H

#include "web/req.h"

struct json;

/* The answer: an object. */
struct json *json_new(struct req *);
void	json_text(struct json *, const char *key, const char *);
/* As text: a number of JSON's loses digits above 2^53. 0 gives null. */
void	json_id(struct json *, const char *key, uint64_t);
void	json_count(struct json *, const char *key, int64_t);
void	json_flag(struct json *, const char *key, bool);
void	json_none(struct json *, const char *key);
/* "2026-11-24T08:30:00Z"; 0 gives null. */
void	json_time(struct req *, struct json *, const char *key, int64_t s);
struct json *json_sub(struct json *, const char *key);
struct json *json_array(struct json *, const char *key);
/* One more element of an array. */
struct json *json_row(struct json *array);
void	json_row_text(struct json *array, const char *);

RC	json_reply(struct req *, int status, struct json *);
/* The same in two steps: its text, which may be kept and sent another time. */
const char *json_string(struct req *, struct json *);
RC	json_reply_text(struct req *, int status, const char *text,
	    const char *headers);

/* ---- json_in.c: what a program sent ------------------------------------------ */

struct json_in;
/* RC_INVALID: not one object in UTF-8, or more than eight deep. */
RC	json_in_read(struct req *, struct bytes, struct json_in **j_r);
/* "" when absent, of another type, or with a NUL in it. */
const char *json_in_text(struct req *, const struct json_in *,
	    const char *key);
/* A whole number; 0 when absent or of another type. */
int64_t	json_in_number(const struct json_in *, const char *key);

#endif
