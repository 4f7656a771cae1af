# shellcheck shell=bash
# An erasure killed again and again, at any moment, ends as one that was not:
# nothing is left, everything was counted once, and what it may not touch is whole.
BUILD=${BUILD:-$ROOT/build}
CONF=$VAR/olvido.hdf
ACC=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
. "$ROOT/tests/support/erased.sh"
R=k$(date +%s%N | tail -c 8)
N=120 M=3 F=40
one() { sql "$1" | head -1; }
person() { "$BUILD/tests/person" "$CONF" "$HOST" "$1$R@example.org" $N $M $F; }
tickets_of() { sql "SELECT GROUP_CONCAT(ticket_id) FROM olvido.ticket WHERE account_id = $ACC AND contact_id = $1"; }
# killed COMMAND...: kill -9 after 10 to 250 ms, until it came to its end by itself
killed() {
  local pid rc kills=0
  while :; do
    "$@" >"$TMP/out" 2>&1 &
    pid=$!
    # Late enough to get on, early enough to be hit.
    [ $kills -ge 25 ] || { sleep "0.$(printf '%03d' $((10 + RANDOM % 240)))"; kill -9 $pid 2>/dev/null && kills=$((kills + 1)); }
    wait $pid 2>/dev/null
    rc=$?
    [ $rc = 137 ] || break
  done
  KILLS=$kills
  return $rc
}
counted() { sql "SELECT name, n FROM olvido.erasure_count WHERE account_id = $ACC AND erasure_id = $1 AND name IN ('contact', 'ticket', 'message', 'attachment', 'files', 'ticket.kept') ORDER BY name" | tr '\t\n' '= '; }
erasure_of() { one "SELECT erasure_id FROM olvido.erasure WHERE account_id = $ACC AND scope = 1 AND subject_id = $1"; }
ERASE=("$BUILD/olvido" --conf "$CONF" erase "$HOST" contact)

# ---- with his tickets ------------------------------------------------------------
ANA=$(person ana) BEN=$(person ben)
T_ANA=$(tickets_of "$ANA")
is "the tickets are there" $N "$(tr ',' '\n' <<<"$T_ANA" | wc -l)"
mapfile -t FILES < <(sql "SELECT CONCAT(LPAD(LOWER(HEX(attachment_id DIV 64 % 256)), 2, '0'), '/', attachment_id) FROM olvido.attachment WHERE account_id = $ACC AND ticket_id IN ($T_ANA)")
is "and their files" $F "$(cd "$VAR/files/$ACC" && ls "${FILES[@]}" 2>/dev/null | wc -l)"
ok "it ends" killed "${ERASE[@]}" "$ANA" --yes
is "it was killed on the way" 1 "$((KILLS > 2))"
E=$(erasure_of "$ANA")
is "certified" 4 "$(state 1 "$ANA")"
is "each counted once" "attachment=$F contact=1 files=$F message=$((N * M)) ticket=$N " "$(counted "$E")"
is "no row names him" "" "$(names_left contact "$ANA" "$T_ANA")"
is "no file is left" 0 "$(cd "$VAR/files/$ACC" && ls "${FILES[@]}" 2>/dev/null | wc -l)"
is "one erasure" 1 "$(left olvido.erasure "subject_id = $ANA")"
is "the log says it once" 1 "$(left olvido.audit "verb = 602 AND object_id = $ANA")"
is "the tombstones are complete" $((2 + N + F)) "$(left olvido_keys.tombstone "erasure_id = $E")"

# ---- two at once are one ---------------------------------------------------------------
EVA=$(N=20 person eva)
for i in 1 2 3; do "${ERASE[@]}" "$EVA" --yes >"$TMP/two.$i" 2>&1 & done
wait
is "three at once are one erasure" "1 4" "$(left olvido.erasure "subject_id = $EVA") $(state 1 "$EVA")"
is "counted once" "contact=1 message=60 ticket=20 " "$(counted "$(erasure_of "$EVA")" | sed 's/attachment=[0-9]* //; s/files=[0-9]* //')"

# ---- without them, ended by cron ----------------------------------------------------
T_BEN=$(tickets_of "$BEN")
ok "it begins" "${ERASE[@]}" "$BEN" --keep-tickets --later --yes
is "he is out of reach at once" 0 "$(left olvido_index.lookup "kind = 1 AND id = $BEN")"
"$BUILD/olvido-cron" --conf "$CONF" --dry-run erase >"$TMP/out" 2>&1
has "cron would go on" "erasure $(erasure_of "$BEN") goes on" "$TMP/out"
is "and changed nothing" 1 "$(state 1 "$BEN")"
# Killed, it may hold its lock a moment longer: the next run comes too early.
for _ in $(seq 40); do
  [ "$(state 1 "$BEN")" != 4 ] || break
  killed "$BUILD/olvido-cron" --conf "$CONF" erase
done
is "it is certified" 4 "$(state 1 "$BEN")"
is "no row names him either" "" "$(names_left contact "$BEN")"
is "his tickets are there" $N "$(left olvido.ticket "ticket_id IN ($T_BEN)")"
is "each somebody else's" $N "$(one "SELECT COUNT(DISTINCT contact_id) FROM olvido.ticket WHERE ticket_id IN ($T_BEN) AND contact_id <> $BEN")"
is "with the agent's answers" $N "$(left olvido.message "ticket_id IN ($T_BEN) AND author_kind = 2")"
is "without his texts" 0 "$(left olvido.message "ticket_id IN ($T_BEN) AND author_kind = 1")"
is "nor his files" 0 "$(left olvido.attachment "ticket_id IN ($T_BEN)")"
"$BUILD/olvido" --conf "$CONF" index rebuild "$ACC" >"$TMP/rebuilt" 2>&1
is "all of them open" 0 "$?"
"$BUILD/olvido" --conf "$CONF" keys check >"$TMP/out" 2>&1
is "no key is missing without a reason" 0 "$?"
"$BUILD/olvido" --conf "$CONF" audit verify "$ACC" >"$TMP/out" 2>&1
is "the log is whole" 0 "$?"
