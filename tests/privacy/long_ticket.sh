# shellcheck shell=bash
# Who stands in a ticket of many long mails is found and erased in little memory, and
# all that reads that ticket stays alive. COUNT_LONG, KB_LONG: how many, how long.
. "$ROOT/tests/support/panel.sh"
agent_in ag "$AGENT_EMAIL" "$AGENT_PASSWORD"
agent_in ow "$OWNER_EMAIL" "$OWNER_PASSWORD"
MANY=${COUNT_LONG:-30} LONG=$((${KB_LONG:-2048} * 1024))
ACCOUNT=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
WHO=lena.long$U@example.org
peak() { # COMMAND...: what it says into $TMP/out, its most memory into PEAK (MB)
  "$BUILD/tests/peak" "$TMP/peak" "$@" >"$TMP/out" 2>&1
  local rc=$?
  PEAK=$(($(cat "$TMP/peak") / 1024))
  return $rc
}
# A sanitizer's own memory is not ours.
ROOM=300
[ "${BUILD%san}" = "$BUILD" ] || ROOM=3000
little() { if [ "$PEAK" -lt "$ROOM" ]; then pass; else bad "$1: $PEAK MB"; fi; }
erased() { "$BUILD/olvido" --conf "$VAR/olvido.hdf" --sql "$ROOT/sql" "$@"; }

ask "$WHO" "Lena Long$U Lorca" "Her own" "The parcel$U lay on the stairs of the harbour office for eleven days and nobody rang."
HER=$TICKET
CONTACT=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $HER")
ask "flood$U@example.org" "Flo" "A flood $U" "It begins."
FLOOD=$TICKET
ok "a long ticket" "$BUILD/tests/long_ticket" "$VAR/olvido.hdf" "$HOST" "$FLOOD" "$MANY" "$LONG" "see $WHO about it"
is "of so many messages" $((MANY + 1)) "$(sql "SELECT messages FROM olvido.ticket WHERE ticket_id = $FLOOD")"

# Every page that reads it
bugs() { cat "$VAR"/log/*.log 2>/dev/null | grep -c 'BUG '; }
BEFORE=$(bugs)
req ag GET "/panel/tickets/$FLOOD"
is "the panel shows it" 200 "$STATUS"
has "the oldest begins" "begin-of-1-here" "$TMP/body"
req ow GET "/panel/erase/contact/$CONTACT/mentions"
is "the list of mentions" 200 "$STATUS"
has "says where" "href=\"/panel/tickets/$FLOOD" "$TMP/body"
is "nothing died of it" "$BEFORE" "$(bugs)"

# The index anew, and all values opened
ok "the index anew" peak "$BUILD/olvido" --conf "$VAR/olvido.hdf" index rebuild
little "index rebuild"
# Retention forgets her: she has no ticket of her own any more
ok "her ticket goes" erased erase "$HOST" ticket "$HER" --yes
sql "UPDATE olvido.contact SET created_at = UNIX_TIMESTAMP() - 7000 * 86400 WHERE contact_id = $CONTACT;
  DELETE FROM olvido.retention_rule WHERE account_id = $ACCOUNT;
  INSERT INTO olvido.retention_rule (account_id, rule_id, subject, act, days, state, changed_at) VALUES ($ACCOUNT, $CONTACT, 2, 2, 6900, 1, UNIX_TIMESTAMP())"
ok "retention" peak "$BUILD/olvido-cron" --conf "$VAR/olvido.hdf" --wait=60 retention
little "retention"
is "she is forgotten" 0 "$(sql "SELECT COUNT(*) FROM olvido.contact WHERE contact_id = $CONTACT")"
req ag GET "/panel/tickets/$FLOOD"
has "the others' words stay" "begin-of-1-here" "$TMP/body"
hasnt "she is in none of them" "$WHO" "$TMP/body"
sql "DELETE FROM olvido.retention_rule WHERE account_id = $ACCOUNT AND rule_id = $CONTACT"
ok "so long a ticket goes in little memory too" peak "$BUILD/olvido" --conf "$VAR/olvido.hdf" --sql "$ROOT/sql" erase "$HOST" ticket "$FLOOD" --yes
little "erase"
