/*
 * Domains of an account's own.  Who adds one publishes a token: as a TXT record
 * of _olvido.HOST ("olvido=TOKEN"), or as the file DOMAIN_FILE on plain HTTP.
 * olvido-nginx looks for it (it has no keys), olvido-cron settles what was found:
 * a row in host, the audit log.  A domain belongs to the account that proves it
 * first; one whose proof is not seen for Domain.Lost.Days is switched off, one
 * that was never proved goes after DOMAIN_WAITS.
 */
#ifndef MODEL_DOMAIN_H
#define MODEL_DOMAIN_H

#include "db/db.h"

enum domain_state {
	DOMAIN_WAITING = 1,	/* nobody published the token yet */
	DOMAIN_PROVED = 2,
	DOMAIN_LOST = 3,	/* proved once; still served, looked at hourly */
	DOMAIN_OFF = 4,		/* not served any more */
	DOMAIN_LEAVING = 5,	/* removed: the row goes when it is settled */
	DOMAIN_TAKEN = 6,	/* another account proved it first */
};
/* What the last look found. */
enum domain_proof {
	PROOF_NO = 0,		/* not looked yet */
	PROOF_TXT = 1, PROOF_FILE = 2,
	PROOF_ABSENT = 3,	/* neither */
	PROOF_OTHER = 4,	/* a record or file of ours with another token */
	PROOF_SILENT = 5,	/* no answer */
	PROOF_INSIDE = 6,	/* its address is no public one */
};

#define DOMAIN_MAX	20		/* of an account */
#define DOMAIN_WAITS	(14 * 86400)	/* seconds */
#define DOMAIN_FILE	"/.well-known/olvido-domain.txt"
#define DOMAIN_RECORD	"_olvido."	/* before the host */

struct domain {
	uint64_t	  id;
	const char	 *host, *token;
	enum domain_state state;
	enum domain_proof proof;
	int64_t		  added_at, looked_at, look_at, proved_at;
};
struct domain_list { struct domain *v; size_t n; };

RC	domain_list(struct tenant *, struct arena *, struct domain_list *l_r);
/*
 * host: as typed; a trailing dot and upper case are taken.  RC_INVALID: no host
 * name; RC_DENIED: below the base domain; RC_CONFLICT: in use, here or elsewhere;
 * RC_LIMIT: DOMAIN_MAX are there.  One transaction, the caller's if there is one;
 * logged.
 */
RC	domain_add(struct tenant *, struct arena *, const char *host,
	    struct domain *d_r);
/* Look as soon as possible. RC_NOTFOUND: not this account's. */
RC	domain_look_now(struct tenant *, uint64_t id);
/* RC_NOTFOUND: not this account's. Logged. */
RC	domain_remove(struct tenant *, uint64_t id);

/* ---- domain_look.c: olvido-nginx, the command line; no keys ---------------- */

struct domain_due {
	uint64_t	  account, id;
	const char	 *host, *token;
	enum domain_state state;
	int64_t		  added_at, proved_at;
};
struct domain_dues { struct domain_due *v; size_t n; };
#define DOMAIN_AT_ONCE	20
RC	domain_due(struct db *, struct arena *, int64_t now,
	    struct domain_dues *l_r);
/* What a look at it found; its state and when to look next follow. */
RC	domain_found(struct db *, const struct domain_due *, enum domain_proof,
	    int64_t now, unsigned lost_days);
/* (of the rules alone: tests) */
enum domain_state domain_next(const struct domain_due *, enum domain_proof,
	    int64_t now, unsigned lost_days, int64_t *look_at_r);

/* For nginx: host and account of every proved domain that is served, by name. */
struct domain_host { const char *host; uint64_t account; };
struct domain_hosts { struct domain_host *v; size_t n; };
RC	domain_hosts(struct db *, struct arena *, struct domain_hosts *l_r);
/* All host names of accounts that are not terminated. */
RC	account_hosts(struct db *, struct arena *, struct domain_hosts *l_r);

/* ---- domain_settle.c: olvido-cron, the command line ------------------------ */

/* Accounts with domains that are not settled. */
struct domain_accounts { account_id *v; size_t n; };
RC	domain_unsettled(struct db *, struct arena *,
	    struct domain_accounts *l_r);
/* Host names and the audit log follow the states. n_r: how many changed. */
RC	domain_settle(struct tenant *, struct arena *, bool dry,
	    unsigned *n_r);

#endif
