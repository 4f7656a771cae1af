# shellcheck shell=bash
# Requests and consents by the API: its scope, what comes and goes, who sees what.
. "$ROOT/tests/privacy/_people.sh"
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
token() { # JAR [SCOPE]: a token of its own
  post "$1" /panel/settings/tokens -d "name=t$U" -d "expires=$(date -d '+30 days' +%F)" ${2:+-d "$2=1"}
  grep -oE 'olv1_[0-9A-Za-z]{38}' "$TMP/body" | head -1
}
OWNER=$(token owner privacy) AGENT=$(token agent privacy) OTHER=$(token owner tickets.read)
api() { local k=$1 m=$2 p=$3; shift 3; req api "$m" "$p" -H "apikey: $k" "$@"; }
E=apia$U@example.org
ask "$E" "Apia Person" "Subject$U" "Body$U"
WHO=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET")
for p in /api/v1/requests "/api/v1/contacts/$WHO/consents"; do
  api "$OTHER" GET "$p"
  is "another scope does not open $p" 403 "$STATUS"
  req api GET "$p"
  is "nor none: $p" 401 "$STATUS"
done
api "$OTHER" POST /api/v1/requests -d "contact=$WHO" -d kind=access
is "nor files one" "403 0" "$STATUS $(count_of "request WHERE contact_id = $WHO")"
api "$AGENT" POST /api/v1/requests -d "contact=$WHO" -d kind=access --data-urlencode "text=words$U" --data-urlencode "how=ourlogin$U"
is "filed" "201 access open" "$STATUS $(jq -r '.kind + " " + .state' "$TMP/body")"
Q=$(jq -r .id "$TMP/body")
is "door, proof, by whom" "3 4 $AGENT_ID" "$(of_request "$Q" "CONCAT_WS(' ', door, proof, made_by)")"
is "its due date is a month's" 1 "$(of_request "$Q" "due_at BETWEEN received_at + 28 * 86400 AND received_at + 32 * 86400")"
ok "the person is told" wait_for 20 says "$E" "We have received your request"
for bad in "contact=$WHO -d kind=nonsense" "contact=0 -d kind=access" "contact=$WHO" "contact=$WHO -d kind=access -d more=1"; do
  # shellcheck disable=SC2086
  api "$OWNER" POST /api/v1/requests -d $bad
  is "refused: $bad" 400 "$STATUS"
done
api "$OWNER" POST /api/v1/requests -d contact=1 -d kind=access
is "nobody's" 404 "$STATUS"
api "$AGENT" GET /api/v1/requests
is "listed" "200 words$U" "$STATUS $(jq -r ".requests[] | select(.id == \"$Q\") | .text" "$TMP/body")"
api "$OWNER" GET "/api/v1/requests?state=done"
is "by state" "200 0" "$STATUS $(jq "[.requests[] | select(.id == \"$Q\")] | length" "$TMP/body")"
api "$OWNER" GET "/api/v1/requests?state=nonsense"
is "no such state" 400 "$STATUS"
# One who is in no record is not an agent's to read.
post owner /panel/privacy/requests -d kind=access -d "name=Stranger$U"
S=$(location | grep -o '[0-9]*$')
api "$OWNER" GET /api/v1/requests
is "an admin's token sees it" 1 "$(jq "[.requests[] | select(.id == \"$S\")] | length" "$TMP/body")"
api "$AGENT" GET /api/v1/requests
is "an agent's does not" 0 "$(jq "[.requests[] | select(.id == \"$S\")] | length" "$TMP/body")"
# Consents, as they were given.
post owner /panel/privacy/consent -d "name_en=News$U" -d "body_en=Text$U" -d "name_es=N$U" -d body_es=x -d active=1
P=$(sql "SELECT purpose_id FROM olvido.purpose_text WHERE account_id = $DEMO AND name = 'News$U'")
post agent "/panel/contacts/$WHO/consent" -d "purpose=$P" -d how=phone
api "$AGENT" GET "/api/v1/contacts/$WHO/consents"
is "a consent" "200 $P 1 agent null" "$STATUS $(jq -r '.consents[0] | "\(.purpose_id) \(.version) \(.given_door) \(.withdrawn_at)"' "$TMP/body")"
api "$AGENT" GET "/api/v1/contacts/1/consents"
is "of nobody" 404 "$STATUS"
sleep 1.1
post owner "/panel/contacts/$WHO/restrict" -d ground=1 -d reason=x
api "$OWNER" GET "/api/v1/contacts/$WHO/consents"
is "of a restricted person" 403 "$STATUS"
hasnt "nothing" "News$U" "$TMP/body"
sql "UPDATE olvido.purpose SET active = 0 WHERE purpose_id = $P; UPDATE olvido.request SET alive = 0, state = 5 WHERE request_id IN ($Q, $S)"
