# shellcheck shell=bash
# Accounts, companies and people that ended, and old copies: a backup from before is
# put back whole and beside, keys come from a mirror, the master key is made anew.
# What ended stays ended, what is in its cold backup comes back.  Own instances.
. "$ROOT/tests/support/own.sh"
BIN=${BUILD:-$ROOT/build}
BASE=${CHECK_VAR:-$ROOT/var-check}
M=$TMP/mirror B=$TMP/backup
mkdir -m 0700 "$M"
own_start ended
. "$ROOT/tests/support/panel.sh"
OWN_SET=("MIRRORS=$M")
sed -i "s|^Keys.Mirrors = .*|Keys.Mirrors = $M|" "$OWN_VAR/olvido.hdf"
cli() { "$BIN/olvido" --conf "$OWN_VAR/olvido.hdf" --sql "$ROOT/sql" "$@" >"$TMP/out" 2>&1; }
opened() { "$BIN/tests/cold" open "$OWN_VAR/olvido.hdf" "$1" "$2"; }
rows() { sql "SELECT COUNT(*) FROM $1 WHERE account_id = $2"; }
state() { sql "SELECT state FROM olvido.account WHERE account_id = $1"; }
# What is kept of an account: state, rows of people and tickets, keys.
kept() {
  echo "$(state "$1") $(rows olvido.agent "$1") $(rows olvido.ticket "$1")" \
    "$(rows olvido_keys.account_key "$1") $(rows olvido_keys.cold_key "$1") $(rows olvido_keys.secret "$1")"
}
DEMO=$HOST
DEMO_ID=$(sql "SELECT account_id FROM olvido.host WHERE host = '$DEMO'")
declare -A ID TEXT
PASSWORD="cold lanterns under a bridge 7"

# ---- what there is before the backup -------------------------------------------------
# after: gone after the backup; cold: in its cold backup after it; before: in its cold
# backup before it, gone after it; back: in its cold backup before it, back after it;
# still: in its cold backup all the time; lives: nothing happens to it.
for n in after cold before back still lives; do
  HOST=$n$U.localhost TEXT[$n]=word$n$U
  cli account create "Firm $n" "$HOST" en
  ID[$n]=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
  "$BIN/olvido" --conf "$OWN_VAR/olvido.hdf" agent add "$HOST" owner "boss@$n.example" Boss <<<"$PASSWORD" >/dev/null
  printf 'file of %s' "$n" >"$TMP/f.txt"
  ask "guest@$n.example" "Guest $n" "Subject $n" "It is ${TEXT[$n]}." -F "files=@$TMP/f.txt"
done
HOST=$DEMO
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
firm() { # NAME PERSON: a company with a contact; sets FIRM, PERSON
  ask "$2@firm.example" "Person $2" "Subject $2" "It is text$2$U."
  PERSON=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET")
  req owner POST /panel/companies --data-urlencode "csrf=${TOKEN[owner]}" -d "name=$1"
  FIRM=$(location | grep -o '[0-9]*$')
  req owner POST "/panel/companies/$FIRM/contacts" --data-urlencode "csrf=${TOKEN[owner]}" -d "email=$2@firm.example"
}
firm Alone ann
ALONE=$FIRM ANN=$PERSON
firm Together tom
TOGETHER=$FIRM TOM=$PERSON
firm Stays sue
STAYS=$FIRM SUE=$PERSON
is "three companies, a contact each" 3 "$(sql "SELECT COUNT(DISTINCT company_id) FROM olvido.contact WHERE contact_id IN ($ANN, $TOM, $SUE) AND company_id > 0")"
# One whose tickets stay is on his way out: begun, not at its end.
ask "pat@firm.example" "Person pat" "Subject pat" "It is textpat$U."
PAT=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET")
T_PAT=$TICKET
cli erase "$DEMO" contact "$PAT" --yes --keep-tickets --later
freeze() { sql "UPDATE olvido.account SET state = 5 WHERE account_id = $1"; cli cold make "$1"; }
for n in before back still; do freeze "${ID[$n]}"; done
is "three are in their cold backups" "6 0 0 0 1" "$(kept "${ID[still]}" | cut -d' ' -f1-5)"
LIVE=$(kept "${ID[lives]}")
cli keys mirror
is "pat has been begun" 1 "$(sql "SELECT state FROM olvido.erasure WHERE scope = 1 AND subject_id = $PAT")"
cli backup "$B"
is "a backup" 0 $?
keep() { # WHEN: the keys of that time
  mariadb-dump --no-defaults -S "$MYSQL_SOCKET" --databases olvido_keys >"$TMP/keys-$1.sql"
  cp -p "$OWN_VAR/keys/slots" "$TMP/slots-$1"
  cp -p "$OWN_VAR/keys/master.key" "$TMP/master-$1"
  rm -rf "$TMP/cold-$1"
  cp -a "$OWN_VAR/cold" "$TMP/cold-$1"
}
keep before

# ---- what ends after it ------------------------------------------------------------------
cli erase "$DEMO" company "$ALONE" --yes --keep-contacts
cli erase "$DEMO" company "$TOGETHER" --yes
gone_firms() { sql "SELECT COUNT(*), (SELECT COUNT(*) FROM olvido.contact WHERE contact_id = $ANN), (SELECT COUNT(*) FROM olvido.contact WHERE contact_id = $TOM) FROM olvido.company WHERE company_id IN ($ALONE, $TOGETHER)" | tr '\t' ' '; }
is "two companies are gone, one with its contact" "0 1 0" "$(gone_firms)"
sql "UPDATE olvido.account SET state = 5 WHERE account_id = ${ID[after]}"
for n in after before; do
  cli cold destroy "${ID[$n]}"
  is "$n is gone" "0 7 0 0 0 0 0" "$? $(kept "${ID[$n]}")"
done
freeze "${ID[cold]}"
cli cold restore "${ID[back]}"
is "one is back" "0 2" "$? $(state "${ID[back]}")"
ok "pat is at his end" "$BIN/olvido-cron" --conf "$OWN_VAR/olvido.hdf" --wait=30 erase
is "and his ticket is nobody's" "0 1" "$(sql "SELECT COUNT(*), (SELECT COUNT(*) FROM olvido.ticket WHERE ticket_id = $T_PAT AND contact_id <> $PAT) FROM olvido.contact WHERE contact_id = $PAT" | tr '\t' ' ')"
cli keys mirror
is "the mirror follows" 0 $?
good() { # NAME: everything is in order
  cli keys check
  is "$1: no key is missing" 0 $?
  cli data check
  is "$1: everything opens" 0 $?
  cli audit verify
  is "$1: the logs are whole" 0 $?
}
good "before"

# ---- a new master key, with accounts in each state --------------------------------------------
own_stop
own_again
cli keys rotate-master
is "a new master key" 0 $?
own_stop
own_again
good "rotated"
cold_ways() { # NAME: of what is in its cold backup, and of who is gone
  local n
  for n in cold still; do
    is "$1: $n is in its cold backup" "6 0 0 0 1" "$(kept "${ID[$n]}" | cut -d' ' -f1-5)"
    cli cold restore "${ID[$n]}"
    is "$1: $n comes back" "0 2 1 1 1 0" "$? $(kept "${ID[$n]}" | cut -d' ' -f1-5)"
    freeze "${ID[$n]}"
    is "$1: and may go again" 6 "$(state "${ID[$n]}")"
  done
  for n in after before; do
    is "$1: $n stays gone" "7 0 0 0 0 0" "$(kept "${ID[$n]}")"
    cli cold restore "${ID[$n]}"
    is "$1: and has no way back" 1 $?
  done
  is "$1: an old copy of its cold backup opens nothing" closed "$(opened "${ID[before]}" "$TMP/cold-before/${ID[before]}")"
  is "$1: the living one is whole" "$LIVE" "$(kept "${ID[lives]}")"
}
cold_ways "rotated"
cli keys mirror
is "the mirror is sealed anew" 0 $?

# ---- the keys are lost ------------------------------------------------------------------------
BEFORE=$(sql "SELECT COUNT(*) FROM olvido_keys.secret")
rm -f "$OWN_VAR/keys/slots"
sql "DELETE FROM olvido_keys.secret; DELETE FROM olvido_keys.bucket; DELETE FROM olvido_keys.account_key; DELETE FROM olvido_keys.cold_key; DELETE FROM olvido_keys.tombstone"
cli keys restore --mirror "$M"
is "all keys from the mirror" 0 $?
is "as many as there were" "$BEFORE" "$(sql "SELECT COUNT(*) FROM olvido_keys.secret")"
own_stop
own_again
good "mirrored"
cold_ways "mirrored"
cli keys mirror
is "and the mirror goes on" 0 $?
keep today
own_stop
own_end

# ---- beside: the backup with the keys of today, and with those of then -----------------------
keys_are() { # WHEN: keys, master key and cold backups
  mariadb --no-defaults -S "$MYSQL_SOCKET" <"$TMP/keys-$1.sql"
  install -m 0600 "$TMP/slots-$1" "$OWN_VAR/keys/slots"
  install -m 0400 "$TMP/master-$1" "$OWN_VAR/keys/master.key"
  rm -rf "$OWN_VAR/cold"
  cp -a "$TMP/cold-$1" "$OWN_VAR/cold"
  sed -i "s|^Keys.Mirrors = .*|Keys.Mirrors = $M|" "$OWN_VAR/olvido.hdf"
}
restored() { # NAME
  cp "$TMP/out" "$TMP/report"
  is "$1: companies stay gone, and who went with his" "0 1 0" "$(gone_firms)"
  is "$1: whose company went is of none" 0 "$(sql "SELECT company_id FROM olvido.contact WHERE contact_id = $ANN")"
  is "$1: the other company is there" 1 "$(sql "SELECT COUNT(*) FROM olvido.contact WHERE contact_id = $SUE AND company_id = $STAYS")"
  for n in after before; do is "$1: $n stays gone" "7 0 0 0 0 0" "$(kept "${ID[$n]}")"; done
  is "$1: nothing in a file of theirs" "" "$(find "$OWN_VAR/files/${ID[after]}" "$OWN_VAR/cold/${ID[before]}" -type f 2>/dev/null)"
  is "$1: the living one is whole" "$LIVE" "$(kept "${ID[lives]}")"
  is "$1: who was on his way out is gone" "0 0" "$(sql "SELECT COUNT(*), (SELECT COUNT(*) FROM olvido.ticket WHERE contact_id = $PAT) FROM olvido.contact WHERE contact_id = $PAT" | tr '\t' ' ')"
  is "$1: by an erasure that ended" 1 "$(sql "SELECT COUNT(*) FROM olvido.erasure WHERE scope = 1 AND subject_id = $PAT AND state >= 3")"
}
comes_back() { # NAME WHO: from its cold backup
  cli cold restore "${ID[$2]}"
  is "$1: $2 comes back" "0 2 1 1 1 0" "$? $(kept "${ID[$2]}" | cut -d' ' -f1-5)"
}
own_beside ended-today
keys_are today
cli restore "$B"
is "restored with the keys of today" 0 $?
restored "today"
has "today: companies are counted" "2 companies" "$TMP/report"
is "today: who was deleted since is terminated again" "5 1 1 1 0" "$(kept "${ID[cold]}" | cut -d' ' -f1-5)"
has "today: whose cold backup is no more is told" "account ${ID[back]} was deleted when this backup was made" "$TMP/report"
hasnt "today: nobody else" "account ${ID[still]} was deleted" "$TMP/report"
good "today"
comes_back "today" still
is "today: its key is in the cold slot" "6 0 0 0 1" "$(kept "${ID[back]}" | cut -d' ' -f1-5)"
cp -a "$TMP/cold-before/${ID[back]}" "$OWN_VAR/cold/"
comes_back "today" back
freeze "${ID[cold]}"
comes_back "today" cold
good "today, with all of them"
own_end

# An old copy of everything, the master key too: the mirror, which has another since,
# is believed all the same.
own_beside ended-then
keys_are before
is "then: the old key store knows who is gone" "1 1" "$(rows olvido_keys.account_key "${ID[after]}") $(rows olvido_keys.cold_key "${ID[before]}")"
cli restore "$B"
is "restored with the keys of then" 0 $?
restored "then"
has "then: it learns from the mirror" "destroyed secrets that this key store did not know of" "$TMP/report"
is "then: an old copy of its cold backup opens nothing" closed "$(opened "${ID[before]}" "$TMP/cold-before/${ID[before]}")"
good "then"
for n in still back; do comes_back "then" $n; done
own_end
