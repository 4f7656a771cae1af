# shellcheck shell=bash
# A program that the database refuses a query is told at the start, by its name; it
# does not come up and go down without a word.
. "$ROOT/tests/support/panel.sh"
check() { (REAL=$VAR; . "$ROOT/bin/instance.sh"; REAL=$(readlink -f "$VAR"); program_check "$1") >"$TMP/out" 2>&1; }
for p in portal panel api erase provider; do
  check $p
  is "$p may ask what it asks" 0 "$?"
done
sql "REVOKE SELECT ON olvido.retention FROM 'olvido-erase'@localhost"
check erase
is "one query less: it does not start" 1 "$?"
"$BUILD/erase" --conf "$VAR/olvido.hdf" --check >"$TMP/alone" 2>&1
is "nor by itself" 1 "$?"
sql "GRANT SELECT ON olvido.retention TO 'olvido-erase'@localhost"
has "it is named" "erase does not start" "$TMP/out"
has "and the query" "Q_BIN_DAYS" "$TMP/out"
check erase
is "and with it again it does" 0 "$?"
