# shellcheck shell=bash
# Every row of every route table with ids of account B, asked on A's host by each
# role: not there, and B's rows and files are what they were.
mapfile -t OWNED < <(sql "SELECT CONCAT(c.TABLE_SCHEMA, '.', c.TABLE_NAME) FROM information_schema.COLUMNS c
  JOIN information_schema.TABLES t USING (TABLE_SCHEMA, TABLE_NAME)
  WHERE t.TABLE_TYPE = 'BASE TABLE' AND c.TABLE_SCHEMA IN ('olvido', 'olvido_keys', 'olvido_index') AND c.COLUMN_NAME = 'account_id' ORDER BY 1")
# rows HOST: a line a table: count and a sum over every column of every row.
rows() {
  local q='' t c
  for t in "${OWNED[@]}"; do
    c=$(sql "SELECT GROUP_CONCAT('IFNULL(HEX(', COLUMN_NAME, '), \"-\")') FROM information_schema.COLUMNS WHERE CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) = '$t'")
    q+="SELECT '$t', COUNT(*), IFNULL(SUM(CAST(CONV(LEFT(MD5(CONCAT_WS('|', $c)), 14), 16, 10) AS UNSIGNED)), 0) FROM $t WHERE account_id = ${ACCOUNT[$1]};"
  done
  sql "$q"
  find "$VAR/files/${ACCOUNT[$1]}" -type f -print0 2>/dev/null | sort -z | xargs -0 -r sha256sum
}
declare -A ERASURE=()
for h in $A $B; do # somebody who was erased in each
  echo "a long enough password" | "$BUILD/olvido" --conf "$CONF" agent add "$h" agent "gone$RUN@example.org" Gone >/dev/null
  "$BUILD/olvido" --conf "$CONF" erase "$h" agent "$(one "SELECT agent_id FROM olvido.agent WHERE account_id = ${ACCOUNT[$h]} ORDER BY created_at DESC, agent_id DESC LIMIT 1")" --yes >/dev/null
  ERASURE[$h]=$(one "SELECT MAX(erasure_id) FROM olvido.erasure WHERE account_id = ${ACCOUNT[$h]}")
  is "somebody was erased at $h" 1 "$((ERASURE[$h] > 0))"
done
declare -A EXPORT=()
for h in $A $B; do # a copy of somebody's data in each
  EXPORT[$h]=32${ACCOUNT[$h]}
  sql "INSERT INTO olvido.contact_export (account_id, export_id, contact_id, actor_kind, actor_id, door, state, asked_at, due_at)
    VALUES (${ACCOUNT[$h]}, ${EXPORT[$h]}, ${CONTACT[$h]}, 2, ${CONTACT[$h]}, 1, 1, 1, 1)"
done
ok "copies of their data are made" "$BUILD/olvido-cron" --conf "$CONF" --wait=30 export
declare -A ROLE_CSRF=()
role_csrf() { # PROGRAM.ROLE: a token that the role's POSTs are taken with there
  local jar=${1#*.}.$A
  case $1 in
  portal.contact) req "$jar" GET "/ticket/${TICKET[$A]}" ;;
  portal.*) req "$jar" GET /ask ;;
  panel.agent | panel.owner) req "$jar" GET /panel/profile ;;
  panel.*) req "$jar" GET /panel/login ;;
  esac
  csrf
}
rm -f "$TMP/guest.$A"
for p in portal panel; do
  for role in guest contact agent owner; do
    ROLE_CSRF[$p.$role]=$(role_csrf $p.$role)
    if [ -n "${ROLE_CSRF[$p.$role]}" ]; then pass; else bad "$role has no form of the $p"; fi
  done
done

# id NAME HOST: that host's id for a piece of a path or a parameter.
id() {
  case $1 in
  ticket) echo "${TICKET[$2]}" ;; message) echo "${MAIL_MESSAGE[$2]}" ;; attachment) echo "${FILE[$2]}" ;;
  contact) echo "${CONTACT[$2]}" ;; agent) echo "${AGENT[$2]}" ;; department) echo "${DEPARTMENT[$2]}" ;;
  tag) echo "${TAG[$2]}" ;; erasure) echo "${ERASURE[$2]}" ;; export) echo "${EXPORT[$2]}" ;; apitoken) echo "${APITOKEN[$2]}" ;; passkey) echo "${PASSKEY[$2]}" ;; session) echo "${SESSION[$2]}" ;; token) echo "${LINK[$2]#/t/}" ;;
  request) echo "${REQUEST[$2]}" ;; purpose) echo "${PURPOSE[$2]}" ;; consent) echo "${CONSENT[$2]}" ;;
  company) echo "${COMPANY[$2]}" ;; account) echo "${ACCOUNT[$2]}" ;; domain) echo "${DOMAIN[$2]}" ;;
  hold) echo "${HOLD[$2]}" ;; rule) echo "${RULE[$2]}" ;;
  *) return 1 ;;
  esac
}
# value NAME TYPE HOST: something the parameter accepts; ids are HOST's.
value() {
  case $1 in
  agent | department | ticket | contact | tag | session | purpose) id "$1" "$3" ;;
  contacts) echo keep ;; what) echo tickets.write ;;
  role) echo agent ;; departments) id department "$3" ;;
  status) echo answered ;; before | seen) echo 9000000000000000000 ;; language) echo en ;; view) echo all ;;
  email) echo walk@example.org ;; new | current | password) echo "a long enough password" ;;
  until) echo 2099-01-01 ;; kind) echo access ;; website) echo "" ;;
  *) case $2 in u64* | ids*) echo 1 ;; date*) echo 2099-01-01 ;; flag*) echo 1 ;; email*) echo walk@example.org ;; *) echo "walk" ;; esac ;;
  esac
}
# call ROLE METHOD PATH PARAMS HOST_OF_IDS PROGRAM
call() {
  local opts=() p n
  for p in $4; do
    n=${p%%:*}
    # What may be left out is left out, ids excepted.
    case $n in agent | department | ticket | contact | tag | session) ;; *) case $p in *\?) continue ;; esac ;; esac
    opts+=(--data-urlencode "$n=$(value "$n" "${p#*:}" "$5")")
  done
  if [ "$2" = GET ]; then req "$1.$A" GET "$3" -G "${opts[@]}"
  else req "$1.$A" POST "$3" --data-urlencode "csrf=${ROLE_CSRF[$6.$1]:-}" "${opts[@]}"; fi
}
# paths PATTERN: the pattern with ids of B in every place but not all of A's.
paths() {
  perl -e 'my ($p, %id) = @ARGV; my @n = $p =~ /\{(\w+)\}/g;
    # A message with an HTML body came by mail.
    if ($p =~ /\{message\}/) { $id{"${_}ticket"} = $id{"${_}mailticket"} for "A", "B" }
    for my $mask (1 .. 2 ** @n - 1) { my ($i, $q) = (0, $p);
      $q =~ s/\{(\w+)\}/$id{($mask >> $i++ & 1 ? "B" : "A") . $1}/ge; print "$q\n" }' "$@"
}
IDS=(Amailticket "${MAIL_TICKET[$A]}" Bmailticket "${MAIL_TICKET[$B]}")
for n in ticket message attachment contact company agent department tag session apitoken passkey token erasure request purpose hold rule export account domain; do
  IDS+=("A$n" "$(id $n $A)" "B$n" "$(id $n $B)")
done
# The erase program has a side of each.
{
  for p in portal panel api provider; do "$BUILD/$p" --routes | sed "s/^/$p	/"; done
  "$BUILD/erase" --routes | awk -F'\t' -v OFS='\t' '{ print ($2 ~ /^\/api/ ? "api" : $2 ~ /^\/panel/ ? "panel" : "portal"), $0 }'
} >"$TMP/routes"
is "there are routes" 1 "$(($(wc -l <"$TMP/routes") >= 30))"

own_path() { # PATTERN: with ids of A
  perl -e 'my ($p, %id) = @ARGV; $id{Aticket} = $id{Amailticket} if $p =~ /\{message\}/;
    $p =~ s/\{(\w+)\}/$id{"A$1"}/ge; print $p' "$1" "${IDS[@]}"
}
# Mails that wait change B's rows when they go.
none_waits() { [ "$(one "SELECT COUNT(*) FROM olvido.outbox WHERE account_id = ${ACCOUNT[$B]} AND state = 1")" = 0 ]; }
ok "B's mails are out" wait_for 60 none_waits
rows $B >"$TMP/before"
tried=0
while IFS=$'\t' read -r prog method pattern who flags params <&5; do
  case $pattern in *'{'*) ;; *) continue ;; esac
  while read -r path <&6; do
    for role in guest contact agent owner; do
      call $role "$method" "$path" "$params" $A "$prog"
      tried=$((tried + 1))
      case $prog.$who.$role in
      # With tokens: 6-api.sh.
      api.*) is "$role $method $path: no token" 401 "$STATUS" ;;
      panel.agent.guest | panel.agent.contact | panel.admin.guest | panel.admin.contact | panel.owner.guest | panel.owner.contact)
        is "$role $method $path: sign in first" "303 /panel/login" "$STATUS $(location | sed 's/?.*//')" ;;
      panel.admin.agent | panel.owner.agent) is "$role $method $path: not his" 403 "$STATUS" ;;
      portal.contact.guest | portal.contact.agent | portal.contact.owner)
        is "$role $method $path: sign in first" "303 /login" "$STATUS $(location | sed 's/?.*//')" ;;
      portal.contact.contact) # who came by a ticket's link is asked who he is first
        case $pattern in
        /account/data/*) is "$role $method $path: sign in first" "303 /login" "$STATUS $(location | sed 's/?.*//')" ;;
        *) is "$role $method $path ($pattern)" 404 "$STATUS" ;;
        esac ;;
      *) is "$role $method $path ($pattern)" 404 "$STATUS" ;;
      esac
      hasnt "$role $method $path: no word of the other's" "${STEM[$B]}" "$TMP/body"
    done
  done 6< <(paths "$pattern" "${IDS[@]}")
done 5<"$TMP/routes"
is "doors were tried" 1 "$((tried > 80))"

# Ids of B in parameters, on a ticket of A's own.
while IFS=$'\t' read -r prog method pattern who flags params <&5; do
  grep -qE '\b(agent|department|contact|ticket|tag):u64' <<<"$params" || continue
  path=$(sed "s/{ticket}/${TICKET[$A]}/" <<<"$pattern")
  for role in guest contact agent owner; do
    before=$(sql "SELECT agent_id, department_id FROM olvido.ticket WHERE account_id = ${ACCOUNT[$A]} AND ticket_id = ${TICKET[$A]}")
    tickets=$(one "SELECT COUNT(*) FROM olvido.ticket WHERE account_id = ${ACCOUNT[$A]}")
    call "$role" "$method" "$path" "$params" $B "$prog"
    # A form may fall back to a department of its own (checked below).
    [ "$method" = GET ] || [ "$pattern" = /ask ] || is "$role $method $pattern with the other's ids is refused" 1 "$((STATUS >= 400 || STATUS == 303))"
    is "$role $method $pattern: nothing moves" "$before" "$(sql "SELECT agent_id, department_id FROM olvido.ticket WHERE account_id = ${ACCOUNT[$A]} AND ticket_id = ${TICKET[$A]}")"
    [ "$pattern" = /ask ] || is "$role $method $pattern: nothing is made" "$tickets" "$(one "SELECT COUNT(*) FROM olvido.ticket WHERE account_id = ${ACCOUNT[$A]}")"
    hasnt "$role $method $pattern: no word of the other's" "${STEM[$B]}" "$TMP/body"
  done
done 5<"$TMP/routes"
none_across() { # TABLE COLUMN REFERRED
  is "no $1.$2 of another account" 0 "$(one "SELECT COUNT(*) FROM olvido.$1 x WHERE x.account_id = ${ACCOUNT[$A]} AND x.$2 <> 0
    AND NOT EXISTS (SELECT 1 FROM olvido.$3 y WHERE y.account_id = x.account_id AND y.$2 = x.$2)")"
}
none_across ticket department_id department
none_across ticket agent_id agent
none_across ticket contact_id contact
rows $B >"$TMP/after"
if cmp -s "$TMP/before" "$TMP/after"; then pass; else bad "rows of the other changed: $(diff "$TMP/before" "$TMP/after" | head -6)"; fi

echo "a long enough password" | "$BUILD/olvido" --conf "$CONF" agent add "$A" agent "spare$RUN@example.org" Spare >/dev/null
SPARE=$(one "SELECT MAX(agent_id) FROM olvido.agent WHERE account_id = ${ACCOUNT[$A]}")
# The same walk can succeed and would be seen: A's own ids open, and an act of
# B's own agent changes the sum.
while IFS=$'\t' read -r prog method pattern who flags params <&5; do
  case $pattern in *'{'*) ;; *) continue ;; esac
  case $prog.$pattern in
  *access/'{agent}'/reset | *'{agent}'/avatar | *'{contact}'/factor) continue ;;	# he has none
  # Who came by a link takes nothing back; nobody's use is restricted: tests/privacy.
  portal.*'{request}'/withdraw | panel.*/restrict/* | api.* | provider.*) continue ;;
  panel.*'{contact}'/consent*) continue ;;	# no purpose was agreed to: tests/privacy
  panel.*'{contact}'/export) continue ;;	# where the settings let agents: tests/privacy
  *'{session}'* | *'{passkey}'* | *not-mine) continue ;;	# would end the walker's own
  portal./enter/* | portal./confirm/* | portal./reset/* | portal./erase/receipt/* | portal./signup/confirm/*) continue ;;	# links of other purposes: tests/access
  portal.*'{token}'*) role=guest; rm -f "$TMP/guest.$A" ;;
  portal.*) role=contact ;;
  panel.*'{erasure}'*) role=owner ;;
  panel.*'{token}'*) continue ;;	# no link of theirs: tests/access/people.sh
  *) role=agent; [ "$who" = agent ] || role=owner ;;
  esac
  path=$(own_path "$pattern")
  # The customer's session came by this link, which works once.
  sql "UPDATE olvido.link SET used_at = 0 WHERE account_id = ${ACCOUNT[$A]} AND ticket_id = ${TICKET[$A]}"
  # A colleague to settle things with: not the walker.
  case $pattern in /panel/settings/*'{agent}'*) path=${pattern/'{agent}'/$SPARE} ;; esac
  call $role "$method" "$path" "$params" $A "$prog"
  case $STATUS in 200 | 303 | 409 | 422) pass ;; *) bad "own $method $path by $role: $STATUS" ;; esac
done 5<"$TMP/routes"
HOST=$B req "agent.$B" GET "/panel/tickets/${TICKET[$B]}"
T=$(csrf)
HOST=$B req "agent.$B" POST "/panel/tickets/${TICKET[$B]}/note" --data-urlencode "csrf=$T" --data-urlencode "body=${STEM[$B]}more"
is "B's agent writes" 303 "$STATUS"
rows $B >"$TMP/after"
for t in olvido.ticket olvido.message; do
  is "a change of $t would be seen" 1 "$(diff "$TMP/before" "$TMP/after" | grep -c "^> $t	")"
done
