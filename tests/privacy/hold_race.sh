# shellcheck shell=bash
# A hold that is set at the very moment of a deletion, on another row than the one
# that goes: one of them comes first, and the other finds it.
. "$ROOT/tests/support/panel.sh"
agent_in ow "$OWNER_EMAIL" "$OWNER_PASSWORD"
ACCOUNT=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
DAY=$(date -d '+10 days' +%F)
erase() { "$BUILD/olvido" --conf "$VAR/olvido.hdf" --sql "$ROOT/sql" erase "$HOST" "$@" --yes >"$TMP/erase" 2>&1; }
there() { sql "SELECT COUNT(*) FROM olvido.$1 WHERE $1_id = $2"; }
held() { sql "SELECT COUNT(*) FROM olvido.legal_hold WHERE account_id = $ACCOUNT AND kind = $1 AND id = $2"; }
hold() { # KIND ID
  req ow POST "/panel/privacy/holds/$1/$2" --data-urlencode "csrf=${TOKEN[ow]}" -d "reason=a case" -d "ends=$DAY"
}
# slow KIND ID: whoever destroys that secret waits, having asked for holds before
slow() {
  mariadb --no-defaults -S "$MYSQL_SOCKET" -n -N >"$TMP/slow" 2>&1 <<END &
START TRANSACTION;
SELECT id FROM olvido_keys.secret WHERE account_id = $ACCOUNT AND kind = $1 AND id = $2 FOR UPDATE;
SELECT 'locked';
SELECT SLEEP(6);
COMMIT;
END
  SLOW=$!
  wait_for 10 grep -q locked "$TMP/slow" || bad "the secret is not locked"
}
waits() { [ "$(sql "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'")" -ge "$1" ]; }

# His erasure is under way when his ticket is held
ask "race$U@example.org" "Rosa Race" "Race $U" "text of $U"
T=$TICKET
C=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $T")
slow 1 "$C"
erase contact "$C" &
ERASE=$!
ok "the erasure is half-way" wait_for 5 waits 1
hold ticket "$T"
wait "$SLOW"
wait "$ERASE"
is "he is erased" "0 0" "$? $(there contact "$C")"
is "and nothing of his is held: that came after" "410 0" "$STATUS $(held 4 "$T")"

# The same of a ticket, by a hold on who asked in it
ask "race2$U@example.org" "Rosa Race" "Race $U" "text of $U"
T=$TICKET
C=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $T")
slow 4 "$T"
erase ticket "$T" &
ERASE=$!
ok "the ticket is half-way" wait_for 5 waits 1
hold contact "$C" &
HOLD=$!
ok "the hold waits as well" wait_for 4 waits 2
wait "$SLOW"
wait "$ERASE"
is "it is erased" "0 0" "$? $(there ticket "$T")"
wait "$HOLD"
is "he is held, for what is left" 1 "$(held 1 "$C")"
erase contact "$C"
is "so he stays" "1 1" "$? $(there contact "$C")"
