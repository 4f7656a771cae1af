# shellcheck shell=bash
# Programs: tokens and passwords, what each is good for, how each ends; errors as
# problem details; wrong ones counted.
. "$ROOT/tests/support/panel.sh"
ACCOUNT=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
TOKENS=/panel/settings/tokens
restore() {
  sql "UPDATE olvido.account SET state = 2 WHERE account_id = $ACCOUNT; UPDATE olvido.factor_policy SET policy = 2 WHERE account_id = $ACCOUNT;
    UPDATE olvido.agent SET state = 1, all_departments = 1 WHERE account_id = $ACCOUNT AND agent_id = $AGENT_ID"
}
trap 'restore; "$BUILD/olvido" --conf "$VAR/olvido.hdf" account allow-list "$HOST" --clear >"$TMP/clear" 2>&1' EXIT
restore
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
YEAR=$(date -d '+1 year' +%F)
# make JAR NAME [curl options]: a token by the page; sets MADE
make_token() {
  local jar=$1 name=$2
  shift 2
  req "$jar" POST $TOKENS --data-urlencode "csrf=${TOKEN[$jar]}" --data-urlencode "name=$name" -d "expires=$YEAR" "$@"
  MADE=$(sed -n 's|.*id="made">\([^<]*\)<.*|\1|p' "$TMP/body")
}
# api PATH [curl options]: without cookies unless given
api() {
  local path=$1
  shift
  rm -f "$TMP/none"
  req none GET "/api/v1$path" "$@"
}
type_of() { sed -n 's/^content-type: \([^;\r]*\).*/\1/Ip' "$TMP/head"; }
# problem NAME STATUS CODE: the answer just got is that problem
problem() {
  is "$1" "$2 application/problem+json" "$STATUS $(type_of)"
  is "$1: what it says" "$2 $3 about:blank" "$(jq -r '"\(.status) \(.code) \(.type)"' "$TMP/body" 2>&1)"
  is "$1: title, detail, request" 1 "$(jq -r 'if (.title | length) > 3 and (.detail | length) > 10 and (.request_id | test("^[0-9a-f]{32}$")) then 1 else 0 end' "$TMP/body" 2>&1)"
  has "$1: not kept" "no-store" "$TMP/head"
}

# ---- making one --------------------------------------------------------------------
rm -f "$TMP/nobody"
req nobody GET $TOKENS
is "not for a guest" 303 "$STATUS"
req agent GET $TOKENS
is "an agent's own page" 200 "$STATUS"
hasnt "others' are not on it" "Tokens of others" "$TMP/body"
has "a year is offered" "value=\"$YEAR\"" "$TMP/body"
count_before=$(count_of api_token)
for bad in "expires=$(date +%F)" "expires=$(date -d '+800 days' +%F)" "expires=" "name=" $'networks=10.0.0.1/8' "networks=x"; do
  req agent POST $TOKENS --data-urlencode "csrf=${TOKEN[agent]}" -d "$([ "${bad%%=*}" = name ] || echo name=x)" \
    -d "$([ "${bad%%=*}" = expires ] || echo "expires=$YEAR")" --data-urlencode "$bad"
  is "refused: $bad" 1 "$((STATUS == 422 || STATUS == 400))"
done
is "nothing was made" "$count_before" "$(count_of api_token)"
make_token agent "Billing$U" -d tickets.read=1
is "made" 200 "$STATUS"
A_TOKEN=$MADE
is "its form, as lib/auth/README.md gives it for scanners" 1 "$(grep -cE '^olv1_[0-9A-Za-z]{38}$' <<<"$A_TOKEN")"
crc() { perl -MCompress::Zlib=crc32 -e '@d = (0..9, "A".."Z", "a".."z"); $c = crc32(substr $ARGV[0], 0, 37);
  $s = ""; for (1..6) { $s = $d[$c % 62] . $s; $c = int($c / 62) } print $s' "$1"; }
is "its checksum" "$(crc "$A_TOKEN")" "${A_TOKEN: -6}"
req agent GET $TOKENS
hasnt "shown once" "$A_TOKEN" "$TMP/body"
has "by its name" "Billing$U" "$TMP/body"
has "and its tail" "…${A_TOKEN: -4}" "$TMP/body"
is "neither name nor token lies in the clear" 0 "$(sql "SELECT COUNT(*) FROM olvido.api_token WHERE sealed LIKE '%Billing%' OR HEX(sealed) LIKE CONCAT('%', HEX('${A_TOKEN:5:20}'), '%') OR digest LIKE '%${A_TOKEN:5:8}%'")"
make_token agent "other"
isnt() { if [ "$2" != "$3" ]; then pass; else bad "$1: both are '$2'"; fi; }
isnt "two are two" "$A_TOKEN" "$MADE"
NO_SCOPE=$MADE
make_token agent "here" -d tickets.read=1 --data-urlencode $'networks=127.0.0.5 # the server\n2001:db8::/32'
LIMITED=$MADE
make_token owner "the owner's" -d tickets.read=1
O_TOKEN=$MADE
# Who he is must have been proved a moment ago.
sql "UPDATE olvido.session SET step_up_until = 1 WHERE account_id = $ACCOUNT AND subject_id = $AGENT_ID AND kind = 1"
n=$(count_of api_token)
make_token agent "late" -d tickets.read=1
is "step-up first: no token" " $n" "$MADE $(count_of api_token)"
has "but the question who he is" 'name="proof-password"' "$TMP/body"
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"

# ---- coming in ---------------------------------------------------------------------
api /me -H "apikey: $A_TOKEN"
is "by token alone" "200 application/json" "$STATUS $(type_of)"
is "who it is" "$AGENT_EMAIL agent tickets.read $ACCOUNT $AGENT_ID" "$(jq -r '"\(.email) \(.role) \(.scopes | join(",")) \(.account.id) \(.id)"' "$TMP/body")"
has "not kept" "cache-control: no-store" "$TMP/head"
hasnt "no cookie" "set-cookie" "$TMP/head"
hasnt "no other origin" "access-control" "$TMP/head"
api /me -u "$AGENT_EMAIL:$A_TOKEN"
is "by address and token" 200 "$STATUS"
api /me -u "${AGENT_EMAIL^^}:$A_TOKEN"
is "an address's case does not count" 200 "$STATUS"
api /me -u "$AGENT_EMAIL:$AGENT_PASSWORD"
is "by address and password, where nobody asks for more" 200 "$STATUS"
# wrong NAME CURL_OPTIONS...
wrong() {
  local n=$1
  shift
  api /me "$@"
  problem "$n" 401 Credentials
  has "$n: how to come in" 'www-authenticate: Basic realm="Olvido API", charset="UTF-8"' "$TMP/head"
}
b64() { printf "$1" | base64 -w0; }
flip() { local c=${1:20:1}; printf '%s%s%s' "${1:0:20}" "$([ "$c" = x ] && echo y || echo x)" "${1:21}"; }
wrong "nothing"
wrong "a letter changed" -H "apikey: $(flip "$A_TOKEN")"
other=$(flip "${A_TOKEN:0:37}"); other=$other$(crc "$other")
wrong "a good checksum, no such token" -H "apikey: $other"
wrong "in other letters" -H "apikey: ${A_TOKEN,,}"
wrong "a blank in it" -H "apikey: ${A_TOKEN:0:9} ${A_TOKEN:9}"
wrong "too short" -H "apikey: ${A_TOKEN:0:42}"
wrong "too long" -H "apikey: ${A_TOKEN}x"
wrong "somebody else's address" -u "$OWNER_EMAIL:$A_TOKEN"
wrong "no address" -u ":$A_TOKEN"
wrong "the token as address" -u "$A_TOKEN:"
wrong "a wrong password" -u "$AGENT_EMAIL:wrong wrong wrong"
wrong "the owner's password: he must have a second factor" -u "$OWNER_EMAIL:$OWNER_PASSWORD"
# Not even by what is counted: a right one that is not enough is one more wrong one.
for _ in $(seq 7); do api /me -u "$OWNER_EMAIL:$OWNER_PASSWORD"; echo "$STATUS"; done >"$TMP/codes"
is "his password is not told from a wrong one" "401 429" "$(sort -u "$TMP/codes" | tr '\n' ' ' | sed 's/ $//')"
sql "DELETE FROM olvido.throttle"
wrong "both headers" -u "$AGENT_EMAIL:$A_TOKEN" -H "apikey: $A_TOKEN"
wrong "Bearer" -H "Authorization: Bearer $A_TOKEN"
wrong "no Base64" -H "Authorization: Basic $A_TOKEN"
wrong "Base64 with a NUL" -H "Authorization: Basic $(b64 "$AGENT_EMAIL:$AGENT_PASSWORD\\000x")"
wrong "no colon" -H "Authorization: Basic $(b64 "$AGENT_EMAIL")"
wrong "empty" -H "apikey;"
wrong "8 kB" -H "apikey: $(head -c 7000 /dev/zero | tr '\0' 'a')"
wrong "a session is nothing here" -b "$TMP/owner"
wrong "nor a token in a cookie" -H "Cookie: apikey=$A_TOKEN"
api "/me?apikey=$A_TOKEN"
case $STATUS in 400 | 401) pass ;; *) bad "a token in the address is taken: $STATUS" ;; esac
hasnt "and is not logged" "${A_TOKEN:5:20}" "$VAR/log/access.log"
api /me -b "$TMP/owner" -H "apikey: $A_TOKEN"
is "cookies change nothing" "200 $AGENT_EMAIL" "$STATUS $(jq -r .email "$TMP/body")"
# The rule for second factors reaches the password.
sql "INSERT INTO olvido.factor_policy (account_id, policy, grace_days, since) VALUES ($ACCOUNT, 3, 30, 0) ON DUPLICATE KEY UPDATE policy = 3"
wrong "everybody must have a second factor" -u "$AGENT_EMAIL:$AGENT_PASSWORD"
api /me -u "$AGENT_EMAIL:$A_TOKEN"
is "a token stays good" 200 "$STATUS"
sql "UPDATE olvido.factor_policy SET policy = 2 WHERE account_id = $ACCOUNT"

# ---- what it is good for -------------------------------------------------------------
api /me -H "apikey: $NO_SCOPE"
is "no scope: who it is" "200 " "$STATUS $(jq -r '.scopes | join(",")' "$TMP/body")"
api /tickets -H "apikey: $NO_SCOPE"
problem "no scope: no tickets" 403 Scope
api /me -H "apikey: $LIMITED"
problem "not from here" 403 Address
is "and that is in the audit log" 1 "$(sql "SELECT COUNT(*) FROM olvido.audit a JOIN olvido.api_token k ON k.account_id = a.account_id AND k.token_id = a.object_id WHERE a.account_id = $ACCOUNT AND a.verb = 504 AND k.tail = '${LIMITED: -4}'")"
api /me -H "apikey: $LIMITED" -H "X-Forwarded-For: 127.0.0.5" -H "X-Real-IP: 127.0.0.5"
problem "nor by saying so" 403 Address
api /me -H "apikey: $LIMITED" --interface 127.0.0.5
is "from there" 200 "$STATUS"
rm -f "$TMP/jar"
# More than a page: each once, newest first, of the agent's departments only.
have=$(sql "SELECT COUNT(*) FROM olvido.ticket WHERE account_id = $ACCOUNT AND status < 7")
while [ "$have" -lt 53 ]; do ask "api$have@example.org" "Api Person" "Subject$U$have" "A question."; have=$((have + 1)); done
: >"$TMP/ids"
cursor=
for _ in $(seq 60); do
  api "/tickets${cursor:+?cursor=$cursor}" -H "apikey: $A_TOKEN"
  [ "$STATUS" = 200 ] || bad "a page: $STATUS"
  jq -r '.tickets[] | "\(.activity_at) \(.id)"' "$TMP/body" >>"$TMP/ids"
  n=$(jq '.tickets | length' "$TMP/body")
  cursor=$(jq -r '.next // ""' "$TMP/body")
  [ -n "$cursor" ] || break
  [ "$n" = 50 ] || bad "a page of $n"
done
is "every ticket" "$have" "$(wc -l <"$TMP/ids")"
is "none twice" "" "$(sort "$TMP/ids" | uniq -d | head -3)"
is "newest first" "$(cut -d' ' -f1 "$TMP/ids" | sort -r | sha256sum)" "$(cut -d' ' -f1 "$TMP/ids" | sha256sum)"
is "fields of a ticket" "activity_at agent_id channel code created_at department_id forgotten id messages postponed_until requester restricted status subject" \
  "$(jq -r '.tickets[0] | keys | join(" ")' "$TMP/body")"
api "/tickets?view=new" -H "apikey: $A_TOKEN"
is "a view" "" "$(jq -r '.tickets[].status' "$TMP/body" | grep -v '^new$' | head -1)"
sql "UPDATE olvido.agent SET all_departments = 0 WHERE account_id = $ACCOUNT AND agent_id = $AGENT_ID"
api /tickets -H "apikey: $A_TOKEN"
is "an agent without departments" "200 0" "$STATUS $(jq '.tickets | length' "$TMP/body")"
api /tickets -H "apikey: $O_TOKEN"
is "an owner sees all" 50 "$(jq '.tickets | length' "$TMP/body")"
sql "UPDATE olvido.agent SET all_departments = 1 WHERE account_id = $ACCOUNT AND agent_id = $AGENT_ID"

# ---- errors -------------------------------------------------------------------------
for bad in "cursor=x" "cursor=AAAAAAAAAAAAAAAAAAAAAA" "cursor=$(head -c 40 /dev/zero | tr '\0' A)" "view=nothing" "cursor=%00" "view=%ff"; do
  api "/tickets?$bad" -H "apikey: $A_TOKEN"
  problem "bad: $bad" 400 Invalid
done
for path in /nothing /tickets/ /tickets/1 / /ME; do
  api "$path" -H "apikey: $A_TOKEN"
  problem "$path" 404 NotFound
done
for m in POST PUT DELETE PATCH OPTIONS; do
  req none $m /api/v1/me -H "apikey: $A_TOKEN" -d x=1
  problem "$m" 405 Method
  has "$m: what may be done" "allow: GET, HEAD" "$TMP/head"
done
req none TRACE /api/v1/me
is "TRACE" 405 "$STATUS"
req none HEAD /api/v1/me -H "apikey: $A_TOKEN"
is "HEAD" 200 "$STATUS"
head -c 2000000 /dev/zero >"$TMP/big"
req none POST /api/v1/me -H "apikey: $A_TOKEN" --data-binary "@$TMP/big"
problem "2 MB" 413 TooLarge
sql "UPDATE olvido.account SET state = 4 WHERE account_id = $ACCOUNT"
api /me -H "apikey: $A_TOKEN"
problem "a suspended account" 503 Suspended
has "later" "retry-after" "$TMP/head"
sql "UPDATE olvido.account SET state = 2 WHERE account_id = $ACCOUNT"
HOST=second.localhost api /me -H "apikey: $A_TOKEN"
problem "another account's door" 401 Credentials

# ---- how it ends ----------------------------------------------------------------------
ID=$(sql "SELECT token_id FROM olvido.api_token WHERE account_id = $ACCOUNT AND tail = '${A_TOKEN: -4}' ORDER BY token_id DESC LIMIT 1")
is "used: the day alone" "$(($(date -u +%s) / 86400))" "$(sql "SELECT used_day FROM olvido.api_token WHERE token_id = $ID")"
# ends NAME SQL SQL_BACK
ends() {
  sql "$2"
  api /me -H "apikey: $A_TOKEN"
  is "$1" 401 "$STATUS"
  sql "$3"
  api /me -H "apikey: $A_TOKEN"
  is "$1, taken back" 200 "$STATUS"
}
ends "its day has come" "UPDATE olvido.api_token SET expires_at = $(date +%s) WHERE token_id = $ID" "UPDATE olvido.api_token SET expires_at = $(date -d '+1 year' +%s) WHERE token_id = $ID"
ends "the agent is not active" "UPDATE olvido.agent SET state = 2 WHERE agent_id = $AGENT_ID" "UPDATE olvido.agent SET state = 1 WHERE agent_id = $AGENT_ID"
ends "his generation moved on" "UPDATE olvido.agent SET generation = generation + 1 WHERE agent_id = $AGENT_ID" "UPDATE olvido.agent SET generation = generation - 1 WHERE agent_id = $AGENT_ID"
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
OTHERS=$(sql "SELECT token_id FROM olvido.api_token WHERE account_id = $ACCOUNT AND agent_id = $OWNER_ID AND revoked_at = 0 ORDER BY token_id DESC LIMIT 1")
req agent POST "$TOKENS/$OTHERS/revoke" --data-urlencode "csrf=${TOKEN[agent]}"
is "an agent cannot end another's" 404 "$STATUS"
api /me -H "apikey: $O_TOKEN"
is "it goes on" 200 "$STATUS"
req owner GET $TOKENS
has "the owner sees the agent's" "Billing$U" "$TMP/body"
req owner POST "$TOKENS/$ID/revoke" --data-urlencode "csrf=${TOKEN[owner]}"
is "and ends it" 303 "$STATUS"
api /me -H "apikey: $A_TOKEN"
problem "at once" 401 Credentials
req owner POST "$TOKENS/$ID/revoke" --data-urlencode "csrf=${TOKEN[owner]}"
is "twice" 404 "$STATUS"
is "in the audit log: made, ended, refused" 3 "$(sql "SELECT COUNT(DISTINCT verb) FROM olvido.audit WHERE account_id = $ACCOUNT AND verb IN (501, 502, 504)")"

# ---- wrong ones are counted ----------------------------------------------------------
# From one network: 50 in ten minutes, then not even a right one is looked at.
N=$((RANDOM % 100 + 100))
net() { echo "127.77.$N.$1"; }
guess() { printf 'olv1_%s' "$(head -c 300 /dev/urandom | base64 | tr -dc 'A-Za-z0-9' | head -c 38)"; }
for _ in $(seq 60); do api /me -H "apikey: $(guess)" --interface "$(net 7)"; echo "$STATUS"; done >"$TMP/codes"
is "60 guesses: 50 are tried" "50 10" "$(grep -c 401 "$TMP/codes") $(grep -c 429 "$TMP/codes")"
api /me -H "apikey: $O_TOKEN" --interface "$(net 8)"
problem "a right one from there" 429 Limit
has "when again" "retry-after: " "$TMP/head"
api /me -H "apikey: $O_TOKEN"
is "elsewhere it is good" 200 "$STATUS"
# At once: no more than the limit and those that were on their way.
N=$((N - 100))
for _ in $(seq 100); do guess; echo; done | xargs -P 50 -I@@ curl -sk -o /dev/null -w '%{http_code}\n' --max-time 60 --resolve "$HOST:$PORT:127.0.0.1" \
  --interface "$(net 7)" -H "apikey: @@" "https://$HOST:$PORT/api/v1/me" >"$TMP/codes"
tried=$(grep -c 401 "$TMP/codes")
if [ "$tried" -ge 50 ] && [ "$tried" -le 60 ]; then pass; else bad "100 at once: $tried tried, $(grep -c 429 "$TMP/codes") refused"; fi
# One token's beginning from many networks.
begin=${O_TOKEN:0:9}
for i in $(seq 25); do
  api /me -H "apikey: $begin$(guess | cut -c6-39)" --interface "127.78.$i.$((RANDOM % 200 + 2))"
  echo "$STATUS"
done >"$TMP/codes"
is "a token's beginning: 20 are tried" "20 5" "$(grep -c 401 "$TMP/codes") $(grep -c 429 "$TMP/codes")"
make_token owner "another" -d tickets.read=1
api /me -H "apikey: $MADE"
is "other tokens are not touched" 200 "$STATUS"
sql "DELETE FROM olvido.throttle WHERE next_at = 0 AND hits >= 20 AND hits <= 70"

# ---- its allow-list, its rights ------------------------------------------------------
req owner POST /panel/settings/network --data-urlencode "csrf=${TOKEN[owner]}" -d "api=127.0.0.1"
is "a list for programs" 303 "$STATUS"
api /me -H "apikey: $MADE" --interface 127.0.0.44
problem "not from that network" 403 Address
"$BUILD/olvido" --conf "$VAR/olvido.hdf" nginx sync >"$TMP/out" 2>&1
by_nginx() { api /me -H "apikey: $MADE" --interface 127.0.0.44; [ "$STATUS" = 403 ] && grep -q "Not from this network" "$TMP/body"; }
if wait_for 20 by_nginx; then pass; else bad "nginx does not keep programs out"; fi
problem "said by nginx" 403 Address
api /me -H "apikey: $MADE"
is "who may" 200 "$STATUS"
asked() { setpriv --reuid=olvido-api --regid="$(id -g olvido-api)" --clear-groups mariadb --no-defaults -S "$MYSQL_SOCKET" -u olvido-api -N -B -e "$1" 2>&1; }
for q in "INSERT INTO olvido.session (account_id) VALUES (1)" "UPDATE olvido.agent SET role = 3" "UPDATE olvido.agent_login SET changed_at = 1" "INSERT INTO olvido.api_token (account_id) VALUES (1)" \
  "DELETE FROM olvido.ticket" "UPDATE olvido.ticket SET contact_id = 1" "SELECT * FROM olvido.session" "UPDATE olvido_keys.secret SET wrapped = ''" "SELECT * FROM olvido.message" "DELETE FROM olvido.throttle"; do
  is "its user may not: $q" 1 "$(asked "$q" | grep -cE 'ERROR 114[23]')"
done
