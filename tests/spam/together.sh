# shellcheck shell=bash
# Two agents correct the same tickets at the same instant, many at once: no word is
# lost, and each counts once.
. "$ROOT/tests/spam/_learnt.sh"
forget_all
TICKETS=()
for i in $(seq 12); do
  mail "lamp$i$U@people.example" "Lamp $i of $U" "The lamp number $i is broken, what can I do?"
  TICKETS+=("$(last)")
done
IDS=$(IFS=,; echo "${TICKETS[*]}")
# both WHAT-THE-ONE-SAYS WHAT-THE-OTHER-SAYS: of all, each in a process of his own; the answers
both() {
  local pids=() t who said form
  rm -f "$TMP"/said.*
  for t in "${TICKETS[@]}"; do
    for who in agent admin; do
      said=$1
      [ "$who" = agent ] || said=$2
      form=(-d "csrf=${TOKEN[$who]}")
      [ "$said" = ham ] || form+=(-d spam=1)
      (
        jar=$TMP/$who
        TMP=$TMP/$who.$t
        mkdir -p "$TMP"
        cp "$jar" "$TMP/jar"
        until [ -e "$jar.go" ]; do sleep 0.02; done
        req jar POST "/panel/tickets/$t/spam" "${form[@]}"
        echo "$STATUS" >"${jar%/*}/said.$who.$t"
      ) &
      pids+=("$!")
    done
  done
  touch "$TMP/agent.go" "$TMP/admin.go"
  wait "${pids[@]}"
  rm "$TMP/agent.go" "$TMP/admin.go"
  cat "$TMP"/said.* | sort | uniq -c | tr -s ' '
}
labels() { sql "SELECT CONCAT(label, ' ', learnt, ' ', COUNT(*)) FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND ticket_id IN ($IDS) GROUP BY label, learnt"; }
known() { sql "SELECT learnt FROM olvido.spam_model WHERE account_id = $ACCOUNT"; }
is "both say spam of all: all are taken" " 24 303" "$(both spam spam)"
ok "it is learnt" wait_for 60 learnt
is "each once" "2 2 12 12" "$(labels) $(known)"
is "all are in the folder" 12 "$(sql "SELECT COUNT(*) FROM olvido.ticket WHERE account_id = $ACCOUNT AND ticket_id IN ($IDS) AND status = 7")"
is "both take it back" " 24 303" "$(both ham ham)"
ok "that is learnt as well" wait_for 60 learnt
is "each once, as what was said last" "1 1 12 12" "$(labels) $(known)"
is "the one says spam, the other not: both are taken" " 24 303" "$(both spam ham)"
ok "what was said last of each is learnt" wait_for 60 learnt
is "one word of each, and no more" "12 12" "$(sql "SELECT COUNT(*) FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND ticket_id IN ($IDS) AND label > 0 AND label = learnt") $(known)"
is "the folder holds what is said to be spam" 0 "$(sql "SELECT COUNT(*) FROM olvido.ticket t JOIN olvido.spam_ticket s USING (account_id, ticket_id)
  WHERE t.account_id = $ACCOUNT AND t.ticket_id IN ($IDS) AND (t.status = 7) <> (s.label = 2)")"
forget_all
