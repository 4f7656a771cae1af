/* olvido account export: everything of an account as one archive. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "cli.h"
#include "core/conf.h"
#include "model/log/audit.h"
#include "privacy/export_all.h"
#include "privacy/zip.h"

static bool
never(void)
{
	return (false);
}

static RC
write_all(struct cli *c, struct tenant *t, int fd,
    struct export_all_counts *n_r)
{
	struct exporter x = { .db = c->db, .vault = c->v, .stopped = never,
		.files_dir = open(conf_str("Files.Dir"), O_RDONLY |
		    O_DIRECTORY | O_CLOEXEC) };
	enum rc rc = x.files_dir < 0 ? RC_FAILED : export_all(&x, t, write_fd,
	    &fd, n_r);

	if (x.files_dir >= 0)
		close(x.files_dir);
	if (rc == RC_OK && fsync(fd) != 0)
		rc = RC_FAILED;
	return (rc);
}

static RC
cmd_export(struct cli *c)
{
	struct export_all_counts n = { 0 };
	struct tenant *t;
	enum rc rc;
	int fd;

	TRY(cli_account(c, c->argv[0], &t));
	if (t->key == NULL) {
		fprintf(stderr, "olvido: nothing of it is live; see 'olvido "
		    "cold list'\n");
		return (RC_DENIED);
	}
	fd = open(c->argv[1], O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC |
	    O_NOFOLLOW, 0600);
	if (fd < 0) {
		fprintf(stderr, errno == EEXIST ? "olvido: %s is there "
		    "already\n" : "olvido: %s cannot be made\n", c->argv[1]);
		return (RC_DENIED);
	}
	rc = write_all(c, t, fd, &n);
	if (close(fd) != 0)
		rc = RC_FAILED;
	if (rc == RC_OK)
		rc = audit_add(t, &(struct audit_row){
		    .verb = AUDIT_ALL_EXPORT_TAKEN, .object = ON_ACCOUNT,
		    .id = t->id.v, .value = n.tickets });
	if (rc != RC_OK) {
		(void)unlink(c->argv[1]);
		fprintf(stderr, "olvido: nothing was made\n");
		return (rc);
	}
	printf("account %llu: %llu tickets, %llu of them not whole\n",
	    (unsigned long long)t->id.v, (unsigned long long)n.tickets,
	    (unsigned long long)n.problems);
	return (RC_OK);
}

const struct command account_export_commands[] = {
	{ "account export", "HOST FILE", "everything of it as one archive",
	  "A ZIP with data.json (departments, agents, contacts, tickets with "
	  "messages and notes)\nand the files, in the clear: FILE is made anew, "
	  "0600. HOST: one of its host names, or its\nnumber.\n", 2, 2,
	  cmd_export },
	{ 0 }
};
