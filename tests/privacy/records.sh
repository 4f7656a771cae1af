# shellcheck shell=bash
# Records of processing: every table and column of the schema is in them, and what
# customers read comes from the same list and the account's rules.
. "$ROOT/tests/support/panel.sh"
sql "DELETE FROM olvido.throttle"
agent_in ag "agent@$HOST" "$AGENT_PASSWORD"
agent_in ow "owner@$HOST" "$OWNER_PASSWORD"
ACCOUNT=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
req ag GET /panel/privacy/records
is "agents do not see them" 403 "$STATUS"
req ow GET /panel/privacy/records
is "admins do" 200 "$STATUS"
tables() { sql "SELECT CONCAT_WS('.', TABLE_SCHEMA, TABLE_NAME) FROM information_schema.TABLES WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA IN ('olvido', 'olvido_keys', 'olvido_index')"; }
missing() { local t; while read -r t; do grep -qF "<dd><code>$t</code></dd>" "$TMP/body" || echo "$t"; done; }
is "every table is there" "" "$(tables | missing)"
is "one that is not there would be seen" "olvido.nowhere" "$(missing <<<olvido.nowhere)"
is "and every column of a ticket" "$(sql "SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'olvido' AND TABLE_NAME = 'ticket'")" \
  "$(sed -n '/<dd><code>olvido.ticket<\/code>/,/<\/details>/p' "$TMP/body" | grep -o '<li><code>' | wc -l)"
is "each table in words" 0 "$(grep -c '<summary><strong></strong>' "$TMP/body")"
is "and what ends its rows" 0 "$(grep -c '<dd></dd>' "$TMP/body")"
has "with its note" "random reference, grants nothing" "$TMP/body"
is "no comment is older than the schema" 0 "$(sql "SELECT COUNT(*) FROM olvido.column_note n WHERE NOT EXISTS (SELECT 1 FROM information_schema.COLUMNS c
  WHERE CONCAT_WS('.', c.TABLE_SCHEMA, c.TABLE_NAME, c.COLUMN_NAME) = n.name AND c.COLUMN_COMMENT LIKE CONCAT('%', n.note))")"

# In Spanish, too: all but the names of columns.
HOST=second.localhost
sign_in es "owner@$HOST" "$OWNER_PASSWORD"
req es GET /panel/privacy/records
is "the other account's" 200 "$STATUS"
has "is Spanish" "Registro de" "$TMP/body"
has "a table in words" "Prueba de que una clave se destruyó a propósito" "$TMP/body"
has "what ends it" "solo el fin del centro de ayuda" "$TMP/body"
has "how a column is kept" "(cifrado) K(ticket): asunto</li>" "$TMP/body"
is "no note is left in English: each new one needs its line in es-note.hdf and en-note.hdf" "" "$(grep -o '<span lang="en">[^<]*' "$TMP/body" | sort -u)"
is "one without a line would be" "<span lang=\"en\">nobody translated this" "$(
  sql "UPDATE olvido.column_note SET note = 'nobody translated this' WHERE name = 'olvido.ticket.code'"
  req es GET /panel/privacy/records
  grep -o '<span lang="en">[^<]*' "$TMP/body"
  sql "UPDATE olvido.column_note SET note = 'random reference, grants nothing' WHERE name = 'olvido.ticket.code'")"
is "nor is one of them the English one" "" "$(awk -F' = ' 'NR == FNR { en[$1] = $2; next } NF == 2 && length($2) > 12 && en[$1] == $2 { print $2 }' "$ROOT/templates/lang/en-note.hdf" "$ROOT/templates/lang/es-note.hdf" | grep -v '^plain, sealed')"
req es GET /panel/privacy/records
is "each table" 0 "$(grep -c '<summary><strong></strong>' "$TMP/body")"
is "and its end" 0 "$(grep -c '<dd></dd>' "$TMP/body")"
HOST=demo.localhost

# What customers read
sql "DELETE FROM olvido.retention_rule WHERE account_id = $ACCOUNT"
rm -f "$TMP/guest"
req guest GET /privacy
is "anybody may read it" 200 "$STATUS"
has "the bin's days" "30 days" "$TMP/body"
has "no rule: until deleted" "until you or the company delete them" "$TMP/body"
sql "INSERT INTO olvido.retention_rule (account_id, rule_id, subject, status, days, act, state, changed_at)
  VALUES ($ACCOUNT, 900000000000000001, 1, 6, 987, 2, 1, 0), ($ACCOUNT, 900000000000000002, 1, 0, 654, 1, 0, 0)"
req guest GET /privacy
has "a rule that is on is told" "after 987 days without activity: erase for good" "$TMP/body"
hasnt "one that is off is not" "654" "$TMP/body"
req ow GET /panel/privacy/records
has "the records tell it too" "after 987 days without activity" "$TMP/body"
HOST=second.localhost
rm -f "$TMP/guest"
req guest GET /privacy
has "in Spanish" "Tus datos aquí" "$TMP/body"
hasnt "another account's rule is not told" "987" "$TMP/body"
HOST=demo.localhost
sql "DELETE FROM olvido.retention_rule WHERE account_id = $ACCOUNT"
