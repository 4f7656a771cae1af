# shellcheck shell=bash
# Reminders of requests by olvido-cron: a week before, a day before, overdue; each
# once, to whoever answers for it. And what else goes by the clock: restrictions
# that end, names that expire.
. "$ROOT/tests/privacy/_people.sh"
CONF=$VAR/olvido.hdf
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
cron() { "$BUILD/olvido-cron" --conf "$CONF" --wait=20 "$@" requests >"$TMP/cron" 2>&1; }
sql "UPDATE olvido.request SET alive = 0, state = 5 WHERE alive = 1"
E=clock$U@example.org
ask "$E" "Clara Clock" "Subject$U" "Body$U"
WHO=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET")
post owner /panel/privacy/requests -d "contact=$WHO" -d kind=access --data-urlencode "text=hers$U"
Q=$(location | grep -o '[0-9]*$')
DUE=$(of_request "$Q" due_at)
reminders() { sql "SELECT COUNT(*) FROM olvido.outbox WHERE account_id = $DEMO AND kind = 83 AND message_id = $Q"; }
at() { cron "--now=$((DUE - $1))"; is "cron at $1 s before" 0 $?; reminders; }
DAY=86400
at $((8 * DAY)) >"$TMP/n"
is "eight days before: none" 0 "$(cat "$TMP/n")"
hasnt "and says so" "requests due" "$TMP/cron"
cron "--now=$((DUE - 7 * DAY + 3600))" --dry-run
has "a dry run counts" "1 requests due" "$TMP/cron"
is "and mails nothing" 0 "$(reminders)"
ADMINS=$(sql "SELECT COUNT(*) FROM olvido.agent WHERE account_id = $DEMO AND role >= 2 AND state = 1")
is "a week before: each admin, nobody answers for it" "$ADMINS" "$(at $((7 * DAY)))"
is "once" "$ADMINS" "$(at $((7 * DAY)))"
is "nor a day later" "$ADMINS" "$(at $((6 * DAY)))"
# The clock of that run was ahead, and so the mails' hour.
sql "UPDATE olvido.outbox SET next_at = 0 WHERE kind = 83"
ok "by mail" wait_for 20 says "$OWNER_EMAIL" "/panel/privacy/requests/$Q"
hasnt "nothing of the person in it" "hers$U" <(for f in $(sink_files "$OWNER_EMAIL"); do plain "$f"; done)
hasnt "nor a name" "Clara" <(for f in $(sink_files "$OWNER_EMAIL"); do plain "$f"; done)
post agent "/panel/privacy/requests/$Q/take" -d "agent=$AGENT_ID"
is "somebody answers for it" 303 "$STATUS"
is "a day before: he alone" "$((ADMINS + 1)) $AGENT_ID" "$(at $((DAY - 60))) $(sql "SELECT agent_id FROM olvido.outbox WHERE account_id = $DEMO AND kind = 83 AND message_id = $Q ORDER BY created_at DESC, outbox_id DESC LIMIT 1" | sed "s/.*/$AGENT_ID/")"
is "to him" 1 "$(sql "SELECT COUNT(*) FROM olvido.outbox WHERE kind = 83 AND message_id = $Q AND agent_id = $AGENT_ID")"
is "once too" "$((ADMINS + 1))" "$(at 3600)"
is "overdue" "$((ADMINS + 2))" "$(at -5)"
for _ in 1 2 3 4; do "$BUILD/olvido-cron" --conf "$CONF" --wait=30 "--now=$((DUE + 40 * DAY))" requests >/dev/null 2>&1 & done
wait %2 %3 %4 %5 2>/dev/null
is "never again, whoever runs" "$((ADMINS + 2))" "$(reminders)"
# Two months more: they begin again.
post owner /panel/privacy/requests -d "contact=$WHO" -d kind=portability
Q=$(location | grep -o '[0-9]*$')
DUE=$(of_request "$Q" due_at)
at 3600 >/dev/null
is "both kinds at once are one mail each" "$ADMINS" "$(reminders)"
post owner "/panel/privacy/requests/$Q/extend" -d reason=more
DUE=$(of_request "$Q" due_at)
is "extended: not yet" "$ADMINS" "$(at $((20 * DAY)))"
is "a week before the new date" "$((2 * ADMINS))" "$(at $((7 * DAY)))"
post owner "/panel/privacy/requests/$Q/done" -d answer=done
is "what is done is not called due" "$((2 * ADMINS))" "$(at -5)"

# ---- a name that is in no other record goes three years after the decision ------------
post owner /panel/privacy/requests -d kind=erasure --data-urlencode "name=Stranger$U"
S=$(location | grep -o '[0-9]*$')
post owner "/panel/privacy/requests/$S/refuse" -d ground=6 -d answer=nothing
secret() { sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE account_id = $DEMO AND kind = 11 AND id = $S"; }
cron "--now=$(($(date +%s) + 1000 * DAY))"
is "not before" 1 "$(secret)"
req owner GET "/panel/privacy/requests/$S"
has "the name" "Stranger$U" "$TMP/body"
cron "--now=$(($(date +%s) + 1100 * DAY))"
is "three years later" "0 1 4" "$(secret) $(sql "SELECT COUNT(*) FROM olvido_keys.tombstone WHERE account_id = $DEMO AND kind = 11 AND id = $S") $(of_request "$S" state)"
is "its bytes too" 1 "$(of_request "$S" "sealed IS NULL")"
req owner GET "/panel/privacy/requests/$S"
is "the request is still there" 200 "$STATUS"
hasnt "without the name" "Stranger$U" "$TMP/body"

# ---- a restriction ends on its day, not before he was told ---------------------------------
restricted() { count_of "restriction WHERE account_id = $DEMO AND contact_id = $WHO"; }
post owner "/panel/contacts/$WHO/restrict" -d ground=3 -d reason=claim
post owner "/panel/contacts/$WHO/restrict/end" -d "until=$(date -u -d '+3 days' +%F)"
is "it will end" 303 "$STATUS"
ok "he is told" wait_for 20 says "$E" "The restriction of the use of your data will end"
cron
is "not today" 1 "$(restricted)"
sql "UPDATE olvido.outbox o JOIN olvido.restriction r ON o.outbox_id = r.told_id SET o.state = 1, o.next_at = 9000000000 WHERE r.contact_id = $WHO"
cron "--now=$(($(date +%s) + 4 * DAY))"
is "nor while the mail waits" 1 "$(restricted)"
sql "UPDATE olvido.outbox o JOIN olvido.restriction r ON o.outbox_id = r.told_id SET o.state = 2 WHERE r.contact_id = $WHO"
cron "--now=$(($(date +%s) + 4 * DAY))"
is "then it does" "0 1" "$(restricted) $(audits 674 "$WHO")"
req owner GET "/panel/tickets/$TICKET"
has "and the ticket is read again" "Body$U" "$TMP/body"
sql "UPDATE olvido.request SET alive = 0, state = 5 WHERE alive = 1; DELETE FROM olvido.cron_action; UPDATE olvido.outbox SET next_at = 0 WHERE state = 1"
