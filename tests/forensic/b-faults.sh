# shellcheck shell=bash
# Killed at each step (fault points, lib/core/fault.h): every one that the program
# has is died at, and all ends as if it had not been.
mapfile -t FAULTS < <("$BIN/olvido" --conf "$CONF" faults)
is "there are fault points" 1 "$((${#FAULTS[@]} >= 20))"
is "one name each" "${#FAULTS[@]}" "$(printf '%s\n' "${FAULTS[@]}" | sort -u | wc -l)"
sed "s/^Test.Installation = 1/Test.Installation = 0/; \$a Test.Fault = erase.first.wiped" "$CONF" >"$TMP/fault.hdf"
"$BIN/olvido" --conf "$TMP/fault.hdf" erase "$HOST" contact 1 --yes >/dev/null 2>&1
is "none counts where no tests are made" 1 $?
N=0 VICTIM=
victim() { # SCOPE: somebody new; sets VICTIM, TS
  N=$((N + 1))
  if [ "$1" = 2 ]; then
    echo "a long enough password" | "$BIN/olvido" --conf "$CONF" agent add "$HOST" agent "fault$N@example.org" "Fault $N" >/dev/null
    VICTIM=$(one "SELECT agent_id FROM olvido.agent WHERE account_id = $ACC AND role = 1 ORDER BY agent_id DESC")
    sql "UPDATE olvido.ticket SET agent_id = $VICTIM, status = 1 WHERE ticket_id = $T_PHONE"
    TS=
  else
    VICTIM=$("$BIN/tests/person" "$CONF" "$HOST" "fault$N@example.org" 3 2 2)
    # Somebody else says his address.
    OTHER=$("$BIN/tests/person" "$CONF" "$HOST" "other$N@example.org" 1 1 0)
    T_OTHER=$(one "SELECT ticket_id FROM olvido.ticket WHERE account_id = $ACC AND contact_id = $OTHER")
    "$BIN/tests/participant" "$CONF" "$HOST" "other$N@example.org" "$T_OTHER" "Ask fault$N@example.org, he knows" >/dev/null
    TS=$(sql "SELECT GROUP_CONCAT(ticket_id) FROM olvido.ticket WHERE account_id = $ACC AND contact_id = $VICTIM")
  fi
}
dies() { # POINT PROGRAM ARGUMENTS: it ends there, as if killed
  local f=$1 p=$2
  shift 2
  sed "\$a Test.Fault = $f" "$CONF" >"$TMP/fault.hdf"
  { "$BIN/$p" --conf "$TMP/fault.hdf" "$@" >"$TMP/out" 2>&1; } 2>/dev/null
  is "it dies at $f" 137 $?
}
goes_on() { # POINT SCOPE KEPT: what is done after a crash
  local f=$1
  cli keys init
  is "$f: it starts again" 0 $?
  # One that was rolled back is asked for again.
  [ -n "$(state "$2" "$VICTIM")" ] || cli erase "$HOST" "$([ "$2" = 2 ] && echo agent || echo contact)" "$VICTIM" --yes ${3:+--keep-tickets}
  cron erase
  cron mirror
  is "$f: it ends" "4 1" "$(state "$2" "$VICTIM") $(left olvido.erasure "scope = $2 AND subject_id = $VICTIM")"
  is "$f: no secret of the person" 0 "$(left olvido_keys.secret "kind = $2 AND id = $VICTIM")"
  is "$f: a tombstone" 1 "$(left olvido_keys.tombstone "kind = $2 AND id = $VICTIM")"
  is "$f: nor of the erasure itself" "$((2 - $2)) 0 0" "$(left olvido_keys.tombstone "kind = 48 AND id = $(erasure_of "$2")") $(left olvido_keys.secret "kind = 48") $(left olvido.erasure_job "TRUE")"
  # Killed just behind a cut and before it is counted, it is not.
  [ "$2" = 2 ] || is "$f: what somebody else said of him is gone" 1 "$(($(sql "SELECT COUNT(*) FROM olvido.message WHERE ticket_id = $T_OTHER AND redacted_at > 0")))"
  case $2$3 in
  1) is "$f: no row of his" "" "$(names_left contact "$VICTIM" "$TS")"
    is "$f: each counted once" "contact 1 files 2 message 6 ticket 3" "$(counts)" ;;
  1?*) is "$f: no row of his" "" "$(names_left contact "$VICTIM")"
    is "$f: his tickets are there" 3 "$(left olvido.ticket "ticket_id IN ($TS)")"
    is "$f: without his texts" 0 "$(left olvido.message "ticket_id IN ($TS) AND author_kind = 1 AND kind = 1 AND files > 0")" ;;
  *) is "$f: no row of his" "0 0" "$(left olvido.agent "agent_id = $VICTIM") $(left olvido.ticket "agent_id = $VICTIM")" ;;
  esac
}
erasure_of() { one "SELECT erasure_id FROM olvido.erasure WHERE account_id = $ACC AND scope = $1 AND subject_id = $VICTIM"; }
counts() { sql "SELECT name, n FROM olvido.erasure_count WHERE account_id = $ACC AND erasure_id = (SELECT erasure_id FROM olvido.erasure WHERE account_id = $ACC AND scope = 1 AND subject_id = $VICTIM)
  AND name IN ('contact', 'ticket', 'message', 'files') ORDER BY name" | tr '\t\n' '  ' | sed 's/ $//'; }
for f in "${FAULTS[@]}"; do
  case $f in
  erase.part.* | reseal.*)
    victim 1
    dies "$f" olvido erase "$HOST" contact "$VICTIM" --yes --keep-tickets
    goes_on "$f" 1 kept ;;
  erase.agent.*)
    victim 2
    dies "$f" olvido erase "$HOST" agent "$VICTIM" --yes
    goes_on "$f" 2 "" ;;
  mirror.*)
    victim 1
    cli erase "$HOST" contact "$VICTIM" --yes
    dies "$f" olvido-cron --wait=30 mirror
    ok "$f: the mirror is brought up to date" cron mirror
    cli keys check
    is "$f: nothing is missing" 0 $? ;;
  erase.confirmed | erase.certified)
    victim 1
    cli erase "$HOST" contact "$VICTIM" --yes
    dies "$f" olvido-cron --wait=30 mirror
    goes_on "$f" 1 "" ;;
  scrub.*) dies "$f" olvido scrub ;;
  *)
    victim 1
    dies "$f" olvido erase "$HOST" contact "$VICTIM" --yes
    goes_on "$f" 1 "" ;;
  esac
done
cli scrub
is "a scrub after those that were killed" 0 $?
is "every erasure's bytes are gone" 0 "$(sql "SELECT COUNT(*) FROM olvido.erasure WHERE bytes_gone_at = 0")"
cli data check
is "everything opens" 0 $?
cli keys check
is "no key is missing without a reason" 0 $?
cli audit verify "$ACC"
is "the log is whole" 0 $?
ok "the mirror follows" cron mirror
"$BIN/tests/opened" "$CONF" "$HOST" >"$TMP/opened.after"
complete "$TMP/opened.after" >"$TMP/complete.after"
is "Ben and Eva are complete, to the byte" "" "$(lost "$TMP/complete.after")"
