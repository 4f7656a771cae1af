/* The start-up check of queries: which texts are bound to one account. */
#include "../support/unit.h"

#include "core/log.h"
#include "core/str.h"
#include "db/priv.h"

/* Linked here so that the registry holds something. */
QUERY(Q_BAD, Q_TENANT, "SELECT 1 FROM ticket WHERE ticket_id = ?");
QUERY(Q_ALL, Q_INSTALLATION, "SELECT 1 FROM account WHERE state = ?");
/* No function uses it: it is not linked. */
QUERY(Q_UNUSED, Q_TENANT, "SELECT 1 FROM ticket WHERE ticket_id = ?");

static const char *const good[] = {
	"SELECT a FROM ticket WHERE account_id = ? AND ticket_id = ?",
	"SELECT a FROM ticket WHERE ticket_id = ? AND account_id = ?",
	"SELECT t.a FROM ticket t JOIN contact c ON c.account_id = t.account_id"
	" AND c.contact_id = t.contact_id WHERE t.account_id = ?",
	"SELECT t.a FROM ticket t LEFT JOIN olvido_keys.secret s"
	" ON s.account_id = t.account_id AND s.id = 1 WHERE t.account_id = ?",
	"SELECT t.a FROM ticket t JOIN message m ON t.account_id ="
	" m.account_id WHERE m.account_id = ?",
	"SELECT t.a FROM (SELECT t.account_id, t.b FROM ticket t FORCE INDEX"
	" (i) WHERE t.account_id = ? AND (t.b < ? OR t.c < ?) LIMIT 5) page"
	" JOIN ticket t ON t.account_id = page.account_id AND t.b = page.b",
	"SELECT a FROM ticket t WHERE t.account_id = ? AND EXISTS (SELECT 1"
	" FROM message m WHERE m.account_id = t.account_id)",
	"UPDATE ticket SET status = ? WHERE account_id = ? AND ticket_id = ?",
	"UPDATE ticket t SET t.status = ? WHERE t.account_id = ?",
	"DELETE FROM session WHERE account_id = ? AND expires_at < ?",
	"INSERT INTO ticket (account_id, ticket_id) VALUES (?, ?)",
	"INSERT INTO olvido_keys.secret (account_id, bucket) SELECT ?,"
	" b.bucket FROM olvido_keys.bucket b WHERE b.bucket = ?",
	"SELECT COUNT(*) FROM (SELECT 1 FROM ticket WHERE account_id = ?"
	" LIMIT 100) few",
	"SELECT DISTINCT STRAIGHT_JOIN t.a FROM olvido_index.term t JOIN ticket"
	" k ON k.account_id = t.account_id WHERE t.account_id = ? LIMIT 5",
	"select a from ticket where account_id = ?",
	"(SELECT 1 FROM ticket n WHERE n.account_id = ? LIMIT 9) UNION ALL"
	" (SELECT 2 FROM ticket o WHERE o.account_id = ? AND o.b = ?)",
	"SELECT a FROM ticket WHERE account_id=?",
};

static const char *const bad[] = {
	/* no account at all */
	"SELECT a FROM ticket WHERE ticket_id = ?",
	"SELECT a FROM ticket",
	"UPDATE ticket SET status = ? WHERE ticket_id = ?",
	"DELETE FROM session WHERE expires_at < ?",
	"INSERT INTO ticket (ticket_id, account_id) VALUES (?, ?)",
	"INSERT INTO ticket VALUES (?, ?)",
	/* an account that is not bound */
	"SELECT a FROM ticket WHERE account_id = 7",
	"SELECT a FROM ticket WHERE account_id > ?",
	"SELECT a FROM ticket WHERE account_id <> ?",
	"SELECT account_id FROM ticket WHERE ticket_id = ?",
	/* a second table that is not tied */
	"SELECT t.a FROM ticket t JOIN contact c ON c.contact_id ="
	" t.contact_id WHERE t.account_id = ?",
	"SELECT t.a FROM ticket t, contact c WHERE t.account_id = ?",
	"SELECT t.a FROM ticket t WHERE t.account_id = ? AND t.contact_id IN"
	" (SELECT contact_id FROM contact)",
	"SELECT t.a FROM ticket t WHERE account_id = ? UNION SELECT c.a FROM"
	" contact c",
	"(SELECT 1 FROM ticket n WHERE n.account_id = ?) UNION ALL"
	" (SELECT 2 FROM ticket o WHERE o.b = ?)",
	"(SELECT 1 FROM ticket n WHERE n.account_id = ? AND n.account_id = ?)"
	" UNION ALL (SELECT 2 FROM ticket o WHERE o.b = ?)",
	"(SELECT 1 FROM ticket n WHERE n.account_id = ?) UNION ALL"
	" SELECT 2 FROM ticket o WHERE o.account_id = ?",
	"SELECT 1 FROM ticket n WHERE n.account_id = ? UNION ALL"
	" (SELECT 2 FROM ticket o WHERE o.account_id = ?)",
	"(SELECT 1 FROM ticket n WHERE n.account_id = ?) UNION"
	" (SELECT 2 FROM ticket o WHERE o.account_id = ?)",
	"(SELECT 1 FROM ticket n WHERE n.account_id = ?), (SELECT 2 FROM"
	" ticket o WHERE o.account_id = ?)",
	"SELECT t.a FROM ticket t LEFT JOIN olvido_keys.secret s"
	" ON s.id = t.ticket_id WHERE t.account_id = ?",
	"INSERT INTO ticket (account_id, a) SELECT ?, c.a FROM contact c",
	"UPDATE ticket t JOIN contact c ON c.contact_id = t.contact_id"
	" SET t.a = 1 WHERE t.account_id = ?",
	"DELETE t FROM ticket t JOIN contact c ON c.contact_id = t.contact_id"
	" WHERE t.account_id = ?",
	"SELECT t.a FROM ticket t JOIN contact c ON c.account_id ="
	" d.account_id JOIN agent d ON d.account_id = c.account_id"
	" WHERE t.account_id = ?",
	"SELECT t.a FROM (SELECT t.account_id, t.b FROM ticket t WHERE"
	" t.account_id = ?) page JOIN ticket t ON t.b = page.b",
	"SELECT t.a FROM (SELECT t.account_id, t.b FROM ticket t) page"
	" WHERE page.account_id = ?",
	"SELECT t.a FROM ticket t JOIN contact c ON c.account_id = c.account_id"
	" WHERE t.account_id = ?",
	"SELECT t.a FROM ticket t STRAIGHT_JOIN contact c WHERE t.account_id"
	" = ?",
	/* bound by the caller, not by the statement */
	"SELECT t.a FROM ticket t JOIN message m ON m.b = t.b"
	" WHERE m.account_id = ? AND t.account_id = ?",
	"INSERT INTO ticket (account_id, a) SELECT ?, c.a FROM contact c"
	" WHERE c.account_id = ?",
	"INSERT INTO ticket (account_id, a) VALUES (?, ?) ON DUPLICATE KEY"
	" UPDATE account_id = ?",
	/* made void again */
	"SELECT a FROM ticket WHERE account_id = ? + 1",
	"SELECT a FROM ticket WHERE account_id = ? XOR 1",
	"SELECT a FROM ticket WHERE account_id = ? || 1",
	"SELECT a FROM ticket WHERE ! account_id = ?",
	"SELECT a FROM ticket WHERE a = (account_id = ?)",
	"SELECT a FROM ticket WHERE account_id = ? OR ticket_id = ?",
	"SELECT a FROM ticket WHERE (account_id = ? OR 1 = 1)",
	"SELECT a FROM ticket WHERE NOT account_id = ?",
	"SELECT t.a FROM ticket t LEFT JOIN contact c ON t.account_id = ?",
	"UPDATE ticket SET account_id = ? WHERE ticket_id = ?",
	"SELECT a FROM ticket -- WHERE account_id = ?",
	"SELECT a FROM ticket /* WHERE account_id = ? */",
	"SELECT a FROM ticket WHERE a = 'account_id = ?'",
};

static void
test_good(void **state)
{
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		if (db_check_text(good[i]) != RC_OK) {
			print_message("refused: %s\n", good[i]);
			n++;
		}
	assert_int_equal(n, 0);
}

static void
test_bad(void **state)
{
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (db_check_text(bad[i]) == RC_OK) {
			print_message("taken: %s\n", bad[i]);
			n++;
		}
	assert_int_equal(n, 0);
}

static void
test_parameter(void **state)
{
	(void)state;
	assert_int_equal(query_account_params(
	    "SELECT a FROM ticket WHERE account_id = ? AND b = ?"), 1);
	assert_int_equal(query_account_params(
	    "UPDATE ticket SET a = ? WHERE account_id = ? AND b = ?"), 2);
	assert_int_equal(query_account_params(
	    "INSERT INTO ticket (account_id, b) VALUES (?, ?)"), 1);
	assert_int_equal(query_account_params(
	    "(SELECT 1 FROM ticket WHERE b = ? AND account_id = ?) UNION ALL"
	    " (SELECT 2 FROM ticket WHERE account_id = ?)"), 6);
	assert_int_equal(query_account_params(
	    "SELECT a FROM ticket WHERE b = ?"), 0);
}

static void
test_registry(void **state)
{
	bool seen = false, unused = false;

	(void)state;
	/* The bad one stops the start; the one across accounts does not. */
	assert_int_equal(db_check_queries(), RC_INVALID);
	for (size_t i = 0; db_query_at(i) != NULL; i++) {
		seen |= db_query_at(i) == &Q_ALL;
		unused |= str_eq(db_query_at(i)->name, "Q_UNUSED");
	}
	assert_true(seen);
	assert_false(unused);
	Q_BAD.scope = Q_INSTALLATION;
	assert_int_equal(db_check_queries(), RC_OK);
	Q_BAD.scope = Q_TENANT;
}

/* After which statements kept rows are asked for again in the same request. */
static void
test_changes(void **state)
{
	static const char *const yes[] = {
		"UPDATE agent SET state = 2 WHERE account_id = ?",
		"INSERT INTO department (account_id) VALUES (?)",
		"INSERT IGNORE INTO olvido.agent_department SELECT ?",
		"DELETE FROM agent_department WHERE account_id = ?",
		"INSERT INTO security_page (account_id) VALUES (?)",
		"DELETE FROM restriction WHERE account_id = ?",
		"UPDATE olvido_keys.secret SET generation = ?",
		"DELETE FROM olvido_keys.secret WHERE account_id = ?",
		"INSERT INTO olvido_keys.secret (id) VALUES (?)"
		    " ON DUPLICATE KEY UPDATE id = ?",
		"UPDATE ticket t JOIN agent g ON g.agent_id = t.agent_id",
	}, *const no[] = {
		"INSERT INTO olvido_keys.secret (account_id) SELECT ?",
		"INSERT INTO ticket (account_id, agent_id, department_id)",
		"UPDATE session SET seen_at = ? WHERE account_id = ?",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		assert_true(kept_changed_by(yes[i]));
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		assert_false(kept_changed_by(no[i]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_parameter),
		cmocka_unit_test(test_registry),
		cmocka_unit_test(test_changes),
	};

	log_open("test");
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
