# shellcheck shell=bash
# A forgotten contact in the panel: pages say so instead of failing; what others
# wrote elsewhere stays.
. "$ROOT/tests/support/panel.sh"
agent_in ag "$AGENT_EMAIL" "$AGENT_PASSWORD"
WHO=vera$U@example.org
echo "a file of hers" >"$TMP/hers-$U.txt"
ask "$WHO" "Vera Vanish" "Subject$U of hers" "Text$U of hers" -F "files=@$TMP/hers-$U.txt"
T1=$TICKET CODE1=$CODE
ask "$WHO" "Vera Vanish" "Second$U of hers" "More$U of hers"
T2=$TICKET
ask "stays$U@example.org" "Steady" "Kept$U" "Kept text"
T3=$TICKET
act ag "$T1" reply --data-urlencode "body=Reply$U to her" -d "seen=$(seen ag "$T1")"
act ag "$T1" note --data-urlencode "body=Note$U on her"
act ag "$T1" tags -d tags=stays-visible
# A mail that only names her ticket.
printf 'From: stays%s@example.org\r\nTo: support@%s\r\nSubject: about [%s]\r\n\r\nHello\r\n' "$U" "$HOST" "$CODE1" |
  deliver "support@$HOST" "stays$U@example.org"
T4=$(sql "SELECT ticket_id FROM olvido.ticket WHERE linked_id = $T1")
req ag GET "/panel/tickets/$T1"
has "it can be read before" "Text$U" "$TMP/body"
FILE=$(grep -o "/panel/tickets/$T1/attachments/[0-9]*" "$TMP/body" | head -1)
CONTACT=$(grep -o '/panel/contacts/[0-9]*' "$TMP/body" | head -1)
N=$(count_of "message WHERE ticket_id = $T1")

ok "she is forgotten" "$BUILD/tests/forget" "$VAR/olvido.hdf" "$HOST" "$WHO"
# (What the whole of an erasure removes in the same act.)
sql "DELETE FROM olvido_index.lookup WHERE kind = 1 AND id = ${CONTACT##*/}"
gone() { for w in "Vera" "$WHO" "Subject$U" "Second$U" "Text$U" "More$U" "Reply$U" "Note$U" "hers-$U"; do hasnt "$1: no $w" "$w" "$TMP/body"; done; }
req ag GET "/panel/tickets/$T1"
is "her ticket" 200 "$STATUS"
gone "her ticket"
has "says forgotten" "The person who wrote this was forgotten" "$TMP/body"
has "the number stays" "$CODE1" "$TMP/body"
has "tags stay" "stays-visible" "$TMP/body"
hasnt "no reply to nobody" "/panel/tickets/$T1/reply" "$TMP/body"
req ag GET "/panel/tickets?view=all"
gone "the list"
has "a row of it" "Forgotten person" "$TMP/body"
has "by its code" "$CODE1" "$TMP/body"
req ag GET "$CONTACT"
is "the contact" 200 "$STATUS"
gone "the contact"
has "forgotten" "This person was forgotten" "$TMP/body"
req ag GET "$FILE"
is "the file" 410 "$STATUS"
gone "the file"
search ag "Text$U"
is "searching" 200 "$STATUS"
is "nothing is found" "" "$(rows)"
hasnt "nothing is shown" "Subject$U" "$TMP/body"
req ag GET "/panel/tickets/$T2"
is "her second" 200 "$STATUS"
gone "her second"

# A suggestion that points to it, and the others.
req ag GET "/panel/tickets/$T4"
is "a ticket that named it" 200 "$STATUS"
gone "the one that named it"
req ag GET "/panel/tickets/$T3"
has "another's is as before" "Kept text" "$TMP/body"

# Acts on it: the customer cannot be written to; it can be put away.
act ag "$T1" reply --data-urlencode "body=Are you there?"
is "a reply" 410 "$STATUS"
act ag "$T1" note -d body=x
is "a note" 410 "$STATUS"
is "nothing was added" "$N" "$(count_of "message WHERE ticket_id = $T1")"
act ag "$T1" status -d status=deleted
is "put away" "303 8" "$STATUS $(status_of "$T1")"
act ag "$T2" assign -d agent=0
is "assigned to nobody" 303 "$STATUS"

# Postponed and forgotten: it wakes all the same.
sql "UPDATE olvido.ticket SET status = 4, postponed_until = 1 WHERE ticket_id = $T2"
woke() { [ "$(status_of "$T2")" = 2 ]; }
ok "a forgotten one wakes up" wait_for 20 woke
# She writes again: a new person, a new ticket.
ask "$WHO" "Vera Vanish" "Back$U" "It is me again"
req ag GET "/panel/tickets/$TICKET"
has "she can write again" "It is me again" "$TMP/body"
hasnt "as somebody new" "$CONTACT\"" "$TMP/body"
