# shellcheck shell=bash
# A guest asks; bad input of every kind gets a clear answer and keeps his text.
req guest GET /
is "home" 200 "$STATUS"
has "home in English" "How can we help?" "$TMP/body"
for h in strict-transport-security content-security-policy x-content-type-options \
  referrer-policy x-frame-options; do has "header $h" "$h" "$TMP/head"; done
hasnt "no cookie before an act" "set-cookie" "$TMP/head"
req guest GET / -H 'Accept-Language: fr, es;q=0.8, en;q=0.5'
has "home in Spanish" "¿En qué podemos ayudarle?" "$TMP/body"
req guest GET /nothing
is "unknown page" 404 "$STATUS"
HOST=third.localhost req guest GET /
is "unknown account" 404 "$STATUS"
req guest POST /
is "method" 405 "$STATUS"

req guest GET /ask
is "form" 200 "$STATUS"
T=$(csrf)
head -c 200000 /dev/urandom >"$TMP/photo.png"
ask() {
  req guest POST /ask -F "csrf=$T" -F "name=Guest" -F "email=guest@example.org" \
    -F "subject=A question" -F "body=How long does it take?" "$@"
}
ask -F "files=@$TMP/photo.png"
is "asked" "303 /sent" "$STATUS $(location)"
is "its cookie alone" 1 "$(grep -ci '^set-cookie' "$TMP/head")"
is "sealed, for ten minutes" 1 "$(grep -ciE '^set-cookie: __Host-olvido-sent=[A-Za-z0-9_-]{70,110}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600' "$TMP/head")"
# Read again it is the same page, and nothing is sent again.
for _ in 1 2; do
  req guest GET /sent
  is "then a page" 200 "$STATUS"
done
has "a code is shown" 'id="code"' "$TMP/body"
CODE=$(sed -n 's/.*id="code">\([^<]*\)<.*/\1/p' "$TMP/body")
is "its form" 0 "$(grep -qE '^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$' <<<"$CODE"; echo $?)"
for x in Guest guest@example.org "A question" "How long"; do hasnt "only the code" "$x" "$TMP/body"; done
req stranger GET /sent
hasnt "a stranger at that address sees no code" 'id="code"' "$TMP/body"
hasnt "nor a word of thanks" "Thank you" "$TMP/body"
SENT=$(awk '$6 == "__Host-olvido-sent" { print $7 }' "$TMP/guest")
for c in "${SENT%?}" "A$SENT" "${SENT:0:60}AAAA${SENT:64}" "" A; do
  req none GET /sent -H "Cookie: __Host-olvido-sent=$c"
  is "a changed cookie shows none" "200 0" "$STATUS $(grep -c 'id="code"' "$TMP/body")"
done
HOST=second.localhost req none GET /sent -H "Cookie: __Host-olvido-sent=$SENT"
hasnt "nor another account's" 'id="code"' "$TMP/body"
req none GET /sent -H "Cookie: __Host-olvido-sent=$SENT"
has "but his own does" "$CODE" "$TMP/body"
is "it is stored" 1 "$(sql "SELECT COUNT(*) FROM olvido.ticket WHERE code = '$CODE'")"
is "with its file" 200000 "$(sql "SELECT a.size FROM olvido.attachment a JOIN olvido.ticket t USING (account_id, ticket_id) WHERE t.code = '$CODE'")"

# Soft mistakes: the form again with what was typed.
req guest POST /ask -F "csrf=$T" -F "name=" -F "email=not an address" \
  -F "subject=Kept <b>subject" -F "body=Kept text"
is "mistakes" 422 "$STATUS"
has "subject kept, escaped" 'value="Kept &lt;b&gt;subject"' "$TMP/body"
has "body kept" "Kept text</textarea>" "$TMP/body"
has "the mistake is named" 'id="email-error"' "$TMP/body"

# Hard ones: nothing happens.
n() { sql "SELECT COUNT(*) FROM olvido.ticket"; }
BEFORE=$(n)
T=wrong ask; is "wrong token" 403 "$STATUS"
T=; ask; is "no token" 403 "$STATUS"
req guest GET /ask; T=$(csrf)
ask -H 'Origin: https://evil.example'; is "foreign origin" 403 "$STATUS"
ask -H 'Origin: null'; is "null origin" 403 "$STATUS"
ask -H 'Sec-Fetch-Site: cross-site'; is "cross-site" 403 "$STATUS"
ask -F "other=1"; is "unknown parameter" 400 "$STATUS"
ask -F "subject=twice"; is "a parameter twice" 400 "$STATUS"
req guest POST /ask --data-binary "csrf=$T&name=%FF%FE&email=a@b.c&subject=x&body=y"
is "invalid UTF-8" 400 "$STATUS"
req guest POST /ask --data-binary "csrf=$T&name=a%00b&email=a@b.c&subject=x&body=y"
is "NUL byte" 400 "$STATUS"
req guest POST /ask --data-binary "csrf=$T&$(printf 'f%d=1&' $(seq 10000))"
is "10,000 fields" 400 "$STATUS"
req guest POST /ask -H 'Content-Type: application/json' -d '{}'
is "JSON" 415 "$STATUS"
req guest POST /ask -H 'Content-Type: multipart/form-data' -d 'x'
is "no boundary" 400 "$STATUS"
req guest POST /ask -H 'Content-Type: multipart/form-data; boundary=x' --data-binary $'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\nabc'
is "cut short" 400 "$STATUS"
head -c 28000000 /dev/zero >"$TMP/big"
ask -F "files=@$TMP/big"
is "28 MB" 413 "$STATUS"
has "a friendly page" "25 MB" "$TMP/body"
head -c 26300000 /dev/zero >"$TMP/big"
ask -F "files=@$TMP/big"
is "a little over 25 MB" 422 "$STATUS"
has "text kept" "How long does it take?" "$TMP/body"
is "nothing was stored" "$BEFORE" "$(n)"
head -c 25000000 /dev/urandom >"$TMP/big"
ask -F "files=@$TMP/big"
is "25 MB" 303 "$STATUS"
rm -f "$TMP/big"
ask -F 'files=@-;filename="../../x"' </dev/null
ask -F "files=@$TMP/photo.png;filename=\"../../etc/x\""
is "a path as a file name" 303 "$STATUS"
req guest POST /ask -F "csrf=$T" -F name=Bot -F email=bot@example.org -F subject=s -F body=b -F website=http://spam
is "honeypot" "303 /sent" "$STATUS $(location)"
req guest GET /sent
has "is content" "Thank you" "$TMP/body"
hasnt "without a code" 'id="code"' "$TMP/body"
is "and nothing stored" 0 "$(sql "SELECT COUNT(*) FROM olvido.ticket WHERE code = ''")"
req guest GET /ticket/1
is "a ticket without a session" "303" "$STATUS"
req guest GET /t/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
is "an unknown link" 404 "$STATUS"
