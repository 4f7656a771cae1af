# shellcheck shell=bash
# A suspended account serves nobody, to no door; a terminated one is not there.
# Both at once, for sessions that were open before.
. "$ROOT/tests/support/panel.sh"
cli() { "$BUILD/olvido" --conf "$VAR/olvido.hdf" --sql "$ROOT/sql" "$@"; }
sql "DELETE FROM olvido.throttle"
H=state$U.localhost
cli account create "State $U" "$H" >"$TMP/out"
A=$(awk '{ print $2 }' "$TMP/out")
HOST=$H
cli agent add "$H" owner "owner@$H" "Sam State" >/dev/null <<<"the password of the state"
agent_in s "owner@$H" "the password of the state"
is "active: signed in" 303 "$(req s GET /panel; echo "$STATUS")"
ask "someone$U@example.org" "Someone" "Before" "canary$U"
state() { sql "UPDATE olvido.account SET state = $1 WHERE account_id = $A"; }
doors() { # what every GET door answers to the owner's session (/paused: tests/hosting)
  local path
  for p in panel portal erase; do
    "$BUILD/$p" --routes | awk '$1 == "GET" { print $2 }' | sed 's/{token}/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/; s/{[a-z]*}/1/g'
  done | sort -u | grep -vx /paused | while read -r path; do
    req s GET "$path"
    grep -q "canary$U\|Sam State" "$TMP/body" && STATUS="leak at $path"
    echo "$STATUS"
  done | sort | uniq -c | sed 's/^ *//' | tr '\n' ' '
}
N=$({ "$BUILD/panel" --routes; "$BUILD/portal" --routes; "$BUILD/erase" --routes; } | awk '$1 == "GET" { print $2 }' | sort -u | grep -cvx /paused)
state 4
is "suspended: every door says later" "$N 503 " "$(doors)"
req s GET /panel/tickets
has "and how it is said" "Retry-After" <(sed 's/^retry/Retry/; s/-after/-After/' "$TMP/head")
F=$(count_of "audit WHERE account_id = $A")
req n POST /panel/login -d "csrf=x&email=owner@$H&password=the password of the state"
is "nobody signs in" "503 $F" "$STATUS $(count_of "audit WHERE account_id = $A")"
req s POST "/panel/tickets/$TICKET/reply" --data-urlencode "csrf=${TOKEN[s]}" -d body=x
is "nothing is changed" "503 1" "$STATUS $(count_of "message WHERE account_id = $A AND ticket_id = $TICKET")"
deliver "support@$H" "mail$U@example.org" >"$TMP/out" 2>&1 <<<"Subject: taken in

while suspended"
is "mail is still taken in" "0 2" "$? $(count_of "ticket WHERE account_id = $A")"
for s in 5 6 7; do
  state $s
  is "state $s: no door is there" "$N 404 " "$(doors)"
done
state 2
req s GET "/panel/tickets?view=new"
is "back: the session is open again" 200 "$STATUS"
has "and what came meanwhile is there" "taken in" "$TMP/body"
