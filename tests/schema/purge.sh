# shellcheck shell=bash
# lib/model/account/account_purge.c has every table with an account_id, once, in an order
# that their foreign keys allow: nothing of an account is forgotten at its end.
"$BUILD/tests/cold" tables >"$TMP/purge"
purge_missing() { # FILE: tables that the list lacks ("<") or has too much (">")
  diff <(sql "SELECT CONCAT_WS('.', c.TABLE_SCHEMA, c.TABLE_NAME) FROM information_schema.COLUMNS c
      JOIN information_schema.TABLES t USING (TABLE_SCHEMA, TABLE_NAME)
      WHERE c.TABLE_SCHEMA IN ($DBS) AND c.COLUMN_NAME = 'account_id' AND t.TABLE_TYPE = 'BASE TABLE' ORDER BY 1" | LC_ALL=C sort) \
    <(cut -f1 "$1" | LC_ALL=C sort) | grep '^[<>]'
}
is "every table of accounts has its place at their end" "" "$(purge_missing "$TMP/purge")"
is "none is there twice" "" "$(cut -f1 "$TMP/purge" | sort | uniq -d)"
# CHILD PARENT lines of foreign keys; a child goes before what it hangs on.
purge_order() {
  sql "SELECT DISTINCT CONCAT_WS('.', CONSTRAINT_SCHEMA, TABLE_NAME), CONCAT_WS('.', UNIQUE_CONSTRAINT_SCHEMA, REFERENCED_TABLE_NAME)
    FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA IN ($DBS)" |
    awk 'NR == FNR { at[$1] = NR; kind[$1] = $2; next }
      kind[$2] != "stays" && kind[$1] == "stays" || kind[$2] != "stays" && at[$1] > at[$2] { print $1, $2 }' "$1" -
}
is "children go before what they hang on" "" "$(purge_order "$TMP/purge")"
# It can fail.
sql "CREATE TABLE olvido.purge_probe (account_id BIGINT UNSIGNED NOT NULL PRIMARY KEY) ENGINE=InnoDB"
is "a table that has no place is seen" "< olvido.purge_probe" "$(purge_missing "$TMP/purge")"
sql "DROP TABLE olvido.purge_probe"
tac "$TMP/purge" >"$TMP/purge.bad"
is "a wrong order is seen" 1 "$(purge_order "$TMP/purge.bad" | grep -c '^olvido.message olvido.ticket$')"
