# shellcheck shell=bash
# Data of both accounts, through the doors that people use. Words: the account's
# own stem and the place, so that a leak tells where it came from.
RUN=$(printf '%05d' $((RANDOM % 100000)))
declare -A STEM=([$A]="alfa$RUN" [$B]="bravo$RUN") ACCOUNT=()
declare -A HOLD=() RULE=() COMPANY=() DOMAIN=()
declare -A APITOKEN=() API_TEXT=() PASSKEY=()
declare -A REQUEST=() PURPOSE=() CONSENT=()
declare -A TICKET=() MAIL_TICKET=() CONTACT=() MESSAGE=() FILE=() AGENT=() DEPARTMENT=() TAG=() SESSION=() LINK=() CODE=() MAIL_MESSAGE=()
one() { sql "$1" | head -1; }
for h in $A $B; do ACCOUNT[$h]=$(one "SELECT account_id FROM olvido.host WHERE host = '$h'"); done

populate() {
  local w=${STEM[$HOST]} acc=${ACCOUNT[$HOST]} id
  sql "INSERT INTO olvido.security_page (account_id, shown, department_id, contact, policy, expires_at)
    SELECT account_id, 1, MIN(department_id), 'mailto:security@$HOST', 'The policy of $HOST.', UNIX_TIMESTAMP() + 8640000 FROM olvido.department
    WHERE account_id = $acc ON DUPLICATE KEY UPDATE shown = 1, contact = VALUES(contact), policy = VALUES(policy)"
  # A visitor asks, with a file.
  printf '%scontent\n' "$w" >"$TMP/${w}file.txt"
  rm -f "$TMP/guest"
  req guest GET /ask
  req guest POST /ask -F "csrf=$(csrf)" -F "name=${w}name Person" -F "email=${w}mail@example.org" \
    -F "subject=${w}subject here" -F "body=${w}body of the question" -F "files=@$TMP/${w}file.txt"
  is "$HOST: asked" 303 "$STATUS"
  TICKET[$HOST]=$(one "SELECT ticket_id FROM olvido.ticket WHERE account_id = $acc ORDER BY activity_at DESC")
  id=${TICKET[$HOST]}
  CONTACT[$HOST]=$(one "SELECT contact_id FROM olvido.ticket WHERE account_id = $acc AND ticket_id = $id")
  MESSAGE[$HOST]=$(one "SELECT MIN(message_id) FROM olvido.message WHERE account_id = $acc AND ticket_id = $id")
  FILE[$HOST]=$(one "SELECT MIN(attachment_id) FROM olvido.attachment WHERE account_id = $acc AND ticket_id = $id")
  # Another writes a mail with HTML.
  "$BUILD/olvido-mail" --conf "$CONF" deliver "support@$HOST" >"$TMP/deliver" 2>&1 <<END
From: ${w}sender <${w}other@example.org>
To: support@$HOST
Subject: ${w}mailsubject
Message-ID: <${w}.$RANDOM@example.org>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain; charset=utf-8

${w}plaintext
--b
Content-Type: text/html; charset=utf-8

<p>${w}htmltext</p>
--b--
END
  is "$HOST: a mail came in" 0 "$?"
  MAIL_TICKET[$HOST]=$(one "SELECT ticket_id FROM olvido.ticket WHERE account_id = $acc AND channel = 2 ORDER BY activity_at DESC")
  MAIL_MESSAGE[$HOST]=$(one "SELECT MIN(message_id) FROM olvido.message WHERE account_id = $acc AND ticket_id = ${MAIL_TICKET[$HOST]}")
  # The agent answers, notes, tags.
  sign_in "owner.$HOST" "owner@$HOST" "$OWNER_PASSWORD"
  is "$HOST: the owner signs in" 303 "$STATUS"
  sign_in "agent.$HOST" "agent@$HOST" "$AGENT_PASSWORD"
  is "$HOST: the agent signs in" 303 "$STATUS"
  req "agent.$HOST" GET "/panel/tickets/$id"
  is "$HOST: the ticket's page" 200 "$STATUS"
  csrf >"$TMP/csrf"
  panel_post reply --data-urlencode "body=${w}answer to you"
  panel_post note --data-urlencode "body=${w}note among us"
  panel_post tags --data-urlencode "tags=${w}tag"
  req "agent.$HOST" POST /panel/profile --data-urlencode "csrf=$(cat "$TMP/csrf")" \
    --data-urlencode "name=${w}agent" --data-urlencode "signature=${w}signature"
  is "$HOST: profile" 303 "$STATUS"
  AGENT[$HOST]=$(one "SELECT agent_id FROM olvido.agent WHERE account_id = $acc AND role = (SELECT MIN(role) FROM olvido.agent WHERE account_id = $acc) ORDER BY agent_id LIMIT 1")
  DEPARTMENT[$HOST]=$(one "SELECT department_id FROM olvido.department WHERE account_id = $acc ORDER BY department_id LIMIT 1")
  TAG[$HOST]=$(one "SELECT tag_id FROM olvido.tag WHERE account_id = $acc AND name = '${w}tag'")
  SESSION[$HOST]=$(one "SELECT session_id FROM olvido.session WHERE account_id = $acc AND kind = 1 ORDER BY created_at DESC")
  # A passkey that asks for nothing (its switch is off), to be reached for by number.
  PASSKEY[$HOST]=$((acc + RANDOM))
  sql "INSERT IGNORE INTO olvido.factor (account_id, kind, subject_id, methods, changed_at) VALUES ($acc, 2, ${AGENT[$HOST]}, 0, 0);
    INSERT INTO olvido.passkey (account_id, passkey_id, kind, subject_id, digest, counter, created_at, sealed)
      VALUES ($acc, ${PASSKEY[$HOST]}, 2, ${AGENT[$HOST]}, RANDOM_BYTES(32), 0, 0, CONCAT(CHAR(1), RANDOM_BYTES(296)))"
  # A legal hold, to be reached for by number.
  HOLD[$HOST]=$((acc + RANDOM))
  sql "INSERT INTO olvido.legal_hold (account_id, hold_id, kind, id, agent_id, created_at, ends_at, sealed)
    VALUES ($acc, ${HOLD[$HOST]}, 1, ${CONTACT[$HOST]}, ${AGENT[$HOST]}, 0, UNIX_TIMESTAMP() + 86400, CONCAT(CHAR(1), RANDOM_BYTES(104)))"
  RULE[$HOST]=$((acc + RANDOM))
  sql "INSERT INTO olvido.retention_rule (account_id, rule_id, subject, days, act, changed_at)
    VALUES ($acc, ${RULE[$HOST]}, 1, 7300, 1, 0)"
  # A domain that nobody proved.
  DOMAIN[$HOST]=$((acc + RANDOM))
  sql "INSERT INTO olvido.domain (account_id, domain_id, host, token, state, settled, added_at, look_at)
    VALUES ($acc, ${DOMAIN[$HOST]}, '${w}domain.example', REPEAT('t', 43), 1, 1, UNIX_TIMESTAMP(), UNIX_TIMESTAMP() + 86400)"
  # A program comes in as the agent.
  req "agent.$HOST" POST /panel/settings/tokens --data-urlencode "csrf=$(cat "$TMP/csrf")" \
    --data-urlencode "name=${w}token" --data-urlencode "expires=$(date -d '+30 days' +%F)" -d tickets.read=1
  is "$HOST: a token" 200 "$STATUS"
  API_TEXT[$HOST]=$(grep -oE 'olv1_[0-9A-Za-z]{38}' "$TMP/body" | head -1)
  APITOKEN[$HOST]=$(one "SELECT MAX(token_id) FROM olvido.api_token WHERE account_id = $acc")
  # The customer follows his ticket by the link in the acknowledgement.
  wait_for 30 sink_has "${w}mail@example.org" || bad "$HOST: no mail to the customer"
  LINK[$HOST]=$(mails "${w}mail@example.org" | grep -oE '/t/[A-Za-z0-9_-]{43}' | head -1)
  CODE[$HOST]=$(mails "${w}mail@example.org" | grep -oiE 'ticket\+[a-z0-9]{26}' | head -1)
  rm -f "$TMP/contact.$HOST"
  req "contact.$HOST" GET "${LINK[$HOST]}"
  is "$HOST: the link's page" 200 "$STATUS"
  req "contact.$HOST" POST "${LINK[$HOST]}" --data-urlencode "csrf=$(csrf)"
  is "$HOST: the link opens" 303 "$STATUS"
  # A company that the customer is of.
  req "owner.$HOST" GET /panel/companies
  req "owner.$HOST" POST /panel/companies --data-urlencode "csrf=$(csrf)" --data-urlencode "name=${w}firm"
  is "$HOST: a company" 303 "$STATUS"
  COMPANY[$HOST]=$(location | grep -o '[0-9]*$')
  req "owner.$HOST" GET "/panel/companies/${COMPANY[$HOST]}"
  req "owner.$HOST" POST "/panel/companies/${COMPANY[$HOST]}/contacts" --data-urlencode "csrf=$(csrf)" -d "email=${w}mail@example.org"
  is "$HOST: with a contact" 303 "$STATUS"
  # Something to consent to.
  req "owner.$HOST" GET /panel/privacy/consent
  req "owner.$HOST" POST /panel/privacy/consent --data-urlencode "csrf=$(csrf)" -d active=1 \
    --data-urlencode "name_en=${w}purpose" -d body_en=x --data-urlencode "name_es=${w}fin" -d body_es=x
  is "$HOST: a purpose" 303 "$STATUS"
  PURPOSE[$HOST]=$(one "SELECT purpose_id FROM olvido.purpose_text WHERE account_id = $acc AND name = '${w}purpose'")
  # He asks for a copy of his data.
  req "contact.$HOST" GET /privacy/requests
  req "contact.$HOST" POST /privacy/requests --data-urlencode "csrf=$(csrf)" -d kind=access --data-urlencode "text=${w}request"
  is "$HOST: a request" 303 "$STATUS"
  REQUEST[$HOST]=$(one "SELECT request_id FROM olvido.request WHERE account_id = $acc AND contact_id = ${CONTACT[$HOST]}")
  for id in COMPANY REQUEST PURPOSE PASSKEY APITOKEN API_TEXT TICKET CONTACT MESSAGE FILE AGENT DEPARTMENT TAG SESSION LINK MAIL_TICKET; do
    declare -n of=$id
    if [ -n "${of[$HOST]}" ] && [ "${of[$HOST]}" != NULL ]; then pass; else bad "$HOST: no $id"; fi
  done
}
panel_post() { # WHAT CURL_OPTIONS...
  local what=$1; shift
  req "agent.$HOST" POST "/panel/tickets/${TICKET[$HOST]}/$what" \
    --data-urlencode "csrf=$(cat "$TMP/csrf")" "$@"
  is "$HOST: $what" 303 "$STATUS"
}
sink_all() { grep -li "^To:.*$1" "$SMTP_SINK"/* 2>/dev/null; }
# mails ADDRESS: all of them, soft line breaks undone
mails() { sink_all "$1" | xargs -r perl -0pe 's/=\r?\n//g'; }
sink_has() { mails "$1" | grep -qE '/t/[A-Za-z0-9_-]{43}'; }
for HOST in $A $B; do populate; done
HOST=$A
# And twins: the same ids and the same address in both.
"$BUILD/tests/twins" "$CONF" "twin$RUN@example.org" "$A" "${STEM[$A]}" "$B" "${STEM[$B]}" >"$TMP/twins"
is "twins" 0 "$?"
. "$TMP/twins"
outbox_empty() { [ "$(one 'SELECT COUNT(*) FROM olvido.outbox WHERE state = 1')" = 0 ]; }
wait_for 30 outbox_empty || bad "the outbox does not empty"
