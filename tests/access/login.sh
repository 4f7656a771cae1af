# shellcheck shell=bash
# Passwords, waits, known devices, the hashers, and customers' logins.
. "$ROOT/tests/support/panel.sh"

# A network of this run alone: what it guesses is counted there.
net() { NET=127.$((20 + RANDOM % 200)).$((RANDOM % 250)).1; }
net
GOOD="seven umbrellas beside the canal"
NEXT="a lamp, two herons and the tide"
header() { sed -n "s/^$1: \(.*\)\r$/\1/Ip" "$TMP/head"; }
# made EMAIL [PASSWORD]: an agent
made() { echo "${2:-$GOOD}" | "$BUILD/olvido" --conf "$VAR/olvido.hdf" agent add "$HOST" agent "$1" "Some Body" >/dev/null; }
# again JAR EMAIL PASSWORD: signs in with the cookies that the jar has
again() {
  sed -i '/__Host-olvido-panel\t/d' "$TMP/$1"
  req "$1" GET /panel/login
  req "$1" POST /panel/login --data-urlencode "csrf=$(csrf)" --data-urlencode "email=$2" --data-urlencode "password=$3"
}
# waits SECONDS: whoever has to wait now waits so long from now on (no test waits)
waits() { sql "UPDATE olvido.throttle SET next_at = UNIX_TIMESTAMP() + $1 WHERE hits = 5 AND next_at > 0"; }
# What a page says, without what differs in any two.
plain() { sed -e 's/name="csrf" value="[^"]*"//' -e "s/${1:-NOTHING}/NAME/g" "$TMP/body"; sed -e '/^date:/Id' -e '/request-id/Id' -e '/^content-length/Id' -e 's/^set-cookie: \([^=]*\)=[^;]*/set-cookie: \1/I' "$TMP/head"; }

# ---- passwords: the rules on the page --------------------------------------------
A=rule$U@demo.localhost
made "$A"
agent_in r "$A" "$GOOD"
change() { req r POST /panel/password --data-urlencode "csrf=${TOKEN[r]}" --data-urlencode "current=$GOOD" --data-urlencode "new=$1"; }
refuse() { change "$2"; is "refused: $1" 422 "$STATUS"; has "why: $1" "$3" "$TMP/body"; }
refuse short "trece ranas vu" "at least 15 characters"
refuse common "passwordpassword" "too easy to guess"
refuse decorated '!!!!P@ssw0rd2025' "too easy to guess"
refuse "own name" "demo company forever" "leave out your name"
refuse "own address" "ah rule$U it is" "leave out your name"
refuse "too long" "$(printf 'aé%.0s' $(seq 65))" "This is too long"
hasnt "never shown again" "aéaé" "$TMP/body"
change "  any characters: ñ 星 🦊 and blanks  "
is "any characters" 303 "$STATUS"
sign_in r2 "$A" "  any characters: ñ 星 🦊 and blanks  "
is "as typed" 303 "$STATUS"
sign_in r2 "$A" "any characters: ñ 星 🦊 and blanks"
is "nothing is trimmed" 422 "$STATUS"
sign_in r2 "$A" "$(printf '  any characters: n\xcc\x83 星 🦊 and blanks  ')"
is "decomposed letters are the same" 303 "$STATUS"

# ---- hashes: sealed, and made anew when the parameters change ----------------------
A=renew$U@demo.localhost
sed 's/^Password.List/Password.Passes = 3\nPassword.Memory = 19456\n&/' "$VAR/olvido.hdf" >"$TMP/other.hdf"
echo "$GOOD" | "$BUILD/olvido" --conf "$TMP/other.hdf" agent add "$HOST" agent "$A" "Some Body" >/dev/null
ID=$(sql "SELECT MAX(agent_id) FROM olvido.agent")
sealed() { sql "SELECT HEX(password) FROM olvido.agent_login WHERE agent_id = $ID"; }
hasnt "no hash in the clear" "$(printf argon2 | xxd -p | tr a-f A-F)" <(sealed)
BEFORE=$(sealed)
agent_in n "$A" "$GOOD"
AFTER=$(sealed)
if [ "$BEFORE" != "$AFTER" ]; then pass; else bad "hashed anew at sign-in"; fi
req n GET /panel/profile
is "its session goes on" 200 "$STATUS"
sign_in n2 "$A" "$GOOD"
is "the new one fits" 303 "$STATUS"
is "only once" "$AFTER" "$(sealed)"

# ---- waits ---------------------------------------------------------------------------
net
V=victim$U@demo.localhost
made "$V"
sign_in home "$V" "$GOOD"
is "the owner, at home" 303 "$STATUS"
has "a device cookie" "__Host-olvido-panel-device=" "$TMP/head"
is "of ninety days, host-bound" 1 "$(grep -ciE '^set-cookie: __Host-olvido-panel-device=[A-Za-z0-9_-]{75}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=7776000' "$TMP/head")"
# A hundred at once from many places: few are looked at, whatever the counting.
is "of a hundred turns at once exactly those that may be" 5 "$("$BUILD/tests/turns" "$VAR/olvido.hdf")"
net
rm -f "$TMP/p"; req p GET /panel/login; T=$(csrf)
for i in $(seq 100); do
  printf 'url = "https://%s:%s/panel/login"\ninterface = "127.%s.%s.1"\nresolve = "%s:%s:127.0.0.1"\ninsecure\nsilent\noutput = /dev/null\nwrite-out = "%%{http_code}\\n"\ndata-urlencode = "csrf=%s"\ndata-urlencode = "email=%s"\ndata-urlencode = "password=guess number %s"\nnext\n' \
    "$HOST" "$PORT" "$((20 + i))" "$((RANDOM % 250))" "$HOST" "$PORT" "$T" "$V" "$i"
done | sed '$d' >"$TMP/hundred"
curl -Z --parallel-max 100 -K "$TMP/hundred" >"$TMP/codes" 2>"$TMP/curl.err"
is "a hundred answers" 100 "$(grep -c . "$TMP/codes")"
N=$(grep -c '^422' "$TMP/codes")
ok "of a hundred guesses at once few are looked at ($N)" test "$N" -ge 1 -a "$N" -le 8
is "the others are told to wait" 100 "$((N + $(grep -cE '^(429|503)' "$TMP/codes")))"
# It goes on until nobody without a known device comes in; the owner does.
sql "UPDATE olvido.throttle SET hits = 99, next_at = 0 WHERE hits > 0 AND expires_at > UNIX_TIMESTAMP() + 86400 ORDER BY expires_at DESC LIMIT 1"
net
sign_in stranger "$V" "guess one hundred"
is "the hundredth" 422 "$STATUS"
sign_in stranger "$V" "$GOOD"
is "then a mailed link is needed" 429 "$STATUS"
has "and said" "can only come in by a link" "$TMP/body"
is "no time to wait for" "" "$(header retry-after)"
again home "$V" "$GOOD"
is "no stranger locks the owner out" 303 "$STATUS"
for i in 1 2 3 4 5; do again home "$V" "wrong at home"; done
is "his own mistakes" 422 "$STATUS"
waits 90
again home "$V" "wrong at home"
is "wait too" 429 "$STATUS"
waits 0
again home "$V" "$GOOD"
is "and end" 303 "$STATUS"
# The cookie is worth nothing for another name, another account, or changed.
made "other$U@demo.localhost"
sign_in thief "other$U@demo.localhost" "$GOOD"
again thief "$V" "$GOOD"
is "another's device cookie" 429 "$STATUS"
sed -E 's/(panel-device\t.{20})A/\1B/; t; s/(panel-device\t.{20})./\1A/' "$TMP/home" >"$TMP/bent"
again bent "$V" "$GOOD"
is "a changed one" 429 "$STATUS"
# Names that do not exist wait the same, with the same words: but for a second that
# ends between the two, which does not come twice.
told_alike() {
  net
  for who in known$1$U unknown$1$U; do
    [ "$who" = "unknown$1$U" ] || made "$who@demo.localhost"
    : >"$TMP/told.${who%%"$1$U"}"
    for i in 1 2 3 4 5 6; do
      [ $i != 6 ] || waits 90
      sign_in w "$who@demo.localhost" "a guess"
      { echo "$STATUS"; plain "$who"; } >>"$TMP/told.${who%%"$1$U"}"
    done
  done
  cmp "$TMP/told.known" "$TMP/told.unknown"
}
if told_alike '' || told_alike b; then pass; else bad "known and unknown are told the same"; fi
is "five guesses and a wait" "422 422 422 422 422 429 " "$(grep -E '^[0-9]{3}$' "$TMP/told.unknown" | tr '\n' ' ')"
# One network: fifty, then none, whatever names. Another network goes on.
net
C=
for i in $(seq 51); do sign_in w "n$i$U@demo.localhost" "a guess"; C=$STATUS; [ "$C" = 422 ] || break; done
is "the fifty-first of a network" "51 429" "$i $C"
has "says it" "from your network" "$TMP/body"
ok "and when" test "$(header retry-after)" -gt 400
sign_in w "$AGENT_EMAIL" "$AGENT_PASSWORD"
is "the right one of that network waits" 429 "$STATUS"
again home "$V" "$GOOD"
is "a known device does not" 303 "$STATUS"
net
sign_in w "$AGENT_EMAIL" "$AGENT_PASSWORD"
is "nor another network" 303 "$STATUS"

# ---- the hashers -----------------------------------------------------------------------
HASH=$(cat "$VAR/run/hash.pid")
is "two of them" 2 "$(pgrep -cP "$HASH")"
is "as a user of their own" "olvido-hash" "$(stat -c %U "/proc/$(pgrep -P "$HASH" | head -1)" | sed 's/^root$/olvido-hash/')"
for p in $(pgrep -P "$HASH"); do
  is "closed in: $p" "2 1" "$(awk '/^Seccomp:/ { s = $2 } /^NoNewPrivs:/ { n = $2 } END { print s, n }' "/proc/$p/status")"
  hasnt "no database: $p" "mysql" <(ls -l "/proc/$p/fd")
  is "no key file: $p" "" "$(find "/proc/$p/fd" -lname '*keys*')"
done
is "strangers cannot ask them" 660 "$(stat -c %a "$VAR/run/hash.sock")"
# While they stand still one of four workers waits for strangers, one for a known
# device; the others serve pages.
sign_in page "$AGENT_EMAIL" "$AGENT_PASSWORD"
# shellcheck disable=SC2046
kill -STOP $(pgrep -P "$HASH")
for i in 1 2 3 4 5 6 7 8; do
  (net; OUT=$TMP; TMP=$TMP/own.$i; mkdir "$TMP"; sign_in "f$i" "flood$i$U@demo.localhost" "a guess"; echo "$STATUS $(header retry-after)" >"$OUT/flood.$i") &
done
sleep 1
req page GET /panel/tickets --max-time 3
is "the panel goes on" 200 "$STATUS"
(OUT=$TMP; TMP=$TMP/own.known; mkdir "$TMP"; cp "$OUT/page" "$TMP/page"; again page "$AGENT_EMAIL" "$AGENT_PASSWORD"; echo "$STATUS" >"$OUT/known") &
sleep 0.5
net
sign_in busy "$AGENT_EMAIL" "$AGENT_PASSWORD"
is "one more is told to come again" "503 2" "$STATUS $(header retry-after)"
has "in words" "Many people are signing in" "$TMP/body"
# shellcheck disable=SC2046
kill -CONT $(pgrep -P "$HASH")
wait
is "a known device had a place" 303 "$(cat "$TMP/known")"
is "one of eight had waited" 1 "$(cat "$TMP"/flood.? | grep -c '^422')"
is "the others were not kept" 7 "$(cat "$TMP"/flood.? | grep -c '^503 2')"
# One that dies is replaced.
kill -9 "$(pgrep -P "$HASH" | head -1)"
sleep 0.6
is "two again" 2 "$(pgrep -cP "$HASH")"
sign_in busy "$AGENT_EMAIL" "$AGENT_PASSWORD"
is "and they work" 303 "$STATUS"
