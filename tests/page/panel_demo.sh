# shellcheck shell=bash
# The sample tickets that `make run` shows: made once, through the models.
. "$ROOT/tests/support/panel.sh"
one=one$U.localhost two=two$U.localhost
olvido() { "$BUILD/olvido" --conf "$VAR/olvido.hdf" "$@"; }
for h in "$one" "$two"; do
  olvido account create "Sample Company" "$h" en >/dev/null
  sql "INSERT INTO olvido.department (account_id, department_id, name, mailbox) SELECT account_id, NEXT VALUE FOR olvido.id_seq, 'Orders', 'orders@$h' FROM olvido.host WHERE host = '$h'"
  for r in owner agent; do echo "a password of some length" | olvido agent add "$h" "$r" "$r@$h" "Sample $r" >/dev/null; done
done
mkdir -p "$TMP/sql/seed"
sed "s/demo\.localhost/$one/; s/second\.localhost/$two/" "$ROOT/sql/seed/demo.txt" >"$TMP/sql/seed/demo.txt"
WANT=$(grep -c '^= ' "$TMP/sql/seed/demo.txt")
ok "a dozen at least" test "$WANT" -ge 12
is "all are made" "$WANT tickets" "$(olvido --sql "$TMP/sql" demo tickets)"
is "again: none" "0 tickets" "$(olvido --sql "$TMP/sql" demo tickets)"
of() { sql "SELECT COUNT(*) FROM olvido.$1 JOIN olvido.host h USING (account_id) WHERE h.host IN ('$one', '$two')"; }
is "as many in the database" "$WANT" "$(of ticket)"
is "their texts" "$(grep -cE '^(=|> )' "$TMP/sql/seed/demo.txt")" "$(sql "SELECT COUNT(*) FROM olvido.message m JOIN olvido.host h USING (account_id) WHERE h.host IN ('$one', '$two') AND m.kind < 4")"
HOST=$one
agent_in s "agent@$one" "a password of some length"
req s GET /panel/tickets?view=all
is "the list" 200 "$STATUS"
has "in it" "Marta Keller" "$TMP/body"
for v in new open answered postponed resolved closed spam; do
  req s GET "/panel/tickets?view=$v"
  ok "something in $v" test -n "$(rows)"
done
search s "rain jacket"
is "they are found" 1 "$(rows | wc -l)"
T=$(rows)
req s GET "/panel/tickets/$T"
has "a whole conversation" "that was quick!" "$TMP/body"
printf '= %s web 9 x@example.org | X | No such department\nText\n' "second$U.localhost" >"$TMP/sql/seed/demo.txt"
is "an account that is not there" "0 tickets" "$(olvido --sql "$TMP/sql" demo tickets)"
