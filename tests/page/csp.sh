# shellcheck shell=bash
# Browsers' reports of what the policy stopped: counted, never read, not too many.
W=csp$RANDOM$RANDOM
REPORTS=$VAR/log/csp.log
n() { [ ! -f "$REPORTS" ] && echo 0 || wc -l <"$REPORTS"; }
report() { # [curl options]
  req cs POST /csp -H 'Content-Type: application/csp-report' \
    -d "{\"csp-report\":{\"document-uri\":\"https://$HOST/ticket/$W\",\"effective-directive\":\"script-src\",\"blocked-uri\":\"https://$W.example/\"}}" "$@"
}
req cs GET /
has "pages say where to" "report-uri /csp" "$TMP/head"
N=$(n)
rm -f "$TMP/body"
report -H "Cookie: x=$W" -H "Referer: https://$W.example/" -A "$W"
is "taken" 204 "$STATUS"
is "nothing comes back" "" "$([ ! -e "$TMP/body" ] || wc -c <"$TMP/body" | grep -v "^0$")"
hasnt "no cookie" "set-cookie" "$TMP/head"
is "counted" $((N + 1)) "$(n)"
is "when and where, no more" 1 "$(tail -1 "$REPORTS" | grep -cE "^20[0-9T:+-]{23} $HOST\$")"
is "nothing of it in any log" 0 "$(cat "$VAR"/log/*.log | grep -c "$W")"
is "nor in a file of a body" 0 "$(grep -rl "$W" "/dev/shm/olvido-$(printf %s "$VAR" | cksum | cut -d' ' -f1)" 2>/dev/null | wc -l)"
for m in GET PUT DELETE; do req cs $m /csp; is "$m" 1 "$((STATUS == 404 || STATUS == 403 || STATUS == 405))"; done
head -c 17000 /dev/zero | tr '\0' a >"$TMP/large"
req cs POST /csp --data-binary @"$TMP/large"
is "too large" 413 "$STATUS"
is "none of these counts" $((N + 1)) "$(n)"
for _ in $(seq 30); do report; echo "$STATUS"; done | sort | uniq -c >"$TMP/codes"
ok "some are taken" grep -q ' 204$' "$TMP/codes"
ok "the rest is too many" grep -q ' 429$' "$TMP/codes"
is "and nothing else" 0 "$(grep -vc ' 204$\| 429$' "$TMP/codes")"
is "what was taken was counted" $((N + 1 + $(awk '$2 == 204 { print $1 }' "$TMP/codes"))) "$(n)"
