/* Domains of the account's own: added, proved, let go (model/account/domain.h). */
#include "core/str.h"
#include "model/account/domain.h"
#include "panel.h"

#define SOON	90	/* seconds: a look that was asked for has been taken */

static void
put_domain(struct req *rq, const struct domain *d)
{
	struct node *row = node_row(node_sub(rq->v, "Domains"));
	bool due = d->look_at <= rq->now && d->state != DOMAIN_LEAVING;

	node_u64(row, "Id", d->id);
	node_str(row, "Host", d->host);
	node_str(row, "Token", d->token);
	node_u64(row, "State", d->state);
	node_u64(row, "Proof", d->proof);
	node_i64(row, "Looked", d->looked_at);
	node_bool(row, "Due", due);
	node_bool(row, "Leaving", d->state == DOMAIN_LEAVING);
	node_bool(row, "Open", d->state != DOMAIN_PROVED &&
	    d->state != DOMAIN_LEAVING);
	node_str(row, "Record", arena_printf(rq->a, DOMAIN_RECORD "%s",
	    d->host));
	node_str(row, "File", arena_printf(rq->a, "http://%s" DOMAIN_FILE,
	    d->host));
	if ((due && rq->now - d->look_at < SOON) || d->look_at == 0 ||
	    d->state == DOMAIN_LEAVING)
		node_bool(rq->v, "Page.Refresh", true);
}

static RC
domains_page(struct req *rq, int status)
{
	struct domain_list l;

	TRY(domain_list(rq->t, rq->a, &l));
	for (size_t i = 0; i < l.n; i++)
		put_domain(rq, &l.v[i]);
	node_str(rq->v, "Own", rq->t->host);
	settings_title(rq, "Domain.Title");
	return (page_status(rq, status, "panel/settings_domains"));
}

/* GET /panel/settings/domains */
RC
domains_show(struct req *rq)
{
	return (domains_page(rq, 200));
}

static RC
done(struct req *rq, const char *notice)
{
	flash(rq, notice);
	return (redirect(rq, "/panel/settings/domains"));
}

/* POST /panel/settings/domains */
RC
domains_add(struct req *rq)
{
	struct domain d;
	enum rc rc = RC_OK;

	if (!req_bad(rq))
		rc = domain_add(rq->t, rq->a, req_text(rq, "name"), &d);
	if (rc == RC_INVALID || rc == RC_DENIED || rc == RC_CONFLICT ||
	    rc == RC_LIMIT) {
		req_mistake(rq, "name", rc == RC_INVALID ? "DomainName"
		    : rc == RC_DENIED ? "DomainBase"
		    : rc == RC_CONFLICT ? "DomainTaken" : "DomainMany");
		rc = RC_OK;
	}
	TRY(rc);
	if (req_bad(rq)) {
		req_form_view(rq);
		return (domains_page(rq, 422));
	}
	return (done(rq, "DomainAdded"));
}

/* POST /panel/settings/domains/look */
RC
domains_look(struct req *rq)
{
	TRY(domain_look_now(rq->t, req_u64(rq, "domain")));
	return (done(rq, "DomainLook"));
}

/* POST /panel/settings/domains/remove */
RC
domains_remove(struct req *rq)
{
	TRY(domain_remove(rq->t, req_u64(rq, "domain")));
	return (done(rq, "DomainRemoved"));
}
