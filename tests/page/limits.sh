# shellcheck shell=bash
# Too many forms: a friendly page in the reader's language; reading goes on.
second_start 1r/m
# limited JAR METHOD PATH...: refused, at the latest when what time gave back is used.
limited() {
  local _
  for _ in 1 2 3 4 5; do
    N=$(tickets)
    req2 "$@"
    [ "$STATUS" != 429 ] || return 0
  done
}
req2 li GET /ask; T=$(csrf)
burst() { # COUNT [curl options]: forms that change nothing, all at once
  local n=$1
  shift
  curl -sk -Z --parallel-max 50 --max-time 30 --resolve "$HOST:$PORT2:127.0.0.1" -o "$TMP/answer_#1" \
    -w '%{http_code}\n' "$@" -d csrf=wrong "https://$HOST:$PORT2/language?n=[1-$n]" 2>/dev/null | sort | uniq -c | awk '{print $2 ":" $1}'
}
burst 60 >"$TMP/codes"
ok "some are answered" grep -q '^403:' "$TMP/codes"
ok "most are not" test "$(sed -n 's/^429://p' "$TMP/codes")" -ge 30
is "and nothing else" "" "$(grep -v '^403:\|^429:' "$TMP/codes")"
limited li POST /ask -F "csrf=$T" -F name=a -F email=a@example.org -F subject=s -F body=b
is "too many forms" 429 "$STATUS"
has "a friendly page" "<main" "$TMP/body"
is "in English" en "$(sed -n 's/.*<html lang="\(..\)".*/\1/p' "$TMP/body")"
is "when to come back" 10 "$(header retry-after)"
is "strict as any" no-store "$(header cache-control)"
ok "policy" grep -qi "^content-security-policy: default-src 'none'" "$TMP/head"
ok "HSTS" grep -qi "^strict-transport-security" "$TMP/head"
is "nothing stored" "$N" "$(tickets)"
for l in 'es' 'es-AR,en;q=0.5' 'fr, es;q=0.8, en;q=0.5'; do
  limited li POST /ask -H "Accept-Language: $l" -d x=y
  is "$l" "429 es" "$STATUS $(sed -n 's/.*<html lang="\(..\)".*/\1/p' "$TMP/body")"
done
for l in 'en, es;q=0.9' 'de, en, es' 'test' 'best,fr'; do
  limited li POST /ask -H "Accept-Language: $l" -d x=y
  is "$l" "429 en" "$STATUS $(sed -n 's/.*<html lang="\(..\)".*/\1/p' "$TMP/body")"
done
limited li POST /panel/login -d x=y
is "the panel's forms too" 429 "$STATUS"
req2 li GET /ask
is "reading goes on" 200 "$STATUS"
ok "many times" test "$(many 100 "$PORT2")" = "100x200 "
ok "no address of it in the log" sh -c "! grep -q 127.0.0.1 '$S/access.log'"
second_stop
