# shellcheck shell=bash
# MariaDB is stopped and killed in the middle of requests and deliveries.
BEFORE=$(mail_tickets)
load_start "$TMP/database" RETRY=1
sleep 1.5
db_kill TERM
req guest GET /
friendly_503 "without MariaDB"
req guest GET /panel/tickets
friendly_503 "the panel without MariaDB"
is "LMTP without MariaDB" 4 "$(node "$ROOT/tests/support/lmtp.mjs" "$LMTP_SOCKET" a@b.example support@demo.localhost <<<'Subject: x' | cut -c1)"
printf 'Subject: x\n\nx\n' | "$BUILD/olvido-mail" --conf "$OWN_VAR/olvido.hdf" deliver support@demo.localhost 2>"$TMP/err"
is "the pipe says: try later" 75 $?
sleep 1
db_back
ok "pages come back" wait_for 15 answers_200 /
ok "the panel comes back" wait_for 15 answers_200 /panel/login
sleep 1
for _ in 1 2 3; do
  db_kill KILL
  sleep 0.2
  db_back
  ok "after a kill pages come back" wait_for 15 answers_200 /
  sleep 1
done
load_stop
only "answers: good or later" "web|get" "200|303|503"
only "deliveries: taken or later" mail "250|4.."
many "questions were asked" "$(answers web 303)" 50
many "some met the break" "$(answers 'web|get' 503)" 5
many "mails were taken" "$(answers mail 250)" 20
many "mails met the break" "$(answers mail '4..')" 3
ledger_kept "database"
mail_kept "database" "$BEFORE"
# The panel finds what was acknowledged, each once.
for word in $(awk '$1 ~ /^(web|mail)$/ && $2 ~ /^(2|303)/ { print $3 }' "$LEDGER" | shuf -n 8 --random-source=<(yes)); do
  search agent "\"$word\""
  is "the panel finds it once" 1 "$(grep -o 'href="/panel/tickets/[0-9]*"' "$TMP/body" | sort -u | wc -l)"
done
echo "database: $(answers 'web|get' '200|303') answered, $(answers 'web|get' 503) told to come back; mails $(answers mail 250) taken, $(answers mail '4..') put off"
