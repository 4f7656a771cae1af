/* The configuration file and every setting there is (conf.h). */
#include "core/conf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "core/log.h"
#include "core/str.h"

static struct setting {
	const char	*name, *def, *meaning;
	const char	*value;
} settings[] = {
	{ "Var", "/var/lib/olvido", "folder of the running instance", NULL },
	{ "Db.Socket", "/run/mysqld/mysqld.sock", "MariaDB's unix socket",
	    NULL },
	{ "Keys.Master", "/etc/olvido/master.key", "master key, 0400 root",
	    NULL },
	{ "Keys.Slots", "/var/lib/olvido/slots", "slot file of bucket keys",
	    NULL },
	{ "Keys.Buckets", "4096", "slots of a new slot file", NULL },
	{ "Keys.Mirrors", "none", "folders for copies of the keys, parted by "
	  "blanks; NAME=FOLDER has the name on certificates", NULL },
	{ "Files.Dir", "/var/lib/olvido/files", "sealed attachments", NULL },
	{ "Cold.Dir", "/var/lib/olvido/cold", "cold backups of accounts that "
	  "ended", NULL },
	{ "Templates.Dir", "/usr/share/olvido/templates", "templates", NULL },
	{ "Sql.Dir", "/usr/share/olvido/sql", "schema and grants, for 'olvido "
	  "migrate'", NULL },
	{ "Password.List", "/usr/share/olvido/passwords", "common passwords, "
	    "made by olvido-passwords", NULL },
	{ "Password.Passes", "2", "Argon2id's t of new passwords", NULL },
	{ "Password.Memory", "65536", "Argon2id's m of new passwords, KiB",
	    NULL },
	{ "Hash.Processes", "2", "passwords hashed at once (olvido-hash)",
	    NULL },
	{ "Hash.Queue", "50", "passwords waiting for it at most", NULL },
	{ "Hash.Nice", "10", "how much the hashers stand back, 0 to 19", NULL },
	{ "Run.Dir", "/run/olvido", "sockets", NULL },
	{ "Smtp.Url", "smtp://127.0.0.1:25", "smarthost for mail out", NULL },
	{ "Web.Port", "443", "port of HTTPS, in absolute links", NULL },
	{ "Web.Public.Port", "0", "port in links if another; 0: Web.Port",
	    NULL },
	{ "Workers", "4", "processes per web program", NULL },
	{ "Lmtp.Socket", "/run/olvido/lmtp.sock", "where the MTA delivers",
	    NULL },
	{ "Lmtp.Workers", "4", "LMTP connections at once", NULL },
	{ "Base.Domain", "localhost", "accounts live below it", NULL },
	{ "Domain.Resolver", "system", "DNS server asked for proofs of "
	  "domains: ADDRESS or ADDRESS:PORT", NULL },
	{ "Domain.Fetch.Allow", "none", "addresses that are not public and may "
	  "hold a proof all the same, parted by blanks", NULL },
	{ "Domain.Lost.Days", "7", "days without proof, then a domain is "
	  "switched off", NULL },
	{ "Nginx.Conf", "/etc/olvido/nginx/olvido.conf", "nginx's configuration",
	    NULL },
	{ "Nginx.Generated", "/etc/olvido/nginx/generated.conf", "what 'olvido "
	  "nginx sync' writes", NULL },
	{ "Nginx.Bin", "/usr/sbin/nginx", "the program", NULL },
	{ "Nginx.Proxies", "none", "addresses and networks of proxies before "
	  "nginx, parted by blanks: only their X-Forwarded-For counts", NULL },
	{ "Mail.Max", "28311552", "bytes of an incoming mail", NULL },
	{ "Mail.Acks.Hour", "300", "acknowledgements an account sends in an "
	  "hour at most", NULL },
	{ "Health.Disk", "5", "percent of the attachments' disk that must be "
	  "free for /healthz to say that all is well", NULL },
	{ "Health.Mirrors", "600", "seconds that a mirror of the keys may be "
	  "behind, the same", NULL },
	{ "Forms.Hour", "60", "questions and reports by form from one network in "
	  "an hour at most, of an account", NULL },
	{ "Api.Writes.Hour", "1000", "tickets and messages that programs of one "
	  "agent write in an hour at most", NULL },
	{ "Mail.Senders", "1", "processes sending the outbox", NULL },
	{ "Session.Idle", "3600", "seconds an agent may be idle", NULL },
	{ "Session.Max", "43200", "seconds an agent's session lasts", NULL },
	{ "Session.Contact.Idle", "86400", "seconds a customer may be idle",
	    NULL },
	{ "Session.Contact.Max", "2592000", "seconds his session lasts", NULL },
	{ "Session.Link.Max", "43200", "the same, opened by a mailed link",
	    NULL },
	{ "Guest.Link.Days", "30", "days a mailed ticket link works", NULL },
	{ "Audit.Days", "365", "days that lines of the audit log are kept",
	    NULL },
	{ "Outbox.Days", "14", "days that a mail's row is kept after it was "
	    "sent or given up", NULL },
	{ "Test.Installation", "0", "1: for tests only; olvido-cron takes "
	    "--now=TIME there", NULL },
	{ "Test.Fault", "none", "where a process of a test installation ends "
	    "as if killed; 'olvido faults' lists the places", NULL },
	{ "Arena.Max", "134217728", "bytes one request may use", NULL },
	{ "Sandbox", "refuse", "a forbidden system call of a worker: refuse, "
	    "or kill the worker", NULL },
	{ "Log.Level", "info", "info, or warn for warnings only", NULL },
};
#define NSETTINGS (sizeof(settings) / sizeof(settings[0]))

static struct setting *
find(const char *name)
{
	for (size_t i = 0; i < NSETTINGS; i++)
		if (str_eq(settings[i].name, name))
			return (&settings[i]);
	return (NULL);
}

/* What is wrong with the value for that row, or NULL. */
static const char *
wrong(const struct setting *s, const char *value)
{
	uint64_t v;

	/* A row whose default is a number holds a number. */
	if (str_u64(s->def, &v) == RC_OK &&
	    (str_u64(value, &v) != RC_OK || v > INT64_MAX))
		return ("must be a whole number, digits only");
	if (*value == '\0')
		return ("has no value; remove the line for the default");
	if (str_eq(s->name, "Log.Level") && log_level(value) != RC_OK)
		return ("must be info or warn");
	if (str_eq(s->name, "Sandbox") && !str_eq(value, "refuse") &&
	    !str_eq(value, "kill"))
		return ("must be refuse or kill");
	return (NULL);
}

static void
read_line(const char *path, int at, const char *text)
{
	struct arena *a = arena_boot();
	struct setting *s;
	char *line = str_trim(a, text), *eq;
	const char *why;

	if (*line == '\0' || *line == '#')
		return;
	eq = strchr(line, '=');
	if (eq == NULL)
		die("%s:%d: expected 'Name = value'", path, at);
	*eq = '\0';
	line = str_trim(a, line);
	s = find(line);
	if (s == NULL)
		die("%s:%d: there is no setting %.40s; 'olvido settings' "
		    "lists them", path, at, line);
	if (s->value != NULL)
		die("%s:%d: %s is set a second time", path, at, line);
	s->value = str_trim(a, eq + 1);
	why = wrong(s, s->value);
	if (why != NULL)
		die("%s:%d: %s %s", path, at, line, why);
}

void
conf_load(const char *path)
{
	FILE *f = fopen(path, "re");
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	int at = 0;

	if (f == NULL)
		die("cannot read the configuration %s; give its path by "
		    "--conf FILE", path);
	while ((n = getline(&line, &cap, f)) >= 0) {
		at++;
		if (strlen(line) != (size_t)n)
			die("%s:%d: a NUL byte; this is no text file", path,
			    at);
		read_line(path, at, line);
	}
	if (ferror(f))
		die("cannot read the configuration %s", path);
	free(line);
	fclose(f);
}

const char *
conf_str(const char *name)
{
	struct setting *s = find(name);

	if (s == NULL)
		bug("no setting %s", name);
	return (s->value != NULL ? s->value : s->def);
}

int64_t
conf_int(const char *name)
{
	uint64_t v;

	if (str_u64(conf_str(name), &v) != RC_OK || v > INT64_MAX)
		die("setting %s must be a whole number", name);
	return ((int64_t)v);
}

void
conf_print(void)
{
	for (size_t i = 0; i < NSETTINGS; i++)
		printf("%-20s %-28s %s\n", settings[i].name, settings[i].def,
		    settings[i].meaning);
}
