# shellcheck shell=bash
# Backups: made, stopped and gone on, damaged; put back beside with the keys of
# today, with old ones, with some lost.  Two instances of its own.
. "$ROOT/tests/support/own.sh"
BIN=${BUILD:-$ROOT/build}
FORGET=$BIN/tests/forget
SCAN=$BIN/tests/scan
BASE=${CHECK_VAR:-$ROOT/var-check}
B=$TMP/backup
cli() { "$BIN/olvido" --conf "$OWN_VAR/olvido.hdf" --sql "$ROOT/sql" "$@" >"$TMP/out" 2>&1; }
mirrors() { sed -i "s|^Keys.Mirrors = .*|Keys.Mirrors = $1|" "$OWN_VAR/olvido.hdf"; }
own_start backup-from
FROM=$OWN_VAR
M=$TMP/mirror
mkdir -m 0700 "$M"
OWN_SET=("MIRRORS=$M")
mirrors "$M"

# ---- three people, each in the others' tickets ------------------------------------
word() { printf '%s%s' "$1" "$RANDOM$RANDOM"; }
declare -A WORD
mail_of() { # NAME: a question with a file; the others in Cc
  WORD[$1]=$(word "$1text") WORD[$1-file]=$(word "$1file")
  node "$ROOT/tests/support/lmtp.mjs" "$LMTP_SOCKET" "$1@backup.example" support@demo.localhost >/dev/null <<EOF
From: $1 Person <$1@backup.example>
Cc: other@backup.example
Subject: Subject of $1
Message-ID: <$1-$RANDOM@backup.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b1

--b1
Content-Type: text/plain; charset=utf-8

${WORD[$1]}
--b1
Content-Type: application/octet-stream; name=file.bin
Content-Disposition: attachment; filename=file.bin
Content-Transfer-Encoding: base64

$(printf '%s' "${WORD[$1-file]}$(head -c 90000 /dev/zero | tr '\0' x)" | base64 -w 76)
--b1--
EOF
}
for n in ana ben eva; do mail_of $n; done
is "three questions" 3 "$(sql "SELECT COUNT(*) FROM olvido.attachment")"
sign_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
id_of() { # NAME: contact and ticket
  search agent "${WORD[$1]}"
  grep -o '/panel/tickets/[0-9]*' "$TMP/body" | head -1 | grep -o '[0-9]*$'
}
declare -A TICKET CONTACT
for n in ana ben eva; do
  TICKET[$n]=$(id_of $n)
  CONTACT[$n]=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = ${TICKET[$n]:-0}")
done
is "each is found" 3 "$(printf '%s\n' "${CONTACT[@]}" | grep -c '^[0-9][0-9]*$')"
for n in ana eva; do # an agent quotes each of them to ben, and notes
  req agent GET "/panel/tickets/${TICKET[ben]}"
  T=$(csrf)
  req agent POST "/panel/tickets/${TICKET[ben]}/note" -F "csrf=$T" -F "body=A note beside $n"
done
is "notes are written" 303 "$STATUS"

# ---- making one -----------------------------------------------------------------
mkdir "$TMP/foreign"
chmod 0700 "$TMP/foreign"
touch "$TMP/foreign/a"
cli backup "$TMP/foreign"
is "a folder of somebody else's is refused" 1 $?
has "and says so" "not empty" "$TMP/out"
is "nothing was written" a "$(ls "$TMP/foreign")"
mkdir -m 0755 "$TMP/open"
cli backup "$TMP/open"
has "one that others may read, too" "chmod 0700" "$TMP/out"
cli backup check "$TMP/open"
is "a folder without a manifest is no backup" 1 $?
cli backup "$B"
is "a backup" 0 $?
has "with three files" "3 files (3 copied now" "$TMP/out"
cli backup check "$B"
is "it is whole" 0 $?
is "for root alone" "700 600 600 700" "$(stat -c %a "$B" "$B/manifest" "$(ls "$B"/data-*)" "$B/files" | tr '\n' ' ' | sed 's/ $//')"
is "nothing in it is others'" "" "$(find "$B" -perm /077)"
is "its tables are those of the data, none of the keys, none of the index" "$(sql "SELECT TABLE_NAME FROM information_schema.TABLES
  WHERE TABLE_SCHEMA = 'olvido' AND TABLE_TYPE = 'BASE TABLE' ORDER BY 1")" "$(sed -n 's/^CREATE TABLE `\([a-z_]*\)` ($/\1/p' "$B"/data-* | LC_ALL=C sort)"
printf 'master hex:%s\n' "$(od -An -v -tx1 "$FROM/keys/master.key" | tr -d ' \n')" >"$TMP/words"
sql "SELECT CONCAT('secret hex:', LOWER(HEX(wrapped))) FROM olvido_keys.secret LIMIT 20" >>"$TMP/words"
for n in "${!WORD[@]}"; do echo "$n ${WORD[$n]}"; done >>"$TMP/words"
"$SCAN" "$TMP/words" "$B" >"$TMP/hits" 2>&1
is "no key, no wrapped secret and no word is in it" 0 $?
cli backup "$B"
has "unchanged files are not copied again" "3 files (0 copied now" "$TMP/out"
is "one data file" 1 "$(ls "$B"/data-* | wc -l)"

# Killed in the middle: no backup, then it goes on.
for i in $(seq 40); do mkdir -p "$FROM/files/1/00"; head -c 3000000 /dev/urandom >"$FROM/files/1/00/$i"; done
"$BIN/olvido" --conf "$FROM/olvido.hdf" backup "$TMP/killed" >/dev/null 2>&1 &
wait_for 20 sh -c "[ \"\$(ls '$TMP/killed/files/1/00' 2>/dev/null | wc -l)\" -gt 3 ]"
{ kill -9 $!; wait $!; } 2>/dev/null
is "killed: it has no manifest" 1 "$([ -e "$TMP/killed/manifest" ]; echo $?)"
cli restore "$TMP/killed"
is "and is no backup" 1 $?
cli backup "$TMP/killed"
is "it goes on" 0 $?
cli backup check "$TMP/killed"
is "to its end" 0 $?
rm -rf "$FROM/files/1" "$TMP/killed"
# A full disk.
mkdir "$TMP/small"
mount -t tmpfs -o size=200k,mode=0700 none "$TMP/small"
cli backup "$TMP/small"
is "a full disk fails" 75 $?
has "and says so" "no space is left" "$TMP/out"
has "and what it is not" "no backup yet" "$TMP/out"
is "nothing is called a backup" 1 "$([ -e "$TMP/small/manifest" ]; echo $?)"
umount "$TMP/small"

# ---- after it: one is forgotten, another comes, all is mirrored --------------------
flat() { # NAME FILE: what the panel shows of his ticket, and his file, without what changes
  req agent GET "/panel/tickets/${TICKET[$1]}"
  sed -e 's/name="csrf" value="[^"]*"//; s/nonce-[^"]*//' "$TMP/body" | grep -E "${WORD[$1]}|Subject of|A note beside|@backup.example" >"$2"
  req agent GET "$(grep -o "/panel/tickets/[0-9]*/attachments/[0-9]*" "$TMP/body" | head -1)"
  cat "$TMP/body" >>"$2"
}
for n in ben eva; do flat $n "$TMP/$n.before"; done
ok "there is something to compare" test -s "$TMP/ben.before"
has "with the file's content" "${WORD[ben-file]}" "$TMP/ben.before"
mysqldump --no-defaults -S "$MYSQL_SOCKET" --databases olvido_keys >"$TMP/keys-old.sql"
cp -p "$FROM/keys/slots" "$TMP/slots-old"
is "ana is forgotten" 64 "$("$FORGET" "$FROM/olvido.hdf" demo.localhost ana@backup.example | sed -n 's/^secret //p' | tr -d '\n' | wc -c)"
mail_of leo
cli keys mirror
is "the mirror follows" 0 $?
mysqldump --no-defaults -S "$MYSQL_SOCKET" --databases olvido_keys >"$TMP/keys-today.sql"
cp -p "$FROM/keys/slots" "$TMP/slots-today"
cp -p "$FROM/keys/master.key" "$TMP/master"
LOGIN=$(cat "$FROM/demo.logins")
HIGH=$(sql "SELECT MAX(id) FROM olvido_keys.secret")
ACCOUNT=$(sql "SELECT account_id FROM olvido.contact WHERE contact_id = ${CONTACT[ben]}")
cli restore "$B"
is "a running installation is not overwritten" 1 $?
has "while programs run" "stop them first" "$TMP/out"
own_stop
own_end

# ---- an installation beside -----------------------------------------------------------
# Without its programs: MariaDB alone, an empty schema, keys.
beside() { # NAME
  OWN_SET=()
  OWN_VAR=$BASE-$1
  in_instance 'instance_lock && instance_leftovers && instance_remove'
  OWN_PORT=$(in_instance free_port)
  : >"$TMP/own"
  env VAR="$OWN_VAR" PORT="$OWN_PORT" bash -c '. "$0/bin/instance.sh"
    instance_lock && instance_folders && instance_config && mysql_config && db_make && db_start
    cli migrate >/dev/null && echo UP; trap "db_stop; exit" TERM; while :; do sleep 0.2; done' "$ROOT" >"$TMP/own" 2>&1 &
  OWN=$!
  wait_for 60 grep -q UP "$TMP/own"
  MYSQL_SOCKET=$OWN_VAR/run/mysql.sock
  mirrors "$M"
}
keys_are() { # WHICH [MASTER]: old or today, of the database and the slot file
  mariadb --no-defaults -S "$MYSQL_SOCKET" <"$TMP/keys-$1.sql"
  install -m 0600 "$TMP/slots-$1" "$OWN_VAR/keys/slots"
  install -m 0400 "$TMP/${2:-master}" "$OWN_VAR/keys/master.key"
}
serve() { # start the programs on what was restored
  printf '%s\n' "$LOGIN" >"$OWN_VAR/demo.logins"
  chmod 0600 "$OWN_VAR/demo.logins"
  kill -TERM "$OWN"
  wait "$OWN"
  OWN=
  OWN_SET=("MIRRORS=$M")
  own_again
  rm -f "$TMP/agent"
  sign_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
}

# Another installation: its ids are the same numbers, and some are destroyed.
beside backup-other
cli keys init
cli restore "$B"
is "a backup of another master key is refused" 1 $?
has "and says so" "under another master key" "$TMP/out"
is "nothing of it was taken" "0 0" "$(sql "SELECT COUNT(*), (SELECT COUNT(*) FROM olvido_keys.tombstone) FROM olvido.account" | tr '\t' ' ')"
sql "INSERT INTO olvido_keys.tombstone VALUES ($ACCOUNT, 1, ${CONTACT[ben]}, 1, 0, REPEAT('x', 32), 1)"
cli backup "$TMP/other"
has "it makes its own" "1 tombstones" "$TMP/out"
own_end

# Somebody who can write the folder: digests made anew, nothing else fits.
D=$TMP/forged
sum() { b2sum -l 256 | cut -d' ' -f1; }
closed() { # [MACS]: the manifest's last line made anew, with the MACs it had
  local macs=${1-$(sed -n 's/^end [0-9a-f]*//p' "$D/manifest")}
  sed -i '/^end /d' "$D/manifest"
  echo "end $(sum <"$D/manifest")$macs" >>"$D/manifest"
}
forged() { # PART: its size and digest made anew
  local f
  f=$(basename "$D/$1"-*)
  sed -i "s|^\([a-z]*\) $f .*|\1 $f $(stat -c %s "$D/$f") $(sum <"$D/$f")|" "$D/manifest"
  closed
}
kept() { # NAME TEXT: refused with it, nobody destroyed, nothing run or loaded
  cli restore "$D"
  is "$1 is refused" 1 $?
  has "$1: and says so" "$2" "$TMP/out"
  is "$1: everybody is there" "$SECRETS $STONES 0" "$(sql "SELECT (SELECT COUNT(*) FROM olvido_keys.secret), (SELECT COUNT(*) FROM olvido_keys.tombstone), COUNT(*)
    FROM olvido.account" | tr '\t' ' ')"
}
anew() { rm -rf "$D"; cp -r "$B" "$D"; }
beside backup-beside
keys_are today
SECRETS=$(sql "SELECT COUNT(*) FROM olvido_keys.secret")
STONES=$(sql "SELECT COUNT(*) FROM olvido_keys.tombstone")
anew
cp "$D/manifest" "$TMP/manifest"
forged tombstones
ok "digests are made as the program makes them" cmp "$TMP/manifest" "$D/manifest"
echo "$ACCOUNT 1 ${CONTACT[ben]} 1 0 9 $(printf '0%.0s' $(seq 64))" >>"$(ls "$D"/tombstones-*)"
forged tombstones
kept "one tombstone more" "changed by somebody"
closed ""
kept "one without MACs" "changed by somebody"
sed -i 's/^olvido-backup .*/olvido-backup 1/' "$D/manifest"
closed ""
kept "one of the form before them" "an older program"
anew
sed -i "1i \\\\! touch $TMP/ran" "$(ls "$D"/data-*)"
has "a command is in the data" "! touch $TMP/ran" "$(ls "$D"/data-*)"
forged data
kept "a client's command" "changed by somebody"
is "it did not run" 1 "$([ -e "$TMP/ran" ]; echo $?)"
cli backup check "$D"
is "nor is it whole" 1 $?
D=$TMP/other
kept "another installation's" "under another master key"
cli restore "$B"
is "restored beside with the keys of today" 0 $?
cat "$TMP/out" >"$TMP/report"
has "the forgotten is counted" "forgotten again: 1 contacts" "$TMP/report"
has "nothing is broken" "0 broken" "$TMP/report"
has "who came later is told" "not in it: 3" "$TMP/report"
is "no row of his is left" "0 0 0" "$(sql "SELECT COUNT(*) FROM olvido.contact WHERE contact_id = ${CONTACT[ana]}
  UNION ALL SELECT COUNT(*) FROM olvido.ticket WHERE contact_id = ${CONTACT[ana]}
  UNION ALL SELECT COUNT(*) FROM olvido.message WHERE ticket_id = ${TICKET[ana]}" | tr '\n' ' ' | sed 's/ $//')"
is "his file was not copied" 2 "$(find "$OWN_VAR/files" -type f | wc -l)"
is "ids go on above all that were given out" 1 "$(($(sql "SELECT NEXT VALUE FOR olvido.id_seq") > HIGH))"
is "it is written down" 1 "$(sql "SELECT COUNT(*) FROM olvido.restoration WHERE forgotten = 1 AND opened > 20")"
is "in every account's log" 2 "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE verb = 703")"
is "the erasure's record is there" 1 "$(sql "SELECT COUNT(*) FROM olvido.erasure WHERE scope = 1 AND subject_id = ${CONTACT[ana]} AND rows_gone_at > 0")"
is "no session is" 0 "$(sql "SELECT COUNT(*) FROM olvido.session")"
is "no mail waits" 0 "$(sql "SELECT COUNT(*) FROM olvido.outbox WHERE state = 1")"
cli data check
is "all opens" 0 $?
cli restore "$B"
is "a second one is refused" 1 $?
has "as it is not empty" "has 2 accounts" "$TMP/out"
serve
is "an agent signs in" 303 "$STATUS"
for n in ben eva; do
  flat $n "$TMP/$n.after"
  ok "$n is complete, to the byte" cmp "$TMP/$n.before" "$TMP/$n.after"
done
req agent GET "/panel/tickets/${TICKET[ana]}"
is "the forgotten's ticket" 404 "$STATUS"
search agent "${WORD[ana]}"
hasnt "nor in the search" "/panel/tickets/${TICKET[ana]}" "$TMP/body"
search agent "${WORD[ben]}"
has "the index is there" "/panel/tickets/${TICKET[ben]}" "$TMP/body"
own_stop
"$SCAN" "$TMP/words" "$OWN_VAR" -x "$OWN_VAR/keys/master.key" -x "$OWN_VAR/sink" >"$TMP/hits" 2>/dev/null
ok "no word of his is on this disk" bash -c "! grep -q '^ana' '$TMP/hits'"
own_end

# ---- the old key store with the old backup (a snapshot attack) ---------------------------
beside backup-snapshot
keys_are old
is "he is there" 1 "$(sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE kind = 1 AND id = ${CONTACT[ana]}")"
cli restore "$B"
is "restored with the old keys" 0 $?
has "the mirror knows him" "destroyed secrets that this key store did not know of" "$TMP/out"
has "he is destroyed again" "destroyed 1 secrets again" "$TMP/out"
has "and counted" "forgotten again: 1 contacts" "$TMP/out"
is "his secret is gone" 0 "$(sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE kind = 1 AND id = ${CONTACT[ana]}")"
cli data check
is "the others open" 0 $?
own_end

# Old rows under today's slot file: neither fits the other.
beside backup-mixed
keys_are today
mariadb --no-defaults -S "$MYSQL_SOCKET" <"$TMP/keys-old.sql"
cli restore "$B"
is "old rows under today's slots are refused" 1 $?
has "with the way on" "keys restore" "$TMP/out"
cli keys restore --mirror "$M"
is "which is taken" 0 $?
cli restore "$B"
is "then it is restored" 0 $?
has "without him" "forgotten again: 1 contacts" "$TMP/out"
own_end

# ---- a key that was lost, not forgotten -------------------------------------------------
beside backup-lost
keys_are today
sql "DELETE FROM olvido_keys.secret WHERE kind = 1 AND id = ${CONTACT[eva]}"
KEYS=$(sql "SELECT COUNT(*) FROM olvido_keys.secret")
cli restore "$B"
is "a lost key stops it" 1 $?
has "and says whose" "/${CONTACT[eva]}" "$TMP/out"
has "of what kind" "keys of 1 contacts" "$TMP/out"
is "nothing is there" "0 0" "$(sql "SELECT COUNT(*), (SELECT COUNT(*) FROM olvido.account) FROM olvido.contact" | tr '\t' ' ')"
is "the keys are as before" "$KEYS" "$(sql "SELECT COUNT(*) FROM olvido_keys.secret")"
is "no file was copied" 0 "$(find "$OWN_VAR/files" -type f | wc -l)"
cli keys restore --mirror "$M"
is "restored from the mirror" 0 $?
# Killed while it loads: nothing starts on half of it.
"$BIN/olvido" --conf "$OWN_VAR/olvido.hdf" --sql "$ROOT/sql" restore "$B" >/dev/null 2>&1 &
wait_for 20 sh -c "mariadb --no-defaults -S '$MYSQL_SOCKET' -e 'USE olvido_restoring'"
{ kill -9 $!; wait $!; } 2>/dev/null
cli keys init
is "killed: nothing starts" 1 $?
has "and says why" "a restore was not ended" "$TMP/out"
cli restore "$B"
is "again, to its end" 0 $?
cli keys init
is "then it starts" 0 $?

own_end

# ---- a new master key since, and an owner who was erased since -------------------------------
beside backup-rotated
keys_are today
cli keys rotate-master
is "a new master key" 0 $?
cli restore "$B"
is "the backup from before is still ours" 0 $?
has "and opens" "0 broken" "$TMP/out"
OWNER=$(sql "SELECT agent_id FROM olvido.agent WHERE account_id = $ACCOUNT AND role = 3")
sql "UPDATE olvido.agent SET role = IF(agent_id = $OWNER, 1, 3) WHERE account_id = $ACCOUNT"
cli erase demo.localhost agent "$OWNER" --yes
is "who owned it is erased" 0 $?
mysqldump --no-defaults -S "$MYSQL_SOCKET" --databases olvido_keys >"$TMP/keys-later.sql"
cp -p "$OWN_VAR/keys/slots" "$TMP/slots-later"
cp -p "$OWN_VAR/keys/master.key" "$TMP/master-later"
own_end
beside backup-owner
keys_are later master-later
cli restore "$B"
is "a backup in which he owns it" 0 $?
has "he is forgotten again" "1 agents" "$TMP/out"
is "he is gone" 0 "$(sql "SELECT COUNT(*) FROM olvido.agent WHERE agent_id = $OWNER")"
cli keys init
is "and it starts" 0 $?

# ---- a damaged backup ---------------------------------------------------------------------
cp -r "$B" "$TMP/damaged"
D=$TMP/damaged
refuses() { # NAME TEXT
  cli restore "$D"
  is "$1 is refused" 1 $?
  has "$1: the place" "$2" "$TMP/out"
}
F=$(cd "$D" && find files -type f | head -1)
printf x | dd of="$D/$F" bs=1 seek=1000 conv=notrunc 2>/dev/null
refuses "a changed byte of a file" "$F is damaged"
cp "$B/$F" "$D/$F"
rm "$D/$F"
refuses "a missing file" "$F is missing"
cp "$B/$F" "$D/$F"
S=$(basename "$D"/data-*)
truncate -s -5 "$D/$S"
refuses "cut data" "$S is damaged"
cp "$B/$S" "$D/$S"
L=$(basename "$D"/files-*.list)
sed -i '1s/^./0/;1s/^../11/' "$D/$L"
refuses "a changed list" "$L is damaged"
cp "$B/$L" "$D/$L"
sed -i 's/^schema .*/schema 1/' "$D/manifest"
refuses "a changed manifest" "manifest is damaged (its digest)"
head -c 100 "$B/manifest" >"$D/manifest"
refuses "a cut manifest" "manifest is damaged"
rm "$D/manifest"
refuses "none" "has no manifest"
own_end
