# shellcheck shell=bash
# The database's disk is full: while an erasure's first transaction commits, while its
# rows go, while its certificate is written.  Nothing is half, with space again all of it ends
# by itself, once.  The small disk is a tmpfs over MariaDB's folder.
. "$ROOT/tests/support/own.sh"
BIN=${BUILD:-$ROOT/build}
full_away() { own_stop; umount -l "$OWN_VAR/mysql" 2>/dev/null; own_end; }
trap 'full_away; rm -rf "$TMP"' EXIT
umount -l "${CHECK_VAR:-$ROOT/var-check}-erase-full/mysql" 2>/dev/null
own_start erase-full DB_REDO=16M DB_POOL=64M CRON_SECONDS=3600
. "$ROOT/tests/support/panel.sh"
CONF=$OWN_VAR/olvido.hdf
ACC=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
# shellcheck source=tests/support/erased.sh
. "$ROOT/tests/support/erased.sh"
cli() { "$BIN/olvido" --conf "$CONF" "$@" >"$TMP/out" 2>&1; }
cron() { "$BIN/olvido-cron" --conf "$CONF" --wait=30 "$@" >"$TMP/out" 2>&1; }
person() { "$BIN/tests/person" "$CONF" "$HOST" "$1$U@example.org" 5 2 1; }
fulls() { grep -ci 'disk is full' "$OWN_VAR/log/mysql.out"; }
more_full() { [ "$(fulls)" -gt "$1" ]; }
# The disk is full, to the end of the page that MariaDB's log is at: what is written
# waits for space, and whoever asked gives up.
fill() {
  local n
  n=$(fulls)
  head -c 1G /dev/zero >"$OWN_VAR/mysql/filler" 2>/dev/null
  yes "REPLACE INTO test.pad VALUES (1, REPEAT(UUID(), 25));" | head -100000 | mariadb --no-defaults -S "$MYSQL_SOCKET" >/dev/null 2>&1 &
  PAD=$!
  ok "the disk is full" wait_for 120 more_full "$n"
}
space() {
  kill "$PAD" 2>/dev/null
  wait "$PAD" 2>/dev/null
  rm -f "$OWN_VAR/mysql/filler"
  # What waited goes on within a minute.
  wait_for 180 nobody_waits || bad "MariaDB does not go on"
}
nobody_waits() { [ "$(sql "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE COMMAND NOT IN ('Sleep', 'Daemon') AND ID <> CONNECTION_ID() AND USER NOT IN ('system user', 'event_scheduler')")" = 0 ]; }
ends() { cron erase; ended 1 "$1"; }
once() { # PERSON TICKETS: all that must be so at the end
  is "one erasure, logged once" "1 1" "$(left olvido.erasure "scope = 1 AND subject_id = $1") $(left olvido.audit "verb = 602 AND object_id = $1")"
  is "each counted once" "attachment=1 contact=1 files=1 message=10 ticket=5" "$(sql "SELECT GROUP_CONCAT(CONCAT(name, '=', n) ORDER BY name SEPARATOR ' ') FROM olvido.erasure_count c JOIN olvido.erasure e USING (account_id, erasure_id)
    WHERE e.account_id = $ACC AND e.scope = 1 AND e.subject_id = $1 AND name IN ('attachment', 'contact', 'files', 'message', 'ticket')")"
  is "no row names him" "" "$(names_left contact "$1" "$2")"
  cli keys check
  is "no key is missing" 0 $?
  cli audit verify "$ACC"
  is "the log is whole" 0 $?
}
tickets_of() { sql "SELECT GROUP_CONCAT(ticket_id) FROM olvido.ticket WHERE account_id = $ACC AND contact_id = $1"; }

for p in ana ben eva; do
  declare "C_$p=$(person $p)"
  declare "T_$p=$(tickets_of "$(eval echo "\$C_$p")")"
done
own_stop
mv "$OWN_VAR/mysql" "$OWN_VAR/mysql.here"
mkdir "$OWN_VAR/mysql"
if ! mount -t tmpfs -o "size=$(($(du -sm "$OWN_VAR/mysql.here" | cut -f1) + 64))m,mode=0700" olvido-test "$OWN_VAR/mysql" 2>"$TMP/err"; then
  bad "no small disk: $(cat "$TMP/err")"
fi
cp -a "$OWN_VAR/mysql.here/." "$OWN_VAR/mysql/"
chown --reference="$OWN_VAR/mysql.here" "$OWN_VAR/mysql"
own_again
sql "CREATE DATABASE IF NOT EXISTS test; CREATE TABLE test.pad (id INT PRIMARY KEY, x VARCHAR(1000))"

# ---- while the first transaction commits ---------------------------------------------
fill
cli erase "$HOST" contact "$C_ana" --yes
is "it is put off" 75 $?
is "and nothing of it is seen" "0 1 5" "$(left olvido.erasure "subject_id = $C_ana") $(left olvido_keys.secret "kind = 1 AND id = $C_ana") $(left olvido.ticket "ticket_id IN ($T_ana)")"
space
cli keys init
is "the keys are whole" 0 $?
[ -n "$(state 1 "$C_ana")" ] || cli erase "$HOST" contact "$C_ana" --yes
ok "with space again it ends" wait_for 120 ends "$C_ana"
once "$C_ana" "$T_ana"

# ---- while its rows go ----------------------------------------------------------------
cli erase "$HOST" contact "$C_ben" --yes --later
is "begun" "0 1" "$? $(state 1 "$C_ben")"
fill
cron erase
is "cron tells that it is later" 75 $?
is "nothing opens any more all the same" 0 "$(left olvido_keys.secret "kind = 1 AND id = $C_ben")"
space
ok "and it ends by cron" wait_for 120 ends "$C_ben"
once "$C_ben" "$T_ben"

# ---- while its certificate is written ----------------------------------------------------
sed "\$a Test.Fault = erase.confirmed" "$CONF" >"$TMP/fault.hdf"
{ "$BIN/olvido" --conf "$TMP/fault.hdf" erase "$HOST" contact "$C_eva" --yes >"$TMP/out" 2>&1; } 2>/dev/null
is "only the certificate is missing" "137 3" "$? $(state 1 "$C_eva")"
fill
cron erase
is "it is put off, too" "75 3" "$? $(state 1 "$C_eva")"
space
ok "and written by cron" wait_for 120 ends "$C_eva"
once "$C_eva" "$T_eva"
is "certified once" 1 "$(sql "SELECT COUNT(*) FROM olvido.erasure WHERE scope = 1 AND subject_id = $C_eva AND certified_at > 0")"
full_away
trap 'rm -rf "$TMP"' EXIT
