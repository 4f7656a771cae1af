/* olvido: is a certificate of an erasure whole, and of whom. */
#include <stdio.h>

#include "cli.h"
#include "core/str.h"
#include "privacy/certificate.h"

#define FILE_MAX	(1U << 20)

static void
file_close(FILE **f)
{
	if (*f != NULL)
		fclose(*f);
}

static RC
file_read(struct arena *a, const char *path, const char **text_r)
{
	CLEANUP(file_close) FILE *f = fopen(path, "re");
	char *text = arena_alloc(a, FILE_MAX + 1);
	size_t n;

	if (f == NULL) {
		fprintf(stderr, "olvido: cannot read %s\n", path);
		return (RC_NOTFOUND);
	}
	n = fread(text, 1, FILE_MAX, f);
	text[n] = '\0';
	*text_r = text;
	return (strlen(text) == n ? RC_OK : RC_INVALID);
}

static RC
key_of(struct cli *c, const char *path, uint8_t public_r[SIGN_PUBLIC_LEN])
{
	const char *pem;
	enum rc rc;

	if (path == NULL)
		return (certificate_key(c->db, cli_vault(c), public_r));
	TRY(file_read(c->a, path, &pem));
	rc = sign_pem_read(c->a, pem, public_r);
	if (rc != RC_OK)
		fprintf(stderr, "olvido: %s is no public key; get it from "
		    "/.well-known/olvido-certificate-key\n", path);
	return (rc);
}

static RC
cmd_verify(struct cli *c)
{
	uint8_t public[SIGN_PUBLIC_LEN];
	const char *text, *inner, *key = NULL;
	enum rc rc;

	if (c->argc > 1) {
		if (c->argc != 3 || !str_eq(c->argv[1], "--key"))
			return (RC_INVALID);
		key = c->argv[2];
	}
	TRY(file_read(c->a, c->argv[0], &text));
	TRY(key_of(c, key, public));
	rc = certificate_check(c->a, text, public, &inner);
	if (rc == RC_INVALID)
		fprintf(stderr, "olvido: this is no certificate\n");
	if (rc == RC_DENIED)
		fprintf(stderr, "olvido: the certificate was changed, or is "
		    "another installation's\n");
	TRY(rc);
	printf("good\n%s\n", inner);
	return (RC_OK);
}

static RC
cmd_key(struct cli *c)
{
	uint8_t public[SIGN_PUBLIC_LEN];

	TRY(certificate_key(c->db, cli_vault(c), public));
	printf("%s", sign_pem(c->a, public));
	return (RC_OK);
}

const struct command certificate_commands[] = {
	{ "certificate verify", "FILE [--key FILE]", "is it whole, and ours",
	  "Checks the signature of an erasure's certificate and prints what it "
	  "says. Without --key\nby this installation's own key; with it by a key "
	  "that was got from\n/.well-known/olvido-certificate-key. Exit 1 when "
	  "anything was changed.\n", 1, 3, cmd_verify },
	{ "certificate key", "", "the public key, for others",
	  "Prints the public key as PEM: openssl reads it too.\n", 0, 0,
	  cmd_key },
	{ 0 }
};
