# shellcheck shell=bash
# Erasures and mirrors of the keys in trouble: a mirror that is full, may not be
# written, or is slow; a clock that goes back; two crons at once; a database that is
# killed on the way.  No certificate comes too early, none stays away.
. "$ROOT/tests/support/own.sh"
BIN=${BUILD:-$ROOT/build}
DISKS=$(mktemp -d /tmp/olvido-disks-XXXXXX)
chmod 0755 "$DISKS"
away() { umount -l "$DISKS/b" 2>/dev/null; rm -rf "$DISKS"; }
trap 'own_end; rm -rf "$TMP"; away' EXIT
install -d -m 0700 -o olvido-cron "$DISKS/a" "$DISKS/b"
mount -t tmpfs -o "size=8m,mode=0700,uid=$(id -u olvido-cron)" olvido-test "$DISKS/b" 2>"$TMP/err" ||
  bad "no small disk: $(cat "$TMP/err")"
own_start trouble-erase "MIRRORS=$DISKS/a $DISKS/b" CRON_SECONDS=3600
. "$ROOT/tests/support/panel.sh"
CONF=$OWN_VAR/olvido.hdf
ACC=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
# shellcheck source=tests/support/erased.sh
. "$ROOT/tests/support/erased.sh"
cli() { "$BIN/olvido" --conf "$CONF" "$@" >"$TMP/out" 2>&1; }
cron() { "$BIN/olvido-cron" --conf "$CONF" --wait=30 "$@" >"$TMP/out" 2>&1; }
person() { "$BIN/tests/person" "$CONF" "$HOST" "$1$U@example.org" "$2" 1 0; }	# NAME TICKETS
erase() { cli erase "$HOST" contact "$1" --yes; }
certified() { echo "$(state 1 "$1") $(sql "SELECT COUNT(*) FROM olvido.erasure_mirror m JOIN olvido.erasure e USING (account_id, erasure_id) WHERE e.scope = 1 AND e.subject_id = $1")"; }
cron mirror
is "both mirrors are written" 0 $?

# ---- full ---------------------------------------------------------------------------
person crowd 150 >/dev/null
ANA=$(person ana 2)
USED=$(df --output=used -B1 "$DISKS/b" | tail -1)
mount -o "remount,size=$USED" "$DISKS/b"
erase "$ANA"
is "an erasure waits for a full mirror" "0 3 0" "$? $(certified "$ANA")"
cron mirror
is "which is told: later" 75 $?
has "with its folder and why" "$DISKS/b: not up to date: its disk is full" "$TMP/out"
has "the other is written" "$DISKS/a: " "$TMP/out"
is "it waits" "3 0" "$(certified "$ANA")"
cli keys restore --mirror "$DISKS/b"
is "the full one can be read as it is" 0 $?
mount -o remount,size=8m "$DISKS/b"
cron mirror
is "with space it follows" "0 4 2" "$? $(certified "$ANA")"

# ---- not to be written ------------------------------------------------------------------
BEN=$(person ben 2)
mount -o remount,ro "$DISKS/b"
erase "$BEN"
cron mirror
is "one that may not be written" "1 3 0" "$? $(certified "$BEN")"
has "is told" "$DISKS/b: not up to date" "$TMP/out"
mount -o remount,rw "$DISKS/b"
chmod 0755 "$DISKS/b"
cron mirror
is "nor one that others may read" "1 3 0" "$? $(certified "$BEN")"
chmod 0700 "$DISKS/b"
cron mirror
is "then it follows" "0 4 2" "$? $(certified "$BEN")"

# ---- slow: an erasure while it is being written ---------------------------------------------
EVA=$(person eva 2)
strace -f -qq -o "$TMP/strace" -e trace=fdatasync -e inject=fdatasync:delay_enter=1500000 \
  "$BIN/olvido-cron" --conf "$CONF" --wait=30 mirror >"$TMP/slow" 2>&1 &
SLOW=$!
wait_for 20 grep -q fdatasync "$TMP/strace" || bad "the slow mirror has not begun"
BEGAN=$(date +%s%N)
erase "$EVA"
is "rows go meanwhile" "0 3 0" "$? $(certified "$EVA")"
ok "before the mirrors are written" kill -0 $SLOW
is "and do not wait for them" 1 "$((($(date +%s%N) - BEGAN) / 1000000000 < 5))"
wait $SLOW
is "the slow ones are written" 0 $?
is "what they had read before does not confirm it" "3 0" "$(certified "$EVA")"
cron mirror
is "the next does" "4 2" "$(certified "$EVA")"

# ---- the clock goes back an hour ---------------------------------------------------------------
NOW=$(date +%s)
cron "--now=$((NOW + 3600))" mirror
is "mirrors of an hour ahead" 1 "$(($(sql "SELECT MIN(confirmed_at) FROM olvido_keys.mirror") > (NOW + 1800) * 1000000))"
LEO=$(person leo 2)
erase "$LEO"
is "what is erased behind that is not confirmed by it" "0 3 0" "$? $(certified "$LEO")"
cron mirror
is "by the next run it is, although the clock says less" "0 4 2" "$? $(certified "$LEO")"
MIA=$(person mia 2)
cli erase "$HOST" contact "$MIA" --yes --later
cron "--now=$((NOW + 3600))" erase
is "rows that went an hour ahead" "0 3 0" "$? $(certified "$MIA")"
cron mirror
is "are confirmed behind them" "0 4 2" "$? $(certified "$MIA")"
is "each moment is behind the one before" 0 "$(sql "SELECT COUNT(*) FROM olvido.erasure e JOIN olvido.erasure_mirror m USING (account_id, erasure_id) WHERE m.confirmed_at <= e.rows_gone_at")"
cli doctor --json
is "the doctor sees no erasure that waits" 0 "$(sql "SELECT COUNT(*) FROM olvido.erasure WHERE state < 4")"

# ---- two crons at once, as on two machines ------------------------------------------------------
declare -a WHO=()
for i in 1 2 3; do WHO+=("$(person "two$i" 40)"); cli erase "$HOST" contact "${WHO[-1]}" --yes --later; done
"$BIN/olvido-cron" --conf "$CONF" --wait=30 erase >"$TMP/one" 2>&1 &
P1=$!
"$BIN/olvido-cron" --conf "$CONF" --wait=30 erase >"$TMP/two" 2>&1 &
P2=$!
wait $P1
is "the first ends well" 0 $?
wait $P2
is "so does the other" 0 $?
for w in "${WHO[@]}"; do "$BIN/olvido" --conf "$CONF" erase "$HOST" contact "$w" --yes; done >"$TMP/three" 2>&1 &
P1=$!
for w in "${WHO[@]}"; do erase "$w"; done
wait $P1
cron mirror
for w in "${WHO[@]}"; do
  is "each is erased once, and counted once" "4 2 contact=1 message=40 ticket=40" "$(certified "$w") $(sql "SELECT GROUP_CONCAT(CONCAT(name, '=', n) ORDER BY name SEPARATOR ' ')
    FROM olvido.erasure_count c JOIN olvido.erasure e USING (account_id, erasure_id) WHERE e.scope = 1 AND e.subject_id = $w AND name IN ('contact', 'ticket', 'message')")"
done

# ---- the database is killed on the way ------------------------------------------------------------
NIL=$(person nil 500)
T_NIL=$(sql "SELECT GROUP_CONCAT(ticket_id) FROM olvido.ticket WHERE contact_id = $NIL")
cli erase "$HOST" contact "$NIL" --yes --later
half() { local n; n=$(left olvido.ticket "ticket_id IN ($T_NIL)"); [ "$n" -lt 500 ]; }
cron erase &
P1=$!
for _ in $(seq 2000); do half && break; done
DB=$(cat "$OWN_VAR/run/mysql.pid")
kill -KILL "$DB"
wait $P1
is "cron says that it failed" 1 "$(($? > 0))"
while kill -0 "$DB" 2>/dev/null; do sleep 0.1; done
mariadbd --defaults-file="$OWN_VAR/my.cnf" >>"$OWN_VAR/log/mysql.out" 2>&1 &
DB=$!
wait_for 60 sql "SELECT 1" || bad "MariaDB does not come back"
is "on the way" 1 "$(($(left olvido.ticket "ticket_id IN ($T_NIL)") > 0))"
cli keys init
is "the keys are whole" 0 $?
cron erase
cron mirror
is "it ends" "4 2" "$(certified "$NIL")"
is "each counted once" "contact=1 message=500 ticket=500" "$(sql "SELECT GROUP_CONCAT(CONCAT(name, '=', n) ORDER BY name SEPARATOR ' ')
  FROM olvido.erasure_count c JOIN olvido.erasure e USING (account_id, erasure_id) WHERE e.scope = 1 AND e.subject_id = $NIL AND name IN ('contact', 'ticket', 'message')")"
is "no row names him" "" "$(names_left contact "$NIL" "$T_NIL")"
cli keys check
is "no key is missing" 0 $?
cli audit verify "$ACC"
is "the log is whole" 0 $?
own_end
kill "$DB" 2>/dev/null
wait "$DB" 2>/dev/null
away
