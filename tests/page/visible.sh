# shellcheck shell=bash
# What a customer may see and fetch of his own ticket: his words and the agents'
# public ones; no note, nothing that another wrote into it, no file of either.
. "$ROOT/tests/support/panel.sh"
W=$RANDOM$RANDOM
agent_in ag "$AGENT_EMAIL" "$AGENT_PASSWORD"
guest_ticket other "other-$W@example.org"
OTHER=$TICKET
printf 'his own %s' "$W" >"$TMP/own.txt"
guest_ticket vi "vi-$W@example.org" -F "files=@$TMP/own.txt"
T=$TICKET
file_of() { sql "SELECT attachment_id FROM olvido.attachment a JOIN olvido.message m USING (account_id, message_id) WHERE a.ticket_id = $T AND m.kind = $1 AND m.author_kind = $2 ORDER BY attachment_id DESC LIMIT 1"; }
printf 'of the answer %s' "$W" >"$TMP/answer.txt"
printf 'of the note %s' "$W" >"$TMP/note.txt"
req ag POST "/panel/tickets/$T/reply" -F "csrf=${TOKEN[ag]}" -F "body=The answer $W" -F "files=@$TMP/answer.txt"
is "answered" 303 "$STATUS"
req ag POST "/panel/tickets/$T/note" -F "csrf=${TOKEN[ag]}" -F "body=The note $W" -F "files=@$TMP/note.txt"
is "noted" 303 "$STATUS"
PART=$("$BUILD/tests/participant" "$VAR/olvido.hdf" "$HOST" "other-$W@example.org" "$T" "of another $W")
is "another's message" 1 "$(sql "SELECT COUNT(*) FROM olvido.attachment WHERE attachment_id = $PART AND ticket_id = $T")"
ANSWER=$(file_of 2 2) NOTE=$(file_of 3 2)
OWN=$(sql "SELECT attachment_id FROM olvido.attachment WHERE ticket_id = $T AND attachment_id NOT IN ($ANSWER, $NOTE, $PART)")

# The agent fetches all four.
for f in "$OWN" "$ANSWER" "$NOTE" "$PART"; do
  req ag GET "/panel/tickets/$T/attachments/$f"
  is "an agent: file $f" 200 "$STATUS"
done
has "the participant's" "of another $W" "$TMP/body"
# The customer two of them.
req vi GET "/ticket/$T"
has "the customer reads the answer" "The answer $W" "$TMP/body"
for x in "The note" "of another $W" participant.txt note.txt; do hasnt "not '$x'" "$x" "$TMP/body"; done
for f in "$OWN" "$ANSWER"; do
  req vi GET "/ticket/$T/attachments/$f"
  is "the customer: file $f" 200 "$STATUS"
done
for f in "$NOTE" "$PART"; do
  for m in GET HEAD; do
    req vi $m "/ticket/$T/attachments/$f"
    is "not by $m: file $f" 404 "$STATUS"
    hasnt "no byte of it" "of a" "$TMP/body"
  done
done
# Who wrote it sees neither the ticket nor his file through his own.
for t in "$T" "$OTHER"; do
  req other GET "/ticket/$t/attachments/$PART"
  is "its writer by ticket $t" 404 "$STATUS"
done
