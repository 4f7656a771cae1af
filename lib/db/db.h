/*
 * MariaDB: one connection per process, statements kept from first use, no SQL built
 * at run time.  A query is a literal with a name and a scope, registered in a
 * linker section; db_prepare_all() proves every query linked into this program
 * as this program's database user before the first request is taken.
 *
 * Trouble: when the server is away, calls return RC_FAILED and the connection
 * is opened again by the next db_ready(); a read outside a transaction is tried
 * again once by itself.  Deadlock and lock wait give RC_RETRY: run the whole
 * act again.  A duplicate key gives RC_CONFLICT.
 */
#ifndef DB_DB_H
#define DB_DB_H

#include <stdbool.h>
#include <stdio.h>

#include "core/arena.h"
#include "core/id.h"

struct db;
struct stmt;
struct tx;
struct vault;	/* crypto/vault.h; only carried here */
struct key;
struct actor;	/* model/log/audit.h; only carried here */
struct sight;	/* model/access/sight.h; the same */
struct withheld;	/* model/access/withheld.h; the same */
struct lent;	/* model/key/keyring.h; the same */

enum qscope {
	Q_TENANT,	/* each `account_id = ?` (or an INSERT's first value)
			   is bound by the statement itself, wherever it
			   stands; bind_*() fill the others in order */
	Q_INSTALLATION,	/* across accounts: few, pinned by tests/schema */
};

struct query {
	const char	*name;
	const char	*text;
	enum qscope	 scope;
	unsigned	 slot;		/* set by db_prepare_all() */
};

/*
 * "" text "" glues: anything but a literal is a syntax error.  The table of the
 * linked queries has a pointer to each that goes with it ("o"): what no function of
 * the program uses is not linked (-z start-stop-gc), and needs no right.
 */
#define QUERY(nm, sc, txt)						\
	static struct query nm						\
	    __attribute__((section(".data.query." #nm), used)) = {	\
		.name = #nm, .text = "" txt "", .scope = (sc),		\
	};								\
	__asm__(".pushsection olvido_queries,\"awo\",%progbits," #nm "\n"	\
	    ".balign 8\n.dc.a " #nm "\n.popsection")

/* What an account's plan allows; 0: any number (model/account/usage.h). */
struct limits { uint64_t agents, bytes, mails, api; };

/*
 * An account's handle: model functions take it first, and no caller has a
 * number to get wrong.  Made only by db/tenant_open.h's caller (model/account).
 */
struct tenant {
	struct db		*db;
	struct vault		*vault;
	const struct key	*key;	/* the account key */
	account_id		 id;
	const char		*language;	/* "en" or "es" */
	const char		*zone;		/* IANA name, "" is UTC */
	const char		*name;		/* company's name */
	const char		*host;		/* its canonical host name */
	int			 port;		/* for absolute URLs */
	const struct actor	*actor;	/* who acts (audit log), or NULL */
	const struct sight	*sight;		/* model/access/sight.h; NULL: all */
	const struct withheld	*withheld;	/* model/access/withheld.h; NULL: nobody */
	const struct lent	*lent;	/* model/key/keyring.h; NULL: nobody's */
	uint64_t		 allow_version;	/* of its allow-lists; 0: none */
	uint64_t		 roster;	/* version of its agents and
						   departments; 0: not known */
	int			 state;		/* enum account_state */
	int64_t			 state_until;	/* its next step, 0: none */
	int64_t			 delete_at;	/* its owner wants it gone; 0 */
	uint64_t		 state_event;	/* what brought it there */
	int64_t			 sessions_from;	/* older ones are over */
	bool			 first_steps;	/* its owner is led */
	struct limits		 limits;
};

/* user: the expected database user ("olvido-portal"); login is unix_socket. */
struct db *db_new(const char *socket_path, const char *user);
void	 db_free(struct db **);

/*
 * Versions are numbers of files in sql/schema: a program's is the last one it was
 * built with.  The first connection of a process is refused (RC_FAILED, from
 * db_prepare_all() RC_DENIED; a line says what to do) on a database that is older
 * than the program, or takes none so old any more (migrate.h).
 */
struct db_versions { unsigned program, database, oldest; };
unsigned db_schema(void);
/* RC_NOTFOUND: it has none yet. */
RC	 db_versions(struct db *, struct db_versions *v_r);
/* It may be of any version: for migrating, and for who looks after it. */
void	 db_any_version(struct db *);
bool	 db_refused(const struct db *);
/* Connected and prepared, or RC_FAILED. Cheap when all is well. */
RC	 db_ready(struct db *);
/*
 * The second fence of a request that may change nothing: until it is switched
 * off every stmt_exec() is RC_DENIED and logged as a bug of ours.
 */
void	 db_read_only(struct db *, bool);
/* Every linked query once, as a proof; logs each that fails. RC_DENIED: do not
   start. */
RC	 db_prepare_all(struct db *);
/*
 * Queries whose names begin so are linked with functions of this program that do
 * not come to them here: they are not prepared, and its user needs no right for
 * them.  A list that ends with NULL; call first.
 */
void	 db_leave_out(const char *const *prefixes);
/* Checks texts: a Q_TENANT text names account_id = ? first; see query.c. */
RC	 db_check_queries(void);
/* Statements executed since the last call (bench, tests: queries per page). */
unsigned db_count_queries(struct db *);
/* Run a script of statements (migrations only): text protocol, ';' separated.
   RC_RETRY: one waited too long for a lock; those before it were run. */
RC	 db_script(struct db *, const char *sql);
/* An id never used before in this installation (blocks of 64 from a sequence). */
RC	 db_new_id(struct db *, uint64_t *id_r);
/* The check of one text (tests). */
RC	 db_check_text(const char *text);
/* Iterate over linked queries (tests): NULL at the end. */
const struct query *db_query_at(size_t i);
/* All of them, a line each: name, scope, text, by tabs; then db_check_queries(). */
RC	 db_print_queries(FILE *);

/* ---- statements --------------------------------------------------------- */

/* Start a statement; stmt_tenant binds the account's parameter itself. */
RC	 stmt_tenant(struct stmt **, struct tenant *, const struct query *);
RC	 stmt_installation(struct stmt **, struct db *, const struct query *);
/*
 * The same as stmt_tenant for a query over agents, departments and the security
 * page that takes nothing but the account and, if it is not 0, one id: its rows, sealed as they
 * are, are kept by the process and asked for again when t->roster has moved.
 * Triggers move it (table roster).
 */
RC	 stmt_tenant_kept(struct stmt **, struct tenant *, const struct query *,
	    uint64_t id);
/* Bind the next parameter. Pointers must live until the statement has run. */
void	 bind_u64(struct stmt *, uint64_t);
void	 bind_i64(struct stmt *, int64_t);
void	 bind_str(struct stmt *, const char *);	/* NULL binds NULL */
void	 bind_bytes(struct stmt *, struct bytes);
void	 bind_null(struct stmt *);
/* One to IDS_MOST ids where the text says `IN " IDS_LIST "`: the first of them fills up. */
#define IDS_MOST	16
#define IDS_LIST		"(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
void	 bind_ids(struct stmt *, const uint64_t *v, size_t n);
/* Writes: run it. affected_r may be NULL. */
RC	 stmt_exec(struct stmt *, uint64_t *affected_r);
/* The value of LAST_INSERT_ID(expression) in what was just run; 0: not reached. */
uint64_t stmt_given(const struct stmt *);
/*
 * Reads: asked ahead, without waiting.  Who asks the same query with the same
 * values later in this request, before anything is written, has its answer, and
 * several that were asked ahead are sent and waited for once.  Numbers only; in a
 * transaction it does nothing.
 */
void	 stmt_ahead(struct stmt **);
/* Reads: the next row (runs it first); RC_NOTFOUND after the last. */
RC	 stmt_row(struct stmt *);
/* How many rows the result has; known from the first stmt_row() on. */
size_t	 stmt_rows(struct stmt *);
/* Columns of the current row, from 0; valid until the next stmt_row(). */
uint64_t col_u64(struct stmt *, unsigned);
int64_t	 col_i64(struct stmt *, unsigned);
const char *col_str(struct stmt *, unsigned);	/* "" for NULL */
struct bytes col_bytes(struct stmt *, unsigned);
bool	 col_null(struct stmt *, unsigned);
void	 stmt_done(struct stmt **);			/* for CLEANUP */

/* ---- transactions ------------------------------------------------------- */

/* Rolls back when the block is left without tx_commit(). One at a time. */
RC	 tx_begin(struct tx **, struct db *);
/* The same, but inside the caller's transaction it is his, and ends with him: what
   it gives is NULL then. */
RC	 tx_join(struct tx **, struct db *);
RC	 tx_commit(struct tx **);	/* sets it NULL; of NULL: nothing */
void	 tx_end(struct tx **);				/* for CLEANUP */
bool	 db_in_tx(const struct db *);

#endif
