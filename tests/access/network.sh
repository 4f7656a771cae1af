# shellcheck shell=bash
# From which networks people come in: the panel's page, the programs, nginx, the
# console; what a client says of its own address; who writes what root includes.
. "$ROOT/tests/support/panel.sh"
OLVIDO=("$BUILD/olvido" --conf "$VAR/olvido.hdf")
SYNC=("$BUILD/olvido-nginx" --conf "$VAR/olvido.hdf")
ACCOUNT=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
PAGE=/panel/settings/network
clear_lists() { "${OLVIDO[@]}" account allow-list "$HOST" --clear >"$TMP/clear" 2>&1; }
trap 'clear_lists; [ -z "${OTHER:-}" ] || kill "$OTHER" 2>/dev/null' EXIT
clear_lists
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"

# save PANEL API PORTAL
save() {
  req owner POST $PAGE --data-urlencode "csrf=${TOKEN[owner]}" --data-urlencode "panel=$1" \
    --data-urlencode "api=${2:-}" --data-urlencode "portal=${3:-}"
}
stored() { sql "SELECT IFNULL(GROUP_CONCAT(place, '=', REPLACE(ranges, '\n', ' ') ORDER BY place), '') FROM olvido.allow_list WHERE account_id = $ACCOUNT"; }
# from ADDRESS PATH: the status for that client
from() { req from GET "$2" --interface "$1"; }

# ---- the page --------------------------------------------------------------------
req agent GET $PAGE
is "not for an agent" 403 "$STATUS"
req agent POST $PAGE --data-urlencode "csrf=${TOKEN[agent]}" --data-urlencode "panel=" --data-urlencode "portal=203.0.113.1"
is "nor a tampered form" 403 "$STATUS"
req owner GET $PAGE
is "the owner's page" 200 "$STATUS"
has "his own address" "<code>127.0.0.1</code>" "$TMP/body"
has "in the menu" "href=\"$PAGE\"" "$TMP/body"
before=$(stored)
# refused NAME LIST TEXT
refused() {
  save "$2"
  is "$1" 422 "$STATUS"
  has "$1: says why" "$3" "$TMP/body"
  is "$1: nothing is stored" "$before" "$(stored)"
}
refused "host bits" $'127.0.0.1\n192.0.2.1/24' 'Line 2, <code>192.0.2.1/24</code>'
has "what was meant" "<code>192.0.2.0/24</code>" "$TMP/body"
has "what was typed stays" "192.0.2.1/24</textarea>" "$TMP/body"
refused "octal" "0127.0.0.1" "begin with a zero"
refused "a zone" "fe80::1%eth0" "a zone (%)"
refused "a name" "localhost" "not an IP address"
refused "markup" "<script>alert(1)</script>" "&lt;script&gt;"
refused "nginx's own words" $'127.0.0.1;\n}\ninclude /etc/passwd;' "not an IP address"
refused "himself locked out" "192.0.2.0/24" "lock yourself out"
refused "himself locked out of IPv4" "::/0" "lock yourself out"
refused "501 entries" "$(seq -f '127.0.1.%g' 0 250; seq -f '127.0.2.%g' 0 249)" "too many entries"
refused "a small list that is many networks" "$(for i in $(seq 9); do echo "2001:db8:$i::1-2001:db8:$i:ffff:ffff:ffff:ffff:fffe"; done; echo 127.0.0.1)" "too many entries"
save "$(head -c 17000 /dev/zero | tr '\0' '#')"
is "17 kB" 422 "$STATUS"
save "127.0.0.1" "not an address"
is "a mistake in another list" 422 "$STATUS"
is "stores none of them" "$before" "$(stored)"

# ---- at once, by the program ------------------------------------------------------
from 127.0.0.7 /panel/login
is "before: anybody" 200 "$STATUS"
save $'127.0.0.1   # Marta at home\n127.0.0.20-127.0.0.23' "" ""
is "saved" "303 $PAGE" "$STATUS $(location)"
from 127.0.0.7 /panel/login
is "at once: not from elsewhere" 403 "$STATUS"
has "a page that says it" "<h1>Not from here</h1>" "$TMP/body"
req agent GET /panel/tickets --interface 127.0.0.7
is "nor with a session" 403 "$STATUS"
for path in /panel /panel/ /panel/nothing /panel/settings "/panel//login" "/%70anel/login"; do
  from 127.0.0.7 "$path"
  is "$path" 403 "$STATUS"
done
for a in 1 20 23; do
  from 127.0.0.$a /panel/login
  is "from 127.0.0.$a" 200 "$STATUS"
done
from 127.0.0.24 /panel/login
is "just beside the range" 403 "$STATUS"
from 127.0.0.7 /
is "the portal is another place" 200 "$STATUS"
HOST=second.localhost req from GET /panel/login --interface 127.0.0.7
is "another account is not under it" 200 "$STATUS"
is "stored as networks" "1=127.0.0.1/32 127.0.0.20/30 " "$(stored | cut -d, -f1)"
is "the comment lies sealed" 0 "$(sql "SELECT COUNT(*) FROM olvido.allow_list WHERE sealed LIKE '%Marta%' OR ranges LIKE '%Marta%'")"
req owner GET $PAGE
has "and is shown again" "127.0.0.1   # Marta at home" "$TMP/body"
hasnt "a list that is not changed" "Last changed</p>" "$TMP/body"
# The program decides by itself: past nginx, by its socket.
cat >"$TMP/ask.mjs" <<'END'
import net from 'node:net'
const [socket, addr, path] = process.argv.slice(2)
const rec = (t, b = '') => { b = Buffer.from(b); return Buffer.concat([Buffer.from([1, t, 0, 1, b.length >> 8, b.length & 255, 0, 0]), b]) }
const len = n => n < 128 ? Buffer.from([n]) : Buffer.from([n >> 24 | 128, n >> 16 & 255, n >> 8 & 255, n & 255])
const p = { REQUEST_METHOD: 'GET', PATH_INFO: path, QUERY_STRING: '', OLVIDO_HOST: 'demo.localhost', OLVIDO_ADDR: addr, OLVIDO_REQUEST_ID: 'f'.repeat(32) }
const params = Buffer.concat(Object.entries(p).map(([k, v]) => Buffer.concat([len(k.length), len(v.length), Buffer.from(k + v)])))
let got = ''
const s = net.connect(socket, () => s.write(Buffer.concat([rec(1, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0])), rec(4, params), rec(4), rec(5)])))
s.on('data', d => { got += d.toString('latin1') })
s.on('close', () => console.log(/Status: (\d+)/.exec(got)?.[1] ?? 'closed'))
END
program() { node "$TMP/ask.mjs" "$VAR/run/$1.sock" "$2" "$3"; }
for c in "127.0.0.1 200" "127.0.0.22 200" "127.0.0.7 403" "::ffff:127.0.0.1 200" "::1 403" "127.0.0.1:80 403" "127.0.0.01 403" "127.0.0.1%lo 403" "[::1] 403" "x 403"; do
  is "the program, from ${c% *}" "${c#* }" "$(program panel "${c% *}" /panel/login)"
done
is "the program, from no address" 403 "$(program panel "" /panel/login)"

# ---- in nginx ---------------------------------------------------------------------
static_403() { from 127.0.0.7 "${1:-/panel/login}"; [ "$STATUS" = 403 ] && cmp -s "$TMP/body" "$ROOT/static/error/403.en.html"; }
ok "olvido nginx sync" "${OLVIDO[@]}" nginx sync
if wait_for 10 static_403; then pass; else bad "nginx does not keep out by itself"; fi
is "as plain as that" "text/html; charset=utf-8" "$(sed -n 's/^content-type: \(.*\)\r$/\1/Ip' "$TMP/head")"
for h in strict-transport-security content-security-policy x-content-type-options; do
  has "403 with $h" "$h" "$TMP/head"
done
for path in /panel /panel/tickets/1 /push/panel/x; do
  if static_403 "$path"; then pass; else bad "nginx lets $path through: $STATUS"; fi
done
from 127.0.0.7 /static/base.css
is "static files are nobody's secret" 200 "$STATUS"
from 127.0.0.20 /panel/login
is "who may come in does" 200 "$STATUS"
is "the second time nothing is to do" unchanged "$("${OLVIDO[@]}" nginx sync 2>/dev/null)"
# The portal's own list, by both; the one who saves may leave himself out there.
save "" "" "127.0.0.30"
is "a list for the portal" 303 "$STATUS"
from 127.0.0.1 /
is "the portal, at once" 403 "$STATUS"
is "the portal's program" "403 200" "$(program portal 127.0.0.1 /) $(program portal 127.0.0.30 /)"
from 127.0.0.1 /panel/login
is "the panel stays open" 200 "$STATUS"
# What make run does by itself, without anybody's command: within a minute.
in_generated() { grep -q "^	127.0.0.30/32 1;" "$VAR/nginx/generated.conf"; }
if wait_for 60 in_generated; then pass; else bad "nobody told nginx within a minute"; fi

# ---- the console's way back --------------------------------------------------------
"${OLVIDO[@]}" account allow-list "$HOST" >"$TMP/out"
has "the console shows the list" "127.0.0.30/32" "$TMP/out"
ok "the console clears it" "${OLVIDO[@]}" account allow-list "$HOST" --clear
is "the program lets in at once" 200 "$(program portal 127.0.0.1 /)"
opens() { from 127.0.0.1 /; [ "$STATUS" = 200 ]; }
"${OLVIDO[@]}" nginx sync >"$TMP/out" 2>&1
if wait_for 30 opens; then pass; else bad "the portal does not open again: $STATUS"; fi
is "an unknown name" 1 "$("${OLVIDO[@]}" account allow-list nobody.localhost --clear >"$TMP/out" 2>&1; echo $?)"
is "changes stand in the audit log" 1 "$(($(sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $ACCOUNT AND verb IN (402, 403)") >= 3))"

# ---- who writes what root includes --------------------------------------------------
GENERATED=$VAR/nginx/generated.conf
sum=$(sha256sum <"$GENERATED")
HEAD="# Made by 'olvido nginx sync'; changes are lost."
# hostile NAME TEXT
hostile() {
  printf '%b' "$2" | "${SYNC[@]}" install - >"$TMP/out" 2>&1
  is "refused: $1" 1 $?
  is "nothing changed: $1" "$sum" "$(sha256sum <"$GENERATED")"
}
hostile "a module" "$HEAD\nload_module /tmp/x.so;\n"
hostile "an include" "$HEAD\ninclude /etc/passwd;\n"
hostile "an include in geo" "$HEAD\ngeo \$olvido_net_1_1 {\n\tdefault 0;\n\tinclude /etc/passwd;\n}\n"
hostile "another variable" "$HEAD\ngeo \$remote_user {\n\tdefault 0;\n}\n"
hostile "geo of another address" "$HEAD\ngeo \$http_x \$olvido_net_1_1 {\n\tdefault 0;\n}\n"
hostile "a word behind the network" "$HEAD\ngeo \$olvido_net_1_1 {\n\tdefault 0;\n\t1.2.3.4/32 1; } include /etc/passwd; geo \$x {\n}\n"
hostile "another value" "$HEAD\ngeo \$olvido_net_1_1 {\n\tdefault 0;\n\t1.2.3.4/32 \$http_x;\n}\n"
hostile "everybody by default" "$HEAD\ngeo \$olvido_net_1_1 {\n\tdefault 1;\n}\n"
hostile "no address" "$HEAD\ngeo \$olvido_net_1_1 {\n\tdefault 0;\n\t999.2.3.4/32 1;\n}\n"
hostile "host bits" "$HEAD\ngeo \$olvido_net_1_1 {\n\tdefault 0;\n\t1.2.3.4/24 1;\n}\n"
hostile "a pattern for a host" "$HEAD\nmap \$host \$own_panel {\n\tdefault 1;\n\t~.* \$olvido_net_1_1;\n}\n"
hostile "a host that is a word of nginx" "$HEAD\nmap \$host \$own_panel {\n\tdefault 1;\n\tinclude \$olvido_net_1_1;\n}\n"
hostile "a map of another source" "$HEAD\nmap \$http_x \$own_panel {\n\tdefault 1;\n}\n"
hostile "a map of another name" "$HEAD\nmap \$host \$fixed_panel {\n\tdefault 1;\n}\n"
hostile "an end too many" "$HEAD\n}\nserver {\n"
hostile "no end" "$HEAD\ngeo \$olvido_net_1_1 {\n\tdefault 0;\n"
hostile "a line without its end" "$HEAD\ninclude x;"
hostile "a carriage return" "$HEAD\r\n"
hostile "a NUL" "$HEAD\n\\000include x;\n"
hostile "a proxy that is none" "$HEAD\nset_real_ip_from unix:;\n"
hostile "every proxy by a name" "$HEAD\nset_real_ip_from example.org;\n"
hostile "another comment" "# x\n"
hostile "nothing" ""
# Of the grammar, but nginx says no: it is taken back, and nginx goes on.
hostile "a variable that does not exist" "$HEAD\nmap \$host \$own_panel {\n\tdefault 1;\n\tx.localhost \$olvido_net_9_1;\n}\nmap \$host \$own_api {\n\tdefault 1;\n}\nmap \$host \$own_portal {\n\tdefault 1;\n}\n"
has "that one nginx refused" "nginx does not accept" "$TMP/out"
ok "nginx goes on" opens
is "it is root's" "root root 644" "$(stat -c '%U %G %a' "$GENERATED")"
mapfile -t ROOTS < <(find -L "$VAR/nginx" "$VAR/olvido.hdf" "$BUILD/olvido" "$BUILD/olvido-nginx" "$BUILD/panel" "$BUILD/portal" \
  \( -user 'olvido-nginx' -o -user olvido-panel -o -user olvido-portal -o -group olvido-nginx -o -group olvido-files -o \( -perm -o+w ! -type l \) -o -user www-data \) 2>/dev/null)
is "nothing that root runs or includes is a program's" "" "${ROOTS[*]}"
asked() { setpriv --reuid=olvido-nginx --regid="$(id -g olvido-nginx)" --clear-groups mariadb --no-defaults -S "$MYSQL_SOCKET" -u olvido-nginx -N -B -e "$1" 2>&1; }
is "its user reads networks" 0 "$(asked 'SELECT account_id, place, ranges FROM olvido.allow_list' | grep -c ERROR)"
for q in "SELECT sealed FROM olvido.allow_list" "SELECT * FROM olvido.agent" "SELECT * FROM olvido.account" "UPDATE olvido.allow_list SET ranges = ''" \
  "SELECT * FROM olvido_keys.secret" "DELETE FROM olvido.host"; do
  is "its user may not: $q" 1 "$(asked "$q" | grep -cE 'ERROR 114[23]')"
done
if setpriv --reuid=olvido-nginx --regid="$(id -g olvido-nginx)" --clear-groups test -r "$VAR/keys/master.key"; then
  bad "its user reads the master key"
else pass; fi

# ---- what a client says of its own address -------------------------------------------
save "127.0.0.1"
is "a list again" 303 "$STATUS"
long=$(head -c 6000 /dev/zero | tr '\0' '1')
# spoof NAME CURL_OPTIONS...: from outside not let in by it; from inside not kept out.
spoof() {
  local n=$1
  shift
  req spoof GET /panel/login --interface 127.0.0.7 "${@//ADDR/127.0.0.1}"
  case $STATUS in 403 | 400) pass ;; *) bad "$n lets in: $STATUS" ;; esac
  req spoof GET /panel/login "${@//ADDR/198.51.100.7}"
  case $STATUS in 200 | 400) pass ;; *) bad "$n keeps out: $STATUS" ;; esac
  # And what the reader is told of himself, which is what would be logged.
  req owner GET $PAGE "${@//ADDR/198.51.100.7}"
  [ "$STATUS" = 400 ] || has "$n changes no address" "<code>127.0.0.1</code>" "$TMP/body"
}
for h in X-Forwarded-For X-Real-IP True-Client-IP CF-Connecting-IP Client-IP X-Client-IP X-Cluster-Client-IP Fastly-Client-IP \
  Remote-Addr REMOTE_ADDR HTTP_REMOTE_ADDR Http-Remote-Addr Remote-User OLVIDO_ADDR Olvido-Addr X-Original-Forwarded-For Via From Proxy; do
  spoof "$h" -H "$h: ADDR"
done
spoof "Forwarded" -H "Forwarded: for=ADDR;by=ADDR;host=demo.localhost"
spoof "Forwarded with brackets" -H 'Forwarded: for="[::ffff:ADDR]:80"'
for v in "ADDR, ADDR" "ADDR,ADDR" " ADDR " "ADDR:80" "[::ffff:ADDR]" "[::ffff:ADDR]:80" "::ffff:ADDR" "unknown, ADDR" "ADDR, unknown" "-" "" "127.0.0.1, ADDR, 127.0.0.1"; do
  spoof "X-Forwarded-For '$v'" -H "X-Forwarded-For: $v"
done
spoof "twice" -H "X-Forwarded-For: ADDR" -H "X-Forwarded-For: ADDR" -H "X-Real-IP: ADDR"
spoof "6 kB" -H "X-Forwarded-For: $long, ADDR"
seq -f '198.51.100.%g' -s ', ' 0 8000 | head -c 100000 >"$TMP/xff"
printf '\n' >>"$TMP/xff"
{ printf 'X-Forwarded-For: '; cat "$TMP/xff"; } >"$TMP/xff.header"
req spoof GET /panel/login --http1.1 --interface 127.0.0.7 -H "@$TMP/xff.header"
is "100 kB are refused" 400 "$STATUS"
tail -n 400 "$VAR/log/access.log" >"$TMP/log"
is "no spoofed address is logged" 0 "$(grep -c 198.51.100 "$TMP/log")"
has "the true one is, cut" "127.0.0.0 " "$TMP/log"
clear_lists

# ---- behind proxies, and the provider's own limits: another nginx, the same programs --
NG=$TMP/ng
free() { bash -c '. "$0/bin/instance.sh"; free_port' "$ROOT"; }
cp -r "$VAR/nginx" "$NG"
PORT2=$(free) HTTP2=$(free)
sed -i "s|$(readlink -f "$VAR")/nginx|$NG|g; s|:$PORT |:$PORT2 |; s|:$HTTP_PORT |:$HTTP2 |; s|listen 127.0.0.1:[0-9]*;|listen 127.0.0.1:$(free);|; s|^pid .*|pid $NG/pid;|; s|access_log /[^ ]*|access_log $NG/access.log|" \
  "$NG"/*.conf "$NG"/*.inc
sed "s|^Nginx.Proxies = .*|Nginx.Proxies = 127.0.0.9 127.0.0.16/30|; s|^Nginx.Conf = .*|Nginx.Conf = $NG/olvido.conf|; s|^Nginx.Generated = .*|Nginx.Generated = $NG/generated.conf|" \
  "$VAR/olvido.hdf" >"$NG/olvido.hdf"
cat >"$NG/provider.conf" <<'END'
geo $fixed_demo {
	default 0;
	127.0.0.0/26 1;
	203.0.113.0/24 1;
	2001:db8::/32 1;
}
map $host $fixed_panel {
	default 1;
	demo.localhost $fixed_demo;
}
map $host $fixed_api {
	default 1;
}
map $host $fixed_portal {
	default 1;
}
map $host $fixed_text {
	default "";
	demo.localhost "panel: 127.0.0.0/26, 203.0.113.0/24 <b>";
}
END
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=own.localhost \
  -addext subjectAltName=DNS:own.localhost -keyout "$NG/own.key" -out "$NG/own.pem" 2>"$TMP/out"
sed -e "s|listen 443|listen 127.0.0.1:$PORT2|; /\[::\]/d; s|help.example.com;|own.localhost;|" -e "s|/etc/letsencrypt.*fullchain.pem|$NG/own.pem|; s|/etc/letsencrypt.*privkey.pem|$NG/own.key|" \
  -e "s|@ROOT@|$NG|g" "$ROOT/nginx/domain.example" >"$NG/domains/own.conf"
ok "sync writes the proxies" "$BUILD/olvido-nginx" --conf "$NG/olvido.hdf" sync
has "a single one" "set_real_ip_from 127.0.0.9/32;" "$NG/generated.conf"
has "a network" "set_real_ip_from 127.0.0.16/30;" "$NG/generated.conf"
nginx -c "$NG/olvido.conf" -e "$NG/log" -g 'daemon off;' 2>>"$NG/log" &
OTHER=$!
req2() { PORT=$PORT2 req "$@"; }
up() { req2 from GET /static/base.css; [ "$STATUS" = 200 ]; }
if wait_for 20 up; then pass; else bad "the other nginx does not start: $(tail -3 "$NG/log")"; fi
# seen WANT FROM [HEADER...]: which address the program is told
seen_as() {
  local want=$1 addr=$2 h o=()
  shift 2
  for h; do o+=(-H "$h"); done
  req2 owner GET $PAGE --interface "$addr" "${o[@]}"
  is "from $addr with $*" "$want" "$(sed -n 's|.*You come from <code>\([^<]*\)</code>.*|\1|p' "$TMP/body")"
}
seen_as 127.0.0.7 127.0.0.7 "X-Forwarded-For: 203.0.113.5"
seen_as 127.0.0.9 127.0.0.9
seen_as 203.0.113.5 127.0.0.9 "X-Forwarded-For: 203.0.113.5"
seen_as 203.0.113.5 127.0.0.17 "X-Forwarded-For: 203.0.113.5"
seen_as 127.0.0.20 127.0.0.20 "X-Forwarded-For: 203.0.113.5"
seen_as 203.0.113.5 127.0.0.9 "X-Forwarded-For: 198.51.100.1, 203.0.113.5"
seen_as 203.0.113.5 127.0.0.9 "X-Forwarded-For: 198.51.100.1, 203.0.113.5, 127.0.0.18"
seen_as 203.0.113.5 127.0.0.9 "X-Forwarded-For: 198.51.100.1,203.0.113.5,127.0.0.9, 127.0.0.16"
seen_as 203.0.113.5 127.0.0.9 "X-Forwarded-For: 127.0.0.1" "X-Forwarded-For: 203.0.113.5"
seen_as 2001:db8::5 127.0.0.9 "X-Forwarded-For: 2001:db8::5"
seen_as 2001:db8::5 127.0.0.9 "X-Forwarded-For: [2001:db8::5]:4711"
seen_as 203.0.113.5 127.0.0.9 "X-Forwarded-For: 203.0.113.5:4711"
seen_as 127.0.0.9 127.0.0.9 "X-Forwarded-For: evil"
seen_as 127.0.0.9 127.0.0.9 "X-Forwarded-For: 203.0.113.5, evil"
seen_as 127.0.0.9 127.0.0.9 "X-Forwarded-For: "
seen_as 127.0.0.9 127.0.0.9 "X-Real-IP: 203.0.113.5" "Forwarded: for=203.0.113.5" "True-Client-IP: 203.0.113.5" "CF-Connecting-IP: 203.0.113.5"
# Lists look at that address too, in both.
ok "a list" save $'127.0.0.1\n203.0.113.5'
"$BUILD/olvido-nginx" --conf "$NG/olvido.hdf" sync >"$TMP/out" 2>&1
shut() { req2 from GET /panel/login --interface 127.0.0.9 -H "X-Forwarded-For: 203.0.113.6"; [ "$STATUS" = 403 ] && cmp -s "$TMP/body" "$ROOT/static/error/403.en.html"; }
if wait_for 20 shut; then pass; else bad "nginx does not look at the forwarded address"; fi
req2 from GET /panel/login --interface 127.0.0.9 -H "X-Forwarded-For: 203.0.113.5"
is "the listed one behind the proxy" 200 "$STATUS"
req2 from GET /panel/login --interface 127.0.0.9
is "the proxy itself is not on the list" 403 "$STATUS"
req2 from GET /panel/login --interface 127.0.0.9 -H "X-Forwarded-For: 203.0.113.5, 198.51.100.1"
is "said by the client, not by the proxy" 403 "$STATUS"
clear_lists
"$BUILD/olvido-nginx" --conf "$NG/olvido.hdf" sync >"$TMP/out" 2>&1
# The provider's own limit: beside an empty list, shown and not to be changed.
inside() { req2 from GET /panel/login --interface 127.0.0.7; [ "$STATUS" = 200 ]; }
if wait_for 20 inside; then pass; else bad "who the provider lets in stays out: $STATUS"; fi
req2 from GET /panel/login --interface 127.0.0.99
is "whom the provider keeps out" 403 "$STATUS"
req2 owner GET $PAGE
has "the owner reads it" "panel: 127.0.0.0/26, 203.0.113.0/24 &lt;b&gt;" "$TMP/body"
HOST=second.localhost req2 from GET /panel/login --interface 127.0.0.99
is "another account has no such limit" 200 "$STATUS"

# ---- certificates by domain, and plain HTTP -----------------------------------------
subject() { openssl s_client -connect "127.0.0.1:$PORT2" -servername "$1" </dev/null 2>/dev/null | openssl x509 -noout -subject 2>/dev/null; }
is "a domain's own certificate" "subject=CN = own.localhost" "$(subject own.localhost)"
is "the others' one" "subject=CN = demo.localhost" "$(subject demo.localhost)"
is "none for a stranger" "" "$(subject stranger.example)"
kill "$OTHER"
wait "$OTHER" 2>/dev/null
OTHER=
plain() { STATUS=$(curl -s -o "$TMP/body" -D "$TMP/head" -w '%{http_code}' --max-time 20 -H "Host: $HOST" "$@"); }
plain "http://127.0.0.1:$HTTP_PORT/ask?x=1"
is "plain HTTP leads on" "301 https://$HOST:$PORT/ask?x=1" "$STATUS $(location)"
hasnt "and sets nothing" "set-cookie" "$TMP/head"
for m in POST PUT DELETE; do
  plain -X $m -d a=b "http://127.0.0.1:$HTTP_PORT/panel/login"
  is "$m is not led on" 403 "$STATUS"
done
plain -H "apikey: olv1_x" "http://127.0.0.1:$HTTP_PORT/api/v1/me"
is "nor is a credential" "403 application/problem+json" "$STATUS $(sed -n 's/^content-type: \([^;\r]*\).*/\1/Ip' "$TMP/head")"
word=challenge-$RANDOM
echo "$word.answer" >"$VAR/acme/.well-known/acme-challenge/$word"
plain "http://127.0.0.1:$HTTP_PORT/.well-known/acme-challenge/$word"
is "ACME's answer" "200 $word.answer" "$STATUS $(cat "$TMP/body")"
plain "http://127.0.0.1:$HTTP_PORT/.well-known/acme-challenge/../../../olvido.hdf" --path-as-is
is "nothing else from there" 400 "$STATUS"
plain "http://127.0.0.1:$HTTP_PORT/.well-known/acme-challenge/"
case $STATUS in 403 | 404) pass ;; *) bad "a list of the challenges: $STATUS" ;; esac
rm "$VAR/acme/.well-known/acme-challenge/$word"
plain "http://127.0.0.1:$PORT/"
is "plain HTTP at the TLS port" 400 "$STATUS"
