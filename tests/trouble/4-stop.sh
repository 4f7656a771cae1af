# shellcheck shell=bash
# Programs are stopped under load: every answer is whole. Without a program nginx
# says so in a page; mail is told to come back.
BEFORE=$(mail_tickets)
load_start "$TMP/stop" RETRY=1
sleep 1
for p in portal panel api; do
  PID=$(pid_of $p)
  kill -TERM "$PID"
  ok "$p ends" wait_for 15 gone "$PID"
done
req guest GET /
friendly_503 "without the portal"
req guest GET /panel/login -H 'Accept-Language: es'
friendly_503 "without the panel"
has "in the reader's language" 'lang="es"' "$TMP/body"
req guest GET /api/v1/me
is "without the api: 503 for programs" "503 503 1" "$STATUS $(jq -r '"\(.status) \(.request_id | test("^[0-9a-f]{32}$") | if . then 1 else 0 end)"' "$TMP/body")"
has "when to come back" "retry-after: 5" "$TMP/head"
PID=$(pid_of mail)
kill -TERM "$PID"
ok "mail ends" wait_for 15 gone "$PID"
sleep 0.5
program_back portal
program_back panel
program_back api
"$BUILD/olvido-mail" --conf "$OWN_VAR/olvido.hdf" serve >>"$OWN_VAR/log/mail.log" 2>&1 &
echo $! >"$OWN_VAR/run/mail.pid"
ok "pages come back" wait_for 10 answers_200 /
sleep 0.5
load_stop
only "answers: good or later" "web|get" "200|303|503"
only "deliveries: taken, later, or no one there" mail "250|4..|none"
ledger_kept "stopped programs"
mail_kept "stopped programs" "$BEFORE"

# The whole of it, and again with its data.
for p in portal panel mail; do kill -TERM "$(pid_of $p)"; wait_for 15 gone "$(pid_of $p)"; done
[ -z "$DB" ] || { kill "$DB"; wait "$DB"; DB=; }
own_stop
own_again
TICKETS=$(sql "SELECT COUNT(*) FROM olvido.ticket")
load_start "$TMP/whole"
sleep 1
own_stop
is "every process has ended" "" "$(in_instance 'REAL=$(readlink -f "$VAR"); leftover_pids')"
is "its memory file system is gone" 1 "$([ -e "$FAST" ]; echo $?)"
# Who was acknowledged just before reads his code after it.
own_again
load_stop
only "answers are whole, or none" "web|get" "200|303|503|none"
is "none broke off" 0 "$(answers 'web|get' torn)"
only "deliveries" mail "250|4..|none"
ledger_kept "the whole"
many "and the data of before" "$(sql "SELECT COUNT(*) FROM olvido.ticket")" "$TICKETS"
