/* What conn.c, stmt.c and query.c share (lib/db only). */
#ifndef DB_PRIV_H
#define DB_PRIV_H

#include <mysql.h>

#include "db/db.h"

#define PARAMS_MAX	64
#define COLS_MAX	40
#define AHEAD_MAX	8
#define AHEAD_BYTES	1024

struct col {
	uint8_t		*p;
	unsigned long	 cap, len;
	my_bool		 null;
	bool		 number;
	int64_t		 value;
};

struct stmt {
	struct db	*db;
	const struct query *q;
	MYSQL_STMT	*my;
	MYSQL_BIND	*in;		/* as many as it has parameters */
	int64_t		*num;
	unsigned long	*len;
	unsigned	 params, next;
	uint32_t	 account;	/* parameters of the account, a bit each */
	uint64_t	 account_id;
	MYSQL_BIND	*out;		/* as many as it has columns */
	struct col	*col;
	unsigned	 cols;
	bool		 busy, ran, bound;
	bool		 stored;	/* its rows are here */
	/* ahead.c */
	bool		 asked;		/* ahead, and nobody has its rows yet */
	bool		 taken;		/* by who asks the same */
	bool		 landed;	/* it was sent, and its answer read */
	unsigned	 code;		/* what it said: 0, or an error */
	int64_t		*was;		/* the values it was sent with */
	bool		 changes;	/* rows that are kept may change by it */
	struct kept	*kept;		/* its rows come from there */
	size_t		 kept_at;
};

struct db {
	MYSQL		*my;
	const char	*socket, *user;
	bool		 dead, has_schema;
	bool		 in_tx, read_only;
	bool		 any_version, refused;	/* version.c */
	bool		 wrote;		/* what may be kept, since db_ready() */
	unsigned	 queries;
	struct stmt	*slot;		/* one per linked query */
	size_t		 nslots;
	struct stmt	*ahead[AHEAD_MAX];	/* in the order of asking */
	unsigned	 aheads;
	uint8_t		 out[AHEAD_BYTES];	/* their packets, before they go */
	size_t		 out_n;
	uint64_t	 id_next, id_end;
	int64_t		 id_until;
	struct tx	*tx;
};

/* Parameters (bit 0: the first) of each `account_id = ?`, or an INSERT's first. */
uint32_t query_account_params(const char *text);
/* What errno of the server means; marks the connection dead when it is. */
RC	db_error(struct db *, unsigned code, const char *what);
/* Connect when needed; statements are prepared when first used. */
RC	db_connect(struct db *);
/* Whether this program fits the database: RC_DENIED, and it is said what to do. */
RC	version_check(struct db *);
struct query	**query_slots(size_t *n_r);
/* A text column's buffer for n bytes and a NUL. */
void	col_room(struct stmt *, struct col *, size_t n);
/* The connection is lost by this error. */
bool	db_away(unsigned code);
/* Its values handed over: 0, or the error. */
unsigned stmt_bind_values(struct stmt *);
void	stmt_bind_out(struct stmt *);
void	stmt_free_rows(struct stmt *);
/* ahead.c: what gathered is sent and answered, before anything else is sent. */
void	ahead_land(struct db *);
/* It is let go: something changes now, or the connection is gone. */
void	ahead_drop(struct db *);
/* Whether this query is asked already; then its values are bound once more. */
bool	ahead_take(struct stmt *);
/* Whether it was asked with the same values; then what it said. */
bool	ahead_result(struct stmt *, unsigned *code_r);
/* One that is done with. */
void	ahead_leave(struct stmt *);
/* kept.c: stmt_row(), stmt_rows() and stmt_done() of a kept result. */
RC	kept_row(struct stmt *);
size_t	kept_rows(const struct stmt *);
void	kept_done(struct stmt *);
/* A connection is new: the database may be of another time, versions too. */
void	kept_forget(void);
bool	kept_changed_by(const char *text);

#endif
