/* --routes and --queries: a program's doors and queries, for people and tests. */
#include "core/str.h"
#include "db/db.h"
#include "web/priv.h"

static void
print_route(const struct route *r)
{
	static const char *const who[] = { "guest", "contact", "agent",
		"admin", "owner", "half" };
	static const char *const type[] = { "", "line", "text", "email",
		"password", "u64", "date", "flag", "token", "ids", "files",
		"raw" };

	printf("%s\t%s\t%s\t%s\t", r->method == GET ? "GET" : "POST", r->path,
	    who[r->who], r->step_up && r->enrol ? "step-up,enrol" :
	    r->step_up ? "step-up" : r->enrol ? "enrol" : "-");
	for (const struct param *p = r->param; p->name != NULL; p++)
		printf("%s%s:%s%s", p == r->param ? "" : " ", p->name,
		    type[p->type], p->flag == OPTIONAL ? "?" : "");
	printf("\n");
}

void
app_sides(const struct app *app, void (*fn)(const struct route *))
{
	if (app->sides == NULL)
		fn(app->routes);
	else
		for (size_t i = 0; app->sides[i] != NULL; i++)
			fn(app->sides[i]->routes);
}

static void
print_routes(const struct route *r)
{
	for (; r->path != NULL; r++)
		print_route(r);
}

int
app_print(const struct app *app, const char *what)
{
	if (str_eq(what, "--queries"))
		return (db_print_queries(stdout) == RC_OK ? 0 : 1);
	app_sides(app, print_routes);
	return (0);
}
