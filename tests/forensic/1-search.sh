# shellcheck shell=bash
# The search itself: each form is made by another program than the one that looks.
W=Veränderñoplaxqu
printf 'w %s\n' "$W" >"$TMP/w"
finds() { # NAME: standard input, hidden in noise, is found
  { head -c 3000 /dev/urandom; cat; head -c 3000 /dev/urandom; } >"$TMP/hidden"
  "$SCAN" "$TMP/w" "$TMP/hidden" >"$TMP/hits" 2>&1
  is "the search sees $1" 3 $?
}
head -c 100000 /dev/urandom >"$TMP/hidden"
"$SCAN" "$TMP/w" "$TMP/hidden" >/dev/null 2>&1
is "noise alone" 0 $?
printf %s "$W" | finds "UTF-8"
printf %s "VERÄNDERÑOPLAXQU" | finds "capitals"
printf %s "veranderNOplaxqu" | finds "no accents"
printf %s "$W" | iconv -f UTF-8 -t ISO-8859-1 | finds "Latin-1"
printf %s "$W" | iconv -f UTF-8 -t UTF-16LE | finds "UTF-16LE"
printf %s "$W" | iconv -f UTF-8 -t UTF-16BE | finds "UTF-16BE"
for pad in "" a ab; do
  printf %s "$pad$W and more" | base64 -w 0 | finds "base64 behind '$pad'"
  printf %s "$pad$W and more" | base64 -w 16 | sed 's/$/\r/' | finds "broken base64 behind '$pad'"
  printf %s "$pad$W and more" | iconv -f UTF-8 -t UTF-16LE | base64 -w 0 | finds "base64 of UTF-16 behind '$pad'"
done
printf 'x%.0s' {1..69} | cat - <(printf %s "$W") | perl -MMIME::QuotedPrint -e 'print encode_qp(join("", <STDIN>))' |
  finds "quoted-printable"
printf %s "$W" | perl -pe 's/(.)/sprintf("=%02X",ord $1)/ge' | finds "quoted-printable of each byte"
jq -rn --arg w "$W" '$w|@uri' | finds "percent"
printf %s "$W" | perl -pe 's/(.)/sprintf("%%%02x",ord $1)/ge' | finds "percent of each byte"
printf %s "$W" | perl -CI -pe 's/([^ -~])/sprintf("&#%d;",ord $1)/ge' | finds "HTML numbers"
printf %s "$W" | perl -CI -pe 's/(.)/sprintf("&#x%X;",ord $1)/ge' | finds "HTML hex of each letter"
printf %s "$W" | sed 's/ä/\&#228;/; s/ñ/\&ntilde;/' | finds "HTML names"
jq -an --arg w "$W" '$w' | finds "JSON"
printf %s "$W" | od -An -v -tx1 | tr -d ' \n' | finds "hex"
printf %s "$W" | od -An -v -tx1 -w64 | finds "hex with blanks"
printf %s "$W" | gzip | finds "gzip"
printf %s "$W" | perl -MCompress::Zlib -e 'print compress(join("", <STDIN>))' | finds "zlib"
printf %s "$W" | xz | finds "xz"
printf %s "$W" | zstd -q | finds "zstd"
zipped() { python3 -c 'import sys, zipfile; z = zipfile.ZipFile(sys.stdout.buffer, "w", zipfile.ZIP_DEFLATED)
z.writestr("a", b"x" * 5000 + sys.stdin.buffer.read() + b"x" * 5000)'; }
printf %s "$W" | zipped | finds "a member of a ZIP"
printf %s "$W" | zipped | xz | zstd -q | finds "a ZIP in xz in zstd"
printf %s "$W" | base64 -w 16 | gzip | finds "broken base64 in gzip"
printf %s "$W" | iconv -f UTF-8 -t UTF-16LE | gzip | finds "UTF-16 in gzip"
mkdir "$TMP/named"
: >"$TMP/named/a-$W.txt"
"$SCAN" "$TMP/w" "$TMP/named" >/dev/null 2>&1
is "the search sees a file's name" 3 $?
printf 'w hex:00ff10a0b1c2d3e4f5\n' >"$TMP/w"
printf '\x00\xff\x10\xa0\xb1\xc2\xd3\xe4\xf5' | finds "bytes"
printf '\x00\xff\x10\xa0\xb1\xc2\xd3\xe4\xf5' | base64 | finds "bytes in base64"
printf 'w %s\n' "$W" >"$TMP/w"
perl -e '$w = pack("H*", "566572c3a46e646572c3b16f706c6178") . "qu"; $| = 1; print "ready\n"; sleep 60' >"$TMP/ready" &
wait_for 10 grep -q ready "$TMP/ready"
"$SCAN" "$TMP/w" -m $! >"$TMP/hits" 2>&1
is "the search sees a process's memory" 3 $?
{ kill $! && wait $!; } 2>/dev/null
sleep 60 &
"$SCAN" "$TMP/w" -m $! >/dev/null 2>&1
is "another's has it not" 0 $?
{ kill $! && wait $!; } 2>/dev/null
