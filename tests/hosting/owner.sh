# shellcheck shell=bash
# The owner wants his account gone: shown, proved, waited for, taken back, now; a
# legal hold; who may not.  Ends in gone with the same certificate.
. "$ROOT/tests/support/panel.sh"
. "$ROOT/tests/hosting/_account.sh"
DEMO=$HOST
OWNER_PASSWORD="the password of the owner"
account_new ending
agent_made() { cli agent add "$HOST" admin "admin@$HOST" "Ada Admin" <<<"$OWNER_PASSWORD" >/dev/null; }
agent_made
ask "guest@$U.example" "Guest $U" "Subject $U" "Text of ending$U"
# Everything of it, for the provider.
printf 'a file of %s' "$U" >"$TMP/file.txt"
ask "second@$U.example" "Second $U" "Another $U" "More of ending$U" -F "files=@$TMP/file.txt"
cli account export "$HOST" "$TMP/all.zip" >"$TMP/out" 2>&1
is "an export of everything" 0 $?
has "of both tickets, whole" "2 tickets, 0 of them not whole" "$TMP/out"
is "for nobody else to read" 600 "$(stat -c %a "$TMP/all.zip")"
mkdir "$TMP/all"
ok "it is a ZIP" unzip -q "$TMP/all.zip" -d "$TMP/all"
J=$TMP/all/data.json
is "with its contacts" "Guest $U,Second $U" "$(jq -r '[.contacts[].name] | sort | join(",")' "$J")"
is "tickets and whose they are" "guest@$U.example" "$(jq -r '.contacts[] as $c | .tickets[] | select(.subject == "Subject '"$U"'" and .contact == $c.id) | $c.email' "$J")"
is "messages" "More of ending$U" "$(jq -r '.tickets[] | select(.subject == "Another '"$U"'") | .messages[0].text' "$J")"
is "agents and departments" "2 1" "$(jq -r '"\(.agents | length) \(.departments | length)"' "$J")"
is "and the file" "a file of $U" "$(cat "$TMP/all/$(jq -r '[.tickets[].messages[].files[]][0].path' "$J")")"
is "it is logged" 1 "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $A AND verb = 723")"
cli account export "$HOST" "$TMP/all.zip" >"$TMP/out" 2>&1
is "no file is written over" 1 $?
E=/panel/erase/account
agent_in boss "owner@$HOST" "$OWNER_PASSWORD"
agent_in adm "admin@$HOST" "$OWNER_PASSWORD"
req adm GET "$E"
is "an admin may not" 403 "$STATUS"
req boss GET /panel/profile
has "the owner finds it among the settings" "href=\"$E\"" "$TMP/body"
req adm GET /panel/profile
hasnt "nobody else does" "href=\"$E\"" "$TMP/body"
req boss GET "$E"
is "the page" 200 "$STATUS"
has "counts tickets" "Tickets</dt><dd>2<" "$TMP/body"
has "and contacts" "Contacts</dt><dd>2<" "$TMP/body"
T=$(csrf)
sql "UPDATE olvido.session SET step_up_until = 0 WHERE account_id = $A"
want() { req boss GET "$E"; T=$(csrf); req boss POST "$E" --data-urlencode "csrf=$T" "$@"; }
want -d when=later -d sure=1
is "asked for a proof first" 403 "$STATUS"
is "nothing is asked" 0 "$(life delete_at)"
want --data-urlencode "proof-password=$OWNER_PASSWORD" -d when=later
is "it must be sure" 422 "$STATUS"
want --data-urlencode "proof-password=$OWNER_PASSWORD" -d when=soon -d sure=1
is "and say when" 422 "$STATUS"
# A legal hold in the account.
sql "INSERT INTO olvido.legal_hold (account_id, hold_id, kind, id, created_at, ends_at, agent_id, sealed)
  SELECT $A, 1, 4, $TICKET, UNIX_TIMESTAMP(), UNIX_TIMESTAMP() + 86400, 1, REPEAT('x', 105)"
want --data-urlencode "proof-password=$OWNER_PASSWORD" -d when=now -d sure=1
is "a legal hold stops it" 409 "$STATUS"
has "and the page says until when" "legal hold" "$TMP/body"
sql "DELETE FROM olvido.legal_hold WHERE account_id = $A"
want --data-urlencode "proof-password=$OWNER_PASSWORD" -d when=later -d sure=1
is "asked for" "303 $E" "$STATUS $(location)"
is "in seven days" 1 "$(($(life delete_at) - $(date +%s) > 6 * DAY + DAY - 300))"
is "it is logged" 1 "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $A AND verb = 720")"
req adm GET /panel/tickets
is "everything goes on meanwhile" 200 "$STATUS"
has "and everybody sees the bar" "is deleted on" "$TMP/body"
req boss GET "$E"
has "he can take it back" "$E/cancel" "$TMP/body"
req adm GET /panel/profile
req adm POST "$E/cancel" --data-urlencode "csrf=$(csrf)"
is "nobody else can" 403 "$STATUS"
req boss GET "$E"
req boss POST "$E/cancel" --data-urlencode "csrf=$(csrf)"
is "taken back" "303 0" "$STATUS $(life delete_at)"
cron accounts
is "nothing goes" 2 "$(state_is)"
# Asked again, and shortened to now.
want --data-urlencode "proof-password=$OWNER_PASSWORD" -d when=later -d sure=1
want --data-urlencode "proof-password=$OWNER_PASSWORD" -d when=now -d sure=1
is "now" 200 "$STATUS"
has "the answer says so" "being deleted" "$TMP/body"
req boss GET "$E"
is "nobody gets in from then on" 404 "$STATUS"
req guest GET /ask
is "nor writes" 404 "$STATUS"
# A hold that came before cron did: it waits, and the account goes on.
sql "INSERT INTO olvido.legal_hold (account_id, hold_id, kind, id, created_at, ends_at, agent_id, sealed)
  SELECT $A, 1, 4, $TICKET, UNIX_TIMESTAMP(), UNIX_TIMESTAMP() + 86400, 1, REPEAT('x', 105)"
cron accounts
has "cron says that a hold stops it" "legal hold" "$TMP/cron"
is "the account is there" 2 "$(state_is)"
req boss GET /panel/tickets
is "and opens, until the hold ends" 200 "$STATUS"
sql "DELETE FROM olvido.legal_hold WHERE account_id = $A; UPDATE olvido.account SET delete_at = UNIX_TIMESTAMP() - 1 WHERE account_id = $A"
cron accounts
is "gone" 7 "$(state_is)"
has "cron says so" "account $A: gone" "$TMP/cron"
left() {
  local t n
  for t in $("$BUILD/tests/cold" tables | awk -F'\t' '$2 != "stays" { print $1 }'); do
    n=$(sql "SELECT COUNT(*) FROM $t WHERE account_id = $A")
    [ "$n" = 0 ] || echo "$t $n"
  done
}
is "no row is left" "" "$(left)"
is "no cold backup was made" no "$([ -e "$VAR/cold/$A" ] && echo yes || echo no)"
cli cold certificate "$A" >"$TMP/cert"
has "with a certificate" '"what":"account"' "$TMP/cert"
has "asked for in the panel" '"door":"panel"' "$TMP/cert"
cli certificate verify "$TMP/cert" >/dev/null
is "that is good" 0 $?
HOST=$DEMO
