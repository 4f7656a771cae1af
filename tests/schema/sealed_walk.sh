# shellcheck shell=bash
# Every sealed column is opened by 'olvido data check' (lib/model/key/sealed.c), and
# everything there is opens.
"$BUILD/olvido" --conf "$CONF" data check --columns >"$TMP/walked" 2>&1
is "the list is given" 0 $?
sql "SELECT CONCAT(c.TABLE_NAME, '.', c.COLUMN_NAME) FROM information_schema.COLUMNS c
  WHERE c.TABLE_SCHEMA IN ($DBS) AND c.COLUMN_COMMENT LIKE 'sealed:%' ORDER BY 1" >"$TMP/sealed"
is "every sealed column is walked, and no other" "" "$(diff <(sort -u "$TMP/walked") <(sort -u "$TMP/sealed"))"
ok "everything opens" "$BUILD/olvido" --conf "$CONF" data check
has "something was opened" "0 broken" "$TMP/ok.out"
