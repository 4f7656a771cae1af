# shellcheck shell=bash
# Everything is written out and looked through: the folder of the instance, its
# memory file system, files deleted but open, and temporary folders.
ok "all pages are on disk" flush_all
look "$TMP/words" "$TMP/hits"
R=$?
is "no word is in the clear while it runs" 0 "$R"
show "$R" "$TMP/hits"
echo "looked: $(cat "$TMP/summary")"

# Where they must be: mail that went out, and the key in its file.
"$SCAN" "$TMP/words" "$SMTP_SINK" >"$TMP/hits" 2>/dev/null
for l in web-address mail-address sent-text sent-file-name agent-signature token-link web-file-content; do
  ok "mail out holds $l" grep -q "^$l	" "$TMP/hits"
done
"$SCAN" "$TMP/words" "$OWN_VAR/keys/master.key" >"$TMP/hits" 2>/dev/null
ok "the master key is in its place" grep -q "^master-key	" "$TMP/hits"

# Sealed columns look like noise; equal texts never give equal values; lengths of
# small fields come in steps, so that they do not tell names.
for c in contact.sealed agent.sealed ticket.sealed message.sealed attachment.sealed session.sealed; do
  t=${c%.*}
  is "no two values of $c are equal" "$(sql "SELECT COUNT(*) FROM olvido.$t")" \
    "$(sql "SELECT COUNT(DISTINCT sealed) FROM olvido.$t")"
done
sql "SELECT HEX(sealed) FROM olvido.contact UNION ALL SELECT HEX(sealed) FROM olvido.ticket
  UNION ALL SELECT HEX(SUBSTR(sealed, 2)) FROM olvido.message" | perl -ne 'chomp; print pack("H*", $_)' >"$TMP/noise"
is "sealed columns do not pack" 0 "$(awk -v a="$(wc -c <"$TMP/noise")" -v b="$(gzip -9 <"$TMP/noise" | wc -c)" 'BEGIN { print (b / a > 0.98) ? 0 : b / a }')"
is "lengths come in steps" 0 "$(sql "SELECT COUNT(*) FROM (SELECT sealed FROM olvido.contact
  UNION ALL SELECT sealed FROM olvido.ticket UNION ALL SELECT sealed FROM olvido.agent) x
  WHERE (LENGTH(sealed) - 41) % 64 <> 0")"

# ---- left in the clear on purpose: each kind of place is seen ---------------------
leak() { local s; s=$(word "$1"); sed -n '$p' "$TMP/words" >>"$TMP/leaks"; sed -i '$d' "$TMP/words"; printf %s "$s"; }
LOG_WORD=$(leak log)
sql "CREATE DATABASE leak; CREATE TABLE leak.t (id INT PRIMARY KEY, w VARCHAR(200)) ENGINE=InnoDB;
  INSERT INTO leak.t VALUES (1, '$(leak table)'), (2, '$(leak overwritten)')"
{ mariadb --no-defaults -S "$MYSQL_SOCKET" >/dev/null 2>&1 <<EOF; } &
CREATE TEMPORARY TABLE leak.x (w VARCHAR(200)) ENGINE=MyISAM;
INSERT INTO leak.x VALUES ('$(leak temporary-table)');
START TRANSACTION;
UPDATE leak.t SET w = 'short' WHERE id = 2;
SELECT SLEEP(60);
EOF
SLEEPER=$!
wait_for 10 sh -c "mariadb --no-defaults -S '$MYSQL_SOCKET' -e 'SHOW PROCESSLIST' | grep -q SLEEP"
leak file | gzip >"$OWN_VAR/files/leak"
: >"$OWN_VAR/files/$(leak file-name)"
base64 <<<"$LOG_WORD" >>"$OWN_VAR/log/access.log"
leak memory >"$FAST/body/leak"
leak tmpdir >"$FAST/mysql/leak"
exec 7<>"$FAST/leak"
leak deleted >&7
rm "$FAST/leak"
leak stray >"/tmp/olvido-leak.$$"
chown www-data "/tmp/olvido-leak.$$"
ok "all pages are on disk again" flush_all
look "$TMP/leaks" "$TMP/hits" $$
is "words in the clear are found" 3 $?
sees() { ok "the search sees $1 in $2" grep -q "^$1	.*$2" "$TMP/hits"; }
# Only the first hit of a word in a file is listed, and a word in each file.
sees table ib_logfile0
sees table 'binlog\.'
sees overwritten undo00
sees temporary-table "$FAST/mysql"
sees file files/leak
sees file-name files/q
sees log access.log
sees memory body/leak
sees tmpdir mysql/leak
sees deleted "/proc/$$/fd"
sees stray /tmp/
sql "SELECT CONCAT('KILL ', id) FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP%' AND id <> CONNECTION_ID()" |
  mariadb --no-defaults -S "$MYSQL_SOCKET" 2>/dev/null
wait "$SLEEPER"
exec 7>&-
rm -f "/tmp/olvido-leak.$$"
sql "DROP DATABASE leak"
