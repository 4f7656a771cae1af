# shellcheck shell=bash
# What was found nowhere would have been found: a word is put on purpose into the
# memory of each program, into what a door says, into the mirror, a log, a backup.
: >"$TMP/leaks"
WORDS=$TMP/leaks
# held NAME COMMAND: while the command holds a word, it is seen in NAME's memory
held() {
  local n=$1
  shift
  "$@" "$(word "$n")" >"$TMP/held" 2>&1 &
  wait_for 10 grep -q held "$TMP/held" || bad "nothing is held at $n: $(cat "$TMP/held")"
  for _ in 1 2 3; do	# a busy machine: it may not have been read yet
    memory "$TMP/leaks" "$TMP/hits" "$n"
    grep -q "^$n	.*memory of $n " "$TMP/hits" && break
    sleep 1
  done
  ok "the word in $n's memory" grep -q "^$n	.*memory of $n " "$TMP/hits"
  { kill $! && wait $!; } 2>/dev/null
}
hold() { perl "$ROOT/tests/support/hold.pl" "$@"; }
asleep() { { echo "SELECT 'held'; SET @w = '$1'; SELECT SLEEP(100)"; } | mariadb --no-defaults -S "$MYSQL_SOCKET" -n; }
for p in portal panel api erase provider; do held "$p" hold fcgi "$OWN_VAR/run/$p.sock"; done
held olvido-lmtp hold lmtp "$OWN_VAR/run/lmtp.sock"
held nginx hold http "127.0.0.1:$HTTP_PORT"
held mariadbd asleep
sql "SELECT CONCAT('KILL ', id) FROM information_schema.processlist WHERE info LIKE '%SLEEP%' AND id <> CONNECTION_ID()" | mariadb --no-defaults -S "$MYSQL_SOCKET" 2>/dev/null

# Which kinds of processes were looked at: all that run.
is "all kinds of programs were looked at" "api erase mariadbd nginx olvido-hash olvido-learner olvido-lmtp olvido-log olvido-mail olvido-nginx olvido-nursery olvido-sender panel portal provider" \
  "$(for p in $(processes); do cat "/proc/$p/comm" 2>/dev/null; done | grep -vxE 'bash|sleep' | sort -u | tr '\n' ' ' | sed 's/ $//')"
is "none of them leaves a core" "" "$(for p in $(processes); do
  awk -v n="$(cat "/proc/$p/comm")" '/^Max core file size/ && $5 != 0 { print n }' "/proc/$p/limits"; done 2>/dev/null | sort -u | tr '\n' ' ')"

# Where files of a moment are made: all of it is looked through.
grep -hoE '(body|proxy|fastcgi|uwsgi|scgi)_temp_path [^;]*' "$OWN_VAR/nginx/olvido.conf" >"$TMP/temp"
is "nginx's temporary folders are in memory" "5 5" "$(wc -l <"$TMP/temp") $(grep -c " $FAST/" "$TMP/temp")"
is "MariaDB's, too" "$FAST/mysql $FAST/mysql" "$(sql 'SELECT @@tmpdir, @@slave_load_tmpdir' | tr '\t' ' ')"
is "and its tables of a moment are in its folder" 1 "$(sql 'SELECT @@innodb_temp_data_file_path' | grep -vc /)"
: >"$TMP/leaks"
while read -r _ d; do mkdir -p "$d"; word "temp-${d##*/}" >"$d/leak"; done <"$TMP/temp"
look "$TMP/leaks" "$TMP/hits"
while read -r _ d; do ok "a word left in $d is found" grep -q "^temp-${d##*/}	.*${d##*/}/leak" "$TMP/hits"; rm -f "$d/leak"; done <"$TMP/temp"

: >"$TMP/leaks"
sql "UPDATE olvido.department SET name = '$(word department)' WHERE account_id = $ACC LIMIT 1"
walk "$TMP/leaky" agent api.owner
has "a word that a door says is heard" "agent department" <(said "$TMP/leaks" "$TMP/leaky")
sql "UPDATE olvido.department SET name = 'Support' WHERE account_id = $ACC AND name LIKE 'q%ations'"
word error | base64 >>"$OWN_VAR/log/mysql.err"
word mirror | xz >"$MIRROR/leak"
word export | zstd -q >"$OWN_VAR/files/leak"
look "$TMP/leaks" "$TMP/hits"
is "words on disk are found" 3 $?
for l in error:log/mysql.err mirror:mirror/leak export:files/leak; do ok "the word in ${l#*:}" grep -q "^${l%:*}	.*${l#*:}" "$TMP/hits"; done
rm -f "$MIRROR/leak" "$OWN_VAR/files/leak"
"$SCAN" "$TMP/secrets" "$C" >"$TMP/hits" 2>/dev/null
is "no copy had a secret in the clear" 0 $?
