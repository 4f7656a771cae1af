/* olvido keys: making, mending and checking them. */
#include "cli.h"
#include "core/conf.h"
#include "model/keyring.h"

/* Make the master key and slot file once; finish what a crash left half done. */
static RC
cmd_keys_init(struct cli *c)
{
	uint64_t risen = 0;
	enum rc rc;

	rc = vault_create(conf_str("Keys.Master"), conf_str("Keys.Slots"),
	    (uint32_t)conf_int("Keys.Buckets"));
	if (rc == RC_OK)
		printf("made a master key: %s (keep a copy offline)\n",
		    conf_str("Keys.Master"));
	else if (rc != RC_CONFLICT)
		return (rc);
	TRY(keyring_create_buckets(c->db, cli_vault(c)));
	rc = keyring_recover(c->db, c->v, &risen);
	if (rc == RC_DENIED)
		fprintf(stderr, "olvido: the key store in the database and the "
		    "slot file %s are not of the same time; put the one back "
		    "that belongs to the other\n", conf_str("Keys.Slots"));
	TRY(rc);
	if (risen > 0)
		printf("destroyed %llu secrets again that an old copy of the "
		    "key store had brought back\n", (unsigned long long)risen);
	return (RC_OK);
}

/* Everything that must be there is; changes nothing. */
static RC
cmd_keys_check(struct cli *c)
{
	uint64_t missing, broken;

	(void)cli_vault(c);		/* dies when its files are not right */
	TRY(keyring_missing(c->db, &missing));
	TRY(keyring_chains(c->db, &broken));
	printf("missing %llu\nbroken-chain %llu\n",
	    (unsigned long long)missing, (unsigned long long)broken);
	if (missing + broken == 0)
		return (RC_OK);
	fprintf(stderr, "olvido: ALARM: keys are missing that nobody destroyed "
	    "on purpose, or tombstones were changed; nothing was removed. Put "
	    "the newest copy of the key store back.\n");
	return (RC_DENIED);
}

const struct command keys_commands[] = {
	{ "keys init", "", "make or mend the keys: at each start",
	  "Makes the master key and the slot file once (never overwrites), ends "
	  "what a crash\nleft half done, and destroys again any secret of a "
	  "forgotten person that an old\ncopy of the key store brought back. "
	  "Keep a copy of the master key offline: without\nit all data is lost."
	  "\n", 0, 0, cmd_keys_init },
	{ "keys check", "", "are all keys there that must be",
	  "Looks for every person, ticket and file whose secret is missing "
	  "though it was not\ndestroyed on purpose, and follows the chains of "
	  "tombstones. Changes nothing.\nPrints two counts; exit 1 when one is "
	  "not 0.\n", 0, 0, cmd_keys_check },
	{ 0 }
};
