# shellcheck shell=bash
# The limits of a plan, each at its door: agents, storage, mails, API calls; two at
# once; a plan smaller than what is used.
. "$ROOT/tests/support/panel.sh"
. "$ROOT/tests/hosting/_account.sh"
sql "DELETE FROM olvido.throttle"
# Mails and calls count by the hour, and this takes a minute.
LEFT=$((3600 - $(date +%s) % 3600))
[ "$LEFT" -gt 120 ] || sleep "$LEFT"
account_new lim
PLAN=lim$U
cli plan set "$PLAN" agents=2 storage-bytes=10000 mails-per-hour=2 api-calls-per-hour=3 >/dev/null
act_on plan "$HOST" "$PLAN"
is "on a plan with limits" "0 $PLAN" "$? $(cli account show "$HOST" --json | jq -r .plan)"
hasnt "one owner is no note" "note" "$TMP/act"
agent_in owner "owner@$HOST" "the password of the owner"
invite() { # EMAIL: into $STATUS and $TMP/body
  req owner POST /panel/settings/agents/invite --data-urlencode "csrf=${TOKEN[owner]}" \
    --data-urlencode "email=$1" -d role=agent -d language=en -d all=1
}
agents() { count_of "agent WHERE account_id = $A AND state IN (1, 3)"; }

# Agents
invite "one$U@example.org"
is "the second is invited" "303 2" "$STATUS $(agents)"
invite "two$U@example.org"
is "the third is not" "422 2" "$STATUS $(agents)"
has "it says why" "no place for another agent" "$TMP/body"
has "what was typed is there" "two$U@example.org" "$TMP/body"
is "nothing of it is kept" 2 "$(count_of "agent WHERE account_id = $A")"
NEW=$(sql "SELECT agent_id FROM olvido.agent WHERE account_id = $A AND state = 3")
req owner POST "/panel/settings/agents/$NEW/cancel" --data-urlencode "csrf=${TOKEN[owner]}"
invite "two$U@example.org"
is "a place that is free again" "303 2" "$STATUS $(agents)"
invite "one$U@example.org"
is "nor is one invited again whose invitation was taken back" "422 2" "$STATUS $(agents)"
logged() { sql "SELECT COUNT(*), COALESCE(MAX(value), 0), COALESCE(MAX(object_id = account_id), 0) FROM olvido.audit WHERE account_id = $A AND verb = $1" | tr '\t' ' '; }
is "the log says so, once an hour" "1 2 1" "$(logged 706)"
req owner GET /panel/settings/audit
has "to whoever reads it" "could not add or activate an agent: the plan allows 2" "$TMP/body"
cli plan set "$PLAN" agents=3 >/dev/null
# Eight at once, one place: the limit is known to every worker at once
P=()
for n in 1 2 3 4 5 6 7 8; do
  cp "$TMP/owner" "$TMP/many$n"
  (TMP=$TMP/d$n; mkdir "$TMP"; cp "$TMP/../owner" "$TMP/owner"; invite "many$n$U@example.org"; echo "$STATUS" >"$TMP/../st$n") &
  P+=($!)
done
wait "${P[@]}"
is "of eight at once one is invited" "3 1 7" "$(agents) $(cat "$TMP"/st? | grep -c 303) $(cat "$TMP"/st? | grep -cE '422|409|503')"
# Who was deactivated comes back only where there is place
cli agent add "$HOST" agent "old@$HOST" "Olga Old" <<<"the password of old olga" >/dev/null
OLD=$(sql "SELECT MAX(agent_id) FROM olvido.agent WHERE account_id = $A AND state = 1 AND role = 1")
is "the provider's own hand is not held to it" 4 "$(agents)"
req owner GET /panel/tickets
has "but it is said" "more agents than your plan allows" "$TMP/body"
req owner POST "/panel/settings/agents/$OLD/deactivate" --data-urlencode "csrf=${TOKEN[owner]}"
is "deactivated" "303 3" "$STATUS $(agents)"
req owner POST "/panel/settings/agents/$OLD/activate" --data-urlencode "csrf=${TOKEN[owner]}"
is "not active again" "409 3" "$STATUS $(agents)"
has "it says why" "no place for another agent" "$TMP/body"
cli plan set "$PLAN" agents=4 >/dev/null
req owner POST "/panel/settings/agents/$OLD/activate" --data-urlencode "csrf=${TOKEN[owner]}"
is "active again" "303 4" "$STATUS $(agents)"
is "all these refusals were in one hour" "1 2 1" "$(logged 706)"

# Storage
head -c 6000 /dev/urandom >"$TMP/six"
used() { sql "SELECT CONCAT(files, ' ', bytes) FROM olvido.account_usage WHERE account_id = $A"; }
sum() { sql "SELECT CONCAT(COUNT(*), ' ', COALESCE(SUM(size), 0)) FROM olvido.attachment WHERE account_id = $A"; }
ask "cus$U@example.org" "Cleo Customer" "About storage" "The question $U" -F "files=@$TMP/six;filename=six.bin"
is "a customer's file counts" "1 6000" "$(used)"
note() { act owner "$TICKET" note -F "body=the note $1" -F "seen=$(seen owner "$TICKET")" -F "files=@$TMP/six;filename=again.bin"; }
act_note() { req owner POST "/panel/tickets/$TICKET/$1" -F "csrf=${TOKEN[owner]}" -F "body=typed $2 $U" -F "files=@$TMP/six;filename=again.bin" "${@:3}"; }
act_note note one
is "an agent's that does not fit is refused" "422 1 6000" "$STATUS $(used)"
has "it says why" "no storage left" "$TMP/body"
has "the text is there" "typed one $U" "$TMP/body"
is "no message came of it" 1 "$(count_of "message WHERE account_id = $A AND kind < 4")"
act_note reply two -F status=answered
is "nor a reply" "422 1 6000" "$STATUS $(used)"
has "its text is there" "typed two $U" "$TMP/body"
is "the log says so, once an hour" "1 10000 1" "$(logged 707)"
is "no mail either" 0 "$(count_of "outbox WHERE account_id = $A AND kind = 2")"
ask "cus$U@example.org" "Cleo Customer" "More files" "More $U" -F "files=@$TMP/six;filename=more.bin"
is "customers' files are taken past it" "2 12000" "$(used)"
mail_with_file() {
  printf 'From: <mel%s@example.org>\r\nTo: <support@%s>\r\nSubject: by mail\r\nMessage-ID: <%s%s@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nby mail\r\n--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=m.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n--b--\r\n' \
    "$U" "$HOST" "$U" "$1" "$(base64 <"$TMP/six")"
}
mail_with_file 1 | deliver "support@$HOST" "mel$U@example.org"
is "so is their mail" "0 3 18000" "$? $(used)"
req owner GET /panel/tickets
has "the owner sees it" "storage for files is full" "$TMP/body"
# By mail as well, once each
told() { count_of "outbox WHERE account_id = $A AND kind = $1"; }
cron usage --dry-run
is "a dry run tells nobody" "1 0" "$(grep -c "account $A: its owner is told" "$TMP/cron") $(told 35)"
cron usage
has "cron tells the owner" "account $A: its owner is told that 100 %" "$TMP/cron"
cron usage
is "once" "0 1" "$(told 34) $(told 35)"
full_mail() { grep -li "^Subject: The storage of your help desk is full" $(grep -li "^To:.*owner@$HOST" "$SMTP_SINK"/*) | grep -q .; }
ok "his mail comes, whatever the limit of mails" wait_for 30 full_mail
cli plan set "$PLAN" storage-bytes=19000 >/dev/null
cron usage
is "not again while it is nearly full" "0 1" "$(told 34) $(told 35)"
cli plan set "$PLAN" storage-bytes=30000 >/dev/null
cron usage
is "when there was room for a while" "0 1 0" "$(told 34) $(told 35) $(sql "SELECT told FROM olvido.account_usage WHERE account_id = $A")"
cli plan set "$PLAN" storage-bytes=19000 >/dev/null
cron usage
is "he is told anew" "1 1" "$(told 34) $(told 35)"
cli plan set "$PLAN" storage-bytes=30000 >/dev/null
# Two of 6000 fit, eight try
P=()
for n in 1 2 3 4 5 6 7 8; do
  (TMP=$TMP/e$n; mkdir "$TMP"; cp "$TMP/../owner" "$TMP/owner"; cp "$TMP/../six" "$TMP/six"; act_note note "many$n"; echo "$STATUS" >"$TMP/../sn$n") &
  P+=($!)
done
wait "${P[@]}"
is "of eight at once two fit" "5 30000 2 6" "$(used) $(cat "$TMP"/sn? | grep -c 303) $(cat "$TMP"/sn? | grep -c 422)"
is "the count is that of the rows" "$(sum)" "$(used)"
# What goes is free again
cli erase "$HOST" ticket "$TICKET" --yes >"$TMP/out" 2>&1
is "an erased ticket's files are free" "$(sum)" "$(used)"
hasnt "it went down" "30000" <(used)

# Mails
waits() { sql "SELECT COUNT(*) FROM olvido.outbox WHERE account_id = $A AND state = 1 AND kind < 7 AND next_at > UNIX_TIMESTAMP() + $1"; }
mails() { sql "SELECT COALESCE(SUM(n), 0) FROM olvido.account_hour WHERE account_id = $A AND kind = 1"; }
ok "two went out, no more" wait_for 30 eval '[ "$(mails)" = 2 ]'
LEFT=$((3600 - $(date +%s) % 3600))
ask "dan$U@example.org" "Dan" "Late" "Late $U"
ask "eva$U@example.org" "Eva" "Later" "Later $U"
none_due() { [ "$(count_of "outbox WHERE account_id = $A AND state = 1 AND kind < 7 AND next_at <= UNIX_TIMESTAMP()")" = 0 ]; }
ok "the others wait" wait_for 30 none_due
ok "at least two" test "$(waits 0)" -ge 2
is "none of them was sent" "" "$(sink_mail "eva$U@example.org")"
is "nor counted" 2 "$(mails)"
[ "$LEFT" -lt 60 ] || is "until the next hour, to the second" 0 "$(sql "SELECT COUNT(*) FROM olvido.outbox WHERE account_id = $A AND state = 1 AND kind < 7 AND next_at % 3600 > 2")"
req owner GET /panel/tickets
has "the owner sees it" "Emails wait" "$TMP/body"
req owner GET /panel/settings/usage
has "and how many" "wait to be sent" "$TMP/body"
# A reset of a password does not wait
rm -f "$TMP/forgot"
req forgot GET /panel/forgot
req forgot POST /panel/forgot --data-urlencode "csrf=$(csrf)" --data-urlencode "email=owner@$HOST"
ok "mails about signing in go at once" wait_for 30 sink_mail_is "owner@$HOST"
# The next hour
sql "UPDATE olvido.account_hour SET hour = hour - 1 WHERE account_id = $A"
sql "UPDATE olvido.outbox SET next_at = UNIX_TIMESTAMP() WHERE account_id = $A AND state = 1"
ok "the next hour two go" wait_for 30 eval '[ "$(mails)" = 4 ]'
sleep 1
is "and no more" 4 "$(mails)"
sent() { count_of "outbox WHERE account_id = $A AND state = 2 AND kind < 7"; }
BEFORE=$(($(mails) - $(sent)))
cli plan set "$PLAN" mails-per-hour=0 >/dev/null
sql "UPDATE olvido.outbox SET next_at = UNIX_TIMESTAMP() WHERE account_id = $A AND state = 1"
all_sent() { [ "$(count_of "outbox WHERE account_id = $A AND state = 1")" = 0 ]; }
ok "without a limit all of them do" wait_for 30 all_sent
is "each once" "$BEFORE" "$(($(mails) - $(sent)))"

# API calls
req owner POST /panel/settings/tokens --data-urlencode "csrf=${TOKEN[owner]}" --data-urlencode "name=lim" \
  --data-urlencode "expires=$(date -d '+30 days' +%F)" -d tickets.read=1 -d privacy=1
API=$(grep -oE 'olv1_[0-9A-Za-z]{38}' "$TMP/body" | head -1)
call() { rm -f "$TMP/api"; req api GET "${2:-/api/v1/me}" -H "apikey: $1"; }
calls() { sql "SELECT COALESCE(SUM(n), 0) FROM olvido.account_hour WHERE account_id = $A AND kind = 2"; }
call "olv1_nobody"
is "a stranger's are not counted" "401 0" "$STATUS $(calls)"
P=()
for n in 1 2 3 4 5 6 7 8; do
  (TMP=$TMP/f$n; mkdir "$TMP"; call "$API"; echo "$STATUS" >"$TMP/../sa$n") &
  P+=($!)
done
wait "${P[@]}"
is "of eight at once three are answered" "3 3 5" "$(calls) $(cat "$TMP"/sa? | grep -c 200) $(cat "$TMP"/sa? | grep -c 429)"
call "$API"
is "then 429" "429 PlanCalls 429" "$STATUS $(jq -r '"\(.code) \(.status)"' "$TMP/body")"
WAIT=$(sed -n 's/^retry-after: \([0-9]*\)\r$/\1/Ip' "$TMP/head")
ok "and when to come again" test "$WAIT" -ge 1 -a "$WAIT" -le 3600
has "and why" "as its plan allows" "$TMP/body"
call "$API" /api/v1/erasures
is "the same at the other program's" 429 "$STATUS"
is "none of these is counted" 3 "$(calls)"
cli plan set "$PLAN" api-calls-per-hour=4 >/dev/null
call "$API" /api/v1/erasures
is "one more, though it may not erase" "403 4" "$STATUS $(calls)"

# A smaller plan takes nothing away
cli plan set "small$U" agents=1 storage-bytes=100 >/dev/null
act_on plan "$HOST" "small$U"
is "a plan smaller than what is used is taken" 0 $?
has "it says what is above it" "4 agents, the plan allows 1" "$TMP/act"
has "both" "storage-bytes, the plan allows 100" "$TMP/act"
is "nobody is gone" 4 "$(agents)"
agent_in olga "old@$HOST" "the password of old olga"
req olga GET /panel/tickets
is "and works" 200 "$STATUS"
hasnt "without a bar" "more agents than your plan allows" "$TMP/body"
invite "three$U@example.org"
is "nobody is added" 422 "$STATUS"
