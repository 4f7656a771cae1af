# shellcheck shell=bash
# The master and its workers: checked starts, reload and stop without a lost
# request, dead workers, the ceiling of memory, the sandbox.
PORTAL=${BUILD:-$ROOT/build}/portal
ok "--check" "$PORTAL" --check --conf "$VAR/olvido.hdf"
ok "--check of the panel" "${BUILD:-$ROOT/build}/panel" --check --conf "$VAR/olvido.hdf"
refused() { ! "$@"; }
ok "no such file" refused "$PORTAL" --check --conf "$TMP/none"
ok "no file" refused "$PORTAL" --check
mkdir -p "$TMP/second/share"
cp -r "$(readlink -f "$VAR/share")/." "$TMP/second/share/"
chmod -R a+rX "$TMP/second/share"
second_start 500r/s Templates.Dir="$TMP/second/share/templates"
cp "$S/olvido.hdf" "$TMP/bad.hdf"
echo "No.Such = 1" >>"$TMP/bad.hdf"
ok "an unknown setting" refused "$PORTAL" --check --conf "$TMP/bad.hdf"

answers() { req2 pr GET /; [ "$STATUS" = 200 ]; }
ok "answers" wait_for 20 answers
W1=$(workers_of "$SECOND")
is "two workers" 2 "$(wc -w <<<"$W1")"

# Each worker: no rights, no core, nobody may look into it, few system calls.
for w in $W1; do
  st() { awk -v k="$1:" '$1 == k { $1 = ""; print substr($0, 2) }' "/proc/$w/status"; }
  is "its user" olvido-portal "$(id -nu "$(st Uid | cut -d' ' -f1)")"
  is "four times" 1 "$(st Uid | tr ' ' '\n' | sort -u | wc -l)"
  is "no capability" 0000000000000000 "$(st CapEff)"
  is "and none to come" 1 "$(st NoNewPrivs)"
  is "not readable by its own user" root "$(stat -c %U "/proc/$w/mem")"
  is "no core" "0 0" "$(awk '/^Max core file size/ {print $5, $6}' "/proc/$w/limits")"
  # Sanitizers need calls of their own.
  [ -n "${SAN:-}" ] || is "seccomp" 2 "$(st Seccomp)"
done

# Reload under load: the same pid, new workers, every request answered.
(many 1200 "$PORT2" >"$TMP/load") & LOAD=$!
for _ in 1 2 3; do sleep 0.4; kill -HUP "$SECOND"; done
wait "$LOAD"
is "reloaded under load" "1200x200 " "$(cat "$TMP/load")"
new_workers() { local w; w=$(workers_of "$SECOND"); [ "$(wc -w <<<"$w")" = 2 ] && [ "$(comm -12 <(tr ' ' '\n' <<<"$w" | sort) <(tr ' ' '\n' <<<"$W1" | sort) | grep -c .)" = 0 ]; }
ok "new workers under the old pid" wait_for 20 new_workers
ok "said so" grep -q ' reload$' "$S/portal.log"

# A reload takes new templates; broken ones are refused and the old go on.
sed -i 's|<main|<!-- new one --><main|' "$S/share/templates/layout/portal_top.cs"
kill -HUP "$SECOND"
shows_new() { req2 pr GET /; grep -q "new one" "$TMP/body"; }
ok "new templates" wait_for 20 shows_new
cp "$S/share/templates/portal/home.cs" "$TMP/home.cs"
echo '<?cs if:x ?>' >>"$S/share/templates/portal/home.cs"
W2=$(workers_of "$SECOND")
kill -HUP "$SECOND"
ok "broken templates are refused" wait_for 20 grep -q 'reload refused' "$S/portal.log"
is "the same workers go on" "$W2" "$(workers_of "$SECOND")"
ok "and answer" answers
cp "$TMP/home.cs" "$S/share/templates/portal/home.cs"

# Workers killed: started again, nobody notices.
for w in $(workers_of "$SECOND"); do kill -9 "$w"; done
ok "after kill -9 of all" wait_for 20 answers
two() { [ "$(workers_of "$SECOND" | wc -w)" = 2 ]; }
ok "two again" wait_for 20 two
ok "said so" grep -q 'died (9)' "$S/portal.log"
# One that dies again and again is started ever more slowly.
BEFORE=$(grep -c 'died (9)' "$S/portal.log")
END=$((SECONDS + 3))
while [ "$SECONDS" -lt "$END" ]; do
  for w in $(workers_of "$SECOND"); do kill -9 "$w" 2>/dev/null; done
  sleep 0.02
done
DEATHS=$(($(grep -c 'died (9)' "$S/portal.log") - BEFORE))
ok "at most 20 starts in three seconds ($DEATHS)" test "$DEATHS" -le 20
ok "they come back" wait_for 20 two
ok "and answer" wait_for 20 answers

# Stop: what waits in the queue is served, what comes later gets the page.
for w in $(workers_of "$SECOND"); do kill -STOP "$w"; done
STOPPED=$(workers_of "$SECOND")
(many 20 "$PORT2" >"$TMP/load") & LOAD=$!
sleep 0.7
kill -TERM "$SECOND"
sleep 0.3
for w in $STOPPED; do kill -CONT "$w"; done
wait "$LOAD"
# Eight were waiting when it was stopped; the rest came to a closed door.
is "none lost, none broken" 20 "$(tr ' ' '\n' <"$TMP/load" | grep -E 'x(200|503)$' | cut -dx -f1 | awk '{n += $1} END {print n}')"
ok "those that waited were served" test "$(tr ' ' '\n' <"$TMP/load" | sed -n 's/x200$//p')" -ge 8
wait "$SECOND"
is "it ended well" 0 $?
is "no socket stays" "" "$(find "$S/run" -type s)"
req2 pr GET /
is "nobody there" "503 5" "$STATUS $(header retry-after)"
has "a friendly page" "<main" "$TMP/body"
req2 pr POST /ask -d x=y -H 'Accept-Language: es'
is "for a form too" 503 "$STATUS"
has "in Spanish" 'lang="es"' "$TMP/body"
second_portal
ok "started again" wait_for 20 answers

# A request that wants more memory than it may: its worker ends, nobody else.
sed -i '/^Arena.Max/d' "$S/olvido.hdf"
echo "Arena.Max = 500000" >>"$S/olvido.hdf"
kill -TERM "$SECOND"; wait "$SECOND"
second_portal
ok "answers below a low ceiling" wait_for 20 answers
head -c 65000 /dev/zero | tr '\0' '<' >"$TMP/text"
req2 pr GET /ask; T=$(csrf); N=$(tickets)
req2 pr POST /ask -F "csrf=$T" -F name= -F email=m@example.org -F subject=s -F "body=<$TMP/text"
is "past the ceiling" "503 5" "$STATUS $(header retry-after)"
has "a friendly page" "<main" "$TMP/body"
ok "logged as a bug" grep -q 'BUG .*arena past its ceiling' "$S/portal.log"
is "nothing stored" "$N" "$(tickets)"
ok "the next one is served" wait_for 20 answers
second_stop
