/* Health and metrics (ops.h). */
#include "web/ops.h"

#include <sys/statvfs.h>

#include "core/conf.h"
#include "core/metric.h"
#include "core/str.h"
#include "core/time.h"
#include "model/log/gauge.h"
#include "web/app.h"

#define ALIVE	15		/* seconds since a master's last beat */
#define CRON	300		/* olvido-cron runs each minute */

static const char *const programs[] = { "portal", "panel", "api", "erase",
	"provider", "mail" };
#define PROGRAMS	(sizeof(programs) / sizeof(programs[0]))

/* ---- health ---------------------------------------------------------------- */

static bool
said(struct buf *b, const char *what, bool good, const char *bad)
{
	buf_printf(b, "%s: %s\n", what, good ? "ok" : bad);
	return (good);
}

static bool
disk_is_good(void)
{
	struct statvfs s;

	return (fstatvfs(app_files_dir(), &s) == 0 && s.f_blocks > 0 &&
	    s.f_bavail * 100 / s.f_blocks >=
	    (fsblkcnt_t)conf_int("Health.Disk"));
}

/* The greatest value of a gauge; -1: there is none. */
static int64_t
newest(const struct gauge_list *l, const char *name)
{
	int64_t v = -1;

	for (size_t i = 0; i < l->n; i++)
		if (str_eq(l->v[i].name, name) && l->v[i].value > v)
			v = l->v[i].value;
	return (v);
}

static bool
is_alive(const char *name)
{
	uint64_t v[METRICS];

	return (metric_read(conf_str("Run.Dir"), name, v) == RC_OK &&
	    (int64_t)v[METRIC_BEAT] >= now_s() - ALIVE);
}

int
ops_health(struct db *db, struct arena *a, const char *name, struct buf *b)
{
	struct gauge_list l = { 0 };
	bool keys, good;
	bool there = health_look(db, app_vault(), &keys) == RC_OK &&
	    gauge_list(db, a, &l) == RC_OK;

	good = said(b, "database", there, "away");
	if (there)
		good &= said(b, "keys", keys, "do not open");
	good &= said(b, "disk", disk_is_good(), "nearly full");
	if (there && newest(&l, GAUGE_MIRROR) >= 0)
		good &= said(b, "mirrors", newest(&l, GAUGE_MIRROR) >=
		    now_s() - conf_int("Health.Mirrors"), "late");
	if (str_eq(name, "mail"))
		good &= said(b, "mail", is_alive("mail"), "not at work");
	if (str_eq(name, "cron") && there)
		good &= said(b, "cron", newest(&l,
		    "cron_last_run_timestamp_seconds") >= now_s() - CRON,
		    "not at work");
	return (good ? 200 : 503);
}

/* ---- metrics --------------------------------------------------------------- */

static void
family(struct buf *b, const char *name, const char *type, const char *help)
{
	buf_printf(b, "# HELP olvido_%s %s\n# TYPE olvido_%s %s\n", name, help,
	    name, type);
}

/* One sample a program. */
static void
samples(struct buf *b, uint64_t v[PROGRAMS][METRICS], const char *name,
    const char *label, const char *word, unsigned m)
{
	for (size_t p = 0; p < PROGRAMS; p++) {
		if (v[p][METRIC_MARK] == 0)
			continue;
		buf_printf(b, "olvido_%s{program=\"%s\"", name, programs[p]);
		if (label != NULL)
			buf_printf(b, ",%s=\"%s\"", label, word);
		buf_printf(b, "} %llu\n", (unsigned long long)v[p][m]);
	}
}

static void
words(struct buf *b, uint64_t v[PROGRAMS][METRICS], const char *name,
    const char *label, const char *const *word, unsigned m)
{
	for (; *word != NULL; word++)
		samples(b, v, name, label, *word, m++);
}

static void
durations(struct buf *b, const char *program, const uint64_t v[METRICS])
{
	static const char name[] = "olvido_request_duration_seconds";
	uint64_t n = 0;

	for (unsigned i = 0; i < METRIC_BUCKETS; i++) {
		n += v[METRIC_DURATION + i];
		buf_printf(b, "%s_bucket{program=\"%s\",le=\"", name, program);
		if (metric_bucket(i) == 0)
			buf_str(b, "+Inf");
		else
			buf_printf(b, "%g", (double)metric_bucket(i) / 1e6);
		buf_printf(b, "\"} %llu\n", (unsigned long long)n);
	}
	buf_printf(b, "%s_sum{program=\"%s\"} %.6f\n", name, program,
	    (double)v[METRIC_DURATION_US] / 1e6);
	buf_printf(b, "%s_count{program=\"%s\"} %llu\n", name, program,
	    (unsigned long long)n);
}

static void
of_requests(struct buf *b, uint64_t v[PROGRAMS][METRICS])
{
	static const char *const class[] = { "1xx", "2xx", "3xx", "4xx",
		"5xx", NULL };

	family(b, "requests_total", "counter", "Requests answered, by class of "
	    "status.");
	words(b, v, "requests_total", "class", class, METRIC_REQUESTS);
	family(b, "request_duration_seconds", "histogram", "How long answers "
	    "took.");
	for (size_t p = 0; p < PROGRAMS; p++)
		if (v[p][METRIC_MARK] != 0)
			durations(b, programs[p], v[p]);
}

static void
of_programs(struct buf *b, uint64_t v[PROGRAMS][METRICS])
{
	int64_t now = now_s();

	family(b, "program_up", "gauge", "Whether its master is at work.");
	for (size_t p = 0; p < PROGRAMS; p++)
		buf_printf(b, "olvido_program_up{program=\"%s\"} %d\n",
		    programs[p], (int64_t)v[p][METRIC_BEAT] >= now - ALIVE);
	family(b, "worker_crashes_total", "counter", "Processes that died of "
	    "something.");
	samples(b, v, "worker_crashes_total", NULL, NULL, METRIC_CRASHES);
	family(b, "database_connects_total", "counter", "Connections to the "
	    "database that were opened.");
	samples(b, v, "database_connects_total", NULL, NULL, METRIC_CONNECTS);
}

static void
of_mail(struct buf *b, uint64_t v[PROGRAMS][METRICS])
{
	static const char *const spam[] = { "ham", "unsure", "spam", NULL };
	static const char *const in[] = { "taken", "refused", "put_off",
		NULL };
	static const char *const out[] = { "sent", "tried", "given_up",
		"over_plan", NULL };

	family(b, "spam_verdicts_total", "counter", "What the spam filter said "
	    "of messages that came in.");
	words(b, v, "spam_verdicts_total", "verdict", spam, METRIC_SPAM);
	family(b, "mails_in_total", "counter", "Incoming mails, by recipient.");
	words(b, v, "mails_in_total", "result", in, METRIC_MAIL_IN);
	family(b, "mails_out_total", "counter", "Tries to send a mail; "
	    "over_plan: it waits for the next hour.");
	words(b, v, "mails_out_total", "result", out, METRIC_MAIL_OUT);
}

static const struct { const char *name, *help; } helps[] = {
	{ "accounts", "Accounts by state." },
	{ "cron_last_run_timestamp_seconds", "When olvido-cron did this last, "
	  "by result." },
	{ "erasures", "Erasures that are not done, by what they wait for." },
	{ GAUGE_MIRROR, "When the mirror of the keys that is farthest behind was "
	  "confirmed." },
	{ "outbox", "Mails that wait." },
	{ "outbox_oldest_seconds", "How long the oldest mail that is due "
	  "waits." },
	{ "spam_unlearnt", "Judgements that the spam filter has to learn." },
};

static void
of_installation(struct buf *b, const struct gauge_list *l)
{
	const char *before = "";

	for (size_t i = 0; i < l->n; i++) {
		for (size_t k = 0; !str_eq(before, l->v[i].name) &&
		    k < sizeof(helps) / sizeof(helps[0]); k++)
			if (str_eq(helps[k].name, l->v[i].name))
				family(b, helps[k].name, "gauge",
				    helps[k].help);
		before = l->v[i].name;
		buf_printf(b, "olvido_%s", before);
		if (*l->v[i].labels != '\0')
			buf_printf(b, "{%s}", l->v[i].labels);
		buf_printf(b, " %lld\n", (long long)l->v[i].value);
	}
}

static void
of_machine(struct buf *b, bool there)
{
	struct statvfs s = { 0 };

	family(b, "database_up", "gauge", "Whether the database answers.");
	buf_printf(b, "olvido_database_up %d\n", there);
	if (fstatvfs(app_files_dir(), &s) != 0)
		return;
	family(b, "files_free_bytes", "gauge", "Room in the folder of "
	    "attachments.");
	buf_printf(b, "olvido_files_free_bytes %llu\n",
	    (unsigned long long)s.f_bavail * s.f_frsize);
	family(b, "files_size_bytes", "gauge", "The size of its disk.");
	buf_printf(b, "olvido_files_size_bytes %llu\n",
	    (unsigned long long)s.f_blocks * s.f_frsize);
}

void
ops_metrics(struct db *db, struct arena *a, struct buf *b)
{
	uint64_t v[PROGRAMS][METRICS] = { { 0 } };
	struct gauge_list l = { 0 };
	bool there = db_ready(db) == RC_OK && gauge_list(db, a, &l) == RC_OK;

	for (size_t p = 0; p < PROGRAMS; p++)
		if (metric_read(conf_str("Run.Dir"), programs[p], v[p]) !=
		    RC_OK)
			memset(v[p], 0, sizeof(v[p]));
	of_programs(b, v);
	of_requests(b, v);
	of_mail(b, v);
	of_machine(b, there);
	if (there)
		of_installation(b, &l);
}
