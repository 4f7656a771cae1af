# shellcheck shell=bash
# security.txt, the security page, its reports and thanks.
. "$ROOT/tests/support/panel.sh"
. "$ROOT/tests/page/_web.sh"
sql "DELETE FROM olvido.throttle"
DEMO=$(demo_account "$HOST")
SECOND=$(demo_account second.localhost)
sql "DELETE FROM olvido.security_thanks WHERE account_id IN ($DEMO, $SECOND); DELETE FROM olvido.security_page WHERE account_id IN ($DEMO, $SECOND)"
for p in /.well-known/security.txt /security; do
  req g GET "$p"
  is "before it is set up: $p" 404 "$STATUS"
done
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
req agent GET /panel/settings/security
is "its settings are not for agents" 403 "$STATUS"
for f in "" /thanks /thanks-remove; do
  req agent POST "/panel/settings/security$f" -d "csrf=${TOKEN[agent]}&shown=1&ticket=1&name=x&thanks=1"
  is "nor by a form: $f" 403 "$STATUS"
done
req owner GET /panel/settings/security
is "the owner's" 200 "$STATUS"
set_up() { req owner POST /panel/settings/security --data-urlencode "csrf=${TOKEN[owner]}" "$@"; }

# What would break security.txt is refused.
bad_contact() {
  set_up -d shown=1 --data-urlencode "contact=$1" --data-urlencode "policy=x"
  is "no contact: $1" 422 "$STATUS"
}
for c in "javascript:alert(1)" "http://plain.example/" "someone@example.org" "mailto:nobody" "https://a b" $'https://a\r\nX: y' \
  "https://a.example/<b>" "https://a.example/ñ"; do bad_contact "$c"; done
OPEN=$(sql "SELECT department_id FROM olvido.department WHERE account_id = $DEMO AND restricted = 0 LIMIT 1")
set_up -d shown=1 -d "department=$OPEN"
is "not to a department that all see" 422 "$STATUS"
OTHER=$(sql "SELECT department_id FROM olvido.department WHERE account_id = $SECOND LIMIT 1")
set_up -d shown=1 -d "department=$OTHER"
is "nor to another account's" 422 "$STATUS"
is "nothing was set up" 0 "$(count_of "security_page WHERE account_id = $DEMO")"
D=$(sql "SELECT COALESCE(MAX(department_id), 0) FROM olvido.department WHERE account_id = $DEMO AND restricted = 1")
set_up -d shown=1 -d "department=$D" --data-urlencode "contact=mailto:security@demo.example" \
  --data-urlencode "policy=Test what you like. See https://demo.example/rules <script>alert(1)</script>"
is "set up" "303 /panel/settings/security" "$STATUS $(location)"
D=$(sql "SELECT department_id FROM olvido.security_page WHERE account_id = $DEMO")
is "reports go to a restricted department" 1 "$(sql "SELECT restricted FROM olvido.department WHERE account_id = $DEMO AND department_id = $D")"
is "it is in the log" "404 $OWNER_ID" "$(sql "SELECT CONCAT_WS(' ', verb, actor_id) FROM olvido.audit WHERE account_id = $DEMO ORDER BY n DESC LIMIT 1")"

# security.txt, read as RFC 9116 says.
rm -f "$TMP/g"
req g GET /.well-known/security.txt
is "security.txt" 200 "$STATUS"
is "its type" "text/plain; charset=utf-8" "$(header content-type)"
hasnt "without a cookie" "et-cookie" "$TMP/head"
python3 - "$TMP/body" "https://$HOST:$PORT" >"$TMP/out" <<'END'
import sys, datetime
text = open(sys.argv[1], newline='').read()
base = sys.argv[2]
assert text.endswith('\n')
fields = {}
for line in text.replace('\r\n', '\n').split('\n')[:-1]:
    name, value = line.split(': ', 1)
    assert value == value.strip() and value and line.isascii(), line
    fields.setdefault(name.lower(), []).append(value)
assert all(v.startswith(('https://', 'mailto:', 'tel:')) for v in fields['contact'])
for once in ('expires', 'preferred-languages'):
    assert len(fields[once]) == 1, once
left = datetime.datetime.strptime(fields['expires'][0], '%Y-%m-%dT%H:%M:%SZ') - datetime.datetime.utcnow()
assert datetime.timedelta(days=30) < left < datetime.timedelta(days=365), left
assert fields['canonical'] == [base + '/.well-known/security.txt'], fields
assert fields['policy'] == [base + '/security'] and fields['contact'] == ['mailto:security@demo.example', base + '/security']
assert set(fields) <= {'contact', 'expires', 'preferred-languages', 'canonical', 'policy', 'acknowledgments'}
print('right')
END
is "as RFC 9116 wants it" right "$(tail -1 "$TMP/out")"
HOST=second.localhost req g GET /.well-known/security.txt
is "another account has its own, or none" 404 "$STATUS"
HOST=elsewhere.localhost req g GET /.well-known/security.txt
is "an unknown host has none" 404 "$STATUS"
curl -sk -H "Host: demo.localhost" -H "X-Forwarded-Host: evil.example" --resolve "$HOST:$PORT:127.0.0.1" \
  "https://$HOST:$PORT/.well-known/security.txt" >"$TMP/body"
hasnt "addresses come from the configuration" evil "$TMP/body"
sql "UPDATE olvido.security_page SET expires_at = UNIX_TIMESTAMP() + 29 * 86400 WHERE account_id = $DEMO"
req owner GET /panel/settings/security
has "a month before it runs out the settings say so" 'class="mistake" role="alert"' "$TMP/body"
has "and where" "runs out soon" "$TMP/body"
set_up -d shown=1 -d "department=$D" --data-urlencode "contact=" --data-urlencode "policy=Test what you like. See https://demo.example/rules <script>alert(1)</script>"
req owner GET /panel/settings/security
hasnt "saved again: a year" "runs out soon" "$TMP/body"

# The page.
req g GET /security
is "the page" 200 "$STATUS"
has "the policy, its link" 'href="https://demo.example/rules"' "$TMP/body"
hasnt "no markup of its own" "<script>alert" "$TMP/body"
req g GET /
has "the start page leads to it" 'href="/security"' "$TMP/body"
req g GET /ask
hasnt "the restricted department is not offered" "<option value=\"$D\"" "$TMP/body"
ask "sneak$U@example.org" Sneak "sneak$U" "into the restricted one" -F "department=$D"
is "nor taken from a forged form" 0 "$(sql "SELECT department_id = $D FROM olvido.ticket WHERE ticket_id = $TICKET")"

# A report becomes a ticket there; only admins and those it was given to see it.
report() {
  rm -f "$TMP/r"
  req r GET /security
  req r POST /security -F "csrf=$(csrf)" -F "name=Rita Reporter" -F "email=${RITA:-rita$U@example.org}" \
    -F "subject=hole$U" -F "body=It opens. canary$U" "$@"
}
RITA=none report
is "a form with a mistake comes back" 422 "$STATUS"
has "with what was typed" "canary$U" "$TMP/body"
report -F "thanks=Rita the $U"
is "a report" "303 /sent" "$STATUS $(location)"
follow r
R=$(ticket_id_of "$(code_shown)")
is "is a ticket of that department" "$D" "$(sql "SELECT department_id FROM olvido.ticket WHERE ticket_id = $R")"
req owner GET "/panel/tickets/$R"
is "the owner reads it" 200 "$STATUS"
has "and under which name he may thank" "May be thanked publicly, by this name: Rita the $U" "$TMP/body"
see() {
  req agent GET "/panel/tickets/$R"
  local s=$STATUS
  req agent GET "/panel/tickets?view=new"
  grep -qF "/panel/tickets/$R\"" "$TMP/body" && s+=" listed"
  req agent POST /panel/search --data-urlencode "csrf=${TOKEN[agent]}" -d "q=canary$U"
  req agent GET "$(location)"
  grep -qF "/panel/tickets/$R\"" "$TMP/body" && s+=" found"
  echo "$s"
}
is "an agent of the other departments does not" 404 "$(see)"
req agent POST "/panel/tickets/$R/reply" --data-urlencode "csrf=${TOKEN[agent]}" -d body=x
is "nor answers it" 404 "$STATUS"
sql "INSERT INTO olvido.agent_department (account_id, agent_id, department_id) VALUES ($DEMO, $AGENT_ID, $D)"
is "once it is given to him he does" "200 listed found" "$(see)"
sql "DELETE FROM olvido.agent_department WHERE account_id = $DEMO AND agent_id = $AGENT_ID AND department_id = $D"
mail_to_rita() { [ -n "$(sink_mail "rita$U@example.org")" ]; }
wait_for 20 mail_to_rita || bad "no acknowledgement"
hasnt "the acknowledgement has no word of the report" "canary$U" "$(sink_mail "rita$U@example.org")"
N=$(tickets)
report -F "website=http://spam.example"
is "a machine is kept content" "303 $N" "$STATUS $(tickets)"
req r POST /security -F "email=x$U@example.org" -F "subject=s" -F "body=b"
is "no report without the form's token" 403 "$STATUS"

# Thanks: sealed under his key, gone with him.
thank() { req owner POST /panel/settings/security/thanks --data-urlencode "csrf=${TOKEN[owner]}" -d "ticket=$1" --data-urlencode "name=$2"; }
thank 1 "Nobody"
is "no such ticket" 422 "$STATUS"
T2=$(sql "SELECT ticket_id FROM olvido.ticket WHERE account_id = $SECOND LIMIT 1")
[ -z "$T2" ] || { thank "$T2" "Another's"; is "another account's ticket" 422 "$STATUS"; }
thank "$R" "Rita the $U <b>"
is "thanked" 303 "$STATUS"
req g GET /security
has "publicly" "Rita the $U &lt;b&gt;" "$TMP/body"
is "sealed at rest" 0 "$(sql "SELECT COUNT(*) FROM olvido.security_thanks WHERE sealed LIKE '%$U%'")"
FIRST=$(sql "SELECT thanks_id FROM olvido.security_thanks WHERE account_id = $DEMO")
thank "$R" "Second $U"
H=$(sql "SELECT thanks_id FROM olvido.security_thanks WHERE account_id = $DEMO AND thanks_id <> $FIRST")
req owner POST /panel/settings/security/thanks-remove -d "csrf=${TOKEN[owner]}&thanks=$H"
is "one taken back" 303 "$STATUS"
is "the name is removed" 1 "$(count_of "security_thanks WHERE thanks_id = $H AND sealed IS NULL")"
req owner POST /panel/settings/security/thanks-remove -d "csrf=${TOKEN[owner]}&thanks=$H"
is "taken back already" 404 "$STATUS"
req g GET /security
hasnt "it is not shown" "Second $U" "$TMP/body"
has "the other is" "Rita the $U" "$TMP/body"
"$BUILD/tests/forget" "$VAR/olvido.hdf" "$HOST" "rita$U@example.org" >/dev/null 2>&1
is "he is forgotten" 0 "$?"
req g GET /security
is "the page stands" 200 "$STATUS"
hasnt "his name has left it" "Rita the $U" "$TMP/body"
req owner GET /panel/settings/security
hasnt "and the settings" "Rita the $U" "$TMP/body"
thank "$R" "Rita again"
is "nobody thanks him any more" 422 "$STATUS"

set_up -d "department=$D" --data-urlencode "policy=x"
req g GET /security
is "switched off" 404 "$STATUS"
req g GET /.well-known/security.txt
is "security.txt too" 404 "$STATUS"
