# shellcheck shell=bash
# Retention rules: seen before they are switched on, then applied by olvido-cron;
# what is held or was touched since stays; the bin ends after its days.
. "$ROOT/tests/support/panel.sh"
cron() { "$BUILD/olvido-cron" --conf "$VAR/olvido.hdf" --wait=60 "$@" >"$TMP/cron" 2>&1 || { [ $? -lt 128 ] || cat "$TMP/cron"; }; }
sql "DELETE FROM olvido.throttle"
agent_in ag "agent@$HOST" "$AGENT_PASSWORD"
agent_in ow "owner@$HOST" "$OWNER_PASSWORD"
ACCOUNT=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
sql "DELETE FROM olvido.retention_rule WHERE account_id = $ACCOUNT; DELETE FROM olvido.retention WHERE account_id = $ACCOUNT;
  UPDATE olvido.contact SET created_at = UNIX_TIMESTAMP() WHERE account_id = $ACCOUNT AND created_at < 1500000000"
age() { # TICKET DAYS: as if nothing had happened for so long
  sql "UPDATE olvido.ticket SET activity_at = (UNIX_TIMESTAMP() - $2 * 86400) * 1000000, deleted_at = IF(deleted_at = 0, 0, UNIX_TIMESTAMP() - $2 * 86400) WHERE ticket_id = $1"
}
there() { sql "SELECT COUNT(*) FROM olvido.$1 WHERE $1_id = $2"; }
made() { # one ticket each, into IDS: five of them, four old
  local n
  IDS=()
  for n in 0 1 2 3 4; do ask "ret$U$1$n@example.org" "Rita $n" "Retain $U $1 $n" "text of $U"; IDS+=("$TICKET"); done
  act ag "${IDS[0]}" tags -d "tags=ret$U$1"
  act ag "${IDS[1]}" tags -d "tags=ret$U$1"
  for n in 0 1 2 3; do age "${IDS[n]}" 5000; done
}
post() { # PATH [curl options]
  local path=$1; shift
  req ow POST "/panel/privacy/retention$path" --data-urlencode "csrf=${TOKEN[ow]}" "$@"
}
rule() { # FIELD=VALUE...: makes a rule, sets RULE
  local o=() f
  for f; do o+=(-d "$f"); done
  post "" "${o[@]}"
  RULE=$(sql "SELECT rule_id FROM olvido.retention_rule WHERE account_id = $ACCOUNT ORDER BY changed_at DESC, rule_id DESC LIMIT 1")
}
on() { sql "SELECT state FROM olvido.retention_rule WHERE rule_id = $RULE"; }

req ag GET /panel/privacy/retention
is "agents see no rules" 403 "$STATUS"
made a
TAG=$(sql "SELECT tag_id FROM olvido.tag WHERE account_id = $ACCOUNT AND name = 'ret${U}a'")
HELD=${IDS[1]}
sql "INSERT INTO olvido.legal_hold (account_id, hold_id, kind, id, agent_id, created_at, ends_at, sealed)
  VALUES ($ACCOUNT, $HELD, 4, $HELD, 1, 0, UNIX_TIMESTAMP() + 86400, 'x')"

# Made switched off; switched on only after a look
rule subject=1 days=4000 act=1 "tag=$TAG"
is "a rule is made, switched off" "303 0" "$STATUS $(on)"
is "in the audit log" 1 "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE verb = 645 AND object_id = $RULE")"
post "/$RULE/on"
is "nobody looked: it stays off" "303 0" "$STATUS $(on)"
follow ow
has "and says so" "First see what the rule would do now" "$TMP/body"
cron retention
is "off it does nothing" 1 "$(status_of "${IDS[0]}")"
post "/$RULE/look"
is "a look" 200 "$STATUS"
has "counts" "It would take one ticket now." "$TMP/body"
has "and what is held" "One more is under a legal hold and stays." "$TMP/body"
has "an example by its code" "$(sql "SELECT code FROM olvido.ticket WHERE ticket_id = ${IDS[0]}")" "$TMP/body"
hasnt "without a word of it" "Retain $U" "$TMP/body"
is "a look changes nothing" "1 1" "$(status_of "${IDS[0]}") $(status_of "$HELD")"
cron --dry-run retention
is "cron's dry run says the same" 1 "$(grep -c "account $ACCOUNT: rule $RULE (off): 1, 1 held" "$TMP/cron")"
sql "UPDATE olvido.retention_rule SET looked_at = UNIX_TIMESTAMP() - 3700 WHERE rule_id = $RULE"
post "/$RULE/on"
is "a look of long ago does not count" 0 "$(on)"
post "/$RULE/look"
post "/$RULE/on"
is "switched on" "303 1" "$STATUS $(on)"
cron retention
is "applied" 0 $?
has "a line says so" "account $ACCOUNT: rule $RULE: 1, 1 held" "$TMP/cron"
is "one is in the bin, the held and the others are not" "8 1 1 1 1" "$(status_of "${IDS[0]}") $(status_of "$HELD") $(status_of "${IDS[2]}") $(status_of "${IDS[3]}") $(status_of "${IDS[4]}")"
is "who put it there" "$RULE 1" "$(sql "SELECT CONCAT(deleted_rule, ' ', deleted_from) FROM olvido.ticket WHERE ticket_id = ${IDS[0]}")"
is "in the audit log, by number" 1 "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE verb = 649 AND object_id = $RULE AND value = 1")"
req ag GET "/panel/tickets/${IDS[0]}"
has "the ticket says that a rule did it" "by a retention rule" "$TMP/body"
cron retention
is "again: nothing more" 0 "$(grep -c "rule $RULE: 1" "$TMP/cron")"
post "/$RULE/off"
is "switched off" "303 0" "$STATUS $(on)"
act ag "${IDS[0]}" restore
is "restored" 1 "$(status_of "${IDS[0]}")"
cron retention
is "and not taken again" 1 "$(status_of "${IDS[0]}")"
post "/$RULE/remove"
is "removed" "303 0" "$STATUS $(sql "SELECT COUNT(*) FROM olvido.retention_rule WHERE rule_id = $RULE")"

# By status and channel, erased for good
act ag "${IDS[2]}" status -d status=closed
act ag "${IDS[3]}" status -d status=closed
age "${IDS[2]}" 6500
deliver "support@$HOST" "retmail$U@example.org" >"$TMP/out" 2>&1 <<<"Subject: Retain mail $U

text"
MAIL=$(sql "SELECT ticket_id FROM olvido.ticket WHERE account_id = $ACCOUNT AND channel = 2 ORDER BY activity_at DESC LIMIT 1")
act ag "$MAIL" status -d status=closed
age "$MAIL" 6500
rule subject=1 days=6000 act=2 status=closed channel=1
post "/$RULE/look"
post "/$RULE/on"
cron retention
is "the old one is erased; the fresh one and that of another channel stay" "0 1 1" "$(there ticket "${IDS[2]}") $(there ticket "${IDS[3]}") $(there ticket "$MAIL")"
is "as an erasure of its own, by a rule" 1 "$(sql "SELECT COUNT(*) FROM olvido.erasure WHERE scope = 3 AND subject_id = ${IDS[2]} AND door = 5 AND state >= 3")"
post "/$RULE/remove"

# Contacts who asked nothing and wrote nowhere
C1=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = ${IDS[3]}")
"$BUILD/olvido" --conf "$VAR/olvido.hdf" --sql "$ROOT/sql" erase "$HOST" ticket "${IDS[4]}" --yes >"$TMP/out" 2>&1
C2=$(sql "SELECT contact_id FROM olvido.contact WHERE account_id = $ACCOUNT AND NOT EXISTS (SELECT 1 FROM olvido.ticket t WHERE t.account_id = contact.account_id AND t.contact_id = contact.contact_id) ORDER BY created_at DESC, contact_id DESC LIMIT 1")
sql "UPDATE olvido.contact SET created_at = UNIX_TIMESTAMP() - 7000 * 86400 WHERE contact_id IN ($C1, $C2)"
rule subject=2 days=6900 act=2 "tag=$TAG"
is "contacts have no tags" 422 "$STATUS"
rule subject=2 days=6900 act=2
post "/$RULE/look"
has "a look at contacts" "It would take one contact now." "$TMP/body"
post "/$RULE/on"
cron retention
is "who has no ticket is forgotten, who has one is not" "0 1" "$(there contact "$C2") $(there contact "$C1")"
post "/$RULE/remove"

# The bin's own days
post /bin -d bin_days=400
is "too many days" 422 "$STATUS"
post /bin -d bin_days=10
is "the bin's days" "303 10" "$STATUS $(sql "SELECT bin_days FROM olvido.retention WHERE account_id = $ACCOUNT")"
act ag "${IDS[3]}" bin
act ag "${IDS[0]}" bin
act ag "$MAIL" bin
age "${IDS[3]}" 11
age "${IDS[0]}" 9
age "$MAIL" 11
sql "INSERT INTO olvido.legal_hold (account_id, hold_id, kind, id, agent_id, created_at, ends_at, sealed)
  VALUES ($ACCOUNT, $MAIL, 4, $MAIL, 1, 0, UNIX_TIMESTAMP() + 86400, 'x')"
cron --dry-run retention
is "a dry run of the bin" 1 "$(grep -c "account $ACCOUNT: bin: [1-9][0-9]*, 1 held" "$TMP/cron")"
cron retention
is "over: erased; not over, or held: not" "0 1 1" "$(there ticket "${IDS[3]}") $(there ticket "${IDS[0]}") $(there ticket "$MAIL")"

# Mistakes
rule subject=1 days=0 act=1
is "no days" 422 "$STATUS"
rule subject=1 days=99999 act=1 status=closed
is "too many" 422 "$STATUS"
has "what was chosen is kept" 'value="closed" selected' "$TMP/body"
rule subject=1 days=30 act=4
is "no such act" 400 "$STATUS"
rule subject=1 days=30 act=1 status=deleted
is "nor the bin by a rule" 400 "$STATUS"
OTHER=$(sql "SELECT department_id FROM olvido.department WHERE account_id <> $ACCOUNT LIMIT 1")
rule subject=1 days=30 act=1 "department=$OTHER"
is "another account's department" 400 "$STATUS"
is "none of them was made" 0 "$(sql "SELECT COUNT(*) FROM olvido.retention_rule WHERE account_id = $ACCOUNT")"
sql "DELETE FROM olvido.legal_hold WHERE hold_id IN ($HELD, $MAIL); DELETE FROM olvido.retention WHERE account_id = $ACCOUNT"
