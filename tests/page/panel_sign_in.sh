# shellcheck shell=bash
# Agents come in, go out, end sessions, change their password.
. "$ROOT/tests/support/panel.sh"

req nobody GET /panel/tickets
is "a list without a session" 303 "$STATUS"
is "leads to sign-in" "/panel/login?next=/panel/tickets" "$(location)"
for p in "" /tickets/1 /search /contacts/1 /profile /sessions; do
  req nobody GET "/panel$p"
  is "closed: $p" 303 "$STATUS"
done
for p in tickets/1/reply tickets/1/note tickets/1/assign tickets/1/status profile \
  password sessions/1/revoke sessions/end-others logout; do
  req nobody GET /panel/login
  req nobody POST "/panel/$p" --data-urlencode "csrf=$(csrf)" -d body=x
  is "closed to a form: $p" "303 /panel/login" "$STATUS $(location)"
done

sign_in a1 "$AGENT_EMAIL" "$AGENT_PASSWORD"
is "signed in" "303 /panel/tickets" "$STATUS $(location)"
is "one cookie, host-bound" 1 "$(grep -ciE '^set-cookie: __Host-olvido-panel=[A-Za-z0-9_-]{43}; .*Secure.*HttpOnly.*SameSite' "$TMP/head")"
req a1 GET /panel/tickets
is "the list" 200 "$STATUS"
has "who I am" "Alex Agent" "$TMP/body"
req a1 GET /panel/login
is "signed in already" "303 /panel/tickets" "$STATUS $(location)"

# Wrong password and unknown name cannot be told apart.
answer() {
  sign_in w "$1" "$2"
  sed -e 's/name="csrf" value="[^"]*"//' -e "s/$1/NAME/g" "$TMP/body" >"$TMP/answer.$3"
  sed -e '/^date:/Id' -e '/request-id/Id' -e '/^content-length/Id' "$TMP/head" >>"$TMP/answer.$3"
}
answer "$AGENT_EMAIL" "not the password at all" 1
is "wrong password" 422 "$STATUS"
has "says so" "The email address or the password is wrong." "$TMP/body"
has "keeps the name" "value=\"$AGENT_EMAIL\"" "$TMP/body"
hasnt "not the password" "not the password at all" "$TMP/body"
hasnt "no session" "__Host-olvido-panel=" "$TMP/head"
answer "nobody@demo.localhost" "not the password at all" 2
is "unknown name" 422 "$STATUS"
ok "the very same answer" cmp "$TMP/answer.1" "$TMP/answer.2"
sign_in w "" ""
is "nothing typed" 422 "$STATUS"
HOST=second.localhost sign_in w "$AGENT_EMAIL" "$AGENT_PASSWORD"
is "another account's agent" 422 "$STATUS"

# next= leads to pages of the panel only.
to() {
  rm -f "$TMP/n"
  req n GET /panel/login
  req n POST /panel/login --data-urlencode "csrf=$(csrf)" --data-urlencode "email=$AGENT_EMAIL" \
    --data-urlencode "password=$AGENT_PASSWORD" --data-urlencode "next=$1"
  location
}
is "next: a page" /panel/sessions "$(to /panel/sessions)"
for n in https://evil.example/ //evil.example/panel/ /panel/../ask /panelx '/panel/\evil' \
  /panel/logout $'/panel/x\r\nSet-Cookie: a=b' /; do
  is "next: $n" /panel/tickets "$(to "$n")"
done

# Sessions: listed, one revoked, the others ended.
agent_in s1 "$OWNER_EMAIL" "$OWNER_PASSWORD"
agent_in s2 "$OWNER_EMAIL" "$OWNER_PASSWORD"
agent_in s3 "$OWNER_EMAIL" "$OWNER_PASSWORD"
req s1 GET /panel/sessions
is "sessions" 200 "$STATUS"
has "this one is marked" "This session" "$TMP/body"
N=$(grep -o '/panel/sessions/[0-9]*/revoke' "$TMP/body" | sort -u | wc -l)
ok "all are listed" test "$N" -ge 3
hasnt "no whole address" "127.0.0.1" "$TMP/body"
has "its network" "127.0.0.0/24" "$TMP/body"
# own JAR: the number of the session it holds
own() {
  req "$1" GET /panel/sessions
  awk '/badge-answered/ { on = 1 } on && match($0, /sessions\/[0-9]+\/revoke/) { split(substr($0, RSTART), p, "/"); print p[2]; exit }' "$TMP/body"
}
HIS=$(sql "SELECT session_id FROM olvido.session WHERE kind = 1 AND subject_id = $AGENT_ID LIMIT 1")
req s1 POST "/panel/sessions/$HIS/revoke" --data-urlencode "csrf=${TOKEN[s1]}"
is "a colleague's session" 404 "$STATUS"
is "lives on" 1 "$(count_of "session WHERE session_id = $HIS")"
REVOKE=$(own s3)
req s1 POST "/panel/sessions/$REVOKE/revoke" --data-urlencode "csrf=${TOKEN[s1]}"
is "one revoked" 303 "$STATUS"
alive() { local n=0 j; for j in "$@"; do req "$j" GET /panel/profile; [ "$STATUS" != 200 ] || n=$((n + 1)); done; echo "$n"; }
is "exactly that one is out" "2 0" "$(alive s1 s2) $(alive s3)"
req s1 POST /panel/sessions/end-others --data-urlencode "csrf=${TOKEN[s1]}"
is "others ended" 303 "$STATUS"
is "this one lives" "1 0" "$(alive s1) $(alive s2 s3)"
is "in the database too" 1 "$(count_of "session WHERE kind = 1 AND subject_id = $OWNER_ID")"
cp "$TMP/s1" "$TMP/copy"
req s1 POST /panel/logout --data-urlencode "csrf=${TOKEN[s1]}"
is "signed out" "303 /panel/login" "$STATUS $(location)"
is "the cookie is worth nothing now" 0 "$(alive copy)"

# Idle and absolute limits, a role that changed, an agent made inactive.
agent_in s1 "$OWNER_EMAIL" "$OWNER_PASSWORD"
sql "UPDATE olvido.session SET seen_at = seen_at - 8 * 86400 WHERE session_id = $(own s1)"
is "left lying" 0 "$(alive s1)"
agent_in s1 "$OWNER_EMAIL" "$OWNER_PASSWORD"
sql "UPDATE olvido.session SET expires_at = UNIX_TIMESTAMP() WHERE session_id = $(own s1)"
is "past its longest" 0 "$(alive s1)"
agent_in s1 "$OWNER_EMAIL" "$OWNER_PASSWORD"
sql "UPDATE olvido.agent SET generation = generation + 1 WHERE agent_id = $OWNER_ID"
is "generation moved on" 0 "$(alive s1)"
agent_in s1 "$OWNER_EMAIL" "$OWNER_PASSWORD"
sql "UPDATE olvido.agent SET state = 2 WHERE agent_id = $OWNER_ID"
is "inactive" 0 "$(alive s1)"
sign_in w "$OWNER_EMAIL" "$OWNER_PASSWORD"
is "inactive cannot sign in" 422 "$STATUS"
sql "UPDATE olvido.agent SET state = 1 WHERE agent_id = $OWNER_ID"

# The password, changed by an agent made for it.
echo "the first password of mine" | "$BUILD/olvido" --conf "$VAR/olvido.hdf" agent add "$HOST" agent changer$U@demo.localhost "Chris Changer" >/dev/null
agent_in c1 changer$U@demo.localhost "the first password of mine"
agent_in c2 changer$U@demo.localhost "the first password of mine"
change() { req c1 POST /panel/password --data-urlencode "csrf=${TOKEN[c1]}" --data-urlencode "current=$1" --data-urlencode "new=$2"; }
change "wrong" "the second password of mine"
is "needs the present one" 422 "$STATUS"
has "and says so" 'id="current-mistake"' "$TMP/body"
change "the first password of mine" "short"
is "too short" 422 "$STATUS"
change "the first password of mine" "the second password of mine"
is "changed" "303 /panel/profile" "$STATUS $(location)"
is "here I stay, elsewhere I am out" "1 0" "$(alive c1) $(alive c2)"
sign_in c3 changer$U@demo.localhost "the first password of mine"
is "the old one is dead" 422 "$STATUS"
sign_in c3 changer$U@demo.localhost "the second password of mine"
is "the new one opens" 303 "$STATUS"

# Guessing is slowed down, the same for names that do not exist; the rest is in
# tests/access/login.sh.
NET=127.$((20 + RANDOM % 200)).$((RANDOM % 250)).1
for who in changer$U@demo.localhost not.there$U@demo.localhost; do
  codes=
  for i in $(seq 5); do sign_in w "$who" "a wrong password $i"; codes+="$STATUS "; done
  is "five are free: $who" "422 422 422 422 422 " "$codes"
  for i in $(seq 30); do
    sign_in w "$who" "a wrong password $i"
    WAIT=$(sed -n 's/^retry-after: \([0-9]*\)\r$/\1/Ip' "$TMP/head")
    [ "${WAIT:-0}" -lt 3 ] || break
    sleep 0.3
  done
  is "then one waits: $who" 429 "$STATUS"
  has "how long" "Please try again in $WAIT seconds" "$TMP/body"
  has "what was typed stays" "value=\"$who\"" "$TMP/body"
  sign_in w "$who" "the second password of mine"
  is "even the right one waits now: $who" 429 "$STATUS"
done
sign_in w "$AGENT_EMAIL" "$AGENT_PASSWORD"
is "others come in" 303 "$STATUS"
NET=

# A customer's cookie opens no panel page, an agent's none of the portal.
ask door$U@example.org Door "A door" "Does it open?"
wait_for 10 sink_mail_is door$U@example.org
LINK=$(grep -oE "/t/[A-Za-z0-9_-]{43}" "$(sink_mail door$U@example.org)" | head -1)
req door GET "$LINK"
req door POST "$LINK" --data-urlencode "csrf=$(csrf)"
is "the customer's session" 303 "$STATUS"
sed 's/__Host-olvido\t/__Host-olvido-panel\t/' "$TMP/door" >"$TMP/forged"
for p in "/tickets" "/tickets/$TICKET" /profile; do
  req door GET "/panel$p"; is "his cookie at /panel$p" 303 "$STATUS"
  req forged GET "/panel$p"; is "renamed, at /panel$p" 303 "$STATUS"
done
has "it was renamed" "__Host-olvido-panel" "$TMP/forged"
sed 's/__Host-olvido-panel\t/__Host-olvido\t/' "$TMP/a1" >"$TMP/forged"
req forged GET "/ticket/$TICKET"
is "an agent's in the portal" 303 "$STATUS"
