# shellcheck shell=bash
# Sealed values as they lie in the tables: noise, never equal, sizes that tell little.
ask() { # HOST EMAIL NAME SUBJECT BODY
  HOST=$1
  req sealed GET /ask
  req sealed POST /ask -F "csrf=$(csrf)" -F "name=$3" -F "email=$2" -F "subject=$4" -F "body=$5" \
    -F "files=@$TMP/same.txt"
  is "asked at $1" 303 "$STATUS"
}
printf 'The very same file.' >"$TMP/same.txt"
for h in demo.localhost second.localhost demo.localhost; do
  ask "$h" same@example.org "Same Person" "The same subject" "The same text, again and again."
done
ask demo.localhost l@example.org "L" "s" "t"
ask demo.localhost longer.address.of.somebody@example.org "Ludmilla" "a somewhat longer subject" "a text of some words"
HOST=demo.localhost
sign_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
is "signed in" 303 "$STATUS"
mapfile -t SEALED < <(sql "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME, ' ', COLUMN_NAME) FROM information_schema.COLUMNS
  WHERE TABLE_SCHEMA IN ($DBS) AND COLUMN_COMMENT LIKE 'sealed:%' ORDER BY 1")
: >"$TMP/values"
for c in "${SEALED[@]}"; do
  read -r table col <<<"$c"
  # Not those that tests/support/vault_db.c moved about.
  sql "SELECT HEX($col) FROM $table WHERE $col IS NOT NULL AND account_id NOT IN
    (SELECT account_id FROM olvido.account WHERE name = 'Vault Test') LIMIT 5000" | sed "s/^/$table.$col /" >>"$TMP/values"
done
for table in contact ticket message agent session attachment agent_login; do
  is "$table has values" 1 "$(grep -cm1 "^olvido.$table\." "$TMP/values")"
done
is "each begins with the version" "" "$(grep -v ' 01' "$TMP/values" | cut -c1-60 | head -3)"
is "no two are equal" "" "$(cut -d' ' -f2 "$TMP/values" | sort | uniq -d | cut -c1-40 | head -3)"
is "no two share a nonce" "" "$(cut -d' ' -f2 "$TMP/values" | cut -c3-50 | sort | uniq -d | head -3)"
is "no two share 12 bytes anywhere" "" "$(perl -ne '($v) = / (\S+)/; for ($i = 2; $i + 24 <= length $v; $i += 24) {
  print substr($v, $i, 24), "\n" if $seen{substr $v, $i, 24}++ }' "$TMP/values" | head -3)"
entropy() { # FILE: compressed size over size, in percent
  local n z
  n=$(stat -c %s "$1") z=$(xz -9e -c "$1" | wc -c)
  echo $((z * 100 / n))
}
sealed_bytes() { cut -d' ' -f2 "$TMP/values" | cut -c3- | tr -d '\n' | perl -ne 'print pack("H*", $_)'; }
sealed_bytes >"$TMP/noise"
is "they do not compress" 1 "$(($(entropy "$TMP/noise") >= 98))"
{ sealed_bytes; for i in $(seq 300); do printf 'The same text, again and again. %d' "$i"; done; } >"$TMP/leak"
is "text among them would be seen" 1 "$(($(entropy "$TMP/leak") < 98))"
find "$VAR/files" -type f -size +1k -print0 | head -z -n 20 | xargs -0 -r cat >"$TMP/files"
[ ! -s "$TMP/files" ] || is "attachments do not compress" 1 "$(($(entropy "$TMP/files") >= 98))"
is "same files lie in different bytes" "" "$(find "$VAR/files" -type f -print0 | xargs -0 -r sha256sum | cut -d' ' -f1 | sort | uniq -d | head -3)"
# 41 bytes of sealing around a multiple of 64; a password's text has one length.
is "sizes are padded" "" "$(awk '$1 !~ /agent_login/ && (length($2) / 2 - 41) % 64 { print $1, length($2) / 2 }' "$TMP/values" | sort -u | head -5)"
is "short and longer names have one size" 1 "$(sql "SELECT COUNT(DISTINCT LENGTH(sealed)) FROM olvido.contact WHERE contact_id IN
  (SELECT contact_id FROM (SELECT contact_id FROM olvido.ticket ORDER BY ticket_id DESC LIMIT 2) x)")"
is "digests of the same address differ by account" "" "$(sql "SELECT HEX(digest) FROM olvido_index.lookup WHERE kind < 5 GROUP BY digest HAVING COUNT(DISTINCT account_id) > 1")"
is "terms of the same words differ by account" "" "$(sql "SELECT HEX(term) FROM olvido_index.term GROUP BY term HAVING COUNT(DISTINCT account_id) > 1 LIMIT 3")"
