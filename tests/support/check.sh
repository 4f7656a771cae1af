#!/usr/bin/env bash
# make check [PART=name] [SAN=1] [LANES=2]: set up, build, run every part (or one),
# sum up.  Each part is tests/PART/run and closes with "N passed, N failed"; it has a
# fresh instance of its own, so that no part lives with what another left.  LANES
# parts run at a time, the longest first.
set -euo pipefail
cd "$(dirname "$0")/../.."
PARTS=(lint unit mail privacy hosting forensic page browser access trouble mutants schema tenant spam)
NEED_NO_INSTANCE=" lint unit trouble forensic mutants "
LANES=${LANES:-2}
[ -z "${1:-}" ] || PARTS=("$1")
for part in "${PARTS[@]}"; do
  [ -x "tests/$part/run" ] || { echo "there is no tests/$part/run"; exit 1; }
done

bin/setup --all
if [ -n "${SAN:-}" ]; then
  export BUILD=$PWD/build/san ASAN_OPTIONS=detect_leaks=0:detect_stack_use_after_return=1
fi
echo "Building"
make -s -j2 tests ${SAN:+SAN=1}

logs=$(mktemp -d)
lanes=()
cleanup() {
  trap '' TERM INT
  [ ${#lanes[@]} = 0 ] || kill -TERM "${lanes[@]}" 2>/dev/null || true
  wait
  rm -rf "$logs"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# What a part started, the newest first.
started=()
part_stop() {
  local n
  trap '' TERM INT
  for ((n = ${#started[@]}; n-- > 0;)); do
    kill -TERM "${started[n]}" 2>/dev/null || true
    wait "${started[n]}" 2>/dev/null || true
  done
  started=()
}

# The part's instance, beside any other: fresh, on a free port.
start_instance() {
  export VAR=${CHECK_VAR:-$PWD/var-check}-part-$1 POST_RATE=500 WORKERS=4 SANDBOX=kill
  # shellcheck source=bin/instance.sh
  . bin/instance.sh
  PORT=$(free_port)
  export PORT
  (instance_lock && instance_leftovers && instance_remove) ||
    { echo "another make check runs in this folder; wait for it, or set CHECK_VAR"; return 1; }
  bash tests/support/instance-main.sh >"$logs/$1.instance" 2>&1 &
  started+=($!)
  for _ in $(seq 900); do
    grep -q '^UP$' "$logs/$1.instance" && { export CHECK_ENV=$VAR/demo.env; return; }
    kill -0 "${started[0]}" 2>/dev/null || break
    sleep 0.1
  done
  cat "$logs/$1.instance"
  echo "The test instance did not start."
  return 1
}

# What a failed part said: each failure with the lines that follow, and the end.
part_said() {
  grep -A4 '^FAILED' "$1" | cut -c1-400 | head -80 || true
  echo "... the end of it:"
  tail -20 "$1" | cut -c1-400
}

# run_part PART: leaves "passed failed" in PART.sum
run_part() {
  local part=$1 begin=$SECONDS rc line p f
  trap 'part_stop; exit 130' TERM INT
  case "$NEED_NO_INSTANCE" in
  *" $part "*) rc=0 ;;
  *) start_instance "$part" >"$logs/$part" 2>&1; rc=$? ;;
  esac
  if [ "$rc" = 0 ]; then
    "tests/$part/run" >"$logs/$part" 2>&1 &
    started+=($!)
    wait $!
    rc=$?
  fi
  part_stop
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$logs/$part" | tail -1)
  p=$(sed -E 's/^([0-9]+) passed.*/\1/' <<<"${line:-0 passed}")
  f=$(sed -E 's/.*, ([0-9]+) failed.*/\1/' <<<"${line:-0 passed, 1 failed}")
  if [ "$rc" != 0 ] && [ "$f" = 0 ]; then f=1; fi
  if [ "$p" = 0 ] && [ "$f" = 0 ]; then f=1; echo "$part ran no test" >>"$logs/$part"; fi
  {
    flock 9
    [ "$f" = 0 ] || part_said "$logs/$part"
    printf '%-9s %s passed, %s failed  (%s s)\n' "$part:" "$p" "$f" "$((SECONDS - begin))"
  } 9>"$logs/.lock"
  echo "$p $f" >"$logs/$part.sum"
  # An instance whose part failed stays, to be looked at.
  if [ "$f" = 0 ] && [ -n "${CHECK_ENV:-}" ]; then (instance_remove) || true; fi
}

set +e
for part in "${PARTS[@]}"; do
  while [ "$(jobs -rp | wc -l)" -ge "$LANES" ]; do wait -n; done
  run_part "$part" &
  lanes+=($!)
done
wait
set -e
passed=0 failed=0
for part in "${PARTS[@]}"; do
  read -r p f <"$logs/$part.sum" || { p=0 f=1; echo "$part did not end"; }
  passed=$((passed + p)) failed=$((failed + f))
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
