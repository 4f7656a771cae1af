# shellcheck shell=bash
# Bad input, each kind through the real nginx: the right status, a page in the
# reader's language, nothing stored, and the programs go on.
portal_pids() { pgrep -P "$(cat "$VAR/run/portal.pid")" | sort -n | tr '\n' ' '; }
WORKERS_BEFORE=$(portal_pids)
req in GET /ask; T=$(csrf)
BEFORE=$(tickets)

# Methods.
for m in PUT DELETE PATCH OPTIONS; do
  req in $m /ask -d ''
  is "$m" 405 "$STATUS"
  is "$m: allowed are" "GET, HEAD, POST" "$(header allow)"
done
req in POST / -d ''; is "POST where only GET" "405 GET, HEAD" "$STATUS $(header allow)"
req in GET /logout; is "GET where only POST" "405 POST" "$STATUS $(header allow)"
has "says so" "This address works differently" "$TMP/body"
req in TRACE /; is "TRACE" 405 "$STATUS"
req in GET /ask -X 'X<script>'; is "no method at all" 400 "$STATUS"
req in HEAD /ask; is "HEAD" 200 "$STATUS"
LENGTH=$(header content-length)
req in GET /ask
is "HEAD tells GET's length" "$(header content-length)" "$LENGTH"
req in HEAD /nothing; is "HEAD of nothing" 404 "$STATUS"

# Paths.
for p in /%00 /a%00b /..%2f..%2fetc/passwd /../../etc/passwd /static/../../keys/master.key \
  /static/%2e%2e/%2e%2e/keys/master.key /static/..%5c..%5ckeys /.git/config /static/.git/config \
  /ticket/-1 /ticket/01 /ticket/18446744073709551616 /ticket/1e3 /ticket/ /ticket/1/ /ask/ \
  "/t/$(printf 'A%.0s' $(seq 44))" /t/AAAA /%ff%fe /ask%0d%0aX-Evil:1 '/ask;x=1'; do
  req in GET "$p" --path-as-is
  case $STATUS in 400|404) pass ;; *) bad "path $p: $STATUS" ;; esac
  hasnt "path $p reads nothing" "root:" "$TMP/body"
  hasnt "path $p sets no header" "x-evil" "$TMP/head"
done

# Queries and fields that nobody declared, twice, too many, malformed.
req in GET "/ask?other=1&x=%ff&y=%00"; is "an undeclared query is ignored" 200 "$STATUS"
req in GET "/ask?a=%zz"; is "broken percent sign" 400 "$STATUS"
req in GET "/ask?$(printf 'f%d=1&' $(seq 300))"; is "300 fields in a query" 400 "$STATUS"
F="csrf=$T&name=a&email=in@example.org&subject=s&body=b"
form in /ask "$F&other=1"; is "unknown field" 400 "$STATUS"
form in /ask "$F&name=b"; is "a field twice" 400 "$STATUS"
form in /ask "$F&csrf=$T"; is "token twice" 403 "$STATUS"
form in /ask "$F&department=abc"; is "no number" 400 "$STATUS"
form in /ask "$F&department=-1"; is "a negative one" 400 "$STATUS"
form in /ask "$F&department=99999999999999999999999"; is "too great a one" 400 "$STATUS"
form in /ask "$F%"; is "cut percent sign" 400 "$STATUS"
form in /ask "${F/subject=s/subject=%C0%AF}"; is "overlong UTF-8" 400 "$STATUS"
form in /ask "${F/subject=s/subject=%ED%A0%80}"; is "surrogate" 400 "$STATUS"
form in /ask "${F/body=b/body=x%00y}"; is "NUL" 400 "$STATUS"
form in /ask "csrf=$T&$(printf 'f%d=1&' $(seq 10000))"; is "10,000 fields" 400 "$STATUS"
req in POST /ask -F "csrf=$T" $(printf -- '-F f%d=1 ' $(seq 300)); is "300 parts" 400 "$STATUS"
form in /ask "$(printf '%065d' 1)=x&$F"; is "a name of 65 bytes" 400 "$STATUS"

# Types and forms of bodies.
for t in application/json text/plain application/xml image/png x; do
  req in POST /ask -H "Content-Type: $t" --data-binary "$F"
  is "type $t" 415 "$STATUS"
done
req in POST /ask -H 'Content-Type:' --data-binary "$F"; is "no type" 415 "$STATUS"
part() { printf -- '--x\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n' "$1" "$2"; }
multi() { req in POST /ask -H 'Content-Type: multipart/form-data; boundary=x' --data-binary @"$TMP/multi"; }
{ part 'name="csrf"' "$T"; part 'name="body"' "b"; } >"$TMP/multi"
multi; is "without the last boundary" 400 "$STATUS"
{ part 'name="csrf"' "$T"; part 'name="body" ; filename' b; printf -- '--x--\r\n'; } >"$TMP/multi"
multi; is "broken disposition" 400 "$STATUS"
{ part 'name="csrf"' "$T"; part "name=\"$(printf 'n%.0s' $(seq 9000))\"" b; printf -- '--x--\r\n'; } >"$TMP/multi"
multi; is "a header of 9,000 bytes" 400 "$STATUS"
head -c 60000 /dev/urandom >"$TMP/multi"
multi; is "noise" 400 "$STATUS"

# Bodies that are cut: fewer bytes than told.
cut_short() { # BYTES TOLD
  { printf 'POST /ask HTTP/1.1\r\nHost: %s:%s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s' \
      "$HOST" "$PORT" "$2" "$F"; sleep "$1"; } |
    timeout 20 openssl s_client -quiet -connect "127.0.0.1:$PORT" -servername "$HOST" 2>/dev/null | head -1
}
cut_short 0.2 1000 >"$TMP/cut"
hasnt "a cut body is not taken" "200" "$TMP/cut"

# Sizes: the page for too much, by language; from nginx and from the program.
head -c 28000000 /dev/zero >"$TMP/big"
T=$T ask_as in -F "files=@$TMP/big"
is "28 MB" 413 "$STATUS"; has "in English" "25 MB" "$TMP/body"
ask_as in -F "files=@$TMP/big" -H 'Accept-Language: fr, es;q=0.9, en;q=0.1'
is "28 MB again" 413 "$STATUS"; has "in Spanish" 'lang="es"' "$TMP/body"
ask_as in -F "files=@$TMP/big" -H 'Accept-Language: en' -H 'Cookie: __Host-olvido-lang=es'
has "by the reader's own choice" 'lang="es"' "$TMP/body"
head -c 3000000 /dev/zero | tr '\0' a >"$TMP/text"
req in POST /ask -F "csrf=$T" -F name=a -F email=a@example.org -F subject=s -F "body=<$TMP/text" -F "files=@$TMP/big;filename=x" -o /dev/null
is "3 MB of text and 28 MB of files" 413 "$STATUS"
head -c 70000 "$TMP/text" >"$TMP/text70"
req in POST /ask -F "csrf=$T" -F name=a -F email=a@example.org -F "subject=Kept subject" -F "body=<$TMP/text70"
is "70,000 bytes of text" 422 "$STATUS"; has "is kept" "Kept subject" "$TMP/body"; has "and named" "too long" "$TMP/body"
head -c 26300000 /dev/zero >"$TMP/big"
ask_as in -F "files=@$TMP/big" -H 'Accept-Language: es'
is "a little too much" 422 "$STATUS"
has "the text is kept" "How long does it take?" "$TMP/body"
has "in Spanish" "Los archivos superan juntos los 25 MB." "$TMP/body"
# 25 MB are 25 * 1024 * 1024 bytes in the form, its script and its answer.
head -c 26214401 /dev/zero >"$TMP/big"
ask_as in -F "files=@$TMP/big"
is "one byte too much" 422 "$STATUS"
has "and how much it may be" "larger than 25 MB together" "$TMP/body"
has "the form says so" 'data-max="26214400"' "$TMP/body"
has "to people too" "up to 25 MB together" "$TMP/body"
head -c 26214390 /dev/zero >"$TMP/big"
printf 0123456789 >"$TMP/ten"
ask_as in -F "files=@$TMP/big" -F "files=@$TMP/ten"
is "25 MB in two files" 200 "$STATUS"
has "are taken" 'id="code"' "$TMP/body"
{ printf %s "csrf=$T&language=en&next="; head -c 300000 "$TMP/text"; } >"$TMP/multi"
req in POST /language --data-binary @"$TMP/multi"; is "too much for a small form" 413 "$STATUS"
rm -f "$TMP/big"

# Mistakes in both languages, what was typed is kept and escaped.
wrong() { req in POST /ask "$@" -F "csrf=$T" -F "name=$(printf 'é%.0s' $(seq 101))" -F "email=no address" -F $'subject=  \t ' -F 'body="><script>alert(1)</script>'; }
wrong
is "mistakes" 422 "$STATUS"
for x in "This is too long." "This does not look like an email address." "Please fill this in."; do has "English: $x" "$x" "$TMP/body"; done
hasnt "no script" "<script>alert" "$TMP/body"
has "but the text" "&gt;&lt;script&gt;alert(1)" "$TMP/body"
has "and the name" "éééé" "$TMP/body"
wrong -H 'Accept-Language: es-MX,es;q=0.9'
for x in "Es demasiado largo." "Esto no parece una dirección de correo." "Este campo es obligatorio."; do has "Spanish: $x" "$x" "$TMP/body"; done
has "says its language" '<html lang="es">' "$TMP/body"

# Origins.
F2="csrf=$T&name=a&email=in@example.org&subject=s&body=b"
for h in "Origin: https://evil.example" "Origin: null" "Origin: http://$HOST:$PORT" "Origin: https://$HOST" \
  "Origin: https://second.localhost:$PORT" "Sec-Fetch-Site: cross-site" "Sec-Fetch-Site: same-site" "Sec-Fetch-Site: none"; do
  req in POST /ask -H "$h" --data-binary "$F2"; is "$h" 403 "$STATUS"
done
has "says so" "This form has expired" "$TMP/body"
req in POST /ask -H "Origin: https://evil.example" -H 'Accept-Language: es' --data-binary "$F2"
has "in Spanish" "Este formulario ha caducado" "$TMP/body"

# Tokens.
token_of() { "${BUILD:-$ROOT/build}/tests/csrf_at" --conf "$VAR/olvido.hdf" "$HOST" "$1"; }
for t in "" wrong "${T%?}x" "${T%%.*}" "0.${T#*.}" "$(($(date +%s) - 50000)).${T#*.}" "99999999999.${T#*.}" "$(printf 'a%.0s' $(seq 500))"; do
  form in /ask "csrf=$t&name=a&email=in@example.org&subject=s&body=b"; is "token '${t:0:20}'" 403 "$STATUS"
done
OLD=$(token_of $(($(date +%s) - 43300)))
form in /ask "csrf=$OLD&name=a&email=in@example.org&subject=s&body=b"; is "a true token, 12 hours old" 403 "$STATUS"
NEW=$(token_of $(($(date +%s) + 3600)))
form in /ask "csrf=$NEW&name=a&email=in@example.org&subject=s&body=b"; is "one from the future" 403 "$STATUS"
is "all this stored that one alone" "$((BEFORE + 1))" "$(tickets)"
OLD=$(token_of $(($(date +%s) - 43000)))
form in /ask "csrf=$OLD&name=a&email=in@example.org&subject=s&body=b"; is "a true token, not quite 12 hours old" 303 "$STATUS"

# Hosts.
raw_host() { curl -sk -o "$TMP/body" -w '%{http_code}' --max-time 10 --resolve "$HOST:$PORT:127.0.0.1" -H "Host: $1" "https://$HOST:$PORT/" || true; }
is "a foreign Host" 000 "$(raw_host evil.example)"
is "a Host that is an address" 000 "$(raw_host 127.0.0.1)"
is "two in one" 400 "$(raw_host "demo.localhost evil.example")"
case $(raw_host "$HOST:1") in 200|421) pass ;; *) bad "another port" ;; esac
is "an unknown name in the handshake" 000 "$(curl -sk -o /dev/null -w '%{http_code}' --max-time 10 --resolve "evil.example:$PORT:127.0.0.1" "https://evil.example:$PORT/" || true)"
HOST=third.localhost req in GET /ask; is "an account that is none" 404 "$STATUS"

# Headers and cookies: huge, many, odd.
BIG=$(head -c 9000 /dev/zero | tr '\0' a)
req in GET / -H "X-Big: $BIG" --http1.1; is "a header of 9,000 bytes" 400 "$STATUS"
has "a friendly page" "<main" "$TMP/body"
hasnt "without nginx's name" "<center>nginx" "$TMP/body"
req in GET "/?$BIG" --http1.1; is "an address of 9,000 bytes" 414 "$STATUS"; has "friendly too" "<main" "$TMP/body"
req in GET / -H "Cookie: a=$BIG" --http1.1; is "a cookie of 9,000 bytes" 400 "$STATUS"
req in GET / -H "Cookie: $(printf 'c%d=1; ' $(seq 600))"; is "600 cookies" 200 "$STATUS"
for c in "__Host-olvido=" "__Host-olvido=$(printf 'A%.0s' $(seq 4000))" "__Host-olvido=AAAA; __Host-olvido=BBBB" \
  "__Host-olvido=$(printf 'A%.0s' $(seq 43))" ";;;===" "__Host-olvido-flash=../../x" "__Host-olvido-flash=Notice" "__Host-olvido-lang=xx"; do
  req none GET / -H "Cookie: $c"; is "cookie ${c:0:30}" 200 "$STATUS"
done
for h in "Proxy: http://evil" "X-Forwarded-For: 1.2.3.4" "X-Original-URL: /panel/" "Transfer-Encoding: x" "Remote-User: owner"; do
  req in GET / -H "$h" --max-time 5 --http1.1
  case $STATUS in 200|400|501) pass ;; *) bad "header $h: $STATUS" ;; esac
done
curl -sk -o "$TMP/body" -w '%{http_code}' --max-time 5 "http://127.0.0.1:$PORT/" >"$TMP/plain" || true
is "plain HTTP" 400 "$(cat "$TMP/plain")"

is "no worker died of it" "$WORKERS_BEFORE" "$(portal_pids)"
