# shellcheck shell=bash
# nginx is told of domains: a server for each proved one with its certificate, the
# account of each host in the log; lines of one grammar only; what nginx does not
# take, or cannot reload, leaves the old ones working.
. "$ROOT/tests/support/panel.sh"
CONF=$VAR/olvido.hdf
GEN=$VAR/nginx/generated.conf
ACCOUNT=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
D=tls$U.example.test
CERTS=$VAR/tls/domains
MASTER=$(cat "$VAR/run/nginx.pid")
sync() { "$BUILD/olvido" --conf "$CONF" nginx sync >"$TMP/sync" 2>&1; }
give() { "$BUILD/olvido-nginx" --conf "$CONF" install "$1" >"$TMP/sync" 2>&1; }
# asks HOST: the status of its front page, 000 when there is no handshake
asks() { curl -s --cacert "$TMP/ca.pem" --max-time 20 -o "$TMP/body" -w '%{http_code}' --resolve "$1:$PORT:127.0.0.1" "https://$1:$PORT/"; }
certify() { # HOST
  install -d -m 0750 -g www-data "$CERTS/$1"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -keyout "$CERTS/$1/privkey.pem" \
    -out "$CERTS/$1/fullchain.pem" -subj "/CN=$1" -addext "subjectAltName=DNS:$1" 2>/dev/null
  chgrp www-data "$CERTS/$1"/*.pem; chmod 0640 "$CERTS/$1"/*.pem
}
# prove HOST ACCOUNT: as if its proof had been found
prove() {
  sql "INSERT INTO olvido.domain (account_id, domain_id, host, token, state, settled, added_at, look_at, proved_at)
    VALUES ($2, $RANDOM$RANDOM, '$1', REPEAT('x', 43), 2, 2, 1, 1 << 40, UNIX_TIMESTAMP());
    INSERT INTO olvido.host (host, account_id, is_primary) VALUES ('$1', $2, 0)"
}
let_go() { sql "DELETE FROM olvido.domain WHERE host = '$1'; DELETE FROM olvido.host WHERE host = '$1'"; }

certify "$D"
cp "$CERTS/$D/fullchain.pem" "$TMP/ca.pem"
sync
is "before it is proved: no handshake" 000 "$(asks "$D")"
prove "$D" "$ACCOUNT"
"$BUILD/olvido-cron" --conf "$CONF" --wait=30 nginx >"$TMP/cron" 2>&1
is "cron gives it to nginx" 0 $?
has "its name" "	server_name $D;" "$GEN"
has "its certificate" "	$D $D;" "$GEN"
has "its account" "	$D $ACCOUNT;" "$GEN"
is "it answers with its own certificate" 200 "$(asks "$D")"
has "with the account's portal" "Demo Company" "$TMP/body"
is "any case" 200 "$(asks "${D^^}")"
logged() { tail -50 "$VAR/log/access.log" | grep -q " $D [0-9a-f]* $ACCOUNT\$"; }
ok "the log names the account" wait_for 5 logged
is "root's own file" "root 644" "$(stat -c '%U %a' "$GEN")"
hasnt "nothing of the key is said" "BEGIN" "$TMP/cron"

# A certificate that is not there yet takes nothing from others.
prove "bare$U.example.test" "$ACCOUNT"
sync
is "no certificate: no handshake" 000 "$(asks "bare$U.example.test")"
is "others work" 200 "$(asks "$D")"
certify "bare$U.example.test"
cat "$CERTS/bare$U.example.test/fullchain.pem" >>"$TMP/ca.pem"
is "a new one needs no reload" 200 "$(asks "bare$U.example.test")"
let_go "bare$U.example.test"
sync

# Lines that are none of ours
cp "$GEN" "$TMP/good"
refused() { # NAME: the file $TMP/try is refused, and the old one stays
  give "$TMP/try"
  is "$1: refused" 1 $?
  ok "$1: the old one stays" cmp -s "$GEN" "$TMP/good"
}
for line in "load_module /tmp/x.so;" "include /etc/shadow;" "	server_name $D; include /etc/shadow;" "server {" "	root /;" \
  "	server_name ~^.*\$;" "	server_name *.test;" "	server_name _;" "	$D ../../etc;" "	$D other.test;" "	default $D;"; do
  awk -v l="$line" '{ print } /include domains.inc/ { print l }' "$TMP/good" >"$TMP/try"
  refused "in the server: $line"
  { cat "$TMP/good"; printf '%s\n' "$line"; } >"$TMP/try"
  refused "at the end: $line"
done
sed 's/include domains.inc/include provider.conf/' "$TMP/good" >"$TMP/try"
refused "another file"
sed "s/^	$D $ACCOUNT;/	$D \"1\";/" "$TMP/good" >"$TMP/try"
refused "no number of an account"
has "root says so" "SECURITY: line" "$TMP/sync"
is "and it serves on" 200 "$(asks "$D")"

# Of the grammar, and nginx does not take it: the same host twice in a map
awk -v h="	$D $ACCOUNT;" '{ print } $0 == h { print }' "$TMP/good" >"$TMP/try"
refused "what nginx -t refuses"
has "in words" "does not accept" "$TMP/sync"
is "it serves on, too" 200 "$(asks "$D")"

# nginx -t takes it, and the running one cannot: it has no descriptor left for it.
workers() { cat "/proc/$MASTER/task/$MASTER/children"; }
WORKERS=$(workers)
{ sed "s/^map \$ssl_server_name/map \$ssl_server_name/; s/^	default 0;/&\n	new$U.example.test 7;/" "$TMP/good"; } >"$TMP/try"
LIMIT=$(prlimit --pid "$MASTER" --nofile --output SOFT,HARD --noheadings --raw | tr ' ' :)
prlimit --pid "$MASTER" --nofile=4:"${LIMIT#*:}"
refused "what cannot be reloaded"
prlimit --pid "$MASTER" --nofile="$LIMIT"
has "root says so" "did not reload" "$TMP/sync"
is "the workers are the old ones" "$WORKERS" "$(workers)"
is "who serve on" 200 "$(asks "$D")"
give "$TMP/try"
is "the same, once it can" 0 $?
ok "is there" cmp -s "$GEN" "$TMP/try"
is "new workers" 1 "$([ "$WORKERS" != "$(workers)" ] && echo 1)"
sync
is "and is what the database says again" 0 $?
ok "to the byte" cmp -s "$GEN" "$TMP/good"

# Two at once, and a database that is away
sql "UPDATE olvido.domain SET state = 5 WHERE host = '$D'"
sync & P=$!
"$BUILD/olvido" --conf "$CONF" nginx sync >"$TMP/sync2" 2>&1
is "one" 0 $?
wait $P
is "and another at once" 0 $?
hasnt "what was removed goes before it is settled" "server_name $D" "$GEN"
wait_for 10 sh -c "[ 000 = \"\$(curl -sk -o '$TMP/x' -w '%{http_code}' --max-time 5 --resolve '$D:$PORT:127.0.0.1' 'https://$D:$PORT/')\" ]"
is "no handshake any more" 000 "$(asks "$D")"
sed 's|^Db.Socket = .*|Db.Socket = /nonexistent|' "$CONF" >"$TMP/away.hdf"
"$BUILD/olvido-nginx" --conf "$TMP/away.hdf" sync >"$TMP/sync" 2>&1
is "no database: later" 75 $?
let_go "$D"

# A terminated account's hosts go.
"$BUILD/olvido" --conf "$CONF" account create "Over $U" "over$U.localhost" >"$TMP/out" 2>&1
OVER=$(sql "SELECT account_id FROM olvido.host WHERE host = 'over$U.localhost'")
prove "over$U.example.test" "$OVER"
sync
has "while it lives" "	server_name over$U.example.test;" "$GEN"
sql "UPDATE olvido.account SET state = 5 WHERE account_id = $OVER"
sync
hasnt "terminated: its domain is gone" "over$U" "$GEN"
let_go "over$U.example.test"

# Who may do what: the reader knows no key and writes nothing of consequence.
as() { setpriv --reuid=olvido-nginx --clear-groups mariadb --no-defaults -S "$MYSQL_SOCKET" -u olvido-nginx -N -B -e "$1" >"$TMP/as" 2>&1; }
for q in "INSERT INTO olvido.host VALUES ('x.test', 1, 0)" "DELETE FROM olvido.host WHERE host = 'x'" "DELETE FROM olvido.domain" \
  "UPDATE olvido.domain SET account_id = 1" "UPDATE olvido.domain SET host = 'x'" "SELECT name FROM olvido.account" "SELECT * FROM olvido_keys.account_key"; do
  as "$q"
  is "olvido-nginx may not: $q" 1 $?
done
rm -rf "${CERTS:?}/$D" "$CERTS/bare$U.example.test"
sync
