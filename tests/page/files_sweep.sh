# shellcheck shell=bash
# Sealed files that a rolled-back act left are removed, and nothing else.
# shellcheck disable=SC2153
ACCOUNT=$(demo_account "$HOST")
DIR=$(readlink -f "$VAR/files")/$ACCOUNT
sweep() { "${BUILD:-$ROOT/build}/olvido" --conf "$VAR/olvido.hdf" files sweep "$@"; }
# swept WORD: the number before it in what it said
swept() { sed -n "s/.* \([0-9]*\) $1.*/\1/p" "$TMP/said"; }
all() { find "$DIR" -type f | sort; }
sql "CREATE TRIGGER olvido.sweep_test BEFORE INSERT ON olvido.attachment FOR EACH ROW
  SET NEW.message_id = IF(NEW.size = 54321, NULL, NEW.message_id)"
head -c 4321 /dev/urandom >"$TMP/kept.bin"
head -c 54321 /dev/urandom >"$TMP/lost.bin"
req sweep GET /ask
T=$(csrf)
ask_as sweep -F "files=@$TMP/kept.bin"
is "one is kept" 200 "$STATUS"
all >"$TMP/before"
req sweep POST /ask -F "csrf=$T" -F name=G -F email=g@example.org -F subject=s -F body=b -F "files=@$TMP/lost.bin"
ok "one is rolled back" test "$STATUS" -ge 500
sql "DROP TRIGGER olvido.sweep_test"
LOST=$(comm -13 "$TMP/before" <(all))
is "its file is there" 1 "$(grep -c . <<<"$LOST")"
ID=${LOST##*/}
is "and no row" 0 "$(sql "SELECT COUNT(*) FROM olvido.attachment WHERE attachment_id = '$ID'")"
sweep "$ACCOUNT" >"$TMP/said"
ok "it may be at work still" test -f "$LOST"
is "nothing is removed" "0 0" "$(swept without) $(swept "unfinished")"
# An hour later, beside what is none of ours.
touch "${LOST%/*}/letter" "${LOST%/*}/12x" "$DIR/letter"
find "$DIR" -type f -exec touch -d '61 minutes ago' {} +
all >"$TMP/before"
cp "$(head -1 "$TMP/before")" "$LOST.new"
touch -d '61 minutes ago' "$LOST.new"
sweep "$ACCOUNT" >"$TMP/said"
is "then it is" "1 1" "$(swept without) $(swept "unfinished")"
is "and no other" "$(grep -vx "$LOST" "$TMP/before")" "$(all)"
is "those with rows are counted" "$(($(wc -l <"$TMP/before") - 4))" "$(swept kept)"
# Stopped half way; the other account's are its own.
OTHER=$(readlink -f "$VAR/files")/$(demo_account second.localhost)/ab/18446744073709551615
for d in "${OTHER%/*/*}" "${OTHER%/*}"; do install -d -m 2770 -g olvido-files "$d"; done
for n in $(seq 2000); do echo "${LOST%/*}/9000000000000$n"; done >"$TMP/many"
xargs touch -d '61 minutes ago' "$OTHER" <"$TMP/many"
sweep "$ACCOUNT" >"$TMP/said" &
SWEEP=$!; disown
fewer() { [ "$(xargs ls 2>/dev/null <"$TMP/many" | wc -l)" -lt 2000 ]; }
wait_for 20 fewer
kill -9 $SWEEP 2>/dev/null
sweep "$ACCOUNT" >"$TMP/said"
is "stopped and run again" "$(grep -vx "$LOST" "$TMP/before")" "$(all)"
ok "another account's stays" test -f "$OTHER"
ok "all accounts" sweep
ok "goes with its own" test ! -e "$OTHER"
ok "help" sweep --help
is "no such account" 1 "$(sweep 999999999 >/dev/null 2>&1; echo $?)"
rm -f "${LOST%/*}/letter" "${LOST%/*}/12x" "$DIR/letter"
