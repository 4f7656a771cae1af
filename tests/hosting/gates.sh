# shellcheck shell=bash
# Every route of every program in every state of an account: what it answers to its
# owner's, a customer's and a program's credentials, and to a stranger. A suspended
# one serves nobody, a terminated one is not there; sessions from before are over.
. "$ROOT/tests/support/panel.sh"
. "$ROOT/tests/hosting/_account.sh"
sql "DELETE FROM olvido.throttle"
account_new gates
agent_in owner "owner@$HOST" "the password of the owner"
ask "cus$U@example.org" "Cleo Customer" "Before" "canary$U"
req owner POST /panel/settings/tokens --data-urlencode "csrf=${TOKEN[owner]}" --data-urlencode "name=gate" \
  --data-urlencode "expires=$(date -d '+30 days' +%F)" -d tickets.read=1 -d privacy=1
API=$(grep -oE 'olv1_[0-9A-Za-z]{38}' "$TMP/body" | head -1)
is "there is a token" 43 "${#API}"
act owner "$TICKET" reply --data-urlencode "body=the answer $U" -d status=answered -F seen="$(seen owner "$TICKET")" 2>/dev/null

{
  for p in portal panel api; do "$BUILD/$p" --routes | sed "s/^/$p	/"; done
  "$BUILD/provider" --routes | sed "s/^/api	/"
  "$BUILD/erase" --routes | awk -F'\t' -v OFS='\t' '{ print ($2 ~ /^\/panel/ ? "panel" : $2 ~ /^\/api/ ? "api" : "portal"), $0 }'
} >"$TMP/routes"
# path PATTERN: with ids of the account, where it has them
path() { sed "s/{ticket}/$TICKET/; s/{token}/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/; s/{[a-z]*}/1/g" <<<"$1"; }
# table: a line for each route and each who: "PROGRAM WHO METHOD PATTERN STATUS"
table() {
  local prog method pattern who jar opts
  while IFS=$'\t' read -r prog method pattern _ <&5; do
    for who in owner guest; do
      jar=$who opts=()
      [ "$who" != owner ] || [ "$prog" != api ] || opts=(-H "apikey: $API")
      [ "$who" = owner ] || { rm -f "$TMP/nobody"; jar=nobody; }
      cp "$TMP/owner" "$TMP/kept" # what an answer makes of the cookies does not count
      [ "$method" = GET ] || opts+=(--data-urlencode "csrf=${TOKEN[owner]}" -d body=x)
      req "$jar" "$method" "$(path "$pattern")" "${opts[@]}"
      cp "$TMP/kept" "$TMP/owner"
      # Nobody's name, text or address in any answer.
      grep -q "canary$U\|Ola Owner\|Cleo\|the answer $U" "$TMP/body" && [ "${1:-}" = shut ] && STATUS="$STATUS with data"
      case $STATUS in 503) grep -qi '^retry-after: 3600' "$TMP/head" || STATUS="503 without Retry-After" ;; esac
      if [ "$prog" = api ] && ! grep -q '"status":'"${STATUS:0:3}" "$TMP/body"; then [ "${1:-}" != shut ] || STATUS+=" no problem"; fi
      echo "$prog $who $method $pattern $STATUS"
    done
  done 5<"$TMP/routes"
}
# shut NAME STATUS [gets]: every door (that is read) gives that status, but for /paused
shut() {
  [ "${3:-}" != gets ] || get_only
  table shut >"$TMP/table"
  is "$1: every door" "$(($(wc -l <"$TMP/routes") * 2))" "$(wc -l <"$TMP/table")"
  while read -r line; do
    case $line in
    *" /paused "*) ;;
    *" $2") pass ;;
    *) bad "$1: $line" ;;
    esac
  done <"$TMP/table"
}
# Served: as when it is active, door by door; acts of a stranger with no token change nothing.
get_only() { grep '	GET	' "$TMP/routes" >"$TMP/gets"; mv "$TMP/gets" "$TMP/routes"; }
cp "$TMP/routes" "$TMP/all"
get_only
table >"$TMP/active"
is "active: doors answer" 1 "$(($(grep -c ' 200$' "$TMP/active") > 40))"
act_on billing-failed "$HOST"
table >"$TMP/now"
is "past due: all as before" "" "$(diff "$TMP/active" "$TMP/now" | head -3)"
req owner GET /panel/tickets
has "and a bar says what comes" "Billing failed." "$TMP/body"
sql "UPDATE olvido.account SET state = 1 WHERE account_id = $A"
table >"$TMP/now"
is "on trial: all as before" "" "$(diff "$TMP/active" "$TMP/now" | head -3)"
req owner GET /panel/tickets
has "the bar says when it ends" "The trial ends on" "$TMP/body"
sql "UPDATE olvido.account SET state = 3 WHERE account_id = $A"
cp "$TMP/all" "$TMP/routes"

# Suspended: in the midst of a session, by the provider's hand
E=$(count_of "audit WHERE account_id = $A")
act_on suspend "$HOST"
is "suspended" "0 4" "$? $(state_is)"
shut suspended 503
is "no door wrote anything" "$((E + 1)) 1" "$(count_of "audit WHERE account_id = $A") $(count_of "ticket WHERE account_id = $A")"
req owner GET /static/base.css
is "styles are served" 200 "$STATUS"
req es GET /panel/login -H 'Accept-Language: es'
has "in the reader's language" "Este centro de ayuda está en pausa" "$TMP/body"
hasnt "no form while nobody reads it" 'action="/paused"' "$TMP/body"
req owner GET /paused
is "nor a page of it" 404 "$STATUS"
req program GET /api/v1/tickets -H "apikey: $API"
is "to a program a problem" "503 Suspended application/problem+json" "$STATUS $(jq -r .code "$TMP/body") $(sed -n 's/^content-type: \([^;]*\).*\r$/\1/Ip' "$TMP/head")"

# The owner writes to the provider
MINE=$HOST MY=$A
account_new prov
PROV=$A PHOST=$HOST
cli account provider "$HOST" >/dev/null
HOST=$MINE A=$MY
req lift GET /panel
is "the panel's page has a form now" "503 1" "$STATUS $(grep -c 'action="/paused"' "$TMP/body")"
req lift GET /
is "the customers' has not" "503 0" "$STATUS $(grep -c 'action="/paused"' "$TMP/body")"
req lift GET /paused
is "the form alone" 200 "$STATUS"
K=$(csrf)
req lift POST /paused --data-urlencode "csrf=$K" -d email=nobody -d "body=please open$U"
is "a mistake is said, what was typed is kept" "422 1" "$STATUS $(grep -c "please open$U" "$TMP/body")"
req lift POST /paused -d email=me@example.org -d body=x
is "no token, no message" 403 "$STATUS"
req lift POST /paused --data-urlencode "csrf=$K" -d "email=owner$U@example.org" --data-urlencode "body=please open$U" -d website=http://x
is "a machine is thanked" "200 0" "$STATUS $(count_of "ticket WHERE account_id = $PROV")"
for n in 1 2 3; do
  req lift POST /paused --data-urlencode "csrf=$K" -d "email=owner$U@example.org" --data-urlencode "body=please open$U $n"
  is "sent ($n)" "200 $n" "$STATUS $(count_of "ticket WHERE account_id = $PROV")"
done
req lift POST /paused --data-urlencode "csrf=$K" -d "email=owner$U@example.org" --data-urlencode "body=please open$U 4"
is "a fourth is too much" "429 3" "$STATUS $(count_of "ticket WHERE account_id = $PROV")"
is "nothing of it in the suspended one" 1 "$(count_of "ticket WHERE account_id = $A")"
HOST=$PHOST
agent_in prov "owner@$PHOST" "the password of the owner"
req prov GET "/panel/tickets/$(sql "SELECT ticket_id FROM olvido.ticket WHERE account_id = $PROV ORDER BY activity_at LIMIT 1")"
has "the provider reads it" "please open$U 1" "$TMP/body"
has "and which account it is" "$MINE" "$TMP/body"
HOST=$MINE

# Mail: in, not out
deliver "support@$HOST" "cus$U@example.org" >"$TMP/out" 2>&1 <<<"Subject: taken in$U

while suspended"
is "mail is taken in" "0 2" "$? $(count_of "ticket WHERE account_id = $A")"
out_waits() { [ "$(sql "SELECT COUNT(*) FROM olvido.outbox WHERE account_id = $A AND kind < 100 AND state = 1 AND next_at > UNIX_TIMESTAMP() + 600")" -ge 1 ]; }
ok "mail out waits" wait_for 20 out_waits
is "and was never tried" 0 "$(sql "SELECT IFNULL(SUM(attempts), 0) FROM olvido.outbox WHERE account_id = $A AND kind < 100 AND state = 1")"
told() { [ -n "$(grep -l "^To:.*owner@$HOST" "$SMTP_SINK"/* 2>/dev/null | xargs -r grep -l "Your help desk is paused")" ]; }
ok "its owner is told all the same" wait_for 20 told

# An erasure that was begun ends; a new one is the provider's
C=$(sql "SELECT contact_id FROM olvido.ticket WHERE account_id = $A AND ticket_id = $TICKET")
cli erase "$HOST" contact "$C" --yes --later >"$TMP/out" 2>&1
is "somebody's right holds while it is suspended" 0 $?
cron erase
is "and is carried through" "0 4" "$? $(sql "SELECT state FROM olvido.erasure WHERE account_id = $A AND subject_id = $C")"

# Back: who was in comes in anew
act_on lift "$HOST"
req owner GET /panel/tickets
is "the old session is over" 303 "$STATUS"
agent_in owner "owner@$HOST" "the password of the owner"
req owner GET /panel/tickets
is "a new one is not" 200 "$STATUS"
req program GET /api/v1/tickets -H "apikey: $API"
is "the program's token is good again" 200 "$STATUS"
sql "UPDATE olvido.outbox SET next_at = 0 WHERE account_id = $A AND state = 1"
none_waits() { [ "$(count_of "outbox WHERE account_id = $A AND state = 1")" = 0 ]; }
ok "what waited goes out" wait_for 20 none_waits

# Terminated, deleted, gone: not there
sql "INSERT INTO olvido.allow_list (account_id, place, ranges, agent_id, changed_at, sealed) VALUES ($A, 1, '127.0.0.0/8\n', 0, 0, '')"
cli nginx sync >"$TMP/out" 2>&1
is "nginx knows its allow-list" "0 1" "$? $(grep -qF "$HOST" "$VAR/nginx/generated.conf" && echo 1)"
deliver "support@$HOST" "other$U@example.org" >"$TMP/out" 2>&1 <<<"Subject: of another

x"
LAST=$(sql "SELECT ticket_id FROM olvido.ticket WHERE account_id = $A AND status = 1")
act_on terminate "$HOST"
cli nginx sync >"$TMP/out" 2>&1
is "nginx's configuration is without it" "0 0" "$? $(grep -cF "$HOST" "$VAR/nginx/generated.conf")"
shut terminated 404
deliver "support@$HOST" "cus$U@example.org" >"$TMP/out" 2>&1 <<<"Subject: too late$U

x"
is "mail is refused" 67 $?
is "the MTA hears so" 550 "$(perl -MIO::Socket::UNIX -e '$s = IO::Socket::UNIX->new($ARGV[0]); for ("", "LHLO x", "MAIL FROM:<a\@example.org>", "RCPT TO:<$ARGV[1]>") {
  print $s "$_\r\n" if $_; do { $l = <$s> } while $l =~ /^...-/; } print substr($l, 0, 3)' "$LMTP_SOCKET" "support@$HOST")"
cli erase "$HOST" ticket "$LAST" --yes --later >"$TMP/out" 2>&1
is "the provider erases in it still" 0 $?
cron erase
is "to the end" "0 0" "$? $(count_of "erasure WHERE account_id = $A AND state < 4")"
for s in 6 7; do
  sql "UPDATE olvido.account SET state = $s WHERE account_id = $A"
  shut "state $s" 404 gets
done
sql "UPDATE olvido.account SET state = 5 WHERE account_id = $A"
cli account provider "$PHOST" --off >/dev/null
