# shellcheck shell=bash
# Old copies put back beside: the backup with the keys of today, one key short (lost,
# not forgotten), with the old key store; and the copy of the running database with
# everything of then. Nothing of whom was erased comes back, the others are whole.
cp -p "$LIVE/keys/slots" "$C/slots-today"
cp -p "$LIVE/keys/master.key" "$C/master"
mariadb-dump --no-defaults -S "$MYSQL_SOCKET" --hex-blob --databases olvido_keys >"$C/keys-today.sql"
cp -p "$LIVE/demo.logins" "$C/logins"
own_stop
keys_are() { # SQL SLOTS
  mariadb --no-defaults -S "$MYSQL_SOCKET" <"$C/$1"
  install -m 0600 "$C/$2" "$OWN_VAR/keys/slots"
  install -m 0400 "$C/master" "$OWN_VAR/keys/master.key"
  sed -i "s|^Keys.Mirrors = .*|Keys.Mirrors = $MIRROR|" "$OWN_VAR/olvido.hdf"
  CONF=$OWN_VAR/olvido.hdf
}
serve() { # the programs on what is there
  OWN_SET=(DB_ENCRYPT=0 DB_REDO=16M DB_POOL=64M "MIRRORS=$MIRROR")
  install -m 0600 "$C/logins" "$OWN_VAR/demo.logins"
  own_again
  CONF=$OWN_VAR/olvido.hdf
  eval "$KEPT_IDS"
  IDS[erasure]=$(ids erasure_id erasure)
}
back_in() { # who can come in does
  sign_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
  sign_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
  is "an agent signs in" 303 "$STATUS"
  for p in ben eva ana; do
    rm -f "$TMP/$p"
    form $p /login /login -F "email=${MAIL[$p]}" -F "password=${PASS_OF[$p]}"
    is "$p signs in, if still somebody" "$([ $p = ana ] && echo 422 || echo 303)" "$STATUS"
  done
  proved
}
whole() { # the two others: what is sealed, and by the doors
  "$BIN/tests/opened" "$CONF" "$HOST" >"$TMP/opened.after"
  is "$1: every value opens" 0 $?
  complete "$TMP/opened.after" >"$TMP/complete.after"
  is "$1: Ben and Eva are complete, to the byte" "" "$(lost "$TMP/complete.after")"
  awk -F'\t' '{ print $5 }' "$TMP/opened.after" | xxd -r -p >"$TMP/says"
  "$SCAN" "$TMP/gone" "$TMP/says" >"$TMP/hits" 2>/dev/null
  is "$1: nothing that opens has a word of the others" 0 $?
}

# ---- the backup, with the keys of today; first without one that nobody forgot ------------
own_beside proof-restored DB_ENCRYPT=0 DB_REDO=16M DB_POOL=64M
keys_are keys-today.sql slots-today
sql "CREATE TABLE test.kept AS SELECT * FROM olvido_keys.secret WHERE kind = 1 AND id = ${ID[eva]}" 2>/dev/null ||
  sql "CREATE DATABASE test; CREATE TABLE test.kept AS SELECT * FROM olvido_keys.secret WHERE kind = 1 AND id = ${ID[eva]}"
sql "DELETE FROM olvido_keys.secret WHERE kind = 1 AND id = ${ID[eva]}"
cli restore "$C/backup"
is "a key that was lost stops the restore" 1 $?
has "and it says whose" "/${ID[eva]}" "$TMP/out"
is "nothing was put back" "0 0" "$(sql "SELECT COUNT(*), (SELECT COUNT(*) FROM olvido.account) FROM olvido.contact" | tr '\t' ' ')"
sql "INSERT INTO olvido_keys.secret SELECT * FROM test.kept; DROP DATABASE test"
cli restore "$C/backup"
is "with all keys of today it is restored" 0 $?
has "Ana is forgotten again" "forgotten again: 1 contacts" "$TMP/out"
has "nothing is broken" "0 broken" "$TMP/out"
kill -TERM "$OWN"
wait "$OWN"
OWN=
serve
back_in
ROLES="nobody ben eva agent owner"
STORED="$TMP/secrets $TMP/wrapped $TMP/stored"
forensic_after "restored with the keys of today" "$TMP/gone"
whole "restored with the keys of today"
T=${TICKET[ben]}
req ben GET "/ticket/$T"
for l in text reply; do has "Ben reads his $l" "$(sed -n "s/^ben.$l //p" "$WORDS")" "$TMP/body"; done
for f in $(grep -o "/ticket/$T/attachments/[0-9]*" "$TMP/body" | sort -u); do req ben GET "$f"; cmp -s "$TMP/body" "$TMP/ben.bin" && echo same; done >"$TMP/same"
is "and has his two files" 2 "$(wc -l <"$TMP/same")"
own_end

# ---- the backup with the key store of then -------------------------------------------------
own_beside proof-old DB_ENCRYPT=0 DB_REDO=16M DB_POOL=64M
keys_are keys.sql slots
is "the old key store knows her" 1 "$(sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE kind = 1 AND id = ${ID[ana]}")"
cli restore "$C/backup"
is "newer keys are missed" 1 $?
has "the mirror's tombstones destroy her again" "destroyed secrets that this key store did not know of" "$TMP/out"
has "older keys of what was redacted, too" "older secrets again" "$TMP/out"
cli keys restore --mirror "$MIRROR"
is "the newest keys come from the mirror" 0 $?
cli restore "$C/backup"
is "then it is restored" 0 $?
has "without her" "forgotten again: 1 contacts" "$TMP/out"
is "nobody's secret is there who was erased" 0 "$(sql "SELECT COUNT(*) FROM olvido_keys.secret s JOIN olvido_keys.tombstone USING (account_id, kind, id)")"
is "nor hers" 0 "$(sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE kind = 1 AND id = ${ID[ana]} OR kind = 2 AND id = $GIL OR kind = 4 AND id = $T_TICKET OR kind = 5 AND id = $F_FILE")"
whole "restored with the old key store"
kill -TERM "$OWN"
wait "$OWN"
OWN=
own_end

# ---- everything of then: a snapshot of the running database, keys, files --------------------
OWN_VAR=${CHECK_VAR:-$ROOT/var-check}-proof-then
in_instance 'instance_lock && instance_leftovers && instance_remove'
cp -a "$C/whole" "$OWN_VAR"
rm -rf "$OWN_VAR/mysql" "$OWN_VAR/mirror"
cp -a "$C/running" "$OWN_VAR/mysql"
chown -R mysql:mysql "$OWN_VAR/mysql"
rm -f "$OWN_VAR/mysql"/{xtrabackup,mariadb_backup}_* "$OWN_VAR/mysql/backup-my.cnf"
OWN_PORT=$(in_instance free_port)
serve
proved
has "at its start it forgets them again" "forgotten again: 1 contacts, 1 agents" "$OWN_VAR/log/olvido.log"
is "Ana's rows are gone again" 0 "$(sql "SELECT COUNT(*) FROM olvido.contact WHERE contact_id = ${ID[ana]}")"
is "her secret is, and the others'" 0 "$(sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE kind = 1 AND id = ${ID[ana]} OR kind = 2 AND id = $GIL OR kind = 4 AND id = $T_TICKET OR kind = 5 AND id = $F_FILE")"
sign_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
sign_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
proved
walk "$TMP/then" nobody ana ben eva gil agent owner api.gil
grep -E '^(ana|gil|ticket|attachment)\.' "$TMP/gone" | grep -v quoted >"$TMP/hers"
said "$TMP/hers" "$TMP/then" >"$TMP/said"
is "no door says a word of hers" "" "$(tr '\n' ' ' <"$TMP/said")"
own_end
OWN_VAR=$LIVE
