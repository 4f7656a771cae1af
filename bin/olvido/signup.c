/* olvido terms: what people agree to who sign up. */
#include <fcntl.h>
#include <unistd.h>

#include "cli.h"
#include "core/str.h"
#include "core/time.h"
#include "core/utf8.h"
#include "model/account/legal.h"
#include "model/people/agent_admin.h"

#define TEXT_MAX	(1U << 20)

static enum legal_kind
kind_of(const char *name)
{
	enum legal_kind k = legal_kind_of(name);

	if (k == 0)
		fprintf(stderr, "olvido: KIND is terms or processing\n");
	return (k);
}

static RC
read_text(struct cli *c, const char *path, const char **text_r)
{
	char *text = arena_alloc(c->a, TEXT_MAX + 1);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t n = 0;
	ssize_t k = 1;

	while (fd >= 0 && n < TEXT_MAX &&
	    (k = read(fd, text + n, TEXT_MAX - n)) > 0)
		n += (size_t)k;
	if (fd >= 0)
		close(fd);
	text[n] = '\0';
	if (fd < 0 || k < 0 || n == 0 || n == TEXT_MAX || strlen(text) != n ||
	    !utf8_valid(text, n)) {
		fprintf(stderr, "olvido: %s is no text of at most a megabyte "
		    "in UTF-8\n", path);
		return (RC_INVALID);
	}
	*text_r = str_trim(c->a, text);
	return (RC_OK);
}

static RC
cmd_terms_set(struct cli *c)
{
	enum legal_kind kind = kind_of(c->argv[0]);
	const char *en, *es;
	enum rc rc;

	if (kind == 0)
		return (RC_INVALID);
	TRY(read_text(c, c->argv[2], &en));
	TRY(read_text(c, c->argv[3], &es));
	rc = legal_set(c->db, kind, c->argv[1], en, es);
	if (rc == RC_CONFLICT)
		fprintf(stderr, "olvido: there is a version %s already: what "
		    "was agreed to never changes\n", c->argv[1]);
	if (rc == RC_INVALID)
		fprintf(stderr, "olvido: a version is 1 to 40 letters, digits "
		    "and . - _; no text may be empty\n");
	TRY(rc);
	printf("%s: version %s is in force\n", c->argv[0], c->argv[1]);
	return (RC_OK);
}

static RC
cmd_terms_show(struct cli *c)
{
	enum legal_kind kind = kind_of(c->argv[0]);
	struct legal_text l;

	if (kind == 0)
		return (RC_INVALID);
	TRY(legal_now(c->db, c->a, kind, c->argc > 1 ? c->argv[1] : "en",
	    &l));
	printf("version %s\n\n%s\n", l.version, l.body);
	return (RC_OK);
}

static RC
cmd_terms_list(struct cli *c)
{
	struct legal_list l;

	TRY(legal_list(c->db, c->a, &l));
	for (size_t i = 0; i < l.n; i++)
		printf("%s\t%s\t%s%s\n", legal_kind_name(l.v[i].kind),
		    l.v[i].version, l.v[i].set_at == 0 ? "as shipped"
		    : time_iso(c->a, l.v[i].set_at), i == 0 ||
		    l.v[i].kind != l.v[i - 1].kind ? "\tin force" : "");
	return (RC_OK);
}

static RC
cmd_terms_agreed(struct cli *c)
{
	enum account_state state;
	struct agreement_list l;
	struct tenant *t;

	TRY(account_by_host(c->db, cli_vault(c), c->a, c->argv[0], &t,
	    &state));
	TRY(agreement_list(t, c->a, &l));
	for (size_t i = 0; i < l.n; i++)
		printf("%s\t%s\t%s\t%s\tagent %llu\n",
		    legal_kind_name(l.v[i].kind), l.v[i].version,
		    l.v[i].language, time_iso(c->a, l.v[i].at),
		    (unsigned long long)l.v[i].agent.v);
	return (RC_OK);
}

/* His link lives three days; who let them pass is not locked out for good. */
static RC
cmd_agent_welcome(struct cli *c)
{
	enum account_state state;
	struct tenant *t;
	enum rc rc;

	TRY(account_by_host(c->db, cli_vault(c), c->a, c->argv[0], &t,
	    &state));
	rc = agent_welcome(t, c->a);
	if (rc == RC_NOTFOUND)
		fprintf(stderr, "olvido: its owner has a password already\n");
	TRY(rc);
	printf("another mail with the login details is on its way\n");
	return (RC_OK);
}

const struct command signup_commands[] = {
	{ "agent welcome", "HOST", "another link for who signed up",
	  "The owner of a new account who let the three days of his first link "
	  "pass gets another\nmail with his login details.\n", 1, 1,
	  cmd_agent_welcome },
	{ "terms set", "KIND VERSION EN-FILE ES-FILE", "what people agree to at "
	  "sign-up",
	  "KIND is terms or processing (the data-processing agreement). From now "
	  "on these texts are\nshown, in both languages; versions that were in "
	  "force stay as they were.\n", 4, 4, cmd_terms_set },
	{ "terms show", "KIND [en|es]", "the text in force",
	  "KIND is terms or processing.\n", 1, 2, cmd_terms_show },
	{ "terms list", "", "every version there was",
	  "Kind, version, since when.\n", 0, 0, cmd_terms_list },
	{ "terms agreed", "HOST", "what an account agreed to, and when",
	  "Kind, version, language, time, who.\n", 1, 1, cmd_terms_agreed },
	{ 0 }
};
