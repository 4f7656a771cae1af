# shellcheck shell=bash
# The keys: mirrors, what is destroyed there too, a key store that is lost, an old
# one that is put back, a new master key.  On an instance of its own.
. "$ROOT/tests/support/own.sh"
BIN=${BUILD:-$ROOT/build}
FORGET=$BIN/tests/forget
SCAN=$BIN/tests/scan
own_start keys
K=$OWN_VAR/keys
M=$OWN_VAR/mirror-a
M2=$OWN_VAR/mirror-b
key() { "$BIN/olvido" --conf "$OWN_VAR/olvido.hdf" --sql "$ROOT/sql" keys "$@" >"$TMP/out" 2>&1; }
hex_of() { od -An -v -tx1 "$1" | tr -d ' \n'; }
contact_of() { sql "SELECT t.contact_id FROM olvido.ticket t JOIN olvido.account a USING (account_id)
  JOIN olvido.host h USING (account_id) WHERE h.host = 'demo.localhost' ORDER BY t.activity_at DESC LIMIT 1"; }
ask() { # NAME: a customer asks; his contact's id
  node "$ROOT/tests/support/lmtp.mjs" "$LMTP_SOCKET" "$1@keys.example" support@demo.localhost >/dev/null <<EOF
From: $1 <$1@keys.example>
Subject: A question of $1
Message-ID: <$1-$RANDOM@keys.example>

The words of $1.
EOF
  contact_of
}
secret_row() { sql "SELECT HEX(wrapped) FROM olvido_keys.secret WHERE kind = 1 AND id = $1"; }
# How many contacts, agents and tickets do not open: the index is made anew.
shut() { "$BIN/olvido" --conf "$OWN_VAR/olvido.hdf" index rebuild | sed -n 's/.* \([0-9]*\) of them forgotten$/\1/p' | paste -sd+ | bc; }

ANA=$(ask ana) BEN=$(ask ben) EVA=$(ask eva)
is "three customers" 3 "$(printf '%s\n' "$ANA" "$BEN" "$EVA" | grep -cE '^[0-9]+$')"
ALL=$(sql "SELECT COUNT(*) FROM olvido_keys.secret")

# ---- mirrors --------------------------------------------------------------------
key mirror
is "no mirror is configured" 1 $?
has "and says so" "Keys.Mirrors" "$TMP/out"
sed -i "s|^Keys.Mirrors = .*|Keys.Mirrors = $M $M2|" "$OWN_VAR/olvido.hdf"
OWN_SET+=("MIRRORS=$M $M2")
key mirror
is "a folder that is not there is no mirror" 1 $?
has "what to do" "mkdir -m 0700 $M" "$TMP/out"
mkdir -m 0755 "$M"
mkdir -m 0700 "$M2"
key mirror
is "one that others may read is refused" 1 $?
has "the other was written all the same" "$M2: $ALL secrets" "$TMP/out"
is "and is confirmed" 1 "$(sql "SELECT COUNT(*) FROM olvido_keys.mirror")"
chmod 0700 "$M"
touch "$M/something"
key mirror
has "one with other files is refused" "holds other files" "$TMP/out"
rm "$M/something"
ok "both are written" key mirror
is "and are confirmed" 2 "$(sql "SELECT COUNT(*) FROM olvido_keys.mirror")"
is "nobody else may read it" "700 600 600 600" "$(stat -c %a "$M" "$M/slots" "$M/keys" "$M/confirm" | tr '\n' ' ' | sed 's/ $//')"
has "a time for people" "$(date -u +%Y-%m-%dT)" "$M/confirm"
printf 'master hex:%s\n' "$(hex_of "$K/master.key")" >"$TMP/words"
"$SCAN" "$TMP/words" "$M" "$M2" >/dev/null 2>&1
is "the master key is not in it" 0 $?
printf 'secret hex:%s\n' "$(secret_row "$ANA" | tr A-F a-f)" >"$TMP/words"
"$SCAN" "$TMP/words" "$M" >/dev/null 2>&1
is "a wrapped secret is" 3 $?
ok "written again" key mirror
has "nothing is to be written" "0 written, 0 removed" "$TMP/out"

# ---- what is forgotten is forgotten there ------------------------------------------
cp "$K/slots" "$TMP/slots-before"
cp -r "$M" "$TMP/mirror-before"
mariadb-dump --no-defaults -S "$MYSQL_SOCKET" --databases olvido_keys >"$TMP/keys-before.sql"
ANA_ROW=$(secret_row "$ANA" | tr A-F a-f)
SECRET=$("$FORGET" "$OWN_VAR/olvido.hdf" demo.localhost ana@keys.example | sed -n 's/^secret //p')
is "one is forgotten" 64 "${#SECRET}"
is "and has a tombstone" 1 "$(sql "SELECT COUNT(*) FROM olvido_keys.tombstone WHERE kind = 1 AND id = $ANA")"
OLD=$(cmp -l "$TMP/slots-before" "$K/slots" | awk '{ print int(($1 - 1) / 128) }' | sort -nu | while read -r n; do
  dd if="$TMP/slots-before" bs=128 skip="$n" count=1 2>/dev/null | od -An -v -tx1 | tr -d ' \n' | cut -c 1-154; echo; done | grep -v '^0*$')
{ printf 'secret hex:%s\nwrapped hex:%s\n' "$SECRET" "$ANA_ROW"; sed 's/^/old-key hex:/' <<<"$OLD"; } >"$TMP/gone"
"$SCAN" "$TMP/gone" "$M" >"$TMP/hits" 2>/dev/null
is "a mirror that was not run has them" 3 $?
ok "its bucket's old key is among them" grep -q '^old-key' "$TMP/hits"
ok "mirrors again" key mirror
has "one goes" "1 removed" "$TMP/out"
"$SCAN" "$TMP/gone" "$M" "$M2" >"$TMP/hits" 2>&1
is "no byte of the secret, its row, its bucket's old key is left" 0 $?
is "mirrored: three keys of slots changed at most" 1 "$(($(cmp -l "$TMP/mirror-before/slots" "$M/slots" | awk '{ print int(($1 - 1) / 128) }' | sort -u | wc -l) <= 2))"

# ---- a crash in the middle of a mirror's run: it opens, and the next one ends it ---
# The old key beside the new one, records not yet written: what phase one leaves.
own_stop
cp -r "$M" "$TMP/mirror-half"
BUCKET=$(cmp -l "$TMP/mirror-before/slots" "$M/slots" | head -1 | awk '{ print int(($1 - 4097) / 256) }')
dd if="$TMP/mirror-before/slots" of="$TMP/mirror-half/slots" bs=128 skip=$((32 + 2 * BUCKET)) seek=$((32 + 2 * BUCKET)) count=1 conv=notrunc 2>/dev/null
dd if="$M/slots" of="$TMP/mirror-half/slots" bs=128 skip=$((33 + 2 * BUCKET)) seek=$((33 + 2 * BUCKET)) count=1 conv=notrunc 2>/dev/null
cp "$TMP/mirror-before/keys" "$TMP/mirror-half/keys"
own_again

# ---- the keys are lost --------------------------------------------------------------
lose() { # everything but the master key
  rm -f "$K/slots"
  sql "DELETE FROM olvido_keys.secret; DELETE FROM olvido_keys.bucket; DELETE FROM olvido_keys.account_key"
}
is "before: he and his ticket do not open" 2 "$(shut)"
BEFORE=$(sql "SELECT COUNT(*) FROM olvido_keys.secret")
for from in "$M" "$TMP/mirror-half"; do
  lose
  rm -f "$K/slots.new"
  key restore --mirror "$from"
  is "restored from $(basename "$from")" 0 $?
  has "every one came" "from-mirror $BEFORE" "$TMP/out"
  has "none is lost" "lost 0" "$TMP/out"
  is "they are there" "$BEFORE" "$(sql "SELECT COUNT(*) FROM olvido_keys.secret")"
  is "the forgotten is not" 0 "$(sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE kind = 1 AND id = $ANA")"
  ok "all is in order" key check
  ok "a start too" key init
done
is "and nothing else" 2 "$(shut)"
key restore --mirror "$M"
has "a whole key store is left as it is" "nothing was changed" "$TMP/out"
key mirror
is "a mirror follows" 0 $?

# Only the slot file, only the database, and a wrong master key.
mv "$K/slots" "$TMP/slots-lost"
key restore --mirror "$M"
is "only the slot file was lost" 0 $?
ok "in order" key check
key mirror
sql "DELETE FROM olvido_keys.secret WHERE kind = 4"
key mirror
is "a mirror does not follow a loss" 1 $?
has "and says that it is the last copy" "lost without destroying" "$TMP/out"
key restore --mirror "$M2"
is "restored" 0 $?
ok "in order again" key check
mv "$K/master.key" "$TMP/master"
head -c 32 /dev/urandom >"$K/master.key"
chmod 0400 "$K/master.key"
key restore --mirror "$M"
is "another master key opens nothing" 1 $?
has "and says so" "does not belong to the master key" "$TMP/out"
mv -f "$TMP/master" "$K/master.key"
ok "with the right one" key init
key mirror

# ---- an old key store is put back (a snapshot) ----------------------------------------
own_stop
own_again
EVA_SECRET=$("$FORGET" "$OWN_VAR/olvido.hdf" demo.localhost eva@keys.example | sed -n 's/^secret //p')
is "another is forgotten" 64 "${#EVA_SECRET}"
key mirror
is "mirrors know it" 0 $?
cp "$K/slots" "$TMP/slots-today"
mariadb-dump --no-defaults -S "$MYSQL_SOCKET" --databases olvido_keys >"$TMP/keys-today.sql"
# The database alone: slot file and rows are of different times.
mariadb --no-defaults -S "$MYSQL_SOCKET" <"$TMP/keys-before.sql"
key init
is "the database of before is refused" 1 $?
has "with the way on" "keys restore --mirror" "$TMP/out"
key restore --mirror "$M"
is "which restores" 0 $?
is "the forgotten stay forgotten" 0 "$(sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE kind = 1 AND id IN ($ANA, $EVA)")"
is "their tombstones are back" 2 "$(sql "SELECT COUNT(*) FROM olvido_keys.tombstone WHERE kind = 1 AND id IN ($ANA, $EVA)")"
ok "in order" key check
key mirror
is "and the mirrors follow" 0 $?
# Both together: everything fits, only the mirror knows better.
mariadb --no-defaults -S "$MYSQL_SOCKET" <"$TMP/keys-before.sql"
sql "UPDATE olvido_keys.master SET mark = mark"
install -m 0600 "$TMP/slots-before" "$K/slots"
is "they came back" 2 "$(sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE kind = 1 AND id IN ($ANA, $EVA)")"
key mirror
is "a mirror that knows better is not written" 1 $?
has "and says why" "old copy of the key store" "$TMP/out"
key init
is "the start learns from it" 0 $?
has "and destroys again" "destroyed 2 secrets again" "$TMP/out"
is "gone" 0 "$(sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE kind = 1 AND id IN ($ANA, $EVA)")"
ok "the chain is whole" key check
key mirror
is "mirrors go on" 0 $?
# A tombstone that somebody else wrote into a mirror kills nobody.
BEN_BYTES=$(printf '%016x' "$BEN" | fold -w2 | tac | sed 's/^/\\x/' | tr -d '\n')
ACCOUNT_BYTES=$(printf '%016x' "$(sql "SELECT account_id FROM olvido.host WHERE host = 'demo.localhost'")" | fold -w2 | tac | sed 's/^/\\x/' | tr -d '\n')
cp "$M/keys" "$TMP/mirror-keys"
{ printf '%b' "$ACCOUNT_BYTES\\x81\\0\\0\\0\\0\\0\\0\\0$BEN_BYTES"; head -c 104 /dev/urandom; } >>"$M/keys"
key init
is "a start with a forged tombstone" 0 $?
has "tells it" "not believed" "$TMP/out"
is "and he lives" 1 "$(sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE kind = 1 AND id = $BEN")"
cp "$TMP/mirror-keys" "$M/keys"

# ---- a new master key, and a crash at each step ---------------------------------------
MASTER=$(hex_of "$K/master.key")
for at in files commit slots; do
  WAS=$(hex_of "$K/master.key")
  ( "$BIN/olvido" --conf "$OWN_VAR/olvido.hdf" keys rotate-master --die-at=$at & wait $! ) >/dev/null 2>&1
  is "killed at $at" 137 $?
  ok "the start after it" key init
  IS=$(hex_of "$K/master.key")
  case $at in files) is "before the commit: the old key" "$WAS" "$IS" ;;
  *) is "after it: a new one" 1 "$([ "$WAS" != "$IS" ]; echo $(($? == 0)))" ;; esac
  is "nothing lies about ($at)" "master.key mysql.key slots" "$(ls "$K" | sort | tr '\n' ' ' | sed 's/ $//')"
  ok "in order ($at)" key check
done
ok "and without a crash" key rotate-master
has "says what to do" "start every program anew" "$TMP/out"
printf 'master hex:%s\n' "$MASTER" >"$TMP/words"
"$SCAN" "$TMP/words" "$OWN_VAR" >"$TMP/hits" 2>&1
is "the first master key is nowhere" 0 $?
# Rows of the two went at the start that found an old key store.
is "all open under the new one" 0 "$(shut)"
key mirror
is "mirrors are sealed anew" 0 $?
lose
key restore --mirror "$M"
is "and restore" 0 $?
ok "in order" key check
is "it is in every account's log" 1 "$(($(sql "SELECT COUNT(*) FROM olvido.audit WHERE verb = 704") > 3))"
# The programs: restarted, they serve.
own_stop
own_again
sign_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
is "an agent signs in" 303 "$STATUS"
own_end
