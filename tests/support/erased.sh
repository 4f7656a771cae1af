# shellcheck shell=bash
# What the tests of erasing ask the database, behind lib.sh; ACC is the account.
# left TABLE CONDITION
left() { sql "SELECT COUNT(*) FROM $1 WHERE account_id = $ACC AND $2"; }
state() { sql "SELECT state FROM olvido.erasure WHERE account_id = $ACC AND scope = $1 AND subject_id = $2"; }
ended() { [ "$(state "$1" "$2")" = 4 ]; }
# Every column of every table that names this person or this ticket, but the proof's.
# names_left KIND ID [TICKETS]
names_left() {
  local q=
  while IFS=$'\t' read -r t c; do
    q+="SELECT '$t.$c', COUNT(*) FROM $t WHERE account_id = $ACC AND $c HAVING COUNT(*) > 0;"
  done < <(sql "SELECT CONCAT_WS('.', TABLE_SCHEMA, TABLE_NAME), CASE
      WHEN COLUMN_NAME = 'contact_id' THEN 'contact_id = $2'
      WHEN COLUMN_NAME = 'ticket_id' THEN 'ticket_id IN (${3:-18446744073709551615})'
      WHEN COLUMN_NAME = 'author_id' THEN 'author_kind = 1 AND author_id = $2'
      WHEN COLUMN_NAME = 'subject_id' AND TABLE_NAME = 'session' THEN 'kind IN (2, 3, 5) AND subject_id = $2'
      WHEN COLUMN_NAME = 'subject_id' THEN 'kind = 1 AND subject_id = $2'
      WHEN TABLE_NAME = 'lookup' THEN '(kind IN (1, 5) AND id = $2 OR kind IN (3, 4) AND id IN (${3:-18446744073709551615}))'
      ELSE '(kind = 1 AND id = $2 OR kind = 4 AND id IN (${3:-18446744073709551615}))' END
    FROM information_schema.COLUMNS JOIN information_schema.TABLES USING (TABLE_SCHEMA, TABLE_NAME)
    WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA IN ('olvido', 'olvido_keys', 'olvido_index')
    AND TABLE_NAME NOT IN ('erasure', 'tombstone', 'reseal', 'audit', 'mention_review')
    AND (COLUMN_NAME IN ('contact_id', 'ticket_id', 'author_id', 'subject_id') OR (TABLE_NAME IN ('lookup', 'secret') AND COLUMN_NAME = 'id'))")
  sql "$q"
}
