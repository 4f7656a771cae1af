/* Client data of passkeys (clientdata.h). */
#include "web/clientdata.h"

#include <json-c/json.h>
#include <string.h>

#define DEPTH	4

static const char *
text(struct arena *a, struct json_object *o, const char *name)
{
	struct json_object *v;
	size_t n;

	if (!json_object_object_get_ex(o, name, &v) ||
	    !json_object_is_type(v, json_type_string))
		return (NULL);
	n = (size_t)json_object_get_string_len(v);
	/* One with a NUL inside is no text of ours. */
	if (strlen(json_object_get_string(v)) != n)
		return (NULL);
	return (arena_strndup(a, json_object_get_string(v), n));
}

static void
read_object(struct arena *a, struct json_object *o, struct clientdata *c)
{
	struct json_object *v;

	c->type = text(a, o, "type");
	c->challenge = text(a, o, "challenge");
	c->origin = text(a, o, "origin");
	c->foreign = json_object_object_get_ex(o, "crossOrigin", &v) &&
	    json_object_get_boolean(v);
}

RC
clientdata_read(struct arena *a, struct bytes json, struct clientdata *c_r)
{
	struct json_tokener *tok = json_tokener_new_ex(DEPTH);
	struct json_object *o = NULL;

	*c_r = (struct clientdata){ 0 };
	if (tok == NULL)
		return (RC_FAILED);
	json_tokener_set_flags(tok, JSON_TOKENER_STRICT |
	    JSON_TOKENER_VALIDATE_UTF8);
	if (json.n > 0 && json.n < 65536)
		o = json_tokener_parse_ex(tok, (const char *)json.p,
		    (int)json.n);
	if (o != NULL && json_tokener_get_error(tok) == json_tokener_success &&
	    json_object_is_type(o, json_type_object))
		read_object(a, o, c_r);
	json_object_put(o);
	json_tokener_free(tok);
	return (c_r->type != NULL && c_r->challenge != NULL &&
	    c_r->origin != NULL ? RC_OK : RC_INVALID);
}
