# shellcheck shell=bash
# /metrics: the format, what is counted by whom, nobody in it, only for the provider.
. "$ROOT/tests/support/panel.sh"
. "$ROOT/tests/hosting/_account.sh"
sql "DELETE FROM olvido.throttle"
ops() { curl -s -o "$TMP/ops" -D "$TMP/ophead" -w '%{http_code}' "${@:2}" "http://127.0.0.1:$OPS_PORT$1"; }
# m SAMPLE: its value
m() { awk -v s="$1" '$1 == s { print $2 }' "$TMP/ops"; }
account_new met
cron metrics
is "olvido-cron looks" 0 $?
is "the page" 200 "$(ops /metrics)"
has "in the format of Prometheus" "text/plain; version=0.0.4" "$TMP/ophead"
is "to the letter" "0 " "$("$ROOT/tests/support/promcheck" <"$TMP/ops" >"$TMP/out"; echo $?) $(cat "$TMP/out")"
[ -z "$(command -v promtool)" ] || is "promtool agrees" "0 " "$(promtool check metrics <"$TMP/ops" >"$TMP/out" 2>&1; echo $?) $(cat "$TMP/out")"
for p in portal panel api erase provider mail; do is "$p is at work" 1 "$(m "olvido_program_up{program=\"$p\"}")"; done
is "the database too" 1 "$(m olvido_database_up)"
ok "room for files" test "$(m olvido_files_free_bytes)" -gt 0
for s in 2:active 4:suspended; do
  is "accounts that are ${s#*:}" "$(count_of "account WHERE state = ${s%:*}")" "$(m "olvido_accounts{state=\"${s#*:}\"}")"
done
is "mails that wait" "$(count_of "outbox WHERE state = 1 AND next_at > UNIX_TIMESTAMP()")" "$(m 'olvido_outbox{due="later"}')"
is "erasures that have not ended" "$(count_of 'erasure WHERE state < 3') $(count_of 'erasure WHERE state = 3')" "$(m 'olvido_erasures{waits="rows"}') $(m 'olvido_erasures{waits="mirrors"}')"
is "what is to be learnt" "$(count_of 'spam_ticket WHERE due = 1')" "$(m olvido_spam_unlearnt)"
AT=$(m 'olvido_cron_last_run_timestamp_seconds{action="metrics",result="done"}')
ok "when cron ran" test "$AT" -ge $(($(date +%s) - 60))

# Requests, whichever of the workers answered
now() { is "asked again" 200 "$(ops /metrics)"; }
now
ok_before=$(m 'olvido_requests_total{program="portal",class="2xx"}') no_before=$(m 'olvido_requests_total{program="portal",class="4xx"}')
sum_before=$(m 'olvido_request_duration_seconds_sum{program="portal"}')
count_before=$(m 'olvido_request_duration_seconds_count{program="portal"}')
rm -f "$TMP/guest"
for n in $(seq 40); do req guest GET /ask; done
for n in $(seq 10); do req guest GET "/nothing-$n"; done
now
is "forty good ones" 40 "$(($(m 'olvido_requests_total{program="portal",class="2xx"}') - ok_before))"
is "ten that were not" 10 "$(($(m 'olvido_requests_total{program="portal",class="4xx"}') - no_before))"
is "fifty durations" 50 "$(($(m 'olvido_request_duration_seconds_count{program="portal"}') - count_before))"
ok "that took a while" awk -v a="$sum_before" -v b="$(m 'olvido_request_duration_seconds_sum{program="portal"}')" 'BEGIN { exit !(b > a) }'
api_before=$(m 'olvido_request_duration_seconds_count{program="api"}')
now
is "its own answers are not counted" "$api_before" "$(m 'olvido_request_duration_seconds_count{program="api"}')"
# A program that starts anew goes on counting
kill -HUP "$(cat "$VAR/run/portal.pid")"
sleep 1
req guest GET /ask
now
ok "a reload loses nothing" test "$(m 'olvido_requests_total{program="portal",class="2xx"}')" -gt "$((ok_before + 40))"

# Mails and what the filter said
in_before=$(m 'olvido_mails_in_total{program="mail",result="taken"}') out_before=$(m 'olvido_mails_out_total{program="mail",result="sent"}')
verdicts() { local n=0 v; for v in ham unsure spam; do n=$((n + $(m "olvido_spam_verdicts_total{program=\"$1\",verdict=\"$v\"}"))); done; echo "$n"; }
mail_before=$(verdicts mail) portal_before=$(verdicts portal)
lmtp_mail() {
  printf 'From: <met%s@example.org>\r\nTo: <support@%s>\r\nSubject: counted\r\nMessage-ID: <met%s@example.org>\r\n\r\nHello\r\n' "$U" "$HOST" "$U" >"$TMP/mail"
  python3 - "$LMTP_SOCKET" "$HOST" "met$U@example.org" "$TMP/mail" <<'PY'
import smtplib, socket, sys
s = smtplib.LMTP(sys.argv[1])
s.sendmail(sys.argv[3], ["support@" + sys.argv[2]], open(sys.argv[4], "rb").read())
s.quit()
PY
}
ok "a mail comes in" lmtp_mail
ok "and is acknowledged" wait_for 30 sink_mail_is "met$U@example.org"
ask "ask$U@example.org" "Ada" "By form" "By form $U"
now
is "taken" 1 "$(($(m 'olvido_mails_in_total{program="mail",result="taken"}') - in_before))"
ok "sent" test "$(m 'olvido_mails_out_total{program="mail",result="sent"}')" -gt "$out_before"
is "judged, each by who took it" "1 1" "$(($(verdicts mail) - mail_before)) $(($(verdicts portal) - portal_before))"

# Nobody in it
hasnt "no host" "$HOST" "$TMP/ops"
hasnt "no name" "$U" "$TMP/ops"
hasnt "no domain at all" ".localhost" "$TMP/ops"
is "no other labels" "" "$(grep -o '[a-z_]*="' "$TMP/ops" | sort -u | grep -vE '^(program|class|le|verdict|result|state|due|waits|action)="$')"

# Not for strangers
rm -f "$TMP/guest"
req guest GET /metrics
is "not on the customers' address" 404 "$STATUS"
req guest GET /panel/metrics
is "nor the panel's" 404 "$STATUS"
req guest GET /metrics -H "OLVIDO_OPS: metrics" -H "OLVIDO-OPS: metrics"
is "nor by a header" 404 "$STATUS"
is "nothing else at that door" 404 "$(ops /panel/login)"
is "read only" 403 "$(ops /metrics -X POST -d x=1)"
cp "$VAR/nginx/ops.conf" "$TMP/ops.conf"
echo 'allow 127.0.77.1;' >"$VAR/nginx/ops.conf"
kill -HUP "$(cat "$VAR/run/nginx.pid")"
shut_out() { [ "$(ops /metrics)" = 403 ] && [ "$(ops /healthz/portal)" = 403 ]; }
ok "who is not on the list stays out" wait_for 10 shut_out
is "who is comes in" 200 "$(ops /metrics --interface 127.0.77.1)"
cp "$TMP/ops.conf" "$VAR/nginx/ops.conf"
kill -HUP "$(cat "$VAR/run/nginx.pid")"
let_in() { [ "$(ops /metrics)" = 200 ]; }
ok "as it was" wait_for 10 let_in

# Trouble of cron is seen
sql "DELETE FROM olvido.gauge WHERE labels LIKE 'action=\"purge\"%'"
cron purge
ops /metrics >/dev/null
ok "what went well" test "$(m 'olvido_cron_last_run_timestamp_seconds{action="purge",result="done"}')" -gt 0
sed 's|^Keys.Mirrors.*|Keys.Mirrors = /nowhere|' "$CONF" >"$TMP/nowhere.hdf"
"$BUILD/olvido-cron" --conf "$TMP/nowhere.hdf" --wait=30 mirror >"$TMP/cron" 2>&1
ok "a mirror that is not there is trouble" test $? -ne 0
"$BUILD/olvido-cron" --conf "$TMP/nowhere.hdf" --wait=30 metrics >"$TMP/cron" 2>&1
ops /metrics >/dev/null
ok "it is said" test "$(m 'olvido_cron_last_run_timestamp_seconds{action="mirror",result="trouble"}')" -gt 0
is "and how far behind it is" 0 "$(m olvido_mirror_confirmed_timestamp_seconds)"
is "in good form too" 0 "$("$ROOT/tests/support/promcheck" <"$TMP/ops" >"$TMP/out"; echo $?)"
cron metrics
sql "DELETE FROM olvido.gauge WHERE labels LIKE 'action=\"mirror\"%'"

# The alerts that 'make install' brings
RULES=$ROOT/bin/install/prometheus/olvido.rules.yml
ops /metrics >/dev/null
for name in $(grep -oE 'olvido_[a-z_]+' "$RULES" | sort -u); do
  has "$name is there" "$name" <(cat "$TMP/ops"; echo olvido_mirror_confirmed_timestamp_seconds)
done
for alert in $(sed -n 's/.*alert: //p' "$RULES"); do has "$alert is explained" "$alert" "$ROOT/bin/install/PROVIDER.md"; done
[ -z "$(command -v promtool)" ] || {
  ok "promtool takes them" promtool check rules "$RULES"
  ok "they are raised when they should" promtool test rules "$ROOT/tests/hosting/alerts.yml"
}
# The checker can fail
for t in 'olvido_x 1' '# HELP olvido_x x\n# TYPE olvido_x counter\nolvido_x 1' '# HELP a_total x\n# TYPE a_total counter\na_total 1\na_total 1' '# HELP a x\n# TYPE a gauge\na{b=c} 1' '# HELP a x\n# TYPE a histogram\na_bucket{le="1"} 2\na_bucket{le="+Inf"} 1\na_sum 1\na_count 1'; do
  printf "$t\n" | "$ROOT/tests/support/promcheck" >"$TMP/out"
  is "it sees ${t:0:40}" 1 $?
done
