# shellcheck shell=bash
# Customers: registered, signed in by a link or a password, reset; what a stranger
# learns from it (nothing), and what ends when.
. "$ROOT/tests/support/panel.sh"
# The mails of one network are counted: one of this run alone.
NET=127.$((20 + RANDOM % 200)).$((RANDOM % 250)).1
GOOD="nine lanterns under the old bridge"
NEXT="a lamp, two herons and the tide"
E=ana$U@example.org
header() { sed -n "s/^$1: \(.*\)\r$/\1/Ip" "$TMP/head"; }
# mail_link ADDRESS PATH: the newest mailed link of that kind
link_in() { sink_files "$1" | xargs -r cat | sed ':a; /=$/ { N; s/=\n//; ba }' | grep -oE "$2[A-Za-z0-9_-]{43}" | tail -1; }
sink_files() { grep -li "^To:.*$1" "$SMTP_SINK"/* 2>/dev/null | xargs -r ls -tr; }
mail_link() {
  for _ in $(seq 100); do
    LINK=$(link_in "$@")
    [ -z "$LINK" ] || return 0
    sleep 0.1
  done
  bad "no mail with $2 to $1"
}
mails() { sink_files "$1" | wc -l; }
send() { local jar=$1 path=$2; shift 2; req "$jar" POST "$path" --data-urlencode "csrf=$(csrf)" "$@"; }
enter() { rm -f "$TMP/$1"; req "$1" GET /login; send "$1" /login --data-urlencode "email=$2" --data-urlencode "password=$3"; }
opens() { req "$1" GET /tickets; echo "$STATUS"; }

# ---- a guest's ticket, and nothing of it before the address is proved ---------------
ask "$E" "Ana Customer" "The blue kettle $U" "It leaks."
GUEST=$TICKET
ID=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $GUEST")
req c GET /tickets
is "a guest is led to sign in" "303 /login?next=/tickets" "$STATUS $(location)"
req c GET /register
is "the form" 200 "$STATUS"
send c /register --data-urlencode "name=Ana Customer" --data-urlencode "email=$E"
is "registered" "303 /login/sent" "$STATUS $(location)"
hasnt "and not signed in" "__Host-olvido=" "$TMP/head"
is "not proved" 0 "$(sql "SELECT proved_at FROM olvido.contact WHERE contact_id = $ID")"
is "still led to sign in" 303 "$(opens c)"

# ---- the address is confirmed ------------------------------------------------------------
mail_link "$E" /confirm/
CONFIRM=$LINK
hasnt "the mails say nothing of the ticket" "kettle" <(sink_files "$E" | xargs cat)
for i in $(seq 20); do req scanner GET "$CONFIRM"; done
is "twenty looks use nothing up" 200 "$STATUS"
is "no referrer" no-referrer "$(header referrer-policy)"
req scanner HEAD "$CONFIRM"
is "nor HEAD" 200 "$STATUS"
req scanner POST "$CONFIRM" -d x=y
is "nor a form from elsewhere" 403 "$STATUS"
for p in /enter/ /reset/ /t/; do
  req c GET "$p${CONFIRM#/confirm/}"
  is "no link of another purpose: $p" 404 "$STATUS"
done
HOST=second.localhost req c2 GET "$CONFIRM"
is "nor of another account" 404 "$STATUS"
req c GET "$CONFIRM"
send c "$CONFIRM" --data-urlencode "password=ana customer is here"
is "own name as a password" 422 "$STATUS"
has "why" "leave out your name" "$TMP/body"
req c GET "$CONFIRM"
send c "$CONFIRM" --data-urlencode "password=$GOOD"
is "confirmed, and in" "303 /tickets" "$STATUS $(location)"
is "proved" 1 "$(($(sql "SELECT proved_at FROM olvido.contact WHERE contact_id = $ID") > 0))"
req c GET "$CONFIRM"
is "used" 410 "$STATUS"
send c "$CONFIRM" --data-urlencode "password=$NEXT"
is "not a second time" 410 "$STATUS"
req c GET /tickets
is "his tickets" 200 "$STATUS"
has "the guest's among them" "The blue kettle $U" "$TMP/body"
req c GET "/ticket/$GUEST"
is "and open" 200 "$STATUS"
is "nobody else's" 404 "$(req c GET "/ticket/$(sql "SELECT MAX(ticket_id) FROM olvido.ticket WHERE contact_id <> $ID")"; echo "$STATUS")"
hasnt "no password in the clear" "$(printf argon2 | xxd -p | tr a-f A-F)" <(sql "SELECT HEX(password) FROM olvido.contact_login WHERE contact_id = $ID")

# ---- paging ----------------------------------------------------------------------------------
sql "INSERT INTO olvido.ticket (account_id, ticket_id, code, contact_id, department_id, status, channel, created_at, activity_at, sealed)
  SELECT account_id, ticket_id + 9000000000000000000 + seq, CONCAT('ZZZZ-', LPAD(seq, 4, '0')), contact_id, department_id, 2, 1, created_at, seq, 'x'
  FROM olvido.ticket JOIN olvido.seq_1_to_25 WHERE ticket_id = $GUEST"
req c GET /tickets
is "twenty a page" 20 "$(grep -c '<li><a href="/ticket/' "$TMP/body")"
OLDER=$(sed -n 's/.*rel="next" href="\([^"]*\)".*/\1/p' "$TMP/body")
req c GET "$OLDER"
is "the rest" "200 6" "$STATUS $(grep -c '<li><a href="/ticket/' "$TMP/body")"
hasnt "no third page" 'rel="next"' "$TMP/body"
req c GET '/tickets?before=x'
is "a mistaken place" 400 "$STATUS"
sql "DELETE FROM olvido.ticket WHERE ticket_id > 9000000000000000000"

# ---- password: in, out, changed ------------------------------------------------------------
enter p1 "$E" "$GOOD"
is "in by the password" "303 /tickets" "$STATUS $(location)"
enter p2 "$E" "$GOOD"
cp "$TMP/p1" "$TMP/stolen"
req p1 GET /tickets
send p1 /logout
is "out" 303 "$STATUS"
is "a stolen cookie is dead after sign-out" 303 "$(opens stolen)"
is "another session is not" 200 "$(opens p2)"
cp "$TMP/p2" "$TMP/stolen"
enter p3 "$E" "$GOOD"
req p3 GET /account
has "his sessions" "This session" "$TMP/body"
send p3 /account/password --data-urlencode "current=not it at all" --data-urlencode "new=$NEXT"
is "the old one is needed" 422 "$STATUS"
req p3 GET /account
send p3 /account/password --data-urlencode "current=$GOOD" --data-urlencode "new=passwordpassword"
is "the rules hold" 422 "$STATUS"
req p3 GET /account
send p3 /account/password --data-urlencode "current=$GOOD" --data-urlencode "new=$NEXT"
is "changed" "303 /account" "$STATUS $(location)"
is "a stolen cookie is dead after a change" 303 "$(opens stolen)"
is "this one goes on" 200 "$(opens p3)"
enter p4 "$E" "$GOOD"
is "the old password is dead" 422 "$STATUS"
# Profile, one session, everywhere.
req p3 GET /account
send p3 /account/profile --data-urlencode "name=Ana Other" --data-urlencode "language=es"
is "profile" 303 "$STATUS"
req p3 GET /account
has "kept" 'value="Ana Other"' "$TMP/body"
has "in his language" 'lang="es"' "$TMP/body"
sessions() { sql "SELECT session_id FROM olvido.session WHERE subject_id = $ID ORDER BY 1"; }
sessions >"$TMP/before"
enter p5 "$E" "$NEXT"
S=/account/sessions/$(sessions | comm -13 "$TMP/before" - | head -1)/revoke
req p3 GET /account
has "it is listed" "$S" "$TMP/body"
send p3 "$S"
is "one ended" "303 303" "$STATUS $(opens p5)"
OTHERS=$(sql "SELECT session_id FROM olvido.session WHERE subject_id <> $ID AND kind > 1 LIMIT 1")
req p3 GET /account
send p3 "/account/sessions/${OTHERS:-1}/revoke"
is "not another's" 404 "$STATUS"
enter p5 "$E" "$NEXT"
req p3 GET /account
send p3 /account/sign-out
is "out everywhere" "303 303 303" "$STATUS $(opens p3) $(opens p5)"

# ---- a mailed link: only in the browser that asked ------------------------------------------------
req m GET /login
send m /login/link --data-urlencode "email=$E"
is "asked" "303 /login/sent" "$STATUS $(location)"
mail_link "$E" /enter/
for i in $(seq 20); do req scanner GET "$LINK"; done
is "twenty looks use nothing up: enter" 200 "$STATUS"
send scanner "$LINK"
is "another browser" 403 "$STATUS"
hasnt "is not let in" "__Host-olvido=" "$TMP/head"
req m GET "$LINK"
send m "$LINK"
is "the one that asked" "303 /tickets" "$STATUS $(location)"
is "it opens" 200 "$(opens m)"
req m2 GET "$LINK"
is "once" 410 "$STATUS"
sql "UPDATE olvido.link SET expires_at = UNIX_TIMESTAMP() WHERE contact_id = $ID AND used_at = 0"
is "ten minutes" 1 "$(sql "SELECT COUNT(*) > 0 FROM olvido.link WHERE contact_id = $ID AND purpose = 4 AND used_at > 0")"

# ---- reset -----------------------------------------------------------------------------------------
req r GET /forgot
send r /forgot --data-urlencode "email=$E"
is "asked for a new password" "303 /login/sent" "$STATUS $(location)"
mail_link "$E" /reset/
for i in $(seq 20); do req scanner GET "$LINK"; done
is "twenty looks use nothing up: reset" 200 "$STATUS"
req r GET "$LINK"
send r "$LINK" --data-urlencode "password=$GOOD"
is "set, and on to sign in" "303 /login" "$STATUS $(location)"
hasnt "not signed in by it" "__Host-olvido=" "$TMP/head"
is "other sessions ended" 303 "$(opens m)"
req r GET "$LINK"
is "gone" 410 "$STATUS"
send r "$LINK" --data-urlencode "password=$NEXT"
is "once: reset" 410 "$STATUS"
enter r "$E" "$GOOD"
is "it fits" 303 "$STATUS"
# told KIND: a mail of that kind about him was sent (enum outbox_kind)
told() { [ "$(sql "SELECT COUNT(*) FROM olvido.outbox WHERE contact_id = $ID AND kind = $1 AND state = 2")" -ge 1 ]; }
ok "he is told by mail" wait_for 10 told 27

# His three mails of this hour were used up above.
sql "DELETE FROM olvido.throttle"
# ---- nothing is learnt ---------------------------------------------------------------------------------
plain() { sed -e 's/name="csrf" value="[^"]*"//' -e "s/$1/NAME/g" "$TMP/body"; echo "$STATUS"; sed -e '/^date:/Id' -e '/request-id/Id' -e '/^content-length/Id' -e 's/^set-cookie: \([^=]*\)=[^;]*/set-cookie: \1/I' "$TMP/head"; }
for f in "/login password=not%20his%20at%20all" "/login/link" "/forgot" "/register name=Somebody"; do
  read -r path extra <<<"$f"
  for who in "$E" "nobody$U@example.org"; do
    rm -f "$TMP/e"
    page=$path; [ "$path" != /login/link ] || page=/login
    req e GET "$page"
    send e "$path" --data-urlencode "email=$who" ${extra:+-d "$extra"}
    plain "$who" >"$TMP/answer.$who"
  done
  ok "the very same answer for known and unknown: $path" cmp "$TMP/answer.$E" "$TMP/answer.nobody$U@example.org"
done
ok "a known one is told by mail that he has a login" wait_for 10 told 26
# Whoever asks again and again sends no flood: three an hour, silently.
F=flood$U@example.org
for i in 1 2 3 4 5 6; do
  req e GET /register
  send e /register --data-urlencode "name=F" --data-urlencode "email=$F"
  [ "$STATUS" = 303 ] || bad "asked again: $STATUS"
done
sent() { [ "$(sql 'SELECT COUNT(*) FROM olvido.outbox WHERE state = 1')" = 0 ]; }
wait_for 20 sent
is "three of six are sent" 3 "$(mails "$F")"
# Unproved: even with a password in the table he does not come in.
sql "UPDATE olvido.contact SET proved_at = 0 WHERE contact_id = $ID"
enter u "$E" "$GOOD"
is "an unproved address" 422 "$STATUS"
sql "UPDATE olvido.contact SET proved_at = 1 WHERE contact_id = $ID"
# Another account's host takes no session and no password of this one.
enter u "$E" "$GOOD"
is "in again" 303 "$STATUS"
HOST=second.localhost
is "his session elsewhere" 303 "$(opens u)"
enter v "$E" "$GOOD"
is "his password elsewhere" 422 "$STATUS"
HOST=demo.localhost
# A header cannot be written through a name or an address.
for v in $'x\r\nSet-Cookie: a=b@example.org' $'a@example.org\nBcc: b@example.org' 'a@example.org,b@example.org'; do
  req e GET /forgot
  send e /forgot --data-urlencode "email=$v"
  is "no address: ${v:0:14}" 422 "$STATUS"
done
# Host: evil leads nowhere.
is "a wrong host is not served" 1 "$(curl -sk -o /dev/null -w '%{http_code}' -H "Host: evil.example" --resolve "$HOST:$PORT:127.0.0.1" "https://$HOST:$PORT/forgot" | grep -cE '^(000|404|421|444)$')"

# ---- a second factor of his own -------------------------------------------------------------------------
sql "UPDATE olvido.throttle SET hits = 0, next_at = 0"
enter g "$E" "$GOOD"
req g GET /account
has "offered" 'href="/factor"' "$TMP/body"
req g GET /factor/codes
is "he proves himself first" 403 "$STATUS"
send g /step-up --data-urlencode "proof-password=not his" --data-urlencode "next=/factor/codes"
is "not by that" 422 "$STATUS"
send g /step-up --data-urlencode "proof-password=$GOOD" --data-urlencode "next=/factor/codes"
is "by his password" "303 /factor/codes" "$STATUS $(location)"
req g GET /factor/codes
is "set up" 200 "$STATUS"
OFFER=$(sed -n 's/.*name="offer" value="\([^"]*\)".*/\1/p' "$TMP/body")
KEY=$(sed -n 's/.*id="key">\([^<]*\)<.*/\1/p' "$TMP/body" | tr -d ' ')
send g /factor/codes --data-urlencode "offer=$OFFER" --data-urlencode "code=000000"
is "a wrong code sets nothing" "422 0" "$STATUS $(sql "SELECT COUNT(*) FROM olvido.factor WHERE subject_id = $ID")"
send g /factor/codes --data-urlencode "offer=$OFFER" --data-urlencode "code=$(oathtool --totp -b "$KEY")"
is "on, with recovery codes" "200 10" "$STATUS $(grep -c '<li><code>' "$TMP/body")"
RECOVERY=$(sed -n 's/.*<li><code>\([^<]*\)<.*/\1/p' "$TMP/body" | head -1)
enter h "$E" "$GOOD"
is "the password leads to the code" "303 /code?next=/tickets" "$STATUS $(location)"
is "and alone opens nothing" 303 "$(opens h)"
req h GET /login
is "but the code's page" "303 /code" "$STATUS $(location | sed 's/?.*//')"
req h GET /code
send h /code --data-urlencode "code=$RECOVERY"
is "a recovery code opens" "303 /tickets" "$STATUS $(location)"
is "his tickets" 200 "$(opens h)"
# A mailed link and a reset skip it no more than the password does.
req k GET /login
send k /login/link --data-urlencode "email=$E"
newer() { [ "$(link_in "$E" /enter/)" != "$OLD" ] && [ -n "$(link_in "$E" /enter/)" ]; }
OLD=$(link_in "$E" /enter/)
wait_for 10 newer || true
LINK=$(link_in "$E" /enter/)
req k GET "$LINK"
send k "$LINK"
is "a mailed link leads to the code too" "303 /code" "$STATUS $(location | sed 's/?.*//')"
is "and opens nothing" 303 "$(opens k)"
# With a second factor twelve letters are enough.
req h GET /account
send h /account/password --data-urlencode "current=$GOOD" --data-urlencode "new=herons 4 tea"
is "twelve letters beside a second factor" 303 "$STATUS"
# His device is lost: an admin takes the factor off, nobody below.
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
req agent GET "/panel/contacts/$ID"
hasnt "an agent is not offered it" "/factor\"" "$TMP/body"
req agent POST "/panel/contacts/$ID/factor" --data-urlencode "csrf=$(csrf)"
is "nor may he" 403 "$STATUS"
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
req owner GET "/panel/contacts/$ID"
has "the owner is" "action=\"/panel/contacts/$ID/factor\"" "$TMP/body"
req owner POST "/panel/contacts/$ID/factor" --data-urlencode "csrf=$(csrf)"
is "and takes it off" "303 /panel/contacts/$ID" "$STATUS $(location)"
is "it is gone, in the audit log" "0 1" "$(sql "SELECT (SELECT COUNT(*) FROM olvido.recovery_code WHERE subject_id = $ID), (SELECT COUNT(*) FROM olvido.audit WHERE object_kind = 2 AND object_id = $ID AND verb = (SELECT MAX(verb) FROM olvido.audit WHERE object_kind = 2 AND object_id = $ID AND actor_kind = 1))" | tr '\t' ' ')"
is "his sessions ended" 303 "$(opens h)"
enter h "$E" "herons 4 tea"
is "his password is enough again" "303 /tickets" "$STATUS $(location)"
req owner GET "/panel/contacts/$ID"
req owner POST "/panel/contacts/$ID/factor" --data-urlencode "csrf=$(csrf)"
is "twice" 404 "$STATUS"
