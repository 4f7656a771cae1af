# shellcheck shell=bash
# Retention rules that take a requester out of tickets that stay; rules that are
# changed; people whose data is restricted are passed over.
. "$ROOT/tests/support/panel.sh"
cron() { "$BUILD/olvido-cron" --conf "$VAR/olvido.hdf" --wait=60 "$@" >"$TMP/cron" 2>&1; }
sql "DELETE FROM olvido.throttle"
agent_in ag "agent@$HOST" "$AGENT_PASSWORD"
agent_in ow "owner@$HOST" "$OWNER_PASSWORD"
ACCOUNT=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
sql "DELETE FROM olvido.retention_rule WHERE account_id = $ACCOUNT; DELETE FROM olvido.retention WHERE account_id = $ACCOUNT"
age() { sql "UPDATE olvido.ticket SET activity_at = (UNIX_TIMESTAMP() - $2 * 86400) * 1000000, deleted_at = IF(deleted_at = 0, 0, UNIX_TIMESTAMP() - $2 * 86400) WHERE ticket_id = $1"; }
contact_of() { sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $1"; }
there() { sql "SELECT COUNT(*) FROM olvido.$1 WHERE $1_id = $2"; }
post() { local p=$1; shift; req ow POST "/panel/privacy/retention$p" --data-urlencode "csrf=${TOKEN[ow]}" "$@"; }
rule() {
  local o=() f
  for f; do o+=(-d "$f"); done
  post "" "${o[@]}"
  RULE=$(sql "SELECT rule_id FROM olvido.retention_rule WHERE account_id = $ACCOUNT ORDER BY changed_at DESC, rule_id DESC LIMIT 1")
}
switch_on() { post "/$RULE/look"; cp "$TMP/body" "$TMP/looked"; post "/$RULE/on"; is "switched on" "303 1" "$STATUS $(on)"; }
on() { sql "SELECT state FROM olvido.retention_rule WHERE rule_id = $RULE"; }
field_of() { sql "SELECT $1 FROM olvido.retention_rule WHERE rule_id = $RULE"; }
WROTE="The saddle$U of my bicycle creaks whenever it rains in the morning"
tagged() { # NAME: an old ticket with our answer that quotes it, tagged; sets TICKET
  ask "$1$U@example.org" "Nora $1$U" "Subject$U $1" "$WROTE" -F "files=@$ROOT/static/favicon.svg;filename=$1-$U.svg"
  act ow "$TICKET" reply --data-urlencode "body=Dear Nora $1$U, our answer$U. > $WROTE" -d "seen=$(seen ow "$TICKET")"
  act ag "$TICKET" tags -d "tags=keep$U"
  age "$TICKET" 5000
}

# ---- who asked is taken out -------------------------------------------------------
tagged one; T1=$TICKET C1=$(contact_of "$TICKET")
ask "one$U@example.org" "Nora one$U" "Another" "A second question$U"
T_OTHER=$TICKET
ask "part$U@example.org" "Paula" "Hers" "Her own"
"$BUILD/tests/participant" "$VAR/olvido.hdf" "$HOST" "part$U@example.org" "$T1" "A line by another$U" >/dev/null 2>&1 || bad "no participant"
age "$T1" 5000
tagged held; T_HELD=$TICKET
sql "INSERT INTO olvido.legal_hold (account_id, hold_id, kind, id, agent_id, created_at, ends_at, sealed)
  VALUES ($ACCOUNT, $T_HELD, 4, $T_HELD, 1, 0, UNIX_TIMESTAMP() + 86400, 'x')"
tagged shut; T_SHUT=$TICKET C_SHUT=$(contact_of "$TICKET")
tagged other; T_PART=$TICKET
"$BUILD/tests/participant" "$VAR/olvido.hdf" "$HOST" "shut$U@example.org" "$T_PART" "Restricted$U wrote here" >/dev/null 2>&1 || bad "no participant"
age "$T_PART" 5000
req ow POST "/panel/contacts/$C_SHUT/restrict" --data-urlencode "csrf=${TOKEN[ow]}" -d ground=1 -d reason=x
is "restricted" 303 "$STATUS"
TAG=$(sql "SELECT tag_id FROM olvido.tag WHERE account_id = $ACCOUNT AND name = 'keep$U'")
B_OTHER=$(sql "SELECT MD5(sealed) FROM olvido.ticket WHERE ticket_id = $T_OTHER")
rule subject=1 days=4000 act=3 "tag=$TAG"
is "a rule that takes out who asked" "303 3" "$STATUS $(field_of act)"
follow ow
has "says so" "take out who asked" "$TMP/body"
switch_on
has "it would take one" "It would take one ticket now." "$TMP/looked"
has "one is held" "One more is under a legal hold" "$TMP/looked"
has "two are of who is restricted, by asking or writing" "2 more are of people whose data is restricted" "$TMP/looked"
FILE=$(sql "SELECT f.attachment_id FROM olvido.attachment f JOIN olvido.message m USING (account_id, message_id) WHERE f.ticket_id = $T1 AND m.author_kind = 1 AND m.author_id = $C1")
cron retention
is "applied" 0 $?
has "cron says the same" "account $ACCOUNT: rule $RULE: 1, 1 held, 2 restricted" "$TMP/cron"
is "the ticket is there, and not hers" "1 1" "$(there ticket "$T1") $(($(contact_of "$T1") != C1))"
req ow GET "/panel/tickets/$T1"
is "its page" 200 "$STATUS"
for w in "one$U" "saddle$U" "Subject$U"; do hasnt "without $w" "$w" "$TMP/body"; done
has "our answer stays" "our answer$U" "$TMP/body"
has "and what another wrote" "A line by another$U" "$TMP/body"
is "no text of hers, nor file" "0 0 0" "$(sql "SELECT COUNT(*) FROM olvido.message WHERE ticket_id = $T1 AND author_kind = 1 AND author_id = $C1") $(there attachment "$FILE") $(find "$VAR/files/$ACCOUNT" -name "$FILE*" | wc -l)"
is "the older copy of it is dead" 1 "$(($(sql "SELECT COUNT(*) FROM olvido_keys.reseal WHERE kind = 4 AND id = $T1") > 0))"
is "no word of hers is found" 0 "$(search ow "saddle$U"; rows | grep -cx "$T1")"
is "she herself is known, and her other ticket to the byte" "1 $B_OTHER" "$(there contact "$C1") $(sql "SELECT MD5(sealed) FROM olvido.ticket WHERE ticket_id = $T_OTHER")"
is "an erasure of its own, to its end" "8 5 1" "$(sql "SELECT CONCAT_WS(' ', scope, door, state >= 3) FROM olvido.erasure WHERE subject_id = $T1")"
is "in the audit log" 1 "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE verb = 652 AND object_kind = 3 AND object_id = $T1")"
E=$(sql "SELECT erasure_id FROM olvido.erasure WHERE scope = 8 AND subject_id = $T1")
req ow GET "/panel/erase/done/$E/certificate"
has "with a certificate" '"what":"requester of a ticket"' "$TMP/body"
req ow GET /panel/privacy/erasures
has "listed" "Requester of a ticket that stays" "$TMP/body"
for t in "$T_HELD" "$T_SHUT" "$T_PART"; do is "ticket $t is as it was" 0 "$(sql "SELECT COUNT(*) FROM olvido.erasure WHERE subject_id = $t")"; done
cron retention
is "again: nothing more" 0 "$(grep -c "rule $RULE: [1-9]" "$TMP/cron")"
post "/$RULE/look"
has "nor would it" "It would take no ticket now." "$TMP/body"
req ow POST "/panel/erase/ticket/$T1" --data-urlencode "csrf=${TOKEN[ow]}" -d sure=1 --data-urlencode "proof-password=$OWNER_PASSWORD"
erased() { [ "$(there ticket "$T1")" = 0 ]; }
ok "it can still be erased wholly" wait_for 30 erased
"$BUILD/olvido" --conf "$VAR/olvido.hdf" keys check >"$TMP/out" 2>&1
is "no key is missing" 0 $?

# ---- killed on the way --------------------------------------------------------------
act ag "$T_HELD" tags -d "tags="
sql "DELETE FROM olvido.legal_hold WHERE hold_id = $T_HELD"
KILLED=()
for n in 1 2 3 4 5 6; do tagged "k$n"; KILLED+=("$TICKET"); done
KIN=$(IFS=,; echo "${KILLED[*]}")
"$BUILD/olvido-cron" --conf "$VAR/olvido.hdf" --wait=60 retention >"$TMP/cron" 2>&1 &
pid=$!
begun() { [ "$(sql "SELECT COUNT(*) FROM olvido.erasure WHERE scope = 8 AND subject_id IN ($KIN)")" -ge 2 ]; }
for _ in $(seq 500); do begun && break; done
kill -9 $pid 2>/dev/null
wait $pid 2>/dev/null
cron erase
cron retention
is "run again all are done" "6 0" "$(sql "SELECT COUNT(*) FROM olvido.erasure WHERE scope = 8 AND state >= 3 AND subject_id IN ($KIN)") $(sql "SELECT COUNT(*) FROM olvido.message WHERE author_kind = 1 AND ticket_id IN ($KIN)")"
for t in "${KILLED[@]}"; do req ow GET "/panel/tickets/$t"; hasnt "nobody in $t" "saddle$U" "$TMP/body"; has "but our answer" "our answer$U" "$TMP/body"; done

# ---- a rule is changed -----------------------------------------------------------------
is "it is on" 1 "$(on)"
req ow GET "/panel/privacy/retention/$RULE"
is "its form" 200 "$STATUS"
has "has what it is" 'value="4000"' "$TMP/body"
has "and what it does" 'value="3" selected' "$TMP/body"
req ag GET "/panel/privacy/retention/$RULE"
is "agents have none" 403 "$STATUS"
post "/$RULE" -d subject=1 -d days=0 -d act=3
is "a mistake" "422 4000 1" "$STATUS $(field_of days) $(on)"
post "/$RULE" -d subject=2 -d days=10 -d act=3
is "contacts are erased, not anonymised" "422 1" "$STATUS $(on)"
post "/$RULE" -d subject=1 -d days=4100 -d act=1 -d "tag=$TAG" -d status=new
is "changed, off, not looked at" "303 4100 1 0 0" "$STATUS $(field_of "CONCAT_WS(' ', days, act, state, looked_at)")"
is "in the audit log" 1 "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE verb = 651 AND object_id = $RULE")"
post "/$RULE/on"
is "it stays off until somebody looked" 0 "$(on)"
cron retention
is "and does nothing" 0 "$(grep -c "rule $RULE:" "$TMP/cron")"
switch_on
post "/999999999999" -d subject=1 -d days=10 -d act=1
is "no such rule" 404 "$STATUS"
post "/$RULE/remove"

# ---- restricted: neither bin, nor erasing, nor the bin's end -------------------------------
rule subject=1 days=4000 act=1 "tag=$TAG"
switch_on
cron retention
is "not into the bin" "1 1" "$(sql "SELECT status < 8 FROM olvido.ticket WHERE ticket_id = $T_SHUT") $(sql "SELECT status < 8 FROM olvido.ticket WHERE ticket_id = $T_PART")"
post "/$RULE/remove"
sql "UPDATE olvido.ticket SET deleted_from = status, status = 8, deleted_at = 1 WHERE ticket_id = $T_SHUT"
cron --dry-run retention
is "cron says that the bin passes it over" 1 "$(grep -cE "account $ACCOUNT: bin: [0-9]+, [0-9]+ held, 1 restricted" "$TMP/cron")"
cron retention
is "it stays in the bin" "1 8" "$(there ticket "$T_SHUT") $(status_of "$T_SHUT")"
ask "lone$U@example.org" "Lone" "s" "b"
C_LONE=$(contact_of "$TICKET")
"$BUILD/olvido" --conf "$VAR/olvido.hdf" erase "$HOST" ticket "$TICKET" --yes >"$TMP/out" 2>&1
sql "UPDATE olvido.contact SET created_at = UNIX_TIMESTAMP() - 7250 * 86400 WHERE contact_id = $C_LONE"
sql "INSERT INTO olvido.restriction (account_id, contact_id, since, ground, agent_id, sealed) VALUES ($ACCOUNT, $C_LONE, 1, 1, 1, 'x')"
rule subject=2 days=7200 act=2
switch_on
has "a contact who is restricted stays" "One more is of somebody whose data is restricted" "$TMP/looked"
cron retention
is "she does" 1 "$(there contact "$C_LONE")"
# Lifted, they go.
sql "DELETE FROM olvido.restriction WHERE contact_id IN ($C_LONE, $C_SHUT)"
cron retention
is "lifted, both go" "0 0" "$(there contact "$C_LONE") $(there ticket "$T_SHUT")"
post "/$RULE/remove"
