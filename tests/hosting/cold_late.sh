# shellcheck shell=bash
# What changes while the end of an account is on its way counts: lifted while its
# cold backup is made, by hand and by the clock; its end taken back, or held, when
# cron has begun with it.
. "$ROOT/tests/support/panel.sh"
. "$ROOT/tests/hosting/_account.sh"
DEMO=$HOST
rows() { sql "SELECT COUNT(*) FROM $1 WHERE account_id = $A"; }
there() { echo "$(state_is) $(rows olvido.ticket) $(rows olvido_keys.account_key) $(rows olvido_keys.cold_key) $(rows olvido.cold_backup) $([ -e "$VAR/cold/$A" ] && echo folder)"; }

# ---- lifted while it is copied -----------------------------------------------------
account_new late
ask "guest@$U.example" "Guest $U" "Subject $U" "Text of late$U"
# A dump that ends when it is told to.
SLOW=$(mktemp -d)
chmod 777 "$SLOW"	# cron's user dumps
cat >"$SLOW/mariadb-dump" <<EOF
#!/bin/bash
"$(command -v mariadb-dump)" "\$@"
rc=\$?
touch "$SLOW/dumped"
for _ in {1..300}; do [ ! -e "$SLOW/go" ] || exit \$rc; sleep 0.1; done
exit 1
EOF
chmod 755 "$SLOW/mariadb-dump"
# while_copied COMMAND...: what is done meanwhile is in meanwhile(); sets RC
while_copied() {
  rm -f "$SLOW/dumped" "$SLOW/go"
  PATH="$SLOW:$PATH" "$@" >"$TMP/copied" 2>&1 &
  local pid=$!
  wait_for 20 test -e "$SLOW/dumped" || bad "no dump began"
  meanwhile
  touch "$SLOW/go"
  wait $pid
  RC=$?
}
meanwhile() { act_on lift "$HOST"; }
act_on terminate "$HOST"
while_copied cli cold make "$A"
is "lifted meanwhile, it stays as it is" "1 2 1 1 0 0 " "$RC $(there)"
has "and it says so" "nothing of it was removed" "$TMP/copied"
req guest GET /ask
is "and serves" 200 "$STATUS"
meanwhile() { act_on lift "$HOST" && act_on terminate "$HOST"; }
act_on terminate "$HOST"
while_copied cli cold make "$A"
is "lifted and terminated again: what was copied is old" "1 5 1 1 0 0 " "$RC $(there)"
# By the clock.
due() {
  sql "INSERT INTO olvido.account_warning (account_id, event_id, days, sent_at) SELECT account_id, state_event, 1, UNIX_TIMESTAMP() - 20 * $DAY FROM olvido.account WHERE account_id = $A;
    UPDATE olvido.account SET state_since = UNIX_TIMESTAMP() - 99 * $DAY, state_until = UNIX_TIMESTAMP() - $DAY WHERE account_id = $A"
}
sql "DELETE FROM olvido.cron_action WHERE name LIKE 'lifecycle%'"
due
meanwhile() { act_on lift "$HOST"; }
while_copied "$BUILD/olvido-cron" --conf "$CONF" --wait=30 lifecycle
is "the clock leads nobody on who was lifted" "0 2 1 1 0 0 " "$RC $(there)"
has "and it says so" "account $A: it was led elsewhere" "$TMP/copied"
act_on terminate "$HOST"
due
cron lifecycle
is "but who was not" "0 6 0 0 1 1 folder" "$? $(there)"
# ---- taken back when cron has read who is due ---------------------------------------
account_new late1
ask "guest@$U.example" "Guest $U" "Subject $U" "Text of late$U"
HELD=$A
cli account delete "$HELD" --yes >/dev/null
account_new late2
ask "guest@$U.example" "Guest $U" "Subject $U" "Text of late$U"
cli account delete "$A" --yes >/dev/null
sql "UPDATE olvido.account SET delete_at = UNIX_TIMESTAMP() - 60 WHERE account_id = $HELD;
  UPDATE olvido.account SET delete_at = UNIX_TIMESTAMP() - 30 WHERE account_id = $A"
# The first one's row is held while cron wants it; then it has a legal hold.
{
  echo "BEGIN; SELECT 1 FROM olvido.account WHERE account_id = $HELD FOR UPDATE;"
  for _ in {1..300}; do [ ! -e "$SLOW/hold" ] || break; sleep 0.1; done
  echo "INSERT INTO olvido.legal_hold (account_id, hold_id, kind, id, created_at, ends_at, agent_id, sealed)
    SELECT $HELD, 1, 4, $TICKET, UNIX_TIMESTAMP(), UNIX_TIMESTAMP() + 86400, 1, REPEAT('x', 105); COMMIT;"
} | mariadb --no-defaults -S "$MYSQL_SOCKET" -N -B -n >"$TMP/locked" &
LOCKER=$!
wait_for 10 grep -q 1 "$TMP/locked" || bad "no lock"
cron accounts &
CRON=$!
waits() { [ "$(sql "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'")" -gt 0 ]; }
wait_for 10 waits || bad "cron does not wait"
cli account delete "$A" --cancel >/dev/null
touch "$SLOW/hold"
wait $LOCKER
wait $CRON
is "cron ends well" 0 $?
is "whose owner took it back is as it was" "2 1 1 0 0  0" "$(there) $(life delete_at)"
has "and cron says so" "account $A: it was lifted, or its end taken back" "$TMP/cron"
has "nor goes one that a hold reached in time" "account $HELD: a legal hold" "$TMP/cron"
A=$HELD
is "and that one waits" "2 1 1 0 0  1" "$(there) $(($(life delete_at) > $(date +%s)))"
sql "DELETE FROM olvido.legal_hold WHERE account_id = $A"
cli account delete "$A" --cancel >/dev/null
# ---- an erasure that is at work is not carried along -------------------------------------
account_new late0
ask "guest@$U.example" "Guest $U" "Subject $U" "Text of late$U"
C=$(sql "SELECT contact_id FROM olvido.ticket WHERE account_id = $A")
ask "other@$U.example" "Other $U" "Else $U" "Text of other$U"
O=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET")
at_work() { echo "$(sql "SELECT GROUP_CONCAT(state) FROM olvido.erasure WHERE account_id = $A AND scope = 1") $(rows olvido.erasure_job) $(sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE account_id = $A AND kind = 48")"; }
act_on terminate "$HOST"
meanwhile() { cli erase "$HOST" contact "$C" --keep-tickets --later --yes >"$TMP/out"; }
while_copied cli cold make "$A"
is "one that began while it was copied" "1 5 2 1 0 0 " "$RC $(there)"
has "stops that, and it says so" "an erasure began in it meanwhile" "$TMP/copied"
is "it has still what it needs" "1 1 1" "$(at_work)"
meanwhile() { at_work >"$TMP/copying"; }
while_copied cli cold make "$A"
is "one that was begun" "0 6 0 0 1 1 folder" "$RC $(there)"
is "came to its end before the copy" "4 0 0" "$(cat "$TMP/copying")"
cli cold restore "$A" >"$TMP/out"
is "and nothing of it comes back" "0 4 0 0" "$? $(at_work)"
is "nor he: the other is there" "0 1 2" "$(sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE account_id = $A AND kind = 1 AND id = $C") $(sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE account_id = $A AND kind = 1 AND id = $O") $(rows olvido.ticket)"
rm -rf "$SLOW"

# ---- what does not open comes back not at all; nobody is in after a way back ----------
account_new late3
printf 'file of late' >"$TMP/f.txt"
ask "guest@$U.example" "Guest $U" "Subject $U" "Text of late$U" -F "files=@$TMP/f.txt"
files() { find "$VAR/files/$A" -type f 2>/dev/null | wc -l; }
sql "UPDATE olvido.message SET sealed = REPEAT('x', LENGTH(sealed)) WHERE account_id = $A"
act_on terminate "$HOST"
cli cold make "$A" >"$TMP/out" 2>&1
for i in 1 2; do
  cli cold restore "$A" >"$TMP/out" 2>&1
  is "time $i: it does not come back" "1 6 0 0 1 1 folder 0" "$? $(there) $(files)"
  has "time $i: and it says why" "do not open" "$TMP/out"
done
cli cold list >"$TMP/out"
has "the backup is as it was" "$A	kept" "$TMP/out"
# A backup that was being put back stops the clock, which says so.
sql "UPDATE olvido.cold_backup SET state = 4 WHERE account_id = $A"
due
cron lifecycle
is "one on its way back does not go" "0 6 0 0 1 1 folder" "$? $(there)"
has "and cron says so" "account $A: its cold backup is being put back" "$TMP/cron"
sql "UPDATE olvido.account SET state_until = 0 WHERE account_id = $A"
cli cold destroy "$A" >"$TMP/out" 2>&1
is "nor by hand" "1 6" "$? $(state_is)"
sql "UPDATE olvido.cold_backup SET state = 3 WHERE account_id = $A"
cli cold destroy "$A" >"$TMP/out" 2>&1
is "then it may" "0 7" "$? $(state_is)"

account_new late4
agent_in boss "owner@$HOST" "the password of the owner"
sql "UPDATE olvido.session SET created_at = created_at - 60 WHERE account_id = $A"
req boss GET /panel/tickets
is "the owner is in" 200 "$STATUS"
act_on terminate "$HOST"
ok "copied" "$BUILD/olvido" --conf "$CONF" cold make "$A"
ok "and back" "$BUILD/olvido" --conf "$CONF" cold restore "$A"
is "active" 2 "$(state_is)"
req boss GET /panel/tickets
is "whoever was in is out" 303 "$STATUS"
agent_in boss "owner@$HOST" "the password of the owner"
req boss GET /panel/tickets
is "and comes in again" 200 "$STATUS"
HOST=$DEMO
