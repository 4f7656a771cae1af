# shellcheck shell=bash
# A copy of everything about a customer with 10,000 tickets and 30,000 messages:
# from the builder's start until it may be had, and the most memory it took. Sourced
# by tests/bench/run after measure.sh.
export_measure() {
  local id pid peak=0 now begin end state
  id=$("$BUILD/tests/person" "$REAL/olvido.hdf" demo.localhost export@bench.example 10000 3 1000)
  sql "INSERT INTO olvido.contact_export (account_id, export_id, contact_id, actor_kind, actor_id, door, state, asked_at, due_at)
    SELECT account_id, 1, contact_id, 2, contact_id, 1, 1, 1, 1 FROM olvido.contact WHERE contact_id = $id"
  begin=$(date +%s%N)
  "$BUILD/olvido-cron" --conf "$REAL/olvido.hdf" --wait=60 export >"$WORK/export" &
  pid=$!
  while now=$(awk '/^VmHWM/ { print $2 }' "/proc/$pid/status" 2>/dev/null) && [ -n "$now" ]; do
    [ "$now" -le "$peak" ] || peak=$now
    sleep 0.05
  done
  wait "$pid" || fail "the export failed: $(cat "$WORK/export")"
  end=$(date +%s%N)
  state=$(sql "SELECT CONCAT(state, ' ', total, ' ', problems) FROM olvido.contact_export WHERE contact_id = $id")
  grep -q '1 made' "$WORK/export" || fail "another olvido-cron made the export; measure again"
  [ "$state" = "3 10000 0" ] || fail "the export is not whole: $state"
  bench export_10000_s "$(calc "($end - $begin) / 1e9" 2)" s
  bench export_peak_mb "$(calc "$peak / 1024" 1)" MB
  bench export_size_mb "$(calc "$(sql "SELECT size FROM olvido.contact_export WHERE contact_id = $id") / 1e6" 1)" MB
}
