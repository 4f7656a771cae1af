# shellcheck shell=bash
# A session, a link, a password, a reply address of A at B's door.
cookie_of() { awk -v n="$2" '$6 == n { print $7 }' "$TMP/$1"; }
panel_cookie=$(awk '$6 == "__Host-olvido-panel" { print $6 }' "$TMP/agent.$A")
portal_cookie=$(awk '$6 == "__Host-olvido" { print $6 }' "$TMP/contact.$A" | head -1)
token=$(cookie_of "agent.$A" "$panel_cookie")
contact_token=$(cookie_of "contact.$A" "$portal_cookie")
is "there are two tokens" "43 43" "${#token} ${#contact_token}"
at() { # HOST METHOD PATH COOKIE OPTIONS...
  local h=$1 m=$2 p=$3 c=$4; shift 4
  : >"$TMP/nobody"
  HOST=$h req nobody "$m" "$p" -H "Cookie: $c" "$@"
}
at $A GET /panel/profile "$panel_cookie=$token"
is "it opens A" 200 "$STATUS"
T=$(csrf)
rows $B >"$TMP/before"
for path in /panel/ /panel/profile /panel/sessions "/panel/tickets/${TICKET[$A]}" "/panel/tickets/${TICKET[$B]}" "/panel/tickets/$TWIN_TICKET"; do
  at $B GET "$path" "$panel_cookie=$token"
  is "A's session at B: $path" "303 /panel/login" "$STATUS $(location | sed 's/?.*//')"
  hasnt "nothing of B on $path" "${STEM[$B]}" "$TMP/body"
done
for path in "/panel/tickets/${TICKET[$B]}/note" "/panel/tickets/$TWIN_TICKET/note"; do
  at $B POST "$path" "$panel_cookie=$token" --data-urlencode "csrf=$T" --data-urlencode "body=walk"
  is "A's session writes at B: $path" 1 "$((STATUS == 403 || STATUS == 303))"
done
at $B GET "/ticket/${TICKET[$B]}" "$portal_cookie=$contact_token"
is "A's customer at B" "303 /login" "$STATUS $(location | sed 's/?.*//')"
at $B GET "/ticket/$TWIN_TICKET" "$portal_cookie=$contact_token"
is "A's customer at B's twin" "303 /login" "$STATUS $(location | sed 's/?.*//')"
at $B GET "${LINK[$A]}" ""
is "A's link at B" 404 "$STATUS"
at $B GET /ask ""
T=$(csrf)
at $B POST "${LINK[$A]}" "" --data-urlencode "csrf=$T"
is "A's link used at B" 404 "$STATUS"
# A's guest form token is not B's.
at $A GET /ask ""
T=$(csrf)
at $B POST /ask "" -F "csrf=$T" -F name=x -F email=x@example.org -F subject=x -F body=x
is "A's form token at B" 403 "$STATUS"
rows $B >"$TMP/after"
if cmp -s "$TMP/before" "$TMP/after"; then pass; else bad "rows of B changed: $(diff "$TMP/before" "$TMP/after" | head -6)"; fi
# The same password, another account.
HOST=$B sign_in wrong "owner@$A" "$OWNER_PASSWORD"
is "A's owner cannot sign in at B" 0 "$(grep -c "$panel_cookie" "$TMP/wrong")"
is "and is told so" 1 "$((STATUS == 422 || STATUS == 403))"

# A's reply address at B's domain is nobody's: no message joins A's ticket.
rows $A | grep -E 'olvido\.(ticket|message|contact)	' >"$TMP/before"
if [ -n "${CODE[$A]}" ]; then pass; else bad "no reply address in A's mail"; fi
printf 'From: %s\nTo: x\nSubject: across\nMessage-ID: <across.%s@example.org>\n\nacross\n' "${STEM[$A]}mail@example.org" "$RANDOM" |
  "$BUILD/olvido-mail" --conf "$CONF" deliver "${CODE[$A]}@$B" >"$TMP/out" 2>&1
is "A's reply address at B is refused" 1 "$(($? != 0))"
rows $A | grep -E 'olvido\.(ticket|message|contact)	' >"$TMP/after"
if cmp -s "$TMP/before" "$TMP/after"; then pass; else bad "rows of A changed by mail to B: $(diff "$TMP/before" "$TMP/after" | head -6)"; fi
printf 'From: %s\nTo: x\nSubject: at home\nMessage-ID: <home.%s@example.org>\n\nat home\n' "${STEM[$A]}mail@example.org" "$RANDOM" |
  "$BUILD/olvido-mail" --conf "$CONF" deliver "${CODE[$A]}@$A" >"$TMP/out" 2>&1
is "at home it is taken" 0 "$?"
rows $A | grep -E 'olvido\.message	' >"$TMP/after"
is "and joins" 1 "$(grep -vcxFf "$TMP/before" "$TMP/after")"
