# shellcheck shell=bash
# Settings, Your website: a link to copy; who may; a question that came through it; the
# first steps count it.
. "$ROOT/tests/support/panel.sh"
HOST=web$U.localhost PASS="a password of some length"
P=/panel/settings/website
cli() { "$BUILD/olvido" --conf "$VAR/olvido.hdf" "$@"; }
cli account create "Web $U" "$HOST" en >/dev/null
A=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
for n in owner admin agent; do echo "$PASS" | cli agent add "$HOST" "$n" "$n$U@example.org" "Some $n" >/dev/null; done
for n in owner admin agent; do agent_in "$n" "$n$U@example.org" "$PASS"; done
there() { sql "SELECT website FROM olvido.account WHERE account_id = $A"; }
logged() { sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $A AND verb = 408 AND object_kind = 10 AND object_id = 33"; }
done_steps() { req owner GET /panel/first-steps; grep -oE '<strong>[0-9]</strong>' "$TMP/body" | head -1 | tr -dc 0-9; }
snippet() { perl -0777 -ne 'print $1 if m{<textarea id="snippet"[^>]*>(.*?)</textarea>}s' "$TMP/body" | sed 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#34;/"/g; s/&amp;/\&/g'; }
req agent GET "$P"
is "not an agent" 403 "$STATUS"
req agent POST "$P" -d "csrf=${TOKEN[agent]}" -d there=1
is "nor to mark it" "403 0" "$STATUS $(there)"
req admin GET "$P"
is "an admin" 200 "$STATUS"
snippet >"$TMP/snippet"
is "a plain link" 1 "$(grep -cE "^<a href=\"https://$HOST(:[0-9]+)?/ask\?via=website\" .*>Ask us</a>$" "$TMP/snippet")"
is "and nothing else: no script, nobody else's address" "0 1" "$(grep -ciE 'script|onclick|<img|cookie|url\(' "$TMP/snippet") $(grep -o 'https\?://' "$TMP/snippet" | wc -l)"
has "shown as it looks" 'class="site-button"' "$TMP/body"
req admin GET "$P?language=es"
is "in Spanish" 1 "$(snippet | grep -c 'lang="es".*>Pregúntenos</a>$')"
req admin GET "$P?language=xx"
is "in no other language" 1 "$(snippet | grep -c '>Ask us</a>$')"
req owner GET /panel/settings/roles
has "said on the page of roles" "Get the button for the company" "$TMP/body"
BEFORE=$(done_steps)
has "a step of the first ones" "$P\"" "$TMP/body"
req admin POST "$P" -d "csrf=${TOKEN[admin]}" -d there=1
is "marked" "303 $P 1 1" "$STATUS $(location) $(there) $(logged)"
is "the step is done" "$((BEFORE + 1))" "$(done_steps)"
req admin GET "$P"
has "it says so" "The button is on your website" "$TMP/body"
req admin POST "$P" -d "csrf=${TOKEN[admin]}"
is "taken back" "303 0 $BEFORE" "$STATUS $(there) $(done_steps)"
# A question that came another way says nothing; one through it does.
asked() { # QUERY [FIELD...]
  local q=$1
  shift
  req guest GET "/ask$q"
  req guest POST /ask -F "csrf=$(csrf)" -F "name=Eva" -F "email=eva$U@example.org" -F "subject=s" -F "body=b" "$@"
}
asked "" -F via=elsewhere
is "another way" "303 0" "$STATUS $(there)"
asked "?via=website"
is "who leaves the field out is not counted" "303 0" "$STATUS $(there)"
req guest GET "/ask?via=website"
has "in a field" 'name="via" value="website"' "$TMP/body"
req guest POST /ask -F "csrf=$(csrf)" -F "name=Eva" -F "email=wrong" -F "subject=s" -F "body=b" -F via=website
has "also after a mistake" 'name="via" value="website"' "$TMP/body"
is "which is no question" "422 0" "$STATUS $(there)"
asked "?via=website" -F via=website
is "through it" "303 1" "$STATUS $(there)"
is "the step is done by that" 1 "$(($(done_steps) > BEFORE))"
