# shellcheck shell=bash
# Attachments: named safely, sent as downloads, in ranges; sealed on disk.
W=$RANDOM$RANDOM
head -c 200000 /dev/urandom >"$TMP/data"
printf '<html><script>alert(1)</script>' >"$TMP/page.html"
printf '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>' >"$TMP/x.svg"
printf '\x89PNG\r\n\x1a\n<script>' >"$TMP/poly.png"
: >"$TMP/empty"
rm -f "$TMP/dl"
req dl GET /ask; T=$(csrf)
# Names as browsers send them (quotes and line breaks percent-encoded), and worse.
part() { printf -- '--x\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\nContent-Type: text/html\r\n\r\n%s\r\n' "$1" "$2"; }
field() { printf -- '--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' "$1" "$2"; }
{
  field csrf "$T"; field name Guest; field email "dl-$W@example.org"; field subject s; field body b
  part '../../x' one
  part 'C:\\Windows\\evil.exe' two
  part "quote%22and%0D%0AX-Evil: 1.txt" three
  part $'bidi\u202Etxt.exe' four
  part $'tab\x01\x1b[31m.txt' five
  part 'Informe año %C3%B1 ñ.pdf' six
  part '...hidden' seven
  part "$(printf 'long%.0s' $(seq 100)).txt" eight
  part '%' nine
  part '/' ten
  printf -- '--x--\r\n'
} >"$TMP/multi"
req dl POST /ask -H 'Content-Type: multipart/form-data; boundary=x' --data-binary @"$TMP/multi"
follow dl
is "odd names are taken" 200 "$STATUS"
CODE=$(code_shown) LINK=$(link_of_code "$CODE") T1=$(ticket_id_of "$CODE")
req dl GET "$LINK"; req dl POST "$LINK" --data-urlencode "csrf=$(csrf)"
req dl GET "/ticket/$T1"
is "its ticket" 200 "$STATUS"
cp "$TMP/body" "$TMP/ticket"
hasnt "no path" "../" "$TMP/ticket"
hasnt "no control bytes" $'\x1b' "$TMP/ticket"
hasnt "no bidi" $'\u202e' "$TMP/ticket"
IDS=$(sql "SELECT attachment_id FROM olvido.attachment WHERE ticket_id = $T1 ORDER BY attachment_id")
is "ten files" 10 "$(wc -w <<<"$IDS")"
NAMES=()
for id in $IDS; do
  req dl GET "/ticket/$T1/attachments/$id"
  is "file $id" 200 "$STATUS"
  d=$(header content-disposition)
  NAMES+=("$(sed -n "s/^attachment; filename=\"\([^\"]*\)\"; filename\*=UTF-8''\([A-Za-z0-9%!#\$&+.^_\`|~-]*\)$/\1 \2/p" <<<"$d")")
  hasnt "file $id sets no header" "x-evil:" "$TMP/head"
  is "octets" application/octet-stream "$(header content-type)"
  is "nosniff" nosniff "$(header x-content-type-options)"
  is "policy" "default-src 'none'; frame-ancestors 'self'; sandbox" "$(header content-security-policy)"
  is "not stored" no-store "$(header cache-control)"
  is "for ourselves only" same-origin "$(header cross-origin-resource-policy)"
done
is "a path" "x x" "${NAMES[0]}"
is "a Windows path" "evil.exe evil.exe" "${NAMES[1]}"
is "no quote, no line break" 0 "$(grep -c '["]' <<<"${NAMES[2]}")"
is "its end" ".txt" "$(grep -o '\.txt$' <<<"${NAMES[2]}")"
is "bidi" "biditxt.exe biditxt.exe" "${NAMES[3]}"
is "control bytes" "" "$(grep -o '%1B\|%01' <<<"${NAMES[4]}")"
is "Spanish: UTF-8 for browsers that know it" "a%C3%B1o" "$(grep -o 'a%C3%B1o' <<<"${NAMES[5]}")"
is "no leading dot" "hidden hidden" "${NAMES[6]}"
is "cut to 120, its end kept" ".txt 120" "${NAMES[7]: -4} $(sed 's/ .*//' <<<"${NAMES[7]}" | sed 's/___/_/' | wc -m | awk '{print $1 - 1}')"
is "a percent sign" "_ %25" "${NAMES[8]}"
is "nothing left of it" "file file" "${NAMES[9]}"

# Contents that would like to be shown.
guest_ticket dl2 "dl2-$W@example.org" -F "files=@$TMP/data;type=image/png" -F "files=@$TMP/page.html" \
  -F "files=@$TMP/x.svg;type=image/svg+xml" -F "files=@$TMP/poly.png" -F "files=@$TMP/empty" -F "files=@$TMP/page.html;filename=;type=text/plain"
T2=$TICKET
ids() { sql "SELECT attachment_id FROM olvido.attachment WHERE ticket_id = $T2 ORDER BY attachment_id"; }
for id in $(ids); do
  req dl2 GET "/ticket/$T2/attachments/$id"
  is "always a download" "200 application/octet-stream attachment" "$STATUS $(header content-type) $(header content-disposition | cut -d';' -f1)"
  req dl2 GET "/ticket/$T2/attachments/$id?inline=1"
  is "a customer asks for more" "application/octet-stream" "$(header content-type)"
done
ID=$(ids | head -1) EMPTY=$(ids | sed -n 5p)
get() { req dl2 GET "/ticket/$T2/attachments/$ID" "$@"; }
get; ok "whole" cmp "$TMP/data" "$TMP/body"
is "takes ranges" bytes "$(header accept-ranges)"
is "length" 200000 "$(header content-length)"
range() { # RANGE FROM COUNT
  get -H "Range: bytes=$1"
  is "range $1" "206 bytes $2-$(($2 + $3 - 1))/200000 $3" "$STATUS $(header content-range) $(header content-length)"
  tail -c +$(($2 + 1)) "$TMP/data" | head -c "$3" >"$TMP/want"
  ok "its bytes" cmp "$TMP/want" "$TMP/body"
}
range 0-0 0 1
range 0-99 0 100
range 65530-65549 65530 20
range 65536-131071 65536 65536
range 199999- 199999 1
range 150000- 150000 50000
range -1 199999 1
range -70000 130000 70000
range -999999999 0 200000
range 199990-999999999999 199990 10
for r in 200000- 200000-200001 999999999999- -0; do
  get -H "Range: bytes=$r"; is "range $r" "416 bytes */200000" "$STATUS $(header content-range)"
done
for r in 5-4 a-b "0-1,5-6" -- "" "0-18446744073709551616" " 0-1"; do
  get -H "Range: bytes=$r"; is "range '$r' is ignored" "200 200000" "$STATUS $(header content-length)"
done
get -H "Range: items=0-5"; is "another unit" 200 "$STATUS"
ID=$EMPTY; get; is "an empty file" "200 0" "$STATUS $(header content-length)"
get -H "Range: bytes=0-0"; is "a range of nothing" 416 "$STATUS"
ID=$(ids | head -1)
req dl2 HEAD "/ticket/$T2/attachments/$ID"
is "HEAD" "200 200000" "$STATUS $(header content-length)"
req dl2 HEAD "/ticket/$T2/attachments/$ID" -H "Range: bytes=0-9"
is "HEAD with a range" 200 "$STATUS"

# A reader who goes away in the middle harms nobody.
curl -sk --max-time 5 --limit-rate 20k -m 1 --resolve "$HOST:$PORT:127.0.0.1" -b "$TMP/dl2" -o /dev/null "https://$HOST:$PORT/ticket/$T2/attachments/$ID"
req dl2 GET "/ticket/$T2"; is "goes on" 200 "$STATUS"
# On disk nothing of it stands in clear, and a file that is damaged is no page of ours.
head -c 64 "$TMP/data" >"$TMP/needle"
is "sealed on disk" 0 "$(find "$VAR/files/" -type f -newer "$TMP/empty" -exec grep -lF "alert(1)" {} + | wc -l)"
F=$(find -L "$VAR/files/" -type f -size +190k -newer "$TMP/empty" | head -1)
ok "its file" test -n "$F"
cp -p "$F" "$TMP/kept"
printf 'X' | dd of="$F" bs=1 seek=100 conv=notrunc 2>/dev/null
get; is "a damaged file" 503 "$STATUS"
hasnt "tells no path" "$VAR" "$TMP/body"
cat "$TMP/kept" >"$F"
get; is "repaired" 200 "$STATUS"
mv "$F" "$F.away"; get
is "a lost file is not called forgotten" 503 "$STATUS"
mv "$F.away" "$F"
