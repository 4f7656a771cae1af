# shellcheck shell=bash
# A whole key store with its slot file is put back as it was before a ticket was
# redacted: mirrors and backups know that another secret took the place of the one
# that came back.  And a lost key of a request is seen.  On instances of its own.
. "$ROOT/tests/support/own.sh"
BIN=${BUILD:-$ROOT/build}
BASE=${CHECK_VAR:-$ROOT/var-check}
M=$TMP/mirror B1=$TMP/before B2=$TMP/after
mkdir -m 0700 "$M"
own_start rollback "MIRRORS=$M"
. "$ROOT/tests/support/panel.sh"
ACC=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
cli() { "$BIN/olvido" --conf "$OWN_VAR/olvido.hdf" --sql "$ROOT/sql" "$@" >"$TMP/out" 2>&1; }
GONE=quixotic$U
agent_in ow "$OWNER_EMAIL" "$OWNER_PASSWORD"
ask "ana$U@example.org" "Ana $U" "My card" "Say $GONE here."
T=$TICKET
MSG=$(sql "SELECT message_id FROM olvido.message WHERE ticket_id = $T AND kind = 1")
secret() { sql "SELECT HEX(wrapped) FROM olvido_keys.secret WHERE kind = 4 AND id = $T"; }
resealed() { sql "SELECT COUNT(*) FROM olvido_keys.reseal WHERE kind = 4 AND id = $T"; }
# What a request of somebody who is nowhere else names is under a secret of its own.
req ow GET /panel/privacy/requests/new
req ow POST /panel/privacy/requests --data-urlencode "csrf=$(csrf)" -d "kind=access" --data-urlencode "name=Nora $U" --data-urlencode "address=nora$U@example.org" --data-urlencode "text=What do you have of me?" -d "received=$(date +%F)"
R=$(sql "SELECT request_id FROM olvido.request WHERE account_id = $ACC AND contact_id = 0 AND sealed IS NOT NULL LIMIT 1")
is "a request of a stranger" 1 "$(sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE kind = 11 AND id = ${R:-0}")"

# ---- before, and after -------------------------------------------------------------
cli keys mirror
is "mirrored" 0 $?
cli backup "$B1"
is "a backup from before" 0 $?
own_stop
own_again
keep() { mariadb-dump --no-defaults -S "$MYSQL_SOCKET" --databases olvido_keys >"$TMP/keys-$1.sql"; cp -p "$OWN_VAR/keys/slots" "$TMP/slots-$1"; }
back() { mariadb --no-defaults -S "$MYSQL_SOCKET" <"$TMP/keys-$1.sql"; install -m 0600 "$TMP/slots-$1" "$OWN_VAR/keys/slots"; }
keep old
cp -p "$OWN_VAR/keys/master.key" "$TMP/master"
OLD=$(secret)
agent_in ow "$OWNER_EMAIL" "$OWNER_PASSWORD"
D=/panel/erase/ticket/$T/message/$MSG
req ow GET "$D"
SEEN=$(sed -n 's/.*name="seen" value="\([0-9a-f]*\)".*/\1/p' "$TMP/body" | head -1)
req ow POST "$D" --data-urlencode "csrf=$(csrf)" -d "seen=$SEEN" --data-urlencode "text=$GONE" --data-urlencode "proof-password=$OWNER_PASSWORD"
is "a word of it is removed" "303 1" "$STATUS $(resealed)"
PROOF=$(sql "SELECT HEX(proof) FROM olvido_keys.reseal WHERE kind = 4 AND id = $T")
ok "the mirror follows" "$BIN/olvido" --conf "$OWN_VAR/olvido.hdf" keys mirror
is "and has the proof, in its place" 1 "$(od -An -v -tx1 "$M/keys" | tr -d ' \n' | grep -o "${PROOF,,}" | wc -l)"
cli backup "$B2"
is "a backup from after" 0 $?
has "names it" "reseal $ACC 4 $T " <(cat "$B2"/tombstones-*)
hasnt "the one from before does not" "reseal" <(cat "$B1"/tombstones-*)

# ---- the snapshot is put back on this installation ---------------------------------------
back old
is "the old secret is back, and nothing tells of another" "0 0" "$([ "$(secret)" = "$OLD" ]; echo $?) $(resealed)"
cli keys mirror
is "the mirror is not written" 1 $?
has "and says why" "an old copy of the key store was put back" "$TMP/out"
cli keys init
is "a start learns from it" 0 $?
has "and destroys the older secret again" "destroyed 1 older secrets again" "$TMP/out"
has "with the way on" "keys restore --mirror" "$TMP/out"
is "it is gone; no tombstone says that the ticket was" "0 0" "$(sql "SELECT COUNT(*), (SELECT COUNT(*) FROM olvido_keys.tombstone WHERE kind = 4 AND id = $T) FROM olvido_keys.secret WHERE kind = 4 AND id = $T" | tr '\t' ' ')"
cli keys check
is "its newer one is missed" 1 $?
has "as it was not destroyed on purpose" "a key of tickets is missing" "$TMP/out"
# Back again, and straight to the mirror: the older one does not win over the newer.
back old
cli keys restore --mirror "$M"
is "restored from the mirror" 0 $?
has "the newer one came" "from-mirror 1" "$TMP/out"
has "the older one did not stay" "destroyed 1" "$TMP/out"
cli keys check
is "all is there" 0 $?
own_stop
own_again
agent_in ow "$OWNER_EMAIL" "$OWNER_PASSWORD"
req ow GET "/panel/tickets/$T"
is "the ticket opens" 200 "$STATUS"
has "as it is today" "My card" "$TMP/body"
hasnt "without the word" "$GONE" "$TMP/body"
cli keys mirror
is "mirrors go on" 0 $?

# A proof that somebody else wrote into a mirror destroys nothing.
bytes() { printf '%016x' "$1" | fold -w2 | tac | sed 's/^/\\x/' | tr -d '\n'; }
cp "$M/keys" "$TMP/mirror-keys"
{ printf '%b' "$(bytes "$ACC")\\xc4\\0\\0\\0\\0\\0\\0\\0$(bytes "$T")"; head -c 104 /dev/urandom; } >>"$M/keys"
cli keys init
is "a start with a forged proof" 0 $?
has "tells it" "not believed" "$TMP/out"
cli keys check
is "and nothing is missed" 0 $?
cp "$TMP/mirror-keys" "$M/keys"

# ---- a key of a request is lost ------------------------------------------------------------
sql "CREATE TABLE test.kept AS SELECT * FROM olvido_keys.secret WHERE kind = 11 AND id = $R" 2>/dev/null || sql "CREATE DATABASE test; CREATE TABLE test.kept AS SELECT * FROM olvido_keys.secret WHERE kind = 11 AND id = $R"
sql "DELETE FROM olvido_keys.secret WHERE kind = 11 AND id = $R"
cli keys check
is "a request without its key" 1 $?
has "is an alarm" "a key of requests is missing and was not destroyed on purpose: $R" "$TMP/out"
sql "INSERT INTO olvido_keys.secret SELECT * FROM test.kept"
cli keys check
is "with it, none" 0 $?
keep today
own_end

# ---- beside: each backup with each key store ------------------------------------------------
beside() { # NAME MIRRORS
  OWN_SET=()
  OWN_VAR=$BASE-$1
  in_instance 'instance_lock && instance_leftovers && instance_remove'
  OWN_PORT=$(in_instance free_port)
  : >"$TMP/own"
  env VAR="$OWN_VAR" PORT="$OWN_PORT" MIRRORS="$2" bash -c '. "$0/bin/instance.sh"
    instance_lock && instance_folders && instance_config && mysql_config && db_make && db_start
    cli migrate >/dev/null && echo UP; trap "db_stop; exit" TERM; while :; do sleep 0.2; done' "$ROOT" >"$TMP/own" 2>&1 &
  OWN=$!
  wait_for 60 grep -q UP "$TMP/own"
  MYSQL_SOCKET=$OWN_VAR/run/mysql.sock
  install -m 0400 "$TMP/master" "$OWN_VAR/keys/master.key"
}
beside rollback-old none
back old
cli restore "$B2"
is "the newer backup with the old keys" 1 $?
has "misses the newer key" "LOST: the newer keys of 1 tickets" "$TMP/out"
is "and changed nothing" "1 0" "$(sql "SELECT COUNT(*), (SELECT COUNT(*) FROM olvido.account) FROM olvido_keys.secret WHERE kind = 4 AND id = $T" | tr '\t' ' ')"
sed -i "s|^Keys.Mirrors = .*|Keys.Mirrors = $M|" "$OWN_VAR/olvido.hdf"
cli restore "$B1"
is "the old backup with the old keys, where a mirror is" 1 $?
has "the older secret is destroyed first" "destroyed 1 older secrets again" "$TMP/out"
has "and the ticket is missed" "the keys of 1 tickets" "$TMP/out"
cli keys restore --mirror "$M"
is "the newest keys come from the mirror" 0 $?
cli restore "$B1"
is "then it is restored" 0 $?
has "the old ticket does not open, on purpose" "1 tickets that were redacted since, 0 broken" "$TMP/out"
own_end
beside rollback-new "$M"
back today
sql "INSERT INTO olvido_keys.tombstone SELECT $ACC, 11, $R, 1, 0, REPEAT('x', 32), 1 + IFNULL(MAX(seq), 0) FROM olvido_keys.tombstone WHERE account_id = $ACC"
cli restore "$B2"
is "the newer backup with today's keys" 0 $?
has "all opens" "0 tickets that were redacted since, 0 broken" "$TMP/out"
is "the name in a request that was destroyed since is gone" 1 "$(sql "SELECT sealed IS NULL FROM olvido.request WHERE request_id = $R")"
own_end
