# shellcheck shell=bash
# No query of any program walks a growing table: every one is explained by the
# optimizer on a schema of its own, filled so that its choice counts (20
# accounts, one large).  tests/schema/plans.list: exceptions, each with why.
PLAN="olvido_plan olvido_plan_keys olvido_plan_index"
plan_sed() { sed -E 's/\bolvido_(keys|index)\b/olvido_plan_\1/g; s/\bolvido\./olvido_plan./g; s/EXISTS olvido\b/EXISTS olvido_plan/' "$@"; }
plan_drop() { for d in $PLAN; do sql "DROP DATABASE IF EXISTS $d"; done; }
plan_drop
plan_sed sql/schema/*.sql >"$TMP/plan.sql"
if mariadb --no-defaults -S "$MYSQL_SOCKET" <"$TMP/plan.sql" >"$TMP/out" 2>&1; then pass; else
  bad "the schema for plans: $(tail -3 "$TMP/out")"
fi
mariadb --no-defaults -S "$MYSQL_SOCKET" olvido_plan <tests/schema/plans.sql >"$TMP/out" 2>&1 ||
  bad "the rows for plans: $(tail -3 "$TMP/out")"

for p in "${PROGRAMS[@]}" cli; do
  "$(program "$p")" --queries >>"$TMP/all" 2>"$TMP/out"
  is "$p's queries are bound to one account" "0 " "$? $(cat "$TMP/out")"
done
sort -u "$TMP/all" >"$TMP/queries"
is "the programs say their queries" 1 "$(($(wc -l <"$TMP/queries") > 60))"
perl tests/schema/explain "$MYSQL_SOCKET" tests/schema/plans.list <"$TMP/queries" >"$TMP/plans" 2>&1
PASSED=$((PASSED + $(grep -c '^ok' "$TMP/plans")))
while IFS= read -r line; do bad "plan of $line"; done < <(grep -v '^ok' "$TMP/plans")

# It can fail.
bad_plan() {
  printf 'Q_BAD\ttenant\t%s\n' "$2" | perl tests/schema/explain "$MYSQL_SOCKET" tests/schema/plans.list >"$TMP/out" 2>&1
  if grep -q "$3" "$TMP/out"; then pass; else bad "$1 is not seen: $(cat "$TMP/out")"; fi
}
bad_plan "a full scan" "SELECT ticket_id FROM ticket WHERE channel = ?" "walks"
bad_plan "a full scan of an index" "SELECT COUNT(*) FROM ticket" "walks"
bad_plan "a scan of one account" "SELECT ticket_id FROM ticket WHERE account_id = ? AND channel = ?" "rows"
bad_plan "a sort of one account" "SELECT ticket_id FROM ticket WHERE account_id = ? ORDER BY created_at LIMIT 50" "rows"
bad_plan "an update of all" "UPDATE outbox SET state = 2 WHERE done_at < ?" "walks"
bad_plan "a join without its key" "SELECT m.message_id FROM ticket t JOIN message m ON m.author_id = t.contact_id WHERE t.account_id = ? AND t.ticket_id = ?" "m"
bad_plan "an unknown column" "SELECT ticket_id FROM ticket WHERE account_id = ? AND proved = ?" "no sample value"
plan_drop
