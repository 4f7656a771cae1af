/* From which networks people may come in: panel, API, portal. */
#include "auth/iprange.h"
#include "core/str.h"
#include "model/access/allow_list.h"
#include "model/log/audit.h"
#include "panel.h"
#include "view.h"

static const char *const field[PLACES] = { "panel", "api", "portal" };

/* Networks of one list as nginx takes them; RC_INVALID: the mistake is shown. */
static RC
read_list(struct req *rq, size_t i, struct allow_list *l)
{
	struct node *n = node_sub(node_sub(rq->v, "Mistake"), field[i]);
	struct buf b = BUF_INIT(rq->a);
	struct iprange_mistake m;
	struct iprange_list ranges;
	struct ip me;
	bool good;

	*l = (struct allow_list){ .typed = req_text(rq, field[i]) };
	good = iprange_parse(rq->a, l->typed, &ranges, &m) == RC_OK;
	if (good && iprange_networks(&b, &ranges) > IPRANGE_LINES) {
		m = (struct iprange_mistake){ .key = "Many" };
		good = false;
	}
	/* Whoever saves it must be able to take it back. */
	if (good && i + 1 == PLACE_PANEL && ranges.n > 0 &&
	    (ip_parse(rq->addr, &me) != RC_OK || !iprange_has(&ranges, &me))) {
		m = (struct iprange_mistake){ .key = "LockOut" };
		good = false;
	}
	l->ranges = buf_cstr(&b);
	if (good)
		return (RC_OK);
	req_mistake(rq, field[i], "Invalid");
	node_str(n, "Key", m.key);
	node_i64(n, "Line", m.line);
	node_str(n, "Entry", m.entry != NULL ? m.entry : "");
	node_str(n, "Hint", m.hint != NULL ? m.hint : "");
	return (RC_INVALID);
}

static RC
network_page(struct req *rq, const struct allow_list l[PLACES], int status)
{
	struct node *n = node_sub(rq->v, "Network"), *one;
	struct names names;

	TRY(names_get(rq, &names));
	settings_title(rq, "Network.Title");
	node_str(n, "Address", rq->addr);
	node_str(n, "Fixed", req_fixed(rq));
	for (size_t i = 0; i < PLACES; i++) {
		one = node_sub(n, field[i]);
		node_i64(one, "Changed", l[i].changed_at);
		if (l[i].changed_at != 0 && l[i].by.v != 0)
			node_str(one, "By", names_agent(&names, l[i].by.v));
	}
	return (page_status(rq, status, "panel/network"));
}

/* GET /panel/settings/network */
RC
network_show(struct req *rq)
{
	struct allow_list l[PLACES];

	TRY(allow_list_get(rq->t, rq->a, l));
	for (size_t i = 0; i < PLACES; i++)
		node_str(node_sub(rq->v, "Form"), field[i], l[i].typed);
	TRY(audit_add(rq->t, &(struct audit_row){
	    .verb = AUDIT_SETTINGS_VIEWED, .object = ON_SETTINGS,
	    .id = PAGE_LISTS }));
	return (network_page(rq, l, 200));
}

/* POST /panel/settings/network */
RC
network_save(struct req *rq)
{
	struct allow_list had[PLACES], l[PLACES];
	bool good = !req_bad(rq);

	for (size_t i = 0; i < PLACES; i++)
		good = read_list(rq, i, &l[i]) == RC_OK && good;
	if (!good) {
		TRY(allow_list_get(rq->t, rq->a, had));
		req_form_view(rq);
		return (network_page(rq, had, 422));
	}
	TRY(allow_list_change(rq->t, rq->a, panel_me(rq), l));
	flash(rq, "Saved");
	return (redirect(rq, "/panel/settings/network"));
}
