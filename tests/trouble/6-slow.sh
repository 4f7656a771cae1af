# shellcheck shell=bash
# MariaDB is slow, locked, or drops connections: "later" and no hang; what was
# acknowledged is there.
req guest GET /ask
T=$(csrf)
lock_tickets 120
(question locked; echo "$STATUS" >"$TMP/locked.status") &
ASKER=$!
(printf 'Subject: locked\n\ntext\n' | node "$ROOT/tests/support/lmtp.mjs" "$LMTP_SOCKET" l@load.example support@demo.localhost >"$TMP/locked.mail") &
MAILER=$!
wait_for 10 waits 2
req guest GET /
is "pages that need no lock are served meanwhile" 200 "$STATUS"
wait "$ASKER" "$MAILER"
is "a lock: come back" 503 "$(cat "$TMP/locked.status")"
is "a lock: mail is put off" 4 "$(cut -c1 "$TMP/locked.mail")"
ok "the lock was held all the time" sh -c "mariadb --no-defaults -S '$MYSQL_SOCKET' -e 'SHOW PROCESSLIST' | grep -q SLEEP"
unlock_tickets
question unlocked
is "without it: taken" 303 "$STATUS"

BEFORE=$(mail_tickets)
load_start "$TMP/slow" RETRY=1
DBPID=$(cat "$OWN_VAR/run/mysql.pid")
sleep 0.5
kill -STOP "$DBPID"
sleep 3
kill -CONT "$DBPID"
for _ in 1 2 3; do
  sleep 0.5
  sql "SELECT CONCAT('KILL ', id) FROM information_schema.processlist WHERE user LIKE 'olvido-%'" |
    mariadb --no-defaults --force -S "$MYSQL_SOCKET" 2>/dev/null
done
sleep 0.5
load_stop
only "answers: good or later" "web|get" "200|303|503"
only "deliveries: taken or later" mail "250|4.."
many "questions were asked" "$(answers web 303)" 30
ledger_kept "slow"
mail_kept "slow" "$BEFORE"
