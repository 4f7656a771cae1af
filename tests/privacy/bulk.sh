# shellcheck shell=bash
# Many tickets of a list are deleted permanently: one question with counts, one
# proof, an erasure for each; what is held or another's stays.
. "$ROOT/tests/privacy/_people.sh"
# shellcheck source=tests/support/erased.sh
. "$ROOT/tests/support/erased.sh"
ACC=$DEMO
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
again() { req "$1" GET /panel/profile; TOKEN[$1]=$(csrf); }	# a proof renews the session
IDS=()
printf 'a file' >"$TMP/f.txt"
for n in 1 2 3 4; do
  ask "bulk$n$U@example.org" "Bulk $n" "Bulk$U $n" "text" -F "files=@$TMP/f.txt;type=text/plain"
  IDS+=("$TICKET")
done
HOST=second.localhost ask "other$U@example.org" "Other" "Elsewhere$U" "x"
OTHER=$TICKET
post owner "/panel/privacy/holds/ticket/${IDS[3]}" -d reason=x -d "ends=$(date -d '+10 days' +%F)"
tick() { local n; T=(); for n; do T+=(-d "tickets=$n"); done; }
there() { local n; for n; do sql "SELECT COUNT(*) FROM olvido.ticket WHERE ticket_id = $n"; done | tr '\n' ' '; }
for v in new deleted; do
  [ $v = new ] || { tick "${IDS[@]}"; post agent /panel/bin "${T[@]}" -d act=delete -d view=new; }
  req agent GET "/panel/tickets?view=$v"
  has "the list $v offers it" 'formaction="/panel/erase/tickets"' "$TMP/body"
done
tick "${IDS[@]}" "${IDS[0]}" "$OTHER"
post agent /panel/erase/tickets "${T[@]}" -d view=deleted
is "what would go" 200 "$STATUS"
has "how many" "Delete 3 tickets for good" "$TMP/body"
has "with their messages" "Messages</dt><dd>3<" "$TMP/body"
has "and files" "Files</dt><dd>3<" "$TMP/body"
has "and which" "Bulk$U 1" "$TMP/body"
has "one stays" "stays: legal hold" "$TMP/body"
hasnt "another's is not shown" "Elsewhere$U" "$TMP/body"
is "three are in its form" 3 "$(grep -o 'type="hidden" name="tickets"' "$TMP/body" | wc -l)"
hasnt "not the held one" "name=\"tickets\" value=\"${IDS[3]}\"" "$TMP/body"
is "nothing has happened" "1 1 1 1 " "$(there "${IDS[@]}")"
post agent /panel/erase/tickets -d view=deleted
is "nothing ticked" "303 /panel/tickets?view=deleted" "$STATUS $(location)"
post agent /panel/erase/tickets --data-urlencode "view=//x y"
is "a view that is none" "303 /panel/tickets" "$STATUS $(location)"
tick "${IDS[3]}"
post agent /panel/erase/tickets "${T[@]}"
has "only held ones" "A legal hold keeps all of these" "$TMP/body"
hasnt "have no form" 'name="sure"' "$TMP/body"
tick $(seq 51)
post agent /panel/erase/tickets "${T[@]}"
is "more than a list's page" 400 "$STATUS"

tick "${IDS[@]}" "$OTHER"
sql "UPDATE olvido.session SET step_up_until = 0 WHERE kind = 1"
post agent /panel/erase/tickets/all "${T[@]}" -d sure=1 -d view=deleted
is "a proof first" 403 "$STATUS"
is "once for all: the form keeps them" 5 "$(grep -o 'name="tickets"' "$TMP/body" | wc -l)"
post agent /panel/erase/tickets/all "${T[@]}" -d sure=1 --data-urlencode "proof-password=wrong one"
is "a wrong one" 422 "$STATUS"
post agent /panel/erase/tickets/all "${T[@]}" --data-urlencode "proof-password=$AGENT_PASSWORD"
is "not without saying that one is sure" 422 "$STATUS"
has "the choice is kept" "Delete 3 tickets for good" "$TMP/body"
again agent
is "nothing has happened yet" "1 1 1 1 " "$(there "${IDS[@]}")"
req agent POST /panel/erase/tickets/all --data-urlencode "csrf=no" "${T[@]}" -d sure=1
is "nor without the form's token" 403 "$STATUS"
rm -f "$TMP/stranger"
req stranger GET /panel/login
req stranger POST /panel/erase/tickets/all --data-urlencode "csrf=$(csrf)" "${T[@]}" -d sure=1
is "nor by a stranger" "303 1 1 1 1 " "$STATUS $(there "${IDS[@]}")"
post agent /panel/erase/tickets/all "${T[@]}" -d sure=1 -d view=deleted
is "done" 200 "$STATUS"
has "three" "3 tickets can never be read again" "$TMP/body"
has "one stays" "1 stays under a legal hold" "$TMP/body"
mapfile -t DONE < <(grep -o '/panel/erase/done/[0-9]*' "$TMP/body")
is "each has its page" 3 "${#DONE[@]}"
for n in 0 1 2; do ok "ticket $n ends" wait_for 20 ended 3 "${IDS[n]}"; done
is "nothing names them" "" "$(names_left ticket 18446744073709551615 "${IDS[0]},${IDS[1]},${IDS[2]}")"
is "the held one and another's are there" "1 1 " "$(there "${IDS[3]}" "$OTHER")"
req agent GET "${DONE[0]}/certificate"
is "a certificate" 200 "$STATUS"
cp "$TMP/body" "$TMP/certificate"
ok "is good" "$BUILD/olvido" --conf "$VAR/olvido.hdf" certificate verify "$TMP/certificate"
is "each is in the log" 3 "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $ACC AND verb = 602 AND actor_id = $AGENT_ID AND object_id IN (${IDS[0]}, ${IDS[1]}, ${IDS[2]})")"
again agent
post agent /panel/erase/tickets/all "${T[@]}" -d sure=1
has "sent again it says the same" "3 tickets can never be read again" "$TMP/body"
is "and began nothing" 3 "$(count_of "erasure WHERE subject_id IN (${IDS[0]}, ${IDS[1]}, ${IDS[2]})")"
again owner
post owner /panel/erase/tickets/all "${T[@]}" -d sure=1 --data-urlencode "proof-password=$OWNER_PASSWORD"
has "by another nothing is there" "Nothing was deleted" "$TMP/body"

# Of another department nothing is there for who does not see it.
echo "$PASS" | "$BUILD/olvido" --conf "$VAR/olvido.hdf" agent add "$HOST" agent "nils$U@example.org" "Nils" >"$TMP/out"
NILS=$(sql "SELECT agent_id FROM olvido.agent WHERE account_id = $ACC ORDER BY created_at DESC, agent_id DESC LIMIT 1")
ask "bulk5$U@example.org" "Bulk 5" "Bulk$U 5" "text"
D2=$(sql "SELECT department_id FROM olvido.department WHERE account_id = $ACC AND department_id <> (SELECT department_id FROM olvido.ticket WHERE ticket_id = $TICKET) LIMIT 1")
again owner
post owner "/panel/settings/agents/$NILS/departments" -d "departments=$D2"
is "a narrow agent" 303 "$STATUS"
agent_in nils "nils$U@example.org" "$PASS"
tick "$TICKET"
post nils /panel/erase/tickets "${T[@]}"
is "is shown nothing" "303 /panel/tickets" "$STATUS $(location)"
post nils /panel/erase/tickets/all "${T[@]}" -d sure=1
has "and deletes nothing" "Nothing was deleted" "$TMP/body"
is "it is there" "1 0" "$(there "$TICKET")$(count_of "erasure WHERE subject_id = $TICKET")"
