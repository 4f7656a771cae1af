# shellcheck shell=bash
# What an installation of 1,000 accounts of 100 tickets costs by the clock. Sourced
# by tests/bench/run.
hosting_cron() { "$BUILD/olvido-cron" --conf "$REAL/olvido.hdf" --wait=60 "$@" >"$WORK/cron" 2>&1 || fail "olvido-cron $*: $(tail -3 "$WORK/cron")"; }
# hosting_time NAME SECONDS ACTION...: median of three, each action last run so long ago
hosting_time() {
  local name=$1 ago=$2 v='' t
  shift 2
  for _ in 1 2 3; do
    sql "UPDATE olvido.cron_action SET ran_at = UNIX_TIMESTAMP() - $ago WHERE name NOT LIKE '%.%'"
    t=$EPOCHREALTIME
    hosting_cron "$@"
    v+=" $(calc "$EPOCHREALTIME - $t" 3)"
  done
  bench "$name" "$(median "$v")" s
}
hosting_measure() {
  local n=${HOSTING_ACCOUNTS:-1000} t
  t=$SECONDS
  "$BUILD/tests/accounts" "$REAL/olvido.hdf" "$n" 100 || fail "no accounts"
  bench hosting_data_s $((SECONDS - t)) s
  db_settle
  hosting_cron all
  # Each minute's actions with nothing due; then the hour's as well.
  hosting_time cron_idle_s 61 all
  hosting_time cron_idle_hour_s 3601 all
  # A hundred trials whose day has come, warned the day before.
  sql "UPDATE olvido.account a JOIN olvido.host h USING (account_id) SET a.state = 1, a.state_since = UNIX_TIMESTAMP() - 1209600,
      a.state_until = UNIX_TIMESTAMP() - 1 WHERE h.host REGEXP '^b[0-9]{1,2}\\\\.localhost$';
    INSERT INTO olvido.account_warning SELECT account_id, state_event, 1, UNIX_TIMESTAMP() - 90000 FROM olvido.account WHERE state = 1"
  [ "$(sql "SELECT COUNT(*) FROM olvido.account WHERE state = 1")" = 100 ] || fail "not a hundred are due"
  t=$EPOCHREALTIME
  hosting_cron lifecycle
  bench lifecycle_100_s "$(calc "$EPOCHREALTIME - $t" 3)" s
  [ "$(sql "SELECT COUNT(*) FROM olvido.account WHERE state = 4")" = 100 ] || fail "not all were led on: $(head -3 "$WORK/cron")"
}

# A terminated account with many tickets of 3 messages becomes a cold backup and goes;
# a list page of another account is asked for all the time.
purge_measure() {
  local n=${PURGE_TICKETS:-$GROWN} id t
  echo "Making $n tickets in an account that will go"
  t=$SECONDS
  sql "SET GLOBAL innodb_buffer_pool_size = 4 << 30, innodb_log_file_size = 1 << 30"
  "$BUILD/tests/bench_data" --conf "$REAL/olvido.hdf" grow "$n" "$FAST/mysql" large.localhost
  db_settle
  sql "SET GLOBAL innodb_buffer_pool_size = ${PURGE_POOL:-256} << 20, innodb_log_file_size = 64 << 20"
  bench purge_data_s $((SECONDS - t)) s
  db_settle
  id=$(sql "SELECT account_id FROM olvido.host WHERE host = 'large.localhost'")
  "$BUILD/olvido" --conf "$REAL/olvido.hdf" account terminate large.localhost >/dev/null || fail "it was not terminated"
  sign_in
  list_watch
  t=$EPOCHREALTIME
  "$BUILD/olvido" --conf "$REAL/olvido.hdf" cold make "$id" >"$WORK/cold" || fail "it did not go: $(tail -3 "$WORK/cold")"
  t=$(calc "$EPOCHREALTIME - $t" 1)
  list_watched purge
  [ "$(sql "SELECT n FROM olvido.account_count WHERE account_id = $id AND name = 'ticket'")" = "$n" ] || fail "not all of its tickets went"
  [ -z "$(sql "SELECT 1 FROM olvido_index.term WHERE account_id = $id LIMIT 1")" ] || fail "something of its index is left"
  bench "purge_${n}_s" "$t" s
}
