# shellcheck shell=bash
# Two programs at one erasure: one works, the other leaves it alone or, by hand, waits;
# who is killed on the way has it no longer.
. "$ROOT/tests/support/panel.sh"
CONF=$VAR/olvido.hdf
ACC=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
# shellcheck source=tests/support/erased.sh
. "$ROOT/tests/support/erased.sh"
person() { "$BUILD/tests/person" "$CONF" "$HOST" "$1$U@example.org" 6 2 0; }
tickets_of() { sql "SELECT GROUP_CONCAT(ticket_id) FROM olvido.ticket WHERE account_id = $ACC AND contact_id = $1"; }
# locked TICKETS: nobody removes their texts until unlocked
locked() {
  mkfifo "$TMP/lock.in"
  mariadb --no-defaults -S "$MYSQL_SOCKET" -n -N <"$TMP/lock.in" >"$TMP/lock" 2>&1 &
  LOCK=$!
  exec 7>"$TMP/lock.in"
  echo "START TRANSACTION; SELECT message_id FROM olvido.message WHERE account_id = $ACC AND ticket_id IN ($1) FOR UPDATE; SELECT 'locked';" >&7
  wait_for 20 grep -q locked "$TMP/lock" || bad "their texts are not locked"
}
unlocked() {
  kill "$LOCK"
  wait "$LOCK" 2>/dev/null
  exec 7>&-
  rm -f "$TMP/lock.in"
}
waits() { [ "$(sql "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'")" -ge 1 ]; }
queues() { [ "$(sql "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE STATE = 'User lock'")" -ge 1 ]; }
opens() { [ "$(sql "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_rows_locked > 0")" -ge 1 ]; }
# One that waits for the lock of a row would come back much later.
cron() { timeout 25 "$BUILD/olvido-cron" --conf "$CONF" --wait=20 erase >"$TMP/cron" 2>&1; }
counted() { sql "SELECT GROUP_CONCAT(CONCAT(name, '=', n) ORDER BY name SEPARATOR ' ') FROM olvido.erasure_count c JOIN olvido.erasure e USING (account_id, erasure_id)
  WHERE e.account_id = $ACC AND e.scope = 1 AND e.subject_id = $1 AND name IN ('contact', 'ticket', 'message')"; }

# ---- the command line is at it, and is killed -------------------------------------------
ANA=$(person ana)
T_ANA=$(tickets_of "$ANA")
"$BUILD/olvido" --conf "$CONF" erase "$HOST" contact "$ANA" --yes --later >"$TMP/out" 2>&1
is "it is begun" "0 1" "$? $(state 1 "$ANA")"
locked "$T_ANA"
"$BUILD/olvido" --conf "$CONF" erase "$HOST" contact "$ANA" --yes >"$TMP/one" 2>&1 &
ONE=$!
ok "one is at its rows" wait_for 30 waits
kill -STOP $ONE
unlocked
ok "and stands still in the middle" wait_for 30 opens
cron
is "cron leaves it" 0 $?
is "as it is" "2 6" "$(state 1 "$ANA") $(left olvido.ticket "ticket_id IN ($T_ANA)")"
"$BUILD/olvido" --conf "$CONF" erase "$HOST" contact "$ANA" --yes >"$TMP/two" 2>&1 &
TWO=$!
ok "another by hand waits for it" wait_for 30 queues
kill -KILL $ONE
wait $ONE 2>/dev/null
wait $TWO
is "until that one is killed" "0 4" "$? $(state 1 "$ANA")"
is "each counted once" "contact=1 message=12 ticket=6" "$(counted "$ANA")"
is "no row names him" "" "$(names_left contact "$ANA" "$T_ANA")"

# ---- a web worker is at it ------------------------------------------------------------
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
BEN=$(person ben)
T_BEN=$(tickets_of "$BEN")
locked "$T_BEN"
req owner GET "/panel/erase/contact/$BEN"
req owner POST "/panel/erase/contact/$BEN" --data-urlencode "csrf=$(csrf)" --data-urlencode "proof-password=$OWNER_PASSWORD" -d "sure=1&tickets=delete"
is "asked for in the panel" 303 "$STATUS"
ok "its worker is at the rows" wait_for 30 waits
cron
is "cron leaves it" 0 $?
is "as it is" "2 6" "$(state 1 "$BEN") $(left olvido.ticket "ticket_id IN ($T_BEN)")"
unlocked
ok "the worker ends it" wait_for 60 ended 1 "$BEN"
is "counted once" "contact=1 message=12 ticket=6" "$(counted "$BEN")"
