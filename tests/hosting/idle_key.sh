# shellcheck shell=bash
# The key of an account that nobody uses any more is not in the memory of programs
# that wait: it goes by itself, a minute after it was last asked for.
. "$ROOT/tests/support/panel.sh"
. "$ROOT/tests/hosting/_account.sh"
account_new idle
"$BUILD/tests/secrets" "$CONF" "$HOST" 0 0 >"$TMP/raw" 2>/dev/null
is "its key is known to the test" 64 "$(tr -d '\n' <"$TMP/raw" | wc -c)"
echo "key hex:$(cat "$TMP/raw")" >"$TMP/words"
workers() { # processes of the panel
  find /proc/[0-9]*/fd/1 -maxdepth 0 -lname "$VAR/log/*" 2>/dev/null | cut -d/ -f3 |
    while read -r p; do ! grep -qx panel "/proc/$p/comm" 2>/dev/null || echo "$p"; done
}
held() { # is it in one of them
  local p m=()
  for p in $(workers); do m+=(-m "$p"); done
  [ ${#m[@]} -gt 2 ] || return 2
  "$BUILD/tests/scan" "$TMP/words" "${m[@]}" >"$TMP/hits" 2>"$TMP/summary"
  grep -q '^key' "$TMP/hits"
}
let_go() { ! held; }
for _ in $(seq 12); do req guest GET /panel/login; done
is "its page" 200 "$STATUS"
ok "a key in use is in memory" held
ok "and gone after a while without another request" wait_for 90 let_go
