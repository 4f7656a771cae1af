# shellcheck shell=bash
# The bin: tickets go in and come back as they were, one or many; after the
# account's days they are erased.
. "$ROOT/tests/support/panel.sh"
cron() { "$BUILD/olvido-cron" --conf "$VAR/olvido.hdf" "$@" >"$TMP/cron" 2>&1; }
sql "DELETE FROM olvido.throttle"
agent_in ag "agent@$HOST" "$AGENT_PASSWORD"
agent_in ow "owner@$HOST" "$OWNER_PASSWORD"
audit_n() { sql "SELECT COUNT(*) FROM olvido.audit WHERE verb = $1 AND object_kind = 3 AND object_id = $2"; }

# One ticket
ask "bin$U@example.org" "Bea Bin" "Bin $U one" "text of $U"
ONE=$TICKET
act ag "$ONE" status -d status=answered
req ag GET "/panel/tickets/$ONE"
has "its page can delete it" "/panel/tickets/$ONE/bin" "$TMP/body"
act ag "$ONE" bin
is "deleted" "303 8" "$STATUS $(status_of "$ONE")"
is "what it was is kept" "3 1" "$(sql "SELECT CONCAT(deleted_from, ' ', deleted_at > UNIX_TIMESTAMP() - 60) FROM olvido.ticket WHERE ticket_id = $ONE")"
is "it is in the audit log" 1 "$(audit_n 643 "$ONE")"
AT=$(sql "SELECT deleted_at FROM olvido.ticket WHERE ticket_id = $ONE")
act ag "$ONE" bin
is "twice is once" "1 $AT" "$(audit_n 643 "$ONE") $(sql "SELECT deleted_at FROM olvido.ticket WHERE ticket_id = $ONE")"
follow ag
has "the page says so" "In the bin since" "$TMP/body"
has "and when it will be erased" "It will be erased on" "$TMP/body"
req ag GET "/panel/tickets?view=deleted"
is "it is in the bin's list" 1 "$(rows | grep -cx "$ONE")"
has "which says how long" "30 days" "$TMP/body"
act ag "$ONE" restore
is "restored to what it was" "303 3 0" "$STATUS $(status_of "$ONE") $(sql "SELECT deleted_at FROM olvido.ticket WHERE ticket_id = $ONE")"
is "that too is in the log" 1 "$(audit_n 644 "$ONE")"
act ag "$ONE" restore
is "restoring what is not in the bin does nothing" "3 1" "$(status_of "$ONE") $(audit_n 644 "$ONE")"
act ag "$ONE" status -d status=postponed -d "until=$(date -d '+3 days' +%F)"
act ag "$ONE" bin
act ag "$ONE" restore
is "one that was postponed is open" 2 "$(status_of "$ONE")"
act ag "$ONE" status -d status=deleted
is "by the field of its status, too" "8 2" "$(status_of "$ONE") $(sql "SELECT deleted_from FROM olvido.ticket WHERE ticket_id = $ONE")"
act ag "$ONE" restore

# Many
IDS=("$ONE")
for n in 2 3 4; do ask "bin$U$n@example.org" "Bea $n" "Bin $U $n" "text"; IDS+=("$TICKET"); done
bulk() { # ACT ID...
  local act=$1 a=(); shift
  for n; do a+=(-d "tickets=$n"); done
  req ag POST /panel/bin --data-urlencode "csrf=${TOKEN[ag]}" -d "act=$act" -d view=new "${a[@]}"
}
req ag POST /panel/bin --data-urlencode "csrf=${TOKEN[ag]}" -d act=delete -d "view=a b"
is "a list that there is not" "303 /panel/tickets" "$STATUS $(location)"
statuses() { local n; for n in "${IDS[@]}"; do status_of "$n"; done | tr '\n' ' '; }
req ag GET "/panel/tickets?view=new"
is "rows can be ticked" 1 "$(($(grep -c 'name="tickets" value=' "$TMP/body") >= 3))"
sql "INSERT INTO olvido.legal_hold (account_id, hold_id, kind, id, agent_id, created_at, ends_at, sealed)
  SELECT account_id, ticket_id, 4, ticket_id, 1, 0, UNIX_TIMESTAMP() + 86400, 'x' FROM olvido.ticket WHERE ticket_id = ${IDS[3]}"
bulk delete "${IDS[@]}"
is "deleted, but for what is held" "303 8 8 8 1 " "$STATUS $(statuses)"
follow ag
has "and it says so" "but for those under a legal hold" "$TMP/body"
bulk restore "${IDS[@]}"
is "restored" "303 2 1 1 1 " "$STATUS $(statuses)"
bulk delete
follow ag
has "nothing was ticked" "No ticket was chosen" "$TMP/body"
bulk nonsense "${IDS[@]}"
is "another act is refused" "400 2 1 1 1 " "$STATUS $(statuses)"
OTHER=$(sql "SELECT ticket_id FROM olvido.ticket t JOIN olvido.host h USING (account_id) WHERE h.host = 'second.localhost' LIMIT 1")
if [ -n "$OTHER" ]; then
  before=$(status_of "$OTHER")
  bulk delete "$OTHER" "${IDS[1]}"
  is "another account's is passed over" "303 $before 8" "$STATUS $(status_of "$OTHER") $(status_of "${IDS[1]}")"
  bulk restore "${IDS[1]}"
fi
sql "DELETE FROM olvido.legal_hold WHERE hold_id = ${IDS[3]}"

# Not for the customer
agent_token=${TOKEN[ag]}
req guest POST "/panel/tickets/$ONE/bin" --data-urlencode "csrf=$agent_token"
is "a guest does not" "303 2" "$STATUS $(status_of "$ONE")"
