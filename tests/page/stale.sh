# shellcheck shell=bash
# A form that was open for too long keeps its text, and nothing is done until it
# is sent again; what may have come from outside is refused as ever.
. "$ROOT/tests/support/panel.sh"
W=$RANDOM$RANDOM
OURS=(-H 'Sec-Fetch-Site: same-origin')
printf 'a file' >"$TMP/file.txt"
question() { # TOKEN [curl options]
  local t=$1
  shift
  req st POST /ask -F "csrf=$t" -F "name=Sten" -F "email=sten-$W@example.org" -F "subject=Old <b>$W" \
    -F "body=Kept text $W" "$@"
}
req st GET /ask
GOOD=$(csrf)
N=$(tickets)
OLD=$("$BUILD/tests/csrf_at" --conf "$VAR/olvido.hdf" "$HOST" $(($(date +%s) - 12 * 3600 - 5)))
ok "a token of half a day ago" grep -qE '^[0-9]+\.[A-Za-z0-9_-]{43}$' <<<"$OLD"
for t in "$OLD" wrong ""; do
  question "$t" "${OURS[@]}" -F "files=@$TMP/file.txt"
  is "token '${t:0:5}'" 403 "$STATUS"
  has "says why" "open for too long" "$TMP/body"
  has "the text is kept" ">Kept text $W</textarea>" "$TMP/body"
  has "the subject, escaped" "value=\"Old &lt;b&gt;$W\"" "$TMP/body"
  has "the address" "value=\"sten-$W@example.org\"" "$TMP/body"
  has "the files are to be chosen again" "choose the files again" "$TMP/body"
  is "nothing is marked as wrong" 0 "$(grep -c 'aria-invalid' "$TMP/body")"
done
question "$OLD" "${OURS[@]}" -H 'Accept-Language: es'
has "in Spanish" "abierta demasiado tiempo" "$TMP/body"
hasnt "without files no word of them" "archivos otra vez" "$TMP/body"
question "$OLD" -H "Origin: https://$HOST:$PORT"
has "an older browser's word" "Kept text $W" "$TMP/body"
question "$OLD" "${OURS[@]}" -F other=1
is "a hard mistake" 400 "$STATUS"
is "nothing is stored" "$N" "$(tickets)"
hasnt "no code" "__Host-olvido-sent" "$TMP/head"

# Not for what others may have put there: no page, no text of theirs in it.
for h in 'Sec-Fetch-Site: cross-site' 'Sec-Fetch-Site: same-site' 'Sec-Fetch-Site: none' 'Origin: null' \
  'Origin: https://evil.example' 'X-None: 1'; do
  for t in "$OLD" "$GOOD"; do
    [ "$h $t" != "X-None: 1 $GOOD" ] || continue
    question "$t" -H "$h"
    is "$h, token ${t:0:5}" 403 "$STATUS"
    hasnt "nothing of it comes back" "Kept text" "$TMP/body"
  done
done
question "$GOOD" "${OURS[@]}" -H 'Origin: https://evil.example'
hasnt "two words against each other" "Kept text" "$TMP/body"
is "still nothing" "$N" "$(tickets)"

# The page that came back works at once.
question wrong "${OURS[@]}"
question "$(csrf)" "${OURS[@]}"
is "sent with the fresh token" "303 /sent" "$STATUS $(location)"
is "stored once" $((N + 1)) "$(tickets)"

# A guest's page, and he opened his ticket in the meantime; and the other way round.
guest_ticket st "sten2-$W@example.org"
question "$GOOD" "${OURS[@]}"
has "a guest's token in a session" "Kept text $W" "$TMP/body"
req st GET "/ticket/$TICKET"
MINE=$(csrf)
req st POST "/ticket/$TICKET/reply" "${OURS[@]}" -F "csrf=$GOOD" -F "body=An answer $W" -F "files=@$TMP/file.txt"
is "an answer" 403 "$STATUS"
has "is kept on the ticket's page" ">An answer $W</textarea>" "$TMP/body"
has "its files are not" "choose the files again" "$TMP/body"
is "not stored" 1 "$(sql "SELECT messages FROM olvido.ticket WHERE ticket_id = $TICKET")"
req st POST "/ticket/$TICKET/close" "${OURS[@]}" --data-urlencode "csrf=$GOOD"
is "a button alone" 403 "$STATUS"
rm -f "$TMP/st"
question "$MINE" "${OURS[@]}"
has "a session's token without it" "Kept text $W" "$TMP/body"

# Agents: signed in anew in another tab.
agent_in ag "$AGENT_EMAIL" "$AGENT_PASSWORD"
OLD=${TOKEN[ag]}
agent_in ag "$AGENT_EMAIL" "$AGENT_PASSWORD"
for f in reply note; do
  req ag POST "/panel/tickets/$TICKET/$f" "${OURS[@]}" -F "csrf=$OLD" -F "body=Long $f $W" -F "files=@$TMP/file.txt"
  is "a $f" 403 "$STATUS"
  has "is kept in its form" ">Long $f $W</textarea>" "$TMP/body"
  is "one field asks for the files" 1 "$(grep -c "$f-files-again\">" "$TMP/body")"
  has "says why" "open for too long" "$TMP/body"
done
req ag POST /panel/profile "${OURS[@]}" -d "csrf=$OLD" -d "name=Changed $W" -d "signature=Sig $W"
has "a profile" "Sig $W</textarea>" "$TMP/body"
req ag GET /panel/profile
hasnt "is not changed" "Changed $W" "$TMP/body"
req ag POST /panel/password "${OURS[@]}" -d "csrf=$OLD" --data-urlencode "current=$AGENT_PASSWORD" -d "new=another long password $W"
is "a password" 403 "$STATUS"
hasnt "never comes back" "another long password" "$TMP/body"
rm -f "$TMP/in"
req in POST /panel/login "${OURS[@]}" -d "csrf=$OLD" -d "email=$AGENT_EMAIL" --data-urlencode "password=$AGENT_PASSWORD"
is "signing in" 403 "$STATUS"
has "the address stays" "value=\"$AGENT_EMAIL\"" "$TMP/body"
hasnt "no session" "__Host-olvido-panel=" "$TMP/head"
is "all that was sent" "1" "$(sql "SELECT messages FROM olvido.ticket WHERE ticket_id = $TICKET")"

SENT=$(sql "SELECT messages FROM olvido.ticket WHERE ticket_id = $TICKET")
# His session ended while he wrote: the text waits until he signed in again.
late() { req "$1" POST "/panel/tickets/$TICKET/reply" "${@:2}" --data-urlencode "body=Late <b>$W" -d seen=9000000000000000000; }
rm -f "$TMP/late"
late late "${OURS[@]}" -d "csrf=$OLD"
is "signed out meanwhile" 403 "$STATUS"
has "says so" "You were signed out" "$TMP/body"
has "the text is in the page" "name=\"body\" value=\"Late &lt;b&gt;$W\"" "$TMP/body"
has "which sends it on to where it was going" "action=\"/panel/tickets/$TICKET/reply\"" "$TMP/body"
has "and leads to the sign-in" 'href="/panel/login" target="_blank"' "$TMP/body"
CARRIED=$(csrf)
late late "${OURS[@]}" -d "csrf=$OLD" -H 'Accept-Language: es'
has "in Spanish" "Su sesión terminó" "$TMP/body"
for h in 'Sec-Fetch-Site: cross-site' 'Origin: https://evil.example' 'X-None: 1'; do
  late late -H "$h" -d "csrf=$OLD"
  is "$h: the sign-in, and nothing of it" "303 /panel/login 0" "$STATUS $(location) $(grep -c "Late" "$TMP/body")"
done
req late POST /panel/password "${OURS[@]}" -d "csrf=$OLD" -d "current=x" -d "new=never shown $W"
hasnt "a password is not kept" "never shown" "$TMP/body"
late late "${OURS[@]}" -d "csrf=$OLD" -d other=1
is "nor what is no field of ours" 400 "$STATUS"
req late POST "/panel/tickets/$TICKET/reply" "${OURS[@]}" -F "csrf=$OLD" -F "body=With $W" -F "files=@$TMP/file.txt"
has "files are to be given again" "attached files have to be given again" "$TMP/body"
agent_in late "$AGENT_EMAIL" "$AGENT_PASSWORD"
late late "${OURS[@]}" -d "csrf=$CARRIED"
is "signed in again, it is shown once more" "403 1" "$STATUS $(grep -c ">Late &lt;b&gt;$W</textarea>" "$TMP/body")"
is "and not sent by itself" "$SENT" "$(sql "SELECT messages FROM olvido.ticket WHERE ticket_id = $TICKET")"
late late "${OURS[@]}" -d "csrf=$(csrf)"
is "sent" 303 "$STATUS"
is "once" $((SENT + 1)) "$(sql "SELECT messages FROM olvido.ticket WHERE ticket_id = $TICKET")"

# A crossed reply (409): its text stays, its files are to be chosen again.
req ag GET "/panel/tickets/$TICKET"
SEEN=$(sed -n 's/.*name="seen" value="\([0-9]*\)".*/\1/p' "$TMP/body" | head -1)
agent_in ow "$OWNER_EMAIL" "$OWNER_PASSWORD"
act ow "$TICKET" reply --data-urlencode "body=First $W"
req ag POST "/panel/tickets/$TICKET/reply" -F "csrf=${TOKEN[ag]}" -F "seen=$SEEN" -F "body=Second $W" -F "files=@$TMP/file.txt"
is "crossed" 409 "$STATUS"
has "its text" ">Second $W</textarea>" "$TMP/body"
has "its files" "choose the files again" "$TMP/body"
req ag POST "/panel/tickets/$TICKET/reply" -H 'Accept-Language: es' -H 'Cookie: __Host-olvido-lang=es' -F "csrf=${TOKEN[ag]}" -F "seen=$SEEN" -F "body=Second $W" -F "files=@$TMP/file.txt"
has "in Spanish" "elegir los archivos otra vez" "$TMP/body"
req ag POST "/panel/tickets/$TICKET/reply" -F "csrf=${TOKEN[ag]}" -F "seen=$SEEN" -F "body=Second $W"
hasnt "without files no word of them" "choose the files again" "$TMP/body"
