/* Signing in with a password (login.h). */
#include "auth/login.h"

#include <arpa/inet.h>

#include "auth/device.h"
#include "core/log.h"
#include "core/str.h"
#include "crypto/password.h"
#include "model/access/throttle.h"
#include "text/fold.h"

#define NETWORK_WINDOW	600	/* seconds */
#define NETWORK_MOST	50
#define BUSY_WAIT	2

/* Kept: one wrong password a month never adds up. */
static const struct turns turns = { .free = 5, .most = 100, .longest = 900,
	.kept = 30 * 86400 };
/* Known devices and sessions: strangers are not among them. */
static const struct turns own_turns = { .free = 5, .most = 1000000,
	.longest = 900, .kept = 30 * 86400 };

/* What is counted for one attempt. */
struct counted {
	struct digest name, network;
	bool	      known;		/* by its device */
};

/* "192.0.2.0/24", "2001:db8:1:200::/56": where guesses are counted. */
static const char *
network_of(struct arena *a, const char *addr)
{
	uint8_t b[16];

	if (inet_pton(AF_INET, addr, b) == 1)
		return (arena_printf(a, "4 %s", hex_encode(a, b, 3)));
	if (inet_pton(AF_INET6, addr, b) == 1)
		return (arena_printf(a, "6 %s", hex_encode(a, b, 7)));
	return ("");
}

static struct digest
name_key(struct tenant *t, struct arena *a, const char *what, int kind,
    const char *name)
{
	return (throttle_key(t->vault, what, arena_printf(a, "%llu %d %s",
	    (unsigned long long)t->id.v, kind, name)));
}

/* RC_LIMIT with l->limit and l->wait, or counted. */
static RC
count(struct tenant *t, struct arena *a, struct login *l, struct counted *c)
{
	enum rc rc;

	if (!c->known) {
		c->name = name_key(t, a, "login", l->whose->kind, l->name);
		c->network = throttle_key(t->vault, "login-network",
		    network_of(a, l->addr));
		rc = throttle_hit(t->db, &c->network, NETWORK_MOST,
		    NETWORK_WINDOW);
		if (rc == RC_LIMIT) {
			l->limit = LIMIT_NETWORK;
			TRY(throttle_left(t->db, &c->network, &l->wait));
		}
		TRY(rc);
	}
	rc = throttle_turn(t->db, &c->name, c->known ? &own_turns : &turns,
	    &l->wait);
	if (rc == RC_LIMIT)
		l->limit = l->wait == 0 ? LIMIT_LINK : LIMIT_NAME;
	/* Nothing is tried: no guess of the network's. */
	if (rc == RC_LIMIT && !c->known)
		TRY(throttle_forgive(t->db, &c->network));
	return (rc);
}

static RC
forgive(struct tenant *t, const struct counted *c)
{
	if (!c->known)
		TRY(throttle_forgive(t->db, &c->network));
	return (throttle_clear(t->db, &c->name));
}

/* The work could not be done: the turn is given back, its wait is not. */
static RC
give_back(struct tenant *t, const struct counted *c)
{
	if (!c->known)
		TRY(throttle_forgive(t->db, &c->network));
	return (throttle_forgive(t->db, &c->name));
}

/* *hash_r NULL: nobody whose password could fit. */
static RC
find(struct tenant *t, struct arena *a, struct login *l, const char **hash_r)
{
	struct login_row row = { .hash = NULL };
	enum rc rc = l->whose->find(t, a, l->name, &row);

	if (rc != RC_OK && rc != RC_NOTFOUND && rc != RC_GONE)
		return (rc);
	l->id = rc == RC_OK ? row.id : 0;
	l->generation = row.generation;
	*hash_r = rc == RC_OK && row.active ? row.hash : NULL;
	return (RC_OK);
}

/* Made with the parameters of today when it was not; never in anybody's way. */
static void
renew(struct tenant *t, struct arena *a, const struct login *l,
    const char *hash)
{
	enum rc rc;

	if (!password_stale(hash))
		return;
	rc = l->whose->renew(t, a, l->id, l->password);
	if (rc != RC_OK)
		log_info("a password was not hashed anew: %s", rc_name(rc));
}

static RC
try_it(struct tenant *t, struct arena *a, struct login *l,
    const struct counted *c)
{
	const char *hash;
	enum rc rc;

	TRY(find(t, a, l, &hash));
	rc = password_check(hash, l->password);
	if (rc == RC_LIMIT) {
		l->limit = LIMIT_BUSY;
		l->wait = BUSY_WAIT;
	}
	if (rc == RC_LIMIT || rc == RC_FAILED)
		TRY(give_back(t, c));
	if (rc == RC_DENIED)
		TRY(throttle_begins(t->db, &c->name, &turns, &l->locks));
	TRY(rc);
	TRY(forgive(t, c));
	renew(t, a, l, hash);
	return (RC_OK);
}

RC
login_password(struct tenant *t, struct arena *a, struct login *l)
{
	struct counted c = { .known = false };
	enum rc rc;

	if (text_email(a, l->email, &l->name) != RC_OK)
		l->name = "";
	c.known = device_check(t, a, l->device, l->whose->kind, l->name,
	    &c.name) == RC_OK;
	if (password_seat(c.known) != RC_OK) {
		l->limit = LIMIT_BUSY;
		l->wait = BUSY_WAIT;
		return (RC_LIMIT);
	}
	rc = count(t, a, l, &c);
	if (rc == RC_OK)
		rc = try_it(t, a, l, &c);
	password_seat_leave();
	return (rc);
}

RC
login_unlock(struct tenant *t, const struct whose *whose, const char *email)
{
	CLEANUP(arena_free) struct arena *a = arena_new(65536);
	struct digest d = name_key(t, a, "login", whose->kind, email);

	return (throttle_clear(t->db, &d));
}

RC
login_again(struct tenant *t, struct arena *a, struct login *l)
{
	struct counted c = { .known = true };
	enum rc rc;

	TRY(text_email(a, l->email, &l->name));
	c.name = name_key(t, a, "login-again", l->whose->kind, l->name);
	TRY(password_seat(true));
	rc = throttle_turn(t->db, &c.name, &own_turns, &l->wait);
	if (rc == RC_OK)
		rc = try_it(t, a, l, &c);
	password_seat_leave();
	return (rc);
}
