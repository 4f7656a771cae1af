# shellcheck shell=bash
# Mentions are seen to whatever door asks: an agent's review decides about what it
# saw and no more; names go where somebody ticked them, or where the command line says
# so. A stranger's name or words that others write too cut nothing by themselves.
. "$ROOT/tests/support/panel.sh"
sql "DELETE FROM olvido.throttle"
agent_in ag "$AGENT_EMAIL" "$AGENT_PASSWORD"
agent_in ow "$OWNER_EMAIL" "$OWNER_PASSWORD"
ACC=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
erased() { [ "$(sql "SELECT state FROM olvido.erasure WHERE scope = 1 AND subject_id = $1")" = 4 ]; }
count_in() { sql "SELECT n FROM olvido.erasure_count c JOIN olvido.erasure e USING (account_id, erasure_id) WHERE e.scope = 1 AND e.subject_id = $1 AND c.name = 'mentions.$2'"; }
olvido_erase() { "$BUILD/olvido" --conf "$VAR/olvido.hdf" erase "$HOST" contact "$@" >"$TMP/out" 2>&1; }
# person LETTER NAME: has a ticket of his own; sets WHO
person() {
  ask "$1$U@example.org" "$2" "His own" "Nothing of interest"
  WHO=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET")
}
# about NAME: somebody else writes of him; sets TICKET
about() { ask "other$U@example.org" "Olga Other" "Asks" "They say that $1 has moved."; }
says() { req ow GET "/panel/tickets/$1"; grep -c "$2" "$TMP/body"; }
message_of() { sql "SELECT message_id FROM olvido.message WHERE ticket_id = $1 AND kind = 1"; }
# review [field...]: all that is not kept is ticked
review() {
  local cut
  req ag GET "/panel/erase/contact/$WHO/mentions"
  mapfile -t cut < <(grep -o 'name="cut" value="[0-9]*"' "$TMP/body" | grep -o '[0-9]*' | sed 's/^/-dcut=/')
  req ag POST "/panel/erase/contact/$WHO/mentions" --data-urlencode "csrf=$(csrf)" --data-urlencode "proof-password=$AGENT_PASSWORD" "${cut[@]}" "$@"
}
gone() {
  req ag GET "/panel/erase/contact/$WHO"
  req ag POST "/panel/erase/contact/$WHO" --data-urlencode "csrf=$(csrf)" --data-urlencode "proof-password=$AGENT_PASSWORD" -d sure=1 -d tickets=delete
  ok "erased" wait_for 30 erased "$WHO"
}

# ---- an agent looked, found nothing, and then there is something -----------------
person va "Vera Vidal$U"
review
is "an empty review" "303 0 0" "$STATUS $(sql "SELECT CONCAT_WS(' ', removed, kept) FROM olvido.mention_review WHERE contact_id = $WHO")"
about "Vera Vidal$U, va$U@example.org,"; T1=$TICKET
is "it says so" "1 1" "$(says "$T1" "Vidal$U") $(says "$T1" "va$U@")"
gone
is "of what came after the address is removed all the same" "0 1" "$(says "$T1" "va$U@") $(says "$T1" "Vidal$U")"
is "and counted, and that a name stays" "1  1" "$(count_in "$WHO" removed) $(count_in "$WHO" kept) $(count_in "$WHO" unseen)"

# ---- he kept one, another came ----------------------------------------------------
person vb "Bruno Bas$U"
about "Bruno Bas$U"; T1=$TICKET
about "Bruno Bas$U"; T2=$TICKET
review -d "keep=$(message_of "$T1")" --data-urlencode "reason=A court asks$U"
is "one kept, one removed" "303 1 0" "$STATUS $(says "$T1" "Bas$U") $(says "$T2" "Bas$U")"
is "which one is sealed" 0 "$(sql "SELECT COUNT(*) FROM olvido.mention_review WHERE contact_id = $WHO AND INSTR(HEX(sealed), HEX('A court asks')) > 0")"
about "vb$U@example.org"; T3=$TICKET
gone
is "what was decided is respected, the rest is not kept" "1 0 0" "$(says "$T1" "Bas$U") $(says "$T2" "Bas$U") $(says "$T3" "vb$U@")"
is "counted together" "2 1" "$(count_in "$WHO" removed) $(count_in "$WHO" kept)"

# ---- a choice of long ago does not count ----------------------------------------------
person vc "Carla Coll$U"
about "vc$U@example.org"; T1=$TICKET
review -d "keep=$(message_of "$T1")" --data-urlencode "reason=A court asks$U"
sql "UPDATE olvido.mention_review SET at = at - 86500 WHERE contact_id = $WHO"
gone
is "it goes" "0 1 " "$(says "$T1" "vc$U@") $(count_in "$WHO" removed) $(count_in "$WHO" kept)"

# ---- the command line ---------------------------------------------------------------
person vd "Dora Diaz$U"
about "Dora Diaz$U"; T1=$TICKET
about "Dora Diaz$U"; T2=$TICKET
olvido_erase "$WHO"
is "without --yes it is refused" 1 "$(($? != 0))"
has "says what would go" "1 tickets, 1 messages in them" "$TMP/out"
has "and where else he stands" "2 mentions in other people's tickets: they are removed but for names" "$TMP/out"
has "how often by name" "2 of them by name, phone or the same words, which may be somebody else's: they stay" "$TMP/out"
olvido_erase "$WHO" --names
has "or they are removed too" "somebody else's: removed too" "$TMP/out"
hasnt "no name of anybody" "Diaz$U" "$TMP/out"
is "and does nothing" "1 1 0" "$(says "$T1" "Diaz$U") $(says "$T2" "Diaz$U") $(sql "SELECT COUNT(*) FROM olvido.erasure WHERE subject_id = $WHO")"
olvido_erase "$WHO" --yes --mentions=keep
is "kept without a reason: refused" "1 0" "$(($? != 0)) $(sql "SELECT COUNT(*) FROM olvido.erasure WHERE subject_id = $WHO")"
olvido_erase "$WHO" --yes --mentions=some
is "neither redact nor keep: refused" "1 0" "$(($? != 0)) $(sql "SELECT COUNT(*) FROM olvido.erasure WHERE subject_id = $WHO")"
olvido_erase "$WHO" --yes --mentions=keep "--reason=A court asks$U"
is "kept with one" "0 1 1" "$? $(says "$T1" "Diaz$U") $(says "$T2" "Diaz$U")"
is "counted" " 2" "$(count_in "$WHO" removed) $(count_in "$WHO" kept)"
is "why is forgotten with her" 0 "$(sql "SELECT COUNT(sealed) FROM olvido.mention_review WHERE contact_id = $WHO")"

# Killed on the way, it does the rest when it is run again.
person ve "Emil Egea$U"
IDS=()
for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do about "Emil Egea$U"; IDS+=("$TICKET"); done
IN=$(IFS=,; echo "${IDS[*]}")
resealed() { sql "SELECT COUNT(*) FROM olvido_keys.reseal WHERE id IN ($IN)"; }
some_resealed() { [ "$(resealed)" -ge 2 ]; }
"$BUILD/olvido" --conf "$VAR/olvido.hdf" erase "$HOST" contact "$WHO" --yes --names >"$TMP/out" 2>&1 &
pid=$!
for _ in $(seq 500); do some_resealed && break; done
kill -STOP $pid
BEFORE=$(resealed)
BEGUN=$(sql "SELECT COUNT(*) FROM olvido.erasure WHERE scope = 1 AND subject_id = $WHO")
kill -9 $pid
wait $pid 2>/dev/null
olvido_erase "$WHO" --yes --names
is "run again it comes to its end" 0 $?
is "nothing of him is left" 12 "$(resealed)"
for t in "${IDS[@]}"; do is "not in $t" 0 "$(says "$t" "Egea$U")"; done
if [ "$BEGUN" = 0 ]; then is "it was killed on the way" 1 "$((BEFORE >= 2 && BEFORE < 12))"; fi
is "erased, then" 4 "$(sql "SELECT state FROM olvido.erasure WHERE scope = 1 AND subject_id = $WHO")"

# What is held is not taken apart.
person vf "Fina Font$U"
about "Fina Font$U"; T1=$TICKET
sql "INSERT INTO olvido.legal_hold (account_id, hold_id, kind, id, agent_id, created_at, ends_at, sealed)
  VALUES ($ACC, $WHO, 1, $WHO, 1, 0, UNIX_TIMESTAMP() + 86400, 'x')"
olvido_erase "$WHO" --yes
is "a legal hold stops it before" "1 1 0" "$(($? != 0)) $(says "$T1" "Font$U") $(sql "SELECT COUNT(*) FROM olvido.erasure WHERE subject_id = $WHO")"
sql "DELETE FROM olvido.legal_hold WHERE hold_id = $WHO"

# ---- retention ----------------------------------------------------------------------------
person vg "Gala Gual$U"
about "Gala Gual$U, vg$U@example.org,"; T1=$TICKET
OWN=$(sql "SELECT ticket_id FROM olvido.ticket WHERE contact_id = $WHO")
"$BUILD/olvido" --conf "$VAR/olvido.hdf" erase "$HOST" ticket "$OWN" --yes >"$TMP/out" 2>&1
sql "UPDATE olvido.contact SET created_at = UNIX_TIMESTAMP() - 7200 * 86400 WHERE contact_id = $WHO;
  INSERT INTO olvido.retention_rule (account_id, rule_id, subject, days, act, state, changed_at) VALUES ($ACC, $WHO, 2, 7100, 2, 1, 0)"
"$BUILD/olvido-cron" --conf "$VAR/olvido.hdf" --wait=60 retention >"$TMP/out" 2>&1
is "a rule forgets her" "0 4" "$? $(sql "SELECT state FROM olvido.erasure WHERE scope = 1 AND subject_id = $WHO AND door = 5")"
is "her address also where others speak of her; her name stays and is counted" "0 1 1 1" "$(says "$T1" "vg$U@") $(says "$T1" "Gual$U") $(count_in "$WHO" removed) $(count_in "$WHO" unseen)"
sql "DELETE FROM olvido.retention_rule WHERE rule_id = $WHO"

# ---- a stranger whose name, and whose words, are what others write -----------------------
attacker() { # ADDRESS: sets WHO, OWN; T1 another customer's, T2 with our answer
  OURS="please unplug the green kettle$U$1 and wait for ten minutes before you"
  ask "$1$U@example.org" "will pay$U$1" "Hello" "I read: $OURS go on."
  OWN=$TICKET WHO=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET")
  ask "pay$1$U@example.org" "Paul Payer" "Invoice" "We will pay$U$1 on Friday."
  T1=$TICKET
  ask "ans$1$U@example.org" "Ann Answered" "Question" "How does it go on?"
  T2=$TICKET
  act ow "$T2" reply --data-urlencode "body=Here $OURS try again." -d "seen=$(seen ow "$T2")"
  act ow "$T2" note --data-urlencode "body=> Here $OURS try again.$1"
}
whole() { is "$1: another's sentence, and our own, are whole" "1 1" "$(says "$T1" "We will pay${U}[a-z]* on Friday") $(says "$T2" "<[^>]*>Here $OURS try again\.\(<\|$\)")"; }
attacker sa
"$BUILD/olvido" --conf "$VAR/olvido.hdf" erase "$HOST" ticket "$OWN" --yes >"$TMP/out" 2>&1
sql "UPDATE olvido.contact SET created_at = UNIX_TIMESTAMP() - 7200 * 86400 WHERE contact_id = $WHO;
  INSERT INTO olvido.retention_rule (account_id, rule_id, subject, days, act, state, changed_at) VALUES ($ACC, $WHO, 2, 7100, 2, 1, 0)"
"$BUILD/olvido-cron" --conf "$VAR/olvido.hdf" --wait=60 retention >"$TMP/out" 2>&1
is "a rule forgets him" 4 "$(sql "SELECT state FROM olvido.erasure WHERE scope = 1 AND subject_id = $WHO AND door = 5")"
sql "DELETE FROM olvido.retention_rule WHERE rule_id = $WHO"
whole "by a rule"
is "what may be his by name is counted" 1 "$(count_in "$WHO" unseen)"
attacker sb
gone
whole "by the panel, unlooked"
is "what may be his is counted; what is marked as a quote went" "2 1 1" "$(count_in "$WHO" unseen) $(count_in "$WHO" removed) $(says "$T2" "Here $OURS")"
attacker sc
olvido_erase "$WHO" --yes
is "erased by hand" 4 "$(sql "SELECT state FROM olvido.erasure WHERE scope = 1 AND subject_id = $WHO")"
whole "by the command line"
attacker sd
req ag GET "/panel/erase/contact/$WHO/mentions"
req ag POST "/panel/erase/contact/$WHO/mentions" --data-urlencode "csrf=$(csrf)"
is "looked at, and nothing ticked" 303 "$STATUS"
gone
whole "by the panel, left"
is "what was left after a look is kept" "1 " "$(($(count_in "$WHO" kept) >= 2)) $(count_in "$WHO" unseen)"
