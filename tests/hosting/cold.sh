# shellcheck shell=bash
# The end of an account: its cold backup, back to the byte, damage and a full disk,
# kill -9 on the way, people forgotten meanwhile, and gone: no word of it anywhere.
. "$ROOT/tests/support/panel.sh"
CONF=$VAR/olvido.hdf
SCAN=$BUILD/tests/scan
cli() { "$BUILD/olvido" --conf "$CONF" --sql "$ROOT/sql" "$@" >"$TMP/out" 2>&1; }
cron() { "$BUILD/olvido-cron" --conf "$CONF" --wait=30 accounts >"$TMP/out" 2>&1; }
state() { sql "SELECT state FROM olvido.account WHERE account_id = $1"; }
term() { sql "UPDATE olvido.account SET state = 5 WHERE account_id = $1"; }
rows() { sql "SELECT COUNT(*) FROM $1 WHERE account_id = $2"; }
# made HOST: an account with an owner, three questions with files; sets ID
made() {
  HOST=$1
  cli account create "Cold $1" "$HOST" en
  ID=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
  "$BUILD/olvido" --conf "$CONF" agent add "$HOST" owner "boss@$W.example" "Boss $W" <<<"$PASSWORD" >/dev/null
  for i in 1 2 3; do
    printf 'file %s%s' "$W" "$i" >"$TMP/f.txt"
    ask "c$i@$W.example" "Customer $W$i" "Subject $W$i" "Text $W$i" -F "files=@$TMP/f.txt"
    CODES[i]=$CODE TICKETS[i]=$TICKET
  done
}
PASSWORD="cold lanterns under a bridge 7"
W=cold$U
CODES=() TICKETS=()
DEMO_HOST=$HOST
made "h$U.localhost"
COLD=$VAR/cold/$ID
CONTACT=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = ${TICKETS[2]}")

# Every table of the account as text, but for what a restore makes anew.
snapshot() {
  local t
  for t in $("$BUILD/tests/cold" tables | awk -F'\t' '$2 == "rows" { print $1 }'); do
    case $t in olvido.roster | olvido.session | olvido.audit*) continue ;; esac
    echo "== $t"
    mariadb --no-defaults -S "$MYSQL_SOCKET" --binary-as-hex -N -B -e "SELECT * FROM $t WHERE account_id = $ID" | LC_ALL=C sort
  done
  (cd "$VAR/files" && find "$ID" -type f -print0 | LC_ALL=C sort -z | xargs -0r sha256sum)
}
login() { sign_in boss "boss@$W.example" "$PASSWORD"; follow boss; }
login
is "the owner is in" 200 "$STATUS"
sent() { [ "$(sql "SELECT COUNT(*) FROM olvido.outbox WHERE account_id = $ID AND state = 1")" = 0 ]; }
wait_for 30 sent || bad "mails wait"
search boss "${W}2"
has "and finds a question" "/panel/tickets/${TICKETS[2]}" "$TMP/body"
snapshot >"$TMP/before"
AUDIT=$(rows olvido.audit "$ID")
is "there is something to compare" 1 "$(($(wc -l <"$TMP/before") > 40))"

# ---- the backup, and what stops it ------------------------------------------------
cli cold make "$ID"
is "an account in use is not deleted" 1 $?
has "and it says why" "terminate it first" "$TMP/out"
term "$ID"
# A full disk: nothing is deleted.
mkdir -p "$TMP/full"
mount -t tmpfs -o size=16k,mode=0700 none "$TMP/full"
sed "s|^Cold.Dir = .*|Cold.Dir = $TMP/full|" "$CONF" >"$TMP/full.hdf"
"$BUILD/olvido" --conf "$TMP/full.hdf" cold make "$ID" >"$TMP/out" 2>&1
is "a full disk stops it" 75 $?
has "and it says so" "no space is left" "$TMP/out"
is "the account is as it was" 5 "$(state "$ID")"
snapshot >"$TMP/now"
is "nothing was deleted" "" "$(diff "$TMP/before" "$TMP/now" | head -3)"
is "its key is where it was" "1 0" "$(rows olvido_keys.account_key "$ID") $(rows olvido_keys.cold_key "$ID")"
umount "$TMP/full"
cli cold make "$ID"
is "with space it is made" 0 $?
is "the account is deleted" 6 "$(state "$ID")"
left() {
  local t n
  for t in $("$BUILD/tests/cold" tables | awk -F'\t' '$2 == "rows" || $2 == "derived" { print $1 }'); do
    n=$(rows "$t" "$ID")
    [ "$n" = 0 ] || echo "$t $n"
  done
}
is "no live row is left" "" "$(left)"
is "no live file" "" "$(find "$VAR/files/$ID" -type f 2>/dev/null)"
is "its key is in the cold slot" "0 1" "$(rows olvido_keys.account_key "$ID") $(rows olvido_keys.cold_key "$ID")"
for p in portal panel api mail erase; do
  is "$p may not read that" 1 "$(setpriv --reuid="olvido-$p" --regid="$(id -g "olvido-$p")" --clear-groups mariadb --no-defaults \
    -S "$MYSQL_SOCKET" -u "olvido-$p" -e 'SELECT 1 FROM olvido_keys.cold_key' 2>&1 | grep -c 'ERROR 1142')"
done
is "cron's, and nobody else's" "700 olvido-cron" "$(stat -c '%a %U' "$COLD")"
is "nothing in it is in the clear" "" "$(grep -rla "$W\|Cold h$U\|boss@" "$COLD")"
req x GET /
is "the portal is closed" 404 "$STATUS"
sign_in boss "boss@$W.example" "$PASSWORD"
is "the panel is closed" 404 "$STATUS"
cli cold list
has "it is listed" "$ID	kept" "$TMP/out"
cli restore "$COLD"
is "it is no backup of an installation" 1 $?
has "and restore says what it is" "cold restore" "$TMP/out"

# ---- damage: refused whole, with the place ----------------------------------------
cp -a "$COLD" "$TMP/copy"
damage() { # NAME FILE TEXT [BYTE from its end]
  local at=-${4:-9}
  cp -a "$2" "$TMP/good"
  perl -e 'open(F, "+<", $ARGV[0]); seek(F, $ARGV[1], 2); read(F, $b, 1); seek(F, $ARGV[1], 2); print F chr(ord($b) ^ 1)' "$2" "$at"
  cli cold restore "$ID"
  is "$1 is refused" 1 $?
  has "$1: the place" "$3" "$TMP/out"
  is "$1: no row came back" "" "$(left)"
  cp -a "$TMP/good" "$2"
}
damage "a changed byte of the rows" "$(ls "$COLD"/data-*.cold)" "data-"
F=$(find "$COLD/files" -type f | head -1)
damage "a changed byte of a file" "$F" "${F##*/files/}"
damage "a changed manifest" "$COLD/manifest" "manifest" 300
mv "$F" "$TMP/away"
cli cold restore "$ID"
has "a missing file, too" "is missing" "$TMP/out"
mv "$TMP/away" "$F"
is "still deleted" 6 "$(state "$ID")"

# ---- back, to the byte -------------------------------------------------------------
cli cold restore "$ID"
is "it comes back" 0 $?
is "active" 2 "$(state "$ID")"
snapshot >"$TMP/after"
is "rows and files are what they were" "" "$(diff "$TMP/before" "$TMP/after" | head -3)"
is "and the audit log has one line more" $((AUDIT + 1)) "$(rows olvido.audit "$ID")"
cli audit verify "$ID"
is "its chain holds" 0 $?
is "no cold backup is left" "0 no" "$(rows olvido.cold_backup "$ID") $([ -e "$COLD" ] && echo yes || echo no)"
login
is "the owner is in as before" 200 "$STATUS"
search boss "${W}2"
has "and finds it" "/panel/tickets/${TICKETS[2]}" "$TMP/body"
req boss GET "/panel/tickets/${TICKETS[2]}"
has "with its text" "Text ${W}2" "$TMP/body"
A=$(sql "SELECT attachment_id FROM olvido.attachment WHERE ticket_id = ${TICKETS[2]}")
req boss GET "/panel/tickets/${TICKETS[2]}/attachments/$A"
is "and its file" "file ${W}2" "$(cat "$TMP/body")"

# ---- stopped by kill -9 anywhere ----------------------------------------------------
term "$ID"
killed=0
for ms in 0.02 0.05 0.08 0.12 0.16 0.2 0.25 0.3; do
  timeout -s KILL "$ms" "$BUILD/olvido" --conf "$CONF" cold make "$ID" >/dev/null 2>&1
  [ $? = 0 ] || killed=$((killed + 1))
  # Until the key went, all is there; afterwards the backup is whole.
  if [ "$(state "$ID")" = 5 ]; then
    is "killed after $ms s: nothing went" 3 "$(rows olvido.ticket "$ID")"
  else
    cli backup check "$COLD"
    is "killed after $ms s: the backup is whole" 0 $?
  fi
done
is "it was killed" 1 "$((killed > 0))"
cli cold make "$ID"
is "and ends when it is run again" "0 6" "$? $(state "$ID")"
is "with no row left" "" "$(left)"
for ms in 0.03 0.06 0.1 0.15; do timeout -s KILL "$ms" "$BUILD/olvido" --conf "$CONF" cold restore "$ID" >/dev/null 2>&1; done
# One that was killed while it started a client leaves it its lock for a moment.
for _ in $(seq 30); do
  [ "$(state "$ID")" != 2 ] || break
  cli cold restore "$ID" || sleep 0.5
done
is "so does the way back" 2 "$(state "$ID")"
snapshot >"$TMP/after"
is "to the byte" "" "$(diff "$TMP/before" "$TMP/after" | head -3)"

# ---- forgotten meanwhile: an older copy of the cold backup is put back ---------------
term "$ID"
cli cold make "$ID"
rm -rf "$TMP/older"
cp -a "$COLD" "$TMP/older"
cli cold restore "$ID"
ok "a customer is forgotten" "$BUILD/olvido" --conf "$CONF" erase "$HOST" contact "$CONTACT" --yes
term "$ID"
cli cold make "$ID"
rm -rf "$COLD"
cp -a "$TMP/older" "$COLD"
cli cold restore "$ID"
is "the account comes back from the older copy" 0 $?
is "without him" 0 "$(sql "SELECT COUNT(*) FROM olvido.contact WHERE account_id = $ID AND contact_id = $CONTACT")"
is "and his question" 0 "$(sql "SELECT COUNT(*) FROM olvido.ticket WHERE account_id = $ID AND ticket_id = ${TICKETS[2]}")"
is "the others' are there" 2 "$(rows olvido.ticket "$ID")"

# ---- a legal hold -----------------------------------------------------------------------
sql "INSERT INTO olvido.legal_hold (account_id, hold_id, kind, id, created_at, ends_at, agent_id, sealed)
  SELECT $ID, 1, 4, ${TICKETS[1]}, UNIX_TIMESTAMP(), UNIX_TIMESTAMP() + 86400, 1, 'x'" 2>"$TMP/hold"
is "a hold" "" "$(cat "$TMP/hold")"
term "$ID"
cli cold destroy "$ID"
is "a legal hold stops the end" "1 5" "$? $(state "$ID")"
has "and it says so" "legal hold" "$TMP/out"
cli cold make "$ID"
is "not the cold backup, which keeps everything" "0 6" "$? $(state "$ID")"
cli cold destroy "$ID"
is "but the end of that" "1 6" "$? $(state "$ID")"
sql "UPDATE olvido.cold_backup SET held_until = UNIX_TIMESTAMP() - 1 WHERE account_id = $ID"

# ---- gone ------------------------------------------------------------------------------
rm -rf "$TMP/copy"
cp -a "$COLD" "$TMP/copy"
GATE=$("$BUILD/tests/cold" gate "$CONF" "$ID")
is "the copy of its backup opens today" opens "$("$BUILD/tests/cold" open "$CONF" "$ID" "$TMP/copy")"
mkdir -m 0700 "$TMP/mirror"
chown olvido-cron "$TMP/mirror"
# The keys' rows of today, as a dump of the key store would have them.
mariadb-dump --no-defaults -S "$MYSQL_SOCKET" --no-create-info --skip-triggers --hex-blob --insert-ignore \
  --where="account_id = $ID" olvido_keys account_key cold_key secret >"$TMP/oldkeys.sql"
cli cold destroy "$ID"
is "gone" "0 7" "$? $(state "$ID")"
is "no row" "" "$(left)"
is "no key, no secret" "0 0 0" "$(rows olvido_keys.account_key "$ID") $(rows olvido_keys.cold_key "$ID") $(rows olvido_keys.secret "$ID")"
is "no name, no host" " 0" "$(sql "SELECT name FROM olvido.account WHERE account_id = $ID") $(rows olvido.host "$ID")"
is "no cold backup" "0 no" "$(rows olvido.cold_backup "$ID") $([ -e "$COLD" ] && echo yes || echo no)"
is "a tombstone of its gate" 1 "$(sql "SELECT COUNT(*) FROM olvido_keys.tombstone WHERE account_id = $ID AND kind = 6 AND id = 0")"
cli cold certificate "$ID"
cp "$TMP/out" "$TMP/cert"
has "a certificate" '"what":"account"' "$TMP/cert"
has "with what went" '"ticket":2' "$TMP/cert"
has "of that host" "\"host\":\"$HOST\"" "$TMP/cert"
hasnt "and no person" "boss" "$TMP/cert"
cli certificate verify "$TMP/cert"
is "it is good" 0 $?
sed -i 's/"ticket":2/"ticket":3/' "$TMP/cert"
cli certificate verify "$TMP/cert"
is "a changed one is not" 1 $?
is "a copy of its backup opens nothing" closed "$("$BUILD/tests/cold" open "$CONF" "$ID" "$TMP/copy")"
# Not even with the old rows of the key store.
mariadb --no-defaults -S "$MYSQL_SOCKET" olvido_keys <"$TMP/oldkeys.sql"
is "nor with an old copy of the key store" closed "$("$BUILD/tests/cold" open "$CONF" "$ID" "$TMP/copy")"
cli keys init
is "whose gate is destroyed again" 0 "$(sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE account_id = $ID AND kind = 6")"
sql "DELETE FROM olvido_keys.account_key WHERE account_id = $ID; DELETE FROM olvido_keys.cold_key WHERE account_id = $ID;
  DELETE FROM olvido_keys.secret WHERE account_id = $ID"
cli keys check
is "nothing is missed" 0 $?
cli cold restore "$ID"
is "there is no way back" 1 $?
cli cold destroy "$ID"
is "and being gone again changes nothing" 0 $?
# No word of it in any byte below var, but for the binary log and redo, which the scrub ends.
cli scrub
printf 'word %s\ngate hex:%s\n' "$W" "$GATE" >"$TMP/words"
"$SCAN" "$TMP/words" -x "$SMTP_SINK" "$VAR" >"$TMP/hits" 2>&1
is "no word of it, and not its gate, is in any byte below var" "0 " "$? $(grep -v '^scan: ' "$TMP/hits" | head -5)"
HOST=$DEMO_HOST
