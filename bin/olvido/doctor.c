/* olvido doctor: does this machine keep the promise? */
#include "cli.h"
#include "core/buf.h"
#include "core/conf.h"
#include "core/json.h"
#include "core/str.h"
#include "privacy/doctor.h"

static const char *const level[] = { "good", "warn", "bad" };

static void
show(const struct finding *f)
{
	if (f->level == FINDING_GOOD)
		printf("good  %s: %s\n", f->name, f->what);
	else
		printf("%s  %s: %s\n      %s\n", f->level == FINDING_BAD
		    ? "BAD " : "warn", f->name, f->what, f->mend);
}

static void
show_json(struct arena *a, const struct finding_list *l)
{
	struct buf b = BUF_INIT(a);

	for (size_t i = 0; i < l->n; i++) {
		buf_str(&b, i == 0 ? "[\n{\"level\":" : ",\n{\"level\":");
		json_str(&b, level[l->v[i].level]);
		buf_str(&b, ",\"name\":");
		json_str(&b, l->v[i].name);
		buf_str(&b, ",\"what\":");
		json_str(&b, l->v[i].what);
		buf_str(&b, ",\"mend\":");
		json_str(&b, l->v[i].mend);
		buf_chr(&b, '}');
	}
	printf("%s\n]\n", buf_cstr(&b));
}

static RC
cmd_doctor(struct cli *c)
{
	struct finding_list l;
	unsigned n[3] = { 0 };
	const char *why;
	bool json = c->argc == 1 && str_eq(c->argv[0], "--json");

	if (c->argc == 1 && !json)
		return (RC_INVALID);
	/* Not cli_vault(): what is wrong with it is a finding. */
	c->v = vault_try(conf_str("Keys.Master"), conf_str("Keys.Slots"),
	    false, &why);
	TRY(doctor_look(c->db, c->v, why, c->a, &l));
	for (size_t i = 0; i < l.n; i++) {
		n[l.v[i].level]++;
		if (!json)
			show(&l.v[i]);
	}
	if (json)
		show_json(c->a, &l);
	else
		printf("%u good, %u warnings, %u bad\n", n[FINDING_GOOD],
		    n[FINDING_WARN], n[FINDING_BAD]);
	return (n[FINDING_BAD] == 0 ? RC_OK : RC_DENIED);
}

const struct command doctor_commands[] = {
	{ "doctor", "[--json]", "does this machine keep the promise",
	  "Looks at MariaDB's settings, files and folders of keys, mirrors, "
	  "swap, core files,\nclock, erasures and bucket steps that wait. Each "
	  "finding says how to mend it. Changes\nnothing. Exit 1 when "
	  "something is bad; warnings alone exit 0.\n", 0, 1, cmd_doctor },
	{ 0 }
};
