/* Argon2id, here (password.h). What waits for the hashers: password_pool.c. */
#include "crypto/password.h"

#include <sodium.h>
#include <string.h>

#include "core/log.h"
#include "crypto/password_in.h"

#define OWASP_OPS	2
#define OWASP_MEM	(19ULL << 20)

static unsigned long long ops = crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE;
static size_t mem = crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE;

_Static_assert(PASSWORD_HASH_MAX >= crypto_pwhash_STRBYTES,
    "a hash must fit");

void
password_parameters(uint64_t o, uint64_t mem_kib)
{
	if (o < OWASP_OPS || o > 10 || mem_kib < (OWASP_MEM >> 10) ||
	    mem_kib > (PASSWORD_MEM_MAX >> 10))
		die("settings Password.Passes must be %d to 10, "
		    "Password.Memory %llu to %llu", OWASP_OPS, OWASP_MEM >> 10,
		    PASSWORD_MEM_MAX >> 10);
	ops = o;
	mem = (size_t)mem_kib << 10;
}

/* A hash of nothing anybody has: an unknown name costs the same work. */
static void
dummy(char hash_r[PASSWORD_HASH_MAX])
{
	snprintf(hash_r, PASSWORD_HASH_MAX, "$argon2id$v=19$m=%zu,t=%llu,p=1$"
	    "c29tZXNhbHRzb21lc2FsdA$"
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", mem >> 10, ops);
}

void
password_work(const struct password_ask *q, struct password_answer *w)
{
	memset(w, 0, sizeof(*w));
	if (q->check)
		w->rc = crypto_pwhash_argon2id_str_verify(q->hash, q->password,
		    strlen(q->password)) == 0 ? RC_OK : RC_DENIED;
	else
		w->rc = crypto_pwhash_argon2id_str(w->hash, q->password,
		    strlen(q->password), q->ops, (size_t)q->mem) == 0 ? RC_OK
		    : RC_FAILED;
}

static RC
ask(const char *hash, const char *password, struct password_answer *w)
{
	struct password_ask q = { .ops = ops, .mem = mem,
		.check = hash != NULL };
	enum rc rc = RC_OK;

	/* Longer ones are never set (auth/password_rule.h): they fit nothing. */
	memcpy(q.password, password, strnlen(password,
	    sizeof(q.password) - 1));
	if (hash != NULL)
		memcpy(q.hash, hash, strnlen(hash, sizeof(q.hash) - 1));
	if (password_is_pooled())
		rc = password_over(&q, w);
	else
		password_work(&q, w);
	sodium_memzero(&q, sizeof(q));
	return (rc == RC_OK ? w->rc : rc);
}

RC
password_hash(const char *password, char hash_r[PASSWORD_HASH_MAX])
{
	struct password_answer w;

	if (strlen(password) >= sizeof(((struct password_ask *)0)->password))
		return (RC_INVALID);
	TRY(ask(NULL, password, &w));
	memcpy(hash_r, w.hash, PASSWORD_HASH_MAX);
	hash_r[PASSWORD_HASH_MAX - 1] = '\0';
	return (RC_OK);
}

RC
password_check(const char *hash, const char *password)
{
	char nobody[PASSWORD_HASH_MAX];
	struct password_answer w;
	enum rc rc;

	dummy(nobody);
	rc = ask(hash != NULL ? hash : nobody, password, &w);
	return (rc == RC_OK && hash == NULL ? RC_DENIED : rc);
}

bool
password_stale(const char *hash)
{
	return (crypto_pwhash_argon2id_str_needs_rehash(hash, ops, mem) != 0);
}
