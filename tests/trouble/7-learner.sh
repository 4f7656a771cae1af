# shellcheck shell=bash
# MariaDB is killed while agents correct the spam filter and it learns: each word
# that was taken is learnt in the end, once.
ACCOUNT=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
sql "DELETE FROM olvido.spam_ticket WHERE account_id = $ACCOUNT; DELETE FROM olvido.spam_model WHERE account_id = $ACCOUNT"
corrected() { sql "SELECT COUNT(*) FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND ticket_id IN ($IDS) AND label = $1 AND learnt = $1"; }
all_learnt() { [ "$(sql "SELECT COUNT(*) FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND due = 1")" = 0 ]; }
for i in $(seq 24); do
  printf 'From: <lamp%s@people.example>\nSubject: Learnt %s\nMessage-ID: <learner%s.%s@x.example>\n\nThe lamp %s is broken.\n' "$i" "$i" "$i" "$RANDOM" "$i" |
    node "$ROOT/tests/support/lmtp.mjs" "$LMTP_SOCKET" "lamp$i@people.example" "support@$HOST" >/dev/null
done
mapfile -t TICKETS < <(sql "SELECT t.ticket_id FROM olvido.ticket t JOIN olvido.spam_ticket s USING (account_id, ticket_id) WHERE t.account_id = $ACCOUNT ORDER BY t.created_at, t.ticket_id")
IDS=$(IFS=,; echo "${TICKETS[*]}")
is "there are tickets to correct" 24 "${#TICKETS[@]}"
req agent GET "/panel/tickets/${TICKETS[0]}"
C=$(csrf)
# say TICKET [spam]: until it is taken, as an agent would
told_later=0
say() {
  local tries
  for tries in $(seq 100); do
    req agent POST "/panel/tickets/$1/spam" -d "csrf=$C" ${2:+-d spam=1}
    [ "$STATUS" != 303 ] || return 0
    told_later=$((told_later + 1))
    [ "$STATUS" = 503 ] || { bad "said of a ticket: $STATUS"; return; }
    sleep 0.2
  done
  bad "never taken"
}
n=0
for t in "${TICKETS[@]}"; do
  case $n in
  6) db_kill KILL ;;
  12) db_kill TERM ;;
  18) sql "UPDATE olvido.spam_model SET checked_at = 0 WHERE account_id = $ACCOUNT"; db_kill KILL ;;
  esac
  if [ $((n % 6)) = 0 ] && [ "$n" -gt 0 ]; then
    req agent POST "/panel/tickets/$t/spam" -d "csrf=$C" -d spam=1
    is "while it is away: told to come back" 503 "$STATUS"
    db_back
  fi
  say "$t" spam
  n=$((n + 1))
done
ok "all that was said is learnt" wait_for 60 all_learnt
is "each of them" 24 "$(corrected 2)"
is "each once" "$(sql "SELECT COUNT(*) FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND learnt > 0")" \
  "$(sql "SELECT learnt FROM olvido.spam_model WHERE account_id = $ACCOUNT")"

# Away in the middle of what the learner does, again and again, while words change.
for k in 1 2 3; do
  sql "UPDATE olvido.spam_ticket SET label = 1 + (label = 1) WHERE account_id = $ACCOUNT AND ticket_id IN ($IDS)"
  sleep "0.$k"
  db_kill KILL
  db_back
done
ok "it comes back and learns all" wait_for 60 all_learnt
is "as what was said last" 24 "$(corrected 1)"
is "each once again" 24 "$(sql "SELECT learnt FROM olvido.spam_model WHERE account_id = $ACCOUNT")"
echo "learner: $told_later times told to come back"
