# shellcheck shell=bash
# Domains of an account's own: proved by a TXT record (dnsmasq) or a file on plain
# HTTP, refused where they are another's, looked at again, lost, switched off.
. "$ROOT/tests/support/panel.sh"
CONF=$VAR/olvido.hdf
cli() { "$BUILD/olvido" --conf "$CONF" "$@" >"$TMP/cli" 2>&1; }
cron() { "$BUILD/olvido-cron" --conf "$CONF" --wait=30 "$@" >"$TMP/cron" 2>&1; }
setting() { sed -n "s/^$1 = //p" "$CONF"; }
DNS=$(setting Domain.Resolver)
WEB=$(setting Domain.Fetch.Allow)
B=second.localhost
ACCOUNT=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
DOMAINS=$(sql "SELECT COUNT(*) FROM olvido.domain WHERE account_id = $ACCOUNT")
D=help$U.example.test E=web$U.example.test F=other$U.example.test G=inside$U.example.test
DNS_PID='' WEB_PID=''
trap '[ -z "$DNS_PID" ] || kill $DNS_PID; [ -z "$WEB_PID" ] || kill $WEB_PID; rm -rf "$TMP"' EXIT

# names LINE...: the DNS server says these; none: it is away
names() {
  [ -z "$DNS_PID" ] || { kill "$DNS_PID"; wait "$DNS_PID"; DNS_PID=''; }
  [ $# -gt 0 ] || return 0
  printf '%s\n' "$@" >"$TMP/dns"
  dnsmasq --keep-in-foreground --port="${DNS#*:}" --listen-address=127.0.0.1 --bind-interfaces --no-resolv \
    --no-hosts --conf-file="$TMP/dns" --user=root --pid-file= --log-facility=- --local=/test/ >"$TMP/dns.log" 2>&1 &
  DNS_PID=$!
  wait_for 5 grep -q started "$TMP/dns.log" || bad "dnsmasq does not start: $(tail -2 "$TMP/dns.log")"
}
state() { sql "SELECT CONCAT_WS(' ', state, proof) FROM olvido.domain WHERE host = '$1' AND account_id = ${2:-$ACCOUNT}"; }
token() { sql "SELECT token FROM olvido.domain WHERE host = '$1' AND account_id = ${2:-$ACCOUNT}"; }
served() { sql "SELECT COUNT(*) FROM olvido.host WHERE host = '$1'"; }
said() { sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $ACCOUNT AND verb = $1"; }

# What is no host name, or not to be added
for x in "" nodot a..b -a.test "a b.test" 'a;b.test' 192.0.2.7 "$(printf 'a%.0s' $(seq 64)).test" ; do
  cli domain add "$HOST" "$x"
  is "'$x' is no host name" 1 $?
  has "and it says so" "is no host name" "$TMP/cli"
done
cli domain add "$HOST" mine.localhost
has "not below the base domain" "below the base domain" "$TMP/cli"

# A TXT record
cli domain add "$HOST" "${D^^}."
is "upper case and a dot are taken" 0 $?
is "it waits" "1 0" "$(state "$D")"
has "it says what to publish" "_olvido.$D.  TXT  \"olvido=$(token "$D")\"" "$TMP/cli"
cli domain add "$HOST" "$D"
is "once only" 1 $?
has "in words" "in use already" "$TMP/cli"
names
cli domain check "$HOST" "$D"
is "nobody answers: it waits" "1 5" "$(state "$D")"
names "txt-record=_olvido.$D,olvido=$(printf 'x%.0s' $(seq 43))" "address=/$D/192.0.2.1"
cli domain check "$HOST" "$D"
is "another token is no proof" "1 4" "$(state "$D")"
names "txt-record=$D,olvido=$(token "$D")" "address=/$D/192.0.2.1"
cli domain check "$HOST" "$D"
is "nor is the record of another name" "1 6" "$(state "$D")"
is "not served" 0 "$(served "$D")"
T=$(token "$D")
names "txt-record=_olvido.$D,v=spf1 -all" "txt-record=_olvido.$D,${T:+olvido=}$T"
cli domain check "$HOST" "$D"
is "the record proves it" "2 1" "$(state "$D")"
is "served" 1 "$(served "$D")"
is "written down" 1 "$(($(said 471) > 0))"
sql "UPDATE olvido.domain SET look_at = 1 WHERE host = '$D'"
BEFORE=$(said 471)
cron nginx
is "looked at again it stays" "2 1 $BEFORE" "$(state "$D") $(said 471)"

# Another account
cli domain add $B "$D"
is "refused to another account" 1 $?
has "whose it is is not said" "in use already" "$TMP/cli"
cli domain add "$HOST" "$F"
cli domain add $B "$F"
is "two may try one" 0 $?
OTHER=$(sql "SELECT account_id FROM olvido.host WHERE host = '$B'")
names "txt-record=_olvido.$D,olvido=$T" "txt-record=_olvido.$F,olvido=$(token "$F")" "txt-record=_olvido.$F,olvido=$(token "$F" "$OTHER")"
cli domain check $B "$F"
is "the first who proves it has it" 2 "$(state "$F" "$OTHER" | cut -d' ' -f1)"
cli domain check "$HOST" "$F"
is "the other one is told" 6 "$(state "$F" | cut -d' ' -f1)"
is "it leads to the first" "$OTHER" "$(sql "SELECT account_id FROM olvido.host WHERE host = '$F'")"

# A file on plain HTTP
mkdir -p "$TMP/www/.well-known"
(cd "$TMP/www" && exec python3 -m http.server --bind "$WEB" 80) >"$TMP/www.log" 2>&1 &
WEB_PID=$!
wait_for 10 curl -s -o "$TMP/x" "http://$WEB/" || bad "no web server"
cli domain add "$HOST" "$E"
names "address=/$E/$WEB" "txt-record=_olvido.$D,olvido=$T"
cli domain check "$HOST" "$E"
is "no file yet" "1 3" "$(state "$E")"
echo "somethingelse" >"$TMP/www/.well-known/olvido-domain.txt"
cli domain check "$HOST" "$E"
is "another text" "1 3" "$(state "$E")"
token "$E" >"$TMP/www/.well-known/olvido-domain.txt"
{ token "$E"; head -c 3000 /dev/zero | tr '\0' ' '; } >"$TMP/www/long"
cp "$TMP/www/long" "$TMP/www/.well-known/olvido-domain.txt"
cli domain check "$HOST" "$E"
is "too long a text" "1 3" "$(state "$E")"
token "$E" >"$TMP/www/.well-known/olvido-domain.txt"
cli domain check "$HOST" "$E"
is "the file proves it" "2 2" "$(state "$E")"
# Not from inside: any address of it that is not everybody's
cli domain add "$HOST" "$G"
token "$G" >"$TMP/www/.well-known/olvido-domain.txt"
for address in 127.0.0.1 10.1.2.3 169.254.169.254 192.168.1.1 100.64.0.1 ::1 fe80::1 fd00::1 ::ffff:127.0.0.1 0.0.0.0; do
  names "address=/$G/$address"
  cli domain check "$HOST" "$G"
  is "$address is not asked" "1 6" "$(state "$G")"
done
hits() { grep -c olvido-domain "$TMP/www.log"; }
N=$(hits)
names "host-record=$G,$WEB,::1"
cli domain check "$HOST" "$G"
is "one of two is inside: neither is asked" "1 6 $N" "$(state "$G") $(hits)"
names "address=/$G/$WEB"
cli domain check "$HOST" "$G"
is "the one that may be asked is" "2 2" "$(state "$G")"

# A proof that is lost
LOST=$(said 472) OFF=$(said 473)
names "address=/$D/192.0.2.1"
sql "UPDATE olvido.domain SET look_at = 1 WHERE host = '$D'"
cron nginx
is "lost: still served" "3 1" "$(state "$D" | cut -d' ' -f1) $(served "$D")"
is "written down" 1 "$(($(said 472) - LOST))"
names "txt-record=_olvido.$D,olvido=$T"
sql "UPDATE olvido.domain SET look_at = 1 WHERE host = '$D'"
cron nginx
is "found again" "2 1" "$(state "$D")"
names
DAYS=$(setting Domain.Lost.Days); DAYS=${DAYS:-7}
sql "UPDATE olvido.domain SET look_at = 1, proved_at = UNIX_TIMESTAMP() - $DAYS * 86400 + 3600 WHERE host = '$D'"
cron nginx
is "not yet over" "3 1" "$(state "$D" | cut -d' ' -f1) $(served "$D")"
sql "UPDATE olvido.domain SET look_at = 1, proved_at = UNIX_TIMESTAMP() - $DAYS * 86400 - 1 WHERE host = '$D'"
# As on a machine where olvido-nginx is a service and cron has no network.
"$BUILD/olvido-nginx" --conf "$CONF" look >"$TMP/out" 2>&1
cron --dry-run nginx domains
is "what is due is settled once in a run" 1 "$(grep -c "account $ACCOUNT: [0-9]* domains" "$TMP/cron")"
cron domains
is "over: switched off" "4 0" "$(state "$D" | cut -d' ' -f1) $(served "$D")"
is "written down, too" 1 "$(($(said 473) - OFF))"
names "txt-record=_olvido.$D,olvido=$T"
cli domain check "$HOST" "$D"
is "and on again by a proof" "2 1" "$(state "$D" | cut -d' ' -f1) $(served "$D")"
# One that was never proved
cli domain add "$HOST" "never$U.example.test"
sql "UPDATE olvido.domain SET look_at = 1, added_at = added_at - 15 * 86400 WHERE host = 'never$U.example.test'"
cron nginx
is "nobody proved it for two weeks: off" 4 "$(state "never$U.example.test" | cut -d' ' -f1)"

# Lists, and letting go
cli domain list "$HOST"
has "the list" "$ACCOUNT	$D	proved	TXT record" "$TMP/cli"
cli domain list --proved
has "names alone" "$E" "$TMP/cli"
hasnt "not those that wait" "never$U" "$TMP/cli"
cli domain list --json
ok "one array" jq -e 'length > 0 and all(.[]; .domain != null and .state != null)' "$TMP/cli"
cli domain remove $B "$D"
is "not another's to remove" 1 $?
for x in "$D" "$E" "$F" "$G" "never$U.example.test"; do cli domain remove "$HOST" "$x"; is "$x goes" 0 $?; done
is "nothing of them" "0 0" "$(served "$D") $(($(sql "SELECT COUNT(*) FROM olvido.domain WHERE account_id = $ACCOUNT") - DOMAINS))"
is "what is another's stays" 1 "$(served "$F")"
cli domain remove $B "$F"
is "no host names are left" 0 "$(sql "SELECT COUNT(*) FROM olvido.host WHERE host LIKE '%.example.test'")"
for i in $(seq 20); do cli domain add "$HOST" "n$i$U.example.test"; done
cli domain add "$HOST" "n21$U.example.test"
has "twenty at most" "20 domains at most" "$TMP/cli"
for i in $(seq 20); do cli domain remove "$HOST" "n$i$U.example.test"; done
names
