# shellcheck shell=bash
# The register of data subjects' requests: by himself, by an agent; who reads and
# who decides; what he is told; what stays when he is forgotten.
. "$ROOT/tests/privacy/_people.sh"
R=/panel/privacy/requests
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"

# ---- by himself, signed in ---------------------------------------------------------
E=rita$U@example.org
ask "$E" "Rita Rights" "Subject$U" "Body$U"
MINE=$TICKET
RITA=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $MINE")
req rita GET /privacy/requests
is "a guest signs in first" "303 /login" "$STATUS $(location | sed 's/?.*//')"
customer_in rita "$E" "Rita Rights"
has "the account leads there" 'href="/privacy/requests"' "$TMP/body"
req rita GET /privacy/requests
is "the page" 200 "$STATUS"
has "the doors to do it oneself" 'href="/erase"' "$TMP/body"
has "the six kinds" 'value="portability"' "$TMP/body"
send rita /privacy/requests --data-urlencode "text=kepttext$U"
is "without a kind" 422 "$STATUS"
has "what was typed is kept" "kepttext$U" "$TMP/body"
has "and which field" 'aria-describedby="kind-hint kind-mistake"' "$TMP/body"
send rita /privacy/requests -d kind=nonsense
is "no such kind" 422 "$STATUS"
send rita /privacy/requests -d kind=access --data-urlencode "text=<b>hers$U</b>"
is "asked" "303 /privacy/requests" "$STATUS $(location)"
follow rita
has "she sees it" "Access to the data" "$TMP/body"
has "her words, escaped" "&lt;b&gt;hers$U&lt;/b&gt;" "$TMP/body"
A=$(sql "SELECT request_id FROM olvido.request WHERE account_id = $DEMO AND contact_id = $RITA")
is "kind, state, door, proof, handler" "1 1 1 1 0" "$(of_request "$A" "CONCAT_WS(' ', kind, state, door, proof, agent_id)")"
is "due in a month by the account's clock" "$(date -u -d "$(date -u +%Y-%m-01) +1 month" +%m)" \
  "$(of_request "$A" "DATE_FORMAT(FROM_UNIXTIME(due_at), '%m')")"
is "logged" 1 "$(audits 660 "$A")"
is "sealed" 0 "$(sql "SELECT COUNT(*) FROM olvido.request WHERE sealed LIKE '%hers$U%'")"
ok "she is told" wait_for 20 says "$E" "We have received your request"
ok "with its number" says "$E" "Case: $A"
hasnt "her words are in no mail" "hers$U" <(for f in $(sink_files "$E"); do plain "$f"; done)

# ---- read by who sees her, decided by admins --------------------------------------
req agent GET "$R"
is "an agent reads the register" 200 "$STATUS"
has "hers is there" "$R/$A" "$TMP/body"
req agent GET "$R/$A"
is "and the request" 200 "$STATUS"
has "her words" "hers$U" "$TMP/body"
has "who" "Rita Rights" "$TMP/body"
hasnt "no form to decide" "/done" "$TMP/body"
for act in "extend -d reason=x" "done -d answer=x" "refuse -d answer=x -d ground=1"; do
  # shellcheck disable=SC2086
  post agent "$R/$A/"$act
  is "an agent may not: $act" 403 "$STATUS"
done
post agent "$R/$A/take" -d "agent=$OWNER_ID"
is "nor give it to another" 403 "$STATUS"
post agent "$R/$A/take" -d "agent=$AGENT_ID"
is "he takes it" "303 $AGENT_ID" "$STATUS $(of_request "$A" agent_id)"
post agent "$R/$A/note" --data-urlencode "note=note$U"
is "a note" 303 "$STATUS"
post agent "$R/$A/note" --data-urlencode "note="
is "an empty one" 422 "$STATUS"
req rita GET /privacy/requests
hasnt "she reads no note" "note$U" "$TMP/body"
is "nothing is decided" "1 1" "$(of_request "$A" "CONCAT_WS(' ', state, alive)")"
# An agent who sees none of her tickets.
D=$(sql "SELECT department_id FROM olvido.ticket WHERE ticket_id = $MINE")
echo "$PASS" | "$BUILD/olvido" --conf "$VAR/olvido.hdf" agent add "$HOST" agent "blind$U@example.org" "Bea Blind" >/dev/null
BLIND=$(sql "SELECT MAX(agent_id) FROM olvido.agent WHERE account_id = $DEMO")
BLIND=$(sql "SELECT agent_id FROM olvido.agent WHERE account_id = $DEMO AND agent_id >= $BLIND")
agent_in blind "blind$U@example.org" "$PASS"
post owner "/panel/settings/agents/$BLIND/departments"
is "she sees no department" 303 "$STATUS"
req blind GET "$R"
is "the register is empty for her" "200 0" "$STATUS $(grep -c "$R/$A" "$TMP/body")"
for p in "$R/$A" "$R/new?contact=$RITA"; do
  req blind GET "$p"
  is "not hers: $p" 404 "$STATUS"
done
for act in "note -d note=x" "take -d agent=$BLIND"; do
  # shellcheck disable=SC2086
  post blind "$R/$A/"$act
  is "nor $act" 404 "$STATUS"
done

# ---- it takes longer -----------------------------------------------------------------
post owner "$R/$A/extend"
is "no extension without a reason" 422 "$STATUS"
post owner "$R/$A/extend" --data-urlencode "reason=manyfiles$U"
is "extended" "303 2 1" "$STATUS $(of_request "$A" "CONCAT_WS(' ', state, alive)")"
is "three months after receipt" 1 "$(of_request "$A" "due_at BETWEEN received_at + 88 * 86400 AND received_at + 94 * 86400")"
post owner "$R/$A/extend" -d reason=again
is "not twice" 409 "$STATUS"
ok "she is told why" wait_for 20 says "$E" "manyfiles$U"
req owner GET "$R?state=extended"
has "in its list" "$R/$A" "$TMP/body"

# ---- done, and refused -----------------------------------------------------------------
post owner "$R/$A/done"
is "no answer, not done" 422 "$STATUS"
post owner "$R/$A/done" --data-urlencode "answer=hereitis$U"
is "done" "303 3 0" "$STATUS $(of_request "$A" "CONCAT_WS(' ', state, alive)")"
ok "she has the answer" wait_for 20 says "$E" "hereitis$U"
req rita GET /privacy/requests
has "and reads it there" "hereitis$U" "$TMP/body"
for act in "note -d note=x" "done -d answer=x" "refuse -d answer=x -d ground=1" "extend -d reason=x" "take -d agent=$OWNER_ID"; do
  # shellcheck disable=SC2086
  post owner "$R/$A/"$act
  is "decided is decided: $act" 409 "$STATUS"
done
req owner GET "$R"
hasnt "no longer among those that wait" "$R/$A" "$TMP/body"
req owner GET "$R?state=done"
has "among the done" "$R/$A" "$TMP/body"
req rita GET /privacy/requests
send rita /privacy/requests -d kind=objection
B=$(sql "SELECT request_id FROM olvido.request WHERE account_id = $DEMO AND contact_id = $RITA AND kind = 6")
post owner "$R/$B/refuse" --data-urlencode "answer=because$U"
is "a refusal has a ground" 422 "$STATUS"
has "and keeps the text" "because$U" "$TMP/body"
post owner "$R/$B/refuse" -d ground=2 --data-urlencode "answer=because$U"
is "refused" "303 4 2" "$STATUS $(of_request "$B" "CONCAT_WS(' ', state, ground)")"
ok "with the reason" wait_for 20 says "$E" "because$U"
ok "and where to complain" says "$E" "complain to your data protection authority"
# Taken back: by her, once, by nobody else.
req rita GET /privacy/requests
send rita /privacy/requests -d kind=erasure
C=$(sql "SELECT request_id FROM olvido.request WHERE account_id = $DEMO AND contact_id = $RITA AND kind = 3")
customer_in otto "otto$U@example.org" "Otto Other"
req otto GET /privacy/requests
send otto "/privacy/requests/$C/withdraw"
is "not by another" "404 1" "$STATUS $(of_request "$C" state)"
req otto GET /privacy/requests
hasnt "who does not see it" "Case $C" "$TMP/body"
req rita GET /privacy/requests
send rita "/privacy/requests/$C/withdraw"
is "taken back" "303 5 0" "$STATUS $(of_request "$C" "CONCAT_WS(' ', state, alive)")"
req rita GET /privacy/requests
send rita "/privacy/requests/$C/withdraw"
is "once" 409 "$STATUS"

# ---- by a mailed link: asked, no list ---------------------------------------------------
link_to "$E" /t/
OLD=$LINK
ask "$E" "Rita Rights" "Second$U" "Second"
link_of() { link_to "$E" /t/ && [ "$LINK" != "$OLD" ]; }
wait_for 20 link_of
req byink GET "$LINK"
send byink "$LINK"
is "in by the link" 303 "$STATUS"
req byink GET /privacy/requests
is "by the link" 200 "$STATUS"
hasnt "without the list" "hers$U" "$TMP/body"
send byink /privacy/requests -d kind=rectification
is "asked by the link" "303 2" "$STATUS $(sql "SELECT proof FROM olvido.request WHERE account_id = $DEMO AND contact_id = $RITA AND kind = 2")"

# ---- written down by an agent ------------------------------------------------------------
req agent GET "/panel/contacts/$RITA"
has "the contact's page has them" "$R/$A" "$TMP/body"
req agent GET "$R/new?contact=$RITA"
is "the form" 200 "$STATUS"
post agent "$R" -d "contact=$RITA" -d kind=portability -d "received=$(date -u -d '-40 days' +%F)" --data-urlencode "text=byphone$U" --data-urlencode "how=passport$U"
is "written down" 303 "$STATUS"
P=$(location | grep -o '[0-9]*$')
is "door, proof, by whom" "2 3 $AGENT_ID" "$(of_request "$P" "CONCAT_WS(' ', door, proof, made_by)")"
is "it is overdue by its day of receipt" 1 "$(of_request "$P" "due_at < UNIX_TIMESTAMP()")"
req owner GET "$R?state=overdue"
has "in the list of the overdue" "$R/$P" "$TMP/body"
hasnt "alone" "$R/$A\"" "$TMP/body"
has "and counted in the menu" "requests overdue" "$TMP/body"
req agent GET "$R"
hasnt "the agent's menu does not count" "requests overdue" "$TMP/body"
post owner "$R/$P/extend" -d reason=late
is "too late to extend" 409 "$STATUS"
post agent "$R" -d "contact=$RITA" -d kind=access -d "received=$(date -u -d '+2 days' +%F)"
is "not received tomorrow" 422 "$STATUS"
post agent "$R" -d kind=access -d "name=Nobody$U"
is "who is in no records is the admins'" 403 "$STATUS"
post owner "$R" -d kind=access
is "nobody is not anybody" 422 "$STATUS"
post owner "$R" -d kind=erasure --data-urlencode "name=Stranger$U" --data-urlencode "address=Far Street $U"
is "not in our records" 303 "$STATUS"
S=$(location | grep -o '[0-9]*$')
is "with a secret of its own" 1 "$(sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE account_id = $DEMO AND kind = 11 AND id = $S")"
req owner GET "$R/$S"
has "the name" "Stranger$U" "$TMP/body"
has "the address" "Far Street $U" "$TMP/body"
is "sealed too" 0 "$(sql "SELECT COUNT(*) FROM olvido.request WHERE sealed LIKE '%Stranger%'")"
req agent GET "$R/$S"
is "not for agents" 404 "$STATUS"
# A state that is none, a cursor that is none, a request of nobody.
for p in "$R?state=open" "$R?state=withdrawn" "$R?state=refused"; do
  req owner GET "$p"
  is "$p" 200 "$STATUS"
done
for p in "$R?state=nonsense=404" "$R?after=x=400" "$R?after=1.x=400" "$R/1=404"; do
  req owner GET "${p%=*}"
  is "$p" "${p##*=}" "$STATUS"
done

# ---- pages: each once, due soonest first ------------------------------------------------------
sql "INSERT INTO olvido.request (account_id, request_id, kind, state, alive, door, proof, contact_id, made_by, received_at, due_at)
  SELECT $DEMO, 900000000000 + seq, 1, 2, 1, 1, 1, 0, 0, 1000, 4000000000 + seq DIV 3 FROM olvido.seq_0_to_4095 WHERE seq BETWEEN 1 AND 120"
p="$R?state=extended" got=
while [ -n "$p" ]; do
  req owner GET "$p"
  got+=$(grep -o "$R/9000000[0-9]*" "$TMP/body" | grep -o '[0-9]*$')$'\n'
  p=$(older)
done
is "each once, in order" "$(seq 900000000001 900000000120)" "$(grep . <<<"$got")"
sql "DELETE FROM olvido.request WHERE request_id > 900000000000"
# Not as many as one likes.
for _ in $(seq 25); do req rita GET /privacy/requests; send rita /privacy/requests -d kind=access; done
is "twenty at most" "422 20" "$STATUS $(sql "SELECT COUNT(*) FROM olvido.request WHERE account_id = $DEMO AND contact_id = $RITA AND alive = 1")"

# ---- in Spanish --------------------------------------------------------------------------------
req rita GET /privacy/requests -H "Accept-Language: es"
has "the page" "<h1>Sus datos</h1>" "$TMP/body"
has "the kinds" "Rectificación" "$TMP/body"
post owner /panel/profile -d "name=Olivia Owner" -d language=es
req owner GET "$R/$S"
has "the panel" "Supresión" "$TMP/body"
post owner /panel/profile -d "name=Olivia Owner" -d language=en

# ---- forgotten: kind, dates and decision stay, not a word of hers ---------------------------------
ok "she is forgotten" "$BUILD/tests/forget" "$VAR/olvido.hdf" "$HOST" "$E"
req owner GET "$R/$A"
is "the register still says that it was" 200 "$STATUS"
has "what she asked" "Access to the data" "$TMP/body"
has "and how it ended" "Done" "$TMP/body"
for w in "Rita" "hers$U" "note$U" "hereitis$U" "manyfiles$U"; do hasnt "not $w" "$w" "$TMP/body"; done
post owner "$R/$P/done" -d answer=nobodyreads
is "what was open can be closed" "303 3" "$STATUS $(of_request "$P" state)"
# The next run's register begins with its own.
sql "UPDATE olvido.request SET alive = 0, state = 5 WHERE contact_id = $RITA AND alive = 1"
