# shellcheck shell=bash
# The headers and cookies of every answer: each route of each program as a guest
# and signed in, static files, and every kind of error page.
STRICT="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types olvido; report-uri /csp"
SCANNED=0
# scan NAME: the answer in $TMP/head
scan() {
  local n="$1 ($STATUS)" csp line
  SCANNED=$((SCANNED + 1))
  is "$n: HSTS" "max-age=63072000; includeSubDomains" "$(header strict-transport-security)"
  is "$n: nosniff" nosniff "$(header x-content-type-options)"
  is "$n: referrer" no-referrer "$(header referrer-policy)"
  is "$n: COOP" same-origin "$(header cross-origin-opener-policy)"
  is "$n: CORP" same-origin "$(header cross-origin-resource-policy)"
  ok "$n: permissions" grep -qi '^permissions-policy: .*camera=()' "$TMP/head"
  csp=$(header content-security-policy)
  case $csp in
  "$STRICT") is "$n: frames" DENY "$(header x-frame-options)" ;;
  "default-src 'none'; sandbox") ;;
  *"default-src 'none'"*sandbox*) ;;
  *) bad "$n: policy '$csp'" ;;
  esac
  is "$n: one policy" 1 "$(grep -ci '^content-security-policy:' "$TMP/head")"
  is "$n: server" nginx "$(header server)"
  ok "$n: no version" sh -c "! grep -Eqi '^(x-powered-by|via):|nginx/|olvido/' '$TMP/head'"
  ok "$n: no CORS" sh -c "! grep -qi '^access-control-' '$TMP/head'"
  case $(header content-type) in
  "text/html; charset=utf-8"|"text/plain; charset=utf-8"|application/octet-stream|image/*|"text/css; charset=utf-8"|application/problem+json|"application/javascript; charset=utf-8") ;;
  *) bad "$n: type '$(header content-type)'" ;;
  esac
  case $1 in
  *"/static/"*) hasnt "$n: no cookie" set-cookie "$TMP/head" ;;
  *) is "$n: not stored" no-store "$(header cache-control)" ;;
  esac
  grep -i '^set-cookie:' "$TMP/head" | while read -r line; do
    case $line in
    [Ss]et-[Cc]ookie:\ __Host-olvido*=*"; Path=/; Secure; HttpOnly; SameSite=Lax"*) ;;
    *) echo "$line" ;;
    esac
    [ ${#line} -lt 4096 ] || echo "too long"
  done >"$TMP/cookies"
  is "$n: cookies" "" "$(cat "$TMP/cookies")"
  is "$n: each cookie once" "" "$(grep -i '^set-cookie:' "$TMP/head" | cut -d= -f1 | sort | uniq -d)"
}
sign_in ag "$AGENT_EMAIL" "$AGENT_PASSWORD"
scan "POST /panel/login"
sign_in wrong "$AGENT_EMAIL" "no no no"
scan "wrong password"
guest_ticket hd "headers-$RANDOM@example.org"
scan "POST /t/{token}"
req hd GET "/ticket/$TICKET"
TOKEN=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
routes() {
  for p in portal panel api erase provider; do "${BUILD:-$ROOT/build}/$p" --routes --conf "$VAR/olvido.hdf" | sed "s/^/$p /"; done
}
routes | tr '\t' ' ' >"$TMP/routes"
while read -r program method path who _; do
  p=$(sed -E "s/\{token\}/$TOKEN/; s/\{ticket\}/$TICKET/; s/\{[a-z]+\}/1/g" <<<"$path")
  # Leaving would end the session that the rest needs.
  case $method$path in POST*logout*) continue ;; esac
  jar=hd
  case $program$path in portal/* | erase/erase*) ;; *) jar=ag ;; esac
  rm -f "$TMP/none"
  if [ "$method" = GET ]; then
    req none GET "$p"; scan "guest GET $p"
    req $jar GET "$p"; scan "$who GET $p"
  else
    req none POST "$p" -d x=1; scan "guest POST $p"
    req $jar POST "$p" -d csrf=wrong; scan "$who POST $p"
    # Whose second factor is missing: nobody here.
    want=403; [ "$who" != half ] || want=303
    case $path in /api/v1/provider/*) want=404 ;; /api/*) want=401 ;; esac	# programs have no forms
    is "$p without its token" "$want" "$STATUS"
  fi
  req none DELETE "$p"; scan "DELETE $p"
  is "DELETE $p" 405 "$STATUS"
done <"$TMP/routes"
ok "all routes were walked" test "$(wc -l <"$TMP/routes")" -gt 25
# Error pages, nginx's and ours.
req none GET /nothing; scan 404
req none GET /panel/nothing; scan "panel 404"
HOST=third.localhost req none GET /; scan "no account"
req none POST /ask -H 'Content-Type: application/json' -d '{}'; scan 415
head -c 28000000 /dev/zero >"$TMP/big"
req none POST /ask --data-binary @"$TMP/big"; scan 413; is "413" 413 "$STATUS"
rm -f "$TMP/big"
BIG=$(head -c 9000 /dev/zero | tr '\0' a)
req none GET / --http1.1 -H "X-Big: $BIG"; scan "huge header"; is "400" 400 "$STATUS"
req none GET "/?$BIG" --http1.1; scan "huge address"
req none GET /%00; scan "NUL in the path"
req none TRACE /; scan TRACE
req none GET /api/x; scan "nothing of the API's"; is "404" 404 "$STATUS"
req none GET /static/base.css; scan "/static/ css"
has "kept by browsers" "immutable" "$TMP/head"
req none GET /static/nothing.css; scan "lost /static/"; is "404" 404 "$STATUS"
hasnt "an error is not kept" "immutable" "$TMP/head"
req none GET /static/; scan "listing /static/"; has "no listing" "<main" "$TMP/body"
req none GET /static/error/404.en.html; is "internal" 404 "$STATUS"
req none POST /static/base.css -d a=b; scan "POST /static/"; is "405" 405 "$STATUS"
ok "scanned many" test "$SCANNED" -gt 100
