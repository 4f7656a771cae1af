# shellcheck shell=bash
# TLS as sslscan sees it; HSTS on every kind of answer. testssl.sh: make scan.
# weak FILE: what is not good in sslscan's answer, a line each
weak() {
  perl -ne '
    print "protocol $1$2\n" if /<protocol type="(\w+)" version="([\d.]+)" enabled="1"/ && "$1$2" !~ /^tls1\.[23]$/;
    print "cipher $2\n" if /<cipher [^>]*sslversion="([^"]+)"[^>]*cipher="([^"]+)"/ && $1 ne "TLSv1.3" && $2 !~ /^ECDHE-(ECDSA|RSA)-(AES(128|256)-GCM-SHA(256|384)|CHACHA20-POLY1305)$/;
    print "bits $1\n" if /<cipher [^>]*\bbits="(\d+)"/ && $1 < 128;
    print "group $1\n" if /<group [^>]*\bbits="(\d+)"/ && $1 < 128;
    print "compression\n" if /<compression supported="1"/;
    print "renegotiation\n" if /<renegotiation supported="1" secure="0"/;
    print "heartbleed\n" if /<heartbleed [^>]*vulnerable="1"/;
    print "key $1\n" if /<pk error="true"/ || /<pk [^>]*type="EC"[^>]*bits="(\d+)"/ && $1 < 128;
    print "signature $1\n" if /<signature-algorithm>([^<]*(?:md5|sha1)[^<]*)</i;
    print "expired\n" if /<expired>true/;' "$1"
}
scan() { sslscan --xml="$TMP/ssl.xml" --sni-name="$HOST" "127.0.0.1:$1" >"$TMP/out" 2>&1; }
ok "sslscan" scan "$PORT"
is "nothing weak" "" "$(weak "$TMP/ssl.xml" | sort -u | tr '\n' ';')"
is "it spoke TLS 1.2 and 1.3" 2 "$(grep -c 'type="tls" version="1.[23]" enabled="1"' "$TMP/ssl.xml")"
is "it saw ciphers" 1 "$(($(grep -c '<cipher ' "$TMP/ssl.xml") >= 6))"
# A weak server is seen: the same program on one of OpenSSL's own.
WEAK=$(bash -c '. "$0/bin/instance.sh"; free_port' "$ROOT")
openssl s_server -accept "127.0.0.1:$WEAK" -cert "$VAR/tls/cert.pem" -key "$VAR/tls/key.pem" -cipher 'ALL:@SECLEVEL=0' -tls1_1 -quiet </dev/null >/dev/null 2>&1 &
server=$!
wait_for 10 bash -c "exec 3<>/dev/tcp/127.0.0.1/$WEAK"
scan "$WEAK"
kill $server 2>/dev/null
wait $server 2>/dev/null
is "a weak protocol would be seen" 1 "$(weak "$TMP/ssl.xml" | grep -cm1 '^protocol tls1.1')"
is "a weak cipher would be seen" 1 "$(weak "$TMP/ssl.xml" | grep -cm1 '^cipher')"

# HSTS, two years, once, on pages, errors, files and redirects of every program.
for path in / /panel/login /panel/tickets /nothing /panel/nothing /static/base.css /static/nothing /favicon.ico /api/v1/me /api/nothing /t/x "/%00"; do
  req tls GET "$path"
  is "HSTS on $path ($STATUS)" "max-age=63072000; includeSubDomains" "$(sed -n 's/^strict-transport-security: \(.*\)\r$/\1/Ip' "$TMP/head")"
done
hello() { timeout 10 openssl s_client -connect "127.0.0.1:$PORT" -servername "$HOST" "$@" </dev/null 2>&1; }
is "the server's order counts" "ECDHE-ECDSA-AES128-GCM-SHA256" "$(hello -tls1_2 -cipher ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256 | sed -n 's/^ *Cipher *: *//p' | head -1)"
is "no CBC" 0 "$(hello -tls1_2 -cipher 'AES256-SHA:ECDHE-ECDSA-AES256-SHA384' | grep -c '^ *Cipher *: *ECDHE')"
