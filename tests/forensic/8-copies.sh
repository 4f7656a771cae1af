# shellcheck shell=bash
# Copies from before: a backup, a copy of everything while it stands still, one by
# mariadb-backup while it runs, the binary logs as they are and decoded, a mirror, the
# key store. What will be destroyed is written down first: secrets, keys, how values
# and rows are stored.
ANAS_FILES=$(sql "SELECT attachment_id FROM olvido.attachment a JOIN olvido.message m USING (account_id, message_id) WHERE a.account_id = $ACC
  AND (a.ticket_id IN ($T_ANA, $T_TICKET) OR a.attachment_id = $F_FILE OR a.message_id = $M_MESSAGE OR m.author_kind = 1 AND m.author_id = ${ID[ana]})")
GOING="kind = 1 AND id = ${ID[ana]} OR kind = 2 AND id = $GIL OR kind = 4 AND id IN ($T_ANA, $T_TICKET, $T_MESSAGE) OR kind = 5 AND id IN ($(paste -sd, <<<"$ANAS_FILES"))"
mapfile -t VICTIMS < <(sql "SELECT kind, id FROM olvido_keys.secret WHERE account_id = $ACC AND ($GOING)" | tr '\t' '\n')
is "there are secrets to go" 1 "$((${#VICTIMS[@]} >= 20))"
"$BIN/tests/secrets" --keys "$CONF" "$HOST" "${VICTIMS[@]}" | awk '{ printf "secret.%d hex:%s\n", NR, $1 }' >"$TMP/secrets"
is "they are known to the test" 1 "$(($(wc -l <"$TMP/secrets") > ${#VICTIMS[@]} / 2))"
# What stands in the database: rows of the key store, sealed values.
sql "SELECT CONCAT('wrapped.', kind, '.', id, ' hex:', LOWER(HEX(SUBSTR(wrapped, 26, 32)))) FROM olvido_keys.secret WHERE account_id = $ACC AND ($GOING)" >"$TMP/wrapped"
"$BIN/tests/opened" "$CONF" "$HOST" >"$TMP/opened"
hers() { awk -F'\t' -v a="${ID[ana]}" -v g="$GIL" -v t=",$T_ANA,$T_TICKET," '$2 == 1 && $3 == a || $2 == 2 && $3 == g || $2 == 4 && index(t, "," $3 ",")' "$TMP/opened"; }
# Lines of the audit log stay (a network, sealed under a key that goes).
hers | awk -F'\t' 'length($6) == 64 && $1 != "audit.sealed" { printf "stored.%s.%s hex:%s\n", $1, $4, $6 }' >"$TMP/stored"
is "and how they are stored" 1 "$(($(wc -l <"$TMP/stored") >= 40))"
# Values without a word of a person: as they are.
hers | awk -F'\t' '$1 ~ /^(contact_login.password|agent_login.password|contact_export.sealed|factor.sealed)$/ { printf "value.%s.%s hex:%s\n", $1, $4, $5 }' >>"$WORDS"
is "a hash, a seed and a file's key are among them" 4 "$(grep -c '^value\.' "$WORDS")"
# Sessions and links that let her and Gil in.
token_bytes() { { tr -- '-_' '+/' <<<"$1" | tr -d '\n'; echo '='; } | base64 -d 2>/dev/null | od -An -v -tx1 | tr -d ' \n'; }
for r in ana gil; do
  SESSION=$(awk '/__Host-olvido/ && length($7) == 43 { t = $7 } END { print t }' "$TMP/$r")
  printf '%s.session %s\n%s.session-bytes hex:%s\n' "$r" "$SESSION" "$r" "$(token_bytes "$SESSION")" >>"$WORDS"
done
grep -E '^(ana|gil|ticket|message|attachment|value)\.' "$WORDS" >"$TMP/gone"
grep -E '^(ben|eva)\.' "$WORDS" >"$TMP/others"
# Ben and Eva, to the byte: all that their own keys open, but what a restore ends,
# and a restriction, which ends by its day.
complete() { # FILE: of `opened`
  awk -F'\t' -v b="${ID[ben]}" -v e="${ID[eva]}" -v t=",${TICKET[ben]},${TICKET[eva]}," '$1 !~ /^(session|outbox|link|audit|contact_export|spam_ticket|restriction)\./ &&
    ($2 == 1 && ($3 == b || $3 == e) || $2 == 4 && index(t, "," $3 ",")) { print $1, $2, $3, $4, $5 }' "$1" | sort
}
# Not what Ana and Gil wrote, or had, there.
ANAS_PARTS=$(sql "SELECT message_id FROM olvido.message WHERE author_kind = 1 AND author_id = ${ID[ana]} UNION ALL SELECT attachment_id FROM olvido.attachment WHERE message_id IN
  (SELECT message_id FROM olvido.message WHERE author_kind = 1 AND author_id = ${ID[ana]})" | paste -sd'|')
complete "$TMP/opened" | grep -vE " ($ANAS_PARTS) [0-9a-f]*$" >"$TMP/complete"
is "Ben and Eva have much" 1 "$(($(wc -l <"$TMP/complete") >= 20))"

# What of it is not there any more as it was (events are added).
lost() { comm -23 "$TMP/complete" "$1" | cut -c1-80 | head -5; }

C=$TMP/copies
mkdir -m 0755 "$C"
cli backup "$C/backup"
is "a backup" 0 $?
ok "the mirror is up to date" cron mirror
cp -a "$MIRROR" "$C/mirror"
mariadb-dump --no-defaults -S "$MYSQL_SOCKET" --hex-blob --databases olvido_keys >"$C/keys.sql"
cp -p "$OWN_VAR/keys/slots" "$C/slots"
mkdir "$C/running" "$C/binlog"
mariadb-backup --no-defaults --backup --user=root --socket="$MYSQL_SOCKET" --datadir="$OWN_VAR/mysql" --target-dir="$C/running" >"$TMP/out" 2>&1
is "mariadb-backup copies what runs" 0 $?
mariadb-backup --no-defaults --prepare --target-dir="$C/running" >"$TMP/out" 2>&1
is "and prepares it" 0 $?
sql "FLUSH BINARY LOGS"
cp "$OWN_VAR"/mysql/binlog.0* "$C/binlog/"
for f in "$C"/binlog/binlog.0*; do mariadb-binlog --no-defaults -vv --base64-output=decode-rows "$f"; done >"$C/binlog/decoded" 2>/dev/null
own_stop
cp -a "$LIVE" "$C/whole"
rm -rf "$C/whole/sink"
own_again
MYSQL_SOCKET=$OWN_VAR/run/mysql.sock
proved

# No word in any; all of them hold what is sealed: it is this that must not open.
cat "$TMP/gone" "$TMP/others" >"$TMP/all"
"$SCAN" "$TMP/all" -x "$C/whole/keys/master.key" "$C" >"$TMP/hits" 2>"$TMP/summary"
R=$?
is "no copy has a word" 0 "$R"
show "$R" "$TMP/hits"
held() { "$SCAN" "$1" "$2" 2>/dev/null | cut -f1 | sort -u | wc -l; }
N=$(wc -l <"$TMP/stored")
is "the backup holds how each value is stored" "$N" "$(held "$TMP/stored" "$C/backup")"
is "so does the copy that was made standing still" "$N" "$(held "$TMP/stored" "$C/whole/mysql")"
is "and the one of a running server" "$N" "$(held "$TMP/stored" "$C/running")"
is "the binary logs, too" 1 "$(($(held "$TMP/stored" "$C/binlog") > N / 2))"
is "they are decoded" 1 "$(($(grep -c '^### INSERT INTO `olvido`.`message`' "$C/binlog/decoded") > 10))"
is "and have no key" 0 "$(held "$TMP/wrapped" "$C/binlog")"
is "nor has the backup" 0 "$(held "$TMP/wrapped" "$C/backup")"
is "the mirror has them" "$(wc -l <"$TMP/wrapped")" "$(held "$TMP/wrapped" "$C/mirror")"
