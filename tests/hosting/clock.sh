# shellcheck shell=bash
# The clock a year ahead and back, cron killed at any step, two of them at once: no
# account is led on unwarned, nor twice, and no mail goes out twice.
. "$ROOT/tests/support/panel.sh"
. "$ROOT/tests/hosting/_account.sh"
forget_rounds() { sql "DELETE FROM olvido.cron_action WHERE name LIKE 'lifecycle%'"; }
forget_rounds
N=12
FIRST=
for ((i = 0; i < N; i++)); do
  cli account create "C$i $U" "c$i$U.localhost" --trial >"$TMP/out"
  A=$(awk '{ print $2 }' "$TMP/out")
  cli agent add "c$i$U.localhost" owner "o@c$i$U.localhost" "Ola Owner" <<<"the password of the owner" >/dev/null
  FIRST+=${FIRST:+,}$A
done
IN="account_id IN ($FIRST)"
# Let the others' clocks not be this test's.
sql "UPDATE olvido.account SET state_until = state_until + 400000000 WHERE state_until > 0 AND NOT $IN"
NOW=$(life state_since)
all() { sql "SELECT GROUP_CONCAT(CONCAT_WS('.', state, state_since, state_until, held) ORDER BY account_id) FROM olvido.account WHERE $IN"; }
traces() { sql "SELECT CONCAT_WS(' ', (SELECT COUNT(*) FROM olvido.account_event WHERE $IN), (SELECT COUNT(*) FROM olvido.account_warning WHERE $IN), (SELECT COUNT(*) FROM olvido.outbox WHERE kind >= 100 AND $IN))"; }
# One of them is to be deleted in a week.
cli account delete "$A" --yes >/dev/null
BEFORE=$(all)
cron --now="$NOW" lifecycle
is "a first round: nothing is due" "0 $BEFORE" "$? $(all)"

# A year ahead, and back
cron --now=$((NOW + 365 * DAY)) --dry-run lifecycle
has "a dry run says it" "past the last round" "$TMP/cron"
cron --now=$((NOW + 365 * DAY)) lifecycle
is "a year ahead: nothing is done" "0 $BEFORE $((N + 1)) 0 0" "$? $(all) $(traces)"
has "and it says so" "365 days past the last round" "$TMP/cron"
cron --now=$((NOW + 365 * DAY)) accounts
has "nor is a wish carried out" "less than a day ago" "$TMP/cron"
cron --now=$((NOW + 365 * DAY + 3600)) lifecycle
is "an hour later: nothing yet" "0 $BEFORE $((N + 1)) 0 0" "$? $(all) $(traces)"
has "until when" "leapt less than a day ago" "$TMP/cron"
cron --now=$((NOW + 60)) lifecycle
is "and back: nothing" "0 $BEFORE $((N + 1)) 0 0" "$? $(all) $(traces)"
has "and it says so" "the clock went back" "$TMP/cron"
cron --now=$((NOW + 120)) lifecycle
is "then as ever" "0 $BEFORE $((N + 1)) 0 0 nothing" "$? $(all) $(traces) $(grep -o nothing "$TMP/cron")"

cli account delete "$A" --cancel >/dev/null
sql "DELETE FROM olvido.account_event WHERE account_id = $A AND event IN (8, 9)"
# It stays ahead: the day after, a warning; the day after that, one step
AT=$((NOW + 365 * DAY))
cron --now=$AT lifecycle
cron --now=$((AT + DAY)) lifecycle
is "a day later every one is warned" "0 $BEFORE $N $N $N" "$? $(all) $(traces)"
cron --now=$((AT + DAY + 7200)) lifecycle
is "and not led on" "0 $BEFORE" "$? $(all)"
# Back now: those warnings say a wrong day, and do not count.
cron --now=$((NOW + 200)) lifecycle
cron --now=$((NOW + 300)) lifecycle
for d in 1 2 3 4 5 6; do cron --now=$((NOW + d * DAY)) lifecycle; done
is "right again, six days on: as it was" "$BEFORE" "$(all)"
cron --now=$((NOW + 7 * DAY)) lifecycle
is "its own first warning" "0 $N" "$? $(sql "SELECT COUNT(*) FROM olvido.account_warning WHERE days = 7 AND sent_at < $((NOW + 8 * DAY)) AND $IN")"
is "instead of the wrong one" 0 "$(sql "SELECT COUNT(*) FROM olvido.account_warning WHERE sent_at > $((NOW + 8 * DAY)) AND $IN")"
has "and it says so" "do not count" "$TMP/cron"

# Killed again and again, and two at once
killed() { # a round at $1 that is killed a little later each time, until one ends
  local ms rc=1
  for ms in 5 10 15 20 25 30 40 50 60 80 100 150 200; do
    "$BUILD/olvido-cron" --conf "$CONF" --now="$1" lifecycle >"$TMP/killed" 2>&1 &
    local pid=$!
    sleep "$(awk -v m=$ms 'BEGIN { print m / 1000 }')"
    kill -KILL $pid 2>/dev/null && K=$((K + 1))
    wait $pid 2>/dev/null; rc=$?
    [ $rc != 0 ] || break
  done
  "$BUILD/olvido-cron" --conf "$CONF" --wait=30 --now="$1" lifecycle >"$TMP/one" 2>&1 &
  local one=$!
  "$BUILD/olvido-cron" --conf "$CONF" --wait=30 --now="$1" lifecycle >"$TMP/two" 2>&1
  rc=$?
  wait $one
  is "round $1: two at once end well" "0 0" "$rc $?"
}
K=0
once() { # NAME: each warning and step has its one mail
  is "$1: a mail a warning" "" "$(sql "SELECT w.account_id FROM (SELECT account_id, COUNT(*) n FROM olvido.account_warning WHERE sent_at > $NOW + 100 AND $IN GROUP BY account_id) w
    LEFT JOIN (SELECT account_id, COUNT(*) n FROM olvido.outbox WHERE kind = 100 AND next_at < $NOW + 300 * $DAY AND $IN GROUP BY account_id) o USING (account_id) WHERE w.n <> IFNULL(o.n, 0)")"
  is "$1: a mail and an event a step" "" "$(sql "SELECT a.account_id FROM olvido.account a
    WHERE a.account_id IN ($FIRST) AND ((SELECT COUNT(*) FROM olvido.outbox o WHERE o.account_id = a.account_id AND kind = 101) <> a.state DIV 4
    OR (SELECT COUNT(*) FROM olvido.account_event e WHERE e.account_id = a.account_id) <> 1 + a.state DIV 4)")"
}
for d in 8 9 10; do cron --now=$((NOW + d * DAY)) lifecycle; done
killed $((NOW + 11 * DAY))
is "the second warning, to all" "$N" "$(sql "SELECT COUNT(*) FROM olvido.account_warning WHERE days = 3 AND $IN")"
once warned
cron --now=$((NOW + 12 * DAY)) lifecycle
killed $((NOW + 13 * DAY))
killed $((NOW + 14 * DAY + 60))
is "the step, of all" "$N" "$(sql "SELECT COUNT(*) FROM olvido.account WHERE state = 4 AND $IN")"
once stepped
is "some were killed" 1 "$((K > 5))"
is "and each log is whole" 0 "$(cli audit verify "$A" >"$TMP/out" 2>&1; echo $?)"

# A dry run says what would be, and does nothing
for d in 15 16; do cron --now=$((NOW + d * DAY)) lifecycle; done
BEFORE="$(all) $(traces)"
sql "UPDATE olvido.account SET state_until = $((NOW + 17 * DAY + 3 * DAY)) WHERE account_id = $A"
cron --now=$((NOW + 17 * DAY)) --dry-run lifecycle
has "a dry run" "lifecycle (dry run): account $A: warned that suspended ends" "$TMP/cron"
sql "UPDATE olvido.account SET state_until = state_since + 60 * $DAY WHERE account_id = $A"
is "changes nothing" "$BEFORE" "$(all) $(traces)"
sql "UPDATE olvido.account SET state_until = 0, state = 2 WHERE $IN"
sql "UPDATE olvido.account SET state_until = state_until - 400000000 WHERE state_until > 400000000 + UNIX_TIMESTAMP()"
forget_rounds
