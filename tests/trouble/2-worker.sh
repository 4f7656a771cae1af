# shellcheck shell=bash
# Workers are killed with -9: only the request in hand is lost, and a new one comes.
BEFORE=$(mail_tickets)
load_start "$TMP/worker" RETRY=1
KILLS=0
MAIL_WORKERS=$(workers mail | wc -l)
for _ in 1 2 3 4; do
  for p in portal panel; do
    kill -9 "$(workers $p | shuf -n 1)" && KILLS=$((KILLS + 1))
  done
  kill -9 "$(workers mail | shuf -n 1)"
  sleep 0.7
done
ok "new portal workers" wait_for 10 sh -c "[ \$(pgrep -cP $(pid_of portal)) = 4 ]"
ok "new panel workers" wait_for 10 sh -c "[ \$(pgrep -cP $(pid_of panel)) = 4 ]"
ok "new mail workers" wait_for 10 sh -c "[ \$(pgrep -cP $(pid_of mail)) = $MAIL_WORKERS ]"
load_stop
only "answers: good or later" "web|get" "200|303|503"
if [ "$(answers 'web|get' 503)" -le "$KILLS" ]; then pass; else bad "more than the requests in hand were lost: $(answers 'web|get' 503) of $KILLS"; fi
only "deliveries: taken, later, or cut off" mail "250|4..|none"
many "questions were asked" "$(answers web 303)" 50
ledger_kept "workers"
mail_kept "workers" "$BEFORE"
echo "workers: $KILLS killed, $(answers 'web|get' 503) of $(answers 'web|get' '[0-9]+') requests lost"

# A request that certainly is in hand: it waits for a lock when its worker dies.
lock_tickets() { # SECONDS
  { mariadb --no-defaults -S "$MYSQL_SOCKET" -e "LOCK TABLES olvido.ticket WRITE; SELECT SLEEP($1)" >/dev/null 2>&1; } &
  LOCKER=$!
  wait_for 10 sh -c "mariadb --no-defaults -S '$MYSQL_SOCKET' -e 'SHOW PROCESSLIST' | grep -q SLEEP"
}
unlock_tickets() {
  sql "SELECT CONCAT('KILL ', id) FROM information_schema.processlist WHERE info LIKE '%SLEEP(%' AND id <> CONNECTION_ID()" |
    mariadb --no-defaults -S "$MYSQL_SOCKET" 2>/dev/null
  wait "$LOCKER" 2>/dev/null
}
waits() { [ "$(sql "SELECT COUNT(*) FROM information_schema.processlist WHERE state LIKE 'Waiting for table%'")" -ge "${1:-1}" ]; }
req guest GET /ask
T=$(csrf)
question() { # JAR: asks with text only
  req "$1" POST /ask --data-urlencode "csrf=$T" --data-urlencode "name=$1" --data-urlencode "email=$1@load.example" \
    --data-urlencode "subject=$1" --data-urlencode "body=text"
}
lock_tickets 60
(question killed; echo "$STATUS" >"$TMP/killed.status"; cp "$TMP/head" "$TMP/killed.head"; cp "$TMP/body" "$TMP/killed.body") &
ASKER=$!
ok "the request waits in its worker" wait_for 10 waits
# shellcheck disable=SC2046
kill -9 $(workers portal)
wait "$ASKER"
STATUS=$(cat "$TMP/killed.status")
cp "$TMP/killed.head" "$TMP/head"
cp "$TMP/killed.body" "$TMP/body"
friendly_503 "the request in hand"
unlock_tickets
ok "new workers answer" wait_for 10 answers_200 /ask
question again
is "and take questions" 303 "$STATUS"
