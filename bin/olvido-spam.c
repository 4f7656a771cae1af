/*
 * olvido-spam: the spam filter alone, on files of one raw message each; needs no
 * database and no configuration.
 */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/str.h"
#include "spam/spam.h"

#define MESSAGE_MAX	(64U << 20)

struct cli {
	struct arena	*a;		/* the model */
	struct arena	*once;		/* one message; reset after it */
	struct spam_model *m;
	const char	*path;		/* of the model; NULL: none is kept */
	bool		 prior;		/* a new model begins with it */
	int		 argc;
	char	       **argv;
};

struct command {
	const char	*name, *args, *help;
	int		 min;
	int		(*run)(struct cli *);
};

static const char *const labels[] = { "ham", "unsure", "spam" };

/* What is wrong, with which, and what to do. */
static int
fail(const char *what, const char *which, const char *todo)
{
	fprintf(stderr, "olvido-spam: %s %s; %s\n", what, which, todo);
	return (1);
}

static RC
file_read(struct arena *a, const char *path, size_t max, struct bytes *b_r)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	size_t n = 0;
	ssize_t got = 1;
	uint8_t *p;

	if (fd < 0)
		return (RC_NOTFOUND);
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) ||
	    (uint64_t)st.st_size > max) {
		close(fd);
		return (RC_INVALID);
	}
	p = arena_alloc(a, (size_t)st.st_size + 1);
	while (n < (size_t)st.st_size && got > 0) {
		got = read(fd, p + n, (size_t)st.st_size - n);
		n += got > 0 ? (size_t)got : 0;
	}
	close(fd);
	*b_r = (struct bytes){ p, n };
	return (got < 0 ? RC_FAILED : RC_OK);
}

/* A new model where there is no file yet. */
static int
model_open(struct cli *c)
{
	struct bytes b;
	enum rc rc;

	c->m = NULL;
	if (c->path != NULL) {
		rc = file_read(c->once, c->path, SPAM_STORED_MAX, &b);
		if (rc == RC_OK)
			rc = spam_load(c->a, b, 0, &c->m);
		if (rc != RC_OK && rc != RC_NOTFOUND)
			return (fail("cannot use the model", c->path,
			    "give another file, or remove it to start anew"));
		arena_reset(c->once);
	}
	if (c->m != NULL)
		return (0);
	c->m = spam_model_new(c->a, 0);
	if (c->prior && !spam_begin(c->m))
		return (fail("there is no prior", "in this build",
		    "run bin/setup and make, or leave --prior out"));
	return (0);
}

/* The old file stays until the new one is whole. */
static int
model_keep(struct cli *c)
{
	const char *tmp = arena_printf(c->once, "%s.new", c->path == NULL ? ""
	    : c->path);
	struct bytes b;
	size_t n = 0;
	ssize_t put = 1;
	int fd;

	if (c->path == NULL)
		return (0);
	b = spam_save(c->once, c->m);
	fd = open(tmp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	while (fd >= 0 && n < b.n && put > 0) {
		put = write(fd, b.p + n, b.n - n);
		n += put > 0 ? (size_t)put : 0;
	}
	if (fd < 0 || n < b.n || fsync(fd) != 0 || close(fd) != 0 ||
	    rename(tmp, c->path) != 0)
		return (fail("cannot write the model", c->path,
		    "see that its folder exists and has room"));
	arena_reset(c->once);
	return (0);
}

static RC
message_read(struct cli *c, const char *path, struct spam_text *t)
{
	struct bytes raw;

	TRY(file_read(c->once, path, MESSAGE_MAX, &raw));
	spam_read(c->once, raw, t);
	return (RC_OK);
}

/* One line of the protocol; 0, or 1 when the run cannot go on. */
static int
coproc_line(struct cli *c, char *line)
{
	struct spam_text t;
	const char *path = NULL;
	bool spam = strncmp(line, "train spam ", 11) == 0;
	double score;

	if (strncmp(line, "classify ", 9) == 0)
		path = line + 9;
	else if (spam)
		path = line + 11;
	else if (strncmp(line, "train ham ", 10) == 0)
		path = line + 10;
	if (path == NULL)
		return (printf("error not a request: say classify PATH, "
		    "train spam PATH or train ham PATH\n"), 0);
	if (message_read(c, path, &t) != RC_OK)
		return (printf("error cannot read that file\n"), 0);
	if (line[0] == 'c') {
		score = spam_score(c->m, &t);
		printf("%.9g %s\n", score, labels[spam_label(c->m, score)]);
	} else {
		spam_train(c->m, &t, spam);
		printf("ok\n");
	}
	return (0);
}

static int
cmd_coproc(struct cli *c)
{
	char line[4200];
	size_t n;

	while (fgets(line, sizeof(line), stdin) != NULL) {
		n = strcspn(line, "\n");
		if (line[n] != '\n' && n == sizeof(line) - 1)
			return (fail("a line is longer than", "4,198 bytes",
			    "send one request a line"));
		line[n] = '\0';
		coproc_line(c, line);
		if (fflush(stdout) != 0)
			break;
		arena_reset(c->once);
	}
	return (model_keep(c));
}

static int
cmd_classify(struct cli *c)
{
	struct spam_text t;
	double score;

	for (int i = 0; i < c->argc; i++) {
		if (message_read(c, c->argv[i], &t) != RC_OK)
			return (fail("cannot read", c->argv[i],
			    "give files of one message each"));
		score = spam_score(c->m, &t);
		printf("%.9g %s\n", score, labels[spam_label(c->m, score)]);
		arena_reset(c->once);
	}
	return (0);
}

static int
cmd_train(struct cli *c)
{
	bool spam = str_eq(c->argv[0], "spam");
	struct spam_text t;

	if (!spam && !str_eq(c->argv[0], "ham"))
		return (fail("not a label:", c->argv[0], "say spam or ham"));
	if (c->path == NULL)
		return (fail("nothing would be kept", "without a model",
		    "give --model FILE"));
	for (int i = 1; i < c->argc; i++) {
		if (message_read(c, c->argv[i], &t) != RC_OK)
			return (fail("cannot read", c->argv[i],
			    "give files of one message each"));
		spam_train(c->m, &t, spam);
		arena_reset(c->once);
	}
	return (model_keep(c));
}

static int
cmd_explain(struct cli *c)
{
	struct spam_reasons r;
	struct spam_text t;
	double score;

	if (message_read(c, c->argv[0], &t) != RC_OK)
		return (fail("cannot read", c->argv[0],
		    "give a file of one message"));
	score = spam_score(c->m, &t);
	printf("%.9g %s, learnt from %u ham and %u spam\n", score,
	    labels[spam_label(c->m, score)], spam_trained(c->m, false),
	    spam_trained(c->m, true));
	spam_explain(c->m, c->once, &t, 20, &r);
	for (size_t i = 0; i < r.n; i++)
		printf("%-4s %7.3f  %s%s%s\n", r.v[i].weight > 0 ? "spam"
		    : "ham", r.v[i].weight, r.v[i].name, r.v[i].place ==
		    SPAM_IN_HEAD ? ": " : "", r.v[i].word);
	return (0);
}

static const struct command commands[] = {
	{ "coproc", "", "answer requests on standard input, a line each:\n"
	    "                      classify PATH, train spam PATH, train ham "
	    "PATH", 0, cmd_coproc },
	{ "classify", "FILE...", "print score and label of each message", 1,
	    cmd_classify },
	{ "train", "spam|ham FILE...", "learn each message", 2, cmd_train },
	{ "explain", "FILE", "print the words that weigh most", 1,
	    cmd_explain },
};
#define COMMANDS	(sizeof(commands) / sizeof(commands[0]))

static int
usage(FILE *f, int status)
{
	fprintf(f, "olvido-spam: a learning spam filter for files of one raw "
	    "message each\n\nusage: olvido-spam [--model FILE] [--prior] COMMAND "
	    "...\n\n");
	for (size_t i = 0; i < COMMANDS; i++)
		fprintf(f, "  %-8s %-16s %s\n", commands[i].name,
		    commands[i].args, commands[i].help);
	fprintf(f, "\n  --model FILE   keep what is learnt there; without it a "
	    "run starts empty\n                 and forgets at its end\n"
	    "  --prior        a new model begins with what is usual in spam "
	    "elsewhere\n"
	    "Labels: ham, unsure (deliver and show), spam. A score is "
	    "log-odds, above 0 rather spam.\n");
	return (status);
}

/* Options from i on; where they end. -1: use was shown. */
static int
options(struct cli *c, int argc, char **argv, int i, int *status_r)
{
	for (; i < argc && argv[i][0] == '-'; i++) {
		if (str_eq(argv[i], "--help") || str_eq(argv[i], "-h")) {
			*status_r = usage(stdout, 0);
			return (-1);
		}
		if (str_eq(argv[i], "--prior")) {
			c->prior = true;
		} else if (str_eq(argv[i], "--model") && i + 1 < argc) {
			c->path = argv[++i];
		} else {
			*status_r = fail(str_eq(argv[i], "--model")
			    ? "no FILE after" : "no such option:", argv[i],
			    "see --help");
			return (-1);
		}
	}
	return (i);
}

int
main(int argc, char **argv)
{
	struct cli c = { .a = arena_new(SPAM_MODEL_BYTES + (1U << 20)),
	    .once = arena_new(MESSAGE_MAX + (16U << 20)) };
	const struct command *cmd = NULL;
	int i, status = 2;

	i = options(&c, argc, argv, 1, &status);
	if (i < 0)
		return (status);
	for (size_t k = 0; i < argc && k < COMMANDS; k++)
		if (str_eq(argv[i], commands[k].name))
			cmd = &commands[k];
	if (cmd == NULL && i < argc)
		return (fail("no such command:", argv[i], "see --help"));
	if (cmd == NULL)
		return (usage(stderr, 2));
	/* "coproc --model FILE" is understood as well. */
	i = options(&c, argc, argv, i + 1, &status);
	if (i < 0)
		return (status);
	c.argc = argc - i;
	c.argv = argv + i;
	if (c.argc < cmd->min || (cmd->min == 0 && c.argc > 0))
		return (fail(c.argc > 0 && cmd->min == 0 ? "too much for"
		    : "too little for", cmd->name, "see --help"));
	status = model_open(&c);
	return (status != 0 ? status : cmd->run(&c));
}
