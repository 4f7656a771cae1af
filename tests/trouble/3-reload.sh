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
# Who ends a kept connection cannot know of the request that is under way to it (RFC
# 9112, 9.5): nginx's old workers end those that wait, and the client asks again, as
# browsers do by themselves (seen: 3 of 1,900). One on a new connection succeeds.
only "every request succeeds" "web|get" "200|303|none"
is "none was refused" "" "$(grep -E '^(web|get) none ' "$LEDGER" | grep -v ' ECONNRESET-kept$' | head -3)"
only "every delivery succeeds" mail 250
many "questions were asked" "$(answers web 303)" 50
ledger_kept "reload"
mail_kept "reload" "$BEFORE"
