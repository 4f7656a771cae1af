# shellcheck shell=bash
# nginx is told of 10,000 domains of 10,000 accounts. Sourced by tests/bench/run.
nginx_sync_time() { # NAME WANTED
  local t=$EPOCHREALTIME
  "$BUILD/olvido" --conf "$REAL/olvido.hdf" nginx sync >"$WORK/sync" 2>&1 || fail "$(tail -3 "$WORK/sync")"
  bench "$1" "$(calc "$EPOCHREALTIME - $t" 3)" s
  grep -q "^$2" "$WORK/sync" || fail "not $2: $(tail -1 "$WORK/sync")"
}
nginx_measure() {
  local n=${BENCH_DOMAINS:-10000}
  # Nobody else tells it meanwhile.
  kill "${PID[sync]}"
  sql "INSERT INTO olvido.account (account_id, name, language, state, created_at)
      SELECT 50000000 + seq, 'Bench', 'en', 2, 0 FROM olvido.seq_1_to_$n;
    INSERT INTO olvido.host SELECT CONCAT('nb', seq, '.localhost'), 50000000 + seq, 1 FROM olvido.seq_1_to_$n;
    INSERT INTO olvido.host SELECT CONCAT('help.company', seq, '.example'), 50000000 + seq, 0 FROM olvido.seq_1_to_$n;
    INSERT INTO olvido.domain (account_id, domain_id, host, token, state, settled, added_at, look_at, proved_at)
      SELECT 50000000 + seq, seq, CONCAT('help.company', seq, '.example'), REPEAT('t', 43), 2, 2, 0, 1 << 40, 0 FROM olvido.seq_1_to_$n"
  nginx_sync_time nginx_sync_10000_s changed
  [ "$(grep -c '^	server_name ' "$REAL/nginx/generated.conf")" = "$n" ] || fail "not all domains are there"
  nginx_sync_time nginx_sync_same_s unchanged
}
