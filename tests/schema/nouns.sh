# shellcheck shell=bash
# lib/model/key/nouns.c names every table there is, once, and no other; whose rows
# it says they are, the columns say too.
"$BUILD/tests/nouns" >"$TMP/nouns"
# nouns_missing DBS FILE: tables that the list lacks ("<") or has too much (">").
nouns_missing() {
  diff <(sql "SELECT CONCAT_WS('.', TABLE_SCHEMA, TABLE_NAME) FROM information_schema.TABLES
      WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA IN ($1) ORDER BY 1" | LC_ALL=C sort) \
    <(cut -f1 "$2" | LC_ALL=C sort) | grep '^[<>]'
}
is "every table is in nouns.c, and no other" "" "$(nouns_missing "$DBS" "$TMP/nouns")"
is "none is there twice" "" "$(cut -f1 "$TMP/nouns" | sort | uniq -d)"
is "each says what ends its rows" "" "$(awk -F'\t' '$5 == ""' "$TMP/nouns")"
# A table whose columns name a person or a ticket is not nobody's or the account's,
# unless it is the proof or says who did something.
nouns_wrong() {
  while IFS=$'\t' read -r table owner erased _; do
    case $owner/$erased in nobody/* | account/account) ;; *) continue ;; esac
    sql "SELECT CONCAT_WS('.', TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME) FROM information_schema.COLUMNS
      WHERE CONCAT_WS('.', TABLE_SCHEMA, TABLE_NAME) = '$table'
      AND (COLUMN_NAME IN ('contact_id', 'ticket_id', 'message_id', 'subject_id') OR COLUMN_COMMENT LIKE 'sealed: K(%')"
  done <"$1"
}
is "no table of somebody's is called nobody's" "" "$(nouns_wrong "$TMP/nouns")"

# It can fail: a table too many, one too few, one that is somebody's.
sql "CREATE TABLE olvido.nouns_probe (account_id BIGINT UNSIGNED NOT NULL PRIMARY KEY) ENGINE=InnoDB"
is "a table that is not in the list is seen" "< olvido.nouns_probe" "$(nouns_missing "$DBS" "$TMP/nouns")"
sql "DROP TABLE olvido.nouns_probe"
{ cat "$TMP/nouns"; printf 'olvido.nowhere\taccount\taccount\t0\tx\n'; } >"$TMP/nouns.more"
is "one that is not there is seen" "> olvido.nowhere" "$(nouns_missing "$DBS" "$TMP/nouns.more")"
sed 's/^olvido\.contact\tcontact\tlater/olvido.contact\taccount\taccount/' "$TMP/nouns" >"$TMP/nouns.bad"
is "a person's table called the account's is seen" 1 "$(nouns_wrong "$TMP/nouns.bad" | grep -c 'olvido.contact.contact_id')"

# Each table in words, and what ends its rows, in every language (records of processing).
# nouns_dumb LANGUAGE FILE: what has no text
nouns_dumb() {
  cat "$ROOT"/templates/lang/"$1"-*.hdf | perl -ne 'if (/^(\w+) \{/) { $top = $1 } elsif (/^  (\w+) \{/) { $in = $1 }
    elsif ($top eq "Records" && /^    (\w+) = \S/) { print "$in.$1\n" }' | sort -u >"$TMP/nouns.words"
  awk -F'\t' '{ t = $1; sub(/.*\./, "", t); e = $5; gsub(/[^A-Za-z0-9]/, "_", e); print "What." t; print "EndsBy." e }' "$2" | sort -u |
    comm -23 - "$TMP/nouns.words"
}
for l in en es; do is "each table has its words in $l-*.hdf (Records.What, Records.EndsBy)" "" "$(nouns_dumb $l "$TMP/nouns")"; done
is "one without words is seen" "EndsBy.x What.nowhere " "$(nouns_dumb es "$TMP/nouns.more" | tr '\n' ' ')"
