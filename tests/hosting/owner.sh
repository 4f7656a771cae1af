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
# He asks for everything himself, by the panel.
W=/panel/settings/account
all() { sql "SELECT $1 FROM olvido.contact_export WHERE account_id = $A AND contact_id IS NULL ORDER BY asked_at DESC LIMIT 1"; }
want_all() { req boss GET "$W"; T=$(csrf); req boss POST "$W/export" --data-urlencode "csrf=$T" "$@"; }
req adm GET "$W"
is "the whole account is not an admin's" 403 "$STATUS"
req adm GET /panel/profile
req adm POST "$W/export" --data-urlencode "csrf=$(csrf)" --data-urlencode "proof-password=$OWNER_PASSWORD"
is "an admin asks for nothing" "403 0" "$STATUS $(sql "SELECT COUNT(*) FROM olvido.contact_export WHERE account_id = $A")"
req boss GET /panel/companies
req boss POST /panel/companies --data-urlencode "csrf=$(csrf)" -d "name=Company of $U"
req boss GET "$E"
has "the page for its end offers it first" "href=\"$W\"" "$TMP/body"
sql "UPDATE olvido.session SET step_up_until = 0 WHERE account_id = $A"
want_all
is "asked for a proof first" "403 0" "$STATUS $(sql "SELECT COUNT(*) FROM olvido.contact_export WHERE account_id = $A")"
req boss GET "$W/export/file"
is "there is none" 1 "$((STATUS >= 400))"
want_all --data-urlencode "proof-password=$OWNER_PASSWORD"
is "asked for everything" "303 $W 1" "$STATUS $(location) $(all state)"
want_all --data-urlencode "proof-password=$OWNER_PASSWORD"
is "once" 1 "$(sql "SELECT COUNT(*) FROM olvido.contact_export WHERE account_id = $A")"
req boss GET "$W"
has "it says that it is made" "It is being made" "$TMP/body"
# Its builder dies: it is begun anew, and told once.
sql "UPDATE olvido.contact_export SET state = 2, attempts = 1, due_at = 0 WHERE account_id = $A"
cron export
is "made in the background" "3 2 2" "$(all "CONCAT_WS(' ', state, total, attempts)")"
cron export
is "told once" 1 "$(sql "SELECT COUNT(*) FROM olvido.outbox WHERE account_id = $A AND kind = 61")"
wait_for 30 grep -rlq "$HOST.*/panel/settings/account" "$SMTP_SINK"
M=$(sink_mail "owner@$HOST")
has "the mail leads to the page" "/panel/settings/account" "$M"
F=$(find "$VAR/files/$A/export" -type f)
is "sealed on the disk" 0 "$(grep -c "ending$U\|data.json" "$F")"
req adm GET "/panel/privacy/exports/$(all export_id)/download" --data-urlencode "proof-password=$OWNER_PASSWORD"
is "an admin has no other door to it" 1 "$((STATUS == 403 || STATUS == 404))"
sql "UPDATE olvido.session SET step_up_until = UNIX_TIMESTAMP() + 300 WHERE account_id = $A"
req adm GET "/panel/privacy/exports/$(all export_id)/download"
is "proved, neither" 404 "$STATUS"
req adm GET /panel/privacy/exports
hasnt "nor is it in the list of contacts' copies" "$(all export_id)" "$TMP/body"
req boss GET "$W"
has "ready" "$W/export/file" "$TMP/body"
req boss GET "$W/export/file"
is "fetched" 200 "$STATUS"
rm -rf "$TMP/all" && mkdir "$TMP/all"
cp "$TMP/body" "$TMP/own.zip"
ok "it is a ZIP, too" unzip -q "$TMP/own.zip" -d "$TMP/all"
is "the same is in it" "Guest $U,Second $U 2 2 1" "$(jq -r '([.contacts[].name] | sort | join(",")) + " \(.tickets | length) \(.agents | length) \(.departments | length)"' "$J")"
is "companies" "Company of $U" "$(jq -r '.companies[].name' "$J")"
is "messages, too" "More of ending$U" "$(jq -r '.tickets[] | select(.subject == "Another '"$U"'") | .messages[0].text' "$J")"
is "and the file, too" "a file of $U" "$(cat "$TMP/all/$(jq -r '[.tickets[].messages[].files[]][0].path' "$J")")"
is "all of it is logged" "1 1 1" "$(for v in 730 731 732; do sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $A AND verb = $v"; done | paste -sd' ')"
want_all
is "not twice a day" 1 "$(sql "SELECT COUNT(*) FROM olvido.contact_export WHERE account_id = $A")"
cli data check >"$TMP/out" 2>&1
is "its key opens" 1 "$(grep -c "^account $A: .* 0 broken, 0 files missing" "$TMP/out")"
# Somebody is erased: it is over, and neither made again nor told.
secret() { sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE account_id = $A AND kind = 49"; }
over() { all "CONCAT_WS(' ', state, fault, sealed IS NULL)"; }
kept() {
  ROW=$(all export_id) ROW_KEY=$(all "HEX(sealed)") F=$(find "$VAR/files/$A/export" -type f)
  SECRET=$(sql "SELECT CONCAT_WS(', ', account_id, kind, id, bucket, generation, CONCAT('0x', HEX(wrapped))) FROM olvido_keys.secret WHERE account_id = $A AND kind = 49")
  cp "$F" "$TMP/kept"
}
put_back() {
  sql "UPDATE olvido.contact_export SET state = 3, fault = 0, sealed = UNHEX('$ROW_KEY'), expires_at = UNIX_TIMESTAMP() + 86400, due_at = UNIX_TIMESTAMP() + 86400 WHERE account_id = $A AND export_id = $ROW"
  cp "$TMP/kept" "$F"
  sql "INSERT IGNORE INTO olvido_keys.secret (account_id, kind, id, bucket, generation, wrapped) VALUES ($SECRET)"
}
# what put_back() brought goes
away() {
  rm -f "$F"
  sql "DELETE FROM olvido_keys.secret WHERE account_id = $A AND kind = 49; UPDATE olvido.contact_export SET state = 5, fault = $1, sealed = NULL WHERE account_id = $A AND export_id = $ROW"
}
mails() { sql "SELECT (SELECT COUNT(*) FROM olvido.audit WHERE account_id = $A AND verb = 731), (SELECT COUNT(*) FROM olvido.outbox WHERE account_id = $A AND kind = 61)"; }
is "it has a secret of its own" 1 "$(secret)"
kept
rm -f "$F"
put_back
req boss GET "$W/export/file"
is "row and file put back before that open" 200 "$STATUS"
BEFORE=$(mails)
G=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET")
cli erase "$HOST" contact "$G" --yes >"$TMP/out" 2>&1
is "who is erased ends it" "5 4 1" "$(over)"
is "with its secret and file, before cron came" "0 0" "$(secret) $(find "$VAR/files/$A/export" -type f | wc -l)"
is "by a tombstone of that erasure" 1 "$(sql "SELECT COUNT(*) FROM olvido_keys.tombstone d JOIN olvido.erasure e USING (account_id, erasure_id) WHERE d.account_id = $A AND d.kind = 49 AND e.subject_id = $G")"
cron export
is "not made again" "5 4 1" "$(over)"
is "nor mailed again" "$BEFORE" "$(mails)"
req boss GET "$W"
has "the page says why" "was forgotten since" "$TMP/body"
put_back
is "an old secret is put back" 1 "$(secret)"
req boss GET "$W/export/file"
is "with row and file it does not open" 410 "$STATUS"
away 4
sql "UPDATE olvido.session SET step_up_until = UNIX_TIMESTAMP() + 300 WHERE account_id = $A"
want_all
is "he asks again at once" "303 1" "$STATUS $(all state)"
cron export
req boss GET "$W/export/file"
cp "$TMP/body" "$TMP/own.zip"
rm -rf "$TMP/all" && mkdir "$TMP/all"
ok "made anew" unzip -q "$TMP/own.zip" -d "$TMP/all"
is "without him" "Guest $U" "$(jq -r '[.contacts[].name] | join(",")' "$J")"
ok "and its key opens" cli data check
# Part of a text is erased: the same.
kept
D=$(sql "SELECT CONCAT('/panel/erase/ticket/', ticket_id, '/message/', message_id) FROM olvido.message WHERE account_id = $A AND kind = 1")
req boss GET "$D"
req boss POST "$D" --data-urlencode "csrf=$(csrf)" -d "seen=$(sed -n 's/.*name="seen" value="\([0-9a-f]*\)".*/\1/p' "$TMP/body" | head -1)" --data-urlencode "text=Text"
is "part of a text is erased" 303 "$STATUS"
is "who cuts a text ends it, too" "5 4 1 0 0" "$(over) $(secret) $(find "$VAR/files/$A/export" -type f | wc -l)"
put_back
req boss GET "$W/export/file"
is "nor does that one open" 410 "$STATUS"
away 4
want_all
cron export
kept
# Its days are over.
sql "UPDATE olvido.contact_export SET due_at = UNIX_TIMESTAMP() - 1, expires_at = UNIX_TIMESTAMP() - 1 WHERE account_id = $A"
req boss GET "$W/export/file"
is "over: not given" 1 "$((STATUS >= 400))"
cron export
is "its secret and file are gone" "5 0 1 0 0" "$(over) $(secret) $(find "$VAR/files/$A/export" -type f | wc -l)"
req boss GET "$W"
has "the page says so" "7 days are over" "$TMP/body"
put_back
req boss GET "$W/export/file"
is "put back, it does not open" 410 "$STATUS"
away 0
ask "second@$U.example" "Second $U" "Again $U" "Again of ending$U"
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
