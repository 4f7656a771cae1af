# shellcheck shell=bash
# The vault through the database (tests/support/vault_db.c), and its files.
"$BUILD/tests/vault_db" "$CONF" >"$TMP/vault" 2>"$TMP/vault.err"
is "vault_db ran to its end" 0 "$?"
PASSED=$((PASSED + $(grep -c '^ok ' "$TMP/vault")))
while IFS= read -r line; do bad "${line#not ok }"; done < <(grep '^not ok ' "$TMP/vault")
is "it ran all" 1 "$(($(grep -c '^ok ' "$TMP/vault") >= 20))"
hasnt "its log names nobody" "example.org" "$TMP/vault.err"

K=$VAR/keys
is "master key" "400 root" "$(stat -c '%a %U' "$K/master.key")"
is "slot file" "600 root" "$(stat -c '%a %U' "$K/slots")"
is "keys' folder" "700 root" "$(stat -c '%a %U' "$K")"
is "MariaDB's key" "400 mysql" "$(stat -c '%a %U' "$VAR/keys-mysql/key")"
is "attachments' folder" "2770 olvido-files" "$(stat -c '%a %G' "$VAR/files")"
for f in "$K/master.key" "$K/slots"; do
  is "portal's user cannot read $(basename "$f")" 1 \
    "$(setpriv --reuid=olvido-portal --regid=olvido-portal --init-groups cat "$f" >/dev/null 2>&1; echo $?)"
done
is "no attachment is anybody's to read" "" "$(find "$VAR/files" -type f -perm /007 | head -3)"
# Loose rights are refused with what to do (on a copy).
cp -p "$CONF" "$TMP/loose.hdf"
install -m 0440 "$K/master.key" "$TMP/master.key"
sed -i "s|^Keys.Master = .*|Keys.Master = $TMP/master.key|" "$TMP/loose.hdf"
"$BUILD/portal" --check --conf "$TMP/loose.hdf" >"$TMP/out" 2>&1
is "a master key that others may read" 1 "$(($? != 0))"
has "and what to do" "chmod 0400" "$TMP/out"
rm -f "$TMP/master.key"
"$BUILD/portal" --check --conf "$TMP/loose.hdf" >"$TMP/out" 2>&1
has "no master key: what to do" "olvido keys init" "$TMP/out"

# Where no key may be: files, environments, arguments; raw, hex and base64.
perl tests/schema/keyhunt "$K" "$VAR" >"$TMP/hunt" 2>&1
is "no key outside its file" "" "$(cat "$TMP/hunt")"
perl -e 'open(F, "<", $ARGV[0]); read(F, $k, 32); print "x", unpack("H*", $k)' "$K/master.key" >"$VAR/run/planted"
perl tests/schema/keyhunt "$K" "$VAR" >"$TMP/hunt" 2>&1
has "the hunt finds a planted one" "run/planted" "$TMP/hunt"
rm -f "$VAR/run/planted"

# Processes that hold keys: own user, no rights, nothing dumped, memory locked.
held() { # NAME PID
  is "$1: user" "olvido-${1%% *}" "$(ps -o user:32= -p "$2" | tr -d ' ')"
  is "$1: rights" 0000000000000000 "$(awk '/^CapEff/ { print $2 }' "/proc/$2/status")"
  is "$1: gets none" 1 "$(awk '/^NoNewPrivs/ { print $2 }' "/proc/$2/status")"
  is "$1: not dumpable" root "$(stat -c %U "/proc/$2/fd")"
}
locked() { # NAME PID
  is "$1: no core" 0 "$(awk '/^Max core file size/ { print $6 }' "/proc/$2/limits")"
  is "$1: the master key is locked in memory" 1 "$(awk '/^VmLck/ { print ($2 >= 8) }' "/proc/$2/status")"
}
for p in portal panel api; do
  m=$(cat "$VAR/run/$p.pid")
  w=$(pgrep -P "$m" | head -1)
  held "$p" "$w"
  locked "$p" "$w"
  locked "$p master" "$m"
done
m=$(cat "$VAR/run/mail.pid")
for w in $(pgrep -P "$m"); do
  c=$(cat "/proc/$w/comm")
  held "mail ($c)" "$w"
  # Who reads strangers' mail holds no key at all.
  if [ "$c" = olvido-parser ]; then is "$c holds no key" 0 "$(awk '/^VmLck/ { print $2 }' "/proc/$w/status")"
  else locked "mail ($c)" "$w"; fi
done
cli() { "$BUILD/olvido" --conf "$CONF" --sql sql "$@"; }
cli keys check >"$TMP/out" 2>&1
is "keys check" "0: missing 0 broken-chain 0" "$?: $(tr '\n' ' ' <"$TMP/out" | sed 's/ $//')"
