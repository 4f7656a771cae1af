# shellcheck shell=bash
# A guest's whole way: asks, gets a mail, opens its link, reads, answers, closes,
# reopens, changes language, leaves. And nobody else gets in.
W=$RANDOM$RANDOM
printf 'a file %s\n' "$W" >"$TMP/note.txt"
guest_ticket g1 "one-$W@example.org" -F "files=@$TMP/note.txt"
is "opened by the mailed link" "303 /ticket/$TICKET" "$STATUS $(location)"
is "one cookie" 1 "$(grep -ciE '^set-cookie: __Host-olvido=[A-Za-z0-9_-]{43}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=43200' "$TMP/head")"
is "no other" 1 "$(grep -ci '^set-cookie' "$TMP/head")"
C1=$CODE L1=$LINK T1=$TICKET
req g1 GET "/ticket/$T1"
is "the ticket" 200 "$STATUS"
has "its subject" "Question of g1" "$TMP/body"
has "its text" "Text of g1" "$TMP/body"
has "its file" "note.txt" "$TMP/body"

# The mail: nothing the sender wrote, to nobody but him (never a relay).
F=$(mail_of_code "$C1")
ok "a mail came" test -n "$F"
perl -MMIME::QuotedPrint -0777 -ne 'print decode_qp($_)' "$F" >"$TMP/mail"
for x in "Question of g1" "Text of g1" "Guest" "note.txt"; do hasnt "mail without '$x'" "$x" "$TMP/mail"; done
has "null envelope sender" "X-Mail-Args: <>" "$TMP/mail"
has "says it is automatic" "Auto-Submitted: auto-replied" "$TMP/mail"
has "the account's own host" "https://demo.localhost:$PORT/t/" "$TMP/mail"
is "one reader" "To: one-$W@example.org" "$(grep -i '^to:' "$TMP/mail" | tr -d '\r')"
hasnt "no copies" "Cc:" "$TMP/mail"

# GET of a link uses nothing up and opens nothing: scanners follow links.
req scan GET /ask
req scan POST /ask -F "csrf=$(csrf)" -F name=S -F "email=scan-$W@example.org" -F subject=s -F body=b
follow scan
L0=$(link_of_code "$(code_shown)")
for _ in $(seq 20); do req scan GET "$L0"; done
is "a link shows a page" 200 "$STATUS"
hasnt "without a session" "__Host-olvido=" "$TMP/head"
req scan POST "$L0" --data-urlencode "csrf=$(csrf)"
is "and stays good" "303" "$STATUS"
rm -f "$TMP/scan"
req scan POST "$L1" -d csrf=wrong
is "not without a token" 403 "$STATUS"
HOST=second.localhost req scan GET "$L1"
is "not on another account's host" 404 "$STATUS"
# It was used: once is all it does.
links() { sql "SELECT COUNT(*), IFNULL(SUM(used_at > 0), 0) FROM olvido.link WHERE ticket_id = $T1" | tr '\t' ' '; }
is "one link, used" "1 1" "$(links)"
req scan GET /ask
req scan POST "$L1" --data-urlencode "csrf=$(csrf)"
is "a second time" 410 "$STATUS"
hasnt "no session" "__Host-olvido=" "$TMP/head"
has "but a way on" "$L1/again" "$TMP/body"
N=$(sql "SELECT COUNT(*) FROM olvido.session WHERE ticket_id = $T1")
is "his own goes on" 1 "$N"
req scan POST "$L1/again" --data-urlencode "csrf=$(csrf)"
is "a new one is asked for" "303 /" "$STATUS $(location)"
new_link() { sql "SELECT COUNT(*) FROM olvido.link WHERE ticket_id = $T1 AND used_at = 0" | grep -qx "$1"; }
ok "it is made" wait_for 20 new_link 1
sent_again() { [ "$(grep -lF -- "[$C1]" "$SMTP_SINK"/* | wc -l)" = "$1" ]; }
ok "and mailed" wait_for 20 sent_again 2
F2=$(mail_of_code "$C1")
is "to the same address" "To: one-$W@example.org" "$(grep -i '^to:' "$F2" | tr -d '\r')"
has "never a relay" "X-Mail-Args: <>" "$F2"
perl -MMIME::QuotedPrint -0777 -ne 'print decode_qp($_)' "$F2" >"$TMP/mail2"
for x in "Question of g1" "Text of g1" "Guest"; do hasnt "without '$x'" "$x" "$TMP/mail2"; done
TILL=$(sql "SELECT CONCAT(DAY(d), ' ', MONTHNAME(d), ' ', YEAR(d)) FROM (SELECT DATE(FROM_UNIXTIME(expires_at)) d FROM olvido.link WHERE ticket_id = $T1 AND used_at = 0) x")
for f in mail mail2; do has "$f: once, until when" "works once, until $TILL" "$TMP/$f"; done
L2=$(link_of_code "$C1")
ok "it is another" test "$L2" != "$L1"
req scan GET "$L2"
has "the page says it too" "$TILL" "$TMP/body"
# Two at once: one of them gets in.
T=$(csrf)
for i in 1 2 3 4; do
  (cp "$TMP/scan" "$TMP/race$i"; req "race$i" POST "$L2" --data-urlencode "csrf=$T"; echo "$STATUS") >"$TMP/raced$i" &
done
wait $(jobs -p)
is "of four at once one" "1 3" "$(cat "$TMP"/raced? | grep -c 303) $(cat "$TMP"/raced? | grep -c 410)"
is "one more session" 2 "$(sql "SELECT COUNT(*) FROM olvido.session WHERE ticket_id = $T1")"
# Who asks for many gets three a day.
req scan GET "$L2"
for _ in 1 2 3 4; do req scan POST "$L2/again" --data-urlencode "csrf=$(csrf)"; req scan GET "$L2"; done
ok "two more were mailed" wait_for 20 sent_again 4
sleep 1
ok "and no other" sent_again 4
HOST=second.localhost req scan GET /ask
HOST=second.localhost req scan POST "$L2/again" --data-urlencode "csrf=$(csrf)"
is "not at another account's host" 404 "$STATUS"
req scan POST "$L2/again" -d csrf=wrong
is "not without a token" 403 "$STATUS"
sql "UPDATE olvido.link SET used_at = 0, expires_at = 1 WHERE ticket_id = $T1"
req scan GET "$L1"
is "expired" 410 "$STATUS"
req scan GET /ask
req scan POST "$L1" --data-urlencode "csrf=$(csrf)"
is "expired for a form as well" 410 "$STATUS"
is "nor a used-up one" 410 "$(req scan POST "$L1/not-mine" --data-urlencode "csrf=$(csrf)"; echo "$STATUS")"
sql "UPDATE olvido.link SET expires_at = UNIX_TIMESTAMP() + 86400, purpose = 9 WHERE ticket_id = $T1"
req scan GET "$L1"
is "of another purpose" 404 "$STATUS"
sql "UPDATE olvido.link SET purpose = 1 WHERE ticket_id = $T1"

# Answering.
req g1 GET "/ticket/$T1"; T=$(csrf)
req g1 POST "/ticket/$T1/reply" -F "csrf=$T" -F "body=Second text $W" -F "files=@$TMP/note.txt;filename=second.txt"
is "answered" "303 /ticket/$T1" "$STATUS $(location)"
req g1 GET "/ticket/$T1"
has "the answer is there" "Second text $W" "$TMP/body"
has "and its file" "second.txt" "$TMP/body"
has "a notice says so" 'role="status"' "$TMP/body"
req g1 GET "/ticket/$T1"
hasnt "once" 'role="status"' "$TMP/body"
req g1 POST "/ticket/$T1/reply" -F "csrf=$T" -F "body="
is "an empty answer" 422 "$STATUS"
has "is marked" 'aria-invalid="true"' "$TMP/body"
req g1 POST "/ticket/$T1/reply" -H 'Accept-Language: es' -F "csrf=$T" -F "body=  "
has "in Spanish" "Este campo es obligatorio." "$TMP/body"
# The language form of that page leads back to the ticket, not to the form.
has "the language form stays here" "name=\"next\" value=\"/ticket/$T1\"" "$TMP/body"

req g1 POST "/ticket/$T1/close" --data-urlencode "csrf=$T"
is "closed" 303 "$STATUS"
is "it is" 6 "$(sql "SELECT status FROM olvido.ticket WHERE ticket_id = $T1")"
is "what is out in mails is used up" 0 "$(sql "SELECT COUNT(*) FROM olvido.link WHERE ticket_id = $T1 AND used_at = 0")"
is "his other sessions of it are over" 1 "$(sql "SELECT COUNT(*) FROM olvido.session WHERE ticket_id = $T1")"
req g1 GET "/ticket/$T1"
has "it can be reopened" "/ticket/$T1/reopen" "$TMP/body"
req g1 POST "/ticket/$T1/reopen" --data-urlencode "csrf=$T"
is "reopened" "303 2" "$STATUS $(sql "SELECT status FROM olvido.ticket WHERE ticket_id = $T1")"
req g1 POST "/ticket/$T1/close" --data-urlencode "csrf=$T"
req g1 POST "/ticket/$T1/reply" -F "csrf=$T" -F "body=Once more $W"
is "an answer reopens" "303 2" "$STATUS $(sql "SELECT status FROM olvido.ticket WHERE ticket_id = $T1")"
# What agents called spam he cannot call open.
sql "UPDATE olvido.ticket SET status = 7 WHERE ticket_id = $T1"
req g1 POST "/ticket/$T1/reopen" --data-urlencode "csrf=$T"
is "spam stays spam" "303 7" "$STATUS $(sql "SELECT status FROM olvido.ticket WHERE ticket_id = $T1")"
sql "UPDATE olvido.ticket SET status = 2 WHERE ticket_id = $T1"

# Language: stays on the page, and the choice beats the browser's wish.
req g1 POST /language --data-urlencode "csrf=$T" -d language=es --data-urlencode "next=/ticket/$T1"
is "language" "303 /ticket/$T1" "$STATUS $(location)"
is "its cookie" 1 "$(grep -ciE '^set-cookie: __Host-olvido-lang=es; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=[0-9]+' "$TMP/head")"
req g1 GET "/ticket/$T1" -H 'Accept-Language: en'
has "Spanish now" '<html lang="es">' "$TMP/body"
for n in https://evil.example/ //evil.example /%0d%0aX:1 '/\evil.example' "/a b" ""; do
  req g1 POST /language --data-urlencode "csrf=$T" -d language=en --data-urlencode "next=$n"
  case $n in /%*) want=$n ;; *) want=/ ;; esac
  is "language, next=$n" "303 $want" "$STATUS $(location)"
done
req g1 POST /language --data-urlencode "csrf=$T" -d language=xx
is "a language we lack" 400 "$STATUS"

# Somebody else's guest session.
guest_ticket g2 "two-$W@example.org"
T2=$TICKET
is "second guest" 303 "$STATUS"
req g2 GET "/ticket/$T2"; T=$(csrf)
BEFORE=$(sql "SELECT CONCAT(status, ' ', activity_at, ' ', (SELECT COUNT(*) FROM olvido.message m WHERE m.ticket_id = t.ticket_id)) FROM olvido.ticket t WHERE ticket_id = $T1" 2>/dev/null)
A1=$(sql "SELECT attachment_id FROM olvido.attachment WHERE ticket_id = $T1 LIMIT 1")
req g2 GET "/ticket/$T1"; is "another's ticket" 404 "$STATUS"
cp "$TMP/body" "$TMP/foreign"
req g2 GET "/ticket/999999999999"; is "no ticket" 404 "$STATUS"
sed -i 's/<code>[0-9a-f]*<\/code>//' "$TMP/foreign" "$TMP/body"
sed -i 's/name="csrf" value="[^"]*"//; s/\/ticket\/[0-9]*//' "$TMP/foreign" "$TMP/body"
ok "the very same answer" cmp "$TMP/foreign" "$TMP/body"
req g2 GET "/ticket/$T1/attachments/$A1"; is "another's file" 404 "$STATUS"
req g2 GET "/ticket/$T2/attachments/$A1"; is "another's file by one's own ticket" 404 "$STATUS"
for p in reply close reopen; do
  req g2 POST "/ticket/$T1/$p" --data-urlencode "csrf=$T" $([ $p != reply ] || echo -d body=x)
  is "$p in another's" 404 "$STATUS"
done
is "nothing changed" "$BEFORE" "$(sql "SELECT CONCAT(status, ' ', activity_at, ' ', (SELECT COUNT(*) FROM olvido.message m WHERE m.ticket_id = t.ticket_id)) FROM olvido.ticket t WHERE ticket_id = $T1")"
HOST=second.localhost req g2 GET "/ticket/$T2"
is "own ticket on another account's host" 303 "$STATUS"
# The token of one session does nothing in another.
req g1 GET "/ticket/$T1"; FOREIGN=$(csrf)
req g2 POST "/ticket/$T2/close" --data-urlencode "csrf=$FOREIGN"
is "another session's token" 403 "$STATUS"
req nobody GET /ask; GUEST=$(csrf)
req g2 POST "/ticket/$T2/close" --data-urlencode "csrf=$GUEST"
is "a guest's token" 403 "$STATUS"
HOST=second.localhost req other GET /ask; OTHER=$(csrf)
T=$OTHER ask_as nobody; is "another account's guest token" 403 "$STATUS"

# One ticket, not all of his: another ticket of the same address.
req g2 GET /ask
req g2 POST /ask -F "csrf=$(csrf)" -F name=Two -F "email=two-$W@example.org" -F "subject=Another of two" -F "body=More"
follow g2
C3=$(code_shown) T3=$(ticket_id_of "$(code_shown)")
is "of the same contact" 1 "$(sql "SELECT COUNT(DISTINCT contact_id) FROM olvido.ticket WHERE ticket_id IN ($T2, $T3)")"
req g2 GET "/ticket/$T3"; is "a session opens its ticket alone" 404 "$STATUS"
L3=$(link_of_code "$C3")

# "Not mine": the links go, with the sessions they opened; the agents read it.
req g3 GET "$L3"; req g3 POST "$L3" --data-urlencode "csrf=$(csrf)"
is "the third is open" "303 /ticket/$T3" "$STATUS $(location)"
req lost GET "$L3"
req lost POST "$L3/again" --data-urlencode "csrf=$(csrf)"
wait_for 20 eval '[ "$(grep -lF -- "[$C3]" "$SMTP_SINK"/* | wc -l)" = 2 ]'
L4=$(link_of_code "$C3")
req lost GET "$L4"
T=$(csrf)
req lost POST "$L4/not-mine" -d csrf=wrong
is "not without a token" 403 "$STATUS"
req lost POST "$L4/not-mine" --data-urlencode "csrf=$T"
is "not mine" "303 /" "$STATUS $(location)"
req lost GET /
has "he is thanked" "The link is withdrawn" "$TMP/body"
for l in "$L3" "$L4"; do
  req lost GET "$l"; is "no link any more" 404 "$STATUS"
  req lost POST "$l/again" --data-urlencode "csrf=$T"; is "nor a new one" 404 "$STATUS"
done
req g3 GET "/ticket/$T3"; is "who came in by it is out" 303 "$STATUS"
req g2 GET "/ticket/$T2"; is "the other ticket's session stays" 200 "$STATUS"
is "a note for the agents" 1 "$(sql "SELECT COUNT(*) FROM olvido.message WHERE ticket_id = $T3 AND kind = 3 AND author_kind = 3")"
sign_in ag3 "$AGENT_EMAIL" "$AGENT_PASSWORD"
req ag3 GET "/panel/tickets/$T3"
has "they read it" "said that it is not theirs" "$TMP/body"
req g2 GET "/ticket/$T2"; T=$(csrf)

# A session ends: idle for a day, half a day old, its contact's generation changed.
NOW=$(date +%s)
session_of() { sql "UPDATE olvido.session SET $1 WHERE kind = 3 AND ticket_id = $T2"; req g2 GET "/ticket/$T2"; }
session_of "seen_at = $NOW - 86300"; is "idle for not quite a day" 200 "$STATUS"
session_of "seen_at = $NOW - 86401"; is "idle for a day" 303 "$STATUS"
session_of "seen_at = $NOW, expires_at = $NOW - 1"; is "past its end" 303 "$STATUS"
session_of "expires_at = $NOW + 1000, generation = generation + 1"; is "of another generation" 303 "$STATUS"
session_of "generation = generation - 1, kind = 1"; is "of another kind" 303 "$STATUS"
sql "UPDATE olvido.session SET kind = 3 WHERE ticket_id = $T2"
req g2 GET "/ticket/$T2"; is "and good again" 200 "$STATUS"
is "lasts half a day" 1 "$(sql "SELECT COUNT(*) FROM olvido.session WHERE ticket_id = $T1 AND expires_at - created_at = 43200")"
is "only a digest is kept" 0 "$(sql "SELECT COUNT(*) FROM olvido.session WHERE HEX(digest) LIKE CONCAT('%', HEX('$(awk '$6 == "__Host-olvido" {print $7}' "$TMP/g2")'), '%') OR sealed LIKE '%$(awk '$6 == "__Host-olvido" {print $7}' "$TMP/g2")%'")"
req g2 GET /panel/tickets
is "no door to the panel" "303 /panel/login?next=/panel/tickets" "$STATUS $(location)"
HANDED=$(awk '$6 == "__Host-olvido" {print $7}' "$TMP/g2")
req nobody GET /panel/tickets -H "Cookie: __Host-olvido-panel=$HANDED"
is "not under the panel's name either" 303 "$STATUS"

# Leaving.
J=$(grep -o '__Host-olvido[[:space:]].*' "$TMP/g2" | awk '{print $2}')
req g2 GET "/ticket/$T2"
req g2 POST /logout --data-urlencode "csrf=$(csrf)"
is "left" "303 /" "$STATUS $(location)"
is "cookie removed" 1 "$(grep -ciE '^set-cookie: __Host-olvido=; .*Max-Age=0' "$TMP/head")"
is "browser's store cleared" '"cache", "storage"' "$(header clear-site-data)"
req nobody GET "/ticket/$T2" -H "Cookie: __Host-olvido=$J"
is "the session is dead on the server too" 303 "$STATUS"

# No more than three acknowledgements a day to one address (5.13).
rm -f "$TMP/flood"
req flood GET /ask; T=$(csrf)
for _ in 1 2 3 4 5; do
  req flood POST /ask -F "csrf=$T" -F name=F -F "email=flood-$W@example.org" -F subject=s -F body=b
done
follow flood
LAST=$(code_shown)
outbox_done() { [ "$(sql "SELECT COUNT(*) FROM olvido.outbox o JOIN olvido.ticket t USING (account_id, ticket_id) WHERE t.code = '$LAST' AND o.state = 1")" = 0 ]; }
wait_for 20 outbox_done
sleep 1
is "at most three acknowledgements" 3 "$(grep -lF "flood-$W@example.org" "$SMTP_SINK"/* | wc -l)"
