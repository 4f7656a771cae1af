# shellcheck shell=bash
# Signing in: how many a second, what a flood of it does to the panel and to the
# memory, what a session costs, and whether a name can be told by time. Sourced by
# tests/bench/run after measure.sh.
FLOOD_AT_ONCE=16

access_load() { "$BUILD/tests/login_load" "$@"; }

# Hashes a second alone, then the list's rate and everybody's memory meanwhile.
flood_measure() {
  local tried busy others n us p99 failed wrong alone during flood list most=0 now
  read -r tried busy others < <(access_load flood "$REAL/run/panel.sock" demo.localhost "$SECS" "$FLOOD_AT_ONCE")
  [ "$tried" -gt 0 ] && [ "$others" = 0 ] || fail "the flood was answered with $others other than 422 and 503"
  bench login_rps "$(calc "$tried / $SECS" 1)" 1/s
  bench login_busy_rps "$(calc "$busy / $SECS" 1)" 1/s
  read -r n us p99 failed wrong < <(load panel_list "$SECS" 32)
  alone=$(calc "$n * 1e6 / $us" 1)
  access_load flood "$REAL/run/panel.sock" demo.localhost "$((SECS + 2))" "$FLOOD_AT_ONCE" >"$WORK/flood" &
  flood=$!
  sleep 1
  load panel_list "$SECS" 32 >"$WORK/list" &
  list=$!
  while kill -0 "$list" 2>/dev/null; do
    # shellcheck disable=SC2046
    now=$(pss $(family hash) $(family panel) $(family portal) $(family mail) $(family log))
    [ "$now" -le "$most" ] || most=$now
    sleep 0.3
  done
  wait "$list" || fail "the list's load failed"
  read -r n us p99 failed wrong <"$WORK/list"
  during=$(calc "$n * 1e6 / $us" 1)
  wait "$flood" || fail "the flood ended early"
  [ "$failed" = 0 ] && [ "$wrong" = 0 ] || fail "panel_list: of $n answers $failed failed, $wrong were not the right page"
  read -r tried busy others <"$WORK/flood"
  bench panel_list_rps_alone "$alone" 1/s
  bench panel_list_rps_in_flood "$during" 1/s
  bench panel_list_p99_ms_in_flood "$(calc "$p99 / 1000" 1)" ms
  bench ratio_panel_list_in_flood "$(calc "$during / $alone")" of_undisturbed
  bench login_rps_beside_list "$(calc "$tried / ($SECS + 2)" 1)" 1/s
  bench pss_login_flood_mb "$(calc "$most / 1024" 1)" MB
}

# A contact's session by a mailed link; the start page with and without it.
session_measure() {
  local link cookie without with
  rm -f "$WORK/guest"
  get guest demo.localhost /ask >"$WORK/page"
  get guest demo.localhost /ask -d "csrf=$(csrf_in "$WORK/page")" -d name=Bench -d email=session@bench.example \
    -d subject=Session -d body=Session -o /dev/null || true
  for _ in $(seq 100); do
    link=$(grep -l '^To:.*session@bench' "$SMTP_SINK"/* 2>/dev/null | xargs -r cat | sed ':a; /=$/ { N; s/=\n//; ba }' | grep -oE '/t/[A-Za-z0-9_-]{43}' | tail -1 || true)
    [ -z "$link" ] || break
    sleep 0.1
  done
  get guest demo.localhost "$link" >"$WORK/page" || fail "no link for a session"
  get guest demo.localhost "$link" -d "csrf=$(csrf_in "$WORK/page")" -o /dev/null || true
  cookie=$(awk '$6 == "__Host-olvido" { print $6 "=" $7 }' "$WORK/guest")
  [ -n "$cookie" ] || fail "no session"
  read -r without with < <(access_load cookie "$REAL/run/portal.sock" demo.localhost 1000 / "$cookie")
  bench session_guard_us "$((with - without))" us
}

# 300 wrong passwords of known names, five each, and 300 of unknown ones between.
timing_measure() {
  local known unknown i
  for i in $(seq 60); do
    echo "a password that nobody tries $i" |
      cli agent add demo.localhost agent "known$i@demo.localhost" "Known $i" >/dev/null
  done
  for _ in 1 2 3 4 5; do seq -f 'known%g@demo.localhost' 60; done >"$WORK/known"
  read -r known unknown < <(access_load pair "$REAL/run/panel.sock" demo.localhost 300 <"$WORK/known")
  bench login_known_ms "$(calc "$known / 1000")" ms
  bench login_unknown_ms "$(calc "$unknown / 1000")" ms
  bench login_timing_difference_us "$((known - unknown))" us
}

access_measure() {
  flood_measure
  session_measure
  timing_measure
}
