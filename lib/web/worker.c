/* One worker: takes requests one after the other, each in its own arena. */
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/log.h"
#include "core/metric.h"
#include "core/str.h"
#include "core/time.h"
#include "core/wipe.h"
#include "model/account/account.h"
#include "model/account/lifecycle.h"
#include "web/ops.h"
#include "web/priv.h"

#define REQUEST_CPU_S	20

/* ---- the body --------------------------------------------------------------- */

static size_t
body_ceiling(const struct route *r)
{
	size_t n = 65536;

	for (int i = 0; i < ROUTE_PARAMS && r->param[i].type != P_END; i++)
		n += (size_t)r->param[i].max *
		    (r->param[i].type == P_FILES ||
		    r->param[i].type == P_RAW ||
		    r->param[i].type == P_TEXT ? 1 : 12);
	/* Percent-encoded text is up to three times as long. */
	n = n < MB ? n * 3 : n + MB;
	return (n > BODY_MAX ? BODY_MAX : n);
}

static RC
read_body(struct req *rq, size_t n, struct bytes *body_r)
{
	struct req_priv *p = rq->priv;
	uint8_t *m;

	if (n <= BODY_SMALL) {
		m = arena_alloc(rq->a, n + 1);
	} else {
		/* Memory of its own, given back right after the request. */
		m = mmap(NULL, n, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (m == MAP_FAILED)
			return (RC_FAILED);
		p->body_map = m;
		p->body_size = n;
	}
	TRY(fcgi_read(p->io, m, n));
	*body_r = (struct bytes){ m, n };
	return (RC_OK);
}

static bool
is_type(const char *type, const char *want)
{
	size_t n = strlen(want);

	return (type != NULL && strncasecmp(type, want, n) == 0 &&
	    (type[n] == '\0' || type[n] == ';' || type[n] == ' '));
}

static RC
read_fields(struct req *rq, struct fields *f_r)
{
	const char *type = fcgi_param(rq->priv->io, "CONTENT_TYPE");
	const char *length = fcgi_param(rq->priv->io, "CONTENT_LENGTH");
	struct bytes body;
	uint64_t n = 0;

	if (!str_empty(length))
		TRY(str_u64(length, &n));
	if (n > body_ceiling(rq->route))
		return (RC_LIMIT);
	TRY(read_body(rq, (size_t)n, &body));
	if (n == 0) {
		*f_r = (struct fields){ 0 };
		return (RC_OK);
	}
	if (rq->route->param[0].type == P_RAW) {
		if (!is_type(type, "application/json"))
			return (RC_DENIED);
		f_r->v = ARENA_NEW(rq->a, struct field);
		f_r->v[0] = (struct field){ .value = body,
			.name = rq->route->param[0].name };
		f_r->n = 1;
		return (RC_OK);
	}
	if (is_type(type, "application/x-www-form-urlencoded"))
		return (parse_urlencoded(rq->a, body, f_r));
	if (is_type(type, "multipart/form-data"))
		return (parse_multipart(rq->a, body, type, f_r));
	return (RC_DENIED);		/* 415, see serve_post() */
}

/* ---- one request ---------------------------------------------------------------- */

static void
choose_language(struct req *rq)
{
	const char *set = rq->priv->app->cookie == NULL ? NULL
	    : cookie_get(rq->a, req_header(rq, "COOKIE"),
	    "__Host-olvido-lang");
	const char *own = rq->signed_in ? rq->session.language : NULL;

	if (str_empty(own))
		own = set;
	if (str_eq(own, "en") || str_eq(own, "es"))
		rq->language = str_eq(own, "es") ? "es" : "en";
	else
		rq->language = tmpl_language(req_header(rq,
		    "ACCEPT_LANGUAGE"), rq->t != NULL ? rq->t->language
		    : "en");
}

/* The reader's own, else the account's. */
static void
choose_zone(struct req *rq)
{
	const char *own = rq->signed_in ? rq->session.zone : NULL;

	rq->zone = !str_empty(own) ? own : rq->t != NULL ? rq->t->zone : "";
}

/* As if the handler had not run. */
static void
begin_again(struct req *rq, int attempt)
{
	view_free(&rq->priv->view);
	rq->priv->view = view_new();
	rq->v = view_root(rq->priv->view);
	rq->priv->ncookies = rq->priv->ncookies_kept;
	/* Not all of those that met at once try again at once. */
	usleep((useconds_t)((1000 << attempt) + getpid() % 1000));
}

/* The handler; a deadlock runs the whole act again on a fresh page. */
static void
run_handler(struct req *rq)
{
	enum rc rc = RC_RETRY;

	rq->priv->ncookies_kept = rq->priv->ncookies;
	for (int i = 0; i < 4 && rc == RC_RETRY && !rq->priv->sent; i++) {
		if (i > 0)
			begin_again(rq, i);
		rc = rq->route->handler(rq);
	}
	if (rc != RC_OK)
		reply_rc(rq, rc);
	else if (!rq->priv->sent)
		bug("%s sent no answer", rq->route->path);
}

/* What somebody tried that a browser's reader cannot: for who reads the log. */
static void
refused(const struct req *rq, const char *what)
{
	log_warn("refused: %s, %s", what, rq->route->path);
}

/* Signed in, but not his to do: written down. */
static void
refuse_route(struct req *rq)
{
	enum rc rc = req_audit(rq, AUDIT_ROUTE_REFUSED, ON_NOTHING, 0,
	    AUDIT_REFUSED);

	refused(rq, "not his to do");
	reply_rc(rq, rc == RC_OK ? RC_DENIED : rc);
}

static void
serve_post(struct req *rq)
{
	struct fields fields;

	switch (read_fields(rq, &fields)) {
	case RC_OK:
		break;
	case RC_LIMIT:
		reply_error(rq, 413, "TooLarge", NULL);
		return;
	case RC_DENIED:
		reply_error(rq, 415, "Invalid", NULL);
		return;
	case RC_FAILED:
		reply_rc(rq, RC_FAILED);
		return;
	default:
		reply_rc(rq, RC_INVALID);
		return;
	}
	/* No browser adds a program's credentials by itself. */
	switch (rq->priv->app->sign_in != NULL ? RC_OK
	    : guard_csrf(rq, &fields)) {
	case RC_OK:
		break;
	case RC_CONFLICT:
		rq->priv->stale = true;
		db_read_only(rq->t->db, true);
		break;
	default:
		refused(rq, "no form of ours");
		reply_error(rq, 403, "Csrf", NULL);
		return;
	}
	if (param_read(rq, &fields, true) != RC_OK) {
		refused(rq, "input that the door does not take");
		reply_rc(rq, RC_INVALID);
	} else if (guard_step_up(rq) || step_up_taken(rq, &fields))
		run_handler(rq);
}

static void
serve_get(struct req *rq)
{
	const char *q = rq->priv->query;
	struct fields fields;

	if (parse_urlencoded(rq->a, (struct bytes){ (const uint8_t *)q,
	    strlen(q) }, &fields) != RC_OK ||
	    param_read(rq, &fields, false) != RC_OK)
		reply_rc(rq, RC_INVALID);
	else if (guard_step_up(rq))
		run_handler(rq);
	else
		step_up_ask(rq, NULL);
}

static void
sign_in_first(struct req *rq)
{
	const char *path = rq->priv->app->login_path;

	if (path == NULL)
		reply_rc(rq, RC_NOTFOUND);
	else if (rq->route->method == GET && *local_path(rq->priv->path) != 0
	    && strpbrk(rq->priv->path, "?&#%+=") == NULL) {
		if (redirect(rq, "%s?next=%s", path, rq->priv->path) != RC_OK)
			return;
	} else if (redirect(rq, "%s", path) != RC_OK)
		return;
}

/* The session ended while he wrote: nothing of it is lost. */
static void
signed_out(struct req *rq)
{
	struct fields fields;
	enum rc rc;

	if (rq->route->method != POST || !rq->route->form ||
	    rq->priv->app->login_path == NULL || !guard_ours(rq) ||
	    read_fields(rq, &fields) != RC_OK || fields.n == 0) {
		sign_in_first(rq);
		return;
	}
	/* In the page only what a form of ours may hold. */
	rc = param_read(rq, &fields, true);
	if (rc == RC_OK)
		rc = signed_out_page(rq, &fields);
	if (rc != RC_OK)
		reply_rc(rq, rc);
}

/* Nothing else is open to him. */
static void
enrol_first(struct req *rq)
{
	if (redirect(rq, "%s", rq->priv->app->factor_path) != RC_OK)
		return;
}

static enum method
method_of(struct req *rq, const char *m)
{
	rq->priv->head = str_eq(m, "HEAD");
	return (str_eq(m, "GET") || rq->priv->head ? GET
	    : str_eq(m, "POST") ? POST : 0);
}

static void
method_refused(struct req *rq, unsigned others)
{
	reply_error(rq, 405, "Method", arena_printf(rq->a, "Allow: %s%s%s\r\n",
	    (others & 1U << GET) != 0 ? "GET, HEAD" : "",
	    others == (1U << GET | 1U << POST) ? ", " : "",
	    (others & 1U << POST) != 0 ? "POST" : ""));
}

/* Who comes in without a browser: each request says who he is. */
static void
serve_program(struct req *rq)
{
	int64_t wait = 1;
	enum rc rc = rq->priv->app->sign_in(rq, &wait);

	if (rc == RC_DENIED)
		reply_error(rq, 401, "Credentials", "WWW-Authenticate: Basic "
		    "realm=\"Olvido API\", charset=\"UTF-8\"\r\n");
	else if (rc == RC_CONFLICT)
		reply_error(rq, 403, "Address", NULL);
	else if (rc == RC_LIMIT)
		reply_error(rq, 429, rq->signed_in ? "PlanCalls" : "Limit",
		    arena_printf(rq->a, "Retry-After: %lld\r\n", (long long)wait));
	else if (rc != RC_OK)
		reply_rc(rq, rc);
	else if (guard_who(rq) != PASS ||
	    (rq->route->scope & ~rq->scopes) != 0)
		reply_error(rq, 403, "Scope", NULL);
	else if (rq->route->method == POST)
		serve_post(rq);
	else
		serve_get(rq);
}

/*
 * Nobody is signed in, nothing is served.  In the agents' programs the page has a
 * form for the owner, when there is somebody to write to.
 */
static void
reply_paused(struct req *rq)
{
	struct tenant *provider;

	rq->signed_in = rq->half = false;
	actor_set(rq);
	rq->priv->lift = rq->priv->app->agents && !rq->priv->app->sign_in &&
	    account_provider(rq->t->db, app_vault(), rq->a, &provider) ==
	    RC_OK;
	reply_error(rq, 503, "Suspended", "Retry-After: 3600\r\n");
}

static void
serve(struct req *rq, struct db *db)
{
	struct req_priv *p = rq->priv;
	const char *name = fcgi_param(p->io, "REQUEST_METHOD");
	enum method m = method_of(rq, name);
	enum account_state state;
	unsigned others;
	enum rc rc = guard_account(rq, db, &state);
	bool away = rc == RC_OK && guard_address(rq) != RC_OK;

	/* From a wrong address he is nobody, whatever his cookie says. */
	rq->signed_in &= !away;
	choose_language(rq);
	choose_zone(rq);
	if (rc != RC_OK) {
		reply_rc(rq, rc);
		return;
	}
	if (away) {
		reply_error(rq, 403, "Address", NULL);
		return;
	}
	rq->route = route_find(rq, p->app->routes, m, p->path, &others);
	if (life_serves(state) == LIFE_PAUSED && (rq->route == NULL ||
	    !rq->route->suspended))
		reply_paused(rq);
	else if (rq->route == NULL && others != 0)
		method_refused(rq, others);
	else if (rq->route == NULL)
		reply_rc(rq, RC_NOTFOUND);
	else if (p->app->sign_in != NULL)
		serve_program(rq);
	else if (rq->signed_in && (rc = session_touch(rq->t, &rq->session)) !=
	    RC_OK)
		reply_rc(rq, rc);
	else {
		switch (guard_who(rq)) {
		case SIGN_IN:
			signed_out(rq);
			break;
		case REFUSED:
			refuse_route(rq);
			break;
		case PASS:
			if (!guard_enrolled(rq))
				enrol_first(rq);
			else if (m == POST)
				serve_post(rq);
			else
				serve_get(rq);
		}
	}
}

static const char *
param(struct fcgi *io, const char *name, size_t max)
{
	const char *v = fcgi_param(io, name);

	return (v != NULL && strlen(v) <= max ? v : "");
}

/* The side that serves this path; the last takes what no prefix fits. */
static const struct app *
side_of(const struct app *app, const char *path)
{
	size_t i = 0;

	if (app->sides == NULL)
		return (app);
	while (app->sides[i + 1] != NULL &&
	    !str_starts(path, app->sides[i]->prefix))
		i++;
	return (app->sides[i]);
}

/* Asked by a door that only the provider reaches: whatever the host. */
static void
serve_ops(struct req *rq, struct db *db, const char *what)
{
	struct buf b = BUF_INIT(rq->a);
	bool health = str_eq(what, "health");
	int status = 200;

	if (health)
		status = ops_health(db, rq->a, str_starts(rq->priv->path,
		    "/healthz/") ? rq->priv->path + 9 : "", &b);
	else
		ops_metrics(db, rq->a, &b);
	if (reply_send(rq, status, health ? "text/plain; charset=utf-8"
	    : "text/plain; version=0.0.4; charset=utf-8", NULL,
	    buf_bytes(&b)) != RC_OK)
		return;
	rq->priv->status = 0;	/* not counted */
}

static void
one_request(const struct app *app, struct arena *a, struct fcgi *io,
    struct db *db)
{
	struct req_priv priv = {
		.app = side_of(app, param(io, "PATH_INFO", 2048)), .io = io, .view = view_new(),
		.path = param(io, "PATH_INFO", 2048),
		.query = param(io, "QUERY_STRING", 4096),
		.host = str_lower(a, param(io, "OLVIDO_HOST", 253)),
	};
	struct req rq = {
		.a = a, .v = view_root(priv.view), .now = now_s(),
		.addr = param(io, "OLVIDO_ADDR", 64),
		.request_id = param(io, "OLVIDO_REQUEST_ID", 36),
		.language = "en", .zone = "", .priv = &priv,
	};

	const char *ops = param(io, "OLVIDO_OPS", 16);
	int64_t begin = mono_us();

	log_request(rq.request_id);
	if (*ops != '\0')
		serve_ops(&rq, db, ops);
	else
		serve(&rq, db);
	metric_request(priv.status, mono_us() - begin);
	db_read_only(db, false);
	view_free(&priv.view);
	while (priv.nlater > 0) {
		priv.nlater--;
		priv.later[priv.nlater].end(priv.later[priv.nlater].p);
	}
	if (priv.body_map != NULL) {
		explicit_bzero(priv.body_map, priv.body_size);
		munmap(priv.body_map, priv.body_size);
	}
	log_request(NULL);
}

/* Processor time of one request; a worker that needs more is stuck: SIGPROF. */
static void
watch(int seconds)
{
	struct itimerval it = { .it_value = { .tv_sec = seconds } };

	if (setitimer(ITIMER_PROF, &it, NULL) != 0)
		log_warn("no watchdog for this request");
}

int
worker_run(const struct app *app, struct fcgi *io, struct db *db)
{
	struct arena *a = arena_new((size_t)conf_int("Arena.Max"));

	fcgi_idle(io, account_keys_expire);
	while (fcgi_accept(io) == RC_OK) {
		watch(REQUEST_CPU_S);
		one_request(app, a, io, db);
		fcgi_finish(io);
		watch(0);
		if (app->after != NULL)
			app->after(db);
		arena_reset(a);
		stack_wipe();
	}
	arena_free(&a);
	return (0);
}
