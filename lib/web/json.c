/* JSON answers and problem details (json.h, RFC 9457): the only json-c. */
#include "web/json.h"

#include <json-c/json.h>

#include "core/log.h"
#include "core/time.h"
#include "web/priv.h"
#include "web/program.h"

static struct json_object *
of(struct json *j)
{
	return ((struct json_object *)j);
}

static void
add(struct json *j, const char *key, struct json_object *o)
{
	if (json_object_object_add(of(j), key, o) != 0)
		die("no memory for an answer");
}

static void
give_back(void *p)
{
	json_object_put(p);
}

struct json *
json_new(struct req *rq)
{
	struct json_object *o = json_object_new_object();

	if (o == NULL)
		die("no memory for an answer");
	req_later(rq, give_back, o);
	return ((struct json *)o);
}

void
json_text(struct json *j, const char *key, const char *s)
{
	add(j, key, json_object_new_string(s));
}

void
json_id(struct json *j, const char *key, uint64_t id)
{
	char text[24];

	snprintf(text, sizeof(text), "%llu", (unsigned long long)id);
	add(j, key, id == 0 ? NULL : json_object_new_string(text));
}

void
json_count(struct json *j, const char *key, int64_t n)
{
	add(j, key, json_object_new_int64(n));
}

void
json_flag(struct json *j, const char *key, bool b)
{
	add(j, key, json_object_new_boolean(b));
}

void
json_none(struct json *j, const char *key)
{
	add(j, key, NULL);
}

void
json_time(struct req *rq, struct json *j, const char *key, int64_t s)
{
	add(j, key, s == 0 ? NULL : json_object_new_string(time_iso(rq->a,
	    s)));
}

struct json *
json_sub(struct json *j, const char *key)
{
	struct json_object *o = json_object_new_object();

	add(j, key, o);
	return ((struct json *)o);
}

struct json *
json_array(struct json *j, const char *key)
{
	struct json_object *o = json_object_new_array();

	add(j, key, o);
	return ((struct json *)o);
}

struct json *
json_row(struct json *array)
{
	struct json_object *o = json_object_new_object();

	if (json_object_array_add(of(array), o) != 0)
		die("no memory for an answer");
	return ((struct json *)o);
}

void
json_row_text(struct json *array, const char *s)
{
	if (json_object_array_add(of(array), json_object_new_string(s)) != 0)
		die("no memory for an answer");
}

static RC
send(struct req *rq, int status, const char *type, const char *headers,
    struct json *j)
{
	size_t n;
	const char *s = json_object_to_json_string_length(of(j),
	    JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE, &n);

	if (s == NULL)
		return (RC_FAILED);
	return (reply_send(rq, status, type, headers, (struct bytes){
	    (const uint8_t *)s, n }));
}

const char *
json_string(struct req *rq, struct json *j)
{
	const char *s = json_object_to_json_string_ext(of(j),
	    JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);

	if (s == NULL)
		die("no memory for an answer");
	return (arena_strdup(rq->a, s));
}

RC
json_reply_text(struct req *rq, int status, const char *text,
    const char *headers)
{
	return (reply_send(rq, status, "application/json", headers,
	    (struct bytes){ (const uint8_t *)text, strlen(text) }));
}

RC
json_reply(struct req *rq, int status, struct json *j)
{
	return (send(rq, status, "application/json", NULL, j));
}

void
reply_problem(struct req *rq, int status, const char *code,
    const char *headers)
{
	struct json *j = json_new(rq);

	json_text(j, "type", "about:blank");
	json_text(j, "title", status_text(status));
	json_count(j, "status", status);
	json_text(j, "code", code);
	json_text(j, "detail", tmpl_text(app_tmpl(), "en", arena_printf(rq->a,
	    "Err.%s.Text", code)));
	json_text(j, "request_id", rq->request_id);
	if (send(rq, status, "application/problem+json", headers, j) != RC_OK)
		return;
}

RC
program_problem(struct req *rq, int status, const char *code)
{
	reply_problem(rq, status, code, NULL);
	return (RC_OK);
}
