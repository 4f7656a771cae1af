# shellcheck shell=bash
# 100,000 random lists and addresses: ours and Python's ipaddress decide the same.
if command -v python3 >/dev/null; then
  ok "random lists and addresses" python3 "$ROOT/tests/access/ranges.py" "${BUILD:-$ROOT/build}/tests/ranges" 100000
  tail -1 "$TMP/ok.out"
  # The comparison can fail: a decision turned round is noticed.
  printf '#!/bin/sh\n%s | sed "s/^1/y/; s/^0/1/; s/^y/0/"\n' "'${BUILD:-$ROOT/build}/tests/ranges'" >"$TMP/wrong"
  chmod +x "$TMP/wrong"
  if python3 "$ROOT/tests/access/ranges.py" "$TMP/wrong" 1000 >"$TMP/out" 2>&1; then bad "wrong decisions are not noticed"; else pass; fi
else
  echo "skipped: python3 is not installed, and its ipaddress decides here"
  ok "the program that it would be compared with" test -x "${BUILD:-$ROOT/build}/tests/ranges"
fi
