# shellcheck shell=bash
# Whatever comes from outside passes the filter: answers by mail and on the
# customer's page, reports of the security page, programs; traps and limits.
. "$ROOT/tests/spam/_learnt.sh"
. "$ROOT/tests/page/_web.sh"
teach

# ---- answers stay where they are ----------------------------------------------------
mail "ana$U@people.example" "My parcel $U" "$PARCEL"
T=$(last)
req agent GET "/panel/tickets/$T"
req agent POST "/panel/tickets/$T/reply" -F "csrf=$(csrf)" -F "seen=$(sed -n 's/.*name="seen" value="\([0-9]*\)".*/\1/p' "$TMP/body" | head -1)" -F "body=On its way."
reply_address() { grep -lF "To: ana$U@people.example" "$SMTP_SINK"/* | xargs grep -ohiE 'ticket\+[a-z0-9]{26}@[a-z.]*' | head -1; }
ok "he has an address to answer to" wait_for 20 sh -c "grep -lqF 'To: ana$U@people.example' '$SMTP_SINK'/*"
KEYED=$(reply_address)
letter "$KEYED" "ana$U@people.example" "Re: My parcel" "Thank you, it has arrived. $PARCEL"
is "a genuine answer is not marked" "2 " "$(status_of "$T") $(answer "$T")"
letter "$KEYED" "ana$U@people.example" "Cheap replica watches number 3" "$CHEAP $CHEAP"
is "one like spam is marked; the ticket stays open" "2 1 0 0" "$(answer "$T")"
M=$(sql "SELECT MAX(message_id) FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND ticket_id = $T")
N=$(sql "SELECT COUNT(*) FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND ticket_id = $T")
letter "$KEYED" "ana$U@people.example" "Out of office" "$CHEAP" "Auto-Submitted: auto-replied"
is "a machine's note is not judged" "$N" "$(sql "SELECT COUNT(*) FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND ticket_id = $T")"
req agent GET "/panel/tickets/$T"
has "the page says so where it stands" "Perhaps spam: the filter says so of this answer" "$TMP/body"
has "and why, in words" "replica" "$TMP/body"
req agent GET "/panel/tickets?view=unsure"
has "it is on the list of what is unsure" "My parcel $U" "$TMP/body"
req agent POST "/panel/tickets/$T/spam" -d "csrf=${TOKEN[agent]}" -d "message=$M" -d spam=1
is "an agent says spam of the answer alone" "303 2 1 2" "$STATUS $(answer "$T" | cut -d' ' -f1-3)"
is "not of the ticket" "1" "$(row "$T" | cut -d' ' -f3)"
ok "it is learnt" wait_for 20 learnt
is "once" "2 1 2 2" "$(answer "$T")"
req agent POST "/panel/tickets/$T/spam" -d "csrf=${TOKEN[agent]}" -d "message=$((M + 1))"
is "of one that is not there" 404 "$STATUS"
req agent POST "/panel/tickets/$T/spam" -d "csrf=${TOKEN[agent]}" -d "message=$M"
is "and takes it back" "303 2 1 1" "$STATUS $(answer "$T" | cut -d' ' -f1-3)"
ok "that is learnt as well" wait_for 20 learnt
is "as one example" "$(sql "SELECT COUNT(*) FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND learnt > 0")" \
  "$(sql "SELECT learnt FROM olvido.spam_model WHERE account_id = $ACCOUNT")"
req agent GET "/panel/tickets?view=unsure"
hasnt "what somebody spoke of is off the list" "My parcel $U" "$TMP/body"

# What follows is judged by a filter that was told right.
req agent POST "/panel/tickets/$T/spam" -d "csrf=${TOKEN[agent]}" -d "message=$M" -d spam=1
ok "the right word is learnt" wait_for 20 learnt

# On the customer's own page.
guest_ticket g1 "web$U@people.example"
T=$TICKET
WEB=$T
req g1 GET "/ticket/$T"
req g1 POST "/ticket/$T/reply" -F "csrf=$(csrf)" --form-string "body=$CHEAP $CHEAP"
is "an answer on his page is taken as ever" 303 "$STATUS"
is "and marked, no more" "1 1 0" "$(answer "$T" | cut -d' ' -f1-3)"
req g1 GET "/ticket/$T"
has "he sees it" "replica watches" "$TMP/body"
hasnt "and nothing of the filter" "erhaps spam" "$TMP/body"
# ---- reports of the security page ----------------------------------------------------
sql "UPDATE olvido.department SET restricted = 1 WHERE account_id = $ACCOUNT AND department_id = (SELECT * FROM (SELECT MAX(department_id) FROM olvido.department WHERE account_id = $ACCOUNT) x)"
D=$(sql "SELECT MAX(department_id) FROM olvido.department WHERE account_id = $ACCOUNT AND restricted = 1")
req admin POST /panel/settings/security -d "csrf=${TOKEN[admin]}" -d shown=1 -d "department=$D" --data-urlencode "contact=mailto:security@demo.example" -d policy=x
is "there is a security page" 303 "$STATUS"
rm -f "$TMP/guest"
req guest GET /security
req guest POST /security -F "csrf=$(csrf)" -F "email=hole$U@cheap.example" -F "subject=Cheap replica watches" -F "body=$CHEAP $CHEAP"
is "a report like spam is marked and stays" "1 1 0" "$(row "$(last)" | cut -d' ' -f1-3)"
req admin POST /panel/settings/security -d "csrf=${TOKEN[admin]}" -d "department=$D"
sql "UPDATE olvido.department SET restricted = 0 WHERE account_id = $ACCOUNT AND department_id = $D"

# ---- programs ------------------------------------------------------------------------
YEAR=$(date -d '+1 year' +%F)
req admin GET /panel/settings/tokens
req admin POST /panel/settings/tokens -d "csrf=$(csrf)" -d "name=writer$U" -d "expires=$YEAR" -d tickets.read=1
KEY=$(grep -oE 'olv1_[0-9A-Za-z]{38}' "$TMP/body" | head -1)
ID=$(sql "SELECT token_id FROM olvido.api_token WHERE account_id = $ACCOUNT AND tail = '${KEY: -4}' ORDER BY created_at DESC, token_id DESC LIMIT 1")
api() { rm -f "$TMP/none"; req none POST "/api/v1$1" -H "apikey: $KEY" "${@:2}"; }
write() { # EMAIL SUBJECT TEXT...
  api /tickets --data-urlencode "email=$1" --data-urlencode "subject=$2" --data-urlencode "body=$3" "${@:4}"
}
said() { jq -r '"\(.status) \(.spam.verdict // "none")"' "$TMP/body"; }
write "api$U@people.example" "My parcel" "$PARCEL"
is "a token that only reads does not write" 403 "$STATUS"
req agent POST "/panel/settings/tokens/$ID/let" -d "csrf=${TOKEN[agent]}" -d what=tickets.write
is "agents do not let it" 403 "$STATUS"
req admin POST "/panel/settings/tokens/$ID/let" -d "csrf=${TOKEN[admin]}" -d what=erase
is "erasing has a door of its own" 400 "$STATUS"
req admin POST "/panel/settings/tokens/$ID/let" -d "csrf=${TOKEN[admin]}" -d what=tickets.write
is "an admin does" 303 "$STATUS"
req admin POST "/panel/settings/tokens/$ID/let" -d "csrf=${TOKEN[admin]}" -d what=tickets.write
is "once" 404 "$STATUS"
write "api$U@people.example" "My parcel by program $U" "$PARCEL" -d name=Ana
is "now it writes" "201 new ham" "$STATUS $(said)"
T=$(jq -r .id "$TMP/body")
is "by its channel, with his name" "api Ana api$U@people.example" "$(jq -r '"\(.channel) \(.requester.name) \(.requester.email)"' "$TMP/body")"
is "not acknowledged unless it says so" 0 "$(acks "$T")"
req agent GET "/panel/tickets/$T"
has "the panel shows whence it came" "API" "$TMP/body"
has "and that nobody proved who it was" "could not be verified" "$TMP/body"
write "api2$U@people.example" "My parcel" "$PARCEL" -d acknowledge=1
is "acknowledged" 1 "$(acks "$(jq -r .id "$TMP/body")")"
write "seller3$U@cheap.example" "Cheap replica watches number 3" "$CHEAP $CHEAP" -d acknowledge=1
is "spam is put away" "201 spam spam" "$STATUS $(said)"
S=$(jq -r .id "$TMP/body")
is "and never answered" 0 "$(acks "$S")"
req agent GET "/panel/tickets/$S"
has "its page says why, in words" "replica" "$TMP/body"
write "api4$U@people.example" "Question" "Question." --data-urlencode "trap=http://x.example"
is "a field nobody sees" "201 spam spam" "$STATUS $(said)"
req agent GET "/panel/tickets/$(jq -r .id "$TMP/body")"
has "is the reason" "A field that no person sees was filled in" "$TMP/body"
has "and that he is new" "The sender never wrote before" "$TMP/body"
write "api8$U@neutral.example" "Question" "Question."
T=$(jq -r .id "$TMP/body")
api "/tickets/$T/messages" --data-urlencode "body=It is here, thank you. $PARCEL"
is "a message in a ticket" "201 none" "$STATUS $(jq -r '.spam.verdict // "none"' "$TMP/body")"
api "/tickets/$T/messages" --data-urlencode "body=$CHEAP $CHEAP"
is "one like spam is marked, the ticket stays" "201 unsure 1 1" "$STATUS $(jq -r .spam.verdict "$TMP/body") $(answer "$T" | cut -d' ' -f1,2)"
api /tickets/1/messages -d body=x
is "in none that is not there" 404 "$STATUS"
write "nobody" "x" "y"
is "no address" 400 "$STATUS"
write "api5$U@people.example" "x" "y" -d department=1
is "no such department" 404 "$STATUS"
write "api5$U@people.example" "x" "y" -d language=xx
is "no such language" 400 "$STATUS"
req admin POST "/panel/settings/tokens/$ID/let" -d "csrf=${TOKEN[admin]}" -d what=trusted
is "it is trusted" 303 "$STATUS"
write "api6$U@cheap.example" "Cheap replica watches" "$CHEAP"
is "then nothing is judged" "201 new none" "$STATUS $(said)"
write "api7$U@people.example" "My parcel" "$PARCEL" --data-urlencode "trap=x"
is "but what only a machine fills in" "201 spam spam" "$STATUS $(said)"
for _ in $(seq 40); do
  write "many$U@people.example" "Many" "$PARCEL"
  [ "$STATUS" = 201 ] || break
done
is "so many an hour" 429 "$STATUS"
sql "DELETE FROM olvido.throttle"
is "what it may is in the audit log" 2 "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $ACCOUNT AND verb = 503 AND object_id = $ID AND value IN (16, 32)")"

# ---- forms: so many an hour from one network ------------------------------------------
second_start 500r/s Forms.Hour=3
sql "DELETE FROM olvido.throttle"
N=$(tickets)
for i in 1 2 3 4; do
  rm -f "$TMP/many"
  req2 many GET /ask
  req2 many POST /ask -F "csrf=$(csrf)" -F name=M -F "email=form$i$U@people.example" -F "subject=Form $i $U" --form-string "body=Kept words of $U"
done
is "the fourth is refused" 429 "$STATUS"
has "what was written is still there" "Kept words of $U" "$TMP/body"
has "and when to come back" "try again in an hour" "$TMP/body"
is "three came in" "$((N + 3))" "$(tickets)"
second_stop
sql "DELETE FROM olvido.throttle"

# An agent's answer settles it.
req agent GET "/panel/tickets/$WEB"
req agent POST "/panel/tickets/$WEB/reply" -F "csrf=$(csrf)" -F "seen=$(sed -n 's/.*name="seen" value="\([0-9]*\)".*/\1/p' "$TMP/body" | head -1)" -F "body=No, thank you."
is "whoever is answered sent no spam" 1 "$(answer "$WEB" | cut -d' ' -f3)"
forget_all
