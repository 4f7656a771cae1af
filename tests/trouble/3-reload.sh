# shellcheck shell=bash
# New templates and programs under load: no request fails. A worker that is told to
# end finishes what it has.
BEFORE=$(mail_tickets)
load_start "$TMP/reload"
for _ in 1 2 3; do
  kill -HUP "$(pid_of portal)"
  kill -HUP "$(pid_of panel)"
  kill -HUP "$(pid_of nginx)"
  sleep 0.7
  kill -TERM "$(workers portal | shuf -n 1)"
  kill -TERM "$(workers panel | shuf -n 1)"
  sleep 0.5
done
load_stop
# nginx ends kept connections that wait; a request that crosses it finds none.
only "every request succeeds" "web|get" "200|303|none"
is "none was refused" 0 "$(grep -E '^(web|get) none ' "$LEDGER" | grep -cv ECONNRESET)"
only "every delivery succeeds" mail 250
many "questions were asked" "$(answers web 303)" 50
ledger_kept "reload"
mail_kept "reload" "$BEFORE"
