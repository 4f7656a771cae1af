# shellcheck shell=bash
# Who pays on the last possible day of each step gets everything back, to the byte:
# each row and file of the account is compared with what it was.
. "$ROOT/tests/support/panel.sh"
. "$ROOT/tests/hosting/_account.sh"
sql "DELETE FROM olvido.throttle; DELETE FROM olvido.cron_action WHERE name LIKE 'lifecycle%'"
HOST=pays$U.localhost
cli account create "Pays $U" "$HOST" --trial >"$TMP/out"
A=$(awk '{ print $2 }' "$TMP/out")
cli agent add "$HOST" owner "owner@$HOST" "Ola Owner" <<<"the password of the owner" >/dev/null
for n in 1 2 3; do ask "cus$n$U@example.org" "Cleo" "Before $n" "canary$U" -F "files=@$ROOT/static/base.css"; done
none_waits() { [ "$(count_of "outbox WHERE account_id = $A AND state = 1 AND kind < 100")" = 0 ]; }
ok "nothing waits" wait_for 30 none_waits
# Everything of the account but what tells its life: events, warnings, its mails, the log.
mapfile -t OWNED < <(sql "SELECT CONCAT(c.TABLE_SCHEMA, '.', c.TABLE_NAME) FROM information_schema.COLUMNS c
  JOIN information_schema.TABLES t USING (TABLE_SCHEMA, TABLE_NAME)
  WHERE t.TABLE_TYPE = 'BASE TABLE' AND c.TABLE_SCHEMA IN ('olvido', 'olvido_keys', 'olvido_index') AND c.COLUMN_NAME = 'account_id'
  AND c.TABLE_NAME NOT IN ('account', 'account_event', 'account_warning', 'audit', 'audit_head', 'session', 'spam_model', 'roster') ORDER BY 1")
everything() {
  local q='' t c
  for t in "${OWNED[@]}"; do
    c=$(sql "SELECT GROUP_CONCAT('IFNULL(HEX(', COLUMN_NAME, '), \"-\")') FROM information_schema.COLUMNS WHERE CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) = '$t'")
    q+="SELECT '$t', COUNT(*), SHA2(GROUP_CONCAT(MD5(CONCAT_WS('|', $c)) ORDER BY 1), 256) FROM $t WHERE account_id = $A"
    [ "$t" != olvido.outbox ] || q+=" AND kind < 100"
    q+=";"
  done
  sql "SET SESSION group_concat_max_len = 1 << 26; $q"
  find "$VAR/files/$A" -type f -print0 2>/dev/null | sort -z | xargs -0 -r sha256sum
}
everything >"$TMP/before"
is "there is much to compare" 1 "$(($(wc -l <"$TMP/before") > 40))"
AT=$(life state_since)
# days N: a round of cron each day; ends at AT + N
days() { for ((i = 0; i < $1; i++)); do AT=$((AT + DAY)); cron --now=$AT lifecycle; done; }
# back NAME WANT_STATE WORD: all but a day of it, then the word; everything is as before
back() {
  is "$1: its last day" "$2" "$(state_is)"
  act_on "$3" "$HOST" --now=$AT
  is "$1: $3" "0 2 0" "$? $(state_is) $(life state_until)"
  everything >"$TMP/after"
  is "$1: everything is back" "" "$(diff "$TMP/before" "$TMP/after")"
  # The web's clock is not the test's.
  sql "UPDATE olvido.account SET sessions_from = 0 WHERE account_id = $A"
  agent_in o "owner@$HOST" "the password of the owner"
  req o GET "/panel/tickets/$TICKET"
  has "$1: and opens" "canary$U" "$TMP/body"
}
days 13
back trial 1 paid
act_on billing-failed "$HOST" --now=$AT
days 7
back "past due" 3 paid
act_on billing-failed "$HOST" --now=$AT
days 8
days 59
back suspended 4 paid
act_on suspend "$HOST" --now=$AT
days 59
back "suspended by hand" 4 lift
act_on terminate "$HOST" --now=$AT
days 29
back terminated 5 lift
# The last day of all: out of the cold backup.
act_on terminate "$HOST" --now=$AT
days 30
is "deleted" "6 0" "$(state_is) $(count_of "ticket WHERE account_id = $A")"
days 29
is "deleted: its last day" 6 "$(state_is)"
cli cold restore "$A" >"$TMP/out" 2>&1
is "deleted: restored" "0 2 0" "$? $(state_is) $(life state_until)"
everything >"$TMP/after"
# Mailed links do not come back with it.
links_off() { sed 's/^olvido.link	.*/olvido.link/' "$1"; }
is "deleted: everything is back" "" "$(diff <(links_off "$TMP/before") <(links_off "$TMP/after"))"
sql "UPDATE olvido.account SET sessions_from = 0 WHERE account_id = $A"
agent_in o "owner@$HOST" "the password of the owner"
req o GET "/panel/tickets/$TICKET"
has "deleted: and opens" "canary$U" "$TMP/body"
is "its log is whole" 0 "$(cli audit verify "$A" >"$TMP/out" 2>&1; echo $?)"
sql "DELETE FROM olvido.cron_action WHERE name LIKE 'lifecycle%'"
