# shellcheck shell=bash
# Legal holds: set and lifted by admins, until their day; what is held is deleted
# by no door. The reason is stored sealed.
. "$ROOT/tests/support/panel.sh"
sql "DELETE FROM olvido.throttle"
agent_in ag "agent@$HOST" "$AGENT_PASSWORD"
agent_in ow "owner@$HOST" "$OWNER_PASSWORD"
erase() { "$BUILD/olvido" --conf "$VAR/olvido.hdf" --sql "$ROOT/sql" erase "$HOST" "$@" --yes >"$TMP/erase" 2>&1; }
there() { sql "SELECT COUNT(*) FROM olvido.$1 WHERE $1_id = $2"; }
DAY=$(date -d '+10 days' +%F)
hold() { # KIND ID REASON [DAY]
  req ow POST "/panel/privacy/holds/$1/$2" --data-urlencode "csrf=${TOKEN[ow]}" --data-urlencode "reason=$3" -d "ends=${4:-$DAY}"
}
newest() { sql "SELECT hold_id FROM olvido.legal_hold WHERE kind = $1 AND id = $2 ORDER BY ends_at DESC LIMIT 1"; }
lift() { req ow POST "/panel/privacy/holds/$1/lift" --data-urlencode "csrf=${TOKEN[ow]}"; }

ask "hold$U@example.org" "Hanna Hold" "Hold $U" "text of $U"
T=$TICKET
C=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $T")
req ag GET "/panel/privacy/holds"
is "agents see no holds' list" 403 "$STATUS"
req ag POST "/panel/privacy/holds/ticket/$T" --data-urlencode "csrf=${TOKEN[ag]}" -d reason=x -d "ends=$DAY"
is "and set none" "403 0" "$STATUS $(sql "SELECT COUNT(*) FROM olvido.legal_hold WHERE id = $T")"
req ow GET "/panel/privacy/holds/ticket/$T"
is "the form" 200 "$STATUS"
hold ticket "$T" "court case $U"
is "set" 303 "$STATUS"
H=$(newest 4 "$T")
is "in the audit log" 1 "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE verb = 641 AND object_kind = 3 AND object_id = $T AND value = $H")"
is "the reason lies nowhere in the clear" 0 "$(sql "SELECT COUNT(*) FROM olvido.legal_hold WHERE sealed LIKE '%court%' OR sealed LIKE '%$U%'")"
req ow GET /panel/privacy/holds
has "it is in the list with its reason" "court case $U" "$TMP/body"
req ag GET "/panel/tickets/$T"
has "the ticket says so" "Under a legal hold" "$TMP/body"
hasnt "without the reason" "court case" "$TMP/body"
hasnt "nothing there deletes it" "/panel/tickets/$T/bin" "$TMP/body"

# Mistakes: the typed text is kept
hold ticket "$T" "kept text $U" "$(date -d '-1 day' +%F)"
is "a day that was" 422 "$STATUS"
has "is told" "A day to come" "$TMP/body"
has "the text is kept" "kept text $U" "$TMP/body"
hold ticket "$T" ""
is "without a reason" 422 "$STATUS"
hold ticket "$T" "$(printf 'x%.0s' $(seq 501))"
is "too long" 422 "$STATUS"
hold ticket 1 "nothing there"
is "on nothing" 404 "$STATUS"

# What it stops
act ag "$T" bin
is "the bin" "303 1" "$STATUS $(status_of "$T")"
follow ag
has "with a word" "under a legal hold and was not deleted" "$TMP/body"
act ag "$T" status -d status=deleted
is "the status" 1 "$(status_of "$T")"
erase ticket "$T"
is "erasing the ticket" "1 1" "$? $(there ticket "$T")"
erase contact "$C"
is "erasing its requester" "1 1" "$? $(there contact "$C")"
is "nothing of it was begun" 0 "$(sql "SELECT COUNT(*) FROM olvido.erasure WHERE subject_id IN ($T, $C)")"
req ow GET "/panel/tickets/$T"
has "and it opens" "Hold $U" "$TMP/body"

# Lifted by an admin
req ag POST "/panel/privacy/holds/$H/lift" --data-urlencode "csrf=${TOKEN[ag]}"
is "agents lift none" 403 "$STATUS"
lift "$H"
is "lifted" 303 "$STATUS"
is "that is in the log" 1 "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE verb = 642 AND value = $H")"
lift "$H"
is "twice is not" 404 "$STATUS"
req ow GET /panel/privacy/holds
has "it is among the ended" "Lifted by" "$TMP/body"

# On a contact: none of his tickets, and no ticket he wrote in
hold contact "$C" "dispute $U"
HC=$(newest 1 "$C")
req ag GET "/panel/contacts/$C"
has "the contact says so" "cannot be forgotten until" "$TMP/body"
erase contact "$C"
is "the contact stays" "1 1" "$? $(there contact "$C")"
erase ticket "$T"
is "his ticket stays" "1 1" "$? $(there ticket "$T")"
ask "other$U@example.org" "Otto Other" "Other $U" "text"
T2=$TICKET C2=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET")
"$BUILD/tests/participant" "$VAR/olvido.hdf" "$HOST" "$T2" "$C" >"$TMP/out" 2>&1 ||
  sql "INSERT INTO olvido.message (account_id, message_id, ticket_id, kind, author_kind, author_id, channel, created_at, sealed)
    SELECT account_id, ticket_id + 900000000000000000, ticket_id, 1, 1, $C, 2, 1, 'x' FROM olvido.ticket WHERE ticket_id = $T2"
erase ticket "$T2"
is "nor one that he wrote in" "1 1" "$? $(there ticket "$T2")"
erase contact "$C2"
is "nor its requester, whose ticket holds his words" "1 1" "$? $(there contact "$C2")"
is "that was not begun" 0 "$(sql "SELECT COUNT(*) FROM olvido.erasure WHERE subject_id = $C2")"

# Its day
sql "UPDATE olvido.legal_hold SET ends_at = UNIX_TIMESTAMP() - 1 WHERE hold_id = $HC"
req ag GET "/panel/contacts/$C"
hasnt "over: the page says nothing" "cannot be forgotten until" "$TMP/body"
erase contact "$C2"
is "then the requester can be forgotten" "0 0" "$? $(there contact "$C2")"
erase contact "$C"
is "and he is forgotten" "0 0" "$? $(there contact "$C")"
is "his hold's row went with him" 0 "$(sql "SELECT COUNT(*) FROM olvido.legal_hold WHERE kind = 1 AND id = $C OR kind = 4 AND id = $T")"
hold contact "$C" "too late"
is "a hold on a forgotten one" 404 "$STATUS"
