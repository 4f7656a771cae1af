# shellcheck shell=bash
# olvido-cron: an action ends when its time is over, and what is slow does not starve
# what is quick.
. "$ROOT/tests/support/panel.sh"
CONF=$VAR/olvido.hdf
ACC=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
# shellcheck source=tests/support/erased.sh
. "$ROOT/tests/support/erased.sh"
cron() { "$BUILD/olvido-cron" --conf "$CONF" "$@" >"$TMP/cron" 2>&1; }
ok "help" "$BUILD/olvido-cron" --help
for a in purge audit files mirror erase requests retention export; do
  is "help: how long $a may take" 1 "$(tr '\n' ' ' <"$TMP/ok.out" | grep -c "  $a  *[^(]*([a-z ]*, [1-9][0-9]* s at most)")"
done
for b in "" 0 x 86401; do cron --budget="$b" purge; is "--budget=$b is wrong use" 64 $?; done

# An erasure that takes long, asked for first, and one that is done in a moment.
cron erase
SLOW=$("$BUILD/tests/person" "$CONF" "$HOST" "slow$U@example.org" 6000 2 0)
"$BUILD/olvido" --conf "$CONF" erase "$HOST" contact "$SLOW" --later --yes >"$TMP/out" 2>&1
is "a long one begins" "0 1" "$? $(state 1 "$SLOW")"
ask "quick$U@example.org" "Quick $U" "A kettle $U" "It leaks."
QUICK=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET")
"$BUILD/olvido" --conf "$CONF" erase "$HOST" contact "$QUICK" --later --yes >"$TMP/out" 2>&1
is "a quick one behind it" "0 1" "$? $(state 1 "$QUICK")"
sql "DELETE FROM olvido.cron_action WHERE name = 'erase'"
cron --budget=20 erase
is "twenty seconds for both" 0 $?
# The long one's search for mentions is cut short only where it goes on next time.
[ "$(state 1 "$QUICK")" = 4 ] || cron --budget=60 erase
is "the quick one is at its end" 4 "$(state 1 "$QUICK")"
is "the long one is, or its time was over and is told" 1 "$([ "$(state 1 "$SLOW")" = 4 ] || grep -q 'erase: its [26]0 s are over; the next run goes on' "$TMP/cron"; echo $(($? == 0)))"
is "then the action is not written down as done" 1 "$([ "$(state 1 "$SLOW")" = 4 ] || [ "$(sql "SELECT COUNT(*) FROM olvido.cron_action WHERE name = 'erase'")" = 0 ]; echo $(($? == 0)))"
cron --budget=600 erase
is "the next run ends it" "0 4" "$? $(state 1 "$SLOW")"
hasnt "in its time" "are over" "$TMP/cron"
is "and is written down" 1 "$(sql "SELECT COUNT(*) FROM olvido.cron_action WHERE name = 'erase'")"
