# shellcheck shell=bash
# `olvido index rebuild` makes the same index again from the sealed rows, and
# leaves out who was forgotten (the accounts of vault_db hold such people).
index_sums() {
  sql "SELECT 'lookup', kind, COUNT(*), BIT_XOR(CAST(CONV(LEFT(MD5(CONCAT_WS('|', HEX(digest), id, id2)), 14), 16, 10) AS UNSIGNED))
      FROM olvido_index.lookup WHERE account_id = $1 GROUP BY kind ORDER BY kind;
    SELECT 'term', COUNT(*), BIT_XOR(CAST(CONV(LEFT(MD5(CONCAT_WS('|', HEX(term), ticket_id)), 14), 16, 10) AS UNSIGNED))
      FROM olvido_index.term WHERE account_id = $1"
}
DEMO=$(sql "SELECT account_id FROM olvido.host WHERE host = 'demo.localhost'")
# A mail with a Message-ID, and an agent's answer that was sent.
"$BUILD/olvido-mail" --conf "$CONF" deliver support@demo.localhost >"$TMP/out" 2>&1 <<END
From: Index <index$RANDOM@example.org>
To: support@demo.localhost
Subject: rebuild of the index
Message-ID: <index.$RANDOM$RANDOM@example.org>

zwölf indexed words
END
is "a mail for the index" 0 "$?"
T=$(sql "SELECT ticket_id FROM olvido.ticket WHERE account_id = $DEMO AND channel = 2 ORDER BY activity_at DESC LIMIT 1")
sign_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
req owner GET "/panel/tickets/$T"
req owner POST "/panel/tickets/$T/reply" --data-urlencode "csrf=$(csrf)" --data-urlencode "body=an indexed answer"
is "an answer for the index" 303 "$STATUS"
sent() { [ "$(sql 'SELECT COUNT(*) FROM olvido.outbox WHERE state = 1')" = 0 ]; }
wait_for 30 sent || bad "the outbox does not empty"
index_sums "$DEMO" >"$TMP/index.1"
for kind in 1 2 3 4; do
  is "there are look-ups of kind $kind" 1 "$(grep -c "^lookup	$kind	" "$TMP/index.1")"
done
GONE="SELECT COUNT(*) FROM olvido_index.lookup l JOIN olvido_keys.tombstone d ON d.account_id = l.account_id
  AND d.id = l.id WHERE l.kind = 1 AND d.kind = 1"
GONE_TERMS="SELECT COUNT(*) FROM olvido_index.term l JOIN olvido_keys.tombstone d ON d.account_id = l.account_id
  AND d.id = l.ticket_id WHERE d.kind = 4"
is "forgotten ones are in it before" 1 "$(($(sql "$GONE") > 0 && $(sql "$GONE_TERMS") > 0))"
cli index rebuild >"$TMP/out" 2>&1
is "rebuilt beside the programs" 0 "$?"
index_sums "$DEMO" >"$TMP/index.2"
is "it is the same" "" "$(diff "$TMP/index.1" "$TMP/index.2")"
is "forgotten people are in it no more" 0 "$(sql "$GONE")"
is "nor forgotten tickets" 0 "$(sql "$GONE_TERMS")"
sql "DELETE FROM olvido_index.lookup WHERE account_id = $DEMO; DELETE FROM olvido_index.term WHERE account_id = $DEMO"
is "and it is gone" "" "$(index_sums "$DEMO" | grep lookup)"
cli index rebuild "$DEMO" >"$TMP/out" 2>&1
index_sums "$DEMO" >"$TMP/index.2"
is "made from nothing it is the same" "" "$(diff "$TMP/index.1" "$TMP/index.2")"
has "it says what it did" "account $DEMO: " "$TMP/out"
sign_in again "$OWNER_EMAIL" "$OWNER_PASSWORD"
is "the owner signs in by it" 303 "$STATUS"
search again zwolf
is "and finds the mail" 1 "$(grep -cm1 "/panel/tickets/$T" "$TMP/body")"
cli index rebuild xyz >"$TMP/out" 2>&1
is "a wrong account" 1 "$?"

# The command line answers for itself.
for c in migrate "keys init" "keys check" "index rebuild" "account create" "account list" "agent add" demo settings; do
  # shellcheck disable=SC2086
  "$BUILD/olvido" $c --help >"$TMP/out" 2>&1
  is "$c --help" 0 "$?"
  has "usage of $c" "usage: olvido --conf FILE $c" "$TMP/out"
done
"$BUILD/olvido" nothing >"$TMP/out" 2>&1
is "an unknown command" 64 "$?"
cli migrate >"$TMP/out" 2>&1
is "migrate again does nothing" 0 "$?"
# Two people may take one number for a file of the schema.
cp -r "$ROOT/sql" "$TMP/sql"
cp "$TMP"/sql/schema/0052_*.sql "$TMP/sql/schema/0052_again.sql"
"$BUILD/olvido" --conf "$CONF" --sql "$TMP/sql" migrate >"$TMP/out" 2>&1
is "two files of one number are refused" 1 "$?"
has "and named" "0052_again.sql" "$TMP/out"
hasnt "no schema is run twice" "schema 0001" "$TMP/out"
cli keys init >"$TMP/out" 2>&1
is "keys init again does nothing" "0 " "$? $(grep -v '^$' "$TMP/out")"
