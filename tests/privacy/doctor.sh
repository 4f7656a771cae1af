# shellcheck shell=bash
# The doctor sees what breaks the promise; the scrub leaves no byte of what was
# erased, and says so.  On an instance of its own without MariaDB's encryption, so
# that bytes can be seen.
. "$ROOT/tests/support/own.sh"
BIN=${BUILD:-$ROOT/build}
SCAN=$BIN/tests/scan
if [ -n "${VAR:-}" ] && [ -e "$VAR/olvido.hdf" ]; then
  "$BIN/olvido" --conf "$VAR/olvido.hdf" doctor >"$TMP/out" 2>&1
  is "an instance as it is made has nothing bad" 0 $?
  has "some are good" "good  mariadb.innodb_encrypt_tables: FORCE" "$TMP/out"
  has "no mirror is a warning" "warn  mirrors: 0 configured" "$TMP/out"
fi
own_start doctor DB_ENCRYPT=0 DB_REDO=16M DB_POOL=64M
K=$OWN_VAR/keys
# shellcheck disable=SC2120
doctor() { "$BIN/olvido" --conf "$OWN_VAR/olvido.hdf" doctor "$@" >"$TMP/out" 2>&1; }
bad_one() { # NAME: the doctor calls it bad
  doctor
  is "$1 is seen" 1 $?
  ok "$1 is named, with how to mend it" grep -qA1 "^BAD   $1: " "$TMP/out"
}
bad_one mariadb.innodb_encrypt_tables
bad_one mariadb.innodb_encrypt_log
bad_one mariadb.encrypt_binlog
BADS=$(grep -c '^BAD' "$TMP/out")
"$BIN/olvido" --conf "$OWN_VAR/olvido.hdf" doctor --json >"$TMP/out" 2>/dev/null
is "as JSON" "$BADS" "$(jq '[.[] | select(.level == "bad")] | length' "$TMP/out" 2>/dev/null)"
one_more() { # NAME: bad now, and was not before
  bad_one "$1"
  is "$1 alone is new" "$((BADS + 1))" "$(grep -c '^BAD' "$TMP/out")"
}
for v in general_log slow_query_log local_infile; do
  sql "SET GLOBAL $v = 1"
  one_more "mariadb.$v"
  sql "SET GLOBAL $v = 0; TRUNCATE mysql.general_log" 2>/dev/null
done
sql "SET GLOBAL innodb_immediate_scrub_data_uncompressed = 0"
one_more mariadb.innodb_immediate_scrub_data_uncompressed
sql "SET GLOBAL innodb_immediate_scrub_data_uncompressed = 1"
sql "SET GLOBAL binlog_expire_logs_seconds = 604800"
one_more mariadb.binlog_expire_logs_seconds
sql "SET GLOBAL binlog_expire_logs_seconds = 3600"
chmod 0777 "$K"
doctor
has "a folder of keys that others may write" "BAD   folder.slots: mode 0777" "$TMP/out"
chmod 0700 "$K"
mv "$K/slots" "$K/away"
doctor
is "without a slot file" 1 $?
has "it is named" "BAD   file.slots" "$TMP/out"
has "and the keys do not open" "BAD   keys.open" "$TMP/out"
mv "$K/away" "$K/slots"
sql "UPDATE olvido_keys.bucket SET generation = generation + 1 WHERE bucket = 5"
one_more keys.fit
sql "UPDATE olvido_keys.bucket SET generation = generation - 1 WHERE bucket = 5"
mkdir -m 0700 "$TMP/mirror"
sed -i "s|^Keys.Mirrors = .*|Keys.Mirrors = $TMP/mirror|" "$OWN_VAR/olvido.hdf"
one_more mirror.1
ok "a mirror is run" "$BIN/olvido" --conf "$OWN_VAR/olvido.hdf" keys mirror
doctor
has "then it is good" "good  mirror.1: confirmed" "$TMP/out"
sql "UPDATE olvido_keys.mirror SET confirmed_at = confirmed_at - 7200000000"
one_more mirror.1
sed -i "s|^Keys.Mirrors = .*|Keys.Mirrors = none|" "$OWN_VAR/olvido.hdf"
sql "CREATE DATABASE olvido_restoring"
one_more restore
sql "DROP DATABASE olvido_restoring"

# ---- the mirror as the timer runs it -------------------------------------------------
mkdir -m 0755 "$OWN_VAR/mirrors"
install -d -m 0700 -o olvido-cron "$OWN_VAR/mirrors/a"
sed -i "s|^Keys.Mirrors = .*|Keys.Mirrors = $OWN_VAR/mirrors/a|" "$OWN_VAR/olvido.hdf"
ok "olvido-cron writes it" "$BIN/olvido-cron" --conf "$OWN_VAR/olvido.hdf" mirror
is "as its own user" olvido-cron "$(stat -c %U "$OWN_VAR/mirrors/a/keys")"
ok "root may, too" "$BIN/olvido" --conf "$OWN_VAR/olvido.hdf" keys mirror
ok "and olvido-cron again" "$BIN/olvido-cron" --conf "$OWN_VAR/olvido.hdf" mirror
is "it is confirmed" 1 "$(sql "SELECT COUNT(*) FROM olvido_keys.mirror WHERE confirmed_at > (UNIX_TIMESTAMP() - 100) * 1000000")"
rm "$K/slots"
"$BIN/olvido" --conf "$OWN_VAR/olvido.hdf" keys restore --mirror "$OWN_VAR/mirrors/a" >"$TMP/out" 2>&1
is "and restores" 0 $?
ok "in order" "$BIN/olvido" --conf "$OWN_VAR/olvido.hdf" keys check

# ---- the scrub ----------------------------------------------------------------------
own_stop
own_again
WORD=scrubbed$RANDOM$RANDOM$RANDOM
sql "CREATE DATABASE seen; CREATE TABLE seen.t (id INT PRIMARY KEY, w TEXT) ENGINE=InnoDB; INSERT INTO seen.t VALUES (1, REPEAT('$WORD ', 300)); DELETE FROM seen.t"
echo "w $WORD" >"$TMP/words"
"$SCAN" "$TMP/words" "$OWN_VAR/mysql" >"$TMP/hits" 2>/dev/null
is "a deleted row is in MariaDB's files" 3 $?
ACCOUNT=$(sql "SELECT account_id FROM olvido.host WHERE host = 'demo.localhost'")
NOW=$(($(date +%s) * 1000000))
sql "INSERT INTO olvido.erasure (account_id, erasure_id, scope, subject_id, by_kind, by_id, door, state, asked_at, unreadable_at, rows_gone_at, certified_at, receipt)
  VALUES ($ACCOUNT, 1, 1, 1, 4, 0, 4, 4, $NOW, $NOW, $NOW, $NOW, REPEAT('a', 32))"
sleep 1
"$BIN/olvido" --conf "$OWN_VAR/olvido.hdf" scrub >"$TMP/out" 2>&1
is "the scrub" 0 $?
ok "saw its own canary before" grep -qE 'the canary was in [1-9][0-9]* files and is in none now' "$TMP/out"
has "and tells the erasures" "1 erasures have no bytes left" "$TMP/out"
"$SCAN" "$TMP/words" "$OWN_VAR/mysql" >"$TMP/hits" 2>/dev/null
is "no byte of the row is left" 0 $?
cut -f1-3 "$TMP/hits" | head -5
is "its moment is written down" 1 "$(sql "SELECT COUNT(*) FROM olvido.erasure WHERE erasure_id = 1 AND bytes_gone_at > rows_gone_at")"
is "settings are as before" "1 90.000000" "$(sql "SELECT COUNT(*), @@GLOBAL.innodb_max_dirty_pages_pct FROM olvido.scrub" | tr '\t' ' ')"
is "nothing lies about" 0 "$(sql "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = 'olvido_scrub'")"
"$BIN/olvido" --conf "$OWN_VAR/olvido.hdf" scrub >"$TMP/out" 2>&1
is "again" 0 $?
has "nothing waited" "0 erasures" "$TMP/out"
doctor
has "the doctor knows" "good  scrub: 0 erasures wait" "$TMP/out"
own_end
