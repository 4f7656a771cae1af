/* olvido audit: is the log whole, where does it end, what is too old. */
#include "cli.h"
#include "core/conf.h"
#include "core/str.h"
#include "core/time.h"
#include "model/log/audit.h"
#include "privacy/anchor.h"

static RC
verify_one(struct cli *c, struct tenant *t)
{
	struct anchor *mine = arena_array(c->a, c->nanchors + 1,
	    sizeof(*mine));
	struct audit_report r;
	size_t n = 0;

	for (size_t i = 0; i < c->nanchors; i++)
		if (c->anchors[i].account.v == t->id.v)
			mine[n++] = c->anchors[i];
	TRY(audit_verify(t, mine, n, &r));
	printf("account %llu: %llu rows, %llu changed, %llu missing, "
	    "%llu at the end, %llu anchors\n", (unsigned long long)t->id.v,
	    (unsigned long long)r.rows, (unsigned long long)(r.changed +
	    r.forged), (unsigned long long)r.missing,
	    (unsigned long long)r.cut, (unsigned long long)n);
	return (r.changed + r.missing + r.cut + r.forged == 0 ? RC_OK
	    : RC_DENIED);
}

static RC
cmd_audit_verify(struct cli *c)
{
	const char *only = NULL, *path = NULL;
	size_t line;
	enum rc rc;

	for (int i = 0; i < c->argc; i++) {
		if (str_eq(c->argv[i], "--anchor") && i + 1 < c->argc)
			path = c->argv[++i];
		else if (only == NULL)
			only = c->argv[i];
		else
			return (RC_INVALID);
	}
	if (path != NULL) {
		rc = anchors_read(cli_vault(c), c->a, path, &c->anchors,
		    &c->nanchors, &line);
		if (rc == RC_NOTFOUND)
			fprintf(stderr, "olvido: cannot read %s\n", path);
		if (rc == RC_DENIED)
			fprintf(stderr, "olvido: %s: line %zu is no anchor "
			    "that this installation made\n", path, line);
		TRY(rc);
	}
	return (each_account(c, only, verify_one));
}

static RC
anchor_one(struct cli *c, struct tenant *t)
{
	struct anchor x;
	const char *line;

	TRY(audit_anchor(t, &x));
	line = anchor_text(t, c->a, &x);
	printf("%s\n", line);
	return (anchor_keep(c->a, arena_printf(c->a, "%s/anchors",
	    conf_str("Var")), line));
}

static RC
cmd_audit_anchor(struct cli *c)
{
	return (each_account(c, c->argc > 0 ? c->argv[0] : NULL, anchor_one));
}

static RC
expire_one(struct cli *c, struct tenant *t)
{
	uint64_t n;

	TRY(audit_expire(t, c->before, &n));
	printf("account %llu: %llu rows removed\n",
	    (unsigned long long)t->id.v, (unsigned long long)n);
	return (RC_OK);
}

static RC
cmd_audit_expire(struct cli *c)
{
	uint64_t days = (uint64_t)conf_int("Audit.Days");
	uint64_t now = (uint64_t)now_s();

	for (int i = 0; i < c->argc; i++)
		if (str_starts(c->argv[i], "--now="))
			TRY(str_u64(c->argv[i] + 6, &now));
		else
			TRY(str_u64(c->argv[i], &days));
	if (days < 30 || days > 36500 || now > INT64_MAX) {
		fprintf(stderr, "olvido: DAYS is 30 to 36500\n");
		return (RC_INVALID);
	}
	c->before = (int64_t)now - (int64_t)days * 86400;
	return (each_account(c, NULL, expire_one));
}

const struct command audit_commands[] = {
	{ "audit verify", "[ACCOUNT] [--anchor FILE]", "is the audit log whole",
	  "Follows each account's chain and tells every row that was changed, "
	  "moved, put in, or\nis missing. FILE: anchors kept outside (see "
	  "'audit anchor'), which also show a cut\nend. Changes nothing. Exit 1 "
	  "when anything is not right.\n", 0, 3, cmd_audit_verify },
	{ "audit anchor", "[ACCOUNT]", "where the audit log ends: once a day",
	  "Prints a line for each account and adds it to Var/anchors/DATE.txt. "
	  "Copy the lines\nto another machine: they prove later that nothing "
	  "before them was cut off.\n", 0, 1, cmd_audit_anchor },
	{ "audit expire", "[DAYS]", "old lines of the audit log go: once a day",
	  "Removes rows older than DAYS (default: setting Audit.Days) and writes "
	  "a signed\ncheckpoint where the chain goes on. Refuses, exit 1, where "
	  "the chain is not whole. --now=SECONDS: as if it were then.\n",
	  0, 2, cmd_audit_expire },
	{ 0 }
};
