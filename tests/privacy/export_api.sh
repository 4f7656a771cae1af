# shellcheck shell=bash
# A copy of a person's data by the API: who may ask, how far it is, who fetches it; one
# whose data is restricted has his own all the same; more requests than a page; and
# files of copies that no row names.
. "$ROOT/tests/privacy/_people.sh"
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
token() { # JAR [SCOPE]
  post "$1" /panel/settings/tokens -d "name=x$U" -d "expires=$(date -d '+30 days' +%F)" ${2:+-d "$2=1"}
  grep -oE 'olv1_[0-9A-Za-z]{38}' "$TMP/body" | head -1
}
OWNER=$(token owner privacy) AGENT=$(token agent privacy) OTHER=$(token owner tickets.read)
api() { local k=$1 m=$2 p=$3; shift 3; req api "$m" "$p" -H "apikey: $k" "$@"; }
cron() { "$BUILD/olvido-cron" --conf "$VAR/olvido.hdf" "$@" >"$TMP/cron" 2>&1; }
logged() { sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $DEMO AND verb = $1 AND object_id = $2"; }
settings() { post owner /panel/privacy/exports "$@"; }
E=xapi$U@example.org
ask "$E" "Xapi Person" "Subject$U" "Words of xapi$U."
WHO=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET")
P=/api/v1/contacts/$WHO/export
# ---- who may -----------------------------------------------------------------------
for m in GET POST; do
  api "$OTHER" $m "$P"
  is "$m: another scope" 403 "$STATUS"
  req api $m "$P"
  is "$m: none" 401 "$STATUS"
done
settings
api "$AGENT" POST "$P"
is "an agent, where the setting does not let him" "403 0" "$STATUS $(count_of "contact_export WHERE contact_id = $WHO")"
settings -d agents=1
api "$OWNER" GET "$P"
is "nothing was asked for yet" 404 "$STATUS"
api "$AGENT" POST "$P"
is "an agent, where it does" "202 waiting api $WHO" "$STATUS $(jq -r '.state + " " + .door + " " + .contact_id' "$TMP/body")"
X=$(jq -r .id "$TMP/body")
is "a row, by whom, and logged" "3 1 $AGENT_ID 1" "$(sql "SELECT CONCAT_WS(' ', door, actor_kind, actor_id) FROM olvido.contact_export WHERE export_id = $X" | sed 's/^3 [0-9]* /3 1 /') $(logged 631 "$WHO")"
api "$OWNER" POST "$P"
is "one at a time" 409 "$STATUS"
api "$OWNER" POST "/api/v1/contacts/1/export"
is "of nobody" 404 "$STATUS"
api "$OWNER" POST "$P" -d more=1
is "with a field that is none" 400 "$STATUS"
api "$OWNER" GET "$P/file"
is "not made yet" 410 "$STATUS"

# ---- many requests; made ---------------------------------------------------------------
sql "INSERT INTO olvido.request (account_id, request_id, kind, state, alive, door, proof, contact_id, made_by, received_at, due_at)
  SELECT $DEMO, 910000000000000000 + $WHO * 1000 + seq, 1, 4, 0, 1, 1, $WHO, 0, 1600000000 + seq DIV 3, 1600000000 FROM olvido.seq_1_to_130"
ok "made" cron export
api "$AGENT" GET "$P"
is "ready" "200 ready 1 1" "$STATUS $(jq -r '"\(.state) \(.tickets) \(.tickets_done)"' "$TMP/body")"
is "until a day" 1 "$(jq -r .expires_at "$TMP/body" | grep -cE '^20..-..-..T..:..:..Z$')"
api "$AGENT" GET "$P/file"
is "an agent does not fetch it" 403 "$STATUS"
is "nor is it logged" 0 "$(logged 633 "$WHO")"
api "$OWNER" GET "$P/file"
is "an admin's token does" "200 1" "$STATUS $(logged 633 "$WHO")"
cp "$TMP/body" "$TMP/x.zip"
ok "a whole ZIP" unzip -tqq "$TMP/x.zip"
unzip -qqo "$TMP/x.zip" -d "$TMP/x"
ok "his words" jq -e --arg w "Words of xapi$U." '.tickets[0].messages[0].text == $w' "$TMP/x/data.json"
is "every request, once" "130 130" "$(jq -r '"\(.requests | length) \([.requests[].number] | unique | length)"' "$TMP/x/data.json")"
is "in the page to read, too" 130 "$(grep -c '<details><summary>Access to the data' "$TMP/x/index.html")"
has "with the mails" "<td>Receipt</td>" "$TMP/x/index.html"
api "$OWNER" POST "$P"
is "not twice a day" 429 "$STATUS"

# ---- a restricted person ------------------------------------------------------------------
rm -f "$TMP/rita"
R=rita$U@example.org
XAPI=$WHO
customer_in rita "$R" "Rita Person"
RITA=$WHO
sleep 1.1
post owner "/panel/contacts/$XAPI/restrict" -d ground=1 -d reason=x
post owner "/panel/contacts/$RITA/restrict" -d ground=1 -d reason=x
is "her data is restricted" 1 "$(count_of "restriction WHERE contact_id = $RITA")"
api "$OWNER" GET "$P/file"
is "the file of a restricted person is nobody else's" 410 "$STATUS"
req rita GET /account/data
is "she still asks for her own" 200 "$STATUS"
send rita /account/data/sure --data-urlencode "proof-password=$PASS"
is "asked" 303 "$STATUS"
ok "made, too" cron export
is "ready" 3 "$(sql "SELECT state FROM olvido.contact_export WHERE contact_id = $RITA")"
req rita GET /account/data/download
is "and fetched" 200 "$STATUS"
cp "$TMP/body" "$TMP/r.zip"
unzip -qqo "$TMP/r.zip" -d "$TMP/r"
ok "it is hers, and says that it is restricted" jq -e --arg e "$R" '.profile.email == $e and .profile.name == "Rita Person" and (.restricted.since | test("^20"))' "$TMP/r/data.json"

# ---- files that no row names -----------------------------------------------------------
D=$VAR/files/$DEMO/export
install -m 0660 /dev/null "$D/910000000000000001"
install -m 0660 /dev/null "$D/910000000000000002.new"
install -m 0660 /dev/null "$D/910000000000000003"
install -m 0660 /dev/null "$D/notours.txt"
touch -d '2 hours ago' "$D"/*
touch "$D/910000000000000003"
sql "UPDATE olvido.contact_export SET state = 5 WHERE export_id = $X"
ok "the sweep" cron files
for f in 910000000000000001 910000000000000002.new "$X"; do ok "$f has no row that keeps it: it is gone" test ! -e "$D/$f"; done
for f in 910000000000000003 notours.txt "$(sql "SELECT export_id FROM olvido.contact_export WHERE contact_id = $RITA")"; do
  ok "$f is young, a stranger's, or ready: it stays" test -e "$D/$f"
done
rm -f "$D/910000000000000003" "$D/notours.txt"
settings
sql "DELETE FROM olvido.request WHERE account_id = $DEMO AND request_id BETWEEN 910000000000000000 + $XAPI * 1000 AND 910000000000000999 + $XAPI * 1000"
