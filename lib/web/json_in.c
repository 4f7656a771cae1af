/* JSON that programs send (json.h). */
#include <json-c/json.h>
#include <string.h>

#include "core/log.h"
#include "core/utf8.h"
#include "web/json.h"
#include "web/priv.h"

#define DEPTH	8

static void
give_back(void *p)
{
	json_object_put(p);
}

RC
json_in_read(struct req *rq, struct bytes in, struct json_in **j_r)
{
	struct json_tokener *tok;
	struct json_object *o;
	bool whole;

	if (in.n == 0 || in.n > INT32_MAX || !utf8_valid(in.p, in.n))
		return (RC_INVALID);
	tok = json_tokener_new_ex(DEPTH);
	if (tok == NULL)
		die("no memory for what was sent");
	json_tokener_set_flags(tok, JSON_TOKENER_STRICT |
	    JSON_TOKENER_VALIDATE_UTF8);
	o = json_tokener_parse_ex(tok, (const char *)in.p, (int)in.n);
	/* What is behind the object may be white space. */
	whole = json_tokener_get_error(tok) == json_tokener_success;
	for (size_t i = json_tokener_get_parse_end(tok); i < in.n; i++)
		whole = whole && strchr(" \t\r\n", in.p[i]) != NULL &&
		    in.p[i] != '\0';
	json_tokener_free(tok);
	if (o != NULL)
		req_later(rq, give_back, o);
	*j_r = (struct json_in *)o;
	return (whole && json_object_is_type(o, json_type_object) ? RC_OK
	    : RC_INVALID);
}

static struct json_object *
value_of(const struct json_in *j, const char *key)
{
	struct json_object *v = NULL;

	return (json_object_object_get_ex((struct json_object *)(uintptr_t)j,
	    key, &v) ? v : NULL);
}

const char *
json_in_text(struct req *rq, const struct json_in *j, const char *key)
{
	struct json_object *v = value_of(j, key);
	const char *s;

	if (!json_object_is_type(v, json_type_string))
		return ("");
	s = json_object_get_string(v);
	return (strlen(s) == (size_t)json_object_get_string_len(v)
	    ? arena_strdup(rq->a, s) : "");
}

int64_t
json_in_number(const struct json_in *j, const char *key)
{
	struct json_object *v = value_of(j, key);

	return (json_object_is_type(v, json_type_int)
	    ? json_object_get_int64(v) : 0);
}
