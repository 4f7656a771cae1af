#!/usr/bin/env bash
# make check [PART=name] [SAN=1]: set up, build, run every part (or one), sum up.
# Each part is tests/PART/run and closes with "N passed, N failed".
set -euo pipefail
cd "$(dirname "$0")/../.."
PARTS=(lint unit schema page tenant spam access privacy hosting mail trouble forensic browser mutants)
NEED_NO_INSTANCE=" lint unit trouble forensic mutants "
[ -z "${1:-}" ] || PARTS=("$1")

bin/setup --all
if [ -n "${SAN:-}" ]; then
  export BUILD=$PWD/build/san ASAN_OPTIONS=detect_leaks=0:detect_stack_use_after_return=1
fi
echo "Building"
make -s -j2 tests ${SAN:+SAN=1}

logs=$(mktemp -d)
instance=
cleanup() {
  if [ -n "$instance" ]; then
    kill -TERM "$instance" 2>/dev/null || true
    wait "$instance" 2>/dev/null || true
  fi
  rm -rf "$logs"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# One instance of its own for all parts, beside any other: fresh, on a free port.
start_instance() {
  export VAR=${CHECK_VAR:-$PWD/var-check} POST_RATE=500 WORKERS=4 SANDBOX=kill
  # shellcheck source=bin/instance.sh
  . bin/instance.sh
  PORT=$(free_port)
  export PORT
  (instance_lock && instance_leftovers && instance_remove) ||
    { echo "another make check runs in this folder; wait for it, or set CHECK_VAR"; exit 1; }
  bash tests/support/instance-main.sh >"$logs/instance" 2>&1 &
  instance=$!
  for _ in $(seq 900); do
    grep -q '^UP$' "$logs/instance" && { export CHECK_ENV=$VAR/demo.env; return; }
    kill -0 "$instance" 2>/dev/null || break
    sleep 0.1
  done
  cat "$logs/instance"
  echo "The test instance did not start."
  exit 1
}

passed=0 failed=0 skipped=()
for part in "${PARTS[@]}"; do
  if [ ! -x "tests/$part/run" ]; then
    [ -z "${1:-}" ] || { echo "there is no tests/$part/run"; exit 1; }
    skipped+=("$part")
    continue
  fi
  case "$NEED_NO_INSTANCE" in *" $part "*) ;; *) [ -n "$instance" ] || start_instance ;; esac
  begin=$SECONDS
  set +e
  "tests/$part/run" >"$logs/$part" 2>&1
  rc=$?
  set -e
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$logs/$part" | tail -1 || true)
  p=$(sed -E 's/^([0-9]+) passed.*/\1/' <<<"${line:-0 passed}")
  f=$(sed -E 's/.*, ([0-9]+) failed.*/\1/' <<<"${line:-0 passed, 1 failed}")
  if [ "$rc" != 0 ] && [ "$f" = 0 ]; then f=1; fi
  if [ "$p" = 0 ] && [ "$f" = 0 ]; then f=1; echo "$part ran no test"; fi
  [ "$f" = 0 ] || tail -60 "$logs/$part"
  printf '%-9s %s passed, %s failed  (%s s)\n' "$part:" "$p" "$f" "$((SECONDS - begin))"
  passed=$((passed + p)) failed=$((failed + f))
done
[ ${#skipped[@]} = 0 ] || echo "parts that do not exist yet: ${skipped[*]}"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
