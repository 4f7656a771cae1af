# shellcheck shell=bash
# A form whose token is too old is shown again and changes nothing: every POST of
# every program, by who may, with ids of his own and a browser's word that the page
# was ours. None of it reached the second fence in the database either.
NOW=$(date +%s)
own_rows() { rows $A | grep -v '^olvido.session	'; }
fence() { cat "$VAR"/log/*.log | grep -c 'SECURITY:'; }
# What the walk of his own doors removed is there again.
sql "INSERT IGNORE INTO olvido.retention_rule (account_id, rule_id, subject, days, act, changed_at)
  SELECT account_id, ${RULE[$A]}, 1, 7300, 1, 0 FROM olvido.host WHERE host = '$A'"
own_rows >"$TMP/before"
FENCE=$(fence)
tried=0 again=0
while IFS=$'\t' read -r prog method pattern who _ params <&5; do
  [ "$method" = POST ] && [ "$who" != half ] || continue
  # No link of theirs is at hand: tests/access/people.sh.
  # Programs bring no form and no token of one.
  case $prog.$pattern in panel.*'{token}'* | api.* | provider.*) continue ;; esac
  role=$who
  [ "$who" != admin ] || role=owner
  path=$pattern
  case $path in *'{message}'*) path=${path//'{ticket}'/${MAIL_TICKET[$A]}} ;; esac
  for n in ticket message attachment contact company agent department tag request purpose session apitoken passkey token hold rule; do
    case $path in *"{$n}"*) path=${path//"{$n}"/$(id "$n" $A)} ;; esac
  done
  opts=()
  for p in $params; do
    n=${p%%:*}
    case ${p#*:} in files*) continue ;; esac
    opts+=(--data-urlencode "$n=$(value "$n" "${p#*:}" $A)")
  done
  for t in "" old "$((NOW - 50000)).AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"; do
    HOST=$A req "$role.$A" POST "$path" -H 'Sec-Fetch-Site: same-origin' "${opts[@]}" --data-urlencode "csrf=$t"
      # A link of another purpose is not there, before any form is; nor is what the provider's account has.
    case $pattern$STATUS in /confirm/*404 | /reset/*404 | /paused404 | /panel/settings/tokens/provider404 | /signup404 | /signup/*404) STATUS=403 ;; esac
    is "$role POST $pattern, token '${t:0:8}'" 1 "$((STATUS == 403 || STATUS == 303 && $(grep -c step-up "$TMP/head")))"
    grep -q 'class="summary" role="alert"' "$TMP/body" && again=$((again + 1))
    tried=$((tried + 1))
  done
done 5<"$TMP/routes"
is "forms were tried" 1 "$((tried > 40))"
is "many were shown again" 1 "$((again > 15))"
own_rows >"$TMP/after"
if cmp -s "$TMP/before" "$TMP/after"; then pass; else bad "rows changed: $(diff "$TMP/before" "$TMP/after" | head -6)"; fi
is "no handler tried to change anything" "$FENCE" "$(fence)"
