# shellcheck shell=bash
# An account's cold backup: two acts at once do not meet, rows that a restore put
# back in vain are not counted again, and mailed links of before are dead after it.
. "$ROOT/tests/support/panel.sh"
. "$ROOT/tests/hosting/_account.sh"
account_new twice
rows() { sql "SELECT COUNT(*) FROM $1 WHERE account_id = $A"; }
backup_is() { sql "SELECT state FROM olvido.cold_backup WHERE account_id = $A"; }
PASSWORD="the password of the owner"
for i in 1 2 3; do
  printf 'file %s' "$i" >"$TMP/f.txt"
  ask "ct$i$U@example.org" "Cora $i" "Cold $U $i" "Text $U $i" -F "files=@$TMP/f.txt"
done
mailed() { [ -n "$(sink_mail "ct1$U@example.org")" ]; }
ok "a mail with a link" wait_for 30 mailed
LINK=$(tr -d '\r' <"$(sink_mail "ct1$U@example.org")" | sed -e ':a;/=$/{N;s/=\n//;ba}' -e 's/=3D/=/g' | grep -oE "https://${HOST}[^ ]*" | head -1)
LINK=/${LINK#https://*/}
req link GET "$LINK"
OPENS=$STATUS
is "it opens" 1 "$((OPENS < 400))"
is "links are kept" 1 "$(($(rows olvido.link) > 0))"
sql "UPDATE olvido.account SET state = 5 WHERE account_id = $A"

# Stopped while its rows go: another is told so, and copies nothing over the backup
"$BUILD/olvido" --conf "$CONF" --sql "$ROOT/sql" cold make "$A" >"$TMP/first" 2>&1 &
FIRST=$!
for _ in $(seq 3000); do
  [ "$(backup_is)" = 2 ] && kill -STOP "$FIRST" && break
done
is "the first is at it" 2 "$(backup_is)"
DATA=$(cksum "$VAR/cold/$A"/data-*)
cli cold make "$A" >"$TMP/out" 2>&1
is "a second make is refused" 1 "$(($? != 0))"
has "and says why" "another act on its cold backup runs now" "$TMP/out"
cli cold restore "$A" >"$TMP/out" 2>&1
is "so is a restore" 1 "$(($? != 0))"
cli cold destroy "$A" >"$TMP/out" 2>&1
is "and its end" 1 "$(($? != 0))"
cron accounts
has "the clock leaves it to who is at it" "another act on its cold backup runs now" "$TMP/cron"
kill -CONT "$FIRST"
wait "$FIRST"
is "the first ends well" "0 3" "$? $(backup_is)"
is "its backup is as it was" "$DATA" "$(cksum "$VAR/cold/$A"/data-*)"

# A restore that fails at its end
counts() { sql "SELECT CONCAT(name, ' ', n) FROM olvido.account_count WHERE account_id = $A ORDER BY name"; }
counts >"$TMP/before"
is "what went was counted" 1 "$(grep -c '^ticket 3$' "$TMP/before")"
mkdir -p "$TMP/none"
mount -t tmpfs -o size=4k,mode=0700 none "$TMP/none"
sed "s|^Files.Dir = .*|Files.Dir = $TMP/none|" "$CONF" >"$TMP/none.hdf"
"$BUILD/olvido" --conf "$TMP/none.hdf" --sql "$ROOT/sql" cold restore "$A" >"$TMP/out" 2>&1
is "without room for its files it does not come back" 1 "$(($? != 0))"
umount "$TMP/none"
is "it is deleted as before" "6 3 0" "$(state_is) $(backup_is) $(rows olvido.ticket)"
counts >"$TMP/now"
is "nothing is counted twice" "" "$(diff "$TMP/before" "$TMP/now")"

# Back: who has an old link has nothing
ok "it comes back" cli cold restore "$A"
is "with its questions" "2 3" "$(state_is) $(rows olvido.ticket)"
is "without links" 0 "$(rows olvido.link)"
rm -f "$TMP/link"
req link GET "$LINK"
is "an old one opens nothing" 1 "$((STATUS >= 400))"
sign_in boss "owner@$HOST" "$PASSWORD"
is "passwords are what they were" 303 "$STATUS"
# One of a backup that was made with them is dropped as well.
sql "UPDATE olvido.account SET state = 5 WHERE account_id = $A"
ok "once more" cli cold make "$A"
sql "INSERT INTO olvido.link (account_id, digest, purpose, ticket_id, generation, expires_at) VALUES ($A, RANDOM_BYTES(32), 1, 0, 0, UNIX_TIMESTAMP() + 86400)"
ok "and back" cli cold restore "$A"
is "no link, whatever brought it" 0 "$(rows olvido.link)"
