# shellcheck shell=bash
# What stays of a request: no query, no whole address, no referrer, no cookie,
# no form, no token, whatever happened. And nothing on a disk.
W=word$RANDOM$RANDOM
BIG=$(head -c 9000 /dev/zero | tr '\0' b)
touch "$TMP/before"
H=(-H "Referer: https://ref-$W.example/x?q=ref-$W" -A "agent-$W" -H "Cookie: c=cookie-$W" -H "X-Forwarded-For: 203.0.113.77")
T=token-$W
for p in "/?q=query-$W" "/ask?email=query-$W" "/path-$W" "/ask/path-$W" "/static/path-$W.css?q=query-$W" "/static/base.css?q=query-$W" \
  "/api/path-$W?q=query-$W" "/panel/path-$W?q=query-$W" "/panel/search?q=query-$W" "/t/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA$W" "/ticket/1/path-$W" "/%00path-$W" "/static/path-$W/"; do
  req lg GET "$p" "${H[@]}"
done
is "nothing there" 404 "$STATUS"
req lg GET "/api/$W?$W" "${H[@]}"; is "nothing of the API" 404 "$STATUS"
req lg POST "/api/$W?$W" "${H[@]}" -d "body-$W"
req lg POST "/ask?q=query-$W" "${H[@]}" -d "csrf=$T&name=name-$W&email=$W@example.org&subject=subject-$W&body=body-$W"
req lg POST "/ask?q=query-$W" "${H[@]}" -F "files=@$TMP/before;filename=file-$W"
head -c 28000000 /dev/zero >"$TMP/big"
req lg POST "/ask?q=query-$W" "${H[@]}" -F "files=@$TMP/big;filename=file-$W"
is "too large" 413 "$STATUS"
req lg GET "/?$BIG$W" "${H[@]}" --http1.1
req lg GET "/?q=$W" -H "X-Big: $BIG$W" "${H[@]}" --http1.1
sign_in lg "$W@example.org" "password-$W"
sign_in lg "$AGENT_EMAIL" "password-$W"
guest_ticket lg2 "$W@example.org" -F "files=@$TMP/before;filename=file-$W" -A "agent-$W"
req lg2 GET "/ticket/$TICKET"; TOKEN=$(csrf)
req lg2 POST "/ticket/$TICKET/reply" -F "csrf=$TOKEN" -F "body=reply-$W" -F "files=@$TMP/big;filename=file-$W"
SESSION=$(awk '$6 == "__Host-olvido" {print $7}' "$TMP/lg2" | head -1)
ok "a session to look for" test ${#SESSION} -ge 40
LOGS=$(readlink -f "$VAR")/log
logged() { grep -q "request: \"POST /ask\"" "$LOGS/nginx-error.log"; }
ok "nginx complained" wait_for 10 logged
find "$LOGS" -type f -newer "$TMP/before" >"$TMP/logs"
for x in "$W" "$TOKEN" "$SESSION" "${LINK#/t/}" 203.0.113.77 "agent-" "$AGENT_EMAIL"; do
  # shellcheck disable=SC2046
  is "'${x:0:12}' stands in no log" "" "$(grep -lF -- "$x" $(cat "$TMP/logs"))"
done
is "no whole address" "" "$(grep -l 'client: 127\.0\.0\.1\| 127\.0\.0\.1 ' "$LOGS/access.log" "$LOGS/nginx-error.log")"
is "no ticket's number" "" "$(grep -c "/$TICKET" "$LOGS/access.log" | grep -v '^0$')"
ok "but that something was asked" grep -q ' 200 GET /ask ' "$LOGS/access.log"
ok "and by whom, cut" grep -q ' 127\.0\.0\.0 ' "$LOGS/access.log"

# Only nginx may write there, and what reads it has no rights.
SOCK=$(readlink -f "$VAR")/run/log.sock
is "who may write" "660 root www-data" "$(stat -c '%a %U %G' "$SOCK")"
says() { setpriv --reuid="$1" --regid="$(id -g "$1")" --clear-groups logger --socket "$SOCK" --socket-errors=on "by-$1"; }
ok "nginx's workers may" says www-data
wait_for 10 grep -q by-www-data "$LOGS/nginx-error.log"
for u in nobody olvido-portal olvido-mail; do
  if says "$u" 2>/dev/null; then bad "$u may write to the log"; else pass; fi
done
is "what they wrote" "by-www-data" "$(grep -o 'by-[a-z-]*' "$LOGS/nginx-error.log" | sort -u)"
is "as whom it runs" olvido-log "$(ps -o user:20= -p "$(cat "$VAR/run/log.pid")")"

# The filter itself, line by line.
cut_line() { "${BUILD:-$ROOT/build}/olvido-log" --filter <<<"$1"; }
P='<27>Nov 24 17:00:00 nginx: 2026/11/24 17:00:00 [error] 1#1: *5'
is "IPv4" "$P x, client: 203.0.113.0" "$(cut_line "$P x, client: 203.0.113.77, server: a")"
is "IPv6" "$P x, client: 2001:db8:1::" "$(cut_line "$P x, client: 2001:db8:1:2:3:4:5:6, server: a")"
is "short IPv6" 0 "$(cut_line "$P x, client: fe80::dead:beef, server: a" | grep -c 'beef')"
is "a request" "$P x, client: 203.0.113.0, request: \"GET /t\"" "$(cut_line "$P x, client: 203.0.113.77, server: a, request: \"GET /t/TOKEN?a=b HTTP/1.1\", host: \"h\"")"
is "a path of somebody's" "$P x, client: 203.0.113.0, request: \"GET /-\"" "$(cut_line "$P x, client: 203.0.113.77, request: \"GET /ana HTTP/1.1\"")"
is "an address in a message" "$P client 203.0.113.0 closed connection" "$(cut_line "$P client 203.0.113.77 closed connection")"
is "what nginx says of itself" "$P connect() to unix:/x/api.sock failed (2: No such file)" "$(cut_line "$P connect() to unix:/x/api.sock failed (2: No such file)")"
is "a referrer" "$P x, client: 203.0.113.0" "$(cut_line "$P x, client: 203.0.113.77, referrer: \"https://a/b?c\"")"
is "a file with quotes and commas" 0 "$(cut_line "$P open() \"/x/sec\"ret, client: secret\"b\" failed, client: 203.0.113.9" | grep -c secret)"
is "a file" "$P open() \"\" (2: No such file or directory), client: 203.0.113.0" "$(cut_line "$P open() \"/var/x/static/ana.png\" failed (2: No such file or directory), client: 203.0.113.77")"
is "a number that is none" "$P open() \"\", client: 203.0.113.0" "$(cut_line "$P open() \"/a (2secret: b) (0664: x\", client: 203.0.113.77")"
# The words that nginx writes around a client can be put in a path or a referrer.
is "a client in a path" "$P open() \"\", client: -" "$(cut_line "$P open() \"/x, client: 192.0.2.9, server: ana\" failed, client: 203.0.113.77, server: a, request: \"GET /x HTTP/1.1\"")"
is "a client in a referrer" "$P x, client: -" "$(cut_line "$P x, client: 203.0.113.77, server: a, request: \"GET /secret\"x HTTP/1.1\", referrer: \"https://secret/, client: 192.0.2.9, request: \"GET /ask\"")"
is "a line cut in a name" "$P open() \"\"" "$(cut_line "$P open() \"/static/ana-secret-that-does-not-en")"
is "with quotes in it" "$P open() \"\"" "$(cut_line "$P open() \"/static/an\"a-secret-that-does-not-en")"
is "and a client" "$P open() \"\", client: 192.0.2.0" "$(cut_line "$P open() \"/static/ana\"-secret, client: 192.0.2.9, server: ana-sec")"
is "an upstream" 0 "$(cut_line "$P x, upstream: \"fastcgi://unix:/run/p.sock:\", request: \"POST /ask?x=secret HTTP/2.0\"" | grep -c secret)"
is "a host that is none" 0 "$(cut_line "$P client sent invalid host header while reading client request headers, client: 203.0.113.77, server: _, request: \"GET /secret HTTP/1.1\", host: \"secret.example\"" | grep -c secret)"
is "a bad header" 0 "$(cut_line "$P client sent invalid header line: \"X-secret: secret\" while reading, client: 203.0.113.9" | grep -c secret)"
is "a long one" 0 "$(cut_line "$P client sent too long header line: \"X-secret: secret...\" while reading, client: 203.0.113.9" | grep -c secret)"
is "a long URI" 0 "$(cut_line "$P client sent too long URI while reading client request line, client: 203.0.113.9, request: \"GET /?secret" | grep -c secret)"
is "stderr of a program" 0 "$(cut_line "$P FastCGI sent in stderr: \"secret\" while reading response header, client: 203.0.113.9" | grep -c secret)"
is "control bytes" 0 "$(cut_line "$P a"$'\x1b'"[31mb" | grep -c $'\x1b')"

# Bodies wait in memory: nginx's folders for them are on tmpfs, and empty after.
for f in client_body fastcgi proxy uwsgi scgi; do
  d=$(sed -n "s/^[[:space:]]*${f}_temp_path \([^;]*\);/\1/p" "$VAR/nginx/olvido.conf")
  is "$f on tmpfs" tmpfs "$(stat -f -c %T "$(dirname "$d")")"
done
BODY=$(sed -n "s/^[[:space:]]*client_body_temp_path \([^;]*\);/\1/p" "$VAR/nginx/olvido.conf")
head -c 2000000 /dev/urandom >"$TMP/big"
curl -sk --limit-rate 400k --http1.1 --resolve "$HOST:$PORT:127.0.0.1" -o /dev/null -F "csrf=x" -F "files=@$TMP/big" "https://$HOST:$PORT/ask" & C=$!
# It is unlinked while it waits: only the worker's descriptor shows it.
waits() { find $(pgrep -P "$(cat "$VAR/run/nginx.pid")" | sed 's|.*|/proc/&/fd|') -lname "$BODY/*" | grep -q .; }
ok "a slow body waits there" wait_for 5 waits
is "without a name" "" "$(find "$BODY" -type f)"
wait "$C"
gone() { ! waits; }
ok "and is gone" wait_for 10 gone
rm -f "$TMP/big"
