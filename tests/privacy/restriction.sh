# shellcheck shell=bash
# Restriction: kept and not used. Every door of panel and API is walked with the
# person's ids; the person herself sees all; what she asks anew is answered.
. "$ROOT/tests/privacy/_people.sh"
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
# An agent with one department only: another way through the lists.
D=$(sql "SELECT department_id FROM olvido.department WHERE account_id = $DEMO AND restricted = 0 ORDER BY department_id LIMIT 1")
echo "$PASS" | "$BUILD/olvido" --conf "$VAR/olvido.hdf" agent add "$HOST" agent "narrow$U@example.org" "Nils Narrow" >/dev/null
agent_in narrow "narrow$U@example.org" "$PASS"
NARROW=$(sql "SELECT subject_id FROM olvido.session WHERE kind = 1 AND account_id = $DEMO ORDER BY session_id DESC LIMIT 500" | sort -n | tail -1)
post owner "/panel/settings/agents/$NARROW/departments" -d "departments=$D"
is "one department" 303 "$STATUS"

# ---- what there is of her: a ticket with a file, a mail with HTML, words in another's ticket
E=resi$U@example.org
printf 'fileword%s' "$U" >"$TMP/name$U.txt"
ask "$E" "Resi Name$U" "Subject$U" "Bodyword$U" -F "department=$D" -F "files=@$TMP/name$U.txt"
T=$TICKET CODE1=$CODE
WHO=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $T")
FILE=$(sql "SELECT attachment_id FROM olvido.attachment WHERE ticket_id = $T")
deliver "support@$HOST" "$E" >/dev/null <<END
From: Resi Name$U <$E>
To: support@$HOST
Subject: Mailsubject$U
Message-ID: <$U@example.org>
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<p>Htmlword$U</p>
END
M=$(sql "SELECT ticket_id FROM olvido.ticket WHERE account_id = $DEMO AND contact_id = $WHO AND channel = 2")
MESSAGE=$(sql "SELECT message_id FROM olvido.message WHERE ticket_id = $M AND kind = 1")
ask "other$U@example.org" "Otto Open" "Othersubject$U" "Otherbody$U" -F "department=$D"
O=$TICKET
ok "she writes there too" "$BUILD/tests/participant" "$VAR/olvido.hdf" "$HOST" "$E" "$O" "Guestword$U"
post agent "/panel/tickets/$T/note" --data-urlencode "body=Noteword$U"
post agent "/panel/tickets/$T/assign" -d "agent=$AGENT_ID"
customer_in resi "$E" "Resi Name$U"
req owner POST /panel/settings/tokens --data-urlencode "csrf=${TOKEN[owner]}" -d "name=t$U" -d "expires=$(date -d '+30 days' +%F)" -d tickets.read=1
API_OWNER=$(grep -oE 'olv1_[0-9A-Za-z]{38}' "$TMP/body" | head -1)
post agent /panel/settings/tokens -d "name=t$U" -d "expires=$(date -d '+30 days' +%F)" -d tickets.read=1
[ "$STATUS" = 200 ] || { req agent POST /panel/step-up -d x; }
API_AGENT=$(grep -oE 'olv1_[0-9A-Za-z]{38}' "$TMP/body" | head -1)
WORDS="Name$U Subject$U Bodyword$U fileword$U Mailsubject$U Htmlword$U Guestword$U Noteword$U $E"
leaks() { local w; for w in $WORDS; do grep -qF -- "$w" "$TMP/body" && echo "$w"; done; }
# Before: the words are there to be found, or the test is none.
req agent GET "/panel/tickets/$T"
is "before: her ticket" "200 Name$U Subject$U Bodyword$U Noteword$U name$U.txt" "$STATUS $(for w in "Name$U" "Subject$U" "Bodyword$U" "Noteword$U" "name$U.txt"; do grep -oF -- "$w" "$TMP/body" | head -1; done | tr '\n' ' ' | sed 's/ $//')"
req agent GET "/panel/tickets/$O"
has "before: her words there" "Guestword$U" "$TMP/body"
before() { sql "SELECT ticket_id, agent_id, status, department_id, activity_at, messages FROM olvido.ticket WHERE contact_id = $WHO AND account_id = $DEMO; SELECT COUNT(*) FROM olvido.message m JOIN olvido.ticket t USING (account_id, ticket_id) WHERE t.contact_id = $WHO; SELECT HEX(sealed) FROM olvido.contact WHERE contact_id = $WHO"; }

# ---- restricted: by admins, with a ground and a reason, told by mail ------------------------
post agent "/panel/contacts/$WHO/restrict" -d ground=1 -d reason=x
is "an agent may not" 403 "$STATUS"
post owner "/panel/contacts/$WHO/restrict" --data-urlencode "reason=why$U"
is "no ground" 422 "$STATUS"
has "the reason is kept" "why$U" "$TMP/body"
post owner "/panel/contacts/$WHO/restrict" -d ground=1 -d reason=
is "no reason" 422 "$STATUS"
sleep 1.1
post owner "/panel/contacts/$WHO/restrict" -d ground=1 --data-urlencode "reason=why$U"
is "restricted" "303 1" "$STATUS $(count_of "restriction WHERE account_id = $DEMO AND contact_id = $WHO")"
is "logged" 1 "$(audits 671 "$WHO")"
is "the reason is sealed" 0 "$(sql "SELECT COUNT(*) FROM olvido.restriction WHERE sealed LIKE '%why$U%'")"
ok "she is told" wait_for 20 says "$E" "your data is kept here and not used"
hasnt "not why" "why$U" <(for f in $(sink_files "$E"); do plain "$f"; done)
post owner "/panel/contacts/$WHO/restrict" -d ground=1 -d reason=x
is "not twice" 409 "$STATUS"
sleep 1.1
before >"$TMP/before"

# ---- every door of the panel with her ids --------------------------------------------------------
tried=0
walk() { # JAR
  local method path who flags params t p x opts
  while IFS=$'\t' read -r method path who flags params; do
    case $path in *'{ticket}'* | *'{contact}'*) ;; *) continue ;; esac
    case $path in */restrict*) continue ;; esac
    for t in "$T" "$M"; do
      [ "$t" = "$M" ] || case $path in *message*) continue ;; esac
      [ "$t" = "$T" ] || case $path in *attachment* | *contact*) continue ;; esac
      p=${path/'{ticket}'/$t} p=${p/'{attachment}'/$FILE} p=${p/'{message}'/$MESSAGE} p=${p/'{contact}'/$WHO}
      opts=()
      for x in $params; do
        case $x in
        *\?) continue ;;
        agent:*) opts+=(-d "agent=$AGENT_ID") ;;
        department:*) opts+=(-d "department=$D") ;;
        status:*) opts+=(-d status=closed) ;;
        *:u64*) opts+=(-d "${x%%:*}=1") ;;
        *:date*) opts+=(-d "${x%%:*}=2099-01-01") ;;
        *) opts+=(-d "${x%%:*}=word") ;;
        esac
      done
      if [ "$method" = GET ]; then req "$1" GET "$p"; else post "$1" "$p" "${opts[@]}"; fi
      is "$1: $method $path shows nothing ($STATUS)" "" "$(leaks)"
      case $method.$path in
      GET.'/panel/tickets/{ticket}' | GET.'/panel/contacts/{contact}') is "$1: $path says what it is" "200 1" "$STATUS $(grep -qi "restricted" "$TMP/body" && echo 1)" ;;
      # A hold keeps it, as the restriction does; the bin passes over it.
      *.*/holds/* | *.*/bin) ;;
      *.*'{ticket}'*) is "$1: $method $path is shut" 1 "$((STATUS == 403 || STATUS == 404 || STATUS == 410))" ;;
      esac
      tried=$((tried + 1))
    done
  done < <("$BUILD/panel" --routes)
}
for who in owner agent narrow; do walk $who; done
is "doors were tried" 1 "$((tried >= 30))"
before >"$TMP/after"
ok "nothing of hers changed" cmp "$TMP/before" "$TMP/after"

# ---- lists, search, other tickets -------------------------------------------------------------------
for who in owner agent narrow; do
  for p in tickets tickets?view={new,mine,open,answered,all,spam,deleted} "tickets?department=$D" privacy/requests privacy "contacts/$WHO" "tickets/$O"; do
    req $who GET "/panel/$p"
    is "$who: $p" "200 " "$STATUS $(leaks)"
  done
  for q in "Bodyword$U" "Subject$U" "Htmlword$U" "Noteword$U" "from:Name$U" "from:$E" "name$U"; do
    search $who "$q"
    is "$who: no search finds $q" "200 0" "$STATUS $(grep -c "/panel/tickets/\($T\|$M\)\"" "$TMP/body")"
    is "$who: nor shows" "" "$(leaks | grep -vxF -- "${q#from:}")"
  done
done
req owner GET "/panel/tickets?view=all"
has "an admin sees that there is one" "/panel/tickets/$T\"" "$TMP/body"
for who in agent narrow; do
  for v in new all mine; do
    req $who GET "/panel/tickets?view=$v"
    hasnt "$who: $v is without it" "/panel/tickets/$T\"" "$TMP/body"
  done
done
req agent GET "/panel/tickets?view=mine"
SHOWN=$(rows | wc -l)
TOLD=$(sed -n 's/.*view=mine"[^<]*<span>[^<]*<\/span> <span class="count">\([0-9]*\).*/\1/p' "$TMP/body" | head -1)
# Other parts may have left him more than a page of tickets (hers is on it).
[ "$SHOWN" -lt 49 ] || [ "${TOLD:-0}" -lt 50 ] || TOLD=$SHOWN
is "the count is of what is shown" "$SHOWN" "${TOLD:-0}"
req agent GET "/panel/tickets/$O"
has "her words elsewhere are shut" "data is restricted" "$TMP/body"
has "the other's are not" "Otherbody$U" "$TMP/body"
req owner GET "/panel/contacts/$WHO"
has "an admin reads the reason" "why$U" "$TMP/body"
req agent GET "/panel/contacts/$WHO"
hasnt "an agent does not" "why$U" "$TMP/body"
req owner GET /panel/privacy/restrictions
has "in the list of restrictions" "/panel/contacts/$WHO" "$TMP/body"
is "without a name" "" "$(leaks)"
req agent GET /panel/privacy/restrictions
is "which is the admins'" 403 "$STATUS"

# ---- the API ---------------------------------------------------------------------------------------------
for k in "$API_OWNER" "$API_AGENT"; do
  req api GET "/api/v1/tickets" -H "apikey: $k"
  is "API" "200 " "$STATUS $(leaks)"
done
is "an agent's token does not see it" 0 "$(jq "[.tickets[] | select(.id == \"$T\")] | length" "$TMP/body")"
req api GET "/api/v1/tickets" -H "apikey: $API_OWNER"
is "an admin's sees that it is restricted" '[true,false,""]' "$(jq -c ".tickets[] | select(.id == \"$T\") | [.restricted, .forgotten, .subject]" "$TMP/body")"

# ---- she herself -------------------------------------------------------------------------------------------
req resi GET "/ticket/$T"
is "she reads her ticket" 200 "$STATUS"
has "with her words" "Bodyword$U" "$TMP/body"
req resi GET "/ticket/$T/attachments/$FILE"
is "her file" "200 fileword$U" "$STATUS $(cat "$TMP/body")"
req resi GET /tickets
has "her list" "Subject$U" "$TMP/body"
req resi GET /privacy/requests
has "and that it is restricted" "The use of your data is restricted" "$TMP/body"
JOB=9000$((10#${U#u}))
# A mail that waits to her from before does not go; the one about signing in does.
sql "INSERT INTO olvido.outbox (account_id, outbox_id, kind, ticket_id, message_id, contact_id, state, next_at, created_at)
  SELECT account_id, $JOB, 2, ticket_id, message_id, $WHO, 1, 0, 0 FROM olvido.message WHERE ticket_id = $T AND kind = 1"
no_longer() { [ "$(sql "SELECT state FROM olvido.outbox WHERE outbox_id = $JOB")" = 2 ]; }
ok "an old answer is put away" wait_for 20 no_longer
is "unsent" 0 "$(mails_saying "$E" "Re: Subject$U")"
rm -f "$TMP/in"
req in GET /login
send in /login/link --data-urlencode "email=$E"
ok "her link to sign in comes" wait_for 20 link_to "$E" /enter/
# A request is handled all the same: it is hers that it be.
req resi GET /privacy/requests
send resi /privacy/requests -d kind=rectification --data-urlencode "text=correct$U"
is "she asks for a correction" 303 "$STATUS"
Q=$(sql "SELECT request_id FROM olvido.request WHERE account_id = $DEMO AND contact_id = $WHO")
req agent GET "/panel/privacy/requests/$Q"
has "which is read" "correct$U" "$TMP/body"
has "by a person without a name" "Restricted person" "$TMP/body"
is "without the rest" "" "$(leaks)"
post owner "/panel/privacy/requests/$Q/done" --data-urlencode "answer=corrected$U"
is "and answered" 303 "$STATUS"
ok "by mail too" wait_for 20 says "$E" "corrected$U"

# ---- what she asks anew is read and answered (art. 18(2)) -----------------------------------------------------
ask "$E" "Resi Name$U" "Newsubject$U" "Newbody$U" -F "department=$D"
N=$TICKET
req agent GET "/panel/tickets/$N"
is "a new ticket is read" "200 1 1" "$STATUS $(grep -c "<h1>Newsubject$U" "$TMP/body") $(grep -qF "Newbody$U" "$TMP/body" && echo 1)"
is "and nothing of the old" "" "$(leaks | grep -v "^Name$U\|^$E")"
post agent "/panel/tickets/$N/reply" --data-urlencode "body=Newanswer$U" -d status=answered
is "answered" 303 "$STATUS"
ok "by mail" wait_for 20 says "$E" "Newanswer$U"
search agent "Newbody$U"
has "found" "/panel/tickets/$N\"" "$TMP/body"

# ---- lifted: she is told first -----------------------------------------------------------------------------------
post agent "/panel/contacts/$WHO/restrict/end" -d until=2099-01-01
is "not by an agent" 403 "$STATUS"
post owner "/panel/contacts/$WHO/restrict/end" -d until=2020-01-01
is "not in the past" 422 "$STATUS"
post owner "/panel/contacts/$WHO/restrict/end" -d "until=$(date -u -d '+3 days' +%F)"
is "the day is named" 303 "$STATUS"
ok "she is told" wait_for 20 says "$E" "The restriction of the use of your data will end"
req agent GET "/panel/tickets/$T"
is "until then it is shut" "" "$(leaks)"
post owner "/panel/contacts/$WHO/restrict/keep"
is "kept after all" "303 0" "$STATUS $(sql "SELECT lift_at FROM olvido.restriction WHERE contact_id = $WHO")"
post owner "/panel/contacts/$WHO/restrict/end" -d "until=$(date -u -d '+3 days' +%F)"
