# shellcheck shell=bash
# olvido-cron: what it does by the clock, one at a time, as its own user, and only
# where it may with another time.
. "$ROOT/tests/support/panel.sh"
CONF=$VAR/olvido.hdf
cron() { "$BUILD/olvido-cron" --conf "$CONF" "$@" >"$TMP/cron" 2>&1; }
is "a file of its own folder" "olvido-cron 700" "$(stat -c '%U %a' "$VAR/cron")"

# Wrong use
for args in "" "nothing" "--no-such-option purge" "all purge" "--now= purge" "--now=2026-02-31 purge" "--every=0 all"; do
  # shellcheck disable=SC2086
  cron $args
  is "'$args' is wrong use" 64 $?
done
ok "it says what it does" "$BUILD/olvido-cron" --help
for a in all purge audit files; do has "help names $a" "  $a " "$TMP/ok.out"; done
has "and the exit codes" "75 try later" "$TMP/ok.out"

# purge: what expired goes, what did not stays
ACCOUNT=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
plant() { # AT BEGIN: rows that expire at AT, with ids from BEGIN on
  sql "INSERT INTO olvido.session (account_id, session_id, digest, kind, subject_id, generation, created_at, seen_at, expires_at, sealed)
    SELECT $ACCOUNT, $2 + seq, UNHEX(LPAD(HEX($2 + seq), 64, '0')), 1, 1, 1, 0, 0, $1, 'x' FROM olvido.seq_1_to_600;
    INSERT INTO olvido.outbox (account_id, outbox_id, kind, state, next_at, created_at, done_at)
    SELECT $ACCOUNT, $2 + seq, 20, 2 + seq % 2, $1, 0, $1 FROM olvido.seq_1_to_10;
    INSERT INTO olvido.outbox (account_id, outbox_id, kind, state, next_at, created_at)
    VALUES ($ACCOUNT, $2 + 11, 20, 9, $1, 0);
    INSERT INTO olvido.throttle (digest, hits, expires_at) SELECT UNHEX(LPAD(HEX($2 + seq), 64, '0')), 1, $1 FROM olvido.seq_1_to_20;
    INSERT INTO olvido.link (account_id, digest, purpose, expires_at, generation) VALUES ($ACCOUNT, UNHEX(LPAD(HEX($2), 64, '0')), 1, $1, 1)" 2>&1
}
left() { # BEGIN
  local d="digest BETWEEN UNHEX(LPAD(HEX($1), 64, '0')) AND UNHEX(LPAD(HEX($1 + 999), 64, '0'))"
  sql "SELECT CONCAT_WS(' ',
    (SELECT COUNT(*) FROM olvido.session WHERE session_id BETWEEN $1 AND $1 + 999),
    (SELECT COUNT(*) FROM olvido.outbox WHERE outbox_id BETWEEN $1 AND $1 + 999),
    (SELECT COUNT(*) FROM olvido.throttle WHERE $d), (SELECT COUNT(*) FROM olvido.link WHERE $d))"
}
NOW=$(date +%s)
OLD=900000000000000000 YOUNG=900000000000100000
clear_rows() {
  sql "DELETE FROM olvido.session WHERE session_id >= $OLD; DELETE FROM olvido.outbox WHERE outbox_id >= $OLD;
    DELETE FROM olvido.throttle WHERE digest BETWEEN UNHEX(LPAD(HEX($OLD), 64, '0')) AND UNHEX(LPAD(HEX($YOUNG + 999), 64, '0'));
    DELETE FROM olvido.link WHERE digest BETWEEN UNHEX(LPAD(HEX($OLD), 64, '0')) AND UNHEX(LPAD(HEX($YOUNG + 999), 64, '0'))"
}
clear_rows
is "rows to go" "" "$(plant 1000 $OLD)"
is "rows to stay" "" "$(plant $((NOW + 5 * 86400)) $YOUNG)"
cron --dry-run purge
is "a dry run is done" 0 $?
has "it counts the sessions" "purge (dry run): " "$TMP/cron"
is "and takes nothing" "600 11 20 1" "$(left $OLD)"
cron purge
is "purge is done" 0 $?
has "a line a thing" "expired sessions" "$TMP/cron"
is "what expired is gone, a mail that waits is not" "0 1 0 0" "$(left $OLD)"
is "what did not expire stays" "600 11 20 1" "$(left $YOUNG)"
cron purge
has "twice: nothing is left to do" "purge: nothing to do" "$TMP/cron"

# Another time, on an installation for tests only
cron --now=$((NOW + 6 * 86400)) --dry-run purge
has "another time: what would go then" "purge (dry run): " "$TMP/cron"
is "counts those" 1 "$(grep -cE 'purge \(dry run\): [6-9][0-9]{2,} expired sessions' "$TMP/cron")"
sed 's/^Test.Installation = 1/Test.Installation = 0/' "$CONF" >"$TMP/real.hdf"
"$BUILD/olvido-cron" --conf "$TMP/real.hdf" --now=$((NOW + 6 * 86400)) purge >"$TMP/cron" 2>&1
is "a real installation refuses --now" 1 $?
has "and says why" "Test.Installation" "$TMP/cron"
is "nothing was done" "600 11 20 1" "$(left $YOUNG)"

# One at a time
mariadb --no-defaults -S "$MYSQL_SOCKET" -e "SELECT GET_LOCK('olvido.cron', 0); SELECT SLEEP(4)" >/dev/null 2>&1 &
wait_for 5 sh -c "mariadb --no-defaults -S '$MYSQL_SOCKET' -N -e \"SELECT IS_USED_LOCK('olvido.cron')\" | grep -q '[0-9]'"
cron purge
is "another at work: later" 75 $?
has "and it says so" "another olvido-cron is at work" "$TMP/cron"
cron --wait=20 purge
is "it can wait for it" 0 $?
wait

# all: what is due, and no more often
sql "DELETE FROM olvido.cron_action"
rm -rf "$VAR/cron/anchors"
cron all
is "all is done" 0 $?
is "an anchor of each account" "$(sql "SELECT COUNT(*) FROM olvido.account WHERE state < 5")" "$(cat "$VAR"/cron/anchors/*.txt | wc -l)"
is "written by its own user" "olvido-cron 600" "$(stat -c '%U %a' "$VAR"/cron/anchors/*.txt | sort -u)"
ok "the anchors are good ones" "$BUILD/olvido" --conf "$CONF" audit verify --anchor "$(echo "$VAR"/cron/anchors/*.txt)"
cron all
is "again: none is due" "0 0" "$? $(wc -l <"$TMP/cron")"
cron --now=$((NOW + 2 * 86400)) all
is "two days later it is" 1 "$(grep -c "^audit: account $ACCOUNT: anchor" "$TMP/cron")"
sql "DELETE FROM olvido.cron_action"

# Its own user, and its end
cron_pid() { pgrep -f -- "--conf $CONF --every=1 purge"; }
"$BUILD/olvido-cron" --conf "$CONF" --every=1 purge >"$TMP/every" 2>&1 &
EVERY=$!
ok "rounds come again" wait_for 10 sh -c "[ \$(grep -c . '$TMP/every') -ge 2 ]"
kill -TERM $EVERY
wait $EVERY
is "SIGTERM ends it well" 0 $?
is "with its round" "" "$(cron_pid)"
setpriv --reuid=olvido-cron --regid="$(id -g olvido-cron)" --clear-groups "$BUILD/olvido-cron" --conf "$CONF" purge >"$TMP/cron" 2>&1
is "who is not root has no keys" 1 $?
clear_rows
