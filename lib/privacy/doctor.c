/* MariaDB's settings, the keys, what waits (doctor.h). */
#include "core/conf.h"
#include "core/log.h"
#include "core/str.h"
#include "core/time.h"
#include "db/whole.h"
#include "model/key/keyring.h"
#include "model/key/scrub.h"
#include "privacy/doctor_in.h"
#include "privacy/mirror.h"

#define HOUR_US		3600000000LL

void
finding(struct doctor *d, bool good, enum finding_level otherwise,
    const char *name, const char *what, const char *mend)
{
	if (d->l->n == FINDINGS_MAX)
		bug("more than %d findings", FINDINGS_MAX);
	d->l->v[d->l->n++] = (struct finding){ good ? FINDING_GOOD
	    : otherwise, name, arena_strdup(d->a, what), good ? "" : mend };
}

/* ---- settings -------------------------------------------------------------------- */

/* want: values that are right, parted by |. */
static const struct setting {
	const char	*name, *want, *mend;
	enum finding_level level;
	bool		 binlog;	/* only where binary logs are written */
} settings[] = {
	{ "innodb_immediate_scrub_data_uncompressed", "ON", "deleted rows keep "
	  "their bytes; set it in my.cnf and restart MariaDB", FINDING_BAD,
	  false },
	{ "innodb_undo_log_truncate", "ON", "old rows stay in the undo files",
	  FINDING_BAD, false },
	{ "innodb_encrypt_tables", "ON|FORCE", "see my.cnf in bin/instance.sh: "
	  "plugin file_key_management", FINDING_BAD, false },
	{ "innodb_encrypt_log", "ON", "the redo log is in the clear",
	  FINDING_BAD, false },
	{ "innodb_encrypt_temporary_tables", "ON", "temporary tables are in the "
	  "clear", FINDING_BAD, false },
	{ "encrypt_tmp_files", "ON", "temporary files are in the clear",
	  FINDING_BAD, false },
	{ "encrypt_tmp_disk_tables", "ON", "temporary tables are in the clear",
	  FINDING_BAD, false },
	{ "aria_encrypt_tables", "ON", "Aria's tables are in the clear",
	  FINDING_WARN, false },
	{ "encrypt_binlog", "ON", "binary logs are in the clear", FINDING_BAD,
	  true },
	{ "general_log", "OFF", "every statement is written down: SET GLOBAL "
	  "general_log = 0, and in my.cnf", FINDING_BAD, false },
	{ "slow_query_log", "OFF", "statements are written down: SET GLOBAL "
	  "slow_query_log = 0, and in my.cnf", FINDING_BAD, false },
	{ "performance_schema", "OFF", "it keeps texts of statements in memory; "
	  "set it in my.cnf and restart MariaDB", FINDING_BAD, false },
	{ "local_infile", "OFF", "SET GLOBAL local_infile = 0, and in my.cnf",
	  FINDING_BAD, false },
	{ "query_cache_type", "OFF", "results stay in memory: SET GLOBAL "
	  "query_cache_type = 0, and in my.cnf", FINDING_BAD, false },
};

static bool
one_of(const char *v, const char *want)
{
	size_t n = strlen(v);

	for (const char *p = want; p != NULL; p = strchr(p, '|')) {
		p += *p == '|';
		if (strncmp(p, v, n) == 0 && (p[n] == '\0' || p[n] == '|'))
			return (n > 0);
	}
	return (false);
}

static RC
look_settings(struct doctor *d)
{
	const char *v, *binlog;
	uint64_t n = 0;
	bool some;

	TRY(whole_variable(d->db, d->a, "log_bin", &binlog));
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		const struct setting *s = &settings[i];

		if (s->binlog && !str_eq(binlog, "ON"))
			continue;
		TRY(whole_variable(d->db, d->a, s->name, &v));
		finding(d, one_of(v, s->want), s->level, arena_printf(d->a,
		    "mariadb.%s", s->name), *v == '\0' ? "not there" : v,
		    s->mend);
	}
	if (!str_eq(binlog, "ON"))
		return (RC_OK);
	TRY(whole_variable(d->db, d->a, "binlog_expire_logs_seconds", &v));
	some = str_u64(v, &n) == RC_OK;
	finding(d, some && n > 0 && n <= 86400, FINDING_BAD,
	    "mariadb.binlog_expire_logs_seconds", v, "binary logs hold deleted "
	    "rows: at most 86400 seconds, SET GLOBAL and in my.cnf");
	return (RC_OK);
}

/* ---- keys ------------------------------------------------------------------------- */

static RC
look_keys(struct doctor *d, struct vault *v, const char *why)
{
	uint32_t pending = 0;
	bool unfinished;
	enum rc rc;

	TRY(whole_unfinished(d->db, &unfinished));
	finding(d, !unfinished, FINDING_BAD, "restore", unfinished
	    ? "a restore was not ended" : "none is under way", "run 'olvido "
	    "restore DIR' again");
	finding(d, v != NULL, FINDING_BAD, "keys.open", v != NULL ? "they open"
	    : why, "put the master key or the slot file back; 'olvido keys "
	    "restore'");
	if (v == NULL)
		return (RC_OK);
	for (uint32_t b = 0; b < vault_buckets(v); b++)
		pending += vault_bucket_pending(v, b);
	finding(d, pending == 0, FINDING_BAD, "keys.pending", arena_printf(d->a,
	    "%u buckets have two keys", pending), "an erasure was stopped: "
	    "'olvido keys init' ends it");
	if (pending > 0)
		return (RC_OK);
	rc = keyring_fits(d->db, v);
	finding(d, rc == RC_OK, FINDING_BAD, "keys.fit", rc == RC_OK
	    ? "slot file and key store are of the same time"
	    : "slot file and key store are of different times",
	    "'olvido keys restore --mirror DIR'");
	return (rc == RC_DENIED ? RC_OK : rc);
}

/* Erasures whose rows are gone and that a mirror may not have forgotten. */
static RC
look_unconfirmed(struct doctor *d, const struct mirror_places *p)
{
	const char *away = "";
	int64_t oldest;
	uint64_t n;

	TRY(erasures_unmirrored(d->db, &n, &oldest));
	for (size_t i = 0; i < p->n && n > 0; i++)
		if (mirror_waits(&p->v[i], oldest))
			away = arena_printf(d->a, "%s%s%s", away,
			    *away == '\0' ? "" : ", ", mirror_label(d->a,
			    &p->v[i]));
	finding(d, n == 0, now_us() - oldest < HOUR_US ? FINDING_WARN
	    : FINDING_BAD, "erasures.mirrors", n == 0 ? "none waits for a "
	    "mirror" : arena_printf(d->a, "%llu wait%s for mirror %s",
	    (unsigned long long)n, n == 1 ? "s" : "", *away == '\0'
	    ? "no more; olvido-cron ends them" : away), "until it is back and "
	    "'olvido-cron mirror' wrote it, it may still have keys that were "
	    "destroyed, and there is no certificate");
	return (RC_OK);
}

static RC
look_mirrors(struct doctor *d)
{
	struct mirror_places p;
	int64_t at, age;

	TRY(mirrors_now(d->db, d->a, &p));
	finding(d, p.n > 0, FINDING_WARN, "mirrors", arena_printf(d->a,
	    "%zu configured", p.n), "without a copy, losing the keys is losing "
	    "all data: setting Keys.Mirrors");
	for (size_t i = 0; i < p.n; i++) {
		at = p.v[i].confirmed_at;
		age = (now_us() - at) / 1000000;
		finding(d, at != 0 && age <= 3600, FINDING_BAD, arena_printf(
		    d->a, "mirror.%u", p.v[i].number), at == 0
		    ? "never confirmed" : arena_printf(d->a, "confirmed %lld "
		    "s ago", (long long)age), "run 'olvido keys mirror' and see what it "
		    "says; is olvido-cron running?");
	}
	return (look_unconfirmed(d, &p));
}

/* ---- what waits ---------------------------------------------------------------------- */

static RC
look_erasures(struct doctor *d)
{
	int64_t oldest, began = 0;
	uint64_t n;
	enum rc rc;

	TRY(erasures_waiting(d->db, &n, &oldest));
	finding(d, n == 0 || now_us() - oldest < HOUR_US, FINDING_BAD,
	    "erasures", arena_printf(d->a, "%llu have rows left",
	    (unsigned long long)n), "older than an hour: is olvido-cron "
	    "running? 'olvido-cron erase' says what stops them");
	TRY(scrub_waiting(d->db, &n, &oldest));
	rc = scrub_last(d->db, &began);
	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	finding(d, n == 0 || now_us() - oldest < 24 * HOUR_US, FINDING_BAD,
	    "scrub", arena_printf(d->a, "%llu erasures wait for it; last %s",
	    (unsigned long long)n, began == 0 ? "never" : time_iso(d->a,
	    began / 1000000)), "run 'olvido scrub' every hour");
	return (RC_OK);
}

/* ---- versions ---------------------------------------------------------------------- */

static RC
look_schema(struct doctor *d)
{
	struct db_versions v;
	enum rc rc = db_versions(d->db, &v);

	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	finding(d, v.database >= v.program, FINDING_BAD, "schema",
	    arena_printf(d->a, "%u, this version's is %u", v.database,
	    v.program), "programs do not start: olvido migrate");
	if (v.database > v.program)
		finding(d, v.oldest <= v.program, FINDING_BAD, "version",
		    arena_printf(d->a, "of schema %u, the database takes %u "
		    "and newer", v.program, v.oldest), "programs do not "
		    "start: install the present version");
	return (RC_OK);
}

RC
doctor_look(struct db *db, struct vault *v, const char *why, struct arena *a,
    struct finding_list *l_r)
{
	struct doctor d = { db, a, l_r };
	const char *datadir, *tmpdir;

	*l_r = (struct finding_list){ .v = arena_array(a, FINDINGS_MAX,
	    sizeof(*l_r->v)) };
	db_any_version(db);
	TRY(look_settings(&d));
	TRY(look_schema(&d));
	TRY(whole_variable(db, a, "datadir", &datadir));
	TRY(whole_variable(db, a, "tmpdir", &tmpdir));
	doctor_files(&d, datadir, tmpdir);
	doctor_kernel(&d);
	TRY(look_keys(&d, v, why));
	TRY(look_mirrors(&d));
	return (look_erasures(&d));
}
