# shellcheck shell=bash
# Erasing a customer with 100 tickets and one with 10,000 of 3 messages: until
# nothing can be read, until other people's tickets are searched for them (20 of
# these say their address and quote them), until rows and files are gone, and the
# longest that a list page took meanwhile, asked for again and again. Sourced by
# tests/bench/run.

# erasure ID COLUMN: milliseconds from the question on
erasure_ms() { calc "$(sql "SELECT $2 - asked_at FROM olvido.erasure WHERE scope = 1 AND subject_id = $1") / 1000" 1; }

erase_person() { # NAME TICKETS FILES
  local id
  id=$("$BUILD/tests/person" "$REAL/olvido.hdf" demo.localhost "$1@bench.example" "$2" 3 "$3") || fail "no customer to erase"
  erase_mention "$1" "$id"
  db_settle
  [ "$2" -lt 1000 ] || list_watch
  "$BUILD/olvido" --conf "$REAL/olvido.hdf" erase demo.localhost contact "$id" --yes >/dev/null || fail "it was not erased"
  [ "$2" -lt 1000 ] || list_watched erase
  [ "$(sql "SELECT n FROM olvido.erasure_count c JOIN olvido.erasure e USING (account_id, erasure_id)
    WHERE e.scope = 1 AND e.subject_id = $id AND c.name = 'ticket'")" = "$2" ] || fail "not all of his tickets are gone"
  [ "$(sql "SELECT n FROM olvido.erasure_count c JOIN olvido.erasure e USING (account_id, erasure_id)
    WHERE e.scope = 1 AND e.subject_id = $id AND c.name = 'mentions.removed'")" = 20 ] || fail "not all that others say is gone"
  M+=" $(calc "$(sql "SELECT let_go_at - unreadable_at FROM olvido.erasure WHERE scope = 1 AND subject_id = $id") / 1000" 1)"
  U+=" $(erasure_ms "$id" unreadable_at)" G+=" $(erasure_ms "$id" rows_gone_at)" C+=" $(erasure_ms "$id" certified_at)"
}
# Somebody else says who he is and what he said, in 20 tickets.
erase_mention() { # NAME ID
  local t
  "$BUILD/tests/person" "$REAL/olvido.hdf" demo.localhost other@bench.example 1 1 0 >/dev/null || fail "nobody else"
  for t in $(sql "SELECT ticket_id FROM olvido.ticket JOIN olvido.host USING (account_id)
    WHERE host = 'demo.localhost' AND contact_id <> $2 AND status = 1 ORDER BY ticket.created_at DESC LIMIT 20"); do
    "$BUILD/tests/participant" "$REAL/olvido.hdf" demo.localhost other@bench.example "$t" "Write to $1@bench.example, who said:
> The parcel 10 of $1 is on its way, and nobody knows where it will be tomorrow." >/dev/null || fail "nobody said it"
  done
}
erase_report() { # TICKETS: medians
  bench "erase_$1_unreadable_ms" "$(median "$U")" ms
  bench "erase_$1_mentions_ms" "$(median "$M")" ms
  bench "erase_$1_rows_gone_ms" "$(median "$G")" ms
  bench "erase_$1_certified_ms" "$(median "$C")" ms
  U='' M='' G='' C=''
}

# One connection, one request after the other.
list_watch() { # undisturbed for 30 seconds
  local p who=()
  for p in $(family nginx) $(family panel); do who+=("/proc/$p/schedstat"); done
  for p in $(sql "SELECT TID FROM information_schema.PROCESSLIST WHERE USER = 'olvido-panel'"); do
    who+=("/proc/$(cat "$REAL/run/mysql.pid")/task/$p/schedstat")
  done
  "$BUILD/tests/watch" "https://demo.localhost:$PORT/panel/tickets?view=all" \
    "demo.localhost:$PORT:127.0.0.1" "$WORK/agent" "${who[@]}" >"$WORK/times" 2>/dev/null &
  WATCH=$!
  sleep 30
  BEFORE=$(wc -l <"$WORK/times")
}
list_watched() { # NAME of the figures
  kill "$WATCH" 2>/dev/null || true
  wait "$WATCH" 2>/dev/null || true
  # nginx ends a connection after 10,000 requests: the one on its way then is asked anew.
  sed -i '/ 000$/d' "$WORK/times"
  [ -z "$(awk '$2 != 200' "$WORK/times" | head -1)" ] || fail "the list was not always there: $(awk '{ print $2 }' "$WORK/times" | sort | uniq -c | tr "\n" " ")"
  [ "$(wc -l <"$WORK/times")" -gt $((BEFORE + 20)) ] || fail "the list was hardly asked for"
  head -n "$BEFORE" "$WORK/times" >"$WORK/times.before"
  tail -n +"$((BEFORE + 1))" "$WORK/times" >"$WORK/times.meanwhile"
  list_times list_undisturbed before
  list_times "$1" meanwhile
  bench "$1_load" "$(cut -d' ' -f1 /proc/loadavg)" processes
}
list_times() { # NAME WHICH: the longest; the longest without its waiting for a processor; 99 of 100
  bench "$1_longest_pause_ms" "$(awk '{ v = $1 > v ? $1 : v } END { printf "%.1f", v * 1000 }' "$WORK/times.$2")" ms
  bench "$1_longest_unqueued_ms" "$(awk '{ d = $1 - $3; v = d > v ? d : v } END { printf "%.1f", v * 1000 }' "$WORK/times.$2")" ms
  bench "$1_list_p99_ms" "$(sort -g "$WORK/times.$2" | awk '{ v[NR] = $1 } END { printf "%.1f", v[int(NR * 0.99 + 0.5)] * 1000 }')" ms
}

erase_measure() {
  local U='' M='' G='' C='' i
  for i in 1 2 3; do erase_person "few$i" 100 100; done
  erase_report 100
  erase_person many 10000 300
  erase_report 10000
}
